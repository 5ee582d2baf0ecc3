//! What the pages of organisations and real names say.

use domain::identity::{
    VerificationState,
    organisation::{MemberRole, OrganisationKind, Warning},
};

super::table::table! {
    /// The words of organisations and real names.
    Organisation {
        mine: "我的单位", "My organisations";
        mine_empty: "您还没有单位。用工单位、培训机构、孵化基地先在这里登记，核验后就能发布。", "No organisation yet. Employers, training institutions and bases register here and can publish once verified.";
        register: "登记一个单位", "Register an organisation";
        register_title: "登记单位", "Register an organisation";
        change: "改登记信息", "Change what is registered";
        kind: "类型", "Kind";
        firm: "企业或其他单位", "Firm or other organisation";
        farm: "农场、农户", "Farm";
        household: "家庭住户", "Private household";
        institution: "培训机构", "Training institution";
        base: "孵化基地", "Incubator base";
        name: "名称", "Name";
        name_hint: "照营业执照写全称；家庭写户主姓名，别人只看到姓", "In full as on the licence; for a household the name of its head, of which others see the first character only";
        code: "统一社会信用代码", "Unified social credit code";
        code_hint: "18 位，在营业执照上。家庭没有，不用填", "18 characters, on the licence. Households have none";
        region: "在哪里", "Where";
        choose: "请选择", "Please choose";
        contact_name: "联系人", "Contact person";
        contact_name_hint: "核验时我们找谁", "Whom we ask when verifying";
        contact_phone: "联系手机", "Their mobile number";
        contact_phone_hint: "11 位数字", "Eleven digits";
        role_owner: "负责人", "Owner";
        role_member: "成员", "Member";
        draft: "还没提交", "Not filed yet";
        filed: "等待核验", "Waiting for verification";
        returned: "需要修改", "Changes asked for";
        refused: "没有通过", "Refused";
        verified: "已核验", "Verified";
        expired: "核验到期", "Verification has run out";
        revoked: "核验已撤销", "Verification taken back";
        next_draft: "传好材料后提交核验。", "Add the evidence, then file it.";
        next_filed: "工作人员会在 3 个工作日内办理，结果会告诉您。", "The staff decide within 3 working days and you are told.";
        next_again: "请看下面的说明，改好后可以再提交。", "Please read the reason below; you may file it again.";
        next_verified: "有效期到 {}。", "Good until {}.";
        next_expired: "请更新材料，再提交核验。", "Please renew the evidence and file it again.";
        reason: "说明", "Reason";
        employer_file: "用工档案", "Its file as an employer";
        evidence: "证明材料", "Evidence";
        evidence_hint: "营业执照等的照片或 PDF，每个不超过 8 MB，最多 6 个。只有工作人员和您的单位能看。", "Photographs or PDF of the licence, 8 MB each, six at most. Only the staff and your organisation can see them.";
        evidence_none: "还没有材料。", "No evidence yet.";
        choose_file: "选文件", "Choose a file";
        add_file: "上传", "Upload";
        remove: "移除", "Remove";
        file_it: "提交核验", "File for verification";
        members: "成员", "Members";
        you: "您", "you";
        leave: "退出单位", "Leave";
        invite: "邀请成员", "Invite somebody";
        invite_phone: "对方手机号", "Their mobile number";
        invite_phone_hint: "填了只有这个号能用；不填谁拿到链接都能用。7 天内有效，只能用一次", "With a number only they can use it; without, whoever has the link. Good for 7 days and once";
        role: "身份", "Role";
        make_link: "生成邀请链接", "Make the link";
        link_made: "邀请链接做好了，只显示这一次，请发给对方。", "The link is made and shown only now. Please send it to them.";
        anybody: "拿到链接的人", "Whoever has the link";
        good_until: "有效到 {}", "Good until {}";
        join_title: "加入单位", "Join an organisation";
        join_body: "“{}”邀请您成为{}。", "“{}” invites you to be: {}.";
        join: "加入", "Join";
        done_filed: "提交好了，请等结果。", "It is filed. Please wait for the decision.";
        done_saved: "存好了。", "Saved.";
        done_decided: "已办结。", "Decided.";
        to_queue: "回到待办", "Back to the queue";
        real_name: "实名核验", "Verify my name";
        real_name_body: "有的活、培训和补贴要实名。信息加密保存，只有办理的工作人员能看，每次查看都有记录。", "Some work, courses and grants need it. It is kept encrypted; only the staff who decide can see it, and every look is recorded.";
        person_name: "姓名", "Name";
        person_name_hint: "和身份证一样", "As on the ID card";
        number: "身份证号", "ID number";
        number_hint: "18 位，最后一位可能是 X", "18 characters, the last may be X";
        card: "身份证人像面照片", "Picture of the card's face side";
        card_hint: "JPG、PNG、WebP 或 PDF，不超过 8 MB", "JPEG, PNG, WebP or PDF, at most 8 MB";
        next_filed_person: "工作人员会在 1 个工作日内办理。", "The staff decide within one working day.";
        next_verified_person: "出生日期以身份证号为准。", "The date of birth is that of the number.";
        table_title: "单位", "Organisations";
        w_code_check: "信用代码最后一位对不上，请对照执照。", "The code's last character does not fit; compare it with the licence.";
        w_code_twice: "另一个单位也登记了这个信用代码。", "Another organisation is registered with this code.";
        w_no_evidence: "没有证明材料。", "There is no evidence.";
        w_expired: "上次核验已到期。", "The last verification has run out.";
        w_number_taken: "这个身份证号已在另一个账号核验通过，不能再通过。", "This number is verified for another account and cannot be verified again.";
        w_number_twice: "另一个账号也提交过这个身份证号。", "Another account has filed this number too.";
        warnings: "请留意", "Please look at this";
        show: "显示完整信息", "Show it whole";
        show_reason: "为什么要看（会记录）", "Why (it is recorded)";
        show_reason_hint: "10 分钟内可见", "Visible for ten minutes";
        shown: "完整信息显示中，已记录。", "Shown whole; this was recorded.";
        decide: "办理", "Decide";
        d_verify: "通过", "Verify";
        d_return: "退回修改", "Ask for changes";
        d_refuse: "不通过", "Refuse";
        d_revoke: "撤销核验", "Take back";
        until: "核验有效期到", "Good until the end of";
        until_hint: "写成 2027-12-31，通过时必填", "As 2027-12-31, needed to verify";
        reason_hint: "退回、不通过、撤销时必填，对方会看到", "Needed unless you verify; they will read it";
        phone: "手机", "Phone";
        filed_at: "提交时间", "Filed";
        sample: "示例", "Sample";
        to_shifts: "排班和考勤", "Shifts and attendance";
        to_ledger: "工资台账", "Wage ledger";
        to_cases: "维权事项", "Cases of workers";
        to_reliability: "守约情况", "Keeping to what was agreed";
        postings: "我们的用工信息", "Our postings";
    }
}

impl Organisation {
    /// A kind of organisation.
    pub const fn kind_of(&self, kind: OrganisationKind) -> &'static str {
        match kind {
            OrganisationKind::Firm => self.firm,
            OrganisationKind::Farm => self.farm,
            OrganisationKind::Household => self.household,
            OrganisationKind::Institution => self.institution,
            OrganisationKind::Base => self.base,
        }
    }

    /// What a member may do.
    pub const fn role_of(&self, role: MemberRole) -> &'static str {
        match role {
            MemberRole::Owner => self.role_owner,
            MemberRole::Member => self.role_member,
        }
    }

    /// Where a verification stands.
    pub const fn state_of(&self, state: VerificationState) -> &'static str {
        match state {
            VerificationState::Draft => self.draft,
            VerificationState::Filed => self.filed,
            VerificationState::Returned => self.returned,
            VerificationState::Refused => self.refused,
            VerificationState::Verified => self.verified,
            VerificationState::Expired => self.expired,
            VerificationState::Revoked => self.revoked,
        }
    }

    /// What should be looked at.
    pub const fn warning(&self, warning: Warning) -> &'static str {
        match warning {
            Warning::CodeCheck => self.w_code_check,
            Warning::CodeTwice => self.w_code_twice,
            Warning::NoEvidence => self.w_no_evidence,
            Warning::Expired => self.w_expired,
            Warning::NumberTaken => self.w_number_taken,
            Warning::NumberTwice => self.w_number_twice,
        }
    }
}
