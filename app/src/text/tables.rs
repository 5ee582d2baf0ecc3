//! What the console's tables say, on the page and in files.

use domain::{
    gig::{ClaimState, PayUnit, SettlementTerm},
    identity::{StaffRole, VerificationState, organisation::OrganisationKind},
    table::{BulkAction, Cell, Column, ExportFormat, Hindrance, TableKind},
    when::Moment,
};

use super::{Language, Text, admin::Admin, organisation::Organisation, say};

super::table::table! {
    /// The words of the tables.
    Tables {
        tables: "数据", "Tables";
        postings: "用工信息", "Postings";
        shifts: "班次", "Shifts";
        claims: "报名", "Claims";
        organisations: "单位", "Organisations";
        people: "求职人员", "People";
        staff: "工作人员", "Staff";
        regions: "区划", "Regions";
        occupations: "职业分类", "Occupations";
        title: "标题", "Title";
        employer: "用工单位", "Employer";
        occupation: "职业", "Occupation";
        code: "代码", "Code";
        name: "名称", "Name";
        kind: "类型", "Kind";
        credit_code: "统一社会信用代码", "Unified social credit code";
        phone: "手机", "Phone";
        role: "职责", "Role";
        place: "区域", "Where";
        level: "级别", "Level";
        pay: "工钱（元）", "Pay (yuan)";
        pay_unit: "计价方式", "Paid by";
        settlement: "结算", "Settlement";
        starts: "开始", "Starts";
        ends: "结束", "Ends";
        seats: "名额", "Seats";
        taken: "已报", "Taken";
        waiting: "候补", "Waiting";
        hourly: "折合每小时（元）", "An hour comes to (yuan)";
        state: "状态", "State";
        until: "有效期到", "Good until";
        published: "发布", "Published";
        made: "报名时间", "Claimed";
        since: "登记时间", "Since";
        by_hour: "按小时", "The hour";
        by_day: "按天", "The day";
        by_piece: "按件", "The piece";
        by_task: "按活", "The task";
        city: "市", "City";
        county: "县（市、区）", "County";
        township: "镇（街道）", "Township";
        village: "村（社区）", "Village";
        c_applied: "待用工方确认", "Waits for the employer";
        c_waitlisted: "候补中", "On the waitlist";
        c_offered: "空位待接受", "A seat is offered";
        c_confirmed: "已确认", "Confirmed";
        c_checked_in: "已签到", "Checked in";
        c_checked_out: "已签退", "Checked out";
        c_settled: "已结算", "Settled";
        c_declined: "未接受", "Declined";
        c_expired: "已过期", "Expired";
        c_cancelled_by_worker: "本人取消", "Cancelled by the worker";
        c_cancelled_by_employer: "用工方取消", "Cancelled by the employer";
        c_no_show: "本人未到岗", "The worker did not come";
        c_employer_no_show: "用工方失约", "The employer did not come";
        open: "有空位", "Open";
        full: "已满", "Full";
        started: "进行中", "Under way";
        ended: "已结束", "Over";
        closed: "已关闭", "Closed";
        working: "在岗", "Working";
        left: "已停用", "Ended";
        current: "使用中", "In use";
        abolished: "已撤销", "Abolished";
        found: "{}（{} 条）", "{} ({})";
        search_gig: "标题、职业、单位、地点", "Title, occupation, employer, place";
        search_organisation: "名称或信用代码", "Name or credit code";
        search_code: "代码或名称", "Code or name";
        all: "全部", "All";
        trade: "职业大类", "Group of occupations";
        from: "从哪天", "From";
        to: "到哪天", "To";
        date_hint: "写成 2026-01-31", "As 2026-01-31";
        find: "查找", "Search";
        reset: "清除条件", "Clear";
        more: "更多条件：职业、日期", "More: occupation, days";
        one_posting: "只看一条用工信息的", "Of one posting only";
        one_employer: "只看一个单位的", "Of one organisation only";
        columns: "显示哪些列", "Columns";
        empty: "没有符合条件的记录。", "No rows fit.";
        empty_next: "放宽日期、区域或去掉一个条件再找。", "Widen the days or the region, or drop a condition.";
        next: "下一页", "Next page";
        sort_by: "按“{}”排序", "Sort by {}";
        views: "常用查询", "Kept views";
        view_name: "给现在的条件起个名，下次直接用", "Keep these conditions under a name";
        view_name_hint: "同名的会换成现在的条件", "One of the same name is replaced";
        view_keep: "存为常用", "Keep";
        view_forget: "删除常用查询“{}”", "Remove the view “{}”";
        remove: "删除", "Remove";
        export: "导出", "Export";
        export_hint: "导出现在找到的全部记录和列，最多 50,000 行；导出会记录。", "Takes all rows found with these columns, 50,000 at most; it is recorded.";
        csv: "CSV 文件", "CSV file";
        xlsx: "Excel 文件", "Excel file";
        select: "勾选", "Select";
        select_row: "勾选 {}", "Select {}";
        bulk: "对勾选的行", "With the chosen rows";
        preview: "预览", "Preview";
        close: "关闭班次", "Close shifts";
        withdraw: "下架用工信息", "Withdraw postings";
        revoke: "撤销单位核验", "Take verifications back";
        close_effect: "班次会关闭，已报名和候补的人会收到通知。", "The shifts are closed; whoever holds a seat or waits is told.";
        withdraw_effect: "还没开始的班次会全部关闭，已报名和候补的人会收到通知。", "All shifts to come are closed; whoever holds a seat or waits is told.";
        revoke_effect: "单位会显示为没有核验，负责人会收到通知和原因。", "The organisations are shown as not verified; their owners are told, with the reason.";
        bulk_title: "{}：确认", "{}: please confirm";
        bulk_rows: "会处理 {} 行，{} 行不变。", "{} rows are worked on, {} stay as they are.";
        bulk_nothing: "勾选的行都不能这样处理。", "None of the chosen rows can be worked on.";
        bulk_touched: "影响", "Touches";
        people_told: "{} 人会收到通知", "People told: {}";
        shifts_closed: "关闭 {} 个班次", "{} shifts are closed";
        owners_told: "通知负责人", "The owners are told";
        h_already: "已经是这样了", "It is so already";
        h_begun: "已经开始或结束", "It has begun or is over";
        h_own: "是您自己提交的，不能由您决定", "You have filed it, so you do not decide";
        confirm: "确认处理", "Do it";
        back: "返回", "Back";
        done: "处理了 {} 行，{} 行没有变。", "{} rows were worked on, {} were left as they are.";
        kept: "存好了。", "Kept.";
        forgotten: "删好了。", "Removed.";
    }
}

impl Tables {
    /// A table.
    pub const fn table(&self, kind: TableKind) -> &'static str {
        match kind {
            TableKind::Postings => self.postings,
            TableKind::Shifts => self.shifts,
            TableKind::Claims => self.claims,
            TableKind::Organisations => self.organisations,
            TableKind::People => self.people,
            TableKind::Staff => self.staff,
            TableKind::Regions => self.regions,
            TableKind::Occupations => self.occupations,
        }
    }

    /// A column.
    pub const fn column(&self, column: Column) -> &'static str {
        match column {
            Column::Title => self.title,
            Column::Employer => self.employer,
            Column::Occupation => self.occupation,
            Column::Code => self.code,
            Column::Name => self.name,
            Column::Kind => self.kind,
            Column::CreditCode => self.credit_code,
            Column::Phone => self.phone,
            Column::Role => self.role,
            Column::Place => self.place,
            Column::Level => self.level,
            Column::Pay => self.pay,
            Column::PayUnit => self.pay_unit,
            Column::Settlement => self.settlement,
            Column::Shifts => self.shifts,
            Column::Starts => self.starts,
            Column::Ends => self.ends,
            Column::Seats => self.seats,
            Column::Taken => self.taken,
            Column::Waiting => self.waiting,
            Column::Hourly => self.hourly,
            Column::State => self.state,
            Column::Until => self.until,
            Column::Published => self.published,
            Column::Made => self.made,
            Column::Since => self.since,
        }
    }

    /// What can be done to many rows.
    pub const fn action(&self, action: BulkAction) -> &'static str {
        match action {
            BulkAction::CloseShifts => self.close,
            BulkAction::WithdrawPostings => self.withdraw,
            BulkAction::RevokeOrganisations => self.revoke,
        }
    }

    /// What comes of it.
    pub const fn effect(&self, action: BulkAction) -> &'static str {
        match action {
            BulkAction::CloseShifts => self.close_effect,
            BulkAction::WithdrawPostings => self.withdraw_effect,
            BulkAction::RevokeOrganisations => self.revoke_effect,
        }
    }

    /// Why nothing can be done to a row.
    pub const fn hindrance(&self, why: Hindrance) -> &'static str {
        match why {
            Hindrance::Already => self.h_already,
            Hindrance::Begun => self.h_begun,
            Hindrance::Own => self.h_own,
        }
    }

    /// A kind of file.
    pub const fn format(&self, format: ExportFormat) -> &'static str {
        match format {
            ExportFormat::Csv => self.csv,
            ExportFormat::Xlsx => self.xlsx,
        }
    }

    /// Where a claim stands, as others than its worker say it.
    pub const fn claim(&self, state: ClaimState) -> &'static str {
        match state {
            ClaimState::Applied => self.c_applied,
            ClaimState::Waitlisted => self.c_waitlisted,
            ClaimState::Offered => self.c_offered,
            ClaimState::Confirmed => self.c_confirmed,
            ClaimState::CheckedIn => self.c_checked_in,
            ClaimState::CheckedOut => self.c_checked_out,
            ClaimState::Settled => self.c_settled,
            ClaimState::Declined => self.c_declined,
            ClaimState::Expired => self.c_expired,
            ClaimState::CancelledByWorker => self.c_cancelled_by_worker,
            ClaimState::CancelledByEmployer => self.c_cancelled_by_employer,
            ClaimState::NoShow => self.c_no_show,
            ClaimState::EmployerNoShow => self.c_employer_no_show,
        }
    }

    /// A word of the tables' own, if it is one.
    fn own(&self, word: &str) -> Option<&'static str> {
        Some(match word {
            "hour" => self.by_hour,
            "day" => self.by_day,
            "piece" => self.by_piece,
            "task" => self.by_task,
            "city" => self.city,
            "county" => self.county,
            "township" => self.township,
            "village" => self.village,
            "open" => self.open,
            "full" => self.full,
            "started" => self.started,
            "ended" => self.ended,
            "closed" => self.closed,
            "working" => self.working,
            "left" => self.left,
            "current" => self.current,
            "abolished" => self.abolished,
            _ => return None,
        })
    }
}

/// A word of a column, as people say it; the word itself if nobody knows it.
pub fn word(t: &Text, kind: TableKind, column: Column, word: &str) -> String {
    let known = match (kind, column) {
        (TableKind::Claims, Column::State) => ClaimState::parse(word).map(|state| Tables::of(t.language).claim(state)),
        (TableKind::Organisations, Column::State) => {
            VerificationState::parse(word).map(|state| Organisation::of(t.language).state_of(state))
        }
        (_, Column::Kind) => OrganisationKind::parse(word).map(|kind| Organisation::of(t.language).kind_of(kind)),
        (_, Column::Role) => StaffRole::parse(word).map(|role| Admin::of(t.language).role(role)),
        (_, Column::Settlement) => SettlementTerm::parse(word).map(|term| say::settlement(t, term)),
        (_, Column::PayUnit) => PayUnit::parse(word).and_then(|unit| Tables::of(t.language).own(unit.word())),
        _ => Tables::of(t.language).own(word),
    };
    known.unwrap_or(word).to_owned()
}

/// What stands in a cell, as a text; empty for nothing.
pub fn cell(t: &Text, kind: TableKind, column: Column, cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Word(stored) => word(t, kind, column, stored),
        Cell::Number(number) => number.to_string(),
        Cell::Sum(sum) => sum.to_string(),
        Cell::At(at) => moment(*at),
    }
}

/// `2026-11-24 05:30`: the same in both languages, and in the order of time.
pub fn moment(at: Moment) -> String {
    format!("{} {}", at.date(), at.clock())
}

/// The language of a file: that of its tag, else Chinese.
pub fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_table_is_said_in_both_languages() {
        for language in [Language::Zh, Language::En] {
            for kind in TableKind::ALL {
                for state in kind.states() {
                    let said = word(language.text(), *kind, Column::State, state);
                    assert!(!said.is_empty() && said != *state, "{kind:?} {state} in {language:?}: {said}");
                }
            }
        }
    }
}
