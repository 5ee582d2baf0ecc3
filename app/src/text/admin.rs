//! What the console says.

use domain::{identity::StaffRole, work::WorkKind};

super::table::table! {
    /// The words of the console.
    Admin {
        console: "工作台", "Console";
        queue: "待办", "Queue";
        policies: "政策公告", "Policies and notices";
        tables: "数据表", "Tables";
        queue_title: "要办的 {} 件", "{} to do";
        queue_empty: "现在没有要办的事。", "Nothing is waiting.";
        queue_empty_next: "有新的申请会出现在这里，最急的排在最前面。", "New requests appear here, the most urgent first.";
        all: "全部", "All";
        what: "事项", "What";
        who: "谁", "Who";
        place: "区域", "Where";
        waited: "等了", "Waiting for";
        due: "期限", "Due";
        overdue: "超期", "Overdue";
        open: "办理", "Open";
        next: "下一页", "Next page";
        staff_only: "这里是工作人员用的", "This is for the staff";
        staff_only_body: "请用手机号、密码和动态验证码登录。找活、看自己的班不用在这里登录。", "Please sign in with phone, password and one-time code. Looking for work needs no sign-in here.";
        operator: "经办", "Operator";
        approver: "审批", "Approver";
        auditor: "审计", "Auditor";
        administrator: "管理员", "Administrator";
        reviewer: "评审", "Reviewer";
        mentor: "导师", "Mentor";
        account: "我的账号", "My account";
        people: "群众", "People";
        people_title: "{}的群众", "People of {}";
        people_hint: "名字和手机号只显示一部分。要看完整的，到个人页面写明原因。", "Names and phones are shown in part. To see them whole, say why on the person's page.";
        people_empty: "还没有人填写住在这里。", "Nobody has said they live here yet.";
        find_person: "按手机号找", "Find by phone";
        phone: "手机号", "Mobile number";
        phone_hint: "完整的 11 位", "All eleven digits";
        find: "查找", "Find";
        name: "名字", "Name";
        unnamed: "没有填", "not given";
        nowhere: "没有说", "not said";
        since: "注册于", "Since";
        claims: "报过的班", "Shifts claimed";
        reveal: "看完整的名字和手机号", "Show name and phone whole";
        reveal_hint: "写明原因。谁、什么时候、为什么看的都会记下来。", "Say why. Who looked, when and why is recorded.";
        revealed: "完整的信息（离开这页就看不到了）", "In full (gone when you leave this page)";
        reason: "原因", "Reason";
        reason_hint: "最多 200 个字", "At most 200 characters";
        show: "显示", "Show";
        act_for: "替这个人办事", "Act for this person";
        act_for_hint: "本人在场或者同意了再办。页面上方会一直提醒您，每一步都记在您名下。", "Only with their consent. A banner stays on top, and everything is recorded under your name.";
        begin: "开始办", "Begin";
        staff: "工作人员", "Staff";
        staff_empty: "这个地区还没有工作人员。", "There is no staff in this region yet.";
        role: "职责", "Role";
        region: "地区", "Region";
        invite: "邀请工作人员", "Invite somebody";
        invite_hint: "生成一个链接，三天内有效，只能用一次。请当面或用可靠的方式给本人。", "Makes a link, good once within three days. Hand it over in person or by a way you trust.";
        invite_name_hint: "同事怎么称呼", "What colleagues call them";
        invite_make: "生成邀请链接", "Make the link";
        link_title: "邀请链接（只显示这一次）", "The link (shown only this once)";
        change: "调整", "Change";
        change_hint: "调整后会退出所有设备，要重新登录。", "They are signed out everywhere and sign in again.";
        change_save: "保存调整", "Save";
        end_post: "不再是工作人员", "No longer on the staff";
        ended: "已停用", "ended";
        own: "您自己", "you";
        saved: "办好了。", "Done.";
        trail: "操作记录", "Audit trail";
        trail_empty: "没有找到这样的记录。", "No such records.";
        trail_empty_next: "放宽日期，或者去掉一个条件再找。", "Widen the dates or drop a condition.";
        who_did: "谁做的", "Who";
        who_hint: "手机号或账号编号", "A phone or an account's id";
        to_whom: "对谁、对什么", "To whom or what";
        action: "做了什么", "What";
        action_hint: "比如 revealed、staff、claimed", "Such as revealed, staff, claimed";
        from: "从哪天", "From";
        to: "到哪天", "To";
        date_hint: "写成 2026-01-31", "As 2026-01-31";
        when: "时间", "When";
        why: "原因", "Why";
        not_sealed: "还没封存", "not sealed yet";
        search: "查找", "Search";
        by_system: "系统", "The system";
        by_guest: "没有登录的人", "Somebody not signed in";
        by_person: "本人", "A person";
        for_person: "替别人办事", "acting for somebody";
        work_organisation: "单位核验", "Verify an organisation";
        work_real_name: "实名核验", "Verify a name";
        work_policy: "政策公告审核", "Review a notice";
        market: "市场监管", "Supervision";
        statistics: "统计", "Figures";
        board: "大屏", "Wall screen";
        glance: "今天的情况", "Today";
        glance_shifts: "今天班次", "Shifts today";
        glance_seats: "名额占了 {}%", "{}% of seats taken";
        glance_no_seats: "没有名额", "no seats";
        glance_short: "快开始还缺人", "Soon and short of people";
        glance_soon: "两小时内", "within two hours";
        glance_to_fill: "满员用时", "Time to fill";
        glance_to_fill_too_few: "近 7 天满员的班次不到 5 个", "fewer than 5 full shifts in 7 days";
        glance_seven: "近 7 天的中位数", "median of 7 days";
        glance_before: "再前 7 天 {}", "{} the 7 days before";
        settings: "参数设置", "Settings";
        imports: "导入", "Imports";
        work_appeal: "缺岗申诉", "Appeal about an absence";
        arrears: "欠薪预警", "Arrears";
        work_arrears: "欠薪处置", "Arrears of wages";
        work_posting: "用工信息审核", "Judge a posting";
        work_report: "用工信息举报", "Answer reports";
        work_case: "维权", "Complaint of a worker";
        work_rating: "互评附言审核", "Words of a rating";
        work_mark: "守约记录申诉", "Appeal about a mark";
    }
}

impl Admin {
    /// A role of the staff.
    pub const fn role(&self, role: StaffRole) -> &'static str {
        match role {
            StaffRole::Operator => self.operator,
            StaffRole::Approver => self.approver,
            StaffRole::Auditor => self.auditor,
            StaffRole::Administrator => self.administrator,
            StaffRole::Reviewer => self.reviewer,
            StaffRole::Mentor => self.mentor,
        }
    }

    /// What has to be done.
    pub const fn work(&self, kind: WorkKind) -> &'static str {
        match kind {
            WorkKind::Organisation => self.work_organisation,
            WorkKind::RealName => self.work_real_name,
            WorkKind::Policy => self.work_policy,
            WorkKind::Appeal => self.work_appeal,
            WorkKind::Arrears => self.work_arrears,
            WorkKind::Posting => self.work_posting,
            WorkKind::Report => self.work_report,
            WorkKind::Case => self.work_case,
            WorkKind::Rating => self.work_rating,
            WorkKind::Mark => self.work_mark,
        }
    }
}
