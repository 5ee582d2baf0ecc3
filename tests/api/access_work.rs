//! What the access matrix can name of work: a shift in progress or done, a case, a pack and a rating about it.

use domain::when::Moment;
use support::{
    TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    access::{Row, between},
    attachment::upload,
};

/// A shift in progress of an organisation of the owner, in which the owner works as well.
#[derive(Default)]
pub struct OfWork {
    pub organisation: String,
    pub shift: String,
    pub claim: String,
    pub begun: String,
    pub case: String,
    pub pack: String,
    pub rating: String,
}

impl OfWork {
    #[allow(clippy::too_many_lines, reason = "a table: a line or two for each thing that can be named")]
    pub async fn fresh(service: &TestService, row: &Row, owner: &Worker) -> Self {
        let named = |what: &str| row.body.contains(what) || row.address.contains(what);
        if !named("<work")
            && !named("<appeal>")
            && !named("<late>")
            && !named("<case")
            && !named("<pack>")
            && !named("<rating>")
        {
            return Self::default();
        }
        // Seats are taken before the start, so the work begins a moment ago by moving the shift afterwards.
        let starts = service.now().plus_minutes(30);
        let starts = Moment(starts.0 - starts.0.rem_euclid(Moment::MINUTE));
        let wanted = Wanted { town: "510681001".to_owned(), ..Wanted::at(starts) };
        let shift = rows::shift(&service.store, wanted).await;
        let organisation = rows::employ(&service.store, shift, owner.account).await;
        let claim = crate::attendance::seat(service, owner, shift).await;
        rows::move_shift(&service.store, shift, -90 * Moment::MINUTE).await;
        if named("<appeal>") {
            let fields = [("draft[claim]", claim.as_str()), ("draft[reason]", "没有人")];
            let other = service.workers(1).await.remove(0);
            rows::employ(&service.store, shift, other.account).await;
            assert_eq!(service.call("/api/miss_worker", &fields, &other.cookie).await.status, 200);
            let appeal = service.call("/api/appeal_absence", &fields, &owner.cookie).await;
            assert_eq!(appeal.status, 200, "{}", appeal.body);
        }
        let begun = starts.plus_minutes(-60).clock();
        if named("<work done") || named("<rating>") {
            rows::move_shift(&service.store, shift, -9 * Moment::HOUR).await;
            let [from, to] = [-600, -120].map(|minutes| starts.plus_minutes(minutes).clock());
            let done = [("draft[claim]", claim.as_str()), ("draft[begun]", &from), ("draft[ended]", &to)];
            let written = service.call("/api/record_hours", &done, &owner.cookie).await;
            assert_eq!(written.status, 200, "{}", written.body);
            let paid =
                [&done[0], &("draft[key]", "payment-of-fixture"), &("draft[sum]", "20"), &("draft[method]", "bank")];
            let paid: Vec<_> = paid.into_iter().copied().collect();
            let sent = upload(service, "/upload/payment", &owner.cookie, &paid, "", &[]).await;
            assert_eq!(sent.status, 200, "{}", sent.body);
        }
        let mut case = String::new();
        if named("<case") {
            let complaint = [
                ("draft[claim]", claim.as_str()),
                ("draft[key]", "case-of-fixture"),
                ("draft[category]", "pay"),
                ("draft[account]", "示例经过缘由"),
            ];
            let filed = upload(service, "/upload/case", &owner.cookie, &complaint, "", &[]).await;
            assert_eq!(filed.status, 200, "{}", filed.body);
            case = between(&filed.body, "/me/cases/", "\"");
        }
        let mut rating = String::new();
        if named("<rating>") {
            let marks = ["first", "second", "third", "fourth", "fifth"].map(|name| format!("draft[{name}]"));
            let mut said: Vec<_> = marks.iter().map(|name| (name.as_str(), "yes")).collect();
            said.extend([("draft[claim]", claim.as_str()), ("draft[words]", "示例附言加微信")]);
            let rated = service.call("/api/rate_employer", &said, &owner.cookie).await;
            assert_eq!(rated.status, 200, "{}", rated.body);
            let shown = service.ask("/api/show_rating", &format!("{{\"claim\":\"{claim}\"}}"), &owner.cookie).await;
            rating = between(&shown.body, "\"mine\":{\"id\":\"", "\"");
        }
        let mut pack = String::new();
        if named("<pack>") {
            let form = [("draft[of]", claim.as_str()), ("draft[key]", "pack-of-fixture")];
            let made = service.call("/api/make_pack", &form, &owner.cookie).await;
            assert_eq!(made.status, 200, "{}", made.body);
            pack = between(&made.body, "/me/evidence/", "\"");
        }
        Self { organisation: organisation.to_string(), shift: shift.to_string(), claim, begun, case, pack, rating }
    }
}
