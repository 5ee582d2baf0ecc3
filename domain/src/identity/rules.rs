//! Caps and lifetimes of codes and sessions.

use crate::when::Moment;

/// How long a code is good, milliseconds.
pub const CODE_LIFE: i64 = 5 * Moment::MINUTE;
/// How many tries a code has.
pub const CODE_TRIES: u32 = 5;
/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionSpan {
    /// It ends after this long without a request, milliseconds.
    pub idle: i64,
    /// It ends after this long in any case, milliseconds.
    pub life: i64,
}

/// The session of a person, who comes back each morning on the same phone.
pub const PERSON: SessionSpan = SessionSpan { idle: 30 * Moment::DAY, life: 180 * Moment::DAY };
/// The session of somebody of the staff: a working day at a desk that others pass by.
pub const STAFF: SessionSpan = SessionSpan { idle: Moment::HOUR, life: 12 * Moment::HOUR };
/// The session of a person at a screen that others use after them: long enough to take a seat.
pub const SHARED: SessionSpan = SessionSpan { idle: 10 * Moment::MINUTE, life: 10 * Moment::MINUTE };
/// A session's last use is written down at most this often, milliseconds.
pub const SESSION_TOUCH: i64 = 5 * Moment::MINUTE;

/// One cap: at most `most` in any fixed window of `window` milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Length of the window, milliseconds.
    pub window: i64,
    /// How many fit into one.
    pub most: i64,
}

/// Codes for one phone: one a minute, five an hour, ten a day.
pub const CODES_PER_PHONE: [Cap; 3] = [
    Cap { window: Moment::MINUTE, most: 1 },
    Cap { window: Moment::HOUR, most: 5 },
    Cap { window: Moment::DAY, most: 10 },
];
/// Codes for everybody together: a flood cannot run up a bill without end.
pub const CODES_IN_ALL: [Cap; 2] =
    [Cap { window: Moment::MINUTE, most: 600 }, Cap { window: Moment::DAY, most: 50_000 }];

/// Tries to sign in as staff with one phone: a person who mistypes gets on, a program does not.
pub const STAFF_TRIES: [Cap; 2] = [Cap { window: 15 * Moment::MINUTE, most: 8 }, Cap { window: Moment::DAY, most: 40 }];
/// A browser from which somebody of the staff has signed in counts its tries by itself for so long, milliseconds: whoever
/// tries the phone of another from elsewhere does not keep them out.
pub const KNOWN_BROWSER: i64 = 180 * Moment::DAY;
/// The same for everybody together: hashing passwords is work.
pub const STAFF_TRIES_IN_ALL: Cap = Cap { window: Moment::MINUTE, most: 120 };
/// How long an invitation to the staff is good, milliseconds.
pub const INVITATION_LIFE: i64 = 3 * Moment::DAY;
/// How many recovery codes somebody has.
pub const RECOVERY_CODES: usize = 10;

impl Cap {
    /// Start of the window that `now` lies in.
    pub const fn start(self, now: Moment) -> Moment {
        Moment(now.0.div_euclid(self.window) * self.window)
    }

    /// Seconds until that window ends, rounded up.
    pub fn wait(self, now: Moment) -> u32 {
        let left = self.start(now).0 + self.window - now.0;
        u32::try_from((left + Moment::SECOND - 1) / Moment::SECOND).unwrap_or(u32::MAX)
    }
}

impl SessionSpan {
    /// How long a session lasts that began with password and one-time code, or at a shared screen; a person's otherwise.
    pub const fn of(staff: bool, shared: bool) -> Self {
        match (staff, shared) {
            (_, true) => SHARED,
            (true, false) => STAFF,
            (false, false) => PERSON,
        }
    }

    /// Whether a session that began at `created` and was last used at `seen` still holds.
    pub const fn holds(self, created: Moment, seen: Moment, now: Moment) -> bool {
        now.0 - created.0 < self.life && now.0 - seen.0 < self.idle
    }
}

/// A path of ours that is safe to go to after a form: it begins with one `/` and holds no control character or
/// backslash (browsers read `/\` and `//` as another host). Everything else becomes `fallback`.
pub fn safe_path<'a>(path: &'a str, fallback: &'a str) -> &'a str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 512
        && !path.chars().any(|c| c.is_control() || c == '\\');
    if ours { path } else { fallback }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for path in ["//evil.example", "https://evil.example", "/\\evil", "", "/a\nb", "javascript:1"] {
            assert_eq!(safe_path(path, "/"), "/", "{path}");
        }
        assert_eq!(safe_path("/gigs?q=搬运", "/"), "/gigs?q=搬运");
    }

    proptest! {
        #[test]
        fn a_wait_ends_in_the_next_window(now in 0_i64..4_000_000_000_000, which in 0_usize..3) {
            let cap = CODES_PER_PHONE[which];
            let later = Moment(now + i64::from(cap.wait(Moment(now))) * Moment::SECOND);
            prop_assert!(cap.start(later) > cap.start(Moment(now)));
            prop_assert!(i64::from(cap.wait(Moment(now))) * Moment::SECOND <= cap.window);
        }

        #[test]
        fn a_session_never_comes_back(created in 0_i64..1000, seen in 0_i64..1000, a in 0_i64..10, b in 0_i64..10) {
            for span in [PERSON, STAFF] {
                let [created, seen, early, late] =
                    [created, created + seen, a.min(b) * span.idle / 3, a.max(b) * span.idle / 3].map(Moment);
                prop_assert!(span.holds(created, seen, early) || !span.holds(created, seen, late));
            }
        }
    }
}
