//! The life of a revision: where it stands, what may be done with it then, and by whom. Times are data: that a text is
//! read from a moment on, or no longer applies, follows from the clock alone.

use super::{Life, Stage, Standing, Step};
use crate::{
    id::AccountId,
    identity::{Right, Staff, staff::may_decide},
    region::RegionCode,
    when::Moment,
};

impl Life {
    /// Where it stands at `now`.
    pub const fn standing(&self, now: Moment) -> Standing {
        match self.stage {
            Stage::Draft => Standing::Draft,
            Stage::Review => Standing::InReview,
            Stage::Changes => Standing::ChangesRequested,
            Stage::Withdrawn => Standing::Withdrawn,
            Stage::Approved if now.0 < self.from.0 => Standing::Scheduled,
            Stage::Approved if now.0 >= self.until.0 => Standing::Replaced,
            Stage::Approved if now.0 >= self.expires.0 => Standing::Expired,
            Stage::Approved => Standing::Published,
        }
    }
}

/// The stage a step leads to; `None` where it is not to be taken. A revision that is amended stays as it is.
pub const fn after(standing: Standing, step: Step) -> Option<Stage> {
    match (step, standing) {
        (Step::File, Standing::Draft | Standing::ChangesRequested) => Some(Stage::Review),
        (Step::Recall, Standing::InReview) => Some(Stage::Draft),
        (Step::RequestChanges, Standing::InReview) => Some(Stage::Changes),
        (Step::Approve, Standing::InReview) | (Step::Amend, Standing::Published | Standing::Expired) => {
            Some(Stage::Approved)
        }
        (Step::Withdraw, Standing::Scheduled | Standing::Published | Standing::Expired)
        | (Step::Amend, Standing::Withdrawn) => Some(Stage::Withdrawn),
        _ => None,
    }
}

/// Whether the text may be written in.
pub const fn may_write(standing: Standing) -> bool {
    matches!(standing, Standing::Draft | Standing::ChangesRequested)
}

/// The right that a step needs.
pub const fn right(step: Step) -> Right {
    match step {
        Step::File | Step::Recall | Step::Amend => Right::Edit,
        Step::RequestChanges | Step::Approve | Step::Withdraw => Right::Decide,
    }
}

/// Whether the step is a judgement of what others wrote, which nobody passes on their own writing.
pub const fn judges(step: Step) -> bool {
    matches!(step, Step::RequestChanges | Step::Approve)
}

/// Whether somebody may take this step with a text of this region, whoever wrote and filed it last.
pub fn may_take(staff: &Staff, step: Step, region: &RegionCode, authors: [Option<AccountId>; 2]) -> bool {
    if judges(step) {
        return authors.into_iter().all(|author| may_decide(staff, region, author));
    }
    staff.role.has(right(step)) && staff.region.covers(region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::StaffRole,
        policy::{NEVER, Reach},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| unreachable!("{text}"))
    }

    #[test]
    fn a_text_is_scheduled_then_published_then_expired() {
        let life = Life { stage: Stage::Approved, from: Moment(10), until: NEVER, expires: Moment(20) };
        let told = [9, 10, 19, 20].map(|now| life.standing(Moment(now)));
        assert_eq!(told, [Standing::Scheduled, Standing::Published, Standing::Published, Standing::Expired]);
        let replaced = Life { until: Moment(15), ..life };
        assert_eq!(replaced.standing(Moment(15)), Standing::Replaced);
    }

    #[test]
    fn the_whole_country_is_a_reach() {
        assert_eq!(Reach::parse("country"), Some(Reach::Country));
        assert_eq!(Reach::parse("510681"), Some(Reach::Region(region("510681"))));
        assert_eq!(Reach::parse("nowhere"), None);
    }

    proptest! {
        #[test]
        fn nobody_judges_their_own_writing(role in 0_usize..6, step in 0_usize..6, me: u128, wrote: u128, filed: u128, which in 0_u8..3) {
            let me = AccountId(Uuid::from_u128(me));
            let (wrote, filed) = (AccountId(Uuid::from_u128(wrote)), AccountId(Uuid::from_u128(filed)));
            let authors = match which { 0 => [Some(me), Some(filed)], 1 => [Some(wrote), Some(me)], _ => [Some(wrote), Some(filed)] };
            let staff = Staff { account: me, role: StaffRole::ALL[role], region: region("510681") };
            let step = Step::ALL[step];
            let may = may_take(&staff, step, &region("510681001"), authors);
            if judges(step) && authors.contains(&Some(me)) {
                prop_assert!(!may);
            }
            prop_assert!(!may || staff.role.has(right(step)));
            prop_assert!(!may_take(&staff, step, &region("510683"), authors), "a region that is not theirs");
        }

        #[test]
        fn readers_see_only_what_a_second_person_has_approved(steps in proptest::collection::vec(0_usize..6, 0..12)) {
            let mut life = Life { stage: Stage::Draft, from: Moment(0), until: NEVER, expires: NEVER };
            let mut judged = false;
            for step in steps.into_iter().map(|at| Step::ALL[at]) {
                let Some(stage) = after(life.standing(Moment(1)), step) else { continue };
                judged = judged || step == Step::Approve;
                life.stage = stage;
                let standing = life.standing(Moment(1));
                prop_assert!(standing != Standing::Published || judged);
                prop_assert!(!(may_write(standing) && standing == Standing::Published));
            }
        }

        #[test]
        fn time_only_goes_on(from in 0_i64..100, until in 0_i64..200, expires in 0_i64..200, now in 0_i64..200, later in 0_i64..50) {
            let life = Life { stage: Stage::Approved, from: Moment(from), until: Moment(from.max(until)), expires: Moment(expires) };
            let rank = |now| Standing::ALL.iter().position(|one| *one == life.standing(Moment(now)));
            prop_assert!(rank(now) <= rank(now + later));
        }
    }
}
