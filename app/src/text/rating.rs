//! What the pages about ratings say.

use domain::gig::{
    attendance::Side,
    rating::{Band, Mark},
};

super::table::table! {
    /// The words of ratings.
    Rating {
        title: "互评", "Ratings";
        open: "评价这次工作", "Rate this work";
        open_crew: "互评", "Rate";
        about: "收工后 7 天内，双方各答五个问题。两边都答了，或者 7 天过了，才互相看到；看到以后不能再改。", "Within 7 days after the work both sides answer five questions. Each sees the other's answers once both have answered or the 7 days are over; then nothing can be changed.";
        private: "多个人的评价合在一起才会显示，不到 5 个人的不显示。不问也不计性别、年龄、籍贯和健康。", "Only what many said together is shown, never of fewer than 5. Sex, age, origin and health are neither asked for nor counted.";
        closes: "{} 前可以评价", "You can answer until {}";
        not_now: "这个班现在不能评价：做完以后 7 天内可以。", "This shift cannot be rated now: only within 7 days after work that was done.";
        mine: "我的评价", "What I said";
        theirs_worker: "单位对您的评价", "What the employer said of you";
        theirs_employer: "劳动者对单位的评价", "What the worker said of you";
        none: "没有评价。", "Nothing.";
        hidden: "对方的评价，等您也评价了或者时间过了就能看到。", "You see what the other side said once you have answered too, or the time is over.";
        worker_1: "工钱和招工时说的一样吗", "Was the pay as posted?";
        worker_2: "活和招工时说的一样吗", "Was the work as described?";
        worker_3: "干活安全吗", "Was it safe?";
        worker_4: "对人尊重吗", "Were you treated with respect?";
        worker_5: "还愿意再来吗", "Would you go again?";
        employer_1: "按时到岗了吗", "Did they come on time?";
        employer_2: "活干得好吗", "Did they do the work?";
        employer_3: "守安全规矩吗", "Did they keep to the rules of safety?";
        employer_4: "和大家合得来吗", "Did they get on with others?";
        employer_5: "还愿意再请吗", "Would you take them again?";
        yes: "是", "Yes";
        so_so: "一般", "So-so";
        no: "不是", "No";
        words: "还想说的（可不写）", "Something to add (optional)";
        words_hint: "最多 200 字，对方会看到。不要写电话、微信和别人的隐私", "At most 200 characters; the other side reads it. No phones, and nothing private of others";
        send: "提交评价", "Send";
        change: "修改评价", "Change it";
        w_held: "附言等工作人员看过，别人现在看不到。", "The words wait for the staff; nobody else reads them.";
        w_hidden: "附言被工作人员去掉了。", "The staff took the words away.";
        report: "附言不实或不文明？请工作人员看", "Untrue or insulting? Have the staff look at it";
        reported: "记好了。", "Saved.";
        most: "大多说是", "mostly yes";
        half: "有说是也有说不是", "some yes, some no";
        few: "大多说不是", "mostly no";
        summary_of: "{} 次评价", "{} ratings";
        summary_employer: "来过的人怎么说", "What people say who worked here";
        case_title: "互评附言审核", "Words of a rating";
        by: "谁写的", "Written by";
        by_worker: "劳动者", "the worker";
        by_employer: "单位", "the employer";
        work: "工作", "Work";
        employer: "单位", "Employer";
        when: "时间", "When";
        said: "附言", "Words";
        not_yours: "您的岗位看不到内容。", "Your role does not show them.";
        decide: "办理", "Decide";
        reason: "原因", "Why";
        reason_hint: "会记录，最多 200 字", "It is recorded; at most 200 characters";
        show: "可以显示", "Let it stand";
        hide: "不显示", "Take it away";
        decided_show: "已同意显示。", "It stands.";
        decided_hide: "已去掉。", "It was taken away.";
        decided: "已办结。", "Decided.";
    }
}

impl Rating {
    /// The five questions that one side is asked.
    pub const fn questions(&self, side: Side) -> [&'static str; 5] {
        match side {
            Side::Worker => [self.worker_1, self.worker_2, self.worker_3, self.worker_4, self.worker_5],
            Side::Employer => [self.employer_1, self.employer_2, self.employer_3, self.employer_4, self.employer_5],
        }
    }

    /// An answer.
    pub const fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Yes => self.yes,
            Mark::SoSo => self.so_so,
            Mark::No => self.no,
        }
    }

    /// How answers come out.
    pub const fn band(&self, band: Band) -> &'static str {
        match band {
            Band::Most => self.most,
            Band::Half => self.half,
            Band::Few => self.few,
        }
    }
}
