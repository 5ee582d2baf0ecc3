//! The console's tables across all areas: one statement, one page and one export for all of them, and what is done to
//! many of their rows at once.

mod bulk;
mod export;
mod listed;
mod queries;
mod source;
mod statement;
mod views;

pub use export::harmless;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    error::{Problem, Refused},
    identity::{Actor, Phone, Right, Staff, StaffRole, mask_name},
    money::Fen,
    occupation::{OccupationChoice, OccupationCode},
    page::Count,
    region::{RegionChoice, RegionCode},
    table::{
        BulkAction, BulkDone, BulkDraft, BulkOrder, BulkPreview, BulkQuery, Cell, Export, ExportDraft, SaveViewDraft,
        TableFilter, TableKind, TablePage, TableQuery, TableRow, TableService,
    },
    when::Moment,
};
use uuid::Uuid;

use self::{
    source::Stored,
    statement::{Asked, Found, Value},
};
use crate::{
    clock::Clock,
    reference::Reference,
    search,
    store::{Db, Store, unreachable},
    web::Live,
};

/// Rows on a page.
const PAGE: usize = 50;

/// The tables over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time and ids.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Told when shifts are closed.
    pub live: Live,
}

/// Whoever of the staff asks, if they have the right.
fn staff(actor: &Actor, right: Right) -> Result<&Staff, Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    if staff.role.has(right) { Ok(staff) } else { Err(Refused::Denied) }
}

/// A page of rows.
struct Rows {
    rows: Vec<TableRow>,
    next: Option<String>,
}

impl Service {
    /// The region that is asked for: the one in the URL if it lies within one's own, else all of one's own.
    fn region(staff: &Staff, filter: &TableFilter) -> RegionCode {
        filter.region.clone().filter(|asked| staff.region.covers(asked)).unwrap_or_else(|| staff.region.clone())
    }

    /// At most `most` rows after the filter's mark.
    async fn rows(
        &self,
        db: &mut Db,
        kind: TableKind,
        filter: &TableFilter,
        region: &RegionCode,
        most: usize,
    ) -> Result<Rows, sqlx::Error> {
        let Some(source) = source::of(kind) else {
            let (rows, _, next) = listed::rows(&self.reference, kind, filter, region, most);
            return Ok(Rows { rows, next: next.map(|mark| mark.to_string()) });
        };
        let understood = self.understood(source, filter);
        let words = understood.as_ref().map(|understood| &understood.words);
        let asked = Asked { source, filter, words, region, now: self.clock.now() };
        let mut found = asked.rows(db, i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1)).await?;
        let more = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| more).map(|row| row.mark().to_string());
        let stored: Vec<Stored> =
            filter.columns.iter().filter_map(|column| Some(source.field(*column)?.stored)).collect();
        let rows = found.into_iter().map(|row| self.row(db, row, &stored, source.page.map(|(path, _)| path)));
        Ok(Rows { rows: rows.collect::<Result<_, _>>()?, next })
    }

    /// How many rows there are in all, as far as counting is of use.
    async fn count(
        &self,
        db: &mut Db,
        kind: TableKind,
        filter: &TableFilter,
        region: &RegionCode,
    ) -> Result<Count, sqlx::Error> {
        let counted = match source::of(kind) {
            None => listed::rows(&self.reference, kind, filter, region, 0).1,
            Some(source) => {
                let understood = self.understood(source, filter);
                let words = understood.as_ref().map(|understood| &understood.words);
                let asked = Asked { source, filter, words, region, now: self.clock.now() };
                usize::try_from(asked.count(db, i64::from(Count::CAP) + 1).await?).unwrap_or_default()
            }
        };
        Ok(Count::exactly(u32::try_from(counted).unwrap_or(u32::MAX)))
    }

    fn understood(&self, source: &source::Source, filter: &TableFilter) -> Option<search::Understood> {
        source.posting.and_then(|_| search::understand(&self.reference, &filter.words))
    }

    fn row(&self, db: &Db, found: Found, stored: &[Stored], path: Option<&str>) -> Result<TableRow, sqlx::Error> {
        let (id, person) = (found.id, found.person);
        let href = path.map(|path| format!("{path}{}", found.page)).unwrap_or_default();
        let cells = found.values.into_iter().zip(stored).map(|(value, stored)| self.cell(db, person, value, *stored));
        Ok(TableRow { id, href, cells: cells.collect::<Result<_, _>>()? })
    }

    fn cell(&self, db: &Db, person: Uuid, value: Value, stored: Stored) -> Result<Cell, sqlx::Error> {
        Ok(match (value, stored) {
            (Value::Nothing, _) => Cell::Empty,
            (Value::Number(n), Stored::Sum) => Cell::Sum(Fen(n)),
            (Value::Number(n), Stored::At) => Cell::At(Moment(n)),
            (Value::Number(n), _) => Cell::Number(n),
            (Value::Text(word), Stored::Word) => Cell::Word(word),
            (Value::Text(code), Stored::Region) => {
                RegionCode::parse(&code).map_or(Cell::Empty, |code| Cell::Text(self.reference.place_name(&code)))
            }
            (Value::Text(code), Stored::Occupation) => {
                let name =
                    OccupationCode::parse(&code).and_then(|code| Some(self.reference.occupation(&code)?.name.clone()));
                Cell::Text(name.unwrap_or(code))
            }
            (Value::Text(text), _) => Cell::Text(text),
            (Value::Bytes(sealed), Stored::SealedName(column)) => {
                Cell::Text(mask_name(&db.keys().open(column, person, &sealed)?))
            }
            (Value::Bytes(sealed), _) => {
                let phone = db.keys().open(crate::store::Column::PHONE, person, &sealed)?;
                Cell::Text(Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default())
            }
        })
    }

    /// The regions that can be chosen: one's own and those below, to the township.
    fn regions(&self, scope: &RegionCode) -> Vec<RegionChoice> {
        let (city, counties, towns) = (self.reference.city(), self.reference.counties(), self.reference.towns());
        let all = std::iter::once(&city).chain(counties.iter()).chain(towns.iter());
        let name = |code: &RegionCode| RegionChoice { code: code.clone(), name: self.reference.place_name(code) };
        let mut regions: Vec<RegionChoice> =
            all.filter(|region| scope.covers(&region.code)).map(|region| name(&region.code)).collect();
        regions.sort_by(|a, b| a.code.cmp(&b.code));
        regions
    }

    /// The level-2 groups of occupations.
    fn trades(&self, kind: TableKind) -> Vec<OccupationChoice> {
        if !kind.filters().trade {
            return Vec::new();
        }
        let occupations = self.reference.occupations();
        let groups = occupations.iter().filter(|occupation| occupation.code.stem().len() == 4 && !occupation.ended);
        groups.map(|group| OccupationChoice { code: group.code.clone(), name: group.name.clone() }).collect()
    }

    async fn show(&self, staff: &Staff, kind: TableKind, query: TableQuery) -> Result<TablePage, Refused> {
        let (filter, problems) = query.parse(kind);
        let region = Self::region(staff, &filter);
        let read = async {
            let mut db = self.store.read().await?;
            let rows = self.rows(&mut db, kind, &filter, &region, PAGE).await?;
            let total = self.count(&mut db, kind, &filter, &region).await?;
            Ok((rows, total, self.views_of(&mut db, staff.account, kind).await?))
        };
        let (Rows { rows, next }, total, views) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let may = |role: StaffRole, action: &BulkAction| role.has(action.right());
        Ok(TablePage {
            kind,
            kinds: TableKind::ALL.iter().copied().filter(|kind| staff.role.has(kind.right())).collect(),
            problems,
            now: self.clock.now(),
            total,
            columns: filter.columns.clone(),
            order: filter.order.word(),
            rows,
            next,
            regions: self.regions(&staff.region),
            trades: self.trades(kind),
            views,
            actions: kind.actions().iter().copied().filter(|action| may(staff.role, action)).collect(),
            may_export: staff.role.has(Right::Export),
            query,
        })
    }
}

#[async_trait]
impl TableService for Service {
    async fn page(&self, actor: &Actor, kind: TableKind, query: TableQuery) -> Result<TablePage, Refused> {
        self.show(staff(actor, kind.right())?, kind, query).await
    }

    async fn export(&self, actor: &Actor, draft: ExportDraft, language: &str) -> Result<Export, Refused> {
        self.export_rows(actor, draft, language).await
    }

    async fn save_view(&self, actor: &Actor, draft: SaveViewDraft) -> Result<(), Refused> {
        let (kind, name) = draft.parse().map_err(Refused::Fields)?;
        self.keep(staff(actor, kind.right())?.account, (kind, name), draft.query).await
    }

    async fn forget_view(&self, actor: &Actor, view: Uuid) -> Result<TableKind, Refused> {
        self.forget(actor.staff().ok_or(Refused::SignedOut)?.account, view).await
    }

    async fn preview(&self, actor: &Actor, query: BulkQuery) -> Result<BulkPreview, Refused> {
        let table = TableKind::parse(&query.table).ok_or(Refused::Missing)?;
        staff(actor, table.right())?;
        let action = query.action().ok_or(Refused::Missing)?;
        let staff = staff(actor, action.right())?;
        match query.rows() {
            Ok(ids) => self.foresee(staff, BulkOrder { action, ids }).await,
            Err(problem) => Ok(BulkPreview { action, rows: Vec::new(), problem: Some(problem) }),
        }
    }

    async fn apply(&self, actor: &Actor, draft: BulkDraft) -> Result<BulkDone, Refused> {
        let action = BulkAction::parse(&draft.action);
        let action = action.ok_or_else(|| Refused::field("action", Problem::UnknownWord));
        staff(actor, action.as_ref().map_or(Right::Look, |action| action.right()))?;
        action?;
        let (order, reason) = draft.parse().map_err(Refused::Fields)?;
        self.carry_out(actor, order, reason).await
    }
}
