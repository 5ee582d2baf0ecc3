//! A guard before workbooks: an xlsx is a zip, and a small zip can unpack to more than a computer holds.
//!
//! What the directory of the zip says is added up first, then every part is really unpacked, into nothing, with the
//! limit enforced, for the directory may lie. What passes is as large as it says, whoever unpacks it next.

use std::io::{Cursor, Read, copy, sink};

use domain::{
    error::Problem,
    import::{UNPACKED_LIMIT, UNPACKED_LIMIT_MB},
};
use zip::ZipArchive;

/// The most parts of a workbook.
const PARTS: usize = 2_000;
/// What an entry of the directory of a zip begins with.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Whether a zip may be unpacked.
pub fn check(bytes: &[u8]) -> Result<(), Problem> {
    let too_large = Problem::UnpacksTooLarge(UNPACKED_LIMIT_MB);
    // Counted before the directory is read, which takes memory for each.
    if bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count() > PARTS {
        return Err(Problem::NotATable);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::NotATable)?;
    let mut said: u64 = 0;
    for at in 0..zip.len() {
        let part = zip.by_index_raw(at).map_err(|_| Problem::NotATable)?;
        said = said.saturating_add(part.size());
    }
    if said > UNPACKED_LIMIT {
        return Err(too_large);
    }
    let mut left = UNPACKED_LIMIT;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|_| Problem::NotATable)?;
        let read = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Problem::NotATable)?;
        left = left.checked_sub(read).ok_or(too_large)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A zip with a part of so many zero megabytes.
    fn zeros(megabytes: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
        let chunk = vec![b' '; 1 << 20];
        for _ in 0..megabytes {
            zip.write_all(&chunk).expect("written");
        }
        zip.finish().expect("a zip").into_inner()
    }

    #[test]
    fn a_bomb_does_not_pass_even_if_it_lies() {
        assert_eq!(check(&zeros(1)), Ok(()));
        let most = usize::try_from(UNPACKED_LIMIT >> 20).expect("small");
        let bomb = zeros(most + 1);
        assert!(bomb.len() < 1 << 20, "it is small as it comes");
        assert_eq!(check(&bomb), Err(Problem::UnpacksTooLarge(UNPACKED_LIMIT_MB)));
        // The same with a directory that says one byte.
        let mut liar = bomb;
        let size = u32::try_from(UNPACKED_LIMIT + (1 << 20)).expect("four bytes").to_le_bytes();
        let places: Vec<usize> =
            liar.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(at, _)| at).collect();
        assert!(!places.is_empty(), "the size is not found");
        for at in places {
            liar[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
        assert!(check(&liar).is_err());
        for none in [&b"PK\x03\x04"[..], b"", b"PK\x05\x06"] {
            assert_eq!(check(none), Err(Problem::NotATable));
        }
        assert_eq!(check(&ENTRY.repeat(PARTS + 1)), Err(Problem::NotATable));
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..2_000, to: u8) {
            let _ = check(&bytes);
            let mut damaged = zeros(1);
            let at = at % damaged.len();
            damaged[at] = to;
            let _ = check(&damaged);
        }
    }
}
