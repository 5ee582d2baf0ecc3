//! What the pages about filling seats say.

use domain::{
    error::Problem,
    gig::{
        ClaimState,
        filling::{ApplicantSort, ConsentWay, Outcome, TurnDownReason},
    },
};

use super::{Text, error, fill};

super::table::table! {
    /// The words of filling seats.
    Filling {
        to_applicants: "看报名的人", "See who has applied";
        title: "报名的人", "Who has applied";
        to_crew: "名单和考勤", "Crew and attendance";
        seats: "{} 个位，已占 {} 个", "{} seats, {} taken";
        none: "还没有人报名。", "Nobody has applied yet.";
        none_next: "有人报名时会发消息给您。", "You are told when somebody applies.";
        instant: "这条用工信息是先报先得，不用选人。", "Here whoever comes first has the seat; there is nobody to choose.";
        over: "这一班已经开工或取消，不能再选人。", "This shift has begun or was called off; nobody can be chosen any more.";
        how: "勾选后一起录用或谢绝，一次最多 20 人。没答复的，开工时自动过期。", "Tick and answer several at once, 20 at most. Whoever is not answered runs out at the start.";
        more: "只显示最先报名的 200 人。", "Only the first 200 are shown.";
        order: "排序", "Order";
        by_time: "报名早", "First applied";
        by_done: "干得多", "Most shifts";
        by_near: "住得近", "Nearest";
        applied_at: "{} 报名", "Applied {}";
        pick: "选这个人", "Tick";
        done: "一年内干过 {} 个班", "{} shifts within a year";
        done_here: "其中在您这里 {} 个", "{} of them for you";
        new: "一年内没有干过班", "No shifts within a year";
        missed: "半年内缺岗 {} 次", "Did not come {} times in half a year";
        never_missed: "半年内没有缺岗", "Missed none in half a year";
        trades: "工种：", "Trades: ";
        same_trade: "做过这个工种", "This trade";
        far: "住在约 {}外", "Lives about {} away";
        verified: "已实名", "Name verified";
        s_applied: "等您答复", "Waits for your answer";
        s_confirmed: "已录用", "Taken on";
        s_declined: "没有录用", "Not taken on";
        confirm: "录用选中的人", "Take on those ticked";
        turn_down: "不录用选中的人", "Turn down those ticked";
        reason: "原因", "Reason";
        choose: "请选择", "Please choose";
        r_filled: "位子给了别人", "The seats went to others";
        r_experience: "这份活要更多经验", "The work asks for more experience";
        r_certificate: "缺这份活要的证书", "A certificate is missing";
        r_distance: "住得太远，怕赶不到", "Too far to be there in time";
        r_missed: "最近有班没有到", "Missed a shift lately";
        r_other: "其他（请写明）", "Another (please say)";
        words: "还想说的", "Anything else";
        words_hint: "对方会看到。不能提性别、民族、籍贯、健康", "They will read it. No sex, ethnicity, origin or health";
        send: "谢绝", "Turn down";
        o_title: "{} 人办好，{} 人没有办成", "{} done, {} not";
        o_done: "办好了", "Done";
        o_full: "位子已满", "Every seat is taken";
        o_unable: "那段时间来不了", "Cannot work at that time";
        o_gone: "已经退出或办过了", "Has left, or was answered before";
        o_over: "已经开工或取消", "It has begun or was called off";
        o_stopped: "有工钱到期没付清，暂停录用", "Wages are overdue: nobody can be taken on";
        not_chosen: "单位没有选您", "The employer has not chosen you";
        they_say: "单位说：", "The employer says: ";
        find_other: "看看别的活", "Look for other work";
        behalf: "代人报名", "Claim for somebody";
        behalf_how: "只能帮本辖区的人报名，要本人同意。报好后会发消息给本人，本人可以一键退掉，不留记录。", "Only for people of your region, and only if they agree. They are told at once and may give it up by one tap, without a mark.";
        phone: "本人手机号", "Their mobile number";
        phone_hint: "11 位，写完整", "All 11 digits";
        way: "本人怎么同意的", "How did they agree?";
        w_in_person: "当面同意", "In person";
        w_by_phone: "电话里同意", "On the phone";
        queue: "满员时排候补", "Join the queue if it is full";
        behalf_go: "报名", "Claim the seat";
        behalf_done: "报好了，已发消息给本人。", "Done; they have been told.";
        behalf_over: "这一班已经开工或取消，不能再报。", "This shift has begun or was called off.";
        to_shift: "看这个班", "The shift";
        on_behalf: "工作人员帮您报的名", "The staff claimed this for you";
        on_behalf_in_person: "记录是您当面同意的。", "It is noted that you agreed in person.";
        on_behalf_by_phone: "记录是您在电话里同意的。", "It is noted that you agreed on the phone.";
        veto_how: "不想去的话，开工前都可以退，不留记录。", "If you do not want it, give it up any time before the start, without a mark.";
        veto: "我不要，退掉", "I do not want it";
        crew: "帮几个人一起占座", "Claim seats for a crew";
        crew_how: "一次最多 10 人，要么都占上，要么都不占。每个人会收到短信，要用自己的手机号登录确认；{} 前没确认的位子让给别人。", "At most 10 at once, all or none. Each gets an SMS and confirms by their own phone; seats not confirmed by {} go to others.";
        crew_free: "还剩 {} 个位", "{} seats are free";
        crew_closed: "这一班现在不能几个人一起占座。", "Seats of this shift cannot be claimed for a crew now.";
        member: "第 {} 人", "Person {}";
        name: "姓名", "Name";
        mobile: "手机号", "Mobile number";
        more_people: "再多几个人", "More people";
        crew_go: "一起占座", "Claim the seats";
        cannot_take: "这个手机号不能报这一班", "This number cannot take this shift";
        same_as: "和第 {} 人是同一个手机号", "The same number as person {}";
        crews: "我帮人占的座", "Seats I claimed for others";
        crews_none: "还没有帮人占过座。在班次页面点“帮几个人一起占座”。", "None yet. On the page of a shift, choose “Claim seats for a crew”.";
        crew_done: "都占上了，请让每个人在 {} 前确认。", "Done. Please have each confirm by {}.";
        crew_until: "{} 前确认", "To confirm by {}";
        c_offered: "等本人确认", "To be confirmed";
        c_confirmed: "已确认", "Confirmed";
        c_ended: "没有要，位子给了别人", "Not taken; the seat went to others";
        named: "有人帮您占了座", "Somebody claimed a seat for you";
        named_by: "帮您占座的人：{}。不认识或不想去就点“不要了”。", "By {}. If you do not know them, or do not want it, say no.";
        named_until: "请在 {} 前确认，过时让给别人。", "Please confirm by {}; then it goes to others.";
        accept: "我去，确认", "I come";
        decline: "不要了", "No, thanks";
        preferences: "收藏和不再用的人", "Favourites and bans";
        preferences_none: "还没有。干完活的人，可以在名单里收藏；不想再用的，在名单里写明原因。", "None yet. On the page of a shift, keep who worked well, or say whom you take on no more, with the reason.";
        favourites: "收藏的人", "Favourites";
        favourites_how: "您发新活时，先发消息告诉他们。", "They are told first when you post new work.";
        bans: "不再用的人", "Bans";
        bans_how: "他们报您的班会被拒绝。", "They are refused when they claim your shifts.";
        favour: "收藏，有活先告诉他", "Favourite: told first of new work";
        is_favourite: "已收藏", "Favourite";
        is_banned: "不再用", "Banned";
        ban: "不再用这个人", "Take them on no more";
        ban_why: "为什么", "Why";
        ban_hint: "会记录在案，不能因为性别、民族、籍贯、健康", "It is kept on record; never for sex, ethnicity, origin or health";
        ban_go: "确定不再用", "Yes, no more";
        lift: "取消", "End it";
        lifted: "取消了。", "Ended.";
        since: "{} 起", "Since {}";
        held: "有 {} 个位先留给最近 30 天班少的人，{} 放开。", "{} seats are kept for people with few shifts in the last 30 days, until {}.";
        somebody: "没有留姓名的人", "somebody without a name";
    }
}

impl Filling {
    /// Why somebody was turned down.
    pub const fn reason_of(&self, reason: TurnDownReason) -> &'static str {
        match reason {
            TurnDownReason::Filled => self.r_filled,
            TurnDownReason::Experience => self.r_experience,
            TurnDownReason::Certificate => self.r_certificate,
            TurnDownReason::Distance => self.r_distance,
            TurnDownReason::Missed => self.r_missed,
            TurnDownReason::Other => self.r_other,
        }
    }

    /// What became of an applicant.
    pub const fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Done => self.o_done,
            Outcome::Full => self.o_full,
            Outcome::Unable => self.o_unable,
            Outcome::Gone => self.o_gone,
            Outcome::Over => self.o_over,
            Outcome::Stopped => self.o_stopped,
        }
    }

    /// How somebody agreed.
    pub const fn way_of(&self, way: ConsentWay) -> &'static str {
        match way {
            ConsentWay::InPerson => self.w_in_person,
            ConsentWay::ByPhone => self.w_by_phone,
        }
    }

    /// An order of applicants.
    pub const fn sort(&self, sort: ApplicantSort) -> &'static str {
        match sort {
            ApplicantSort::Time => self.by_time,
            ApplicantSort::Done => self.by_done,
            ApplicantSort::Near => self.by_near,
        }
    }

    /// Where the claim of somebody named stands, for whoever named them.
    pub const fn seat(&self, state: ClaimState) -> &'static str {
        match state {
            ClaimState::Offered => self.c_offered,
            held if held.holds_seat() => self.c_confirmed,
            _ => self.c_ended,
        }
    }

    /// What is wrong with a line of a crew.
    pub fn problem(&self, t: &Text, problem: Problem) -> String {
        match problem {
            Problem::CannotTake => self.cannot_take.to_owned(),
            Problem::SameAsLine(line) => fill(self.same_as, &[&line.to_string()]),
            other => error::problem(t, other),
        }
    }

    /// Where an application stands, as the employer reads it.
    pub const fn state(&self, state: ClaimState) -> &'static str {
        match state {
            ClaimState::Applied => self.s_applied,
            ClaimState::Declined => self.s_declined,
            _ => self.s_confirmed,
        }
    }
}
