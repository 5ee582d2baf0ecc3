//! Identifiers as both engines store them: sixteen bytes.

use sqlx::{Database, Decode, Encode, Postgres, Sqlite, Type, encode::IsNull, error::BoxDynError};
use uuid::Uuid;

/// An identifier in a statement or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub Uuid);

macro_rules! typed {
    ($($id:ty),+) => {$(
        impl From<$id> for Key {
            fn from(id: $id) -> Self {
                Self(id.0)
            }
        }
        impl From<Key> for $id {
            fn from(key: Key) -> Self {
                Self(key.0)
            }
        }
    )+};
}
typed!(
    domain::id::AccountId,
    domain::id::OrganisationId,
    domain::id::InvitationId,
    domain::id::AttachmentId,
    domain::id::PostingId,
    domain::id::ShiftId,
    domain::id::ClaimId,
    domain::id::CaseId,
    domain::id::PackId,
    domain::id::RatingId,
    domain::id::MessageId,
    domain::id::PolicyId,
    domain::id::ImportId,
    domain::id::SavedSearchId
);

macro_rules! engine {
    ($($engine:ty),+) => {$(
        impl Type<$engine> for Key {
            fn type_info() -> <$engine as Database>::TypeInfo {
                <Vec<u8> as Type<$engine>>::type_info()
            }
            fn compatible(info: &<$engine as Database>::TypeInfo) -> bool {
                <Vec<u8> as Type<$engine>>::compatible(info)
            }
        }

        impl<'q> Encode<'q, $engine> for Key {
            fn encode_by_ref(
                &self,
                buffer: &mut <$engine as Database>::ArgumentBuffer,
            ) -> Result<IsNull, BoxDynError> {
                <Vec<u8> as Encode<'q, $engine>>::encode(self.0.as_bytes().to_vec(), buffer)
            }
        }

        impl<'r> Decode<'r, $engine> for Key {
            fn decode(value: <$engine as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(Self(Uuid::from_slice(<&[u8] as Decode<'r, $engine>>::decode(value)?)?))
            }
        }
    )+};
}
engine!(Sqlite, Postgres);
