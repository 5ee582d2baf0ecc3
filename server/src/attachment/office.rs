//! Documents and tables of Office Open XML (ISO/IEC 29500): a zip archive whose list of types says what it is. Nothing is
//! unpacked but that list, and no more of it than such a list has. What could hide another file, or holds macros, is none.

use std::io::{Cursor, Read};

use domain::attachment::FileKind;
use zip::ZipArchive;

/// What an archive begins with.
pub const START: &[u8] = b"PK\x03\x04";
/// The end of an archive without a comment: its mark and its length.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// Where an archive of more than four gigabytes says so, before its end.
const LARGE: (&[u8], usize) = (b"PK\x06\x07", 42);
/// The most parts of a document, and the most bytes in all of them when they are unpacked.
const PARTS: usize = 4_000;
const UNPACKED: u64 = 200 * 1024 * 1024;
/// The most bytes of the list of types.
const TYPES: u64 = 128 * 1024;
/// The list's name.
const TYPES_NAME: &str = "[Content_Types].xml";

/// What an archive is; nothing if it is no such document, or one that is not taken.
pub fn sniff(bytes: &[u8]) -> Option<FileKind> {
    let parts = parts_said(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    // A second part of the same name would be read by one program and not by another.
    if archive.len() != parts || archive.offset() != 0 || archive.has_overlapping_files().ok()? {
        return None;
    }
    let (mut unpacked, mut names) = (0_u64, Vec::with_capacity(parts));
    for at in 0..parts {
        let part = archive.by_index_raw(at).ok()?;
        unpacked = unpacked.checked_add(part.size())?;
        if part.encrypted() || unpacked > UNPACKED {
            return None;
        }
        names.push(part.name().ok()?.to_lowercase());
    }
    let lists = names.iter().filter(|name| **name == TYPES_NAME.to_lowercase()).count();
    if lists != 1 || names.iter().any(|name| name.ends_with("vbaproject.bin") || name.contains("..")) {
        return None;
    }
    let mut types = String::new();
    archive.by_name(TYPES_NAME).ok()?.take(TYPES + 1).read_to_string(&mut types).ok()?;
    kind(&types, &names).filter(|_| types.len() as u64 <= TYPES)
}

/// How many parts the end of the archive says there are; nothing if it is not at the very end, or there are too many.
fn parts_said(bytes: &[u8]) -> Option<usize> {
    let end = bytes.len().checked_sub(END.1).and_then(|from| bytes.get(from..))?;
    let large = bytes.len().checked_sub(LARGE.1).and_then(|from| bytes.get(from..)).unwrap_or_default();
    let parts = usize::from(u16::from_le_bytes([end[10], end[11]]));
    (end.starts_with(END.0) && end.ends_with(&[0, 0]) && !large.starts_with(LARGE.0) && parts <= PARTS).then_some(parts)
}

/// What the list of types says.
fn kind(types: &str, names: &[String]) -> Option<FileKind> {
    let types = types.to_ascii_lowercase();
    // No program writes a comment, an entity or a document type into it, and behind one a type could hide.
    let hidden = ["&", "<!", "macroenabled", "vbaproject", "activex"];
    if hidden.iter().any(|part| types.contains(part)) {
        return None;
    }
    let is = |main: &str, part: &str| types.contains(main) && names.iter().any(|name| name == part);
    let document = is("wordprocessingml.document.main+xml", "word/document.xml");
    let table = is("spreadsheetml.sheet.main+xml", "xl/workbook.xml");
    match (document, table) {
        (true, false) => Some(FileKind::Docx),
        (false, true) => Some(FileKind::Xlsx),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const TABLE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(bytes).expect("its bytes");
        }
        archive.finish().expect("an archive").into_inner()
    }

    fn list(main: &str) -> String {
        format!("<?xml version=\"1.0\"?><Types><Override PartName=\"/x.xml\" ContentType=\"{main}\"/></Types>")
    }

    fn document(types: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
        let parts: [(&str, &[u8]); 2] = [(TYPES_NAME, types.as_bytes()), ("word/document.xml", b"<w/>")];
        packed(&[&parts[..], more].concat())
    }

    #[test]
    fn documents_and_tables_are_told_apart_by_their_types() {
        assert_eq!(sniff(&document(&list(DOCUMENT), &[])), Some(FileKind::Docx));
        let table = packed(&[(TYPES_NAME, list(TABLE).as_bytes()), ("xl/workbook.xml", b"<w/>")]);
        assert_eq!(sniff(&table), Some(FileKind::Xlsx));
        let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
        let both = list(DOCUMENT) + &list("application/vnd.ms-office.vbaProject");
        let bomb = vec![0; 40 * 1024 * 1024];
        for (why, none) in [
            ("a macro-enabled type", document(&list(macros), &[])),
            ("a project beside the main part", document(&both, &[])),
            ("a project by its name", document(&list(DOCUMENT), &[("word/vbaProject.bin", b"x")])),
            ("a type behind an entity", document(&list(&format!("{DOCUMENT}&#109;")), &[])),
            ("a comment", document(&format!("<!-- {DOCUMENT} -->"), &[])),
            ("a list beside the list", document(&list(DOCUMENT), &[("[content_types].xml", b"<x/>")])),
            ("no main part", packed(&[(TYPES_NAME, list(DOCUMENT).as_bytes())])),
            ("no list", packed(&[("word/document.xml", b"<w/>")])),
            ("any archive", packed(&[("a.txt", b"a")])),
            ("an endless list", document(&(list(DOCUMENT) + &" ".repeat(200 * 1024)), &[])),
            ("a way out", document(&list(DOCUMENT), &[("../../etc/passwd", b"x")])),
            ("something after it", [document(&list(DOCUMENT), &[]), b"<html>".to_vec()].concat()),
            ("something before it", [b"PK\x03\x04<html>".to_vec(), document(&list(DOCUMENT), &[])].concat()),
            (
                "what grows to more than any document",
                document(&list(DOCUMENT), &["a", "b", "c", "d", "e", "f"].map(|name| (name, bomb.as_slice()))),
            ),
        ] {
            assert_eq!(sniff(&none), None, "{why}");
        }
    }

    proptest! {
        #[test]
        fn any_archive_may_be_broken(at in 0_usize..2_000, byte in any::<u8>(), cut in 0_usize..400) {
            let mut bytes = document(&list(DOCUMENT), &[]);
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - cut % length);
            let _ = sniff(&bytes);
        }
    }
}
