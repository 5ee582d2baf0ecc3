//! Typed words as they are looked for in texts that have a name and a long body, and how well a text answers them.

use super::{
    Index,
    tokens::{Run, pairs, runs, syllable},
};
use crate::store::Words;

/// The most words that are looked at.
const WORDS: usize = 6;
/// What people say, and how the law calls it.
const SPOKEN: [(&str, &str); 14] = [
    ("欠薪", "拖欠"),
    ("讨薪", "拖欠"),
    ("欠工资", "拖欠"),
    ("社保", "社会保险"),
    ("五险", "社会保险"),
    ("工伤险", "工伤保险"),
    ("失业金", "失业保险金"),
    ("失业补助", "失业保险"),
    ("产假", "生育"),
    ("年假", "年休假"),
    ("辞退", "解除劳动合同"),
    ("开除", "解除劳动合同"),
    ("民工", "农民工"),
    ("退伍", "退役军人"),
];

/// One word that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Han characters, with what the law calls it if that is something else.
    Written(String, Option<&'static str>),
    /// Letters or digits, with the syllables that they may be read as.
    Letters(String, Vec<Vec<String>>),
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The words.
    pub terms: Vec<Term>,
}

impl Asked {
    /// Reads what was typed; `None` if there is nothing to look for in it.
    pub fn read(index: &Index, typed: &str) -> Option<Self> {
        let term = |run| match run {
            Run::Han(run) => {
                let word: String = run.into_iter().collect();
                let official = SPOKEN.iter().find(|(spoken, _)| *spoken == word).map(|(_, official)| *official);
                Term::Written(word, official)
            }
            Run::Latin(word) => {
                let readings = index.readings(&word);
                Term::Letters(word, readings)
            }
        };
        let terms: Vec<Term> = typed.split_whitespace().flat_map(runs).take(WORDS).map(term).collect();
        (!terms.is_empty()).then_some(Self { terms })
    }

    /// The condition that every word is there.
    pub fn all(&self) -> Words {
        Words::All(self.terms.iter().map(|term| Words::Any(term.ways())).collect())
    }

    /// The condition that a pair of characters of some word is there, for when nothing holds them all.
    pub fn any(&self) -> Words {
        let pairs = self.pairs().into_iter().map(Words::Token);
        let letters = self.terms.iter().filter(|term| matches!(term, Term::Letters(..))).flat_map(Term::ways);
        Words::Any(pairs.chain(letters).collect())
    }

    /// The pairs of characters of all words.
    fn pairs(&self) -> Vec<String> {
        let written = self.terms.iter().filter_map(|term| match term {
            Term::Written(word, _) => Some(written_pairs(word)),
            Term::Letters(..) => None,
        });
        written.flatten().collect()
    }

    /// How well a text answers, more for better. A name that says the words counts before any text that does, and before
    /// a longer name; of texts, the one that says them most often for its length.
    pub fn score(&self, name: &str, body: &str) -> i64 {
        self.terms.iter().map(|term| term.score(name, body)).sum()
    }

    /// The same where not every word is there: by how many pairs of characters are.
    pub fn partial_score(&self, name: &str, body: &str) -> i64 {
        let worth =
            |pair: &String| if name.contains(pair.as_str()) { 3 } else { i64::from(body.contains(pair.as_str())) };
        self.pairs().iter().map(worth).sum::<i64>() * 1_000
    }

    /// The words as they may be found in a text.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .flat_map(|term| match term {
                Term::Written(word, official) => [Some(word.as_str()), *official],
                Term::Letters(word, _) => [Some(word.as_str()), None],
            })
            .flatten()
    }
}

fn written_pairs(word: &str) -> Vec<String> {
    let single: Vec<String> = word.chars().map(String::from).collect();
    pairs(&single)
}

fn tokens(tokens: impl IntoIterator<Item = String>) -> Words {
    Words::All(tokens.into_iter().map(Words::Token).collect())
}

impl Term {
    fn ways(&self) -> Vec<Words> {
        match self {
            Self::Written(word, official) => {
                let words = std::iter::once(word.as_str()).chain(*official);
                words.map(|word| tokens(written_pairs(word))).collect()
            }
            Self::Letters(word, readings) => {
                let mut ways = vec![Words::Prefix(format!("l{word}"))];
                let spelt =
                    |syllables: &Vec<String>| tokens(pairs(syllables).into_iter().map(|pair| format!("p{pair}")));
                ways.extend(readings.iter().map(spelt));
                if word.bytes().all(|b| b.is_ascii_lowercase()) && (2..=12).contains(&word.len()) {
                    let letters: Vec<String> = word.chars().map(String::from).collect();
                    ways.push(tokens(pairs(&letters).into_iter().map(|pair| format!("i{pair}"))));
                }
                ways
            }
        }
    }

    fn score(&self, name: &str, body: &str) -> i64 {
        match self {
            Self::Written(word, official) => {
                let own = worth(word, name, body);
                official.map_or(own, |official| own.max(worth(official, name, body)))
            }
            Self::Letters(word, _) => {
                let (pinyin, initials) = sound(name);
                let spelt = [&pinyin, &initials].into_iter().map(|sound| worth(word, sound, "")).max();
                spelt.unwrap_or_default().max(worth(word, &name.to_lowercase(), body))
            }
        }
    }
}

/// What is not counted of a name: every law begins with it.
const STATE: &str = "中华人民共和国";
/// A name that says the word is worth this, and as much again if it says nothing else.
const NAMED: i64 = 1_000_000;
/// The length of an ordinary text, characters.
const ORDINARY: i64 = 5_000;

fn worth(word: &str, name: &str, body: &str) -> i64 {
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX / 4);
    let name = name.strip_prefix(STATE).unwrap_or(name);
    let named = if name.contains(word) { NAMED + NAMED * length(word) / length(name).max(1) } else { 0 };
    // As in BM25: every further time counts less, and a long text has to say it more often.
    let times = i64::try_from(body.matches(word).count()).unwrap_or(0);
    let norm = 300 + 900 * length(body) / ORDINARY;
    named + times * 2_200 * 100_000 / (times * 1_000 + norm)
}

/// The name as it is spoken, and its initials.
fn sound(name: &str) -> (String, String) {
    let name = name.strip_prefix(STATE).unwrap_or(name);
    let syllables: Vec<String> =
        name.chars().map(|c| syllable(c).unwrap_or_else(|| c.to_lowercase().to_string())).collect();
    let initials = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    (syllables.concat(), initials)
}
