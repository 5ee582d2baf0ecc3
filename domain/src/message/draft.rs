//! Forms and addresses of the inbox as they were typed, and how they are read.

use serde::{Deserialize, Serialize};

use super::SmsChoice;
use crate::{
    error::{Problem, Refused},
    id::MessageId,
    page::Cursor,
};

/// Which part of the inbox is asked for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InboxQuery {
    /// Where the page before ended.
    pub after: String,
}

impl InboxQuery {
    /// Where the page before ended; what cannot be read is the first page.
    pub fn after(&self) -> Option<Cursor> {
        Cursor::parse(&self.after)
    }
}

/// "Open this message".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenDraft {
    /// Which.
    pub message: String,
}

impl OpenDraft {
    /// The message. What is no id is nobody's message.
    pub fn parse(&self) -> Result<MessageId, Refused> {
        self.message.parse().map_err(|_| Refused::Missing)
    }
}

/// "I have read all that is here".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadDraft {
    /// The newest message that was shown.
    pub upto: String,
}

impl ReadDraft {
    /// Up to which message.
    pub fn parse(&self) -> Result<Cursor, Refused> {
        Cursor::parse(&self.upto).ok_or_else(|| Refused::field("upto", Problem::NotACursor))
    }
}

/// "Send me messages like this".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmsDraft {
    /// A word of [`SmsChoice`].
    pub sms: String,
}

impl SmsDraft {
    /// The choice.
    pub fn parse(&self) -> Result<SmsChoice, Refused> {
        SmsChoice::parse(&self.sms).ok_or_else(|| {
            let problem = if self.sms.is_empty() { Problem::Empty } else { Problem::UnknownWord };
            Refused::field("sms", problem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_choice_is_read_back_and_nothing_else() {
        for choice in SmsChoice::ALL {
            assert_eq!(SmsDraft { sms: choice.word().to_owned() }.parse(), Ok(*choice));
        }
        assert_eq!(SmsDraft::default().parse(), Err(Refused::field("sms", Problem::Empty)));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(text in ".{0,60}") {
            let _ = (OpenDraft { message: text.clone() }.parse(), ReadDraft { upto: text.clone() }.parse());
            let _ = (SmsDraft { sms: text.clone() }.parse(), InboxQuery { after: text }.after());
        }
    }
}
