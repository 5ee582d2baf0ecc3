//! What a file is, by its bytes; what its name and its sender say is not asked.

use domain::attachment::FileKind;
use imagesize::ImageType;

use super::office;

/// The longest side of a picture, and the most points in it: what opens larger ones fills a computer's memory.
const SIDE: usize = 20_000;
const POINTS: usize = 120_000_000;

/// What a file is; nothing if it is none that is taken, or a picture without a believable size.
pub fn sniff(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"%PDF-") {
        return Some(FileKind::Pdf);
    }
    if bytes.starts_with(office::START) {
        return office::sniff(bytes);
    }
    let kind = match imagesize::image_type(bytes).ok()? {
        ImageType::Jpeg => FileKind::Jpeg,
        ImageType::Png => FileKind::Png,
        ImageType::Webp => FileKind::Webp,
        _ => return None,
    };
    let size = imagesize::blob_size(bytes).ok()?;
    let believable = size.width > 0 && size.height > 0 && size.width.max(size.height) <= SIDE;
    (believable && size.width * size.height <= POINTS).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(*b"\x08\x02\0\0\0\0\0\0\0");
        bytes
    }

    #[test]
    fn files_are_what_their_bytes_say() {
        assert_eq!(sniff(&png(640, 480)), Some(FileKind::Png));
        assert_eq!(sniff(b"%PDF-1.7\n<html><script>"), Some(FileKind::Pdf));
        for none in [
            &b""[..],
            b"GIF89a/*<script>*/=1;",
            b"<html>",
            b"MZ\x90",
            b"PK\x03\x04",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b" %PDF-1.7",
        ] {
            assert_eq!(sniff(none), None, "{none:?}");
        }
        for (width, height) in [(0, 10), (60_000, 60_000), (19_000, 19_000), (20_001, 1)] {
            assert_eq!(sniff(&png(width, height)), None, "{width} x {height}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(bytes in proptest::collection::vec(any::<u8>(), 0..200), magic in 0_usize..4) {
            let start: &[u8] = [&b"\xff\xd8\xff\xe0"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8X", b""][magic];
            let _ = sniff(&[start, &bytes].concat());
        }
    }
}
