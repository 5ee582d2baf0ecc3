//! Files that belong to something: what they may be, how large, and what they are called.

use serde::{Deserialize, Serialize};

use crate::{id::AttachmentId, when::Moment, word::words};

/// The most bytes of a file: a photograph of a licence as phones take it.
pub const SIZE_LIMIT: usize = 8 * 1024 * 1024;
/// The same in megabytes, as people are told.
pub const SIZE_LIMIT_MB: u32 = 8;
/// The most files that one thing may have.
pub const FILES_LIMIT: u32 = 6;
/// The most files that a policy may have: forms to fill in, tables, the original with its seal.
pub const POLICY_FILES_LIMIT: u32 = 10;
/// The most characters in a file's name.
const NAME_LIMIT: usize = 80;

words! {
    /// What a file is, as its first bytes say.
    FileKind {
        /// A photograph.
        Jpeg = "jpeg",
        /// A picture without loss.
        Png = "png",
        /// A picture as newer phones and programs write it.
        Webp = "webp",
        /// A document.
        Pdf = "pdf",
        /// A document to write in, Office Open XML (ISO/IEC 29500) without macros.
        Docx = "docx",
        /// A table to fill in, of the same kind.
        /// A table as text.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
    }
}

impl FileKind {
    /// The media type it is served as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How its name ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether it is taken as evidence: what can be looked at and not written in.
    pub const fn is_evidence(self) -> bool {
        !matches!(self, Self::Docx | Self::Xlsx)
    }
}

words! {
    /// What a file may belong to.
    AttachmentOwner {
        /// An organisation: evidence of what it is.
        Organisation = "organisation",
        /// A person: evidence of who they are.
        RealName = "real-name",
        /// A policy, of which one or more revisions name it.
        Policy = "policy",
        /// An import: the rows that are brought in.
        Import = "import",
        /// A payment of wages: what proves it.
        Payment = "payment",
        /// A case: evidence of what happened.
        Case = "case",
    }
}

/// A file as it was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// The name that the browser gave.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id, under which it is served.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is, bytes.
    pub size: u32,
    /// When it was sent.
    pub created: Moment,
}

/// A file with what is in it, for whoever may have it.
#[derive(Clone, PartialEq, Eq)]
pub struct FileContent {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Whether a character turns the direction of what follows, or cannot be seen: a name must read as it is.
const fn deceives(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}')
}

/// A file's name without path, control characters and turned directions, at most 80 characters, that ends as what
/// the file is.
pub fn clean_name(typed: &str, kind: FileKind) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !deceives(*c)).collect();
    let kept = kept.trim().trim_matches('.');
    let end = kept.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    let right = end.is_some_and(|end| end == kind.extension() || kind == FileKind::Jpeg && end == "jpeg");
    let stem = if right { kept.rsplit_once('.').map_or(kept, |(stem, _)| stem) } else { kept };
    let stem: String = stem.chars().take(NAME_LIMIT).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    format!("{stem}.{}", kind.extension())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_what_they_say() {
        for (typed, clean) in [
            ("营业执照.jpg", "营业执照.jpg"),
            ("a.JPEG", "a.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\temp\\x.png", "x.png.jpg"),
            ("evil\u{202E}gpj.exe", "evilgpj.exe.jpg"),
            ("page.html", "page.html.jpg"),
            ("a\r\nSet-Cookie: x", "aSet-Cookie: x.jpg"),
            ("", "file.jpg"),
            ("..", "file.jpg"),
            (".jpg", "jpg.jpg"),
        ] {
            assert_eq!(clean_name(typed, FileKind::Jpeg), clean, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_short_harmless_one(typed in any::<String>(), kind in 0_usize..6) {
            let kind = FileKind::ALL[kind];
            let clean = clean_name(&typed, kind);
            let end = format!(".{}", kind.extension());
            prop_assert!(clean.ends_with(&end));
            prop_assert!(clean.chars().count() <= NAME_LIMIT + 5);
            prop_assert!(!clean.contains(['/', '\\']) && !clean.chars().any(|c| c.is_control() || deceives(c)));
        }
    }
}
