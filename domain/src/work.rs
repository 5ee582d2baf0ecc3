//! What waits for the staff: one queue for all areas, oldest deadline first.

use serde::{Deserialize, Serialize};

use crate::{region::RegionCode, when::Moment, word::words};

words! {
    /// What has to be done.
    WorkKind {
        /// An organisation is to be verified.
        Organisation = "organisation",
        /// A person's name and number are to be verified.
        RealName = "real-name",
        /// A policy or notice is to be reviewed.
        Policy = "policy",
        /// Somebody says that it is not true that they did not come.
        Appeal = "appeal",
        /// Wages of an employer are overdue for long.
        Arrears = "arrears",
        /// A posting is to be judged before or after it comes out.
        Posting = "posting",
        /// Readers say that something is wrong with a posting.
        Report = "report",
        /// A worker complains about work of theirs.
        Case = "case",
        /// Words of a rating are to be looked at.
        Rating = "rating",
        /// Somebody says that something should not count against them.
        Mark = "mark",
    }
}

impl WorkKind {
    /// How many working days it may wait.
    pub const fn working_days(self) -> u32 {
        match self {
            Self::RealName | Self::Posting | Self::Report => 1,
            Self::Arrears => 2,
            Self::Organisation | Self::Policy | Self::Appeal | Self::Rating | Self::Mark => 3,
            Self::Case => 5,
        }
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// What has to be done.
    pub kind: WorkKind,
    /// To what: the id by which its area knows it.
    pub subject: uuid::Uuid,
    /// What it is called; no personal data.
    pub label: String,
    /// Where it lies.
    pub region: RegionCode,
    /// Since when it waits.
    pub filed: Moment,
    /// By when it is to be done.
    pub due: Moment,
}
