//! What the pages about evidence packs say.

use domain::gig::{case::CaseSide, evidence::Mover};

super::table::table! {
    /// The words of evidence packs.
    Evidence {
        title: "证据包", "Evidence pack";
        open: "做证据包（约定、考勤、消息、工钱、维权）", "Make an evidence pack (what was agreed, hours, messages, wages, cases)";
        about: "把这个班的约定、考勤、消息、工钱和维权记录做成一份文件，可以打印，也可以下载。文件有一串校验码，谁都能在“核对证据包”页面查它有没有被改过。", "All that is known of this shift as one file: what was agreed, hours, messages, wages and cases. You can print and download it. By its hash anybody can find out whether it was changed.";
        make: "做一份新的", "Make a new one";
        none: "还没有做过。", "None yet.";
        made_before: "做过的", "Made before";
        by_worker: "本人做的", "made by the worker";
        by_staff: "工作人员做的", "made by the staff";
        made_at: "生成于 {}", "Made {}";
        print: "用浏览器的“打印”可以存成 PDF 或打印出来。", "Your browser's Print saves it as PDF or prints it.";
        download: "下载文件（JSON，{} KB）", "Download the file (JSON, {} KB)";
        hash: "校验码（SHA-256）", "Hash (SHA-256)";
        hash_about: "校验码是下载文件的，不是打印件的。核对：打开 {}，选文件或输入校验码。", "The hash is that of the downloaded file, not of the print. To check it open {} and choose the file or type the hash.";
        parties: "双方", "Both sides";
        worker: "劳动者", "Worker";
        verified: "已实名", "name verified";
        unverified: "未实名", "name not verified";
        employer: "单位", "Employer";
        code: "统一社会信用代码", "Social credit code";
        agreed: "约定（占座时的用工信息）", "What was agreed (as it was offered when the seat was taken)";
        changed: "占座后的改动", "Changed afterwards";
        left_out: "（不再写明）", "(not said any more)";
        changed_at: "{} 起改为", "From {} on";
        work: "工作", "Work";
        trade: "工种", "Trade";
        duties: "做什么", "Duties";
        requirements: "要求", "Asked for";
        place: "地点", "Where";
        when: "时间", "When";
        breaks: "不计薪休息", "Unpaid break";
        pay: "工价", "Pay";
        pay_hour: "{} 元/小时", "{} yuan an hour";
        pay_day: "{} 元/天", "{} yuan a day";
        pay_piece: "{} 元/件", "{} yuan a piece";
        pay_task: "{} 元/整件活", "{} yuan for the whole";
        term: "支付周期", "Pay period";
        benefits: "待遇", "Comes with it";
        moves: "报名经过", "What became of the claim";
        m_worker: "本人", "the worker";
        m_employer: "单位", "the employer";
        m_staff: "工作人员", "the staff";
        m_service: "系统", "the service";
        attendance: "考勤（双方全部记录）", "Hours (all that both sides said)";
        absences: "缺岗记录", "Absences";
        messages: "本人收到的消息", "What the worker was told";
        wages: "工钱和付款", "Wages and payments";
        cases: "维权", "Cases";
        files: "材料（原件另存）", "Evidence (kept apart)";
        nothing: "没有记录。", "Nothing.";
        check_title: "核对证据包", "Check an evidence pack";
        check_about: "选择文件，或者输入校验码，就能知道它是不是本系统做的、有没有改过。文件只用来算校验码，不会保存；这里不显示任何个人信息。", "Choose the file or type its hash to learn whether it was made here and is unchanged. The file is only used to work out its hash and is not kept; nothing personal is shown here.";
        file: "证据包文件", "The file";
        file_hint: "下载的 .json 文件", "The .json file as it was downloaded";
        check_file: "核对文件", "Check the file";
        hash_hint: "64 位数字和字母，空格不要紧", "64 digits and letters; blanks do not matter";
        check_hash: "核对校验码", "Check the hash";
        is_made: "没有改过", "Unchanged";
        is_made_body: "这份证据包是本系统 {} 为一次报名做的，内容没有改过。", "This pack was made here on {} for a claim, and has not been changed.";
        is_unknown: "没有这样的证据包", "Not known";
        is_unknown_body: "本系统没有做过校验码是这个的文件：可能改过，哪怕只改一个字；也可能不是这里做的。", "No file with this hash was made here: it was changed, if only by a character, or made elsewhere.";
        not_a_hash: "校验码要 64 位数字和字母（0–9、a–f）。", "A hash has 64 digits and letters (0–9, a–f).";
        asked: "校验码", "Hash";
        desk: "做证据包", "Make an evidence pack";
        desk_about: "含姓名和双方全部记录，做和看都会记下来。", "It has the name and all that both sides said; making it and looking at it is recorded.";
    }
}

impl Evidence {
    /// Whoever made a pack.
    pub const fn maker(&self, side: CaseSide) -> &'static str {
        match side {
            CaseSide::Worker => self.by_worker,
            CaseSide::Employer | CaseSide::Staff => self.by_staff,
        }
    }

    /// Whoever moved a claim.
    pub const fn mover(&self, mover: Mover) -> &'static str {
        match mover {
            Mover::Worker => self.m_worker,
            Mover::Employer => self.m_employer,
            Mover::Staff => self.m_staff,
            Mover::Service => self.m_service,
        }
    }
}
