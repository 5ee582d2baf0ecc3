//! What an answer that is not a success means, the same for every area.

use serde::{Deserialize, Serialize};

use crate::{finding::Found, setting::Placeholder, when::Moment};

/// What kind of refusal an error is. The HTTP status is derived from it in one place of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// What was sent cannot be read or breaks a rule of form: 422.
    Invalid,
    /// Nobody is signed in: 401.
    SignedOut,
    /// This person may not do this: 403.
    Denied,
    /// There is no such thing, or this person may not know of it: 404.
    Missing,
    /// It was possible a moment ago or for someone else, but not now: 409.
    Conflict,
    /// Too many tries in too short a time: 429.
    TooMany,
    /// The service cannot answer now; trying again later is right: 503.
    Busy,
}

/// One thing wrong with one field of a form or of a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form or the URL.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl FieldError {
    /// `problem` with `field`.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// What can be wrong with a field. The interface has one plain sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was given and something is needed.
    Empty,
    /// Longer than this many characters.
    TooLong(u32),
    /// Not a mobile number of the mainland: eleven digits that begin with 1 and 3 to 9.
    NotAPhone,
    /// Not the shape of a resident's identity number: seventeen digits, then a digit or X.
    NotAResidentId,
    /// A number of the first generation, fifteen digits; void since 2013-01-01.
    OldResidentId,
    /// A resident's identity number whose first two digits are no province.
    UnknownProvince,
    /// A resident's identity number with a date of birth that does not exist, lies in the future or over 150 years ago.
    ResidentIdBirth,
    /// A resident's identity number whose last character does not fit the others: mistyped somewhere.
    ResidentIdCheck,
    /// Not the shape of a unified social credit code: eighteen digits and capitals, never I, O, S, V or Z.
    NotACreditCode,
    /// Not the shape of a bank card's number: twelve to nineteen digits.
    NotABankCard,
    /// Not the six digits of a code.
    NotACode,
    /// The code is wrong; this many tries are left.
    WrongCode(u32),
    /// The code has run out or was used; a new one is needed.
    CodeExpired,
    /// Phone, password and code do not belong together; which of them is wrong is not said.
    WrongSignIn,
    /// A password of fewer than this many characters.
    PasswordShort(u32),
    /// A password that is among the first to be tried.
    PasswordCommon,
    /// The two passwords are not the same.
    PasswordsDiffer,
    /// An invitation is for another phone.
    OtherPhone,
    /// Nobody with this phone can be acted for here.
    NobodyHere,
    /// Not the phone of whoever is signed in.
    NotYourPhone,
    /// An account of the staff cannot be deleted before its post ends.
    StillOnStaff,
    /// An account cannot be deleted while it holds a seat or a place in a shift to come.
    StillHolding,
    /// An account cannot be deleted while it is the only owner of an organisation.
    StillOwner,
    /// This person does not want staff to act for them.
    NoStaffHelp,
    /// Not a date of the calendar as `2026-11-23`.
    NotADate,
    /// A date of birth in the future, or over 120 years ago.
    ImpossibleBirth,
    /// The first day lies after the last.
    DaysBackwards,
    /// Not one of the words that the field knows.
    UnknownWord,
    /// No such region here.
    UnknownRegion,
    /// No such occupation.
    UnknownOccupation,
    /// Not `latitude,longitude` in degrees, or outside China's mainland.
    NotAPosition,
    /// Not a sum in yuan.
    NotASum,
    /// Not an address of the web: `https://…`.
    NotALink,
    /// Not a day ahead, within thirty years.
    NotAhead,
    /// A file of more than so many megabytes.
    FileTooLarge(u32),
    /// A file that is no picture (JPEG, PNG, WebP) and no PDF, or a damaged one.
    NotAPicture,
    /// A file that is none of those, no docx and no xlsx either, or one with macros.
    NotADocument,
    /// So many files are the most.
    TooManyFiles(u32),
    /// No row was chosen.
    NothingChosen,
    /// So many rows are the most.
    TooManyRows(u32),
    /// So many kept things of a kind are the most: views, searches, postings.
    TooManyViews(u32),
    /// The resident's identity number is verified for another account.
    NumberTaken,
    /// The mark of the next page is not one that we made.
    NotACursor,
    /// So many days are the most that are counted at once.
    TooManyDays(u32),
    /// Not a year of four digits.
    NotAYear,
    /// The entry of a list at this place, from 1, is no date and no run of dates.
    EntryNotADate(u32),
    /// A day that does not lie in the year of the list.
    OutsideYear(Moment),
    /// A day that is worked on in exchange has to be a Saturday or Sunday.
    NotAWeekend(Moment),
    /// A day is in both lists, of days off and of days worked on.
    OffAndWorked(Moment),
    /// Not a number from the first to the second.
    NotBetween(u32, u32),
    /// Not a time of day as `22:00`.
    NotATime,
    /// The name in this pair of braces, counted from 1, is none that can be filled in.
    UnknownPlaceholder(u32),
    /// Something that the text has to say is not in it.
    MissingPlaceholder(Placeholder),
    /// A file that is no table of rows: neither CSV nor xlsx, or a damaged one.
    NotATable,
    /// A file without a row below its header.
    NoRows,
    /// A file of more than so many columns.
    TooManyColumns(u32),
    /// A workbook that unpacks to more than so many megabytes.
    UnpacksTooLarge(u32),
    /// A file lacks this column.
    ColumnMissing,
    /// A file has this column twice.
    ColumnTwice,
    /// A row of another region than one's own.
    OutsideRegion,
    /// The same as on this line of the file.
    SameAsLine(u32),
    /// Something else than on this line of the file, which is of the same thing.
    DiffersFromLine(u32),
    /// What is there already is filed, verified or in use, and is not changed in this way.
    NotChangeable,
    /// Several that it could mean are there.
    Ambiguous,
    /// Nothing of this id or code is there.
    NotThere,
    /// An employer that is not verified now.
    NotVerified,
    /// It was changed by somebody else meanwhile.
    ChangedMeanwhile,
    /// A time that has passed already, or lies too far ahead.
    NotToCome,
    /// The employer owes wages for so long that it may post no work.
    OwesWages,
    /// A break that is as long as the work.
    BreakTooLong,
    /// Not the code that the employer's screen shows for this shift at that time.
    NotTheShiftsCode,
    /// A code that was typed so many hours ago is the oldest that is taken.
    SentTooLate(u32),
    /// Checking in or out begins then.
    NotBefore(Moment),
    /// Checking in or out has ended; the employer can still write it down.
    CheckOver,
    /// So many metres from the site, and too far.
    TooFarAway(u32),
    /// The place of the work is not known well enough.
    SiteUnknown,
    /// The end lies before the start, or is too far from the shift.
    OutsideShift,
    /// More than a correction may take back.
    MoreThanPaid,
    /// Somebody with this number cannot take the shift; why is theirs to know.
    CannotTake,
    /// What stands there cannot be published.
    Against(Found),
}

/// Why a request was refused, in areas that have nothing of their own to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    /// Something that was typed cannot be accepted.
    #[error("fields cannot be accepted")]
    Fields(Vec<FieldError>),
    /// Nobody is signed in, or not in the way that this needs.
    #[error("nobody is signed in")]
    SignedOut,
    /// This person may not do this.
    #[error("not allowed")]
    Denied,
    /// There is no such thing, or this person may not know of it.
    #[error("not found")]
    Missing,
    /// It was decided, used or changed by somebody else meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// Too many tries; wait this many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        wait: u32,
    },
    /// The service cannot answer now.
    #[error("busy")]
    Busy,
}

impl Refused {
    /// One field that cannot be accepted.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Fields(vec![FieldError::new(field, problem)])
    }

    /// What kind of refusal this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Fields(_) => ErrorKind::Invalid,
            Self::SignedOut => ErrorKind::SignedOut,
            Self::Denied => ErrorKind::Denied,
            Self::Missing => ErrorKind::Missing,
            Self::Conflict => ErrorKind::Conflict,
            Self::TooMany { .. } => ErrorKind::TooMany,
            Self::Busy => ErrorKind::Busy,
        }
    }
}
