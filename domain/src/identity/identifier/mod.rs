//! Numbers that name a person, an organisation, a bank card or a phone, and how they are read as typed.
//!
//! A person's numbers are secrets: they print masked, and only `as_str` gives them whole.

mod card;
mod credit;
mod phone;
mod resident;

pub use card::BankCard;
pub use credit::CreditCode;
pub use phone::Phone;
pub use resident::ResidentId;

use super::draft::narrow;

/// Whether a check character fits the characters before it, where a misfit is no reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// It fits.
    Right,
    /// It does not: perhaps mistyped, and to be compared with the paper or the card.
    Wrong,
}

impl Check {
    const fn of(fits: bool) -> Self {
        if fits { Self::Right } else { Self::Wrong }
    }
}

/// What was typed, without the blanks and hyphens that group it, in plain characters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(narrow).collect()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// The first seventeen characters and the last, if there are eighteen and all are ASCII.
fn split_check(text: &str) -> Option<(&str, u8)> {
    let check = *text.as_bytes().get(17)?;
    (text.len() == 18 && text.is_ascii()).then(|| (&text[..17], check))
}
