//! What the pages say, in every language.

pub mod admin;
pub mod arrears;
pub mod attendance;
pub mod board;
pub mod case;
pub mod deed;
pub mod employer;
pub mod error;
pub mod evidence;
pub mod filling;
mod frame;
mod gig;
pub mod import;
pub mod keep;
mod me;
pub mod message;
pub mod monitoring;
pub mod organisation;
pub mod policy;
pub mod posting;
pub mod privacy;
pub mod rating;
pub mod reliability;
pub mod report;
pub mod saved;
pub mod say;
pub mod setting;
pub mod settlement;
pub mod staff;
mod table;
pub mod tables;
pub mod time;

use serde::{Deserialize, Serialize};

/// A language the pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|one| one.word() == word)
    }

    /// The word it is stored by, which is its language tag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// Everything the pages say.
pub struct Text {
    /// Whose words these are.
    pub language: Language,
    /// The words around every page.
    pub frame: frame::Frame,
    /// The gig market.
    pub gig: gig::Gig,
    /// Signing in and one's own pages.
    pub me: me::Me,
}

static ZH: Text = Text { language: Language::Zh, frame: frame::Frame::ZH, gig: gig::Gig::ZH, me: me::Me::ZH };
static EN: Text = Text { language: Language::En, frame: frame::Frame::EN, gig: gig::Gig::EN, me: me::Me::EN };

impl Language {
    /// What the pages say in it.
    pub fn text(self) -> &'static Text {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

/// `template` with each `{}` replaced by the next of `values`.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut values = values.iter();
    for (at, piece) in template.split("{}").enumerate() {
        if at > 0 {
            out.push_str(values.next().copied().unwrap_or_default());
        }
        out.push_str(piece);
    }
    out
}
