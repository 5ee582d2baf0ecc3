//! What the pages about wages say.

use domain::gig::settlement::{PayMethod, Receipt, Standing};

super::table::table! {
    /// The words of settlements.
    Settlement {
        ledger: "工资台账", "Wage ledger";
        ledger_about: "照《保障农民工工资支付条例》第十五条编制，本系统至少保存 3 年。系统不经手钱，只记录、提醒和留证据。", "Kept as article 15 of the Regulation on Ensuring Wage Payment to Migrant Workers asks, for at least 3 years, by this service. No money passes through it: it records, reminds and proves.";
        none: "这段时间没有要付的工钱。", "Nothing is owed for these days.";
        none_next: "班次下工并登记工时后，应付的工钱会自动算出来。", "Once people are done and their hours are written down, what is owed is worked out here.";
        from: "从", "From";
        to: "到", "To";
        day_hint: "写成 2026-11-24", "As 2026-11-24";
        look: "查看", "Show";
        export: "下载表格（xlsx）", "Download as a workbook (xlsx)";
        export_note: "含姓名、证件号和电话，下载会记录", "With names, ID numbers and phones; downloading is recorded";
        more: "只显示前 300 条，请缩短时间或下载表格。", "Only the first 300 are shown; choose fewer days or download the workbook.";
        sum_owed: "应付", "Owed";
        sum_paid: "已付", "Paid";
        sum_open: "还差", "Still open";
        sum_over: "多付", "Paid beyond that";
        yuan: "{} 元", "{} yuan";
        due_by: "应在 {} 前付清", "Due by the end of {}";
        s_due: "未到期", "Not due yet";
        s_overdue: "已逾期", "Overdue";
        s_paid: "已付，等本人确认", "Paid; not confirmed yet";
        s_received: "本人已收到", "Received";
        s_disputed: "本人说没收到或不够", "Disputed";
        m_bank: "银行转账", "Bank transfer";
        m_phone: "微信、支付宝", "Phone payment";
        m_cash: "现金", "Cash";
        a_received: "收到了", "It came";
        a_missing: "没收到", "It did not come";
        a_short: "不够", "Too little came";
        pay: "记一笔付款", "Write down a payment";
        sum: "金额（元）", "Sum (yuan)";
        sum_hint: "可以分几次付，每次记一笔", "Part payments add up; write down each";
        method: "怎么付的", "How";
        day: "付款日期", "Day";
        day_pay_hint: "写成 2026-11-24，不填就是今天", "As 2026-11-24; empty for today";
        note: "说明", "Note";
        note_hint: "更正时必填", "Needed for a correction";
        proof: "凭证（可不传）", "Proof (optional)";
        proof_hint: "转账截图、签收单的照片或 PDF，不超过 8 MB", "Picture or PDF of the transfer or receipt, at most 8 MB";
        correct: "这是更正：以前多记了这么多", "This is a correction: so much too much was written down";
        save: "记下", "Write down";
        payments: "付款记录", "Payments";
        see_proof: "看凭证", "Proof";
        correction: "更正", "Correction";
        wages: "工钱", "Wages";
        worked_out: "怎么算的", "How it is worked out";
        by_hour: "{} 元/小时 × {}，四舍五入到分", "{} yuan an hour × {}, rounded to the fen";
        by_day: "{} 元/天，做 {}；不满一个班按比例，四舍五入到分", "{} yuan a day, {} worked; a part of the shift is paid in proportion, rounded to the fen";
        by_piece: "{} 元/件 × {} 件", "{} yuan a piece × {}";
        by_task: "{} 元，整件活", "{} yuan for the whole task";
        answer_title: "工钱到了吗？", "Did your wages come?";
        answered: "您说过：{}（{}）", "You said: {} ({})";
        slip: "工资清单", "Pay slip";
        slip_open: "打开工资清单", "Open the pay slip";
        slip_print: "用浏览器的“打印”可以存成 PDF。", "Your browser's Print saves it as PDF.";
        employer: "用人单位", "Employer";
        payee: "姓名", "Name";
        work: "工作", "Work";
        when: "时间", "When";
        hours: "计薪工时", "Paid time";
        deductions: "代扣、扣除", "Deductions";
        no_deductions: "无", "None";
        made: "出具时间", "Made";
        saved: "记好了。", "Saved.";
        to_ledger: "工资台账", "Wage ledger";
        h_employer: "用人单位", "Employer";
        h_term: "支付周期", "Pay period";
        h_due: "应付日期", "Due";
        h_day: "支付日期", "Paid on";
        h_name: "姓名", "Name";
        h_number: "身份证号", "ID number";
        h_phone: "联系方式", "Phone";
        h_work: "工作", "Work";
        h_begun: "班次开始", "Shift began";
        h_ended: "班次结束", "Shift ended";
        h_minutes: "工作时间（分钟）", "Time worked (minutes)";
        h_pieces: "件数", "Pieces";
        h_owed: "应发（元）", "Owed (yuan)";
        h_deducted: "代扣代缴和扣除（元）", "Deducted (yuan)";
        h_paid: "实发（元）", "Paid (yuan)";
        h_method: "支付方式", "How";
        h_receipt: "签收", "Receipt";
    }
}

impl Settlement {
    /// Where a settlement stands.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Due => self.s_due,
            Standing::Overdue => self.s_overdue,
            Standing::Paid => self.s_paid,
            Standing::Received => self.s_received,
            Standing::Disputed => self.s_disputed,
        }
    }

    /// How wages were paid.
    pub const fn method_of(&self, method: PayMethod) -> &'static str {
        match method {
            PayMethod::Bank => self.m_bank,
            PayMethod::Phone => self.m_phone,
            PayMethod::Cash => self.m_cash,
        }
    }

    /// What the worker says.
    pub const fn receipt(&self, receipt: Receipt) -> &'static str {
        match receipt {
            Receipt::Received => self.a_received,
            Receipt::Missing => self.a_missing,
            Receipt::Short => self.a_short,
        }
    }
}
