//! What the pages about reliability say.

use domain::gig::reliability::{MarkKind, MarkState, Standing};

super::table::table! {
    /// The words of reliability.
    Words {
        title: "守约情况", "Keeping to what was agreed";
        hint: "到岗情况，有记录可以申诉", "How your shifts went, and how to appeal";
        hint_employer: "用工守约情况，有记录可以申诉", "How your shifts went, and how to appeal";
        none_yet: "还没有做过的班", "No shifts yet";
        kept_of: "{} 个班，守约 {} 个", "Of {} shifts, {} were kept";
        about: "只看最近 {} 天的班，越近的越算数。性别、年龄、民族、户籍、健康都不看。单位在班次名单上能看到。", "Only shifts of the last {} days count, recent ones more. Sex, age, ethnic group, origin and health are never looked at. Employers of your shifts see it.";
        about_employer: "只看最近 {} 天的班，越近的越算数。求职的人在班次页面上只看到文字，看不到数。", "Only shifts of the last {} days count, recent ones more. Workers see it in words on your shifts, without numbers.";
        marks: "影响守约的记录", "What counts against it";
        no_marks: "没有。", "Nothing.";
        new: "新人", "New";
        high: "守约", "Reliable";
        fair: "大多守约", "Mostly reliable";
        low: "常不守约", "Often not reliable";
        employer_new: "记录还少。", "There is little to go by yet.";
        employer_high: "近半年基本都按约定用工、按时结钱。", "In the last half year it nearly always kept to what was agreed and paid in time.";
        employer_fair: "近半年大多按约定，有过没按约定的时候。", "In the last half year it mostly kept to what was agreed.";
        employer_low: "近半年没按约定的时候较多，请留意。", "In the last half year it often did not keep to what was agreed. Take care.";
        no_show: "没有到岗", "Did not come";
        late_leave: "临开工才退", "Gave up the seat late";
        employer_no_show: "单位没有安排上工", "The employer was not there";
        late_cancel: "开工前一天内取消班次", "Called the shift off within a day of its start";
        late_wages: "工钱没有按时付", "Wages were not paid in time";
        counts: "计入", "Counts";
        waits: "已申诉，等答复，暂不计入", "Appealed; does not count until the staff have answered";
        kept: "工作人员维持", "The staff have left it";
        lifted: "工作人员已撤销，不计入", "The staff have lifted it; it does not count";
        to_day: "看那天的情况，可以申诉", "Look at that day, or appeal";
        to_ledger: "看工资台账", "The ledger";
        appeal: "不该算？请工作人员来查", "Should it not count? Have the staff look at it";
        said: "实际情况", "What really happened";
        said_hint: "工作人员 3 个工作日内答复", "The staff answer within 3 working days";
        send: "提交申诉", "Appeal";
        filed: "申诉交上去了，等答复期间不计入。", "Your appeal is with the staff. Until they answer it does not count.";
        case_title: "守约记录申诉", "Appeal about a mark";
        work: "工作", "Work";
        employer: "单位", "Employer";
        worker: "劳动者", "Worker";
        place: "地区", "Where";
        when: "时间", "When";
        decide: "办理", "Decide";
        reason: "原因", "Reason";
        reason_hint: "申诉的人会看到", "Whoever appealed will read it";
        lift: "撤销记录", "Lift it";
        keep: "维持记录", "Leave it";
        decided: "已办结。", "Decided.";
    }
}

impl Words {
    /// How reliable somebody is.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::New => self.new,
            Standing::High => self.high,
            Standing::Fair => self.fair,
            Standing::Low => self.low,
        }
    }

    /// The same of an employer, as a sentence.
    pub const fn employer_told(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::New => self.employer_new,
            Standing::High => self.employer_high,
            Standing::Fair => self.employer_fair,
            Standing::Low => self.employer_low,
        }
    }

    /// What counts against somebody.
    pub const fn kind(&self, kind: MarkKind) -> &'static str {
        match kind {
            MarkKind::NoShow => self.no_show,
            MarkKind::LateLeave => self.late_leave,
            MarkKind::EmployerNoShow => self.employer_no_show,
            MarkKind::LateCancel => self.late_cancel,
            MarkKind::LateWages => self.late_wages,
        }
    }

    /// Whether it counts.
    pub const fn state(&self, state: MarkState) -> &'static str {
        match state {
            MarkState::Counts => self.counts,
            MarkState::Waits => self.waits,
            MarkState::Kept => self.kept,
            MarkState::Lifted => self.lifted,
        }
    }
}
