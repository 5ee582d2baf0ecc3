//! What is typed about ratings, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Mark, Marks};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line},
};

/// The most characters of the words.
const WORDS: u32 = 200;

/// The answers of one side.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingDraft {
    /// The claim.
    pub claim: String,
    /// Word of a [`Mark`] for the first question.
    pub first: String,
    /// For the second.
    pub second: String,
    /// For the third.
    pub third: String,
    /// For the fourth.
    pub fourth: String,
    /// For the fifth.
    pub fifth: String,
    /// Something in words; may be empty.
    pub words: String,
}

/// Nothing of it belongs into a log.
impl std::fmt::Debug for RatingDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RatingDraft(…)")
    }
}

/// The names of the five answers, in order.
pub const FIELDS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

impl RatingDraft {
    /// The answers, all of which are needed, and the words.
    pub fn parse(&self) -> Result<(Marks, String), Vec<FieldError>> {
        let mut reader = Reader::default();
        let texts = [&self.first, &self.second, &self.third, &self.fourth, &self.fifth];
        let mut marks = [Mark::SoSo; 5];
        for ((mark, field), text) in marks.iter_mut().zip(FIELDS).zip(texts) {
            if let Some(read) = reader.need(field, text, |word| Mark::parse(word).ok_or(Problem::UnknownWord)) {
                *mark = read;
            }
        }
        let words = reader.read("words", &self.words, |text| line(text, WORDS)).unwrap_or_default();
        if reader.problems.is_empty() { Ok((marks, words)) } else { Err(reader.problems) }
    }
}

/// What the staff decide about words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgeRatingDraft {
    /// The rating.
    pub rating: String,
    /// `show` or `hide`.
    pub decision: String,
    /// Why.
    pub reason: String,
}

impl JudgeRatingDraft {
    /// Whether they stand, and why.
    pub fn parse(&self) -> Result<(bool, String), Vec<FieldError>> {
        let mut reader = Reader::default();
        let decision = reader.need("decision", &self.decision, |word| match word {
            "show" => Ok(true),
            "hide" => Ok(false),
            _ => Err(Problem::UnknownWord),
        });
        let reason = reader.need("reason", &self.reason, |text| line(text, WORDS));
        match (decision, reason) {
            (Some(decision), Some(reason)) => Ok((decision, reason)),
            _ => Err(reader.problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_question_wants_an_answer() {
        let yes = || "yes".to_owned();
        let draft = RatingDraft {
            first: yes(),
            third: "so-so".to_owned(),
            fifth: "never".to_owned(),
            ..RatingDraft::default()
        };
        let wrong: Vec<String> = draft.parse().err().into_iter().flatten().map(|error| error.field).collect();
        assert_eq!(wrong, ["second", "fourth", "fifth"]);
        let draft = RatingDraft { second: yes(), fourth: yes(), fifth: yes(), ..draft };
        let marks = draft.parse().map(|(marks, _)| marks.map(Mark::points));
        assert_eq!(marks, Ok([2, 2, 1, 2, 2]));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(texts in proptest::collection::vec(".{0,20}", 6)) {
            let [first, second, third, fourth, fifth, words] = <[String; 6]>::try_from(texts).unwrap_or_default();
            let judged = JudgeRatingDraft { rating: first.clone(), decision: second.clone(), reason: third.clone() };
            let _ = judged.parse();
            let _ = RatingDraft { claim: String::new(), first, second, third, fourth, fifth, words }.parse();
        }
    }
}
