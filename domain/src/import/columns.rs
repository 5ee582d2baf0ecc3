//! What a file of each kind holds: its columns, by which names they are known, and the words that stand in them.

use super::ImportKind;
use crate::error::{FieldError, Problem};

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field that it is read into.
    pub field: &'static str,
    /// Its name in Chinese, which the template has.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// A file without it is refused.
    pub needed: bool,
    /// The words of a field that knows only some, in Chinese and as they are stored.
    pub words: &'static [(&'static str, &'static str)],
}

const fn column(field: &'static str, zh: &'static str, en: &'static str, needed: bool) -> Column {
    Column { field, zh, en, needed, words: &[] }
}

const fn choice(
    field: &'static str,
    zh: &'static str,
    en: &'static str,
    needed: bool,
    words: &'static [(&'static str, &'static str)],
) -> Column {
    Column { field, zh, en, needed, words }
}

const ORGANISATION_KINDS: &[(&str, &str)] = &[
    ("企业", "firm"),
    ("公司", "firm"),
    ("农场", "farm"),
    ("农户", "farm"),
    ("家庭", "household"),
    ("住户", "household"),
    ("培训机构", "institution"),
    ("孵化基地", "base"),
];
const PAY_UNITS: &[(&str, &str)] =
    &[("小时", "hour"), ("时", "hour"), ("天", "day"), ("日", "day"), ("件", "piece"), ("次", "task"), ("项", "task")];
const SETTLEMENTS: &[(&str, &str)] =
    &[("当天", "same-day"), ("日结", "same-day"), ("次日", "next-day"), ("周结", "weekly"), ("半月结", "fortnightly")];
const FILLINGS: &[(&str, &str)] = &[("抢单", "instant"), ("择优", "review")];
const ROLES: &[(&str, &str)] = &[
    ("经办", "operator"),
    ("审批", "approver"),
    ("审计", "auditor"),
    ("管理员", "administrator"),
    ("评审", "reviewer"),
    ("导师", "mentor"),
];
const ENDED: &[(&str, &str)] = &[("是", "yes"), ("否", "")];

const EMPLOYERS: &[Column] = &[
    column("id", "编号", "id", false),
    choice("kind", "类型", "kind", true, ORGANISATION_KINDS),
    column("name", "名称", "name", true),
    column("credit_code", "统一社会信用代码", "credit code", false),
    column("region", "地区代码", "region", true),
    column("contact_name", "联系人", "contact name", true),
    column("contact_phone", "联系手机", "contact phone", true),
    column("owner_phone", "负责人手机", "owner phone", false),
];
const POSTINGS: &[Column] = &[
    column("number", "外部编号", "number", true),
    column("employer", "用工单位", "employer", true),
    column("title", "标题", "title", true),
    column("occupation", "职业代码", "occupation", true),
    column("duties", "工作内容", "duties", true),
    column("requirements", "要求", "requirements", false),
    column("least_age", "最低年龄", "least age", false),
    choice("pay_unit", "计酬单位", "pay unit", true, PAY_UNITS),
    column("pay_amount", "金额", "pay amount", true),
    column("pay_pieces", "件数", "pieces", false),
    choice("settlement", "结算方式", "settlement", true, SETTLEMENTS),
    column("benefits", "福利", "benefits", false),
    column("region", "地区代码", "region", true),
    column("address", "地址", "address", true),
    column("lat", "纬度", "lat", false),
    column("lng", "经度", "lng", false),
    column("contact_name", "联系人", "contact name", true),
    column("contact_phone", "联系手机", "contact phone", true),
    column("opens", "开放报名", "opens", false),
    choice("fills", "录用方式", "filling", false, FILLINGS),
    column("date", "日期", "date", true),
    column("start", "开始", "start", true),
    column("end", "结束", "end", true),
    column("break_minutes", "休息分钟", "break", false),
    column("seats", "人数", "seats", true),
];
const STAFF: &[Column] = &[
    column("phone", "手机号", "phone", true),
    column("name", "名字", "name", true),
    choice("role", "职责", "role", true, ROLES),
    column("region", "地区代码", "region", true),
];
const REGIONS: &[Column] = &[
    column("code", "代码", "code", true),
    column("name", "名称", "name", true),
    column("short_name", "简称", "short name", false),
    column("lat", "纬度", "lat", false),
    column("lng", "经度", "lng", false),
    choice("ended", "已停用", "ended", false, ENDED),
];
const OCCUPATIONS: &[Column] = &[
    column("code", "代码", "code", true),
    column("name", "名称", "name", true),
    choice("ended", "已停用", "ended", false, ENDED),
];

impl ImportKind {
    /// The columns of its files, in the order of the template.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Employers => EMPLOYERS,
            Self::Postings => POSTINGS,
            Self::Staff => STAFF,
            Self::Regions => REGIONS,
            Self::Occupations => OCCUPATIONS,
        }
    }

    /// The column of a field.
    pub fn column(self, field: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.field == field)
    }
}

/// Where the columns of a kind stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// For each column of the kind, its place in the file.
    at: Vec<Option<usize>>,
    kind: ImportKind,
    /// Names in the file that are no column.
    pub unknown: Vec<String>,
}

/// The most characters of a name that is not known.
const NAME_LIMIT: usize = 40;
/// The most names that are told of.
const NAMES_LIMIT: usize = 20;

/// A name as it is compared: without blanks, marks and brackets, in small letters.
fn bare(name: &str) -> String {
    let plain = name.split(['（', '(']).next().unwrap_or_default();
    let plain = if plain.trim().is_empty() { name } else { plain };
    plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads the first line of a file. Refused with every column that is missing, or there twice.
pub fn read_header(kind: ImportKind, names: &[&str]) -> Result<Header, Vec<FieldError>> {
    let columns = kind.columns();
    let mut at: Vec<Option<usize>> = vec![None; columns.len()];
    let (mut unknown, mut errors) = (Vec::new(), Vec::new());
    for (place, name) in names.iter().enumerate() {
        let wanted = bare(name);
        if wanted.is_empty() {
            continue;
        }
        let known = |column: &Column| [column.field, column.zh, column.en].iter().any(|name| bare(name) == wanted);
        match columns.iter().position(known) {
            Some(n) if at[n].is_some() => errors.push(FieldError::new(columns[n].field, Problem::ColumnTwice)),
            Some(n) => at[n] = Some(place),
            None if unknown.len() < NAMES_LIMIT => {
                unknown.push(name.trim().chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect());
            }
            None => {}
        }
    }
    for (column, at) in columns.iter().zip(&at) {
        if column.needed && at.is_none() {
            errors.push(FieldError::new(column.field, Problem::ColumnMissing));
        }
    }
    if errors.is_empty() { Ok(Header { at, kind, unknown }) } else { Err(errors) }
}

impl Header {
    /// What stands in a field of a row, with a known word put for its Chinese one; empty for a column that is not there.
    pub fn cell<'a>(&self, field: &str, row: &dyn Fn(usize) -> Option<&'a str>) -> &'a str {
        let columns = self.kind.columns();
        let Some(n) = columns.iter().position(|column| column.field == field) else { return "" };
        let typed = self.at[n].and_then(row).unwrap_or_default();
        read_cell(&columns[n], typed)
    }
}

/// A cell without blanks around it, its Chinese word replaced by the one that is stored. Text stays as it was typed: a
/// file is read, never worked out.
pub fn read_cell<'a>(column: &Column, typed: &'a str) -> &'a str {
    let typed = typed.trim();
    column.words.iter().find(|(zh, _)| *zh == typed).map_or(typed, |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_known_by_either_name_in_any_order() {
        let names = ["地区代码", "Name（名字）", "职责", "备注", "手机号"];
        let header = read_header(ImportKind::Staff, &names).unwrap_or_else(|errors| unreachable!("{errors:?}"));
        assert_eq!(header.unknown, ["备注"]);
        let row = ["510681", " 李 ", "经办", "x", "13800000000"];
        let cell = |field| header.cell(field, &|at| row.get(at).copied());
        assert_eq!(
            (cell("phone"), cell("name"), cell("role"), cell("region")),
            ("13800000000", "李", "operator", "510681")
        );
        assert_eq!(cell("nothing"), "");
    }

    #[test]
    fn what_is_missing_or_there_twice_is_named() {
        let errors = read_header(ImportKind::Staff, &["phone", "手机号", "name"]).err().unwrap_or_default();
        let named: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.problem)).collect();
        let missing = Problem::ColumnMissing;
        assert_eq!(named, [("phone", Problem::ColumnTwice), ("role", missing), ("region", missing)]);
    }

    #[test]
    fn names_of_a_kind_differ() {
        for kind in ImportKind::ALL {
            let mut names: Vec<String> = kind.columns().iter().flat_map(|c| [bare(c.zh), bare(c.en)]).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn any_first_line_may_be_sent(names in proptest::collection::vec(".{0,12}", 0..30), kind in 0_usize..5, cells in proptest::collection::vec(".{0,12}", 0..30)) {
            let kind = ImportKind::ALL[kind];
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if let Ok(header) = read_header(kind, &names) {
                for column in kind.columns() {
                    let _ = header.cell(column.field, &|at| cells.get(at).map(String::as_str));
                }
            }
        }

        #[test]
        fn the_template_is_read_in_any_order(kind in 0_usize..5, turn in 0_usize..30, english: bool) {
            let kind = ImportKind::ALL[kind];
            let mut names: Vec<&str> = kind.columns().iter().map(|c| if english { c.en } else { c.zh }).collect();
            let turn = turn % names.len();
            names.rotate_left(turn);
            prop_assert!(read_header(kind, &names).is_ok_and(|header| header.unknown.is_empty()));
        }
    }
}
