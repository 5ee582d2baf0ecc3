//! Passwords: long rather than odd (NIST SP 800-63B, section 3.1.1), and none that everybody tries first.

use crate::error::Problem;

/// The least characters.
pub const SHORTEST: usize = 10;
/// The most characters; hashing more is only work.
pub const LONGEST: usize = 128;

/// Whether a password may be used by somebody with this phone. Whether it is a common one is for the server to say,
/// which has the list.
pub fn check_password(password: &str, phone: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Problem::Empty);
    }
    if length < SHORTEST {
        return Err(Problem::PasswordShort(u32::try_from(SHORTEST).unwrap_or(u32::MAX)));
    }
    if length > LONGEST {
        return Err(Problem::TooLong(u32::try_from(LONGEST).unwrap_or(u32::MAX)));
    }
    let mut characters: Vec<char> = password.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    if characters.len() < 4 || (!phone.is_empty() && password.contains(phone)) {
        return Err(Problem::PasswordCommon);
    }
    Ok(())
}

/// A password as the list of common ones has it: without the digits and signs that people put after it.
pub fn core_of(password: &str) -> String {
    let core = password.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    if core.chars().count() < 4 { password.to_lowercase() } else { core.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_password_may_not_be_is_said() {
        assert_eq!(check_password("", ""), Err(Problem::Empty));
        assert_eq!(check_password("kurz und", ""), Err(Problem::PasswordShort(10)));
        assert_eq!(check_password("ababababababab", ""), Err(Problem::PasswordCommon));
        assert_eq!(check_password("my13812341234", "13812341234"), Err(Problem::PasswordCommon));
        assert_eq!(check_password("三星堆的青铜大立人像", "13812341234"), Ok(()));
        assert_eq!(check_password(&"长密码！".repeat(33), ""), Err(Problem::TooLong(128)));
    }

    #[test]
    fn what_is_put_after_a_common_password_does_not_help() {
        assert_eq!(core_of("Password2026!"), "password");
        assert_eq!(core_of("1234567890"), "1234567890");
    }

    proptest! {
        #[test]
        fn a_password_that_may_be_used_is_long_enough(password in ".{0,140}", phone in "1[0-9]{10}") {
            if check_password(&password, &phone).is_ok() {
                let length = password.chars().count();
                prop_assert!((SHORTEST..=LONGEST).contains(&length) && !password.contains(&phone));
            }
            let _ = core_of(&password);
        }
    }
}
