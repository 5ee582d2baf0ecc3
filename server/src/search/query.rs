//! What typed words are understood as.

use domain::occupation::{OccupationChoice, OccupationCode};

use super::tokens::{Run, pairs, runs, trade_token};
use crate::{reference::Reference, store::Words};

/// The most words that are looked at.
const WORDS: usize = 6;
/// Endings that say "one who does": what is before them is searched as well.
const ENDINGS: [&str; 6] = ["师傅", "工人", "工", "员", "师", "手"];

/// What was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The condition on tokens.
    pub words: Words,
    /// The trades that the words name.
    pub trades: Vec<OccupationChoice>,
}

/// Understands typed words; `None` if there is nothing to search for in them.
pub fn understand(reference: &Reference, typed: &str) -> Option<Understood> {
    let mut trades = Vec::new();
    let parts: Vec<Words> = typed
        .split_whitespace()
        .take(WORDS)
        .flat_map(runs)
        .map(|run| match run {
            Run::Han(run) => han(reference, &run, &mut trades),
            Run::Latin(word) => latin(reference, &word, &mut trades),
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    let choice = |code: &OccupationCode| {
        let name = reference.occupation(code)?.name.clone();
        Some(OccupationChoice { code: code.clone(), name })
    };
    let trades: Vec<OccupationChoice> = trades.iter().filter_map(choice).collect();
    Some(Understood { words: Words::All(parts), trades })
}

fn tokens(tokens: Vec<String>) -> Words {
    Words::All(tokens.into_iter().map(Words::Token).collect())
}

fn han(reference: &Reference, run: &[char], trades: &mut Vec<OccupationCode>) -> Words {
    let word: String = run.iter().collect();
    let written = |word: &str| {
        let single: Vec<String> = word.chars().map(String::from).collect();
        tokens(pairs(&single))
    };
    let mut ways = vec![written(&word)];
    let doer = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending));
    if let Some(doing) = doer.filter(|doing| doing.chars().count() >= 2) {
        ways.push(written(doing));
    }
    ways.extend(named(reference.index().trades_of_han(&word), trades));
    Words::Any(ways)
}

fn latin(reference: &Reference, word: &str, trades: &mut Vec<OccupationCode>) -> Words {
    let index = reference.index();
    let mut ways = vec![Words::Prefix(format!("l{word}"))];
    let readings = index.readings(word);
    let spelt = !readings.is_empty();
    for syllables in readings {
        ways.push(tokens(pairs(&syllables).into_iter().map(|pair| format!("p{pair}")).collect()));
    }
    let letters = word.bytes().all(|b| b.is_ascii_lowercase());
    // Letters that are whole syllables are meant as such; as initials they would find next to nothing, slowly.
    if letters && !spelt && (2..=8).contains(&word.len()) {
        let initials: Vec<&str> = word.split("").filter(|letter| !letter.is_empty()).collect();
        ways.push(tokens(pairs(&initials).into_iter().map(|pair| format!("i{pair}")).collect()));
    }
    ways.extend(named(index.trades_of_latin(word), trades));
    Words::Any(ways)
}

/// Tokens of trades that a word names.
fn named(codes: Vec<OccupationCode>, trades: &mut Vec<OccupationCode>) -> Vec<Words> {
    let words = codes.iter().map(|code| Words::Token(trade_token(code))).collect();
    trades.extend(codes);
    words
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::{search::tokens, store::Dialect};
    use proptest::prelude::*;

    static REFERENCE: LazyLock<Reference> = LazyLock::new(Reference::builtin);

    /// Whether typed words find a posting with this title and occupation.
    fn finds(typed: &str, title: &str, code: &str) -> bool {
        let posting = tokens(&[title], &OccupationCode::parse(code).expect("a code"));
        understand(&REFERENCE, typed).is_some_and(|understood| understood.words.hold_in(&posting))
    }

    #[test]
    fn words_are_found_as_people_type_them() {
        let moving = ("仓库搬运，卸货码垛", "4-02-05-01");
        for typed in ["搬运", "搬运工", "banyun", "banyungong", "by", "ck", "搬运 仓库", "卸货", "搬", "ＢＡＮＹＵＮ"]
        {
            assert!(finds(typed, moving.0, moving.1), "{typed}");
        }
        for typed in ["保洁", "baojie", "仓库 保洁", "运仓"] {
            assert!(!finds(typed, moving.0, moving.1), "{typed}");
        }
        assert!(finds("快递yuan", "快递员", "4-02-07-08"));
        assert!(finds("KTV", "KTV服务员", "4-03-02-05"));
        assert!(finds("保洁员", "写字楼保洁", "4-09-08-01"));
    }

    #[test]
    fn market_titles_find_their_trade_whatever_the_title_says() {
        for (typed, code) in
            [("骑手", "4-10-08-01"), ("外卖小哥", "4-10-08-01"), ("杂工", "6-31-01-03"), ("小工", "6-29-01-01")]
        {
            assert!(finds(typed, "招人", code), "{typed}");
        }
        let understood = understand(&REFERENCE, "骑手").expect("understood");
        assert_eq!(understood.trades.first().map(|trade| trade.name.as_str()), Some("网约配送员"));
    }

    #[test]
    fn most_colloquial_titles_name_their_occupation() {
        let rows = include_str!("../../reference/market_titles.csv").lines().skip(1);
        let cells: Vec<Vec<&str>> = rows.map(|row| row.split(',').collect()).collect();
        let right = cells.iter().filter(|row| finds(row[0], "招人", row[1])).count();
        assert!(right * 100 >= cells.len() * 95, "{right} of {}", cells.len());
    }

    #[test]
    fn beginnings_are_completed() {
        let words = |typed| crate::search::suggest(&REFERENCE, typed).into_iter().map(|s| s.words).collect::<Vec<_>>();
        assert!(words("电焊").iter().any(|word| word.starts_with("电焊")));
        assert!(words("dianhan").iter().any(|word| word.starts_with("电焊")));
        assert!(words("骑").contains(&"骑手".to_owned()));
        assert!(words(" ").is_empty() && words("@").is_empty());
        assert!(words("工").len() <= 8);
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_a_query(typed in ".{0,60}", letters in "[a-z ]{0,40}") {
            for typed in [typed, letters] {
                let Some(understood) = understand(&REFERENCE, &typed) else { continue };
                let condition = understood.words.condition("words");
                prop_assert_eq!(condition.matches('\'').count() % 2, 0);
                let tokens = all_tokens(&understood.words);
                prop_assert!(tokens.iter().all(|token| Words::clean(token) == *token), "{:?}", tokens);
                prop_assert!(!Dialect::Sqlite.match_text(&understood.words).is_empty());
            }
        }
    }

    fn all_tokens(words: &Words) -> Vec<String> {
        match words {
            Words::All(parts) | Words::Any(parts) => parts.iter().flat_map(all_tokens).collect(),
            Words::Token(token) | Words::Prefix(token) => vec![token.clone()],
        }
    }
}
