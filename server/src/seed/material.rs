//! What sample content is made of: titles with their trades, descriptions, and the habits of each trade.

use std::collections::HashMap;

use domain::occupation::OccupationCode;

use crate::reference::Reference;

/// A title and the occupation it is about.
#[derive(Clone, Debug)]
pub struct Title {
    /// The title.
    pub text: String,
    /// The occupation.
    pub code: OccupationCode,
}

/// How work of a trade usually is.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    /// Beginning of the occupation code.
    stem: &'static str,
    /// Pay an hour, yuan, from and to. No lower than 23, the level of hourly minimum wages in the region of late.
    pub pay: (i64, i64),
    /// Usual starts, minutes after midnight.
    pub starts: &'static [i64],
    /// Length, half hours, from and to.
    pub length: (i64, i64),
    /// How often it is posted, against the others.
    pub weight: u32,
}

const fn habit(stem: &'static str, pay: (i64, i64), starts: &'static [i64], length: (i64, i64), weight: u32) -> Habit {
    Habit { stem, pay, starts, length, weight }
}

/// The first that fits counts.
const HABITS: &[Habit] = &[
    habit("4-02-05", (24, 32), &[360, 420, 480, 840, 1_140, 1_260], (10, 18), 20),
    habit("4-02-06", (23, 30), &[480, 510, 840, 1_200], (14, 18), 12),
    habit("4-02-07", (24, 34), &[330, 390, 780], (8, 16), 12),
    habit("4-02-02", (28, 45), &[360, 420, 480], (14, 20), 6),
    habit("4-10-08", (24, 36), &[390, 600, 990], (8, 16), 12),
    habit("4-10", (26, 48), &[480, 540, 840], (6, 16), 14),
    habit("4-03", (23, 28), &[540, 600, 960, 1_020], (8, 16), 18),
    habit("4-09", (23, 28), &[300, 360, 420, 780], (8, 14), 12),
    habit("4-01", (23, 30), &[510, 540, 780], (12, 18), 8),
    habit("4-12", (30, 55), &[510, 540], (12, 18), 4),
    habit("5-", (24, 33), &[330, 360, 390, 420], (10, 18), 16),
    habit("6-29", (28, 58), &[420, 450, 480], (16, 20), 18),
    habit("6-30", (30, 60), &[450, 480], (16, 18), 5),
    habit("6-31", (23, 32), &[450, 480, 1_170], (16, 20), 14),
    habit("6-", (24, 36), &[450, 480, 1_170], (16, 20), 14),
];

/// Beginnings of official texts that no sample posting should be about: work for which a licence, a uniform or a desk
/// in an office is needed is not found by the day.
const NOT_BY_THE_DAY: [&str; 3] = ["1-", "3-", "7-"];

/// Everything sample content is made of.
pub struct Material {
    by_habit: Vec<(Habit, Vec<Title>)>,
    details: HashMap<String, (String, String)>,
}

impl Material {
    /// From the built-in files and the names of the reference data.
    pub fn new(reference: &Reference) -> Self {
        let details = read_details();
        let mut by_habit: Vec<(Habit, Vec<Title>)> = HABITS.iter().map(|habit| (*habit, Vec::new())).collect();
        let spoken =
            reference.aliases().iter().map(|alias| Title { text: alias.name.clone(), code: alias.code.clone() });
        for title in spoken.chain(read_titles()).filter(|title| fits(title, &details)) {
            let place = by_habit.iter_mut().find(|(habit, _)| title.code.as_str().starts_with(habit.stem));
            if let Some((_, titles)) = place {
                titles.push(title);
            }
        }
        by_habit.retain(|(_, titles)| !titles.is_empty());
        Self { by_habit, details }
    }

    /// Habits with their titles.
    pub fn habits(&self) -> &[(Habit, Vec<Title>)] {
        &self.by_habit
    }

    /// What the work is, in the official words, shortened at a sentence.
    pub fn duties(&self, code: &OccupationCode) -> String {
        let Some((definition, tasks)) = self.details.get(code.as_str()) else { return String::new() };
        let mut text = definition.clone();
        for task in tasks.split_whitespace() {
            if text.chars().count() + task.chars().count() > 220 {
                break;
            }
            text.push('\n');
            text.push_str(task);
        }
        text
    }
}

/// Whether a title may head a sample posting: short, Han or Latin words only, with an official text, and not the kind
/// of promise that real boards are full of.
fn fits(title: &Title, details: &HashMap<String, (String, String)>) -> bool {
    const BAIT: [&str; 30] = [
        "万", "薪", "兼职", "主播", "佣", "急", "元", "招", "包", "无责", "底薪", "加盟", "代理", "月入", "暑", "寒假",
        "实习", "限", "男", "女", "岁", "经理", "主管", "专员", "总监", "主任", "店长", "合伙", "拉新", "电销",
    ];
    let length = title.text.chars().count();
    (2..=12).contains(&length)
        && details.contains_key(title.code.as_str())
        && !NOT_BY_THE_DAY.iter().any(|stem| title.code.as_str().starts_with(stem))
        && title.text.chars().all(char::is_alphanumeric)
        && !title.text.chars().any(|c| c.is_ascii_digit())
        && !BAIT.iter().any(|word| title.text.contains(word))
}

fn read_titles() -> Vec<Title> {
    let mut rows =
        csv::ReaderBuilder::new().flexible(true).from_reader(include_bytes!("../../sample/job_titles.csv").as_slice());
    let read = |row: csv::StringRecord| {
        Some(Title { text: row.get(0)?.to_owned(), code: OccupationCode::parse(row.get(1)?)? })
    };
    rows.records().filter_map(Result::ok).filter_map(read).collect()
}

fn read_details() -> HashMap<String, (String, String)> {
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(include_bytes!("../../sample/occupation_details.csv").as_slice());
    let read = |row: csv::StringRecord| {
        Some((row.get(0)?.to_owned(), (row.get(2)?.to_owned(), row.get(3).unwrap_or_default().to_owned())))
    };
    rows.records().filter_map(Result::ok).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_habit_has_titles_with_official_texts() {
        let material = Material::new(&Reference::builtin());
        for (habit, titles) in material.habits() {
            assert!(titles.len() >= 3, "{} has {} titles", habit.stem, titles.len());
            assert!(titles.iter().all(|title| !material.duties(&title.code).is_empty()));
        }
        assert!(material.habits().len() >= 12, "{}", material.habits().len());
    }
}
