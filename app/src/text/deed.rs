//! What the trail calls what was done, in plain words. A test compares the words with those that the server writes.

use super::Language;

/// The word that is kept, in Chinese, in English; in the order of the words.
const NAMES: &[(&str, &str, &str)] = &[
    ("absence.appealed", "缺岗申诉", "Appealed about an absence"),
    ("absence.kept", "维持缺岗记录", "Left an absence as it was"),
    ("absence.lifted", "撤销缺岗记录", "Lifted an absence"),
    ("account.deleted", "注销账号", "Deleted the account"),
    ("applied", "报名", "Applied"),
    ("arrears.closed", "欠薪处置办结", "Dealt with arrears"),
    ("arrears.step", "欠薪预警升级", "Took a step about arrears"),
    ("attendance.recorded", "单位登记工时", "Wrote hours down"),
    ("attendance.reported", "本人申报工时", "Said what the hours were"),
    ("cancelled_by_employer", "单位取消", "Cancelled by the employer"),
    ("cancelled_by_worker", "本人取消报名", "Cancelled by the worker"),
    ("checked_in", "上工打卡", "Checked in"),
    ("checked_out", "下工打卡", "Checked out"),
    ("confirmed", "占到名额", "Took a seat"),
    ("consent.given", "同意由工作人员代办", "Agreed to help by the staff"),
    ("consent.withdrawn", "不再同意由工作人员代办", "Withdrew the agreement to help by the staff"),
    ("data.copied", "下载自己的资料", "Took their data along"),
    ("declined", "谢绝", "Declined"),
    ("employer_no_show", "单位失约", "The employer did not come"),
    ("evidence.revealed", "查看证明材料", "Opened evidence"),
    ("expired", "名额逾期未接受", "Let the offer run out"),
    ("exported.claims", "导出报名", "Exported claims"),
    ("exported.occupations", "导出职业分类", "Exported occupations"),
    ("exported.organisations", "导出单位", "Exported organisations"),
    ("exported.people", "导出求职人员", "Exported people"),
    ("exported.postings", "导出用工信息", "Exported postings"),
    ("exported.regions", "导出区划", "Exported regions"),
    ("exported.shifts", "导出班次", "Exported shifts"),
    ("exported.staff", "导出工作人员", "Exported the staff"),
    ("import.cancelled", "取消导入", "Cancelled an import"),
    ("import.confirmed", "确认导入", "Confirmed an import"),
    ("import.done", "导入完成", "An import came into effect"),
    ("import.failed", "导入失败", "An import failed"),
    ("import.links", "领取邀请链接", "Took the links of an import"),
    ("import.uploaded", "上传导入文件", "Uploaded a file to import"),
    ("ledger.exported", "下载工资台账", "Took the wage ledger along"),
    ("member.invited", "邀请成员", "Invited a member"),
    ("member.joined", "成员加入", "Joined as a member"),
    ("member.removed", "移除成员", "Removed a member"),
    ("member.uninvited", "撤回成员邀请", "Took back an invitation"),
    ("no_show", "没有到岗", "Did not come"),
    ("occupation.imported", "导入职业", "Imported an occupation"),
    ("offered", "轮到候补", "Was offered a seat"),
    ("organisation.changed", "修改单位资料", "Changed the organisation"),
    ("organisation.evidence", "上传单位证明", "Added evidence of the organisation"),
    ("organisation.evidence_removed", "删除单位证明", "Removed evidence of the organisation"),
    ("organisation.filed", "单位提交核验", "Filed the organisation"),
    ("organisation.refused", "单位核验不通过", "Refused the organisation"),
    ("organisation.registered", "登记单位", "Registered the organisation"),
    ("organisation.returned", "退回单位补正", "Returned the organisation"),
    ("organisation.revealed", "查看单位联系人", "Looked at the organisation's contact"),
    ("organisation.revoked", "撤销单位核验", "Revoked the organisation's verification"),
    ("organisation.verified", "单位核验通过", "Verified the organisation"),
    ("policy.amend", "开始写修订版", "Began a new revision"),
    ("policy.approve", "同意发布", "Approved a text"),
    ("policy.file", "送审", "Filed a text for review"),
    ("policy.file_added", "给文件加附件", "Added a file to a text"),
    ("policy.file_removed", "去掉文件的附件", "Took a file from a text"),
    ("policy.loaded", "随系统载入法规", "Loaded a law with the service"),
    ("policy.recall", "撤回送审", "Took a text back from review"),
    ("policy.request-changes", "退回修改", "Requested changes to a text"),
    ("policy.saved", "保存政策公告", "Saved a text"),
    ("policy.withdraw", "撤下政策公告", "Withdrew a text"),
    ("posting.begun", "新建用工信息", "Began a posting"),
    ("posting.called-off", "取消班次", "Called off a shift"),
    ("posting.closed", "结束用工信息", "Closed a posting"),
    ("posting.copied", "照着再发一条", "Copied a posting"),
    ("posting.kept", "收藏用工信息", "Kept a posting"),
    ("posting.looked-at", "抽查用工信息", "Looked at a posting that came out at once"),
    ("posting.paused", "暂停用工信息", "Paused a posting"),
    ("posting.published", "发布用工信息", "Published a posting"),
    ("posting.rejected", "用工信息不通过", "Refused a posting"),
    ("posting.resumed", "恢复用工信息", "Put a posting back"),
    ("posting.returned", "退回用工信息", "Asked for changes in a posting"),
    ("posting.submitted", "提交用工信息", "Handed in a posting"),
    ("posting.taken-back", "撤回用工信息", "Took a posting back"),
    ("posting.unkept", "取消收藏用工信息", "Kept a posting no more"),
    ("posting.withdrawn", "下架用工信息", "Withdrew a posting"),
    ("posting.written", "修改用工信息", "Wrote on a posting"),
    ("profile.saved", "保存个人资料", "Saved the profile"),
    ("real_name.filed", "提交实名认证", "Filed the real name"),
    ("real_name.refused", "实名认证不通过", "Refused the real name"),
    ("real_name.returned", "退回实名认证", "Returned the real name"),
    ("real_name.revealed", "查看实名信息", "Looked at the real name"),
    ("real_name.revoked", "撤销实名认证", "Revoked the real name"),
    ("real_name.verified", "实名认证通过", "Verified the real name"),
    ("region.imported", "导入区划", "Imported a region"),
    ("revealed.person", "查看个人资料", "Looked at a person's details"),
    ("search.forgotten", "删除收藏的搜索", "Forgot a search"),
    ("search.kept", "收藏搜索", "Kept a search"),
    ("search.silenced", "关掉搜索提醒", "Asked to hear no more of a search"),
    ("search.watched", "打开搜索提醒", "Asked to hear of a search"),
    ("setting.loaded", "随系统载入参数", "Loaded a setting with the service"),
    ("setting.saved", "设置参数", "Set a setting"),
    ("setting.withdrawn", "撤回参数", "Withdrew a setting"),
    ("settled", "结清工钱", "Paid"),
    ("shift.closed", "关闭班次", "Closed a shift"),
    ("signed_in", "登录", "Signed in"),
    ("sms.chosen", "设置短信提醒", "Chose which SMS to get"),
    ("staff.act_for", "开始代办", "Began to act for a person"),
    ("staff.act_for_ended", "结束代办", "Ceased to act for a person"),
    ("staff.ended", "停用工作人员", "Ended a colleague's post"),
    ("staff.invited", "邀请工作人员", "Invited a colleague"),
    ("staff.joined", "加入工作人员", "Joined the staff"),
    ("staff.moved", "调整岗位", "Changed a colleague's post"),
    ("staff.recovery_codes", "换恢复码", "Made new recovery codes"),
    ("staff.sign_in_refused", "工作人员登录被拒", "A sign-in as staff was refused"),
    ("staff.signed_in", "工作人员登录", "Signed in as staff"),
    ("staff.signed_in_by_recovery_code", "工作人员用恢复码登录", "Signed in as staff by recovery code"),
    ("wages.corrected", "更正付款", "Corrected a payment"),
    ("wages.disputed", "反映工钱没收到或不够", "Said that wages did not come, or not all"),
    ("wages.paid", "登记付款", "Wrote a payment down"),
    ("wages.received", "确认收到工钱", "Said that wages came"),
    ("waitlisted", "排队候补", "Joined the queue"),
];

/// The plain name of a deed; nothing for a word of a newer program.
pub fn name(language: Language, word: &str) -> Option<&'static str> {
    let at = NAMES.binary_search_by(|(known, ..)| (*known).cmp(word)).ok()?;
    let (_, chinese, english) = NAMES[at];
    Some(if language == Language::En { english } else { chinese })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_found_by_its_word_in_both_languages() {
        for (word, chinese, english) in NAMES {
            assert_eq!(name(Language::Zh, word), Some(*chinese), "{word} stands out of order");
            assert_eq!(name(Language::En, word), Some(*english));
        }
        assert_eq!(name(Language::Zh, "a.later.one"), None);
    }
}
