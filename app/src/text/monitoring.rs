//! What the page of figures says.

use domain::monitoring::Breakdown;

super::table::table! {
    /// The words of the figures.
    Monitoring {
        title: "统计", "Figures";
        days: "{} 至 {}，{} 天", "{} to {}, {} days";
        problems: "地址里有没看懂的地方，没有用它：", "Some of what was asked could not be read and was left out:";
        quick: "常用的时间", "Usual times";
        today: "今天", "Today";
        seven_days: "近 7 天", "Last 7 days";
        thirty_days: "近 30 天", "Last 30 days";
        coming: "往后 7 天", "Next 7 days";
        region: "地区", "Region";
        trade: "工种", "Trade";
        all_trades: "全部工种", "All trades";
        from: "从哪天", "From";
        to: "到哪天", "To";
        date_hint: "写成 2026-01-31", "As 2026-01-31";
        told_apart: "怎么分开看", "Told apart by";
        show: "看结果", "Show";
        day: "日期", "Day";
        by_day: "按天看", "By day";
        by_week: "每 7 天看", "By seven days";
        by_region: "按地区看", "By region";
        by_trade: "按工种看", "By trade";
        none: "这些天这里没有用工信息，也没有班次。", "There were no postings and no shifts here in these days.";
        none_next: "换一段时间，或者看看更大的地区、全部工种。", "Try other days, a larger region or all trades.";
        start_again: "看我负责的地区近 7 天", "My region, last 7 days";
        market: "班次和名额", "Shifts and seats";
        people: "报名和到岗", "Claims and attendance";
        people_hint: "都按班次开始的那天算。人数、次数在 1 到 4 之间的写成 <5，免得认出是谁。", "All by the day on which the shift starts. A count from 1 to 4 is told as <5, so that nobody can be recognised.";
        more: "↑ 多 {}，前 {} 天是 {}", "↑ {} more; the {} days before: {}";
        fewer: "↓ 少 {}，前 {} 天是 {}", "↓ {} less; the {} days before: {}";
        same: "→ 和前 {} 天一样", "→ same as the {} days before";
        was: "前 {} 天：{}", "The {} days before: {}";
        points: "{} 个百分点", "{} points";
        withheld: "不显示", "not shown";
        too_few: "班次太少", "too few shifts";
        postings: "用工信息", "Postings";
        postings_how: "这些天发布的。", "Published in these days.";
        shifts: "班次", "Shifts";
        shifts_how: "这些天开始的，里面有 {} 个取消了。", "That start in these days; {} of them were cancelled.";
        seats: "名额", "Seats";
        seats_how: "这些班次的名额，取消的不算。", "Of these shifts, cancelled ones left out.";
        taken: "占了的名额", "Seats taken";
        taken_how: "有人报上、现在还占着的。", "Held by somebody now.";
        rate: "名额占用率", "Fill rate";
        rate_how: "占了的名额除以名额，取消的班次不算。", "Seats taken of all seats, cancelled shifts left out.";
        filled: "满员的班次", "Full shifts";
        filled_how: "每个名额都有人、没有取消的。", "Every seat held, and not cancelled.";
        to_fill: "满员用时", "Time to fill";
        to_fill_how: "从能报名到最后一个空名额被占，{} 个满员班次的中位数。", "From when one can sign up to the last free seat taken: the median of {} full shifts.";
        to_fill_none: "满员的班次不到 5 个，不算中位数。", "Fewer than 5 full shifts; no median is told.";
        claims: "报名", "Claims";
        claims_how: "报过的都算，包括候补和后来退掉的。", "All that were made, also waiting and cancelled ones.";
        workers: "报名的人", "People with a claim";
        workers_how: "一个人报几次只算一个。", "Each person once.";
        by_worker: "本人退掉的", "Cancelled by the worker";
        by_worker_how: "报名以后自己退的。", "The worker left.";
        by_employer: "单位取消的", "Cancelled by the employer";
        by_employer_how: "单位或者工作人员取消了班次。", "The employer or the staff cancelled the shift.";
        no_show: "没来上班", "Did not come";
        no_show_how: "占着名额、没有到岗的。", "Held a seat and did not come to work.";
        employer_no_show: "单位没有安排", "Employer did not come";
        employer_no_show_how: "人到了，单位没有人、没有活。", "The worker came, the employer did not.";
        of_recorded: "占有到岗记录的 {}%。", "{}% of those with a record.";
        no_rate: "数太小，不算比例。", "Too small a number for a share.";
        hidden_note: "“<5”是 1 到 4；“不显示”是为了不让别人用合计推算出很小的数。", "“<5” is 1 to 4; “not shown” keeps a small number from being worked out from the sum.";
        chart_title: "名额和占了的名额", "Seats and seats taken";
        chart_desc: "每根是名额，深色的部分是占了的。同样的数在下面的表里。", "Each bar is the seats, its dark part those taken. The table below has the same numbers.";
        chart_top: "最上面是 {} 个名额", "Top line: {} seats";
        whole: "合计", "In all";
        h_postings: "用工信息", "Postings";
        h_shifts: "班次", "Shifts";
        h_seats: "占了/名额", "Taken/seats";
        h_rate: "占用率", "Fill rate";
        h_filled: "满员", "Full";
        h_to_fill: "满员用时", "To fill";
        h_claims: "报名", "Claims";
        h_by_worker: "本人退", "Worker left";
        h_by_employer: "单位取消", "Employer cancelled";
        h_no_show: "没来", "No-show";
        h_employer_no_show: "单位没安排", "Employer no-show";
        m: "{} 分", "{} min";
        h_m: "{}:{} 小时", "{}:{} h";
    }
}

impl Monitoring {
    /// By what figures are told apart.
    pub const fn by(&self, by: Breakdown) -> &'static str {
        match by {
            Breakdown::Day => self.by_day,
            Breakdown::Region => self.by_region,
            Breakdown::Trade => self.by_trade,
        }
    }
}
