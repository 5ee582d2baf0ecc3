//! Writing URLs.

/// Percent-encodes a query value: everything but unreserved characters.
pub fn encode(value: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', char::from(HEX[usize::from(byte >> 4)]), char::from(HEX[usize::from(byte & 15)])]);
        }
    }
    out
}

/// `path?a=1&b=2` from names and values; a plain path if there are none.
pub fn with_query(path: &str, pairs: &[(&'static str, &str)]) -> String {
    let mut out = path.to_owned();
    for (at, (name, value)) in pairs.iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_encoded_byte_by_byte() {
        assert_eq!(encode("搬 a&b=/?"), "%E6%90%AC%20a%26b%3D%2F%3F");
        assert_eq!(with_query("/gigs", &[("q", "a b"), ("sort", "pay")]), "/gigs?q=a%20b&sort=pay");
        assert_eq!(with_query("/gigs", &[]), "/gigs");
    }
}
