//! What messages say, in the inbox and by SMS.

use domain::{
    id::{OrganisationId, ShiftId},
    identity::VerificationState,
    message::{
        AboutPosting, AboutShift, CaseNews, ChangeNews, Content, CrewNews, OverdueNews, ReportNews, SmsChoice, WorkNews,
    },
    setting::{self, Placeholder, TextKind, TextLanguage, TextName},
    when::Moment,
};

use super::{Language, Text, fill, time};

super::table::table! {
    /// The words of messages.
    Message {
        title: "消息", "Messages";
        empty: "还没有消息。", "No messages yet.";
        empty_next: "候补有了座位、班取消了，都会在这里告诉您。", "When a seat comes free for you, or a shift is called off, you are told here.";
        end: "后面没有消息了。", "There are no more messages.";
        unread: "未读", "Unread";
        open: "去看看", "Open";
        read_all: "全部标为已读", "Mark all as read";
        all_read: "都标为已读了。", "All are marked as read.";
        next: "更早的消息", "Older messages";
        signed_out: "您还没有登录", "You are not signed in";
        signed_out_body: "登录后可以看给您的消息。", "Sign in to see your messages.";
        sms_title: "短信提醒", "By SMS";
        sms_body: "急事（给您留了座位、班取消了）会同时发短信，一天最多 5 条，夜里 9 点到早上 7 点不发，等不到早上的除外。", "What is urgent (a seat held for you, a shift called off) also comes by SMS: at most 5 a day, and none from 9 in the evening to 7 in the morning unless it cannot wait.";
        sms_zh: "发，用中文", "Yes, in Chinese";
        sms_en: "发，用英文", "Yes, in English";
        sms_off: "不发短信，只在这里看", "No SMS, only here";
        sms_saved: "短信提醒改好了。", "Your choice was saved.";
        offered: "有座位了，请确认", "A seat is yours to confirm";
        offered_body: "「{}」{}，给您留到 {}，过时让给后面的人。", "“{}”, {}, held for you until {}; then it goes to the next.";
        crew_named: "有人帮您占了座，请确认", "Somebody claimed a seat for you. Please confirm";
        work_first: "收藏您的单位发了新活", "An employer who likes to have you posted new work";
        work_first_body: "「{}」{} 开工，先告诉您。", "“{}” starts {}; you are told first.";
        confirmed: "座位是您的了", "The seat is yours";
        confirmed_body: "「{}」{} 开工。", "“{}” starts {}.";
        expired: "座位没有留住", "The offer ran out";
        expired_body: "「{}」{}，到时间没有确认，让给后面的人了。", "“{}”, {}: you did not answer in time, so it went to the next.";
        queue_ended: "没有等到座位", "No seat came free";
        queue_ended_body: "「{}」{} 开工了，没有空出座位。", "“{}” began {} without a free seat.";
        cancelled: "这个班取消了", "This shift is called off";
        cancelled_body: "「{}」{}，不用去了。", "“{}”, {}: please do not go.";
        organisation_verified: "单位审核通过了", "Your organisation is verified";
        organisation_returned: "单位资料要改一改", "Please change your organisation's details";
        organisation_refused: "单位没有通过审核", "Your organisation was refused";
        organisation_revoked: "单位的认证撤销了", "Your organisation's verification was taken back";
        real_name_verified: "实名认证通过了", "Your name is verified";
        real_name_returned: "实名资料要改一改", "Please change what you filed for your name";
        real_name_refused: "实名认证没有通过", "Your name was not verified";
        real_name_revoked: "实名认证撤销了", "The verification of your name was taken back";
        decided_good: "可以接着办了。", "You can go on.";
        decided_other: "工作人员写了原因，打开就能看到。", "The reason stands on the page.";
        work_hours: "工时登记好了，请核对", "Please check your hours";
        work_missed: "单位说您没有到岗", "The employer says you did not come";
        work_lifted: "缺岗记录撤销了", "The note that somebody did not come is lifted";
        work_kept: "缺岗申诉没有通过", "The note that somebody did not come stays";
        crew_contested: "有人对工时有不同说法", "A worker says the hours were others";
        crew_missed: "有人说单位没有安排上工", "A worker says you did not come";
        work_paid: "单位记了工钱已付，请核对", "The employer says that your wages were paid";
        work_chosen: "单位选了您，座位是您的了", "The employer has chosen you: the seat is yours";
        work_turned_down: "单位这次没有选您", "The employer has not chosen you";
        work_not_chosen: "开工了，单位没有选您", "It began, and the employer had not chosen you";
        work_claimed_for: "工作人员帮您报了名，不要可以退", "The staff have claimed a seat for you; you may give it up";
        crew_applied: "有人报名，请您选人", "Somebody has applied. Please choose";
        crew_received: "工钱已确认收到", "Wages were received";
        crew_not_received: "有人说工钱没收到或不够", "A worker says that wages did not come, or not all";
        late_reminder: "有工钱到期了，请尽快付清", "Wages are overdue. Please pay them";
        late_notice: "工钱逾期 3 天，7 天不付将停止发布", "Wages are 3 days overdue. After 7 you cannot post work";
        late_stopped: "工钱逾期 7 天，已停止发布和报名", "Wages are 7 days overdue. Posting and sign-up are stopped";
        late_case: "工钱逾期 15 天，已转工作人员处理", "Wages are 15 days overdue. The staff have taken it up";
        late_body: "最早应在 {} 付清。", "The oldest were due on {}.";
        about_work: "「{}」{}。", "“{}”, {}.";
        posting_published: "用工信息发布了", "Your posting is on the list";
        posting_returned: "用工信息要改一改", "Please change your posting";
        posting_rejected: "用工信息没有通过", "Your posting was refused";
        posting_stopped: "用工信息下架了", "Your posting was taken off the list";
        posting_good: "「{}」通过审核，求职的人能看到了。", "“{}” was approved, and workers find it now.";
        posting_other: "「{}」：工作人员写了原因，打开就能看到。", "“{}”: the reason stands on its page.";
        changed: "班次有改动，不合适可以退", "A shift was changed. You may leave it";
        changed_body: "「{}」{} 的班，{}有改动。开工前可以退，不留记录。", "“{}”, {}: the employer has changed {}. You may leave before it begins, without a mark.";
        changed_last: "和", " and ";
        changed_pay: "工钱", "the pay";
        changed_place: "地点", "the place";
        changed_work: "工作内容", "what is to be done";
        posting_warned: "用工信息要改正", "Please mend your posting";
        posting_warned_body: "有人举报「{}」，工作人员写了要改什么，打开就能看到。", "“{}” was reported. What is to be mended stands on its page.";
        report_answered: "您的举报有结果了", "Your report was answered";
        report_removed: "「{}」查实有问题，已经下架。谢谢您。", "“{}”: you were right. It was taken off the list. Thank you.";
        report_warned: "「{}」查过了，已要求单位改正。谢谢您。", "“{}” was looked into, and the employer has to mend it. Thank you.";
        report_dismissed: "「{}」查过了，没有发现问题。", "“{}” was looked into, and nothing wrong was found.";
        case_filed: "有人就您单位的用工提了维权", "A worker has filed a case about work of yours";
        case_said: "维权有新的补充", "The worker has said more in a case";
        case_answered: "单位回复了您的维权", "The employer has answered your case";
        case_accepted: "维权受理了", "The case is taken up";
        case_released: "您的维权已告知单位", "Your case was shown to the employer";
        case_mediating: "维权进入调解", "The case is being mediated";
        case_resolved: "维权办结了", "The case is settled";
        case_transferred: "维权已移送劳动保障监察", "The case was handed on to the labour inspection";
        case_withdrawn: "维权撤回了", "The case was taken back";
        mark_lifted: "守约记录撤销了", "A mark against you is lifted";
        mark_kept: "守约申诉没有通过", "A mark against you stays";
        found: "有新活，符合您收藏的搜索", "New work that your search finds";
        found_body: "「{}」{} 开工。", "“{}” starts {}.";
        found_more: "「{}」{} 开工，还有 {} 个别的时间。", "“{}” starts {}, and there are {} other times.";
        seat_free: "您收藏的活有空位了", "A job that you keep has a free seat";
        digest: "您收藏的搜索，当天的活", "The day's work that your search finds";
        digest_body: "{}一共 {} 个班有空位。工钱高的有：{}。", "{}: {} shifts with free seats. The best paid: {}.";
        comma: "，", ", ";
        digest_one: "「{}」{}", "“{}” {}";
        work_rated: "单位评价了您，您也评价后就能看到", "The employer has rated you; you see it once you have answered too";
        crew_rated: "有人评价了您单位，您也评价后就能看到", "A worker has rated you; you see it once you have answered too";
        code: "验证码 {}，5 分钟内有效，不要告诉别人。", "Your code: {}, good for 5 minutes.";
    }
}

impl Message {
    /// What a message says, as told at `now`: a headline and a sentence.
    #[allow(clippy::too_many_lines, reason = "a line for each, and none may be missing")]
    pub fn say(language: Language, content: &Content, now: Moment) -> (&'static str, String) {
        let (words, t) = (Self::of(language), language.text());
        let about = |template, shift: &AboutShift, until: Option<Moment>| {
            let starts = time::moment(t, shift.starts, now);
            let until = until.map(|until| time::moment(t, until, now)).unwrap_or_default();
            fill(template, &[&shift.title, &starts, &until])
        };
        let posting = |template, posting: &AboutPosting| fill(template, &[&posting.title]);
        match content {
            Content::PostingPublished { posting: one } => (words.posting_published, posting(words.posting_good, one)),
            Content::PostingReturned { posting: one } => (words.posting_returned, posting(words.posting_other, one)),
            Content::PostingRejected { posting: one } => (words.posting_rejected, posting(words.posting_other, one)),
            Content::PostingStopped { posting: one } => (words.posting_stopped, posting(words.posting_other, one)),
            Content::ShiftChanged { shift, what } => (words.changed, words.what_changed(language, shift, what, now)),
            Content::PostingWarned { posting: one } => (words.posting_warned, posting(words.posting_warned_body, one)),
            Content::ReportAnswered { title, news, .. } => {
                let body = match news {
                    ReportNews::Removed => words.report_removed,
                    ReportNews::Warned => words.report_warned,
                    ReportNews::Dismissed => words.report_dismissed,
                };
                (words.report_answered, fill(body, &[title]))
            }
            Content::MarkDecided { lifted: true, .. } => (words.mark_lifted, words.decided_other.to_owned()),
            Content::MarkDecided { .. } => (words.mark_kept, words.decided_other.to_owned()),
            Content::WorkFound { shift, more: 0 } => (words.found, about(words.found_body, shift, None)),
            Content::WorkFound { shift, more } => {
                let starts = time::moment(t, shift.starts, now);
                (words.found, fill(words.found_more, &[&shift.title, &starts, &more.to_string()]))
            }
            Content::SeatFree { shift } => (words.seat_free, about(words.found_body, shift, None)),
            Content::DayDigest { found, best, .. } => (words.digest, words.of_day(t, *found, (best, now))),
            Content::SeatOffered { shift, until } => (words.offered, about(words.offered_body, shift, Some(*until))),
            Content::CrewNamed { shift, until, .. } => {
                (words.crew_named, about(words.offered_body, shift, Some(*until)))
            }
            Content::WorkFirst { shift } => (words.work_first, about(words.work_first_body, shift, None)),
            Content::SeatConfirmed { shift } => (words.confirmed, about(words.confirmed_body, shift, None)),
            Content::OfferExpired { shift } => (words.expired, about(words.expired_body, shift, None)),
            Content::QueueEnded { shift } => (words.queue_ended, about(words.queue_ended_body, shift, None)),
            Content::ShiftCancelled { shift } => (words.cancelled, about(words.cancelled_body, shift, None)),
            Content::OrganisationDecided { decision, .. } => words.decided(
                *decision,
                [
                    words.organisation_verified,
                    words.organisation_returned,
                    words.organisation_refused,
                    words.organisation_revoked,
                ],
            ),
            Content::AboutWork { shift, news, .. } => (words.work(*news), about(words.about_work, shift, None)),
            Content::WagesOverdue { step, since, .. } => {
                (words.overdue(*step), fill(words.late_body, &[&time::date(t, Moment(since.0 - 1))]))
            }
            Content::AboutCrew { shift, news, .. } => (words.crew(*news), about(words.about_work, shift, None)),
            Content::AboutCase { shift, news, .. } => (words.case(*news), about(words.about_work, shift, None)),
            Content::RealNameDecided { decision } => words.decided(
                *decision,
                [words.real_name_verified, words.real_name_returned, words.real_name_refused, words.real_name_revoked],
            ),
        }
    }

    /// How many shifts there are, and the best of them.
    fn of_day(&self, t: &Text, found: u32, (best, now): (&[AboutShift], Moment)) -> String {
        let day = best.first().map(|shift| time::day(t, shift.starts, now)).unwrap_or_default();
        let best: Vec<String> =
            best.iter().map(|shift| fill(self.digest_one, &[&shift.title, &shift.starts.clock()])).collect();
        fill(self.digest_body, &[&day, &found.to_string(), &best.join(self.comma)])
    }

    /// What has changed in a shift.
    fn what_changed(&self, language: Language, shift: &AboutShift, what: &[ChangeNews], now: Moment) -> String {
        let name = |change: &ChangeNews| match change {
            ChangeNews::Pay => self.changed_pay,
            ChangeNews::Place => self.changed_place,
            ChangeNews::Work => self.changed_work,
        };
        let named: Vec<&str> = what.iter().map(name).collect();
        let starts = time::moment(language.text(), shift.starts, now);
        let between = if language == Language::En { ", " } else { "、" };
        let list = match named.split_last() {
            Some((last, before)) if !before.is_empty() => before.join(between) + self.changed_last + last,
            _ => named.concat(),
        };
        fill(self.changed_body, &[&shift.title, &starts, &list])
    }

    /// What a worker is told about their work.
    const fn work(&self, news: WorkNews) -> &'static str {
        match news {
            WorkNews::HoursWritten => self.work_hours,
            WorkNews::Missed => self.work_missed,
            WorkNews::Lifted => self.work_lifted,
            WorkNews::Kept => self.work_kept,
            WorkNews::Paid => self.work_paid,
            WorkNews::Chosen => self.work_chosen,
            WorkNews::TurnedDown => self.work_turned_down,
            WorkNews::NotChosen => self.work_not_chosen,
            WorkNews::Rated => self.work_rated,
            WorkNews::ClaimedFor => self.work_claimed_for,
        }
    }

    /// What an employer is told about a worker.
    const fn crew(&self, news: CrewNews) -> &'static str {
        match news {
            CrewNews::Contested => self.crew_contested,
            CrewNews::Missed => self.crew_missed,
            CrewNews::Lifted => self.work_lifted,
            CrewNews::Kept => self.work_kept,
            CrewNews::Received => self.crew_received,
            CrewNews::NotReceived => self.crew_not_received,
            CrewNews::Applied => self.crew_applied,
            CrewNews::Rated => self.crew_rated,
        }
    }

    /// What an employer is told about wages that are overdue.
    const fn overdue(&self, step: OverdueNews) -> &'static str {
        match step {
            OverdueNews::Reminder => self.late_reminder,
            OverdueNews::Notice => self.late_notice,
            OverdueNews::Stopped => self.late_stopped,
            OverdueNews::Case => self.late_case,
        }
    }

    /// What both sides are told about a case.
    const fn case(&self, news: CaseNews) -> &'static str {
        match news {
            CaseNews::Filed => self.case_filed,
            CaseNews::Said => self.case_said,
            CaseNews::Answered => self.case_answered,
            CaseNews::Accepted => self.case_accepted,
            CaseNews::Released => self.case_released,
            CaseNews::Mediating => self.case_mediating,
            CaseNews::Resolved => self.case_resolved,
            CaseNews::Transferred => self.case_transferred,
            CaseNews::Withdrawn => self.case_withdrawn,
        }
    }

    /// How the staff decided: one of the headlines for verified, returned, refused and revoked.
    fn decided(&self, decision: VerificationState, headlines: [&'static str; 4]) -> (&'static str, String) {
        let [verified, returned, refused, revoked] = headlines;
        let (headline, sentence) = match decision {
            VerificationState::Verified => (verified, self.decided_good),
            VerificationState::Refused => (refused, self.decided_other),
            VerificationState::Revoked => (revoked, self.decided_other),
            _ => (returned, self.decided_other),
        };
        (headline, sentence.to_owned())
    }

    /// A choice about SMS.
    pub const fn choice(&self, choice: SmsChoice) -> &'static str {
        match choice {
            SmsChoice::Chinese => self.sms_zh,
            SmsChoice::English => self.sms_en,
            SmsChoice::Off => self.sms_off,
        }
    }
}

/// A message as an SMS, as told at `now`, with the address of the inbox: in the words of `text` if there is one.
pub fn sms(choice: SmsChoice, content: &Content, text: Option<&str>, now: Moment, public_url: &str) -> String {
    let language = if choice == SmsChoice::English { Language::En } else { Language::Zh };
    let (headline, sentence) = Message::say(language, content, now);
    if let Some(text) = text {
        return setting::fill(text, |placeholder| filled(placeholder, language, content, (headline, now, public_url)));
    }
    let stop = if language == Language::Zh { "：" } else { ": " };
    format!("{headline}{stop}{sentence} {public_url}/me/messages")
}

/// What stands in place of a placeholder.
fn filled(
    placeholder: Placeholder,
    language: Language,
    content: &Content,
    (headline, now, public_url): (&str, Moment, &str),
) -> String {
    let at = |moment| time::moment(language.text(), moment, now);
    let (shift, until) = match content {
        Content::SeatOffered { shift, until } => (Some(shift), Some(*until)),
        Content::ShiftCancelled { shift } => (Some(shift), None),
        _ => (None, None),
    };
    match placeholder {
        Placeholder::Title => shift.map(|shift| shift.title.clone()).unwrap_or_default(),
        Placeholder::Starts => shift.map(|shift| at(shift.starts)).unwrap_or_default(),
        Placeholder::Until => until.map(at).unwrap_or_default(),
        Placeholder::Decision => headline.to_owned(),
        Placeholder::Link => format!("{public_url}/me/messages"),
        Placeholder::Code => String::new(),
    }
}

/// A sign-in code as an SMS, in both languages: who asks for one is not known yet. If the city has texts of its own,
/// those alone.
pub fn code(code: &str, texts: &[String]) -> String {
    if texts.is_empty() {
        return [Message::ZH, Message::EN].map(|words| fill(words.code, &[code])).join(" ");
    }
    texts.iter().map(|text| setting::fill(text, |_| code.to_owned())).collect::<Vec<_>>().join(" ")
}

/// What an SMS of this name looks like with the city's text, or without one.
pub fn sample(name: TextName, text: Option<&str>, now: Moment, public_url: &str) -> String {
    let (choice, title) = match name.language {
        TextLanguage::Chinese => (SmsChoice::Chinese, "仓库搬运"),
        TextLanguage::English => (SmsChoice::English, "Warehouse work"),
    };
    let day = Moment::start_of(now.date());
    let shift =
        AboutShift { id: ShiftId(uuid::Uuid::nil()), title: title.to_owned(), starts: day.plus_minutes(32 * 60) };
    let decision = VerificationState::Verified;
    let content = match name.kind {
        TextKind::SeatOffered => Content::SeatOffered { shift, until: day.plus_minutes(20 * 60) },
        TextKind::ShiftCancelled => Content::ShiftCancelled { shift },
        TextKind::OrganisationDecided => {
            Content::OrganisationDecided { organisation: OrganisationId(uuid::Uuid::nil()), decision }
        }
        TextKind::RealNameDecided => Content::RealNameDecided { decision },
        TextKind::SignInCode => return code("123456", &text.map(str::to_owned).into_iter().collect::<Vec<_>>()),
    };
    sms(choice, &content, text, now, public_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sms_says_what_and_until_when() {
        let now = Moment::start_of(Moment(1_795_383_000_000).date());
        let shift = AboutShift {
            id: ShiftId(uuid::Uuid::nil()),
            title: "仓库搬运 {}".to_owned(),
            starts: now.plus_minutes(32 * 60),
        };
        let content = Content::SeatOffered { shift, until: now.plus_minutes(10 * 60) };
        let text = sms(SmsChoice::Chinese, &content, None, now, "https://a");
        assert_eq!(
            text,
            "有座位了，请确认：「仓库搬运 {}」明天 08:00，给您留到 今天 10:00，过时让给后面的人。 https://a/me/messages"
        );
        let text = sms(SmsChoice::English, &content, None, now, "https://a");
        assert!(text.contains("held for you until Today 10:00"), "{text}");
        let built_in = code("123456", &[]);
        assert!(built_in.matches("123456").count() == 2 && built_in.chars().count() <= 70);
        let own = Some("【德阳就业】{title}（{starts}）有座，{until} 前到 {link} 确认");
        assert_eq!(
            sms(SmsChoice::Chinese, &content, own, now, "https://a"),
            "【德阳就业】仓库搬运 {}（明天 08:00）有座，今天 10:00 前到 https://a/me/messages 确认"
        );
        assert_eq!(code("123456", &["码 {code}".to_owned()]), "码 123456");
    }

    #[test]
    fn what_has_changed_is_a_list_as_people_say_it() {
        let now = Moment::start_of(Moment(1_795_383_000_000).date());
        let shift = AboutShift {
            id: ShiftId(uuid::Uuid::nil()),
            title: "仓库搬运".to_owned(),
            starts: now.plus_minutes(32 * 60),
        };
        let say = |language, what: &[ChangeNews]| {
            Message::say(language, &Content::ShiftChanged { shift: shift.clone(), what: what.to_vec() }, now).1
        };
        let (one, two) = ([ChangeNews::Place], [ChangeNews::Pay, ChangeNews::Place]);
        let three = [ChangeNews::Pay, ChangeNews::Place, ChangeNews::Work];
        for (what, zh, en) in [
            (&one[..], "地点有改动", "has changed the place. You"),
            (&two[..], "工钱和地点有改动", "has changed the pay and the place. You"),
            (&three[..], "工钱、地点和工作内容有改动", "has changed the pay, the place and what is to be done. You"),
        ] {
            let (chinese, english) = (say(Language::Zh, what), say(Language::En, what));
            assert!(chinese.contains(zh) && english.contains(en), "{chinese} {english}");
        }
    }

    #[test]
    fn there_is_a_sample_of_every_text() {
        let now = Moment(1_795_383_000_000);
        for name in TextName::all() {
            let all: Vec<String> = name.kind.placeholders().iter().map(|one| format!("{{{}}}", one.word())).collect();
            let filled = sample(name, Some(&all.join(" ")), now, "https://a");
            assert!(filled.split(' ').all(|word| !word.contains('{')) && filled.len() >= 6, "{name}: {filled}");
            assert!(!sample(name, None, now, "https://a").is_empty(), "{name}");
        }
    }
}
