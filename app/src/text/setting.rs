//! What the pages of settings say.

use domain::setting::{Placeholder, SettingKind, Standing, TextKind, TextLanguage};

super::table::table! {
    /// The words of settings.
    Setting {
        title: "参数设置", "Settings";
        title_at: "参数设置 · {}", "Settings · {}";
        intro: "最低工资、工时、放假、短信：每一条都有开始日期和出处，到了日子自己生效，以前的一直查得到。", "Minimum wages, working time, holidays, SMS: each value has its first day and its source. It applies by itself from that day on, and what applied before can always be looked up.";
        place: "地区", "Place";
        look: "看这里的", "Show";
        what: "参数", "Setting";
        value: "内容", "Value";
        from: "开始日期", "From";
        source: "出处", "Source";
        open: "查看", "Open";
        none: "还没有设置", "Not set";
        none_hint: "没有设置的，系统不据此检查。", "What is not set is not checked.";
        built_in_used: "没有单独写的，用系统自带的文字", "The built-in texts, where none is written";
        coming: "{} 起：{}", "From {}: {}";
        set_for: "{} 的", "of {}";
        unchecked: "系统自带，待核对", "Came with the program, to be checked";
        unchecked_hint: "这条随系统载入。请对照文件核对：对的，就用同样的日期再存一次，写上文号；不对的，存正确的。", "This came with the program. Please compare it with the document: if it is right, save it once more for the same day with its number; if not, save what is right.";
        hourly_wage: "小时最低工资", "Minimum hourly wage";
        monthly_wage: "月最低工资", "Minimum monthly wage";
        working_time: "非全日制工时", "Part-time working time";
        holidays: "放假和调休", "Public holidays";
        sms: "短信文字", "Texts of SMS";
        year: "{} 年", "{}";
        all: "全部", "All";
        per_hour: "{} 元/小时", "¥{} an hour";
        per_month: "{} 元/月", "¥{} a month";
        most: "每天平均最多 {} 小时，每周最多 {} 小时", "at most {} h a day on average, {} h a week";
        rest: "两班之间至少歇 {} 小时", "at least {} h between two shifts";
        night: "夜里是 {} 到 {}", "the night is from {} to {}";
        night_age: "夜里上班至少满 {} 岁", "at night from the age of {}";
        days_off: "放假 {} 天：{}", "{} days off: {}";
        days_on: "周末上班 {} 天：{}", "{} weekend days worked: {}";
        history: "历史", "History";
        no_history: "还没有记录。", "Nothing yet.";
        no_history_next: "从上面的表里存第一条。", "Save the first one with the form above.";
        no_history_reader: "管理员存了以后会出现在这里。", "It appears here once an administrator has saved it.";
        standing: "状态", "State";
        in_force: "生效中", "In force";
        to_come: "还没到日子", "To come";
        past: "已被后面的代替", "Replaced later";
        corrected: "同一天被改正", "Corrected";
        withdrawn: "已撤回", "Withdrawn";
        since: "{} 起", "from {}";
        until: "{} 到 {}", "{} to {}";
        wrote: "谁写的", "Written by";
        service: "系统", "The service";
        why: "原因", "Why";
        withdrawn_by: "{}于 {} 撤回：{}", "Withdrawn by {} {}: {}";
        withdraw: "撤回", "Withdraw";
        withdraw_hint: "写错了才撤回：撤回以后当作从来没有过，但记录还在。换新标准请另存一条，不要撤回旧的。", "Only for mistakes: it is then as if it had never been, but stays in the history. For a new value save another one, and leave the old one as it is.";
        new: "存一条新的", "Save a new value";
        new_hint: "旧的不会被盖掉。同一天已有的，新的就是改正。", "Nothing is written over. A value for a day that has one already corrects it.";
        not_yours: "这里由市里统一设置。", "This is set for the whole city.";
        county_hint: "县（市、区）有自己的数，就按自己的；没有才按全市的。", "A county's own value comes first; the city's applies where there is none.";
        l_from: "从哪天起", "From which day";
        h_from: "写成 2026-01-01，当天零点生效", "As 2026-01-01; it applies from that midnight on";
        h_from_known: "通知发布那天，写成 2025-11-04", "The day of the notice, as 2025-11-04";
        l_sum: "多少元", "Yuan";
        h_sum: "比如 22 或 22.5", "Such as 22 or 22.5";
        l_day: "每天平均最多几小时", "Most hours a day, on average";
        l_week: "每周最多几小时", "Most hours a week";
        h_hours: "比如 4 或 4.5", "Such as 4 or 4.5";
        l_rest: "两班之间至少歇几小时", "Least hours between two shifts";
        h_rest: "不限就空着", "Leave empty for no limit";
        l_night_from: "夜里从几点算", "The night begins at";
        l_night_until: "到几点", "and ends at";
        h_clock: "写成 22:00；不用就空着", "As 22:00; leave empty if not needed";
        l_night_age: "夜里上班至少几岁", "Least age at night";
        l_year: "哪一年", "Year";
        h_year: "四位数字，比如 2026", "Four digits, such as 2026";
        l_off: "放假的日子", "Days off";
        h_off: "一行一个，写成 2026-01-01；连着的写成 2026-10-01..2026-10-07", "One a line, as 2026-01-01; a run as 2026-10-01..2026-10-07";
        l_on: "调休上班的周末", "Weekend days worked";
        h_on: "一行一个，必须是周六或周日；没有就空着", "One a line, Saturdays and Sundays only; may be empty";
        l_about: "哪一条短信", "Which text";
        l_text: "文字", "Text";
        h_text: "一行，最多 300 个字。必须有：{}", "One line of at most 300 characters. It must hold: {}";
        built_in: "系统自带的是这样：", "The built-in text:";
        sample: "收到的样子：", "As it arrives:";
        counted: "{} 个字，按 {} 条短信计费", "{} characters, paid as {} SMS";
        l_source: "出处", "Source";
        h_source: "发文机关和文号，比如 川府规〔2026〕1号", "Authority and number of the document";
        l_link: "原文网址", "Link";
        h_link: "没有就空着", "May be empty";
        check: "看看会变成什么样", "See what would change";
        preview: "保存以后", "Once saved";
        change: "{} 起，{}：{} → {}", "From {} in {}: {} → {}";
        first: "{} 起，{}：{}", "From {} in {}: {}";
        only_until: "到 {} 为止，后面已经有另一条。", "Until {}; another value follows.";
        at_once: "日期已经到了，保存后马上生效；这天以后的日子都按它算。", "The day has come: it applies at once, and for all days since.";
        lower: "比原来低，请再看一遍。", "Lower than before; please look again.";
        large: "变化超过三成，请再看一遍。", "Changes by more than 30 %; please look again.";
        same_day: "同一天已经有一条：{}（{}，{}）。保存以后以您的为准，那一条留在历史里。", "There is a value for that day already: {} ({}, {}). Yours takes its place; the other stays in the history.";
        others: "这些地方有自己的，不受影响：{}", "Places with a value of their own keep it: {}";
        save: "确认保存", "Save";
        saved: "办好了", "Done";
        unknown_name: "不认识 {}，能用的是 {}", "{} is not known; there are {}";
        brace: "没写完的 {", "a brace that is not closed";
        t_seat_offered: "有座位请确认", "A seat to confirm";
        t_shift_cancelled: "班取消了", "Shift called off";
        t_organisation: "单位审核结果", "Decision on an organisation";
        t_real_name: "实名审核结果", "Decision on a name";
        t_code: "登录验证码", "Sign-in code";
        chinese: "中文", "Chinese";
        english: "英文", "English";
        p_title: "活的名字", "what the work is";
        p_starts: "几时开工", "when it begins";
        p_until: "留到几时", "until when the seat is held";
        p_decision: "审核结果", "what was decided";
        p_link: "网址", "the address";
        p_code: "验证码", "the code";
    }
}

impl Setting {
    /// What the form of a kind calls a field.
    pub fn label(&self, kind: SettingKind, field: &str) -> &'static str {
        match field {
            "from" => self.l_from,
            "sum" => self.l_sum,
            "day" => self.l_day,
            "week" => self.l_week,
            "rest" => self.l_rest,
            "night_from" => self.l_night_from,
            "night_until" => self.l_night_until,
            "night_age" => self.l_night_age,
            "region" => self.place,
            "about" if kind == SettingKind::Holidays => self.l_year,
            "about" => self.l_about,
            "off" => self.l_off,
            "on" => self.l_on,
            "text" => self.l_text,
            "source" => self.l_source,
            "link" => self.l_link,
            _ => self.title,
        }
    }

    /// A kind of setting.
    pub const fn kind(&self, kind: SettingKind) -> &'static str {
        match kind {
            SettingKind::HourlyWage => self.hourly_wage,
            SettingKind::MonthlyWage => self.monthly_wage,
            SettingKind::WorkingTime => self.working_time,
            SettingKind::Holidays => self.holidays,
            SettingKind::Sms => self.sms,
        }
    }

    /// Where a value stands.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::InForce => self.in_force,
            Standing::Coming => self.to_come,
            Standing::Past => self.past,
            Standing::Corrected => self.corrected,
            Standing::Withdrawn => self.withdrawn,
        }
    }

    /// What a text is about.
    pub const fn text(&self, kind: TextKind) -> &'static str {
        match kind {
            TextKind::SeatOffered => self.t_seat_offered,
            TextKind::ShiftCancelled => self.t_shift_cancelled,
            TextKind::OrganisationDecided => self.t_organisation,
            TextKind::RealNameDecided => self.t_real_name,
            TextKind::SignInCode => self.t_code,
        }
    }

    /// A language of a text.
    pub const fn language(&self, language: TextLanguage) -> &'static str {
        match language {
            TextLanguage::Chinese => self.chinese,
            TextLanguage::English => self.english,
        }
    }

    /// What stands in place of a placeholder.
    pub const fn placeholder(&self, placeholder: Placeholder) -> &'static str {
        match placeholder {
            Placeholder::Title => self.p_title,
            Placeholder::Starts => self.p_starts,
            Placeholder::Until => self.p_until,
            Placeholder::Decision => self.p_decision,
            Placeholder::Link => self.p_link,
            Placeholder::Code => self.p_code,
        }
    }
}
