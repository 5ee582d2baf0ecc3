//! What the pages of postings in the making say.

use domain::{
    error::Problem,
    finding::Found,
    gig::posting::{Finding, PostingState, PostingStep},
};

use super::{Text, error, fill};

super::table::table! {
    /// The words of postings in the making.
    Posting {
        title: "我们的用工信息", "Our postings";
        link: "发布用工信息", "Post work";
        new: "发一条新的", "Post something new";
        new_title: "发布用工信息", "Post work";
        empty: "还没有用工信息。写好一条，工人在附近就能看到。", "Nothing posted yet. Write one, and workers nearby find it.";
        not_verified: "单位还没有通过核验：可以先写草稿，核验通过后才能发布。", "Your organisation is not verified yet: drafts can be written, and published once it is.";
        to_verify: "去核验", "Verify it";
        amend: "修改", "Change it";
        amending: "修改中", "Being changed";
        amend_about: "您在修改已发布的信息，提交前求职的人看到的还是原来的。可以加班次、加座位。已报名的人会收到通知，可以不留记录退出。", "You are changing a posting on the list. Workers see what it was until you hand this in. Shifts and seats may be added. Whoever has claimed one is told, and may leave without a mark.";
        to_listed: "看原来的", "See what is on the list";
        amend_rows: "这个班已有 {} 人报名，时间不能改", "{} people have claimed this shift: its time stays";
        case_amends: "这是对已发布信息的修改，改动如下：", "It changes a posting on the list, as follows:";
        case_now: "现在", "Now";
        case_then: "改成", "Will be";
        untitled: "（还没写标题）", "(no title yet)";
        drafts: "草稿", "Drafts";
        waiting: "等审核", "Waiting for the staff";
        out: "已发布", "On the list";
        ended: "已结束", "Ended";
        draft: "草稿", "Draft";
        submitted: "等审核", "Waiting for the staff";
        changes_requested: "需要修改", "Changes asked for";
        rejected: "没有通过", "Refused";
        published: "已发布", "On the list";
        paused: "已暂停", "Paused";
        closed: "已结束", "Closed";
        next_submitted: "工作人员会在 1 个工作日内审核，结果会告诉您。", "The staff decide within one working day, and you are told.";
        next_changes: "请照下面的说明修改，再提交。", "Please change what is said below and hand it in again.";
        next_rejected: "这条不能发布，原因在下面。可以照它写一条新的。", "This one cannot be published; the reason is below. You can write a new one from it.";
        next_paused: "求职的人现在看不到。已经报名的仍然有效。", "Workers do not find it now. Whoever holds a seat keeps it.";
        note: "工作人员的说明", "What the staff say";
        note_fields: "请改这些：", "Please change: ";
        what: "什么活", "The work";
        name: "标题", "Title";
        name_hint: "一句话说清干什么，60 个字以内", "What it is, in at most 60 characters";
        occupation: "工种", "Occupation";
        choose: "请选择", "Please choose";
        duties: "干什么", "What is to be done";
        duties_hint: "写具体：搬什么、站还是坐、要注意什么", "Be specific: what is carried, standing or sitting, what to mind";
        requirements: "要求", "What is asked for";
        requirements_hint: "可以不写。不能限男女、民族、籍贯", "May be empty. No sex, ethnicity or place of origin";
        least_age: "最低年龄", "Least age";
        least_age_hint: "不写就是 18 岁；16、17 岁不能上夜班和危险的活", "18 if empty; at 16 and 17 no night work and nothing dangerous";
        pay: "工钱", "Pay";
        pay_unit: "怎么算", "Paid by";
        by_hour: "按小时", "the hour";
        by_day: "按天（一个班）", "the day (a shift)";
        by_piece: "按件", "the piece";
        by_task: "按整件活", "the task";
        pay_amount: "多少元", "Yuan";
        pay_amount_hint: "每小时、每天、每件或整件活的钱，休息时间不算", "For each hour, day, piece or task; breaks are not counted";
        pay_pieces: "一个班一般做多少件", "Pieces usually made in a shift";
        pay_pieces_hint: "只有按件才填，用来算合多少钱一小时", "Only for pay by the piece, to work out what an hour comes to";
        settlement: "什么时候结", "When it is paid";
        benefits: "另外还有", "What comes with it";
        shifts: "班次", "Shifts";
        shift: "第 {} 班", "Shift {}";
        date: "哪天", "Day";
        start: "几点开工", "Starts";
        end: "几点收工", "Ends";
        break_minutes: "中间休息（分钟）", "Break, minutes";
        seats: "要几个人", "People";
        add_shift: "再加一班", "Add a shift";
        drop_shift: "去掉这班", "Take it away";
        weeks: "每周重复几周", "Repeat weekly, weeks in all";
        weeks_hint: "比如 4：这些班次连着四周各来一次。不写就只有这一次", "4, say: the same shifts four weeks running. Empty for this once";
        place: "在哪里干", "Where";
        region: "乡镇、街道", "Township";
        address: "详细地址", "Address";
        address_hint: "写到门口，带上好认的标志", "Down to the gate, with a landmark";
        pin: "地图位置（可以不填）", "Position on the map (optional)";
        locate: "用手机现在的位置", "Use where my phone is now";
        locate_denied: "没有拿到位置，请自己填或不填。", "No position was given; type it or leave it empty.";
        lat: "纬度", "Latitude";
        lng: "经度", "Longitude";
        pin_hint: "写成 31.126800，高德、腾讯地图上的数", "As 31.126800, as maps of the mainland (GCJ-02) have it";
        contact: "联系人", "Contact";
        contact_name: "怎么称呼", "Name";
        contact_name_hint: "占到名额的人才看得到", "Only who has a seat sees it";
        contact_phone: "手机", "Mobile number";
        contact_phone_hint: "占到名额的人才看得到", "Only who has a seat sees it";
        opens: "什么时候开始报名", "Sign-up opens";
        opens_hint: "不写就是马上。写成 2026-11-23 05:30", "At once if empty. As 2026-11-23 05:30";
        fills: "怎么招人", "How seats are filled";
        fills_instant: "抢单：先报先得，座位马上算数", "First come, first served: the seat is theirs at once";
        fills_review: "择优：大家报名，由您选人", "You choose among those who apply";
        held: "公平放座（可以不填）", "Fair release (optional)";
        held_percent: "先留百分之几的座位", "Percent of the seats to hold";
        held_percent_hint: "最多 50。先留给最近 30 天班少的人", "At most 50. Held for people with few shifts in the last 30 days";
        held_hours: "开工前几小时放开", "Hours before the start when they come free";
        held_hours_hint: "1 到 72。到点谁都可以占", "1 to 72. From then on anybody may take them";
        save: "存草稿", "Save the draft";
        submit: "提交发布", "Publish";
        submit_hint: "符合规定的很快发布；需要人看一眼的，1 个工作日内答复。", "What follows the rules is out soon; what somebody has to look at is answered within one working day.";
        discard: "删除草稿", "Throw the draft away";
        discard_body: "删除后找不回来。已发布的信息不受影响。", "It cannot be brought back. What is on the list stays as it is.";
        discard_yes: "确定删除", "Yes, throw it away";
        again: "照着再发一条", "Post it again";
        pause: "暂停", "Pause";
        resume: "恢复发布", "Put it back";
        close: "结束这条", "Close it";
        close_body: "结束后没开工的班次都取消，报了名的人会收到通知。不能再恢复。", "All shifts to come are called off and everybody in them is told. It cannot be undone.";
        close_yes: "确定结束", "Yes, close it";
        withdraw: "撤回修改", "Take it back to change it";
        call_off: "取消这班", "Call it off";
        call_off_body: "报了名的人会收到通知。", "Everybody in it is told.";
        call_off_yes: "确定取消", "Yes, call it off";
        called_off: "已取消", "called off";
        over: "已过", "over";
        taken: "{}/{} 人", "{} of {}";
        in_line: "候补 {} 人", "{} waiting";
        view: "工人看到的页面", "As workers see it";
        d_saved: "草稿存好了。", "The draft is kept.";
        d_submitted: "提交好了，请等审核。", "It is handed in. Please wait for the staff.";
        d_published: "发布了，工人现在就能看到。", "It is on the list, and workers find it now.";
        d_apart: "别的成员刚改过这一条，您填的另存成了这份草稿。", "Another member has changed it meanwhile; what you typed is kept as this draft of its own.";
        d_done: "办好了。", "Done.";
        wrong: "还不能发布，请看下面标红的地方。填的都存着。", "It cannot be published yet; please see what is marked. What you typed is kept.";
        warn: "提醒", "Note";
        review: "要人看", "Looked at by people";
        refuse: "不能发布", "Not allowed";
        case_findings: "规则发现", "What the rules find";
        case_none: "规则没有发现问题。", "The rules find nothing.";
        case_employer: "发布单位", "Employer";
        case_history: "发布过 {} 条，没通过 {} 条，半年内举报属实 {} 条", "{} published, {} refused, {} rightly reported within half a year";
        case_verified: "已核验", "verified";
        case_unverified: "没有核验", "not verified";
        case_filed: "提交时间", "Handed in";
        case_sampled: "信用好的单位，已先发布，请抽查。", "From a trusted employer, published at once. Please have a look.";
        decide: "办理", "Decide";
        d_publish: "通过并发布", "Publish";
        d_changes: "退回修改", "Ask for changes";
        d_reject: "不通过", "Refuse";
        d_keep: "没问题", "It is right";
        d_close: "下架并取消班次", "Close it and call the shifts off";
        words: "说明", "Reason";
        words_hint: "退回、不通过、下架时必填，对方会看到", "Needed unless you publish; they will read it";
        fields: "退回时，要改哪里", "What is to be changed";
        decided: "已办结。", "Decided.";
        to_queue: "回到待办", "Back to the queue";
        f_pay_below: "合每小时 {} 元，低于当地那天的小时最低工资 {} 元。", "An hour comes to {} yuan, less than the minimum of {} at that place on that day.";
        f_deposit: "不能向工人收押金、保证金。", "Workers may not be asked for a deposit.";
        f_fee: "不能向工人收培训、体检、服装等费用。", "Workers may not be charged for training, examinations or clothes.";
        f_own_cost: "这笔钱要工人自己出，请写清楚多少。能由单位承担最好。", "Workers pay this themselves: please say how much, or bear it yourselves.";
        f_id_kept: "不能收走、扣押身份证件。", "Identity cards and papers may not be kept.";
        f_contact: "联系方式请填在“联系人”里，这里不能写电话、微信等。", "Please put contacts into the fields for them; no phone or chat account here.";
        f_fraud: "这样的活涉嫌违法，不能发布。", "Such work may be a crime and cannot be published.";
        f_sex: "不能限定性别、婚育。", "No sex or marital state may be asked for.";
        f_sex_for_care: "写了性别，要工作人员看是不是这份活真的需要。", "A sex is named: the staff look whether the work needs it.";
        f_origin: "不能按民族、籍贯、户籍挑人。", "Nobody may be left out by ethnicity, origin or residence.";
        f_health: "不能因为乙肝、残疾不要人。", "Nobody may be left out for carrying hepatitis B or being disabled.";
        f_age: "写了年龄上限 {} 岁。能干的人都欢迎，建议去掉。", "An age limit of {} is named. Whoever can do the work is welcome; please leave it out.";
        f_child: "16 岁以下一律不能招。", "Nobody under 16 may be employed.";
        f_minor_hazard: "这样的活不能招 16、17 岁的，请把最低年龄改成 18。", "Not for 16 and 17 year olds: please set the least age to 18.";
        f_minor_night: "夜里的班不能招 16、17 岁的，请把最低年龄改成 18。", "No night work at 16 and 17: please set the least age to 18.";
        f_late_pay: "工钱最晚 15 天内要结，不能压工资。", "Wages are due within 15 days and may not be kept back.";
        f_bait_pay: "合每小时 {} 元，比同类活平时的 {} 元高很多，要工作人员看一下。", "An hour comes to {} yuan, far more than the usual {}: the staff will look.";
        f_bait_pay_alone: "合每小时 {} 元，特别高，要工作人员看一下。", "An hour comes to {} yuan, which is very high: the staff will look.";
        f_bait_words: "像夸大收入的话，要工作人员看一下。", "It sounds like a promise of riches: the staff will look.";
        f_appearance: "对长相、身高的要求，和活没关系的话请去掉。", "Looks or height: please leave it out unless the work needs it.";
        f_agent: "像中介返费招工，要工作人员看一下。", "It looks like an agent's bonus: the staff will look.";
        f_unsafe: "这样的活不能发布。", "Such work cannot be published.";
        f_no_liability: "不能让工人自担工伤、放弃保险，这样写没有效力。", "Workers cannot bear accidents themselves or give up insurance; such terms are void.";
        f_duplicate: "同样的内容、地点、时间已经发过一条，要工作人员看一下。", "The same is out already for that place and time: the staff will look.";
        p_owes_wages: "还有拖欠的工钱没有付清，付清以后才能发布。", "Overdue wages have to be paid first.";
        p_not_verified: "单位通过核验后才能发布。", "The organisation has to be verified first.";
        p_not_to_come: "要在现在之后，一年之内", "It must lie ahead, within a year";
        p_break: "休息比干活还长", "The break is as long as the work";
        p_same: "和第 {} 班同一时间", "The same start as shift {}";
        p_ended: "原来的信息已经结束，不能再改。您写的都还在，可以照着再发一条。", "The posting has ended and cannot be changed any more. What you wrote is kept; you can post it again as a new one.";
        p_not_changeable: "有人报了名：时间不能改，座位不能少于已报的，工钱和待遇不能变差。要改就取消这个班（会通知他们），再加新的。", "People have claimed it: its time stays, seats cannot be fewer than taken, pay and benefits cannot get worse. Call the shift off, which tells them, and add another.";
    }
}

impl Posting {
    /// Where a posting stands.
    pub const fn state(&self, state: PostingState) -> &'static str {
        match state {
            PostingState::Draft => self.draft,
            PostingState::Submitted => self.submitted,
            PostingState::ChangesRequested => self.changes_requested,
            PostingState::Rejected => self.rejected,
            PostingState::Published => self.published,
            PostingState::Paused => self.paused,
            PostingState::Closed => self.closed,
        }
    }

    /// A step of the employer, as its button says it.
    pub const fn step(&self, step: PostingStep) -> &'static str {
        match step {
            PostingStep::Pause => self.pause,
            PostingStep::Resume => self.resume,
            PostingStep::Close => self.close_yes,
            PostingStep::Withdraw => self.withdraw,
            PostingStep::Submit => self.submit,
            PostingStep::Publish => self.d_publish,
            PostingStep::RequestChanges => self.d_changes,
            PostingStep::Reject => self.d_reject,
        }
    }

    /// What was found, as a sentence with its numbers.
    pub fn found(&self, found: Found) -> String {
        match found {
            Found::PayBelow { hourly, least } => fill(self.f_pay_below, &[&hourly.to_string(), &least.to_string()]),
            Found::BaitPay { hourly, usual } if usual.0 > 0 => {
                fill(self.f_bait_pay, &[&hourly.to_string(), &usual.to_string()])
            }
            Found::BaitPay { hourly, .. } => fill(self.f_bait_pay_alone, &[&hourly.to_string()]),
            Found::Age { most } => fill(self.f_age, &[&most.to_string()]),
            other => self.plain(other).to_owned(),
        }
    }

    const fn plain(&self, found: Found) -> &'static str {
        match found {
            Found::PayBelow { .. } => self.f_pay_below,
            Found::BaitPay { .. } => self.f_bait_pay_alone,
            Found::Age { .. } => self.f_age,
            Found::Deposit => self.f_deposit,
            Found::Fee => self.f_fee,
            Found::OwnCost => self.f_own_cost,
            Found::IdKept => self.f_id_kept,
            Found::Contact => self.f_contact,
            Found::Fraud => self.f_fraud,
            Found::Sex => self.f_sex,
            Found::SexForCare => self.f_sex_for_care,
            Found::Origin => self.f_origin,
            Found::Health => self.f_health,
            Found::Child => self.f_child,
            Found::MinorHazard => self.f_minor_hazard,
            Found::MinorNight => self.f_minor_night,
            Found::LatePay => self.f_late_pay,
            Found::BaitWords => self.f_bait_words,
            Found::Appearance => self.f_appearance,
            Found::Agent => self.f_agent,
            Found::Unsafe => self.f_unsafe,
            Found::NoLiability => self.f_no_liability,
            Found::Duplicate => self.f_duplicate,
        }
    }

    /// A finding with the words that it is about.
    pub fn finding(&self, finding: &Finding) -> String {
        let sentence = self.found(finding.found);
        if finding.words.is_empty() || matches!(finding.found, Found::Age { .. }) {
            return sentence;
        }
        format!("“{}” {sentence}", finding.words)
    }

    /// What is wrong with a field of the sheet.
    pub fn problem(&self, t: &Text, problem: Problem) -> String {
        match problem {
            Problem::Against(found) => self.found(found),
            Problem::NotVerified => self.p_not_verified.to_owned(),
            Problem::OwesWages => self.p_owes_wages.to_owned(),
            Problem::NotToCome => self.p_not_to_come.to_owned(),
            Problem::BreakTooLong => self.p_break.to_owned(),
            Problem::SameAsLine(line) => fill(self.p_same, &[&line.to_string()]),
            Problem::ChangedMeanwhile => self.p_ended.to_owned(),
            Problem::NotChangeable => self.p_not_changeable.to_owned(),
            other => error::problem(t, other),
        }
    }

    /// What the form calls a field; a field of a shift by its own name.
    pub fn field(&self, field: &str) -> &'static str {
        match field.rsplit('-').next().unwrap_or(field) {
            "title" => self.name,
            "amends" => self.amend,
            "occupation" => self.occupation,
            "duties" => self.duties,
            "requirements" => self.requirements,
            "least_age" => self.least_age,
            "pay_unit" => self.pay_unit,
            "pay_amount" => self.pay,
            "pay_pieces" => self.pay_pieces,
            "settlement" => self.settlement,
            "benefits" => self.benefits,
            "shifts" => self.shifts,
            "date" => self.date,
            "start" => self.start,
            "end" => self.end,
            "break_minutes" => self.break_minutes,
            "seats" => self.seats,
            "weeks" => self.weeks,
            "region" => self.region,
            "address" => self.address,
            "lat" => self.pin,
            "contact_name" => self.contact,
            "contact_phone" => self.contact_phone,
            "opens" => self.opens,
            "fills" => self.fills,
            "held_percent" => self.held_percent,
            "held_hours" => self.held_hours,
            _ => self.title,
        }
    }
}
