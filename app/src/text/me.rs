//! What signing in and the person's own pages say.

super::table::table! {
    /// The words of identity.
    Me {
        in_title: "用手机号登录", "Sign in by phone";
        in_body: "收一个验证码就能登录，不用密码。第一次登录会自动建好账号。", "A code by message signs you in, no password. The first time makes your account.";
        phone: "手机号", "Mobile number";
        phone_hint: "11 位数字", "Eleven digits";
        send: "发验证码", "Send the code";
        code_title: "填验证码", "Type the code";
        code_sent: "验证码发到 {} 了，5 分钟内有效。", "The code is on its way to {}; it is good for five minutes.";
        code: "验证码", "Code";
        code_hint: "6 位数字", "Six digits";
        code_shown: "这里是试用环境，验证码是 {}", "This is a trial system; the code is {}";
        again: "没收到？再发一次", "Nothing came? Send again";
        other_phone: "换一个手机号", "Use another number";
        title: "我的", "Me";
        unnamed: "还没有填名字", "No name yet";
        profile: "我的资料", "My profile";
        profile_hint: "名字、出生日期、工种、有空的时间", "Name, date of birth, trades, free hours";
        shifts: "我的班", "My shifts";
        shifts_hint: "占座、候补、日历", "Seats, queues, calendar";
        messages: "我的消息", "My messages";
        messages_hint: "候补有了座位、班取消了", "Seats that came free, shifts called off";
        messages_unread: "{} 条未读", "{} unread";
        real_name: "实名核验", "My real name";
        real_name_hint: "身份证核验", "Verified by ID card";
        organisations: "我的单位", "My organisations";
        organisations_hint: "登记、核验、成员", "Registering, verification, members";
        settings: "显示", "Display";
        language: "语言", "Language";
        sign_out: "退出登录", "Sign out";
        nobody_title: "您还没有登录", "You are not signed in";
        nobody_body: "登录后可以占座、看自己的班。找活不用登录。", "Sign in to take seats and see your shifts. Looking for work needs no account.";
        profile_title: "我的资料", "My profile";
        name: "名字", "Name";
        name_hint: "单位怎么称呼您，最多 40 个字", "What employers call you, at most 40 characters";
        birth: "出生日期", "Date of birth";
        birth_hint: "写成 1990-01-31。只用来核对年龄，别人看不到。", "As 1990-01-31. Only checked against age rules, never shown.";
        home: "住在哪里", "Home";
        home_hint: "用来算距离，只到区县或街道", "Used to measure distances, no finer than a township";
        home_none: "不说", "Not said";
        trades: "会做的、想做的工种", "Trades I do or want";
        availability: "平常什么时候有空", "When I can usually work";
        availability_hint: "都不选就是没说。", "None ticked means not said.";
        saved: "资料存好了。", "Your profile was saved.";
        weekdays: "周一,周二,周三,周四,周五,周六,周日", "Mon,Tue,Wed,Thu,Fri,Sat,Sun";
        months: ",,,,,,,,,,,", "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
        to_session: "登录后回到刚才的页面", "You come back to the page you were on";
    }
}
