//! The words and values of policies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{region::RegionCode, when::Moment, word::words};

words! {
    /// What a text is.
    PolicyKind {
        /// A law, regulation, rule or judicial interpretation.
        Law = "law",
        /// A policy document of an authority.
        Policy = "policy",
        /// A notice or announcement.
        Notice = "notice",
    }
}

words! {
    /// Whom a text concerns.
    Audience {
        /// People who work or look for work.
        Workers = "workers",
        /// Firms, farms and households that give work.
        Employers = "employers",
        /// People in training.
        Trainees = "trainees",
        /// People who start or run a business of their own.
        Founders = "founders",
        /// People for whom finding work is officially recognised as hard, and the unemployed.
        Hardship = "hardship",
        /// Rural migrant workers.
        Migrants = "migrants",
        /// People with disabilities.
        Disabled = "disabled",
        /// Veterans.
        Veterans = "veterans",
        /// Students and graduates.
        Graduates = "graduates",
    }
}

words! {
    /// The order of the list.
    Sort {
        /// By how well the words fit.
        Relevance = "relevance",
        /// The newest date of issue first.
        Newest = "newest",
    }
}

/// A set of audiences, one bit for each; nobody in it means that the text concerns everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Audiences(pub u32);

impl Audiences {
    /// The set of one.
    pub const fn only(audience: Audience) -> Self {
        Self(1 << audience as u32)
    }

    /// The set of these words; what is no word of an audience is passed over.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().filter_map(Audience::parse).fold(0, |bits, audience| bits | Self::only(audience).0))
    }

    /// Those in it, in order.
    pub fn all(self) -> impl Iterator<Item = Audience> {
        Audience::ALL.iter().copied().filter(move |audience| self.0 & Self::only(*audience).0 != 0)
    }
}

/// Where a text applies: the whole country, or a region and all that lies under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole country.
    Country,
    /// This region.
    Region(RegionCode),
}

impl Reach {
    /// How the whole country is written in forms.
    pub const COUNTRY: &str = "country";

    /// The reach that a form says.
    pub fn parse(text: &str) -> Option<Self> {
        if text == Self::COUNTRY { Some(Self::Country) } else { RegionCode::parse(text).map(Self::Region) }
    }
}

/// A text as it is published, valid by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyText {
    /// What it is.
    pub kind: PolicyKind,
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Its document number (文号); empty where there is none.
    pub number: String,
    /// The date of issue.
    pub issued: Date,
    /// From when it applies, if that is another day.
    pub effective: Option<Date>,
    /// The last day on which it applies, if it ends.
    pub expires: Option<Date>,
    /// Where it was published; empty if nowhere on the web.
    pub source: String,
    /// Whom it concerns.
    pub audiences: Audiences,
    /// Where it applies.
    pub reach: Reach,
    /// What it says, Markdown.
    pub body: String,
}

words! {
    /// How far a revision has come; what else it is follows from its times.
    Stage {
        /// Being written.
        Draft = "draft",
        /// Waiting for a second person.
        Review = "review",
        /// That person has asked for changes.
        Changes = "changes",
        /// Approved, to be read from its time on.
        Approved = "approved",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Where a revision stands at some moment.
    Standing {
        /// Being written.
        Draft = "draft",
        /// Waiting for a second person.
        InReview = "review",
        /// That person has asked for changes.
        ChangesRequested = "changes",
        /// Approved, but its time has not come.
        Scheduled = "scheduled",
        /// To be read by everybody.
        Published = "published",
        /// It no longer applies; it can still be read by whoever knows its address.
        Expired = "expired",
        /// A newer revision is read instead.
        Replaced = "replaced",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Something that is done with a revision.
    Step {
        /// Hand it to a second person.
        File = "file",
        /// Take it back from there.
        Recall = "recall",
        /// Ask for changes.
        RequestChanges = "request-changes",
        /// Approve it, at once or from a time on.
        Approve = "approve",
        /// Take it away from the readers.
        Withdraw = "withdraw",
        /// Begin a new revision of it.
        Amend = "amend",
    }
}

/// The times of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// How far it has come.
    pub stage: Stage,
    /// From when it is read.
    pub from: Moment,
    /// Until a newer revision is read instead; the end of time if there is none.
    pub until: Moment,
    /// When it ceases to apply; the end of time if it does not.
    pub expires: Moment,
}

/// The end of time.
pub const NEVER: Moment = Moment(i64::MAX);
