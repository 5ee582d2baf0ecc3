//! Words: the tokens a posting is found by, and what typed words are understood as.
//!
//! Chinese has no blanks, so a run of Han characters is cut into single characters and pairs. Each pair also stands as its
//! pinyin (`pbanyun`) and its initials (`iby`), Latin words and numbers as they are (`lktv`), and the occupation as its
//! digits at every level (`o4`, `o410`, `o41001`, `o4100102`), and the place as cells of
//! a grid (`ga3f20`). The first letter keeps the kinds apart. Tokens hold nothing
//! but plain letters, digits and Han characters, so no engine cuts, folds or misreads them.

mod index;
mod places;
mod query;
mod texts;
mod tokens;

pub use index::Index;
pub use places::{place_cover, place_tokens};
pub use query::{Understood, understand};
pub use texts::{Asked, Term};
pub use tokens::{text_tokens, tokens};

use domain::gig::Suggestion;

use crate::reference::Reference;

/// Completions of what was typed: at most eight trades and market titles, the shortest first.
pub fn suggest(reference: &Reference, typed: &str) -> Vec<Suggestion> {
    reference.index().suggest(reference, typed)
}
