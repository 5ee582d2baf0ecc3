//! Texts of SMS as the city writes them: what each must say, and how it is filled in.

use crate::{error::Problem, word::words};

/// The most characters of a text.
const LIMIT: u32 = 300;

words! {
    /// What an SMS is about.
    TextKind {
        /// A seat came free and is held for a while.
        SeatOffered = "seat-offered",
        /// A shift was called off.
        ShiftCancelled = "shift-cancelled",
        /// The staff decided on an organisation.
        OrganisationDecided = "organisation-decided",
        /// The staff decided on a name.
        RealNameDecided = "real-name-decided",
        /// A sign-in code.
        SignInCode = "sign-in-code",
    }
}

words! {
    /// In which language.
    TextLanguage {
        /// Chinese.
        Chinese = "zh-CN",
        /// English.
        English = "en",
    }
}

words! {
    /// Something that is filled in; written in braces: `{title}`.
    Placeholder {
        /// What the work is.
        Title = "title",
        /// When the shift begins.
        Starts = "starts",
        /// Until when the seat is held.
        Until = "until",
        /// What was decided.
        Decision = "decision",
        /// The address of the page that says more.
        Link = "link",
        /// The sign-in code.
        Code = "code",
    }
}

impl TextKind {
    /// What the text has to say; it can say nothing else.
    pub const fn placeholders(self) -> &'static [Placeholder] {
        match self {
            Self::SeatOffered => &[Placeholder::Title, Placeholder::Starts, Placeholder::Until, Placeholder::Link],
            Self::ShiftCancelled => &[Placeholder::Title, Placeholder::Starts, Placeholder::Link],
            Self::OrganisationDecided | Self::RealNameDecided => &[Placeholder::Decision, Placeholder::Link],
            Self::SignInCode => &[Placeholder::Code],
        }
    }
}

/// Which text: written `seat-offered.zh-CN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextName {
    /// What it is about.
    pub kind: TextKind,
    /// In which language.
    pub language: TextLanguage,
}

impl TextName {
    /// The text that is named so.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, language) = name.split_once('.')?;
        Some(Self { kind: TextKind::parse(kind)?, language: TextLanguage::parse(language)? })
    }

    /// Every one, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let both = |kind: &TextKind| {
            TextLanguage::ALL.iter().map(|language| Self { kind: *kind, language: *language }).collect::<Vec<_>>()
        };
        TextKind::ALL.iter().flat_map(both)
    }
}

impl std::fmt::Display for TextName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.kind.word(), self.language.word())
    }
}

/// A piece of a text: words, or the name in a pair of braces. A brace that is not closed is the name of nothing.
enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((words, after)) = rest.split_once('{') {
        found.push(Piece::Words(words));
        let (name, after) = after.split_once('}').unwrap_or(("", ""));
        found.push(Piece::Name(name));
        rest = after;
    }
    found.push(Piece::Words(rest));
    found
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| if let Piece::Name(name) = piece { Some(name) } else { None })
}

fn known(kind: TextKind, name: &str) -> Option<Placeholder> {
    Placeholder::parse(name).filter(|placeholder| kind.placeholders().contains(placeholder))
}

/// The first name in braces that cannot be filled in: its place among them, from 1, and the name.
pub fn unknown(kind: TextKind, text: &str) -> Option<(u32, &str)> {
    (1..).zip(names(text)).find(|(_, name)| known(kind, name).is_none())
}

/// Whether a text says all that it must and nothing that cannot be filled in.
pub fn check(kind: TextKind, text: &str) -> Result<(), Problem> {
    if u32::try_from(text.chars().count()).is_ok_and(|length| length > LIMIT) {
        return Err(Problem::TooLong(LIMIT));
    }
    if let Some((place, _)) = unknown(kind, text) {
        return Err(Problem::UnknownPlaceholder(place));
    }
    let said = |placeholder: &&Placeholder| names(text).any(|name| name == placeholder.word());
    match kind.placeholders().iter().find(|placeholder| !said(placeholder)) {
        Some(missing) => Err(Problem::MissingPlaceholder(*missing)),
        None => Ok(()),
    }
}

/// The text with each placeholder replaced by what `value` says. What is filled in is never looked at again.
pub fn fill(text: &str, value: impl Fn(Placeholder) -> String) -> String {
    let mut filled = String::with_capacity(text.len() + 64);
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Name(name) => filled.push_str(&Placeholder::parse(name).map(&value).unwrap_or_default()),
        }
    }
    filled
}

/// How many SMS a text is paid as: 70 characters make one, of several each has 67; where every character is ASCII, 160
/// and 153 (3GPP TS 23.038, 23.040).
pub fn messages(text: &str) -> usize {
    let (one, each) = if text.is_ascii() { (160, 153) } else { (70, 67) };
    match text.encode_utf16().count() {
        length if length <= one => 1,
        length => length.div_ceil(each),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_says_all_it_must_and_nothing_else() {
        let kind = TextKind::ShiftCancelled;
        assert_eq!(check(kind, "{title}（{starts}）取消了 {link}"), Ok(()));
        assert_eq!(check(kind, "{title}取消了 {link}"), Err(Problem::MissingPlaceholder(Placeholder::Starts)));
        assert_eq!(check(kind, "{title} {satrts} {starts} {link}"), Err(Problem::UnknownPlaceholder(2)));
        assert_eq!(unknown(kind, "{title} {satrts} {link}"), Some((2, "satrts")));
        assert_eq!(
            check(kind, "{title} {starts} {link} {until}"),
            Err(Problem::UnknownPlaceholder(4)),
            "of another text"
        );
        assert_eq!(check(kind, "{title} {starts} {link"), Err(Problem::UnknownPlaceholder(3)), "not closed");
        assert_eq!(check(kind, &"字".repeat(301)), Err(Problem::TooLong(300)));
    }

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let value = |placeholder| match placeholder {
            Placeholder::Title => "搬运 {link}".to_owned(),
            _ => "x".to_owned(),
        };
        assert_eq!(fill("「{title}」{starts}", value), "「搬运 {link}」x");
    }

    #[test]
    fn the_length_is_counted_as_it_is_paid() {
        let counted = [70, 71, 134, 135].map(|n| messages(&"字".repeat(n)));
        assert_eq!(counted, [1, 2, 2, 3]);
        assert_eq!([160, 161].map(|n| messages(&"a".repeat(n))), [1, 2]);
        assert_eq!(messages(&"😀".repeat(36)), 2, "two units each");
    }

    proptest! {
        #[test]
        fn anything_may_be_written(text in ".{0,80}", braces in "[{}a-z]{0,40}", kind in 0_usize..5) {
            for text in [&text, &braces] {
                let kind = TextKind::ALL[kind];
                if check(kind, text).is_ok() {
                    let filled = fill(text, |placeholder| placeholder.word().to_owned());
                    prop_assert!(kind.placeholders().iter().all(|placeholder| filled.contains(placeholder.word())));
                }
            }
            let _ = TextName::parse(&text);
        }

        #[test]
        fn a_text_without_braces_stays_as_it_is(text in "[^{]{0,80}") {
            prop_assert_eq!(fill(&text, |_| "x".to_owned()), text);
        }

        #[test]
        fn a_name_is_read_back(at in 0_usize..10) {
            let name = TextName::all().nth(at).unwrap_or_else(|| unreachable!());
            prop_assert_eq!(TextName::parse(&name.to_string()), Some(name));
        }
    }
}
