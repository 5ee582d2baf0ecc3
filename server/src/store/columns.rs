//! The columns whose values say who somebody is, and are sealed.

use uuid::Uuid;

/// A column whose values are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its table.
    pub table: &'static str,
    /// The key of its table, sixteen bytes.
    pub row: &'static str,
    /// Its name.
    pub name: &'static str,
}

impl Column {
    /// The phone of an account.
    pub const PHONE: Self = Self { table: "account", row: "id", name: "phone" };
    /// What employers call a worker.
    pub const NAME: Self = Self { table: "worker", row: "account_id", name: "name" };
    /// A worker's date of birth.
    pub const BIRTH: Self = Self { table: "worker", row: "account_id", name: "birth" };
    /// Whom to ask for at a posting.
    pub const CONTACT_NAME: Self = Self { table: "posting", row: "id", name: "contact_name" };
    /// The phone of that person.
    pub const CONTACT_PHONE: Self = Self { table: "posting", row: "id", name: "contact_phone" };
    /// What somebody of the staff is called.
    pub const STAFF_NAME: Self = Self { table: "staff", row: "account_id", name: "name" };
    /// The secret of their one-time codes.
    pub const TOTP: Self = Self { table: "staff", row: "account_id", name: "totp" };
    /// The phone of somebody who is invited to the staff.
    pub const INVITED_PHONE: Self = Self { table: "invitation", row: "id", name: "phone" };
    /// Their name.
    pub const INVITED_NAME: Self = Self { table: "invitation", row: "id", name: "name" };
    /// The secret of the one-time codes they will use.
    pub const INVITED_TOTP: Self = Self { table: "invitation", row: "id", name: "totp" };
    /// The whole name of a household.
    pub const FULL_NAME: Self = Self { table: "organisation", row: "id", name: "full_name" };
    /// Whom to ask for at an organisation.
    pub const ORGANISATION_CONTACT: Self = Self { table: "organisation", row: "id", name: "contact_name" };
    /// The phone of that person.
    pub const ORGANISATION_PHONE: Self = Self { table: "organisation", row: "id", name: "contact_phone" };
    /// What the staff said about an organisation.
    pub const ORGANISATION_REASON: Self = Self { table: "organisation", row: "id", name: "reason" };
    /// The phone of somebody who is invited to an organisation.
    pub const MEMBER_PHONE: Self = Self { table: "member_invitation", row: "id", name: "phone" };
    /// A name as on the ID card.
    pub const REAL_NAME: Self = Self { table: "real_name", row: "account_id", name: "name" };
    /// The number on it.
    pub const RESIDENT_ID: Self = Self { table: "real_name", row: "account_id", name: "number" };
    /// What the staff said about it.
    pub const REAL_NAME_REASON: Self = Self { table: "real_name", row: "account_id", name: "reason" };
    /// The name of a file.
    pub const FILE_NAME: Self = Self { table: "attachment", row: "id", name: "name" };
    /// What is in a file. Its bytes lie outside the database, so this is none of its columns.
    pub const FILE: Self = Self { table: "attachment", row: "id", name: "file" };
    /// What a row of an import says until it comes into effect.
    pub const IMPORT_DATA: Self = Self { table: "import_row", row: "id", name: "data" };
    /// The secret of a link that a row of an import made.
    pub const IMPORT_LINK: Self = Self { table: "import_row", row: "id", name: "link" };
    /// Why hours were changed.
    pub const ATTENDANCE_REASON: Self = Self { table: "attendance", row: "id", name: "reason" };
    /// What happened where somebody did not come.
    pub const ABSENCE_REASON: Self = Self { table: "absence", row: "id", name: "reason" };
    /// What the other side says of it.
    pub const APPEAL: Self = Self { table: "absence", row: "id", name: "appeal" };
    /// What the staff say of that.
    pub const APPEAL_DECISION: Self = Self { table: "absence", row: "id", name: "decision" };
    /// What an employer said to somebody whom it did not choose.
    pub const TURNED_DOWN: Self = Self { table: "turned_down", row: "claim_id", name: "words" };
    /// What somebody who was named for a crew is called.
    pub const CREW_NAME: Self = Self { table: "crew_seat", row: "claim_id", name: "name" };
    /// Why an employer takes somebody on no more.
    pub const PREFERENCE_REASON: Self = Self { table: "employer_preference", row: "id", name: "reason" };
    /// Who is paid: name, number and phone.
    pub const PAYEE: Self = Self { table: "settlement", row: "claim_id", name: "payee" };
    /// What was said of a payment.
    pub const PAYMENT_NOTE: Self = Self { table: "payment", row: "id", name: "note" };
    /// What was typed of a posting.
    pub const POSTING_SHEET: Self = Self { table: "posting_draft", row: "id", name: "sheet" };
    /// What the staff said about it.
    pub const POSTING_NOTE: Self = Self { table: "posting_draft", row: "id", name: "note" };
    /// What a posting said before it was changed.
    pub const REVISION_SHEET: Self = Self { table: "posting_revision", row: "id", name: "sheet" };
    /// What somebody says is wrong with a posting.
    pub const REPORT: Self = Self { table: "posting_report", row: "id", name: "words" };
    /// What was said in a case.
    pub const CASE_WORDS: Self = Self { table: "rights_case_entry", row: "id", name: "words" };
    /// What is in an evidence pack.
    pub const PACK: Self = Self { table: "evidence_pack", row: "id", name: "document" };
    /// A search of the list that somebody keeps.
    pub const SAVED_SEARCH: Self = Self { table: "saved_search", row: "id", name: "query" };
    /// What one side says of the other in words.
    pub const RATING_WORDS: Self = Self { table: "rating", row: "id", name: "words" };
    /// What somebody says against what counts against them.
    pub const MARK_SAID: Self = Self { table: "mark_appeal", row: "id", name: "said" };
    /// What the staff say of that.
    pub const MARK_DECISION: Self = Self { table: "mark_appeal", row: "id", name: "decision" };
    /// Why something was done.
    pub const REASON: Self = Self { table: "audit", row: "id", name: "reason" };

    /// All of them.
    pub const ALL: [Self; 41] = [
        Self::PHONE,
        Self::NAME,
        Self::BIRTH,
        Self::CONTACT_NAME,
        Self::CONTACT_PHONE,
        Self::STAFF_NAME,
        Self::TOTP,
        Self::INVITED_PHONE,
        Self::INVITED_NAME,
        Self::INVITED_TOTP,
        Self::FULL_NAME,
        Self::ORGANISATION_CONTACT,
        Self::ORGANISATION_PHONE,
        Self::ORGANISATION_REASON,
        Self::MEMBER_PHONE,
        Self::REAL_NAME,
        Self::RESIDENT_ID,
        Self::REAL_NAME_REASON,
        Self::FILE_NAME,
        Self::IMPORT_DATA,
        Self::IMPORT_LINK,
        Self::ATTENDANCE_REASON,
        Self::ABSENCE_REASON,
        Self::APPEAL,
        Self::APPEAL_DECISION,
        Self::TURNED_DOWN,
        Self::CREW_NAME,
        Self::PREFERENCE_REASON,
        Self::PAYEE,
        Self::PAYMENT_NOTE,
        Self::POSTING_SHEET,
        Self::POSTING_NOTE,
        Self::REVISION_SHEET,
        Self::REPORT,
        Self::CASE_WORDS,
        Self::PACK,
        Self::SAVED_SEARCH,
        Self::RATING_WORDS,
        Self::MARK_SAID,
        Self::MARK_DECISION,
        Self::REASON,
    ];

    /// What binds a sealed value to its place: table, column and row.
    pub(super) fn place(self, row: Uuid) -> Vec<u8> {
        // What was sealed before its table had another name stays bound to the first one.
        let table = if self == Self::PREFERENCE_REASON { "employer_mark" } else { self.table };
        let mut place = format!("{table}.{}|", self.name).into_bytes();
        place.extend_from_slice(row.as_bytes());
        place
    }
}
