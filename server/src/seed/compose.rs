//! Composing employers, postings and shifts.

use domain::{
    gig::{Benefit, Benefits, Filling, PayRule, PayUnit, SettlementTerm, ShiftPlan, filling::fair::Held},
    money::Fen,
    occupation::OccupationCode,
    place::Point,
    region::RegionCode,
    when::Moment,
};
use rand::{Rng, RngExt, rngs::StdRng};
use uuid::{Builder, Uuid};

use super::material::{Habit, Material, Title};
use crate::{
    gig::publish::{self, NewPosting, NewShift},
    reference::{Outline, Reference},
};

/// Days over which shifts are spread.
pub const DAYS: i64 = 14;
/// Of a hundred places so many have no pin.
const UNPINNED: u32 = 10;

/// A made-up employer.
#[derive(Clone)]
pub struct Employer {
    pub id: Uuid,
    pub kind: &'static str,
    pub name: String,
    pub verified: bool,
    pub town: RegionCode,
    pub at: Moment,
    /// Who acts for it, if anybody is to.
    pub owner: Option<Uuid>,
    /// Wages that are due later than this are not paid; all of them are where there is no such time.
    pub owes_from: Option<Moment>,
}

/// Makes one thing after the other.
pub struct Composer<'a> {
    reference: &'a Reference,
    material: Material,
    pub chance: StdRng,
    pub now: Moment,
    shifts: u32,
    made: u64,
    towns: Vec<(RegionCode, Vec<String>)>,
}

const SURNAMES: [&str; 10] = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴"];
const FIRMS: [&str; 12] =
    ["旌城", "岷江", "蜀汇", "川禾", "三星", "鸭子河", "云栖", "金穗", "锦程", "百川", "同心", "远山"];
const LINES: [&str; 8] = ["物流", "餐饮管理", "家政服务", "建筑劳务", "食品", "机械", "商贸", "园林"];
const SITES: [&str; 8] = [
    "物流园 3 号门",
    "村委会门口",
    "农贸市场东门",
    "工业园 A 区",
    "幸福路 18 号",
    "社区服务站",
    "客运站旁",
    "大棚基地入口",
];
const REQUIREMENTS: [&str; 6] = ["", "能搬 25 公斤", "有健康证", "自带雨靴", "会用智能手机", "穿防滑鞋"];

/// The townships of a region with the names of their villages.
fn towns(reference: &Reference, region: &RegionCode) -> Vec<(RegionCode, Vec<String>)> {
    let villages = |town: &RegionCode| {
        reference.villages_of(town).iter().map(|village| village.short_name.clone()).collect::<Vec<_>>()
    };
    let towns = reference.towns();
    let inside = towns.iter().filter(|town| region.covers(&town.code));
    inside.map(|town| (town.code.clone(), villages(&town.code))).collect()
}

impl<'a> Composer<'a> {
    /// For so many shifts from now on.
    pub fn new(reference: &'a Reference, chance: StdRng, now: Moment, shifts: u32) -> Self {
        let towns = towns(reference, &reference.city().code);
        Self { reference, material: Material::new(reference), chance, now, shifts, made: 0, towns }
    }

    /// How many shifts it is for.
    pub const fn shifts(&self) -> u32 {
        self.shifts
    }

    /// From here on everything lies in one county.
    pub fn stay_in(&mut self, county: &RegionCode) {
        self.towns = towns(self.reference, county);
    }

    /// One of these.
    pub fn pick<'b, T>(&mut self, from: &'b [T]) -> &'b T {
        &from[self.chance.random_range(0..from.len())]
    }

    /// Whether it happens, if it happens so often.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.chance.random_ratio(percent, 100)
    }

    /// An id of the seed's own time and order: the same seed gives the same ids.
    pub fn id(&mut self) -> Uuid {
        self.made += 1;
        let millis = u64::try_from(self.now.0).unwrap_or_default().saturating_sub(10_000_000) + self.made / 64;
        let mut bytes = [0_u8; 10];
        self.chance.fill_bytes(&mut bytes);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    fn town(&mut self) -> (RegionCode, String) {
        let at = self.chance.random_range(0..self.towns.len());
        let (town, villages) = self.towns[at].clone();
        let village = if villages.is_empty() { String::new() } else { self.pick(&villages).clone() };
        (town, village)
    }

    /// All employers: about one for every forty shifts.
    pub fn employers(&mut self) -> Vec<Employer> {
        let n = (self.shifts / 40).clamp(12, 20_000);
        (0..n).map(|number| self.employer(number)).collect()
    }

    /// One employer.
    pub fn employer(&mut self, number: u32) -> Employer {
        let (town, village) = self.town();
        let surname = *self.pick(&SURNAMES);
        let (kind, name) = match self.chance.random_range(0..10) {
            0..6 => {
                let (firm, line) = (*self.pick(&FIRMS), *self.pick(&LINES));
                ("firm", format!("示例{firm}{line}有限公司"))
            }
            6..8 => ("farm", format!("示例{village}家庭农场")),
            _ => ("household", format!("示例住户{surname}{}", if self.percent(50) { "女士" } else { "先生" })),
        };
        let verified = self.percent(85);
        Employer {
            id: self.id(),
            kind,
            name,
            verified,
            town,
            at: Moment(self.now.0 - i64::from(number % 300) * Moment::DAY),
            owner: None,
            owes_from: None,
        }
    }

    /// One posting with at most `most` shifts.
    pub fn posting(&mut self, employers: &[Employer], most: u32) -> NewPosting {
        let (habit, title) = self.title();
        let at = self.chance.random_range(0..employers.len());
        let employer = employers[at].id;
        let (town, village) = self.town();
        let (point, pinned) = self.place(&town);
        let pay = self.pay(&habit);
        let settlement = SettlementTerm::ALL[[0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3][self.chance.random_range(0..11)]];
        let benefits = Benefit::ALL
            .iter()
            .fold(Benefits::default(), |set, benefit| if self.percent(30) { set.with(*benefit) } else { set });
        let published = Moment(self.now.0 - self.chance.random_range(0..5 * Moment::DAY));
        let shifts = self.shifts_of(&habit, &title.code, &town, (pay, settlement), most);
        let employer_name = &employers[at].name;
        let words = publish::words(self.reference, &title.text, &title.code, employer_name, (&town, &village), point);
        let surname = *self.pick(&SURNAMES);
        let phone = format!("1380000{:04}", self.chance.random_range(0..10_000));
        let site = *self.pick(&SITES);
        NewPosting {
            id: self.id(),
            employer,
            duties: self.material.duties(&title.code),
            title: title.text,
            code: title.code,
            requirements: (*self.pick::<&str>(&REQUIREMENTS)).to_owned(),
            least_age: if self.percent(6) { 16 } else { 18 },
            pay,
            settlement,
            benefits,
            town,
            address: format!("{village} {site}"),
            point,
            pinned,
            contact: (format!("{surname}师傅（示例）"), phone),
            words,
            opens: Moment(0),
            fills: Filling::Instant,
            held: Held::default(),
            published,
            sample: true,
            import: None,
            shifts,
        }
    }

    fn title(&mut self) -> (Habit, Title) {
        let total: u32 = self.material.habits().iter().map(|(habit, _)| habit.weight).sum();
        let mut left = self.chance.random_range(0..total);
        for (habit, titles) in self.material.habits() {
            if left < habit.weight {
                return (*habit, titles[self.chance.random_range(0..titles.len())].clone());
            }
            left -= habit.weight;
        }
        let (habit, titles) = &self.material.habits()[0];
        (*habit, titles[0].clone())
    }

    /// A point inside the county, or the county's own where no pin is placed.
    fn place(&mut self, town: &RegionCode) -> (Point, bool) {
        let county = town.county().and_then(RegionCode::parse);
        let outline = self.reference.outlines().iter().find(|outline| Some(&outline.county) == county.as_ref());
        match outline.and_then(|outline| Some((outline, outline.bounds()?))) {
            Some((outline, bounds)) if !self.percent(UNPINNED) => (self.inside(outline, bounds), true),
            _ => (self.reference.point_of(town), false),
        }
    }

    fn inside(&mut self, outline: &Outline, bounds: domain::place::Bounds) -> Point {
        let [low, high] = bounds.corners();
        loop {
            let lat = self.chance.random_range(low.lat..=high.lat);
            let point = Point { lat, lng: self.chance.random_range(low.lng..=high.lng) };
            if outline.holds(point) {
                return point;
            }
        }
    }

    fn pay(&mut self, habit: &Habit) -> PayRule {
        let hourly = self.chance.random_range(habit.pay.0..=habit.pay.1);
        let half = if self.percent(20) { 50 } else { 0 };
        match self.chance.random_range(0..10) {
            0 | 1 => PayRule { unit: PayUnit::Day, amount: Fen::yuan(hourly * 9), pieces: 0 },
            2 => PayRule { unit: PayUnit::Piece, amount: Fen(150), pieces: hourly * 6 },
            _ => PayRule { unit: PayUnit::Hour, amount: Fen(hourly * 100 + half), pieces: 0 },
        }
    }

    fn shifts_of(
        &mut self,
        habit: &Habit,
        code: &OccupationCode,
        town: &RegionCode,
        (pay, settlement): (PayRule, SettlementTerm),
        most: u32,
    ) -> Vec<NewShift> {
        let each = if self.shifts > 5_000 { self.chance.random_range(6..=14) } else { self.chance.random_range(1..=3) };
        let start_minute = *self.pick(habit.starts);
        // Work paid by the day or the piece is a full day's, so that its hourly figure is what it seems.
        let length =
            if pay.unit == PayUnit::Hour { self.chance.random_range(habit.length.0..=habit.length.1) } else { 17 };
        let break_minutes = if length >= 12 { 30 } else { 0 };
        let seats = if self.percent(75) { self.chance.random_range(1..=6) } else { self.chance.random_range(7..=30) };
        let first = self.chance.random_range(0..DAYS);
        (0..i64::from(each.min(most)))
            .map(|number| {
                let day = (first + number) % DAYS;
                let starts = self.start(day, start_minute);
                let ends = starts.plus_minutes(length * 30);
                let plan = ShiftPlan { starts, ends, break_minutes, seats };
                NewShift::of(self.id(), plan, code, town, pay, settlement)
            })
            .collect()
    }

    /// The start on that day from today; what would have begun already begins in the coming hours instead, or on the
    /// last day if the day is over.
    fn start(&mut self, day: i64, minute: i64) -> Moment {
        let midnight = Moment::start_of(self.now.date());
        let starts = Moment(midnight.0 + day * Moment::DAY).plus_minutes(minute);
        if starts.0 > self.now.0 + 20 * Moment::MINUTE {
            return starts;
        }
        let quarter = self.now.0.div_euclid(15 * Moment::MINUTE) + self.chance.random_range(3..24);
        let soon = Moment(quarter * 15 * Moment::MINUTE);
        if soon.day_number() == self.now.day_number() { soon } else { Moment(starts.0 + DAYS * Moment::DAY) }
    }
}
