//! What the console says.

use domain::{identity::StaffRole, work::WorkKind};

super::table::table! {
    /// The words of the console.
    Admin {
        console: "工作台", "Console";
        queue: "待办", "Queue";
        policies: "政策公告", "Policies and notices";
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
        work_organisation: "单位核验", "Verify an organisation";
        work_real_name: "实名核验", "Verify a name";
        work_policy: "政策公告审核", "Review a notice";
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
        }
    }
}
