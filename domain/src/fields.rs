//! Reading the fields of a form or of an address: what cannot be read is named by its field.

use crate::error::{FieldError, Problem};

/// Reads field after field and keeps what is wrong.
#[derive(Default)]
pub(crate) struct Reader {
    /// What is wrong so far.
    pub problems: Vec<FieldError>,
}

impl Reader {
    /// A field that may be empty.
    pub fn read<T>(&mut self, field: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        parse(text).map_err(|problem| self.problems.push(FieldError::new(field, problem))).ok()
    }

    /// A field that has to be filled in.
    pub fn need<T>(&mut self, field: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        if text.trim().is_empty() {
            self.problems.push(FieldError::new(field, Problem::Empty));
            return None;
        }
        self.read(field, text, parse)
    }
}

/// A text of at most so many characters.
pub(crate) fn line(text: &str, most: u32) -> Result<String, Problem> {
    let fits = u32::try_from(text.chars().count()).is_ok_and(|length| length <= most);
    if fits { Ok(text.to_owned()) } else { Err(Problem::TooLong(most)) }
}

/// An address of the web, in letters that need no further look.
pub(crate) fn link(text: &str) -> Result<String, Problem> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fine = |rest: &str| {
        rest.chars().next().is_some_and(char::is_alphanumeric)
            && !rest.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c))
    };
    if rest.is_some_and(fine) { line(text, 500) } else { Err(Problem::NotALink) }
}
