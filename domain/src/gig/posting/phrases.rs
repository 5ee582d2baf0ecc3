//! Which phrases of a text say something that an advertisement may not say, and which only sound so.
//!
//! A phrase counts unless the longer words that it stands in mean something else (`女` in `女装`), or its own clause
//! takes it back (`不收押金`, `体检费报销`).

use crate::finding::Found;

/// A family of phrases that mean the same.
pub struct Family {
    /// What they say.
    pub found: Found,
    /// The phrases, a blank between; `#` stands for one or more digits.
    pub phrases: &'static str,
    /// Words that make a phrase innocent wherever it overlaps them.
    pub innocent: &'static str,
    /// Words that make it innocent where they stand in the same clause: then it is about something else.
    pub about: &'static str,
    /// Whether a clause can take it back.
    pub deniable: bool,
}

/// Words that take a phrase back, directly before it but for fillers.
const DENIED_BEFORE: [&str; 24] = [
    "不", "无", "免", "零", "没有", "没", "勿", "严禁", "禁止", "谨防", "拒绝", "谢绝", "杜绝", "0", "包", "报销",
    "承担", "补贴", "报", "提供", "出", "送", "非", "未",
];
/// What may stand between the two.
const FILLERS: &str = "收交取缴纳需要用扣押任何各种一切形式的入职等先另外会您员工人名义什么乱额须得有做让以以任付你们其他全部所有费了可承担供";
/// Words that do so after it, directly but for fillers.
const DENIED_AFTER: [&str; 20] = [
    "不收",
    "不用",
    "全免",
    "免费",
    "减免",
    "免",
    "0元",
    "零元",
    "为0",
    ":无",
    "全包",
    "公司出",
    "公司承担",
    "我方承担",
    "单位承担",
    "雇主承担",
    "报销",
    "不需要",
    "公司报",
    "0",
];
/// What may stand between the phrase and those.
const FILLERS_AFTER: &str = "一律都全部费用均由全额通等";
/// How far into a clause its first word may lie for the clause to be denied as a whole.
const BEGINS: usize = 5;

/// Between clauses.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '；'
            | ';'
            | '！'
            | '!'
            | '？'
            | '?'
            | '\n'
            | '、'
            | '|'
            | '/'
            | '（'
            | '）'
            | '('
            | ')'
            | '【'
            | '】'
            | '+'
    )
}

/// A text as it is compared: half-width, small letters, without blanks and what is put between characters to hide a word.
pub fn plain(text: &str) -> Vec<char> {
    let hidden = |c: &char| {
        c.is_whitespace() && *c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '*' | '·' | '_')
    };
    let kept = text.chars().filter(|c| !hidden(c));
    kept.flat_map(|c| {
        match c {
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            '：' => ':',
            '~' | '～' | '—' | '－' | '至' => '-',
            _ => c,
        }
        .to_lowercase()
    })
    .collect()
}

/// Where `phrase` ends in `text` if it stands at `at`.
fn stands(text: &[char], at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    for c in phrase.chars() {
        if c == '#' {
            let digits = text[end..].iter().take_while(|c| c.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            end += digits;
        } else {
            (text.get(end) == Some(&c)).then_some(())?;
            end += 1;
        }
    }
    Some(end)
}

fn contains(text: &[char], word: &str) -> bool {
    (0..text.len()).any(|at| stands(text, at, word).is_some())
}

/// Whether one of `words` overlaps what stands from `start` to `end`.
fn inside(text: &[char], (start, end): (usize, usize), words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let longest = word.chars().count() + 4;
        (start.saturating_sub(longest)..end)
            .any(|at| stands(text, at, word).is_some_and(|stop| stop > start && at < end))
    })
}

impl Family {
    /// The first phrase of a text that counts.
    pub fn first(&self, text: &[char]) -> Option<String> {
        let phrases: Vec<&str> = self.phrases.split_whitespace().collect();
        (0..text.len()).find_map(|start| {
            let end = phrases.iter().filter_map(|phrase| stands(text, start, phrase)).max()?;
            self.counts(text, (start, end)).then(|| text[start..end].iter().collect())
        })
    }

    fn counts(&self, text: &[char], (start, end): (usize, usize)) -> bool {
        if inside(text, (start, end), self.innocent) {
            return false;
        }
        let clause_start = text[..start].iter().rposition(|c| ends_clause(*c)).map_or(0, |at| at + 1);
        let clause_end = text[end..].iter().position(|c| ends_clause(*c)).map_or(text.len(), |at| end + at);
        let clause = &text[clause_start..clause_end];
        if self.about.split_whitespace().any(|word| contains(clause, word)) {
            return false;
        }
        if !self.deniable {
            return true;
        }
        !denied_before(&text[..start]) && !denied_after(&text[end..clause_end])
    }
}

/// Whether what stands before a phrase takes it back: `不收任何`; or, after the earlier things of a list, `不收押金、`.
fn denied_before(before: &[char]) -> bool {
    let denial = |text: &[char]| {
        let kept = text.len() - text.iter().rev().take_while(|c| FILLERS.contains(**c)).count();
        // A filler may be the last character of a denial, as in `承担`.
        (kept..=text.len()).any(|end| DENIED_BEFORE.iter().any(|word| text[..end].ends_with(&plain(word))))
    };
    if denial(before) {
        return true;
    }
    let [.., thing, '、' | '/' | '和' | '或' | '及' | '与'] = before else { return false };
    // Only things that are taken stand in one list with it: `无经验、押金100` takes nothing back.
    if !matches!(thing, '费' | '金' | '证' | '钱' | '卡' | '件') {
        return false;
    }
    let listed = |c: &char| ends_clause(*c) && !matches!(c, '、' | '/');
    let start = before.iter().rposition(listed).map_or(0, |at| at + 1);
    let head = &before[start..before.len().min(start + BEGINS)];
    DENIED_BEFORE.iter().any(|word| contains(head, word))
}

/// Whether what follows a phrase in its clause takes it back: `一律不收`.
fn denied_after(after: &[char]) -> bool {
    let skipped = after.iter().take_while(|c| FILLERS_AFTER.contains(**c)).count();
    (0..=skipped).any(|at| DENIED_AFTER.iter().any(|word| stands(after, at, word).is_some()))
}

/// Persons whose money or papers the work is about.
const CUSTOMERS: &str = "客人 客户 顾客 住客 租客 房客 会员 用户 学员 学生 家长 业主 病人 患者 \
                         投标 履约 质量 退房 入住 租车 乘客 粉丝";

/// Every family. The sources of law stand at what each of them says, in [`Found`].
pub const FAMILIES: [Family; 18] = [
    Family {
        found: Found::Deposit,
        phrases: "押金 保证金 诚意金 风险金 抵押金 质押金 定金 扣押工资 工资押",
        innocent: "保证金额 保证金色 保证金属 公积金 押金属 押金柜 押金条",
        about: CUSTOMERS,
        deniable: true,
    },
    Family {
        found: Found::Fee,
        phrases: "培训费 报名费 体检费 服装费 工装费 工服费 中介费 介绍费 办证费 建档费 资料费 入职费 上岗费 \
                  手续费 保险费 先交钱 先交# 先缴 缴费上岗 交钱上岗 需交# 须交# 收取#元 先付款 垫资 先垫付 \
                  付费培训 收费培训 贷款培训 培训贷",
        innocent: "车险续费",
        about: "客人 客户 顾客 会员 学员 学生 家长 业主 病人 患者 商户 信用卡 pos 住客 租客 保单 回执 自理 \
                自费 自付 快递",
        deniable: true,
    },
    Family {
        found: Found::OwnCost,
        phrases: "体检费自理 体检自费 体检费自费 体检费自付 服装费自理 保险自理 自费体检 自费培训 自费办理 \
                  培训费自理",
        innocent: "",
        about: "客人 客户 学员 学生 家长 病人 患者",
        deniable: true,
    },
    Family {
        found: Found::IdKept,
        phrases: "押身份证 扣身份证 扣押证件 押证件 扣证件 收身份证 交身份证 收走身份证 身份证抵押 抵押身份证 \
                  保管身份证 身份证由 身份证原件由 身份证押 暂扣身份证 身份证原件交 身份证交 代管身份证 \
                  统一保管证件",
        innocent: "身份证复印件 身份证由本人 身份证照片",
        about: "客人 客户 复印件 快递 本人保管 自己保管 住客 登记",
        deniable: true,
    },
    Family {
        found: Found::Contact,
        phrases: "加微信 加我微信 加微 微信号 微信: 微信联系 联系微信 加v 加vx 加wx vx v信 wx: 薇信 加q 加qq \
                  qq: qq号 加扣扣 扣扣号 私聊 私信我 加我好友 扫码加 扫码进群 进群领 加群 电报群 飞机群 \
                  telegram whatsapp 蝙蝠聊 加钉钉 加抖音 绿泡泡",
        innocent: "加微波 加微孔 加微量 加微电 加微生 加vip 加video 加工作群 加群众",
        about: "客户 顾客 会员 粉丝 用户 好友裂变 引流 家长 学员",
        deniable: true,
    },
    Family {
        found: Found::Fraud,
        phrases: "刷单 刷信誉 代刷 跑分 出租银行卡 收购银行卡 租借银行卡 代收款 出借账户 套现 洗钱 网赌",
        innocent: "印刷单 牙刷单",
        about: "反诈 反洗钱 防诈 防骗 识别 骗局 诈骗",
        deniable: true,
    },
    Family {
        found: Found::Sex,
        phrases: "限男 限女 只招男 只招女 只要男 只要女 只收男 只收女 要男的 要女的 需男 需女 要求男 要求女 \
                  招男 招女 招聘男 招聘女 聘男 聘女 男优先 女优先 男性优先 女性优先 男士优先 女士优先 男生优先 \
                  女生优先 男工优先 女工优先 性别男 性别女 性别:男 性别:女 女导购 男导购 女服务员 男服务员 \
                  女营业员 男营业员 女收银 男收银 女普工 男普工 女保洁 男保洁 女保安 男保安 女文员 男文员 \
                  女客服 男客服 女司机 男司机 女店员 男店员 女员工 男员工 女临时工 男临时工 女小工 男小工 \
                  女杂工 男杂工 女帮工 男帮工 女迎宾 女礼仪 男骑手 女骑手 女学徒 男学徒 女秘书 女助理 男助理 \
                  女前台 女技师 男技师 女主播 男#名 女#名 男#人 女#人 男#个 女#个 男#-# 女#-# 男的来 女的来 \
                  男的优先 女的优先 不要男 不要女 不招男 不招女 美女 帅哥 靓女 靓仔 小姐姐 未婚 已婚已育 \
                  已育优先 未育 女性勿 男性勿 女士勿 男士勿 女孩优先 女孩子优先 男孩子优先",
        innocent: "男女 女男 女装 男装 女鞋 男鞋 女包 男包 女裤 男裤 女裙 女童 男童 女厕 男厕 女宾 男宾 \
                   女士内衣 招男友 招女婿 美女与野兽 小姐姐的 女王 女神节 女篮 男篮 男科 女科 男士护肤 女士护肤 \
                   女表 男表 女款 男款 不限男 不限女 女性用品 女性内衣 男女各半不限",
        about: "联谊 相亲 交友活动 受众",
        deniable: false,
    },
    Family {
        found: Found::SexForCare,
        phrases: "女模特 男模特 女演员 男演员 女群演 男群演 女护工 男护工 女陪护 男陪护 女宿管 男宿管 女搓澡 \
                  男搓澡 女更衣 女浴区 男浴区 女月嫂 女保姆 女安检 男安检",
        innocent: "男女",
        about: "",
        deniable: false,
    },
    Family {
        found: Found::Origin,
        phrases: "限汉族 仅限汉族 只要汉族 只招汉族 要汉族 须汉族 汉族优先 限汉人 不要少数民族 不招少数民族 \
                  不收少数民族 少数民族勿 少数民族除外 少数民族不 不要回族 不要藏族 不要彝族 不要维族 回族勿 \
                  藏族勿 彝族勿 彝族除外 藏族除外 回族除外 新疆勿 新疆人勿 新疆除外 新疆人除外 西藏除外 \
                  河南人勿 河南除外 河南人除外 东北人勿 东北除外 东北人除外 凉山人勿 凉山除外 凉山人除外 \
                  不要新疆 不要河南 不要东北 不要凉山 不招新疆 不招河南 不招东北 不招凉山 外地人勿 外地勿 \
                  不要外地 不招外地 限本地户口 限本地户籍 只要本地户口 只招本地户口 农村户口勿 不要农村",
        innocent: "汉族服饰 不限汉族",
        about: "",
        deniable: false,
    },
    Family {
        found: Found::Health,
        phrases: "乙肝 无残疾 残疾人勿 不要残疾 不招残疾 残疾勿",
        innocent: "乙肝疫苗",
        about: "不查 不检 患者 病房 不限 歧视 无需",
        deniable: false,
    },
    Family {
        found: Found::Child,
        phrases: "童工 初中生可 初中生也 小学生可 小学生也 未成年可 未成年人可 未成年也 未成年人也 未满16可 \
                  未满16也 不满16可 不满16也 10岁以上 11岁以上 12岁以上 13岁以上 14岁以上 15岁以上 满14岁 \
                  满15岁 14周岁以上 15周岁以上 满15周岁 满14周岁 15岁就 15岁起 14岁起 15岁可 14岁可 无需成年 \
                  不看年龄不看证",
        innocent: "年满16",
        about: "儿童 孩 小朋友 学员 家教 辅导 看护 游客 观众 适合 入场 乘坐 培训班 夏令营",
        deniable: true,
    },
    Family {
        found: Found::LatePay,
        phrases: "月结 次月发 次月# 下月发 下个月发 隔月发 每月发 月底结 月底发工资 压一个月 压半个月 押一个月 \
                  压工资 压#天工资 压#个月 满一个月结 做满#天结 做满#个月 完工后结 完工结 完工再结 工程款到 \
                  年底结 年底发 年结 季度结 #天后结 #号发工资 #号发薪 #日发薪 #日发工资",
        innocent: "15天后结 7天后结 1天后结 2天后结 3天后结 次月结算单 当日完工结",
        about: "客户 对账 货款 账单 供应商 快递费 房租 运费 发票",
        deniable: true,
    },
    Family {
        found: Found::BaitWords,
        phrases: "月入过万 月薪过万 月入#万 月薪#万 日入过千 日薪过千 日赚 日入# 轻松赚 躺赚 稳赚 保底过万 \
                  过万 月入1w 月入#w 高薪过万 轻松月入 轻松日入 薪资上万 #万起薪 月入#.#w 月入#.#万 月薪#.#万 \
                  #-#万",
        innocent: "超过万 不过万 经过万 通过万 过万人 过万件 路过万",
        about: "件 单量 客流 人流 字数",
        deniable: true,
    },
    Family {
        found: Found::MinorHazard,
        phrases: "高空 高处作业 登高 井下 矿井 爆破 炸药 烟花 爆竹 有毒 有害 放射 粉尘 喷漆 喷涂 电焊 氩弧焊 \
                  锅炉 高温炉 冷库 潜水 伐木 隧道 起重 吊装 塔吊 脚手架 外墙 危化 化工 农药 打药 冲压 压铸 \
                  熔炼 夜场 酒吧 ktv 网吧 歌舞厅 足浴 屠宰 拆除 爬架 叉车 有限空间 清淤 下水道",
        innocent: "外墙砖销售 农药残留检测",
        about: "",
        deniable: true,
    },
    Family {
        found: Found::Appearance,
        phrases: "颜值 形象好 形象气质佳 五官端正 身高#以上 身高要求 身高1 限身高 身材好",
        innocent: "颜值打卡 高颜值店 高颜值门店 高颜值蛋糕",
        about: "儿童 门店颜值",
        deniable: true,
    },
    Family {
        found: Found::Agent,
        phrases: "中介勿扰除外 代招费 返费 入职返现 满#天返 返利工",
        innocent: "无返费 非返费",
        about: "",
        deniable: true,
    },
    Family {
        found: Found::Unsafe,
        phrases: "陪酒 陪聊 陪唱 男公关 女公关 伴游 擦边 有偿陪侍 代孕 捐卵 试药 替考 代考 电话诈骗 境外高薪 \
                  出国高薪",
        innocent: "陪聊老人",
        about: "老人 长者 严禁 防",
        deniable: true,
    },
    Family {
        found: Found::NoLiability,
        phrases: "自愿放弃社保 自愿放弃工伤 生死自负 工伤自负 伤病自负 后果自负 出事自负 责任自负 安全自负",
        innocent: "",
        about: "客户 顾客 会员",
        deniable: true,
    },
];

/// The upper end of a span of ages that a text asks for: `18-45岁`, `45岁以下`, `不超过50周岁`. Those for children to be
/// looked after, and those that leave out nobody of working age, are no bias.
pub fn upper_age(text: &[char]) -> Option<u32> {
    let number = |at: usize| -> Option<(u32, usize)> {
        let digits: String = text[at..].iter().take_while(|c| c.is_ascii_digit()).take(3).collect();
        Some((digits.parse().ok()?, at + digits.len()))
    };
    let years = |at: usize| ["周岁", "岁"].iter().find_map(|word| stands(text, at, word));
    let starts = |at: usize| text[at].is_ascii_digit() && (at == 0 || !text[at - 1].is_ascii_digit());
    let asked = (0..text.len()).filter(|at| starts(*at)).find_map(|at| {
        let (age, end) = number(at)?;
        let after = years(end).unwrap_or(end);
        if let Some(next) = stands(text, after, "-") {
            let (upper, end) = number(next)?;
            return years(end).map(|_| (at, upper));
        }
        let after = years(end)?;
        let limited = ["以下", "以内", "之内", "封顶"].iter().any(|word| stands(text, after, word).is_some())
            || text[..at].ends_with(&['不', '超', '过'])
            || text[..at].ends_with(&['限'])
            || text[..at].ends_with(&['低', '于']);
        limited.then_some((at, age))
    });
    let (at, upper) = asked?;
    let start = text[..at].iter().rposition(|c| ends_clause(*c)).map_or(0, |at| at + 1);
    let end = text[at..].iter().position(|c| ends_clause(*c)).map_or(text.len(), |end| at + end);
    let cared_for = ["儿童", "孩", "老人", "照顾", "看护", "小朋友", "学员", "宝宝"];
    let about = cared_for.iter().any(|word| contains(&text[start..end], word));
    ((18..60).contains(&upper) && !about).then_some(upper)
}

/// A mobile number in a text, however its digits are parted.
pub fn has_phone(text: &[char]) -> bool {
    let digits: Vec<(usize, char)> =
        text.iter().copied().enumerate().filter(|(_, c)| !matches!(c, '-' | ' ' | '.')).collect();
    digits.windows(11).enumerate().any(|(at, run)| {
        let number = run[0].1 == '1' && matches!(run[1].1, '3'..='9') && run.iter().all(|(_, c)| c.is_ascii_digit());
        let alone = |other: Option<&(usize, char)>| other.is_none_or(|(_, c)| !c.is_ascii_digit());
        number && alone(at.checked_sub(1).and_then(|at| digits.get(at))) && alone(digits.get(at + 11))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gig::posting::in_text;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<Found> {
        in_text("duties", text).into_iter().map(|finding| finding.found).collect()
    }

    #[test]
    fn what_a_text_takes_back_is_not_held_against_it() {
        for text in [
            "不收押金",
            "无需押金",
            "押金一律不收",
            "零押金",
            "免收任何押金",
            "不收培训费、押金、服装费",
            "体检费报销",
            "公司承担体检费",
            "男女不限",
            "不限男女",
            "女装店",
            "男装导购",
            "保证金额准确",
            "录入投标保证金",
            "不压工资",
            "无需加微信",
            "严禁刷单",
            "民族不限",
            "年满18周岁",
            "照顾70-80岁老人",
            "给6-12岁儿童上课",
            "身份证复印件一份",
            "车牌 13800 号",
            "订单号 20261380000000099",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_hidden_or_taken_back_elsewhere_counts() {
        for (text, found) in [
            ("押 金 100", Found::Deposit),
            ("不加班，押金100", Found::Deposit),
            ("无经验、押金100", Found::Deposit),
            ("押金200离职后免费退还", Found::Deposit),
            ("不限经验押金200", Found::Deposit),
            ("ＱＱ：12345", Found::Contact),
            ("v*x 详聊", Found::Contact),
            ("电话 138 1234 5678", Found::Contact),
            ("一三八不行打13812345678", Found::Contact),
            ("女装店招女营业员", Found::Sex),
            ("不抽烟的女工优先", Found::Sex),
        ] {
            assert!(kinds(text).contains(&found), "{text}: {:?}", kinds(text));
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_written(text in "\\PC{0,80}", near in "[不无免收交押金男女限招岁0-9、，/ -]{0,30}") {
            let _ = (in_text("title", &text), in_text("title", &near));
        }

        #[test]
        fn blanks_hide_nothing(at in 0_usize..6, blanks in "[ \u{3000}*·]{1,3}") {
            let mut text: Vec<char> = "先交押金二百元".chars().collect();
            text.splice(at..at, blanks.chars());
            let text: String = text.into_iter().collect();
            prop_assert!(kinds(&text).contains(&Found::Deposit), "{text}");
        }

        #[test]
        fn every_number_of_eleven_digits_is_seen(second in 3_u32..10, rest in 0_u32..1_000_000_000, before in "[^0-9-]{0,5}") {
            let text = plain(&format!("{before}1{second}{rest:09}"));
            prop_assert!(has_phone(&text));
        }
    }
}
