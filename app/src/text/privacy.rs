//! What the page about one's own data says.

super::table::table! {
    /// The words about one's own data.
    Privacy {
        title: "我的信息", "My data";
        notice: "我们记什么、为什么", "What we keep, and why";
        notice_phone: "手机号：用来登录，占到座以后让用工单位联系您。平时只显示前三位和后四位。", "Your number: to sign you in, and for the employer once you hold a seat. Otherwise only its ends are shown.";
        notice_profile: "名字、出生日期、住处、工种：名字让单位知道怎么称呼您，出生日期只用来核对年龄，住处只到街道、用来算远近。", "Name, birth, home, trades: what to call you, age rules, and how far work is. Home is no finer than a township.";
        notice_shifts: "报过的班：您和单位都要用，法律也要求用工记录保存三年。", "Your shifts: you and the employer need them, and the law asks for such records to be kept three years.";
        notice_staff: "您所在地区的工作人员能看到打了星号的信息；要看完整的必须写原因，谁看过都记着。", "The staff of your region sees this with stars; to see it whole they must say why, and every look is recorded.";
        notice_kept: "这些信息加密保存，不卖给谁，也不给别的网站。", "It is stored encrypted, sold to nobody and given to no other site.";
        version: "版本 {}", "Version {}";
        copy: "带走我的全部信息", "Take all of it along";
        copy_hint: "下载一个文件，里面是我们记的和您有关的一切。", "A file with everything we keep about you.";
        copy_do: "下载", "Download";
        help: "工作人员替我办事", "Staff acting for me";
        help_on: "可以。工作人员要先写明原因，每一步都记在他名下。", "Allowed. They must say why, and everything is recorded under their name.";
        help_off: "不可以。", "Not allowed.";
        forbid: "不要替我办", "Do not allow it";
        allow: "可以替我办", "Allow it";
        agreed: "我同意过的", "What I agreed to";
        agreed_none: "还没有。", "Nothing yet.";
        topic_notice: "信息说明", "The notice on this page";
        topic_staff_help: "工作人员代办", "Staff acting for me";
        given: "{} 同意", "Agreed {}";
        withdrawn: "{} 收回", "Taken back {}";
        delete: "注销账号", "Delete my account";
        delete_hint: "手机号、名字、出生日期、住处都会抹掉，不能恢复。报过的班还算在统计里，但看不出是谁。还有没开始的班要先退掉。", "Number, name, birth and home are erased for good. Your shifts stay counted, and nobody can tell whose they were. Leave shifts to come first.";
        delete_phone: "填上您的手机号，表示想清楚了", "Type your number to say you mean it";
        delete_phone_hint: "登录用的 11 位手机号", "The eleven digits you sign in with";
        delete_do: "注销", "Delete";
        saved: "办好了。", "Done.";
        hint: "看、带走、注销我的信息", "See, take along or delete my data";
        sessions_hint: "看看在哪些设备上登录着", "See where I am signed in";
    }
}
