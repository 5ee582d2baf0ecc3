//! The names of trades, by how they are written, spoken and abbreviated.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{gig::Suggestion, occupation::OccupationCode};

use super::tokens::{Run, runs, syllable};
use crate::reference::{Alias, Occupation, Reference};

/// Completions that are offered.
const OFFERED: usize = 8;
/// Trades that the beginning of a name may stand for.
const FEW: usize = 5;
/// Ways of cutting letters into syllables that are tried.
const READINGS: usize = 4;

struct Name {
    text: String,
    pinyin: String,
    initials: String,
    code: OccupationCode,
}

/// Names of trades to look typed words up in.
pub struct Index {
    names: Vec<Name>,
    by_name: HashMap<String, Vec<usize>>,
    syllables: HashSet<String>,
}

impl Index {
    /// Of what people say first, then the official names.
    pub fn new<'a>(
        aliases: impl Iterator<Item = &'a Alias>,
        occupations: impl Iterator<Item = &'a Occupation>,
    ) -> Self {
        let spoken = aliases.map(|alias| (&alias.name, &alias.code));
        let official = occupations.map(|occupation| (&occupation.name, &occupation.code));
        let names: Vec<Name> = spoken.chain(official).map(|(name, code)| named(name, code)).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            by_name.entry(name.text.to_lowercase()).or_default().push(at);
        }
        // Every syllable that any common character is read by.
        let syllables = ('\u{4e00}'..='\u{9fa5}').filter_map(syllable).collect();
        Self { names, by_name, syllables }
    }

    /// The trades that a run of Han characters names: whole names, else beginnings of few.
    pub fn trades_of_han(&self, word: &str) -> Vec<OccupationCode> {
        let whole: BTreeSet<&OccupationCode> =
            self.by_name.get(word).into_iter().flatten().map(|at| &self.names[*at].code).collect();
        if !whole.is_empty() || word.chars().count() < 2 {
            return whole.into_iter().take(FEW).cloned().collect();
        }
        few(self.names.iter().filter(|name| name.text.starts_with(word)))
    }

    /// The trades that letters spell, in full or by initials.
    pub fn trades_of_latin(&self, word: &str) -> Vec<OccupationCode> {
        if word.len() < 2 {
            return Vec::new();
        }
        let spelt = few(self.names.iter().filter(|name| name.pinyin == word));
        // Two initials stand for too much to mean a trade.
        let short =
            if word.len() < 3 { Vec::new() } else { few(self.names.iter().filter(|name| name.initials == word)) };
        spelt.into_iter().chain(short).collect()
    }

    /// The ways in which letters are whole syllables: `xian` is `xian` and `xi an`.
    pub fn readings(&self, word: &str) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let mut open: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
        // Every cut is looked at once or twice; a bound all the same, for words made to be ambiguous.
        for _ in 0..2_000 {
            let Some((at, syllables)) = open.pop() else { break };
            if at == word.len() {
                found.push(syllables);
                if found.len() == READINGS {
                    break;
                }
                continue;
            }
            for end in at + 1..=word.len().min(at + 6) {
                let Some(part) = word.get(at..end).filter(|part| self.syllables.contains(*part)) else { continue };
                let mut longer = syllables.clone();
                longer.push(part.to_owned());
                open.push((end, longer));
            }
        }
        found
    }

    /// Completions of what was typed.
    pub fn suggest(&self, reference: &Reference, typed: &str) -> Vec<Suggestion> {
        let typed: String = typed.split_whitespace().collect::<String>().to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        let begins = |name: &&Name| {
            name.text.to_lowercase().starts_with(&typed)
                || (typed.is_ascii() && (name.pinyin.starts_with(&typed) || name.initials.starts_with(&typed)))
        };
        let mut found: Vec<(usize, &Name)> = self.names.iter().filter(begins).enumerate().collect();
        found.sort_by_key(|(at, name)| (name.text.chars().count(), *at));
        let mut seen = HashSet::new();
        let offer = |(_, name): (usize, &Name)| {
            let occupation = reference.occupation(&name.code).filter(|occupation| !occupation.ended)?;
            let trade = Some(occupation.name.clone()).filter(|trade| *trade != name.text);
            Some(Suggestion { words: name.text.clone(), trade })
        };
        let offers = found.into_iter().filter_map(offer).filter(|offer| seen.insert(offer.words.clone()));
        offers.take(OFFERED).collect()
    }
}

fn named(name: &str, code: &OccupationCode) -> Name {
    let (mut pinyin, mut initials) = (String::new(), String::new());
    for run in runs(name) {
        match run {
            Run::Latin(word) => {
                pinyin.push_str(&word);
                initials.push_str(&word);
            }
            Run::Han(run) => {
                for syllable in run.into_iter().filter_map(syllable) {
                    initials.extend(syllable.chars().next());
                    pinyin.push_str(&syllable);
                }
            }
        }
    }
    Name { text: name.to_owned(), pinyin, initials, code: code.clone() }
}

/// The trades of these names, if they are few.
fn few<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<OccupationCode> {
    let codes: BTreeSet<&OccupationCode> = names.map(|name| &name.code).take(200).collect();
    if codes.len() > FEW { Vec::new() } else { codes.into_iter().cloned().collect() }
}
