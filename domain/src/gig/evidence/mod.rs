//! The evidence pack: all that the service knows of one claim, as one file whose SHA-256 is written down when it is made.
//! Whoever is shown the file later can ask whether it is unchanged, without an account.

mod service;

pub use service::EvidenceService;

use serde::{Deserialize, Serialize};

use super::{
    Benefits, ClaimState, PayRule, SettlementTerm,
    attendance::{Absence, PastReport},
    case::{CaseCategory, CaseEntry, CaseSide, CaseState},
    settlement::Wages,
};
use crate::{
    id::{CaseId, ClaimId, PackId},
    when::Moment,
    word::words,
};

/// The name of the format, which stands in every file.
pub const FORMAT: &str = "gongyi-evidence-1";
/// What the numbers of a file are, which stands in every file.
pub const UNITS: &str = "times: milliseconds since 1970-01-01T00:00:00Z; sums: fen; durations: minutes";

words! {
    /// Whoever moved a claim.
    Mover {
        /// The worker.
        Worker = "worker",
        /// Somebody of the employer.
        Employer = "employer",
        /// The staff.
        Staff = "staff",
        /// The service itself.
        Service = "service",
    }
}

/// The work as it was offered. The times of a shift are not changed while somebody has a seat of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// What the work is.
    pub title: String,
    /// The official trade.
    pub occupation: String,
    /// What to do.
    pub duties: String,
    /// What is asked for; may be empty.
    pub requirements: String,
    /// Where: county and township.
    pub place: String,
    /// Street or landmark.
    pub address: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Minutes of break that are not paid.
    pub break_minutes: i64,
    /// How pay is worked out.
    pub pay: PayRule,
    /// When it is paid.
    pub term: SettlementTerm,
    /// What comes with the work.
    pub benefits: Benefits,
    /// When it was put on the list.
    pub published: Moment,
}

/// What the posting said otherwise after the seat was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// Since when.
    pub at: Moment,
    /// All that it said from then on.
    pub work: Agreed,
}

/// What was said at `taken`, and what was said otherwise later, with the moment from which on. `past` is what was said
/// before and until when, the oldest first; `now` is what is said since.
pub fn since<T: PartialEq>(past: Vec<(Moment, T)>, now: T, taken: Moment) -> (T, Vec<(Moment, T)>) {
    let (mut said, mut later) = (now, Vec::new());
    for (until, one) in past.into_iter().rev().take_while(|(until, _)| *until > taken) {
        let after = std::mem::replace(&mut said, one);
        if after != said {
            later.push((until, after));
        }
    }
    later.reverse();
    (said, later)
}

/// Who gave the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Giver {
    /// The public name.
    pub name: String,
    /// The unified social credit code; empty if there is none.
    pub credit_code: String,
}

/// One move of the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it stood afterwards.
    pub state: ClaimState,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Mover,
}

/// Something that the worker was told about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// In which words, in Chinese.
    pub words: String,
}

/// A file that was added to a case. It is not in the pack, but known by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Its name.
    pub name: String,
    /// How large it is, bytes.
    pub size: u32,
    /// When it was sent.
    pub at: Moment,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A case about the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedCase {
    /// The case.
    pub case: CaseId,
    /// What it is about.
    pub category: CaseCategory,
    /// Where it stands.
    pub state: CaseState,
    /// All that was done.
    pub entries: Vec<CaseEntry>,
    /// What was added.
    pub files: Vec<Added>,
}

/// What is in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// [`FORMAT`].
    pub format: String,
    /// [`UNITS`].
    pub units: String,
    /// The address of the service that made it.
    pub service: String,
    /// The pack.
    pub pack: PackId,
    /// When it was made.
    pub made: Moment,
    /// The same with its zone, for people.
    pub made_at: String,
    /// Whether the worker made it or the staff.
    pub made_by: CaseSide,
    /// The claim.
    pub claim: ClaimId,
    /// Whose it is: the name that is verified, or the one they gave.
    pub worker: String,
    /// That name was verified by the staff.
    pub verified: bool,
    /// Who gave the work.
    pub employer: Giver,
    /// The work as it was offered when the seat was taken; without a seat, when the claim was made.
    pub agreed: Agreed,
    /// What was said otherwise afterwards, the first change first.
    #[serde(default)]
    pub changes: Vec<Amended>,
    /// What became of the claim.
    pub moves: Vec<Moved>,
    /// All that both sides said of the hours.
    pub reports: Vec<PastReport>,
    /// That somebody did not come.
    pub absences: Vec<Absence>,
    /// What the worker was told.
    pub messages: Vec<Told>,
    /// The wages with all payments, once the hours are known.
    pub wages: Option<Wages>,
    /// Cases about it.
    pub cases: Vec<PackedCase>,
}

/// "Make a pack", of one's own claim or, as one of the staff, of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PackDraft {
    /// The claim, or for the staff the case.
    pub of: String,
    /// Names the form: sent again, it makes no second pack.
    pub key: String,
}

/// A pack in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackLine {
    /// The pack.
    pub pack: PackId,
    /// When it was made.
    pub made: Moment,
    /// By whom.
    pub made_by: CaseSide,
    /// SHA-256 of the file, hexadecimal.
    pub hash: String,
}

/// The packs of one's own claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packs {
    /// Now.
    pub now: Moment,
    /// The claim.
    pub claim: ClaimId,
    /// What the work was.
    pub title: String,
    /// The newest first.
    pub packs: Vec<PackLine>,
    /// Fresh part of the keys of this page's forms.
    pub key: String,
}

/// A pack on its page, read out of its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackPage {
    /// Now.
    pub now: Moment,
    /// What stands in the file.
    pub pack: Pack,
    /// SHA-256 of the file, hexadecimal.
    pub hash: String,
    /// How large the file is, bytes.
    pub size: u32,
}

/// What is known of a hash. It says nothing of anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// Nothing was asked.
    NotAsked,
    /// It is no SHA-256: 64 hexadecimal digits.
    NotAHash,
    /// No file with this hash was made here, or the file was changed.
    Unknown,
    /// It was made here on the local day of this midnight, for a claim, and is unchanged.
    Made(Moment),
}

/// The answer on the public page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HashCheck {
    /// What was asked, as it was read.
    pub asked: String,
    /// What is known of it.
    pub known: Known,
}

/// A SHA-256 as people copy it: 64 hexadecimal digits, with blanks, in capitals or after `sha256:`.
pub fn parse_hash(text: &str) -> Option<[u8; 32]> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_prefix("sha256:").or_else(|| text.strip_prefix("sha-256:")).unwrap_or(&text);
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect();
    if digits.len() == 64 { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hash_is_read_as_people_copy_it() {
        let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let read = parse_hash(hash);
        assert_eq!(read.map(|bytes| (bytes[0], bytes[31])), Some((0xe3, 0x55)));
        let grouped = "E3B0 C442 98FC 1C14 9AFB F4C8 996F B924\n27AE 41E4 649B 934C A495 991B 7852 B855 ";
        assert_eq!(parse_hash(grouped), read);
        assert_eq!(parse_hash(&format!("SHA256: {hash}")), read);
        for wrong in ["", "abc", &hash[1..], &format!("{hash}0"), &hash.replace('e', "g"), "二"] {
            assert_eq!(parse_hash(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_said_when_the_seat_was_taken_stays() {
        let past = || vec![(Moment(10), 'a'), (Moment(20), 'b'), (Moment(30), 'b')];
        let at = |taken| since(past(), 'c', Moment(taken));
        assert_eq!(at(5), ('a', vec![(Moment(10), 'b'), (Moment(30), 'c')]));
        assert_eq!(at(10), ('b', vec![(Moment(30), 'c')]), "from then on the other holds");
        assert_eq!(at(29), ('b', vec![(Moment(30), 'c')]));
        assert_eq!(at(30), ('c', vec![]));
        assert_eq!(since(vec![], 'c', Moment(0)), ('c', vec![]));
    }

    proptest! {
        #[test]
        fn every_hash_is_read_back(bytes in any::<[u8; 32]>(), other in ".{0,70}") {
            let text = bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
            prop_assert_eq!(parse_hash(&text), Some(bytes));
            let _ = parse_hash(&other);
        }
    }
}
