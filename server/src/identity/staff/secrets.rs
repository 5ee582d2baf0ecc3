//! Passwords, one-time codes and recovery codes of the staff.

use std::{collections::HashSet, sync::LazyLock};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::{identity::staff::password::core_of, when::Moment};
use rand::RngExt;
use tokio::sync::{OnceCell, Semaphore};
use totp_rs::{Builder, Secret, Totp};

/// How many passwords are hashed at once: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Why a secret could not be made or compared: the machine, not the person.
#[derive(Debug, thiserror::Error)]
#[error("a secret could not be worked with: {0}")]
pub struct SecretError(String);

impl From<SecretError> for sqlx::Error {
    fn from(error: SecretError) -> Self {
        Self::Configuration(Box::new(error))
    }
}

fn failed(error: impl std::fmt::Display) -> SecretError {
    SecretError(error.to_string())
}

/// Whether everybody who guesses tries this password early, also with digits and signs after it.
pub fn is_common(password: &str) -> bool {
    static COMMON: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| include_str!("../../../reference/common_passwords.txt").lines().collect());
    COMMON.contains(password.to_lowercase().as_str()) || COMMON.contains(core_of(password).as_str())
}

/// The hash of a password, argon2id in PHC form.
pub async fn hash(password: String) -> Result<String, SecretError> {
    let _turn = HASHING.acquire().await.map_err(failed)?;
    let hashed = tokio::task::spawn_blocking(move || {
        let salt: [u8; 16] = rand::random();
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
    });
    hashed.await.map_err(failed)?.map_err(failed)
}

/// Whether `password` is the one of `hash`. Without a hash the same work is done and the answer is no, so that nobody
/// learns from the time it takes whether there is one.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, SecretError> {
    static NOBODY: OnceCell<String> = OnceCell::const_new();
    let known = hash.is_some();
    let nobody = NOBODY.get_or_try_init(|| self::hash("nobody has this password".to_owned())).await?;
    let hash = hash.unwrap_or_else(|| nobody.clone());
    let _turn = HASHING.acquire().await.map_err(failed)?;
    let verified = tokio::task::spawn_blocking(move || {
        Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok()
    });
    Ok(verified.await.map_err(failed)? && known)
}

/// A fresh secret of one-time codes, 160 bits in base32.
pub fn totp_secret() -> String {
    Secret::new_stack(rand::random()).to_base32()
}

fn totp(secret: &str) -> Option<Totp> {
    Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()
}

/// The half minute that a one-time code belongs to: the one of `now`, or the one before or after (RFC 6238, section
/// 5.2); nothing if it is of none of them.
pub fn totp_step(secret: &str, code: &str, now: Moment) -> Option<i64> {
    let seconds = u64::try_from(now.0 / Moment::SECOND).ok()?;
    i64::try_from(totp(secret)?.check(code, seconds)?).ok()
}

/// The code of a moment; what the program on somebody's phone shows.
pub fn totp_code(secret: &str, now: Moment) -> Option<String> {
    let seconds = u64::try_from(now.0 / Moment::SECOND).ok()?;
    Some(totp(secret)?.generate(seconds).to_string())
}

/// The address that a program for one-time codes reads off a picture.
pub fn totp_address(secret: &str, name: &str) -> String {
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("otpauth://totp/Gongyi:{name}?secret={secret}&issuer=Gongyi&digits=6&period=30")
}

/// A fresh recovery code as it is written down: `abcde-23456`.
pub fn recovery_code() -> String {
    let mut chance = rand::rng();
    let mut letter = || char::from(LETTERS[chance.random_range(0..LETTERS.len())]);
    let (first, second): (String, String) = ((0..5).map(|_| letter()).collect(), (0..5).map(|_| letter()).collect());
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_passwords_are_known_with_what_is_put_after_them() {
        for password in ["password123", "Password2026!", "qwertyuiop", "1234567890", "iloveyou2026"] {
            assert!(is_common(password), "{password}");
        }
        for password in ["三星堆的青铜大立人像", "correct horse battery", "雒城明天早上五点"] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn one_time_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, cut to six digits.
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let now = Moment(second * Moment::SECOND);
            assert_eq!(totp_code(&secret, now).as_deref(), Some(code));
            assert_eq!(totp_step(&secret, code, now), Some(second / 30));
            assert_eq!(totp_step(&secret, code, Moment(now.0 + 30 * Moment::SECOND)), Some(second / 30), "one later");
            assert_eq!(totp_step(&secret, code, Moment(now.0 + 90 * Moment::SECOND)), None, "too old");
        }
        assert_eq!(totp_step("no secret", "000000", Moment(0)), None);
        assert_ne!(totp_secret(), totp_secret());
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let hash = hash("三星堆的青铜大立人像".to_owned()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("三星堆的青铜大立人像".to_owned(), Some(hash.clone())).await.expect("compared"));
        assert!(!verify("三星堆的青铜小立人像".to_owned(), Some(hash)).await.expect("compared"));
        assert!(!verify("nobody has this password".to_owned(), None).await.expect("compared"));
    }

    #[test]
    fn recovery_codes_have_forty_nine_bits_and_no_lookalikes() {
        let code = recovery_code();
        assert_eq!((code.len(), code.as_bytes()[5]), (11, b'-'));
        assert!(!code.contains(['0', '1', 'i', 'l', 'o']) && code != recovery_code());
    }
}
