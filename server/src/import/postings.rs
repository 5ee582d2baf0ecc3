//! Rows of postings: each is one shift, and rows of the same employer and external number are shifts of one posting.
//!
//! A posting's id is worked out from employer and number, and a shift's from the posting and its start. So the same
//! file once more finds what is there, and no two imports make the same thing twice. Postings that are there are not
//! changed in this way, for people may hold seats; shifts are added to them.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use domain::{
    error::{FieldError, Problem},
    gig::{Posting, PostingDraft, ShiftDraft, ShiftPlan},
    id::OrganisationId,
    identity::CreditCode,
    import::Outcome,
    when::Moment,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::Error;
use uuid::Uuid;

use super::judge::{Line, Setting, Settled, Staged, Verdict};
use crate::{
    gig::{
        publish::{From, NewPosting, NewShift, insert_postings, insert_shifts},
        queries::{self as gig, Listed},
        saved::news::note_listed,
    },
    identity::organisation::imported::{self, Known},
    store::Db,
};

/// The most characters in an external number.
const NUMBER_LIMIT: u32 = 60;

/// What a row says.
#[derive(Serialize, Deserialize)]
struct Data {
    employer: Uuid,
    number: String,
    posting: PostingDraft,
    shift: ShiftDraft,
}

/// An id that is worked out from what it names.
fn id_of(parts: &[&[u8]]) -> Uuid {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    let digest = digest.finalize();
    uuid::Builder::from_custom_bytes(std::array::from_fn(|at| digest[at])).into_uuid()
}

fn posting_id(employer: Uuid, number: &str) -> Uuid {
    id_of(&[b"posting", employer.as_bytes(), number.as_bytes()])
}

fn shift_id(posting: Uuid, starts: Moment) -> Uuid {
    id_of(&[b"shift", posting.as_bytes(), &starts.0.to_be_bytes()])
}

/// A posting of the file, or one that is there.
struct Group {
    /// The line that it was read from first.
    line: u32,
    draft: PostingDraft,
    /// Shifts that are there.
    there: Vec<ShiftPlan>,
    /// The posting is there, and says something else.
    differs: bool,
}

/// Judges such rows.
#[derive(Default)]
pub struct Judge {
    employers: HashMap<String, Result<Known, Problem>>,
    groups: HashMap<Uuid, Group>,
    shifts: HashMap<Uuid, u32>,
}

fn drafts(line: &Line<'_>) -> (PostingDraft, ShiftDraft) {
    let posting = PostingDraft {
        title: line.get("title"),
        occupation: line.get("occupation"),
        duties: line.get("duties"),
        requirements: line.get("requirements"),
        least_age: line.get("least_age"),
        pay_unit: line.get("pay_unit"),
        pay_amount: line.get("pay_amount"),
        pay_pieces: line.get("pay_pieces"),
        settlement: line.get("settlement"),
        benefits: line.get("benefits"),
        region: line.get("region"),
        address: line.get("address"),
        lat: line.get("lat"),
        lng: line.get("lng"),
        contact_name: line.get("contact_name"),
        contact_phone: line.get("contact_phone"),
        opens: line.get("opens"),
        fills: line.get("fills"),
        ..PostingDraft::default()
    };
    let shift = ShiftDraft {
        date: line.get("date"),
        start: line.get("start"),
        end: line.get("end"),
        break_minutes: line.get("break_minutes"),
        seats: line.get("seats"),
        shift: String::new(),
    };
    (posting, shift)
}

/// A posting in what is there: region and occupation are known, and the region is one's own.
fn placed(at: &Setting, posting: &Posting) -> Vec<FieldError> {
    let region = at.region(&posting.region).err().map(|problem| FieldError::new("region", problem));
    let known = at.reference.occupation(&posting.occupation).is_some_and(|occupation| !occupation.ended);
    let occupation = (!known).then(|| FieldError::new("occupation", Problem::UnknownOccupation));
    region.into_iter().chain(occupation).collect()
}

impl Judge {
    /// Judges the next lines.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(lines.len());
        for line in lines {
            verdicts.push(self.one(db, at, line).await?);
        }
        Ok(verdicts)
    }

    async fn one(&mut self, db: &mut Db, at: &Setting, line: &Line<'_>) -> Result<Verdict, Error> {
        let (draft, shift) = drafts(line);
        let (number, typed) = (line.get("number"), line.get("employer"));
        let mut errors = Vec::new();
        match number.chars().count() {
            0 => errors.push(FieldError::new("number", Problem::Empty)),
            n if n > NUMBER_LIMIT as usize => errors.push(FieldError::new("number", Problem::TooLong(NUMBER_LIMIT))),
            _ => {}
        }
        let employer = self.employer(db, at, &typed).await?;
        let employer = employer.map_err(|problem| errors.push(FieldError::new("employer", problem))).ok();
        let plan = shift.parse(at.now).map_err(|more| errors.extend(more)).ok();
        match draft.parse() {
            Ok(posting) => errors.extend(placed(at, &posting)),
            Err(more) => errors.extend(more),
        }
        let (Some(employer), Some(plan), true) = (employer, plan, errors.is_empty()) else {
            return Ok(Verdict::rejected(line.number, errors));
        };
        let id = posting_id(employer, &number);
        if let Entry::Vacant(place) = self.groups.entry(id) {
            place.insert(group(db, line.number, id, &draft).await?);
        }
        let data = Data { employer, number, posting: draft, shift };
        Ok(self.place(line.number, id, plan, &data))
    }

    /// What becomes of a shift in its posting.
    fn place(&mut self, line: u32, id: Uuid, plan: ShiftPlan, data: &Data) -> Verdict {
        let Some(group) = self.groups.get(&id) else { return Verdict::no(line, "number", Problem::NotThere) };
        if group.differs {
            return Verdict::no(line, "number", Problem::NotChangeable);
        }
        if group.draft != data.posting {
            return Verdict::no(line, "number", Problem::DiffersFromLine(group.line));
        }
        let shift = shift_id(id, plan.starts);
        if let Some(before) = self.shifts.get(&shift) {
            return Verdict::no(line, "start", Problem::SameAsLine(*before));
        }
        self.shifts.insert(shift, line);
        match group.there.iter().find(|there| there.starts == plan.starts) {
            Some(there) if *there == plan => Verdict::unchanged(line, Some(shift)),
            Some(_) => Verdict::no(line, "start", Problem::NotChangeable),
            None => Verdict::acts(line, Outcome::Created, (Some(shift), None), data),
        }
    }

    /// The employer that a row names by id or credit code, if it may publish.
    async fn employer(&mut self, db: &mut Db, at: &Setting, typed: &str) -> Result<Result<Uuid, Problem>, Error> {
        if !self.employers.contains_key(typed) {
            let found = employer(db, at, typed).await?;
            self.employers.insert(typed.to_owned(), found);
        }
        Ok(match self.employers.get(typed) {
            Some(Ok(known)) => Ok(known.id.0),
            Some(Err(problem)) => Err(*problem),
            None => Err(Problem::NotThere),
        })
    }
}

async fn employer(db: &mut Db, at: &Setting, typed: &str) -> Result<Result<Known, Problem>, Error> {
    if typed.is_empty() {
        return Ok(Err(Problem::Empty));
    }
    let mut found: Vec<Known> = match typed.parse::<OrganisationId>() {
        Ok(id) => imported::with_id(db, &at.reference, id, at.now).await?.into_iter().collect(),
        Err(_) => match CreditCode::parse(typed) {
            Ok(code) => imported::with_codes(db, &at.reference, &[code.as_str().to_owned()], at.now).await?,
            Err(problem) => return Ok(Err(problem)),
        },
    };
    found.retain(|known| at.by.region.covers(&known.region));
    // Of several with one code, the one that was verified is meant.
    if found.iter().any(|known| known.verified) {
        found.retain(|known| known.verified);
    }
    Ok(match (found.pop(), found.is_empty()) {
        (None, _) => Err(Problem::NotThere),
        (Some(_), false) => Err(Problem::Ambiguous),
        (Some(known), true) if known.verified => Ok(known),
        (Some(_), true) => Err(Problem::NotVerified),
    })
}

async fn group(db: &mut Db, line: u32, id: Uuid, draft: &PostingDraft) -> Result<Group, Error> {
    let there = gig::posting(db, id).await?;
    let differs = match (&there, draft.parse()) {
        (Some(listed), Ok(posting)) => !is(listed, &posting),
        _ => false,
    };
    let shifts = if there.is_some() { gig::shifts_of(db, id).await? } else { Vec::new() };
    Ok(Group { line, draft: draft.clone(), there: shifts, differs })
}

/// Whether a posting that is there says just this.
fn is(listed: &Listed, posting: &Posting) -> bool {
    let Listed { title, occupation, duties, requirements, address, region, settlement, pay, .. } = listed;
    let pin =
        posting.pin.is_none_or(|pin| listed.pinned && listed.point == pin) && posting.pin.is_some() == listed.pinned;
    [
        (title, &posting.title),
        (duties, &posting.duties),
        (requirements, &posting.requirements),
        (address, &posting.address),
        (&listed.contact_name, &posting.contact_name),
    ]
    .iter()
    .all(|(one, other)| one == other)
        && (occupation.as_str(), region.as_str()) == (posting.occupation.as_str(), posting.region.as_str())
        && (*pay, settlement.as_str()) == (posting.pay, posting.settlement.word())
        && (listed.least_age, listed.benefits) == (i64::from(posting.least_age), i64::from(posting.benefits.0))
        && (listed.contact_phone.as_str(), listed.opens_at) == (posting.contact_phone.as_str(), posting.opens.0)
        && listed.fills == posting.fills.word()
        && pin
}

/// What a posting is on the list.
fn new_posting(at: &Setting, id: Uuid, employer: &Known, posting: &Posting) -> NewPosting {
    let from = From { employer: employer.id.0, name: &employer.public_name, at: at.now, import: Some(at.import) };
    NewPosting::of(&at.reference, id, from, posting)
}

/// Lets a row come into effect.
pub async fn settle(db: &mut Db, at: &Setting, row: &Staged) -> Result<Settled, Error> {
    let Data { employer, number, posting, shift } = row.read()?;
    let (Ok(posting), Ok(plan)) = (posting.parse(), shift.parse(at.now)) else {
        // It has begun while the rows before it came into effect.
        return Ok(Settled::Skipped(FieldError::new("date", Problem::NotToCome)));
    };
    let known = imported::with_id(db, &at.reference, OrganisationId(employer), at.now).await?;
    let Some(known) = known.filter(|known| known.verified) else {
        return Ok(Settled::Skipped(FieldError::new("employer", Problem::NotVerified)));
    };
    let id = posting_id(employer, &number);
    let mut new = new_posting(at, id, &known, &posting);
    let shift = NewShift::of(shift_id(id, plan.starts), plan, &new.code, &new.town, new.pay, new.settlement);
    match gig::posting(db, id).await? {
        None => {
            new.shifts.push(shift);
            insert_postings(db, &[new]).await?;
        }
        Some(listed) => {
            let starts: HashSet<Moment> = gig::shifts_of(db, id).await?.iter().map(|there| there.starts).collect();
            if !is(&listed, &posting) || starts.contains(&plan.starts) {
                return Ok(Settled::overtaken("number"));
            }
            insert_shifts(db, &new, &[shift]).await?;
        }
    }
    note_listed(db, id, at.now).await?;
    gig::note_list_change(db, at.now).await?;
    Ok(Settled::Done(None))
}
