//! What the pages about reports of postings say.

use domain::gig::posting::{ReportOutcome, ReportReason};

super::table::table! {
    /// The words of reports about postings.
    Reporting {
        title: "举报这条用工信息", "Report this posting";
        about: "工作人员会在 1 个工作日内查看，结果告诉您。单位看不到是谁举报的。", "The staff look into it within one working day and tell you. The employer does not learn who reported.";
        reason: "哪里不对", "What is wrong";
        words: "说说情况", "Tell what happened";
        words_hint: "什么时候、谁说的、要了多少钱。500 个字以内", "When, who said it, how much was asked. At most 500 characters";
        send: "提交举报", "Report it";
        waits: "您已经举报了，工作人员正在查看。结果会发到“消息”里。", "You have reported it, and the staff are looking into it. The answer comes to your messages.";
        back: "回到这份活", "Back to the shift";
        money: "收钱、扣证件", "It asks for money or papers";
        untrue: "工钱、地点或活和写的不一样", "Pay, place or work are not as it says";
        bias: "歧视", "It leaves people out";
        unlawful: "危险或违法", "Dangerous or unlawful";
        unreachable: "联系不上、没有人", "Nobody is there or answers";
        other: "别的", "Something else";
        case_title: "举报", "Reports";
        to_queue: "待办", "The queue";
        to_posting: "看审核页", "To its own page";
        reports: "收到的举报", "What was reported";
        no_words: "没有说明", "Nothing was written";
        duties: "干什么", "What is to be done";
        requirements: "要求", "What is asked for";
        pay: "工钱", "Pay";
        place: "地点", "Where";
        employer: "单位", "Employer";
        history: "发布过 {} 条，没有通过 {} 条，半年内举报属实 {} 条", "{} published, {} refused, {} rightly reported within half a year";
        seats: "还没开始的班次里有 {} 人", "{} people hold a seat of its shifts to come";
        decide: "答复", "Answer";
        decide_words: "查到了什么", "What was found";
        decide_hint: "属实时单位会看到；举报人只看到结果", "If upheld, the employer reads it; whoever reported sees only the result";
        remove: "属实，下架", "Upheld: end the posting";
        warn: "属实，要求改正", "Upheld: to be mended";
        dismiss: "没有发现问题", "Nothing wrong";
        decided: "已答复，举报人收到了结果。", "Answered, and whoever reported was told.";
        removed: "已下架", "Ended";
        warned: "已要求改正", "To be mended";
        dismissed: "不成立", "Nothing wrong";
        open: "待答复", "Waits";
    }
}

impl Reporting {
    /// What a report is about.
    pub const fn reason_of(&self, reason: ReportReason) -> &'static str {
        match reason {
            ReportReason::Money => self.money,
            ReportReason::Untrue => self.untrue,
            ReportReason::Bias => self.bias,
            ReportReason::Unlawful => self.unlawful,
            ReportReason::Unreachable => self.unreachable,
            ReportReason::Other => self.other,
        }
    }

    /// What was answered.
    pub const fn outcome(&self, outcome: Option<ReportOutcome>) -> &'static str {
        match outcome {
            Some(ReportOutcome::Removed) => self.removed,
            Some(ReportOutcome::Warned) => self.warned,
            Some(ReportOutcome::Dismissed) => self.dismissed,
            None => self.open,
        }
    }
}
