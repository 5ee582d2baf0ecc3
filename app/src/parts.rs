//! The parts of the program that are fetched when a page of theirs is opened: what persons see beyond the list, and what
//! staff sees. Few parts for many pages: each part more multiplies the pieces that parts have in common, every piece is a
//! request, and the list, which everybody loads first, would be made of more of them.

use leptos::prelude::*;
use leptos_router::ChooseView;

use crate::{
    admin,
    gig::{
        arrears, board, case, day, employer, evidence, filling, list, mine, pay, posting, rating, reliability, report,
        saved, shift,
    },
    identity::{me, organisation, privacy, profile, sessions, sign_in, staff},
    import,
    layout::console,
    message::inbox,
    monitoring, policy, table,
    ui::page::{self, Data, Page, Show},
};

/// A page of a person, beyond the list.
#[derive(Clone, Copy)]
pub enum PersonPage {
    /// A wall screen.
    Board,
    /// One shift.
    Shift,
    /// One's own shifts.
    Mine,
    /// Who I am.
    Me,
    /// What I said about myself.
    Profile,
    /// Where I am signed in.
    Sessions,
    /// What is kept of me.
    Privacy,
    /// One's own organisations.
    Organisations,
    /// Registering one.
    Register,
    /// One of them.
    Organisation,
    /// What a link invites to.
    Invited,
    /// One's own name and number.
    RealName,
    /// One's own messages.
    Inbox,
    /// Laws, policies and notices.
    Policies,
    /// One of them.
    Policy,
    /// Signing in.
    SignIn,
    /// Signing in as staff.
    StaffSignIn,
    /// Joining the staff.
    Join,
    /// The shifts of an organisation.
    OrganisationShifts,
    /// Who comes to one of them.
    Crew,
    /// Who has applied for one of them.
    Applicants,
    /// Whom an organisation likes to have again, and whom no more.
    Preferences,
    /// Claiming seats for others.
    CrewForm,
    /// The crews for which one has claimed seats.
    Crews,
    /// One's own claim on the day.
    Work,
    /// The ledger of an organisation.
    Ledger,
    /// One's own pay slip.
    Slip,
    /// An organisation's postings.
    Postings,
    /// One of them.
    Posting,
    /// Reporting one.
    Report,
    /// Filing a case.
    NewCase,
    /// One's own cases.
    Cases,
    /// A case, for the worker or the employer.
    Case,
    /// The cases that an organisation knows of.
    EmployerCases,
    /// The evidence packs of a claim.
    Packs,
    /// One of them.
    Pack,
    /// Whether a file is unchanged.
    CheckEvidence,
    /// One's own kept searches and postings.
    Saved,
    /// What both sides say of each other.
    Rating,
    /// How one, or an organisation, keeps to what was agreed.
    Reliability,
}

/// What is shown to somebody who is not signed in, where a page asks for it.
type SignedOut = Option<fn() -> AnyView>;

/// Shows a page of a person.
#[lazy]
#[allow(clippy::unused_async, reason = "`lazy` makes it wait where the program comes in parts")]
pub fn person(which: PersonPage, data: Data, show: Show) -> AnyView {
    let (look, signed_out): (Page, SignedOut) = match which {
        PersonPage::Board => (|json| Ok(board::page(&page::read(json)?)), None),
        PersonPage::Shift => (|json| Ok(shift::page(&page::read(json)?)), None),
        PersonPage::Mine => (|json| Ok(mine::page(page::read(json)?)), Some(mine::signed_out)),
        PersonPage::Me => (|json| Ok(me::page(page::read(json)?)), Some(me::signed_out)),
        PersonPage::Profile => (|json| Ok(profile::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Sessions => (|json| Ok(sessions::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Privacy => (|json| Ok(privacy::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Organisations => (|json| Ok(organisation::mine::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Register => (|json| Ok(organisation::mine::register(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Organisation => (|json| Ok(organisation::one::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Invited => (|json| Ok(organisation::one::join(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::RealName => (|json| Ok(organisation::real_name::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Inbox => (|json| Ok(inbox::page(&page::read(json)?)), Some(inbox::signed_out)),
        PersonPage::Policies => (|json| Ok(policy::list::page(&page::read(json)?)), None),
        PersonPage::Policy => (|json| Ok(policy::text::page(page::read(json)?)), None),
        PersonPage::SignIn => (|_| Ok(sign_in::page()), None),
        PersonPage::StaffSignIn => (|_| Ok(staff::sign_in()), None),
        PersonPage::Join => (|json| Ok(staff::join(page::read(json)?)), None),
        PersonPage::OrganisationShifts => (|json| Ok(day::shifts::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Crew => (|json| Ok(day::crew::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Applicants => (|json| Ok(filling::applicants::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Preferences => (|json| Ok(filling::preferences::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::CrewForm => (|json| Ok(filling::crew::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Crews => (|json| Ok(filling::crew::list(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Work => (|json| Ok(day::work::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Ledger => (|json| Ok(pay::ledger::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Slip => (|json| Ok(pay::slip::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Postings => (|json| Ok(posting::list::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Reliability => (|json| Ok(reliability::page::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Saved => (|json| Ok(saved::page::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Posting => (|json| Ok(posting::one::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Report => (|json| Ok(report::form(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::NewCase => (|json| Ok(case::new::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Cases => (|json| Ok(case::list::mine(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Case => (|json| Ok(case::one::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::EmployerCases => (|json| Ok(case::list::of_employer(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Packs => (|json| Ok(evidence::list::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Pack => (|json| Ok(evidence::pack::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::Rating => (|json| Ok(rating::one::page(&page::read(json)?)), Some(me::signed_out)),
        PersonPage::CheckEvidence => (|json| Ok(evidence::check::page(&page::read(json)?)), None),
    };
    show(data, look, signed_out)
}

/// A page of the staff.
#[derive(Clone, Copy)]
pub enum ConsolePage {
    /// What waits.
    Queue,
    /// The staff.
    Staff,
    /// People.
    People,
    /// One person.
    Person,
    /// The audit trail.
    Trail,
    /// Laws, policies and notices to work on.
    Policies,
    /// One of them.
    Policy,
    /// One to verify.
    Organisation,
    /// A name to verify.
    RealName,
    /// One's own account.
    Account,
    /// A table.
    Table,
    /// What would come of doing something to many rows.
    Bulk,
    /// Figures.
    Statistics,
    /// How the market stands.
    Market,
    /// Settings with a date.
    Settings,
    /// The history of one kind of them.
    Setting,
    /// Files of rows that were brought in.
    Imports,
    /// Bringing one in.
    NewImport,
    /// One of them.
    Import,
    /// An appeal about somebody who did not come.
    Appeal,
    /// Employers with arrears.
    Arrears,
    /// One of them.
    ArrearsCase,
    /// A posting to judge.
    Posting,
    /// What was reported of one.
    Reports,
    /// The file of an employer.
    Employer,
    /// A worker's complaint.
    Case,
    /// An evidence pack.
    Pack,
    /// Words of a rating.
    Rating,
    /// A shift for which a seat is claimed for somebody.
    Behalf,
    /// An appeal against something that counts against somebody.
    Mark,
}

/// Shows a page of the staff.
#[lazy]
#[allow(clippy::unused_async, reason = "`lazy` makes it wait where the program comes in parts")]
pub fn desk(which: ConsolePage, data: Data, show: Show) -> AnyView {
    let look: Page = match which {
        ConsolePage::Queue => |json| Ok(admin::queue::page(&page::read(json)?)),
        ConsolePage::Staff => |json| Ok(admin::staff::page(&page::read(json)?)),
        ConsolePage::People => |json| Ok(admin::people::page(&page::read(json)?)),
        ConsolePage::Person => |json| Ok(admin::person::page(&page::read(json)?)),
        ConsolePage::Trail => |json| Ok(admin::trail::page(&page::read(json)?)),
        ConsolePage::Policies => |json| Ok(policy::desk::page(&page::read(json)?)),
        ConsolePage::Policy => |json| Ok(policy::work::page(&page::read(json)?)),
        ConsolePage::Organisation => |json| Ok(organisation::cases::organisation(&page::read(json)?)),
        ConsolePage::RealName => |json| Ok(organisation::cases::real_name(&page::read(json)?)),
        ConsolePage::Account => |json| Ok(sessions::staff_page(&page::read(json)?)),
        ConsolePage::Table => |json| Ok(table::page::page(&page::read(json)?)),
        ConsolePage::Bulk => |json| Ok(table::bulk::page(&page::read(json)?)),
        ConsolePage::Statistics => |json| Ok(monitoring::statistics::page(&page::read(json)?)),
        ConsolePage::Market => |json| Ok(monitoring::market::page(&page::read(json)?)),
        ConsolePage::Settings => |json| Ok(admin::settings::page(&page::read(json)?)),
        ConsolePage::Setting => |json| Ok(admin::setting::page(&page::read(json)?)),
        ConsolePage::Imports => |json| Ok(import::list::page(&page::read(json)?)),
        ConsolePage::NewImport => |json| Ok(import::new::page(&page::read(json)?)),
        ConsolePage::Import => |json| Ok(import::one::page(&page::read(json)?)),
        ConsolePage::Appeal => |json| Ok(day::appeal::page(&page::read(json)?)),
        ConsolePage::Arrears => |json| Ok(arrears::board(&page::read(json)?)),
        ConsolePage::ArrearsCase => |json| Ok(arrears::case(&page::read(json)?)),
        ConsolePage::Mark => |json| Ok(reliability::case::page(&page::read(json)?)),
        ConsolePage::Posting => |json| Ok(posting::case::page(&page::read(json)?)),
        ConsolePage::Employer => |json| Ok(employer::page(&page::read(json)?)),
        ConsolePage::Reports => |json| Ok(report::case(&page::read(json)?)),
        ConsolePage::Case => |json| Ok(case::desk::page(&page::read(json)?)),
        ConsolePage::Rating => |json| Ok(rating::desk::page(&page::read(json)?)),
        ConsolePage::Pack => |json| Ok(evidence::pack::desk(&page::read(json)?)),
        ConsolePage::Behalf => |json| Ok(filling::behalf::page(&page::read(json)?)),
    };
    show(data, look, Some(console::signed_out))
}

/// In which part of the program a page is shown.
#[derive(Clone, Copy)]
pub enum Part {
    /// The list.
    List,
    /// A page of a person.
    Person(PersonPage),
    /// A page of the staff.
    Desk(ConsolePage),
}

/// Shows the list of shifts.
#[lazy]
#[allow(clippy::unused_async, reason = "`lazy` makes it wait where the program comes in parts")]
pub fn list_page(data: Data, show: Show) -> AnyView {
    show(data, |json| Ok(list::page(page::read(json)?)), None)
}

/// Where a route leads: what its page loads, at once, and in which part it is shown. One type for all routes, so that what
/// the router makes of one stands in the base only once.
#[derive(Clone)]
pub struct Way {
    data: fn() -> Data,
    part: Part,
    /// What was loaded before the page is there.
    loaded: ArcStoredValue<Option<Data>>,
}

impl Way {
    /// A way to a page of a part.
    pub fn new(data: fn() -> Data, part: Part) -> Self {
        Self { data, part, loaded: ArcStoredValue::new(None) }
    }
}

impl ChooseView for Way {
    async fn choose(self) -> AnyView {
        let data = self.loaded.write_value().take().unwrap_or_else(self.data);
        match self.part {
            Part::List => list_page(data, page::show).await,
            Part::Person(which) => person(which, data, page::show).await,
            Part::Desk(which) => desk(which, data, page::show).await,
        }
    }

    async fn preload(&self) {
        *self.loaded.write_value() = Some((self.data)());
        #[cfg(target_arch = "wasm32")]
        match self.part {
            Part::List => __preload_list_page().await,
            Part::Person(_) => __preload_person().await,
            Part::Desk(_) => __preload_desk().await,
        }
    }
}

/// Makes a route: what its page loads, and in which part of the program it is shown.
macro_rules! route {
    ($(#[$doc:meta])* $name:ident: $data:expr, person $page:ident) => {
        $crate::parts::route!(@ $(#[$doc])* $name: $data, $crate::parts::Part::Person($crate::parts::PersonPage::$page));
    };
    ($(#[$doc:meta])* $name:ident: $data:expr, desk $page:ident) => {
        $crate::parts::route!(@ $(#[$doc])* $name: $data, $crate::parts::Part::Desk($crate::parts::ConsolePage::$page));
    };
    ($(#[$doc:meta])* $name:ident: $data:expr, list) => {
        $crate::parts::route!(@ $(#[$doc])* $name: $data, $crate::parts::Part::List);
    };
    (@ $(#[$doc:meta])* $name:ident: $data:expr, $part:expr) => {
        $(#[$doc])*
        pub struct $name;

        impl $name {
            /// Where it leads.
            pub fn way() -> $crate::parts::Way {
                $crate::parts::Way::new(|| $data, $part)
            }
        }
    };
}
pub(crate) use route;
