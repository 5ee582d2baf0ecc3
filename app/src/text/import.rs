//! What the pages of imports say.

use domain::import::{ImportKind, ImportState, Outcome};

super::table::table! {
    /// The words of imports.
    Import {
        title: "导入", "Imports";
        new: "导入一个文件", "Import a file";
        none: "还没有导入过。", "Nothing has been imported yet.";
        none_next: "选“导入一个文件”，先下载模板填好，再传上来。传上来只是检查，您确认后才生效。", "Choose “Import a file”: download a template, fill it in and send it. Sending only checks it; nothing changes until you confirm.";
        kind: "内容", "What it holds";
        file: "文件", "File";
        file_gone: "（文件已删除）", "(file deleted)";
        state: "状态", "State";
        rows: "行数", "Rows";
        by: "谁传的", "Sent by";
        you: "您", "you";
        sent: "时间", "Sent";
        ended: "结束时间", "Ended";
        place: "范围", "Within";
        open: "打开", "Open";
        next: "下一页", "Next page";
        percent: "{}%", "{}%";
        employers: "用工单位", "Organisations";
        postings: "用工信息和班次", "Postings and shifts";
        staff: "工作人员", "Staff";
        regions: "地区", "Regions";
        occupations: "职业", "Occupations";
        s_uploaded: "等待检查", "Waiting to be checked";
        s_checking: "检查中", "Checking";
        s_checked: "检查完了", "Checked";
        s_confirmed: "等待导入", "Waiting to be applied";
        s_applying: "再核对一遍", "Comparing once more";
        s_settling: "正在生效", "Taking effect";
        s_done: "导入好了", "Done";
        s_cancelled: "已取消", "Cancelled";
        s_failed: "没有成功", "Failed";
        new_hint: "只能导入{}范围内的。传上来先逐行检查，什么都不会变；检查完您看过结果、点了确认才会生效。", "Only what lies within {} can be imported. Every row is checked first and nothing changes; it takes effect once you have seen the result and confirmed.";
        choose_file: "选文件", "Choose a file";
        file_hint: "CSV 或 xlsx，不超过 {} MB、{} 行。xlsx 只读第一张表。", "CSV or xlsx, at most {} MB and {} rows. Of a workbook the first sheet is read.";
        send: "传上来检查", "Send and check";
        refused: "这个文件收不了", "This file cannot be taken";
        columns_title: "文件里要有什么", "What must stand in the file";
        columns_hint: "第一行是列名，中文英文都行，次序随意。多出来的列不读。", "The first line names the columns, in Chinese or English and in any order. Other columns are not read.";
        template: "下载模板", "Download the template";
        column: "列", "Column";
        needed: "必填", "Needed";
        may_be_empty: "可以空", "May be empty";
        meaning: "说明", "What it is";
        one_of: "填：", "One of: ";
        one_title: "导入：{}", "Import: {}";
        unknown: "文件里有不认识的列，没有读：{}", "Columns that are not known and were not read: {}";
        again: "检查之后数据有变化，已经重新检查", "Something changed after the check, so it was checked again";
        again_body: "什么都还没有导入。请再看一遍结果，再确认。", "Nothing has been imported yet. Please look at the result again, then confirm.";
        so_far: "{}：{} / {} 行", "{}: {} of {} rows";
        look_again: "再看一次", "Look again";
        cancel: "取消，什么都不导入", "Cancel, import nothing";
        cancelled_now: "取消了，什么都没有导入。", "Cancelled. Nothing was imported.";
        confirm: "确认导入这 {} 行", "Import now (rows: {})";
        confirm_hint: "导入到{}。", "Into {}.";
        left_out: "有问题的 {} 行不导入。", "The {} rows with problems are left out.";
        links_hint: "每一行的邀请链接只能下载一次，请当面或用可靠的方式交给本人。CSV 里写着是文件的第几行。", "The invitation links can be downloaded once. Please hand them over in person or by a way you trust. The CSV says which line each is for.";
        fetch_links: "下载 {} 个邀请链接（只有这一次）", "Download {} links (this once)";
        next_checking: "正在逐行检查，什么都没有改。检查完这里会显示结果。", "Every row is being checked; nothing is changed. The result will stand here.";
        next_checked: "检查完了，什么都还没有改。请看下面的结果，再决定。", "All rows were checked and nothing is changed yet. Look at the result below, then decide.";
        next_nothing: "没有可以导入的行。改好文件再传一次。", "There is no row to import. Mend the file and send it again.";
        next_theirs: "等传文件的同事确认。", "It waits for the colleague who sent it.";
        next_applying: "导入前再和现有数据核对一遍，什么都还没有改，现在还可以取消。", "The rows are compared with what is there once more. Nothing is changed yet; you may still cancel.";
        next_settling: "正在逐批生效，不能再取消。关掉这页也会做完。", "The rows come into effect now and this is not stopped any more. It goes on if you close this page.";
        next_done: "全部导入好了。", "All of it is in effect.";
        next_cancelled: "这次导入取消了，什么都没有改。", "This import was cancelled; nothing was changed.";
        next_failed: "这次没有成功，什么都没有改。文件可能读不了了，或者您的职责变了。请再传一次。", "This did not work and nothing was changed: the file can no longer be read, or your post has changed. Please send it again.";
        report: "逐行结果", "Row by row";
        report_none: "没有这样的行。", "No such rows.";
        line: "行号", "Line";
        outcome: "结果", "Outcome";
        why: "原因", "Why";
        all: "全部", "All";
        o_created: "新增", "New";
        o_changed: "更改", "Changed";
        o_unchanged: "没有变化", "Unchanged";
        o_rejected: "不导入", "Left out";
        a_employers: "信用代码相同的算同一个单位；没有代码的按类型、名称和手机对。新单位只是登记，不会自动核验；填了负责人手机会生成邀请链接，由本人来补材料、提交核验。", "Organisations with the same credit code are the same; those without are found by kind, name and phone. New ones are only registered, never verified; with an owner's phone a link is made by which they take it over and file it.";
        a_postings: "一行是一个班次。同一单位、同一外部编号的各行是同一条用工信息的几个班次。单位要已核验。已经有的用工信息不会被改，只会加班次。", "A row is a shift. Rows of the same employer and number are shifts of one posting. The employer must be verified. Postings that are there are not changed; shifts are added to them.";
        a_staff: "每行生成一个邀请链接，三天内有效，只能用一次。", "Each row makes an invitation link, good once within three days.";
        a_regions: "和现有的地区代码相同的会更改，没有的会新增。上级要先有。", "Rows change the region of the same code or add one. What it lies in must be there.";
        a_occupations: "和现有的职业代码相同的会更改，没有的会新增。", "Rows change the occupation of the same code or add one.";
        m_id: "单位在这里的编号，一般不用填", "Its id here; mostly not needed";
        m_kind: "单位的类型", "What kind it is";
        m_name: "全称；家庭填户主姓名", "The full name; of a household, that of its head";
        m_credit_code: "18 位；家庭不用填，农场可以空", "18 characters; households have none, farms may have none";
        m_region: "6 位区县、9 位乡镇或 12 位村的代码", "The code of a county (6 digits), township (9) or village (12)";
        m_contact_name: "联系人的名字", "Whom to ask for";
        m_contact_phone: "11 位手机号", "Eleven digits";
        m_owner_phone: "填了就给这个手机号生成负责人邀请链接", "With it, a link is made for this phone to own the organisation";
        m_number: "您自己的编号，同一条用工信息的各行相同", "Your own number, the same for all rows of one posting";
        m_employer: "单位的统一社会信用代码，或者编号", "The employer's credit code or id";
        m_title: "比如 仓库搬运，最多 60 字", "Such as 仓库搬运; at most 60 characters";
        m_occupation: "职业分类代码，比如 4-02-05-04", "The code of the classification, such as 4-02-05-04";
        m_duties: "做什么", "What is to be done";
        m_requirements: "有什么要求，没有就空着", "What is asked for; may be empty";
        m_least_age: "16 到 65，空着是 18", "16 to 65; empty means 18";
        m_pay_unit: "按什么算钱", "What the amount is paid for";
        m_pay_amount: "元，最多两位小数", "Yuan, at most two decimals";
        m_pay_pieces: "计件时，一个班一般做多少件", "For pay by the piece: pieces usually made in a shift";
        m_settlement: "什么时候发钱", "When wages are paid";
        m_benefits: "包餐、包住、接送、保险、不限经验，用顿号分开", "包餐 (meal), 包住 (lodging), 接送 (transport), 保险 (insurance), 不限经验 (no experience), parted by commas";
        m_region_town: "9 位乡镇或 12 位村的代码", "The code of a township (9 digits) or village (12)";
        m_address: "门牌或地标", "Street and number, or a landmark";
        m_lat: "纬度，GCJ-02，可以空", "Latitude, GCJ-02";
        m_lng: "经度，GCJ-02，可以空", "Longitude, GCJ-02";
        m_opens: "从什么时候可以报名，写成 2026-12-01 05:00；空着就是马上", "From when seats may be taken, as 2026-12-01 05:00; empty means at once";
        m_date: "哪天开始，写成 2026-12-01", "The day it begins, as 2026-12-01";
        m_start: "几点开始，写成 05:30", "When it begins, as 05:30";
        m_end: "几点结束；早于开始就是第二天", "When it ends; before the start means the next day";
        m_break_minutes: "不算钱的休息，分钟", "Unpaid break, minutes";
        m_seats: "要几个人，1 到 500", "How many people, 1 to 500";
        m_phone: "11 位手机号", "Eleven digits";
        m_person: "同事怎么称呼", "What colleagues call them";
        m_role: "做什么职责", "What they are there for";
        m_region_over: "管哪个地区，填代码，要在您的范围内", "Over which region, as a code within your own";
        m_code: "地区代码：6、9 或 12 位", "The code: 6, 9 or 12 digits";
        m_code_occupation: "职业分类代码，比如 4-02-05-04", "The code of the classification, such as 4-02-05-04";
        m_place_name: "全称", "The full name";
        m_short_name: "简称；空着就和全称一样，或者保留原来的", "The short name; empty keeps it, or is the full name";
        m_ended: "停用的填“是”，以后不能再选", "是 if it has ended and is no longer to be chosen";
        p_not_a_table: "只收 CSV 或 xlsx，这个文件读不了。旧的 xls 请另存为 xlsx。", "Only CSV or xlsx; this file cannot be read. Please save an old xls as xlsx.";
        p_no_rows: "列名下面一行都没有。", "There is no row below the names of the columns.";
        p_too_many_rows: "行太多，最多 {} 行，请分成几个文件。", "Too many rows: at most {}. Please part it into several files.";
        p_too_many_columns: "列太多，最多 {} 列。", "Too many columns: at most {}.";
        p_unpacks: "这个表展开后超过 {} MB，太大了。请分成几个文件。", "This workbook unpacks to more than {} MB. Please part it into several files.";
        p_column_missing: "缺这一列，请照着模板加上。", "This column is missing; please see the template.";
        p_column_twice: "这一列有两个。", "This column is there twice.";
        p_outside: "不在您负责的地区，不能导入。", "It lies outside your region and cannot be imported.";
        p_same: "和第 {} 行是同一个。", "The same as on line {}.";
        p_differs: "编号和第 {} 行一样，内容不一样。", "The same number as on line {}, but it says something else.";
        p_not_changeable: "已有的正在核验、已核验或已发布，不能这样改。", "What is there is filed, verified or published and is not changed in this way.";
        p_ambiguous: "有几个都对得上，请填编号。", "Several fit; please give the id.";
        p_not_there: "没有找到。", "Not found.";
        p_not_verified: "这个单位还没有核验，不能发布。", "This employer is not verified and cannot publish.";
        p_meanwhile: "刚刚被别人改了，没有动它。", "Somebody else changed it a moment ago; it was left as it is.";
        p_range: "要填 {} 到 {} 的整数。", "A whole number from {} to {}.";
        p_not_a_time: "时间写成 05:30 这样。", "A time as 05:30.";
        p_not_to_come: "要晚于现在，一年以内。", "It must lie ahead, within a year.";
        p_break: "休息比上班还长。", "The break is as long as the work.";
        p_unknown_word: "不是能填的词，请看模板说明。", "Not one of the words for this column; see the list.";
    }
}

impl Import {
    /// A kind of rows.
    pub const fn kind_of(&self, kind: ImportKind) -> &'static str {
        match kind {
            ImportKind::Employers => self.employers,
            ImportKind::Postings => self.postings,
            ImportKind::Staff => self.staff,
            ImportKind::Regions => self.regions,
            ImportKind::Occupations => self.occupations,
        }
    }

    /// What should be known of a kind of rows.
    pub const fn about(&self, kind: ImportKind) -> &'static str {
        match kind {
            ImportKind::Employers => self.a_employers,
            ImportKind::Postings => self.a_postings,
            ImportKind::Staff => self.a_staff,
            ImportKind::Regions => self.a_regions,
            ImportKind::Occupations => self.a_occupations,
        }
    }

    /// Where an import stands.
    pub const fn state_of(&self, state: ImportState) -> &'static str {
        match state {
            ImportState::Uploaded => self.s_uploaded,
            ImportState::Checking => self.s_checking,
            ImportState::Checked => self.s_checked,
            ImportState::Confirmed => self.s_confirmed,
            ImportState::Applying => self.s_applying,
            ImportState::Settling => self.s_settling,
            ImportState::Done => self.s_done,
            ImportState::Cancelled => self.s_cancelled,
            ImportState::Failed => self.s_failed,
        }
    }

    /// What becomes of a row.
    pub const fn outcome_of(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Created => self.o_created,
            Outcome::Changed => self.o_changed,
            Outcome::Unchanged => self.o_unchanged,
            Outcome::Rejected => self.o_rejected,
        }
    }

    /// What stands in a column.
    pub fn meaning(&self, kind: ImportKind, field: &str) -> &'static str {
        match (kind, field) {
            (ImportKind::Postings, "region") => self.m_region_town,
            (ImportKind::Staff, "region") => self.m_region_over,
            (ImportKind::Staff, "name") => self.m_person,
            (ImportKind::Regions | ImportKind::Occupations, "name") => self.m_place_name,
            (ImportKind::Occupations, "code") => self.m_code_occupation,
            (_, field) => self.of_field(field),
        }
    }

    fn of_field(&self, field: &str) -> &'static str {
        match field {
            "id" => self.m_id,
            "kind" => self.m_kind,
            "name" => self.m_name,
            "credit_code" => self.m_credit_code,
            "region" => self.m_region,
            "contact_name" => self.m_contact_name,
            "contact_phone" => self.m_contact_phone,
            "owner_phone" => self.m_owner_phone,
            "number" => self.m_number,
            "employer" => self.m_employer,
            "title" => self.m_title,
            "occupation" => self.m_occupation,
            "duties" => self.m_duties,
            "requirements" => self.m_requirements,
            "least_age" => self.m_least_age,
            "pay_unit" => self.m_pay_unit,
            "pay_amount" => self.m_pay_amount,
            "pay_pieces" => self.m_pay_pieces,
            "settlement" => self.m_settlement,
            "benefits" => self.m_benefits,
            "address" => self.m_address,
            "lat" => self.m_lat,
            "lng" => self.m_lng,
            "opens" => self.m_opens,
            "date" => self.m_date,
            "start" => self.m_start,
            "end" => self.m_end,
            "break_minutes" => self.m_break_minutes,
            "seats" => self.m_seats,
            "phone" => self.m_phone,
            "role" => self.m_role,
            "code" => self.m_code,
            "short_name" => self.m_short_name,
            "ended" => self.m_ended,
            _ => "",
        }
    }
}
