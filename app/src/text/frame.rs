//! What the frame, the forms and the errors say on every page.

super::table::table! {
    /// The words around every page.
    Frame {
        name: "工驿", "Gongyi";
        tagline: "附近的零工，占了就是你的", "Day jobs near you, a seat that stays yours";
        skip: "跳到正文", "Skip to content";
        menu: "主要页面", "Main pages";
        find: "找活", "Find work";
        mine: "我的班", "My shifts";
        messages: "消息", "Messages";
        unread: "条未读", "unread";
        me: "我的", "Me";
        elder_on: "长辈版", "Large text";
        elder_off: "普通版", "Standard text";
        other_language: "English", "中文";
        back: "返回", "Back";
        save: "保存", "Save";
        retry: "再试一次", "Try again";
        request: "编号：", "Number: ";
        to_list: "去看看附近的活", "See work near you";
        sign_in: "登录", "Sign in";
        done: "办好了", "Done";
        wrong: "有地方要改一下", "There is a problem";
        sorry: "没有办成", "That did not work";
        missing_title: "没有这个页面", "Page not found";
        missing_body: "地址可能写错了，也可能这条信息已经撤下。", "The address may be wrong, or this has been taken down.";
        busy: "现在人太多，系统忙不过来。请过一会儿再试。", "The service is too busy just now. Please try again in a moment.";
        transport: "网络没有连上，什么都没有改动。您填的内容还在，请再试一次。", "The network did not answer. What you typed is still here; please try again.";
        unreadable: "发来的内容没能读懂，请检查后再试。", "What was sent could not be read. Please check it and try again.";
        signed_out: "请先登录。", "Please sign in first.";
        gone: "没有找到。可能已经撤下，或者不是您的。", "Not found. It may have been taken down, or it is not yours.";
        denied: "这件事您没有权限做。", "You are not allowed to do this.";
        changed: "别人刚刚已经改过或处理了，请刷新看看现在的情况。", "Somebody else has just changed or settled this. Please reload to see how it stands.";
        too_many: "试得太频繁了，请 {} 后再试。", "Too many tries. Please wait {}.";
        seconds: "{} 秒", "{} s";
        minutes: "{} 分钟", "{} min";
        hours: "{} 小时", "{} h";
        days: "{} 天", "{} days";
        offline: "现在没有网络，看到的可能不是最新的。", "You are offline; what you see may be out of date.";
        // Problems of a field.
        empty: "这里要填。", "This is needed.";
        too_long: "太长了，最多 {} 个字。", "Too long: at most {} characters.";
        acting: "您正在替别人办事，做的每一步都会记在您名下。", "You are acting for somebody else; everything is recorded under your name.";
        stop_acting: "办完了，回工作台", "Finished, back to the console";
        not_a_phone: "手机号不对：要 11 位数字，1 开头。", "Not a mobile number: eleven digits that begin with 1.";
        not_a_resident_id: "身份证号是 18 位：17 个数字，最后一位是数字或 X。", "An ID number has 18 characters: 17 digits, then a digit or X.";
        old_resident_id: "15 位的老身份证号已经不能用了，请填现在身份证上的 18 位号码。", "Old ID numbers with 15 digits are no longer valid. Please use the 18 characters on your present card.";
        unknown_province: "身份证号最前面两位不对，请对着身份证再看一遍。", "The first two digits of the ID number are wrong. Please compare it with the card.";
        resident_id_birth: "身份证号第 7 到 14 位是出生日期，这个日期不对，请对着身份证再看一遍。", "Digits 7 to 14 of the ID number are the date of birth, and this date cannot be right. Please compare it with the card.";
        resident_id_check: "身份证号里有填错的地方，请对着身份证一位一位再看一遍。", "There is a mistake in the ID number. Please compare it with the card, one digit at a time.";
        not_a_credit_code: "统一社会信用代码是 18 位数字和字母，不用 I、O、S、V、Z，请照着营业执照填。", "A credit code has 18 digits and letters, never I, O, S, V or Z. Please copy it from the licence.";
        not_a_bank_card: "银行卡号是 12 到 19 位数字，请照着银行卡填。", "A card number has 12 to 19 digits. Please copy it from the card.";
        not_a_code: "验证码是 6 位数字。", "The code is six digits.";
        wrong_code: "验证码不对，还能试 {} 次。", "Wrong code; tries left: {}.";
        code_expired: "验证码过期了或已用过，请重新获取。", "The code has run out or was used. Please get a new one.";
        wrong_sign_in: "手机号、密码或动态码不对，请再看一遍。", "Phone, password or code is wrong. Please check all three.";
        password_short: "密码太短，至少 {} 个字符。可以用一句好记的话。", "Too short: at least {} characters. A sentence that is easy to remember is fine.";
        password_common: "这个密码太容易猜到，请换一个。", "This password is easy to guess. Please choose another.";
        passwords_differ: "两次输入的密码不一样。", "The two passwords are not the same.";
        other_phone: "这个邀请不是给这个手机号的。", "This invitation is for another number.";
        nobody_here: "您负责的地区里没有用这个手机号登录过的人。", "Nobody in your region has signed in with this number.";
        not_your_phone: "这不是您登录用的手机号。", "This is not the number you signed in with.";
        still_on_staff: "您还是工作人员，先请管理员停用，再注销。", "You are on the staff. Please have your post ended first.";
        still_holding: "您还有没开始的班，先退掉再注销。", "You hold a seat or a place in a shift to come. Please leave it first.";
        still_owner: "您是一家单位唯一的负责人，先把单位交给别人再注销。", "You are the only owner of an organisation. Please hand it over first.";
        no_staff_help: "本人说了不要工作人员代办。", "This person does not want staff to act for them.";
        not_a_date: "日期不对，请写成 1990-01-31 这样。", "Not a date; please write it as 1990-01-31.";
        impossible_birth: "出生日期不对：不能晚于今天，也不能早于 120 年前。", "The date of birth cannot be in the future or over 120 years ago.";
        days_backwards: "开始日期晚于结束日期。", "The first day lies after the last.";
        unknown_word: "不认识这个选项，没有用它来筛选。", "This choice is not known and was left out.";
        unknown_region: "没有这个地区。", "No such place.";
        unknown_occupation: "没有这个工种。", "No such trade.";
        not_a_position: "位置不对：要“纬度,经度”，并且在国内。", "Not a position: latitude,longitude in degrees, within China.";
        not_a_sum: "金额不对，请填数字，比如 20 或 20.5。", "Not a sum; please write a number such as 20 or 20.5.";
        not_a_link: "网址不对，要以 https:// 或 http:// 开头。", "Not a web address; it begins with https:// or http://.";
        not_a_cursor: "“下一页”的地址不对，从第一页开始看。", "The address of the next page is wrong; this is the first page.";
        not_ahead: "要填明天以后、30 年以内的日期。", "A date from tomorrow on, within 30 years.";
        file_too_large: "文件太大，最多 {} MB。", "The file is too large: at most {} MB.";
        not_a_picture: "只收 JPG、PNG、WebP 图片或 PDF，这个文件打不开。", "Only JPEG, PNG and WebP pictures or PDF; this file cannot be read.";
        not_a_document: "只收 PDF、Word（docx）、Excel（xlsx）和图片（JPG、PNG、WebP）；带宏的、打不开的都不收。", "Only PDF, Word (docx), Excel (xlsx) and pictures (JPEG, PNG, WebP); nothing with macros, nothing that cannot be read.";
        too_many_files: "最多 {} 个文件。", "At most {} files.";
        number_taken: "这个身份证号已在另一个账号核验通过。", "This ID number is verified for another account.";
        // Warnings: it is taken as it is, and somebody should look again.
        credit_code_check: "最后一位和前面的对不上。早年发的代码有这种情况，请对着营业执照核对。", "The last character does not fit the others. Some early codes were issued so; please compare it with the licence.";
        bank_card_check: "卡号里可能有填错的数字，请对着银行卡再看一遍。", "The card number may have a wrong digit. Please compare it with the card.";
    }
}
