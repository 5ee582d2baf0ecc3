//! What the pages about the day of a shift say.

use domain::gig::attendance::{Agreement, Entry, Side, Way};

super::table::table! {
    /// The words of attendance.
    Attendance {
        shifts_title: "排班和考勤", "Shifts and attendance";
        shifts_none: "一周内没有要上的班。", "No shifts in the coming week.";
        shifts_none_next: "发布用工信息后，班次会在这里，当天在这里打卡。", "Once you have posted work, its shifts are here, and people check in here on the day.";
        expected: "待到岗 {}", "{} expected";
        here: "在岗 {}", "{} at work";
        done: "已下工 {}", "{} done";
        absent: "缺岗 {}", "{} absent";
        applied: "报名 {}", "{} applied";
        closed: "已取消", "Called off";
        renewed: "这一页有新的变化。", "Something on this page has changed.";
        show_it: "看看", "Show it";
        nobody: "这个班没有人占座。", "Nobody has a seat in this shift.";
        code_title: "打卡码", "Code to check in";
        code_how: "让来的人扫码，或者在“我的班”里输入六位数字。每 30 秒换一个。", "People scan it, or type the six digits on their own page. It changes every 30 seconds.";
        code_until: "{} 换新码", "A new one at {}";
        code_renew: "现在看新码", "Show it now";
        code_closed: "开工前 1 小时到收工后 4 小时，这里有打卡码。", "From an hour before the start to four hours after the end, the code is here.";
        qr: "打卡二维码", "QR code to check in";
        crew: "名单", "Who comes";
        not_here: "还没到", "Not here yet";
        tick_in: "到了", "Is here";
        tick_out: "下工了", "Is done";
        write: "登记或更正工时", "Write down or correct hours";
        begun: "上工时间", "Began at";
        ended: "下工时间", "Ended at";
        clock_hint: "写成 08:00，跨夜的班照写", "As 08:00, also over midnight";
        pieces: "件数", "Pieces";
        pieces_hint: "一共做了多少件", "How many were made";
        reason: "原因", "Reason";
        change_hint: "改已有的时间时必填，对方会看到", "Needed where something is changed; they will read it";
        save: "登记", "Write down";
        did_not_come: "没有来", "Did not come";
        why: "怎么回事", "What happened";
        why_hint: "比如：电话打不通。对方会看到，也可以申诉", "Such as: could not be reached. They will read it and may appeal";
        say_so: "记为没有来", "Note it";
        absent_from: "开工 15 分钟后（{}）还没来，可以在这里记。", "From 15 minutes after the start ({}) it can be noted here.";
        history: "全部记录", "All that was said";
        by_employer: "单位", "the employer";
        by_worker: "本人", "the worker";
        w_code: "输码", "by code";
        w_late: "断网时输码，后来送到", "by code, sent later";
        w_location: "到工地定位，距 {} 米", "by being {} metres from the site";
        w_typed: "填写", "written down";
        in_word: "上工", "Began";
        out_word: "下工", "Ended";
        witnessed: "已核实", "Witnessed";
        unanswered: "等本人核对", "Not answered yet";
        confirmed: "双方一致", "Both agree";
        contested: "双方说法不同", "They disagree";
        claimed: "只有本人说", "Only the worker says so";
        they_say: "本人说 {}", "the worker says {}";
        worked: "计薪 {}", "Paid for {}";
        work_title: "我的这个班", "My shift";
        check_in: "上工打卡", "Check in";
        check_out: "下工打卡", "Check out";
        type_code: "单位屏幕上的六位数字", "The six digits on the employer's screen";
        type_code_hint: "没有网也可以输，时间会记下，有网了自动送出", "Works without a network too: the time is kept and it is sent later";
        by_place: "用定位打卡（只看这一次，只记距离）", "Use my position (looked at once, only the distance is kept)";
        place_denied: "没有拿到位置，请输入单位的码。", "Your position was not found; please type the code.";
        queued: "没有网络。码和时间已存在手机里，有网了会自动送出。", "No network. Code and time are kept on this phone and sent once it is back.";
        opens: "{} 起可以打卡。", "You can check in from {}.";
        hours: "工时", "Hours";
        hours_none: "还没有记录。", "Nothing is written down yet.";
        agree: "核对无误", "That is right";
        contest: "说得不对？写下您的工时", "Not right? Write down your hours";
        contest_send: "提交我的工时", "Send my hours";
        employer_absent: "单位没有人、没有安排上工", "The employer was not there";
        employer_why_hint: "比如：等到几点、联系了谁", "Such as: how long you waited, whom you called";
        absence_by_employer: "单位记了：本人没有来", "The employer says the worker did not come";
        absence_by_worker: "本人说：单位没有安排上工", "The worker says the employer was not there";
        retract: "撤回", "Take it back";
        appeal: "不是这样？请工作人员来查", "Not so? Have the staff look at it";
        appeal_why: "实际情况", "What really happened";
        appeal_hint: "工作人员 3 个工作日内答复", "The staff answer within 3 working days";
        appeal_send: "提交申诉", "Appeal";
        appealed: "已申诉，等工作人员答复", "Appealed; the staff will answer";
        lifted: "工作人员已撤销这条记录", "The staff have lifted this";
        kept: "工作人员维持这条记录", "The staff have left this as it is";
        employer: "单位", "Employer";
        to_shift: "看这个班", "The shift";
        saved: "记好了。", "Saved.";
        case_title: "缺岗申诉", "Appeal about an absence";
        worker: "劳动者", "Worker";
        when: "时间", "When";
        place: "地区", "Where";
        decide: "办理", "Decide";
        lift: "撤销记录", "Lift it";
        keep: "维持记录", "Leave it";
        decide_hint: "双方都会看到", "Both sides will read it";
        decided: "已办结。", "Decided.";
        to_work: "打卡、工时和工钱", "Check in, hours and pay";
    }
}

impl Attendance {
    /// What an entry is about.
    pub const fn entry(&self, entry: Entry) -> &'static str {
        match entry {
            Entry::In => self.in_word,
            Entry::Out => self.out_word,
            Entry::Pieces => self.pieces,
        }
    }

    /// Who says something.
    pub const fn side(&self, side: Side) -> &'static str {
        match side {
            Side::Worker => self.by_worker,
            Side::Employer => self.by_employer,
        }
    }

    /// How something is known; `{}` stands for metres.
    pub const fn way(&self, way: Way) -> &'static str {
        match way {
            Way::Code => self.w_code,
            Way::LateCode => self.w_late,
            Way::Location => self.w_location,
            Way::Typed => self.w_typed,
        }
    }

    /// How far both sides agree.
    pub const fn agreement(&self, agreement: Agreement) -> &'static str {
        match agreement {
            Agreement::Witnessed => self.witnessed,
            Agreement::Unanswered => self.unanswered,
            Agreement::Confirmed => self.confirmed,
            Agreement::Contested => self.contested,
            Agreement::Claimed => self.claimed,
        }
    }
}
