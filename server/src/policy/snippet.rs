//! A piece of a text for lists.

/// Characters before the place where the words were found.
const BEFORE: usize = 24;
/// Characters of the whole piece.
const LENGTH: usize = 110;

/// The text without the marks of Markdown, in one line.
pub fn plain(body: &str) -> String {
    let marks = body.replace(['#', '*', '|', '`'], "");
    let words = marks.split_whitespace().filter(|word| !word.trim_matches(['-', ':', '>']).is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A piece of the text around the first of these words, or its beginning.
pub fn snippet<'a>(body: &str, words: impl Iterator<Item = &'a str>) -> String {
    let text = plain(body);
    let found = words.filter_map(|word| text.find(word)).min().unwrap_or_default();
    let at = text[..found].chars().count();
    let start = at.saturating_sub(BEFORE);
    let mut piece: String = text.chars().skip(start).take(LENGTH).collect();
    if start > 0 {
        piece.insert(0, '…');
    }
    if text.chars().count() > start + LENGTH {
        piece.push('…');
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn the_piece_lies_around_the_words() {
        let body = format!("## 总则\n\n{}\n\n第二条 **最低工资**的标准", "一".repeat(200));
        let piece = snippet(&body, ["最低工资"].into_iter());
        assert!(piece.starts_with('…') && piece.contains("最低工资") && !piece.contains('*'), "{piece}");
        assert!(snippet(&body, ["没有"].into_iter()).starts_with("总则 一"));
        assert_eq!(snippet("", std::iter::empty()), "");
    }
}
