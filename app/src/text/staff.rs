//! What the pages say by which staff sign in and keep their account.

super::table::table! {
    /// The words of signing in as staff, and of one's sessions.
    Staff {
        in_title: "工作人员登录", "Staff sign-in";
        in_body: "要手机号、密码和手机上的动态验证码。", "With phone, password and the one-time code on your phone.";
        phone: "手机号", "Mobile number";
        phone_hint: "11 位数字", "Eleven digits";
        password: "密码", "Password";
        password_hint: "加入时您自己设的密码", "The one you chose when you joined";
        code: "动态验证码", "One-time code";
        code_hint: "验证器里现在的 6 位数字；手机丢了就填一个备用码", "The six digits your authenticator shows now; without your phone, a recovery code";
        lost: "密码或手机都没有了？请管理员再发一次邀请。", "Lost both? Ask an administrator for a new invitation.";
        join_title: "加入 {}", "Join {}";
        join_body: "您将是{}，负责 {}。先用验证器扫码，再设密码，一共两步。", "You will be {} for {}. Scan the picture with an authenticator, then choose a password.";
        join_gone: "这个邀请不能用了", "This invitation is no longer good";
        join_gone_body: "可能已经用过，也可能过期了。请管理员再发一次。", "It was used, or it has run out. Please ask an administrator for a new one.";
        scan: "第一步：扫码", "First: scan";
        scan_body: "在手机上装一个验证器（如微信小程序“腾讯身份验证器”、微软或谷歌验证器），扫下面的图。", "Put an authenticator on your phone (from Tencent, Microsoft, Google or others) and scan the picture.";
        scan_alt: "验证器要扫的二维码", "Picture for the authenticator to scan";
        type_secret: "扫不了就在验证器里手工输入：", "If you cannot scan, type this into the authenticator:";
        fill: "第二步：填资料", "Then: fill in";
        for_phone: "这个邀请是给 {} 的，请填完整的手机号。", "This invitation is for {}; please type the whole number.";
        name: "名字", "Name";
        name_hint: "同事怎么称呼您", "What colleagues call you";
        new_password_hint: "至少 10 个字符，可以是一句话", "At least ten characters; a sentence will do";
        again: "再输一次密码", "Password once more";
        again_hint: "和上面一样", "The same as above";
        join_code_hint: "扫码之后验证器里显示的 6 位数字", "The six digits the authenticator shows after scanning";
        join: "加入", "Join";
        account: "我的账号", "My account";
        codes_title: "请抄下这些备用码", "Please write down these recovery codes";
        codes_body: "手机丢了可以用它们登录，每个只能用一次。离开这页就再也看不到了。", "They let you in without your phone, each once. They are never shown again.";
        codes_left: "备用码还剩 {} 个。", "{} recovery codes left.";
        codes_renew: "重新生成备用码", "Make new recovery codes";
        codes_renew_hint: "旧的立刻作废。", "The old ones end at once.";
        sessions: "登录过的设备", "Where I am signed in";
        sessions_hint: "不认识的就让它退出", "Sign out what you do not know";
        this_one: "就是这台", "this one";
        staff_session: "工作人员", "staff";
        unknown_device: "没说是什么设备", "Unknown device";
        began: "登录于 {}", "Signed in {}";
        seen: "最近使用 {}", "last used {}";
        end: "让它退出", "Sign out there";
        ended: "办好了，那台设备已经退出。", "Done; that device is signed out.";
        sign_out: "退出登录", "Sign out";
    }
}
