//! Reports of readers about a posting.

use crate::word::words;

words! {
    /// What a report is about.
    ReportReason {
        /// It asks for money or papers.
        Money = "money",
        /// Pay, place or work are not as it says.
        Untrue = "untrue",
        /// It leaves people out.
        Bias = "bias",
        /// The work is dangerous or against the law.
        Unlawful = "unlawful",
        /// Nobody is there, or nobody answers.
        Unreachable = "unreachable",
        /// Something else, in words.
        Other = "other",
    }
}

words! {
    /// Where a report stands.
    ReportState {
        /// It waits for the staff.
        Open = "open",
        /// It was right.
        Upheld = "upheld",
        /// It was not found to be so.
        Dismissed = "dismissed",
    }
}

/// So many reports a person may make in a day.
pub const REPORTS_A_DAY: u32 = 5;
