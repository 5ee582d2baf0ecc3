//! Postings in the making: how they are typed and read, what is found wrong with them, and where they stand.

mod amend;
mod check;
mod desk;
mod draft;
mod phrases;
mod report;
mod service;
mod sheet;
mod state;

pub use crate::finding::{Found, Severity};
pub use amend::{Amendment, Change, Row, Standing, amend};
pub use check::{Circumstances, Finding, check, in_text, refused};
pub use desk::{
    CallOffDraft, CopyDraft, DiscardDraft, EmployerHistory, FIELDS, JudgeDraft, Judgement, OwnPosting, OwnPostings,
    OwnShift, PostingCase, PostingPage, SaveDraft, SavedAs, SheetChoices, StaffNote, StepDraft,
};
pub use draft::{Posting, PostingDraft, ShiftDraft, ShiftPlan};
pub use report::{
    AnswerReportsDraft, REPORT_LIMIT, REPORTS_A_DAY, Report, ReportCase, ReportDraft, ReportOutcome, ReportPage,
    ReportReason,
};
pub use service::PostingService;
pub use sheet::{Offer, Rows, SHIFTS_LIMIT, Sheet, hinders, shift_field};
pub use state::{DISTRUST, PostingState, PostingStep, sampled, trusted};
