//! What the pages about cases say.

use domain::gig::case::{CaseCategory, CaseSide, CaseState, CaseStep};

super::table::table! {
    /// The words of cases.
    Cases {
        title: "我的维权", "My cases";
        hint: "工钱、安全、受伤等问题，请工作人员来处理", "Wages, safety, injury: have the staff look into it";
        none: "您没有提过维权。", "You have filed no case.";
        none_next: "工作中遇到工钱、安全、受伤、骚扰等问题，打开“我的班”里的那个班，就能提维权。", "If something goes wrong at work, open that shift under “My shifts” and file a case there.";
        to_shifts: "去我的班", "My shifts";
        new: "遇到问题？我要维权", "Something went wrong? File a case";
        new_title: "我要维权", "File a case";
        new_about: "工作人员 5 个工作日内受理，先听双方说明，再调解。单位会收到通知，可以答复；骚扰类的，工作人员同意告知前，单位什么都看不到。", "The staff take it up within 5 working days, hear both sides and mediate. The employer is told and may answer; of harassment it learns nothing before the staff decide so.";
        danger: "有人受伤或正有危险，请先打 120 或 110。", "If somebody is hurt or in danger, first call 120 or 110.";
        too_late: "这个班现在不能提维权：没有占过名额，或者过去两年多了。", "No case can be filed about this shift: you had no seat, or it is more than two years ago.";
        open_already: "这个班正在处理的维权", "Open cases about this shift";
        category: "什么问题", "What is it about";
        c_pay: "工钱", "Wages";
        c_safety: "安全", "Safety";
        c_injury: "受伤", "Injury";
        c_harassment: "骚扰", "Harassment";
        c_other: "其他", "Something else";
        account: "事情经过", "What happened";
        account_hint: "什么时候、谁、怎么回事、您的要求。最多 600 字，以后还可以补充", "When, who, what happened and what you ask for. At most 600 characters; you can add more later";
        file: "材料（可不传）", "Evidence (optional)";
        file_hint: "照片、截图或 PDF，不超过 8 MB，以后还可以加。单位看不到材料", "A picture or PDF, at most 8 MB; you can add more later. The employer does not see it";
        send: "提交维权", "File the case";
        s_filed: "等受理", "Waiting";
        s_accepted: "已受理", "Taken up";
        s_mediating: "调解中", "Being mediated";
        s_resolved: "已办结", "Settled";
        s_transferred: "已移送监察", "With the labour inspection";
        s_withdrawn: "已撤回", "Taken back";
        by_accept: "{} 前受理", "Taken up by the end of {}";
        by_hear: "{} 前开始调解或办结", "Mediation begins, or it is settled, by the end of {}";
        by_mediate: "{} 前调解完。15 天调解不成，可以申请劳动仲裁", "Mediated by the end of {}. If that fails within 15 days you may ask for arbitration";
        by_inspect: "劳动保障监察一般在 {} 前办完", "The labour inspection is usually done by the end of {}";
        filed_at: "提交于 {}", "Filed {}";
        history: "处理经过", "What was done";
        e_file: "本人提交", "The worker filed it";
        e_say: "本人补充", "The worker said more";
        e_answer: "单位答复", "The employer answered";
        e_accept: "工作人员受理", "The staff took it up";
        e_release: "工作人员告知单位", "The staff showed it to the employer";
        e_mediate: "工作人员开始调解", "The staff began to mediate";
        e_resolve: "工作人员办结", "The staff settled it";
        e_transfer: "工作人员移送劳动保障监察", "The staff handed it on to the labour inspection";
        e_withdraw: "本人撤回", "The worker took it back";
        not_yours: "您的岗位看不到内容。", "Your role does not show what was said.";
        files: "材料", "Evidence";
        files_none: "没有材料。", "None.";
        add_file: "加材料", "Add evidence";
        add: "上传", "Upload";
        say: "补充情况", "Say more";
        say_hint: "最多 600 字", "At most 600 characters";
        say_send: "提交补充", "Send";
        answer: "答复", "Answer";
        answer_hint: "写明实际情况和怎么处理，劳动者和工作人员都会看到。最多 600 字", "Say what happened and what you will do; the worker and the staff read it. At most 600 characters";
        answer_send: "提交答复", "Send the answer";
        withdraw: "不需要了，撤回", "Take it back";
        withdraw_hint: "撤回后不能恢复，可以重新提。原因可以不写", "It cannot be undone, but you can file another. You need not say why";
        withdraw_why: "原因", "Why";
        withdraw_send: "确认撤回", "Take it back";
        kept_back: "单位现在看不到这件事。", "The employer knows nothing of it.";
        shown: "单位能看到您写的内容和工作人员的说明，看不到材料。", "The employer reads what you wrote and what the staff say, not the evidence.";
        filed: "提交了。有进展会发消息告诉您。", "It is filed. You are told whenever something happens.";
        saved: "记好了。", "Saved.";
        decided: "已办理。", "Done.";
        employer_title: "维权事项", "Cases of workers";
        employer_none: "没有针对您单位的维权。", "There is no case about your organisation.";
        employer_none_next: "有人提了维权，会在这里列出并发消息告诉您。", "If a worker files one it is listed here, and you are told.";
        employer: "单位", "Employer";
        worker: "劳动者", "Worker";
        work: "工作", "Work";
        when: "时间", "When";
        place: "地区", "Where";
        to_work: "看考勤和工钱", "Hours and wages";
        to_crew: "看这个班", "The shift";
        desk_title: "维权", "Complaint of a worker";
        desk_kept: "骚扰类：单位还不知道。告知前请先征得本人同意。", "Harassment: the employer does not know of it. Ask the worker before you show it.";
        decide: "办理", "Go on";
        note: "给双方的说明", "What both sides are told";
        note_hint: "双方都会看到，最多 400 字", "Both sides read it; at most 400 characters";
        note_hint_kept: "本人会看到，告知单位后单位也会看到，最多 400 字", "The worker reads it, and the employer too once it is shown; at most 400 characters";
        d_accept: "受理", "Take it up";
        d_release: "告知单位", "Show it to the employer";
        d_mediate: "开始调解", "Begin to mediate";
        d_resolve: "办结", "Settle it";
        d_transfer: "移送劳动保障监察", "Hand it on to the labour inspection";
        open: "查看", "Open";
    }
}

impl Cases {
    /// What a case is about.
    pub const fn category_of(&self, category: CaseCategory) -> &'static str {
        match category {
            CaseCategory::Pay => self.c_pay,
            CaseCategory::Safety => self.c_safety,
            CaseCategory::Injury => self.c_injury,
            CaseCategory::Harassment => self.c_harassment,
            CaseCategory::Other => self.c_other,
        }
    }

    /// Where it stands.
    pub const fn state(&self, state: CaseState) -> &'static str {
        match state {
            CaseState::Filed => self.s_filed,
            CaseState::Accepted => self.s_accepted,
            CaseState::Mediating => self.s_mediating,
            CaseState::Resolved => self.s_resolved,
            CaseState::Transferred => self.s_transferred,
            CaseState::Withdrawn => self.s_withdrawn,
        }
    }

    /// What happens by its deadline; `{}` stands for the day.
    pub const fn deadline(&self, state: CaseState) -> &'static str {
        match state {
            CaseState::Filed => self.by_accept,
            CaseState::Accepted => self.by_hear,
            CaseState::Mediating => self.by_mediate,
            CaseState::Resolved | CaseState::Transferred | CaseState::Withdrawn => self.by_inspect,
        }
    }

    /// What was done.
    pub const fn step(&self, step: CaseStep) -> &'static str {
        match step {
            CaseStep::File => self.e_file,
            CaseStep::Say => self.e_say,
            CaseStep::Answer => self.e_answer,
            CaseStep::Accept => self.e_accept,
            CaseStep::Release => self.e_release,
            CaseStep::Mediate => self.e_mediate,
            CaseStep::Resolve => self.e_resolve,
            CaseStep::Transfer => self.e_transfer,
            CaseStep::Withdraw => self.e_withdraw,
        }
    }

    /// The button of a step of the staff; nothing for those of others.
    pub fn button(&self, step: CaseStep) -> Option<&'static str> {
        (step.side() == CaseSide::Staff).then_some(match step {
            CaseStep::Accept => self.d_accept,
            CaseStep::Release => self.d_release,
            CaseStep::Mediate => self.d_mediate,
            CaseStep::Transfer => self.d_transfer,
            _ => self.d_resolve,
        })
    }
}
