//! Rows of organisations.
//!
//! One is found again by its id or its credit code; one without a code by its kind, whole name and phone. What is new is
//! registered as anybody registers it, but belongs to nobody until the phone in the row's last column has answered the
//! invitation. What waits for the staff or is verified stays as it is.

use std::collections::HashMap;

use domain::{
    error::{FieldError, Problem},
    id::OrganisationId,
    identity::{
        CreditCode, Phone,
        organisation::{OrganisationDraft, Registration},
    },
    import::Outcome,
};
use serde::{Deserialize, Serialize};
use sqlx::Error;

use super::judge::{Line, Seen, Setting, Settled, Staged, Verdict};
use crate::{
    identity::organisation::imported::{self, Known},
    store::{Db, Key},
    trail::{self, Deed},
};

/// What a row says.
#[derive(Serialize, Deserialize)]
struct Data {
    draft: OrganisationDraft,
    owner: String,
    /// What is registered changes; else somebody is invited, and no more.
    write: bool,
}

/// A line that can be read.
struct Read {
    line: u32,
    draft: OrganisationDraft,
    given: Registration,
    owner: Option<Phone>,
}

/// Judges such rows.
#[derive(Default)]
pub struct Judge {
    seen: Seen,
}

fn draft(line: &Line<'_>) -> OrganisationDraft {
    OrganisationDraft {
        id: line.get("id"),
        kind: line.get("kind"),
        name: line.get("name"),
        credit_code: line.get("credit_code"),
        region: line.get("region"),
        contact_name: line.get("contact_name"),
        contact_phone: line.get("contact_phone"),
    }
}

fn read(at: &Setting, line: &Line<'_>) -> Result<Read, Vec<FieldError>> {
    let (draft, typed) = (draft(line), line.get("owner_phone"));
    let owner = if typed.is_empty() { Ok(None) } else { Phone::parse(&typed).map(Some) };
    let owner = owner.map_err(|problem| FieldError::new("owner_phone", problem));
    let mut errors: Vec<FieldError> = owner.as_ref().err().cloned().into_iter().collect();
    if draft.id().is_none() {
        errors.push(FieldError::new("id", Problem::NotThere));
    }
    match draft.parse() {
        Ok(given) => {
            errors.extend(at.region(&given.region).err().map(|problem| FieldError::new("region", problem)));
            if errors.is_empty() {
                return Ok(Read { line: line.number, draft, given, owner: owner.ok().flatten() });
            }
        }
        Err(more) => errors.extend(more),
    }
    Err(errors)
}

impl Read {
    fn code(&self) -> Option<&str> {
        self.given.credit_code.as_ref().map(CreditCode::as_str)
    }

    /// By which it is the same as another line of the file.
    fn keys(&self) -> Vec<String> {
        let id = (!self.draft.id.is_empty()).then(|| format!("id {}", self.draft.id));
        let given = &self.given;
        let own = match self.code() {
            Some(code) => format!("code {code}"),
            None => format!("name {} {} {}", given.kind.word(), given.contact_phone.as_str(), given.name),
        };
        id.into_iter().chain([own]).collect()
    }
}

/// What is there of the organisations in some lines.
struct There {
    by_code: HashMap<String, Vec<Known>>,
    by_name: HashMap<String, Vec<Known>>,
}

impl There {
    async fn read(db: &mut Db, at: &Setting, lines: &[Read]) -> Result<Self, Error> {
        let without_id = || lines.iter().filter(|read| read.draft.id.is_empty());
        let codes: Vec<String> = without_id().filter_map(|read| read.code().map(str::to_owned)).collect();
        let nameless = without_id().filter(|read| read.code().is_none());
        let mut names: Vec<String> = nameless.map(|read| imported::seen_as(&read.given)).collect();
        names.sort();
        names.dedup();
        let (mut by_code, mut by_name) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        // What lies elsewhere is not there for whoever brings rows in.
        let mine = |known: &Known| at.by.region.covers(&known.region);
        for known in imported::with_codes(db, &at.reference, &codes, at.now).await?.into_iter().filter(mine) {
            by_code.entry(known.credit_code.clone()).or_default().push(known);
        }
        for known in imported::with_names(db, &at.reference, &names, at.now).await?.into_iter().filter(mine) {
            by_name.entry(known.public_name.clone()).or_default().push(known);
        }
        Ok(Self { by_code, by_name })
    }

    /// The one that a line speaks of; nothing if it is new.
    async fn find(&self, db: &mut Db, at: &Setting, read: &Read) -> Result<Result<Option<Known>, FieldError>, Error> {
        if let Some(Some(id)) = read.draft.id() {
            let known = imported::with_id(db, &at.reference, id, at.now).await?;
            let known = known.filter(|known| at.by.region.covers(&known.region));
            return Ok(known.map(Some).ok_or_else(|| FieldError::new("id", Problem::NotThere)));
        }
        let given = &read.given;
        let phone = given.contact_phone.as_str();
        let same: Vec<&Known> = if let Some(code) = read.code() {
            self.by_code.get(code).into_iter().flatten().collect()
        } else {
            let named = self.by_name.get(&imported::seen_as(given)).into_iter().flatten();
            named.filter(|k| k.kind == given.kind && k.name == given.name && k.contact_phone == phone).collect()
        };
        Ok(match same[..] {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            _ => Err(FieldError::new("credit_code", Problem::Ambiguous)),
        })
    }
}

impl Judge {
    /// Judges the next lines.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        let (mut verdicts, mut good) = (Vec::with_capacity(lines.len()), Vec::new());
        for line in lines {
            match read(at, line) {
                Ok(read) => match self.seen.note(read.line, read.keys()) {
                    None => good.push(read),
                    Some(before) => {
                        let field = if read.code().is_some() { "credit_code" } else { "name" };
                        verdicts.push(Verdict::no(read.line, field, Problem::SameAsLine(before)));
                    }
                },
                Err(errors) => verdicts.push(Verdict::rejected(line.number, errors)),
            }
        }
        let there = There::read(db, at, &good).await?;
        for read in good {
            verdicts.push(match there.find(db, at, &read).await? {
                Err(error) => Verdict::rejected(read.line, vec![error]),
                Ok(None) => {
                    let owner = read.owner.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default();
                    let data = Data { draft: read.draft, owner, write: true };
                    Verdict::acts(read.line, Outcome::Created, (Some(at.clock.id()), None), &data)
                }
                Ok(Some(known)) => existing(db, at, read, &known).await?,
            });
        }
        verdicts.sort_by_key(|verdict| verdict.line);
        Ok(verdicts)
    }
}

async fn existing(db: &mut Db, at: &Setting, read: Read, known: &Known) -> Result<Verdict, Error> {
    let Read { line, draft, given, owner } = read;
    let write = !known.is(&given);
    if write && !known.open {
        return Ok(Verdict::no(line, "name", Problem::NotChangeable));
    }
    let owner = match owner {
        Some(phone) if !imported::is_looked_after(db, known.id, at.now).await? => phone.as_str().to_owned(),
        _ => String::new(),
    };
    if !write && owner.is_empty() {
        return Ok(Verdict::unchanged(line, Some(known.id.0)));
    }
    let subject = (Some(known.id.0), Some(known.version));
    Ok(Verdict::acts(line, Outcome::Changed, subject, &Data { draft, owner, write }))
}

/// Lets rows come into effect: what is new all at once, for there may be very many.
pub async fn settle(db: &mut Db, at: &Setting, rows: &[Staged]) -> Result<Vec<Settled>, Error> {
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let data: Data = row.read()?;
        read.push((data.draft.parse().ok().zip(row.subject.map(OrganisationId)), data, row));
    }
    // Somebody may have registered it since; it is not registered twice.
    let given = read.iter().filter(|(_, _, row)| row.outcome == Outcome::Created).filter_map(|(one, ..)| one.as_ref());
    let codes: Vec<String> =
        given.filter_map(|(given, _)| given.credit_code.as_ref().map(ToString::to_string)).collect();
    let mut there = imported::with_codes(db, &at.reference, &codes, at.now).await?;
    there.retain(|known| at.by.region.covers(&known.region));
    let taken = |given: &Registration| {
        given.credit_code.as_ref().is_some_and(|code| there.iter().any(|known| known.credit_code == code.as_str()))
    };
    let fresh = read.iter().filter(|(_, _, row)| row.outcome == Outcome::Created);
    let fresh = fresh.filter_map(|(one, ..)| one.as_ref()).filter(|(given, _)| !taken(given));
    let fresh: Vec<_> = fresh.map(|(given, id)| (*id, given.clone())).collect();
    imported::register(db, &fresh, at.now).await?;
    let mut settled = Vec::with_capacity(rows.len());
    for (one, data, row) in &read {
        settled.push(match one {
            None => Settled::overtaken("name"),
            Some((given, _)) if row.outcome == Outcome::Created && taken(given) => Settled::overtaken("credit_code"),
            Some((given, id)) => settle_one(db, at, (given, *id), data, row).await?,
        });
    }
    Ok(settled)
}

async fn settle_one(
    db: &mut Db,
    at: &Setting,
    (given, id): (&Registration, OrganisationId),
    data: &Data,
    row: &Staged,
) -> Result<Settled, Error> {
    if row.outcome == Outcome::Changed && data.write {
        if !imported::change(db, id, given, row.version.unwrap_or_default()).await? {
            return Ok(Settled::overtaken("name"));
        }
        let actor = format!("staff:{}", at.by.account);
        let region = given.region.as_str();
        let deed = Deed { actor: &actor, action: "organisation.changed", subject: Key(id.0), region, reason: "" };
        trail::write(db, at.clock.id(), &deed, at.now).await?;
    }
    match Phone::parse(&data.owner) {
        Ok(phone) => Ok(Settled::Done(Some(imported::invite_owner(db, &at.clock, (id, phone), at.by.account).await?))),
        Err(_) => Ok(Settled::Done(None)),
    }
}
