//! From text to tokens.

use std::collections::BTreeSet;

use domain::occupation::OccupationCode;
use pinyin::ToPinyin;

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Han characters.
    Han(Vec<char>),
    /// Latin letters and digits, in lower case.
    Latin(String),
}

/// Han characters that every engine knows as letters (Unicode 6.1, the basic plane).
const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4db5}' | '\u{4e00}'..='\u{9fcb}')
}

/// A full-width character as its plain one, in lower case.
const fn fold(c: char) -> char {
    let plain = match c {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(plain) => plain,
            None => c,
        },
        _ => c,
    };
    plain.to_ascii_lowercase()
}

/// The runs of a text; whatever is neither Han, Latin nor a digit parts them.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joins = false;
    for c in text.chars().map(fold) {
        let han = is_han(c);
        if !han && !c.is_ascii_alphanumeric() {
            joins = false;
            continue;
        }
        match runs.last_mut() {
            Some(Run::Han(run)) if joins && han => run.push(c),
            Some(Run::Latin(run)) if joins && !han => run.push(c),
            _ if han => runs.push(Run::Han(vec![c])),
            _ => runs.push(Run::Latin(c.to_string())),
        }
        joins = true;
    }
    runs
}

/// The pinyin of a character without its tone, `ü` as `v`.
pub fn syllable(c: char) -> Option<String> {
    c.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v"))
}

/// Pairs of neighbours, or the one there is.
pub fn pairs<T: AsRef<str>>(parts: &[T]) -> Vec<String> {
    match parts {
        [one] => vec![one.as_ref().to_owned()],
        _ => parts.windows(2).map(|pair| format!("{}{}", pair[0].as_ref(), pair[1].as_ref())).collect(),
    }
}

/// The occupation as tokens, one for each level.
pub fn trade_tokens(trade: &OccupationCode) -> Vec<String> {
    let digits: String = trade.as_str().chars().filter(char::is_ascii_digit).collect();
    [1, 3, 5, 7].iter().filter_map(|length| digits.get(..*length)).map(|digits| format!("o{digits}")).collect()
}

/// The token that stands for an occupation and everything under it: of `6-31-00-00` that is `o631`.
pub fn trade_token(trade: &OccupationCode) -> String {
    let digits: String = trade.stem().chars().filter(char::is_ascii_digit).collect();
    format!("o{digits}")
}

/// Every token of a posting, each once, a blank before the first and after each.
pub fn tokens(texts: &[&str], trade: &OccupationCode) -> String {
    let mut all: BTreeSet<String> = trade_tokens(trade).into_iter().collect();
    for run in texts.iter().flat_map(|text| runs(text)) {
        match run {
            Run::Latin(word) => drop(all.insert(format!("l{word}"))),
            Run::Han(run) => add_han(&mut all, &run),
        }
    }
    all.into_iter().fold(" ".to_owned(), |text, token| text + &token + " ")
}

/// Every token of a text: what it is called is also found by pinyin and initials; in a long text, which has nearly every
/// pair of letters in it, these would say nothing.
pub fn text_tokens(names: &[&str], body: &str) -> String {
    let mut all = BTreeSet::new();
    for run in names.iter().flat_map(|name| runs(name)) {
        match run {
            Run::Latin(word) => drop(all.insert(format!("l{word}"))),
            Run::Han(run) => add_han(&mut all, &run),
        }
    }
    for run in runs(body) {
        match run {
            Run::Latin(word) => drop(all.insert(format!("l{word}"))),
            Run::Han(run) => add_written(&mut all, &run),
        }
    }
    all.into_iter().fold(" ".to_owned(), |text, token| text + &token + " ")
}

fn add_written(all: &mut BTreeSet<String>, run: &[char]) {
    let single: Vec<String> = run.iter().map(ToString::to_string).collect();
    all.extend(pairs(&single));
    all.extend(single);
}

fn add_han(all: &mut BTreeSet<String>, run: &[char]) {
    add_written(all, run);
    let syllables: Vec<String> = run.iter().filter_map(|c| syllable(*c)).collect();
    all.extend(syllables.iter().map(|syllable| format!("p{syllable}")));
    all.extend(pairs(&syllables).iter().map(|pair| format!("p{pair}")));
    let initials: Vec<&str> = syllables.iter().filter_map(|syllable| syllable.get(..1)).collect();
    all.extend(pairs(&initials).iter().map(|pair| format!("i{pair}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> String {
        tokens(&[text], &OccupationCode::parse("4-02-05-01").expect("a code"))
    }

    #[test]
    fn a_title_is_found_by_pairs_pinyin_and_initials() {
        let tokens = of("仓库搬运，ＫＴＶ服务员");
        for token in ["搬运", "运", "pbanyun", "pban", "iby", "lktv", "服务", "o4", "o402", "o40205", "o4020501"] {
            assert!(tokens.contains(&format!(" {token} ")), "{token} in {tokens}");
        }
        assert!(!tokens.contains(" 运服 "), "the comma parts");
    }

    proptest! {
        #[test]
        fn tokens_are_letters_digits_and_han_only(text in ".{0,40}") {
            let tokens = of(&text);
            prop_assert!(tokens.chars().all(|c| c == ' ' || c.is_ascii_lowercase() || c.is_ascii_digit() || is_han(c)));
            prop_assert!(tokens.starts_with(' ') && tokens.ends_with(' ') && !tokens.contains("  "));
        }
    }
}
