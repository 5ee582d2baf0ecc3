//! What the pages about arrears of wages say.

use domain::gig::arrears::ArrearsStep;

super::table::table! {
    /// The words of arrears.
    Arrears {
        title: "欠薪预警", "Arrears of wages";
        about: "按台账里到期没有付清的工钱算出：逾期当天提醒，3 天通知，7 天停止发布和报名，15 天转工作人员。", "Worked out from what is overdue in the ledgers: a reminder on the first day, a notice after 3, no posting and no claims after 7, a case for the staff after 15.";
        none: "没有到期未付的工钱。", "Nothing is overdue.";
        none_next: "有单位逾期时会在这里列出。", "Employers are listed here as soon as something is.";
        all: "全部", "All";
        employer: "单位", "Employer";
        place: "地区", "Where";
        claims: "人次", "Claims";
        open: "欠付", "Open";
        since: "最早到期", "Oldest due";
        step: "阶段", "Step";
        look: "查看", "Open";
        total: "合计欠付 {} 元", "{} yuan open in all";
        more: "只显示前 200 家。", "Only the first 200 are shown.";
        yuan: "{} 元", "{} yuan";
        reminder: "已提醒", "Reminded";
        notice: "已通知", "Notified";
        stopped: "已停止发布", "Posting stopped";
        case: "转工作人员", "With the staff";
        taken: "已采取的措施", "What was done";
        work: "工作", "Work";
        worker: "劳动者", "Worker";
        due: "应付日期", "Due";
        owed: "应付", "Owed";
        paid: "已付", "Paid";
        close: "办结", "Deal with it";
        close_why: "处置情况", "What was done";
        close_hint: "会记录。付清后也会自动办结", "It is recorded. Paying in full takes it off the queue too";
        closed: "已办结。", "Dealt with.";
        own_title: "有工钱到期没有付清", "Wages are overdue";
        own_body: "{} 笔共 {} 元，最早应在 {} 付清。", "{} claims, {} yuan, the oldest due on {}.";
        own_next: "再不付清，{} 起：{}。", "If they stay open, from {}: {}.";
        own_stopped: "现在不能发布用工信息，别人也不能报名。付清后自动恢复。", "You cannot post work now and nobody can take your seats. It ends by itself once all is paid.";
    }
}

impl Arrears {
    /// A step of the ladder.
    pub const fn step_of(&self, step: ArrearsStep) -> &'static str {
        match step {
            ArrearsStep::Reminder => self.reminder,
            ArrearsStep::Notice => self.notice,
            ArrearsStep::Stopped => self.stopped,
            ArrearsStep::Case => self.case,
        }
    }
}
