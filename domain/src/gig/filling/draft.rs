//! What is typed about filling seats, and how it is read.

use serde::{Deserialize, Serialize};

use super::{ConsentWay, TurnDownReason};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line},
    finding::Severity,
    gig::posting::in_text,
    id::ClaimId,
    identity::Phone,
};

/// The most applicants that are answered at once: what became of each has to fit beside the next page.
pub const CHOSEN_LIMIT: u32 = 20;
/// The most characters of what is said to somebody who is turned down.
const WORDS: u32 = 200;

/// "I take these", "I do not take these".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChooseDraft {
    /// The organisation.
    pub organisation: String,
    /// Its shift.
    pub shift: String,
    /// The claims that were ticked.
    pub claims: Vec<String>,
    /// `confirm` or `decline`.
    pub decision: String,
    /// Word of a [`TurnDownReason`], where they are not taken.
    pub reason: String,
    /// What else is said to them; may be empty.
    pub words: String,
}

/// What becomes of the applicants that were ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They have the seat.
    Confirm,
    /// They have not, for a reason and perhaps in words.
    TurnDown(TurnDownReason, String),
}

impl ChooseDraft {
    /// Which claims, each once, and what becomes of them.
    pub fn parse(&self) -> Result<(Vec<ClaimId>, Decision), Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut claims: Vec<ClaimId> = self.claims.iter().filter_map(|claim| claim.parse().ok()).collect();
        claims.sort_unstable();
        claims.dedup();
        match u32::try_from(claims.len()) {
            Ok(0) => errors.push(FieldError::new("claims", Problem::NothingChosen)),
            Ok(n) if n <= CHOSEN_LIMIT => {}
            _ => errors.push(FieldError::new("claims", Problem::TooManyRows(CHOSEN_LIMIT))),
        }
        let decision = match self.decision.as_str() {
            "confirm" => Some(Decision::Confirm),
            "decline" => self.turn_down(&mut errors),
            _ => {
                errors.push(FieldError::new("decision", Problem::UnknownWord));
                None
            }
        };
        match decision {
            Some(decision) if errors.is_empty() => Ok((claims, decision)),
            _ => Err(errors),
        }
    }

    /// The reason and the words. What may not stand in a posting may not be said to an applicant either.
    fn turn_down(&self, errors: &mut Vec<FieldError>) -> Option<Decision> {
        let mut wrong = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let (typed, words) = (self.reason.trim(), self.words.trim());
        let reason = TurnDownReason::parse(typed);
        if reason.is_none() {
            wrong("reason", if typed.is_empty() { Problem::Empty } else { Problem::UnknownWord });
        }
        if words.is_empty() && reason.is_some_and(TurnDownReason::needs_words) {
            wrong("words", Problem::Empty);
        }
        if let Err(problem) = line(words, WORDS) {
            wrong("words", problem);
        }
        if let Some(found) = in_text("words", words).into_iter().find(|one| one.severity() == Severity::Refuse) {
            wrong("words", Problem::Against(found.found));
        }
        Some(Decision::TurnDown(reason?, words.to_owned()))
    }
}

/// "I claim a seat for this person, who has agreed".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BehalfDraft {
    /// The shift.
    pub shift: String,
    /// The idempotency key.
    pub key: String,
    /// The person's whole phone: whoever claims for somebody knows it, or sees them.
    pub phone: String,
    /// Word of a [`ConsentWay`].
    pub way: String,
    /// Not empty: queue if no seat is free.
    pub queue: String,
}

impl BehalfDraft {
    /// Whose seat, and how they agreed.
    pub fn parse(&self) -> Result<(Phone, ConsentWay), Vec<FieldError>> {
        let mut reader = Reader::default();
        let phone = reader.need("phone", &self.phone, Phone::parse);
        let way = reader.need("way", &self.way, |word| ConsentWay::parse(word).ok_or(Problem::UnknownWord));
        phone.zip(way).ok_or(reader.problems)
    }
}

/// The most people that are named for one crew.
pub const CREW_LIMIT: usize = 10;
/// The most characters of a name.
const NAME: u32 = 40;

/// Somebody who is named for a crew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberDraft {
    /// What they are called.
    pub name: String,
    /// Their phone, with which they confirm.
    pub phone: String,
}

/// "I claim seats for these people".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CrewDraft {
    /// The shift.
    pub shift: String,
    /// The idempotency key.
    pub key: String,
    /// Who; lines without name and phone are passed over.
    pub members: Vec<MemberDraft>,
}

/// The field of somebody named, as errors say it: `member2-phone`, from 0.
pub fn member_field(at: usize, field: &str) -> String {
    format!("member{at}-{field}")
}

/// Somebody named, with the line they stand in.
pub type Named = (usize, String, Phone);

impl CrewDraft {
    /// Who is named, each once.
    pub fn parse(&self) -> Result<Vec<Named>, Vec<FieldError>> {
        let mut reader = Reader::default();
        let mut named: Vec<Named> = Vec::new();
        let blank = |member: &MemberDraft| member.name.trim().is_empty() && member.phone.trim().is_empty();
        for (at, member) in self.members.iter().enumerate().filter(|(_, member)| !blank(member)) {
            let name = reader.need(&member_field(at, "name"), &member.name, |text| line(text, NAME));
            let field = member_field(at, "phone");
            let Some(phone) = reader.need(&field, &member.phone, Phone::parse) else { continue };
            if let Some((first, ..)) = named.iter().find(|(.., known)| *known == phone) {
                let first = u32::try_from(first + 1).unwrap_or_default();
                reader.problems.push(FieldError::new(&field, Problem::SameAsLine(first)));
            }
            named.push((at, name.unwrap_or_default(), phone));
        }
        match named.len() {
            _ if !reader.problems.is_empty() => Err(reader.problems),
            0 => Err(vec![FieldError::new(&member_field(0, "name"), Problem::Empty)]),
            1..=CREW_LIMIT => Ok(named),
            _ => Err(vec![FieldError::new(&member_field(CREW_LIMIT, "name"), Problem::TooManyRows(10))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Found;
    use proptest::prelude::*;

    fn draft(decision: &str, reason: &str, words: &str) -> ChooseDraft {
        let claim = uuid::Uuid::from_u128(7).to_string();
        let [decision, reason, words] = [decision, reason, words].map(str::to_owned);
        ChooseDraft { claims: vec![claim.clone(), claim], decision, reason, words, ..ChooseDraft::default() }
    }

    fn problems(draft: &ChooseDraft) -> Vec<(String, Problem)> {
        draft.parse().err().into_iter().flatten().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_decision_is_about_each_once_and_says_why_not() {
        let one = ClaimId(uuid::Uuid::from_u128(7));
        assert_eq!(draft("confirm", "", "").parse(), Ok((vec![one], Decision::Confirm)));
        let why = Decision::TurnDown(TurnDownReason::Filled, String::new());
        assert_eq!(draft("decline", "filled", " ").parse(), Ok((vec![one], why)));
        assert_eq!(problems(&draft("decline", "", "")), [("reason".to_owned(), Problem::Empty)]);
        assert_eq!(problems(&draft("decline", "other", "")), [("words".to_owned(), Problem::Empty)]);
        assert_eq!(problems(&draft("maybe", "", "")), [("decision".to_owned(), Problem::UnknownWord)]);
        let none = ChooseDraft { claims: Vec::new(), ..draft("confirm", "", "") };
        assert_eq!(problems(&none), [("claims".to_owned(), Problem::NothingChosen)]);
    }

    #[test]
    fn nobody_is_turned_down_for_what_they_are() {
        let said = problems(&draft("decline", "other", "只要男的，不要女的"));
        assert_eq!(said, [("words".to_owned(), Problem::Against(Found::Sex))]);
        for reason in TurnDownReason::ALL {
            assert!(!["sex", "age", "origin", "ethnic", "health"].contains(&reason.word()));
        }
    }

    #[test]
    fn a_claim_on_behalf_says_whose_and_how_they_agreed() {
        let read = |phone: &str, way: &str| {
            let [phone, way] = [phone, way].map(str::to_owned);
            BehalfDraft { phone, way, ..BehalfDraft::default() }.parse()
        };
        assert_eq!(read("138 1234 1234", "by-phone").map(|(_, way)| way), Ok(ConsentWay::ByPhone));
        let fields = |read: Result<_, Vec<FieldError>>| read.err().map(|errors| errors.len());
        assert_eq!(fields(read("", "")), Some(2));
        assert_eq!(fields(read("13812341234", "by-letter")), Some(1));
    }

    #[test]
    fn a_crew_is_read_line_by_line() {
        let member = |name: &str, phone: &str| MemberDraft { name: name.to_owned(), phone: phone.to_owned() };
        let read = |members: &[MemberDraft]| CrewDraft { members: members.to_vec(), ..CrewDraft::default() }.parse();
        let fine = read(&[member("王", "13812341234"), member("", ""), member("李", "139 1234 1234")]);
        assert_eq!(fine.map(|all| all.iter().map(|(at, ..)| *at).collect::<Vec<_>>()), Ok(vec![0, 2]));
        let wrong = read(&[member("王", "13812341234"), member("", "138 1234 1234"), member("赵", "1")]);
        let wrong: Vec<_> = wrong.err().into_iter().flatten().map(|one| (one.field, one.problem)).collect();
        let expected = [
            ("member1-name", Problem::Empty),
            ("member1-phone", Problem::SameAsLine(1)),
            ("member2-phone", Problem::NotAPhone),
        ];
        assert_eq!(wrong, expected.map(|(field, problem)| (field.to_owned(), problem)));
        assert!(read(&[]).is_err());
        let many: Vec<_> = (0..11).map(|n| member("王", &format!("138123400{n:02}"))).collect();
        assert!(read(&many).is_err() && read(&many[1..]).is_ok());
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(claims in proptest::collection::vec(".{0,40}", 0..30), texts in proptest::collection::vec(".{0,300}", 3)) {
            let [decision, reason, words] = <[String; 3]>::try_from(texts).unwrap_or_default();
            let draft = ChooseDraft { claims, decision, reason, words, ..ChooseDraft::default() };
            if let Ok((claims, _)) = draft.parse() {
                prop_assert!((1..=CHOSEN_LIMIT as usize).contains(&claims.len()));
            }
            let member = MemberDraft { name: draft.words, phone: draft.reason };
            let _ = CrewDraft { members: vec![member; 3], ..CrewDraft::default() }.parse();
        }
    }
}
