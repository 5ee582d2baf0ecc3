//! Forms and addresses of policies as they were typed, and how they are read.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Audience, Audiences, PolicyKind, PolicyText, Reach, Sort, Standing, Step};
use crate::{
    error::{FieldError, Problem},
    fields::{Reader, line, link},
    page::Cursor,
    region::RegionCode,
    when::{self, Moment},
};

/// The most characters of a text; the longest law of the country has some hundred thousand.
pub const BODY_LIMIT: u32 = 100_000;
/// The most characters of words that are searched for.
const WORDS_LIMIT: usize = 60;
/// The most characters of a reason.
const REASON_LIMIT: u32 = 500;

/// A text as it is typed. It is kept as it is, whatever is wrong with it; only to file it everything has to be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyDraft {
    /// Word of a [`PolicyKind`].
    pub kind: String,
    /// The title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// The document number.
    pub number: String,
    /// The date of issue.
    pub issued: String,
    /// From when it applies; may be empty.
    pub effective: String,
    /// The last day on which it applies; may be empty.
    pub expires: String,
    /// Where it was published; may be empty.
    pub source: String,
    /// Words of [`Audience`]s; none for everybody.
    pub audiences: Vec<String>,
    /// A region's code, or `country`.
    pub region: String,
    /// What it says, Markdown.
    pub body: String,
}

impl PolicyDraft {
    /// Reads every field; what cannot be accepted is named.
    pub fn parse(&self) -> Result<PolicyText, Vec<FieldError>> {
        let mut reader = Reader::default();
        let kind = reader.need("kind", &self.kind, |text| PolicyKind::parse(text).ok_or(Problem::UnknownWord));
        let title = reader.need("title", &self.title, |text| line(text, 200));
        let issuer = reader.need("issuer", &self.issuer, |text| line(text, 100));
        let number = reader.read("number", &self.number, |text| line(text, 100));
        let day = reader.need("issued", &self.issued, date);
        let effective = reader.read("effective", &self.effective, date);
        let expires = reader.read("expires", &self.expires, |text| last_day(text, day));
        let source = reader.read("source", &self.source, link);
        let reach = reader.need("region", &self.region, |text| Reach::parse(text).ok_or(Problem::UnknownRegion));
        let body = reader.need("body", &self.body, |text| line(text, BODY_LIMIT));
        if self.audiences.iter().any(|word| Audience::parse(word).is_none()) {
            reader.problems.push(FieldError::new("audiences", Problem::UnknownWord));
        }
        let audiences = self.audiences();
        let whole = || {
            Some(PolicyText {
                kind: kind?,
                title: title?,
                issuer: issuer?,
                number: number.unwrap_or_default(),
                issued: day?,
                effective,
                expires,
                source: source.unwrap_or_default(),
                audiences,
                reach: reach?,
                body: body?,
            })
        };
        if reader.problems.is_empty() { whole().ok_or_else(Vec::new) } else { Err(reader.problems) }
    }

    /// The audiences that are ticked.
    pub fn audiences(&self) -> Audiences {
        Audiences::of(self.audiences.iter().map(String::as_str))
    }
}

fn date(text: &str) -> Result<Date, Problem> {
    when::parse_date(text).ok_or(Problem::NotADate)
}

fn last_day(text: &str, issued: Option<Date>) -> Result<Date, Problem> {
    let day = date(text)?;
    if issued.is_some_and(|issued| day < issued) { Err(Problem::DaysBackwards) } else { Ok(day) }
}

/// Which revision a form is about, and which state of it the form was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditMark {
    /// The policy.
    pub policy: String,
    /// The number of the revision, from 1.
    pub number: String,
    /// The version of it; 0 for one that is not there yet.
    pub version: String,
}

/// A step with a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    /// Word of a [`Step`].
    pub step: String,
    /// Why; a decision needs it.
    pub reason: String,
    /// On which day readers see it; empty for at once.
    pub publish_on: String,
    /// At which hour of that day.
    pub publish_hour: String,
}

impl StepDraft {
    /// The step, why, and when readers see it if that is not at once.
    pub fn parse(&self) -> Result<(Step, String, Option<Moment>), Vec<FieldError>> {
        let mut reader = Reader::default();
        let step = reader.need("step", &self.step, |text| Step::parse(text).ok_or(Problem::UnknownWord));
        let why = |text: &str| line(text, REASON_LIMIT);
        let reason = match step {
            Some(Step::RequestChanges | Step::Withdraw | Step::Approve) => reader.need("reason", &self.reason, why),
            _ => reader.read("reason", &self.reason, why),
        };
        let day = reader.read("publish_on", &self.publish_on, date);
        let hour = reader.read("publish_hour", &self.publish_hour, hour).unwrap_or(Time::midnight());
        match step {
            Some(step) if reader.problems.is_empty() => {
                Ok((step, reason.unwrap_or_default(), day.map(|day| Moment::at(day, hour))))
            }
            _ => Err(reader.problems),
        }
    }
}

fn hour(text: &str) -> Result<Time, Problem> {
    text.parse().ok().and_then(|hour| Time::new(hour, 0, 0, 0).ok()).ok_or(Problem::UnknownWord)
}

/// The address of the list, field by field as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyQuery {
    /// Words.
    pub q: String,
    /// Word of a [`PolicyKind`].
    pub kind: String,
    /// Word of an [`Audience`].
    pub audience: String,
    /// A region's code: what concerns the people there.
    pub region: String,
    /// Word of a [`Sort`].
    pub sort: String,
    /// Where the page before ended.
    pub after: String,
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Words, trimmed.
    pub words: String,
    /// Only this kind.
    pub kind: Option<PolicyKind>,
    /// Only what concerns these people.
    pub audience: Option<Audience>,
    /// Only what concerns the people there.
    pub region: Option<RegionCode>,
    /// The order.
    pub sort: Sort,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

impl PolicyQuery {
    /// The names and values that are not empty.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("audience", &self.audience),
            ("region", &self.region),
            ("sort", &self.sort),
            ("after", &self.after),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Reads every field; what cannot be read is named and left out.
    pub fn parse(&self) -> (Filter, Vec<FieldError>) {
        let mut reader = Reader::default();
        let mut words = self.q.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > WORDS_LIMIT {
            reader.problems.push(FieldError::new("q", Problem::TooLong(60)));
            words = words.chars().take(WORDS_LIMIT).collect();
        }
        let unknown = Problem::UnknownWord;
        let kind = reader.read("kind", &self.kind, |text| PolicyKind::parse(text).ok_or(unknown));
        let audience = reader.read("audience", &self.audience, |text| Audience::parse(text).ok_or(unknown));
        let region = reader.read("region", &self.region, |text| RegionCode::parse(text).ok_or(Problem::UnknownRegion));
        let sort = reader.read("sort", &self.sort, |text| Sort::parse(text).ok_or(unknown));
        let after = reader.read("after", &self.after, |text| Cursor::parse(text).ok_or(Problem::NotACursor));
        let sort = sort.filter(|_| !words.is_empty());
        let usual = if words.is_empty() { Sort::Newest } else { Sort::Relevance };
        (Filter { words, kind, audience, region, sort: sort.unwrap_or(usual), after }, reader.problems)
    }
}

/// The address of the staff's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskQuery {
    /// Words.
    pub q: String,
    /// Word of a [`Standing`].
    pub standing: String,
    /// Only this region and below, within one's own.
    pub region: String,
    /// Where the page before ended.
    pub after: String,
}

impl DeskQuery {
    /// Where the texts are to stand; what is no such word is none.
    pub fn standing(&self) -> Option<Standing> {
        Standing::parse(&self.standing)
    }

    /// Where the page before ended; what cannot be read is the first page.
    pub fn after(&self) -> Option<Cursor> {
        Cursor::parse(&self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn whole() -> PolicyDraft {
        PolicyDraft {
            kind: "notice".to_owned(),
            title: "关于稳岗补贴的通知".to_owned(),
            issuer: "德阳市人力资源和社会保障局".to_owned(),
            issued: "2026-11-01".to_owned(),
            region: "510681".to_owned(),
            body: "正文".to_owned(),
            ..PolicyDraft::default()
        }
    }

    fn problems(change: impl FnOnce(&mut PolicyDraft)) -> Vec<(String, Problem)> {
        let mut draft = whole();
        change(&mut draft);
        draft.parse().err().unwrap_or_default().into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_whole_draft_is_read() {
        let text = whole().parse().unwrap_or_else(|problems| unreachable!("{problems:?}"));
        assert_eq!((text.kind, text.issued), (PolicyKind::Notice, date(2026, 11, 1)));
    }

    #[test]
    fn every_mistake_is_named_by_its_field() {
        let one = |field: &str, problem| vec![(field.to_owned(), problem)];
        assert_eq!(problems(|draft| draft.title.clear()), one("title", Problem::Empty));
        assert_eq!(problems(|draft| draft.issued = "2026-02-30".to_owned()), one("issued", Problem::NotADate));
        assert_eq!(problems(|draft| draft.expires = "2026-10-31".to_owned()), one("expires", Problem::DaysBackwards));
        assert_eq!(problems(|draft| draft.region = "there".to_owned()), one("region", Problem::UnknownRegion));
        assert_eq!(problems(|draft| draft.body = "字".repeat(100_001)), one("body", Problem::TooLong(BODY_LIMIT)));
        for link in ["javascript:alert(1)", "https://", "http://a b", "//x.example", "https://x\"onclick=1"] {
            assert_eq!(problems(|draft| draft.source = link.to_owned()), one("source", Problem::NotALink), "{link}");
        }
    }

    #[test]
    fn a_decision_needs_a_reason_and_may_name_an_hour() {
        let draft = |step: &str, reason: &str, on: &str, hour: &str| {
            let [step, reason, publish_on, publish_hour] = [step, reason, on, hour].map(str::to_owned);
            StepDraft { step, reason, publish_on, publish_hour }.parse()
        };
        assert!(draft("approve", " ", "", "").is_err() && draft("file", "", "", "").is_ok());
        assert!(draft("approve", "同意", "2026-12-01", "24").is_err());
        let at = Moment::at(date(2026, 12, 1), Time::constant(9, 0, 0, 0));
        assert_eq!(draft("approve", "同意", "2026-12-01", "9"), Ok((Step::Approve, "同意".to_owned(), Some(at))));
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(texts in proptest::collection::vec(".{0,80}", 11)) {
            let at = |at: usize| texts[at].clone();
            let draft = PolicyDraft {
                kind: at(0), title: at(1), issuer: at(2), number: at(3), issued: at(4), effective: at(5),
                expires: at(6), source: at(7), audiences: vec![at(8)], region: at(9), body: at(10),
            };
            if let Err(problems) = draft.parse() {
                prop_assert!(!problems.is_empty(), "refused without saying why");
            }
            let query = PolicyQuery { q: at(0), kind: at(1), audience: at(2), region: at(3), sort: at(4), after: at(5) };
            prop_assert!(query.parse().0.words.chars().count() <= WORDS_LIMIT);
            let _ = StepDraft { step: at(0), reason: at(1), publish_on: at(2), publish_hour: at(3) }.parse();
        }
    }
}
