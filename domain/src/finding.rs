//! What rules find in a text that is to be published, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::money::Fen;

/// What comes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// It can be published; the employer is told.
    Warn,
    /// Somebody of the staff has to look first.
    Review,
    /// It cannot be published so.
    Refuse,
}

/// What was found, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// An hour comes to less than the least pay in force at the place on the day of the shift, breaks not counted
    /// (最低工资规定 arts. 5 and 12; 劳动合同法 art. 72 for part-time work).
    PayBelow {
        /// What an hour comes to.
        hourly: Fen,
        /// What it must come to.
        least: Fen,
    },
    /// Workers are to leave a deposit or another security (劳动合同法 art. 9; 人力资源市场暂行条例 art. 29; 就业服务与就业管理规定 art. 14).
    Deposit,
    /// Workers are to pay for being trained, examined, dressed or taken on (劳动合同法 art. 9; 就业服务与就业管理规定 art. 14).
    Fee,
    /// Workers bear a cost that the employer usually bears; allowed where it is theirs to pay, and they should know.
    OwnCost,
    /// Identity cards or other papers are kept (劳动合同法 arts. 9 and 84).
    IdKept,
    /// People are led to another channel, where nothing can be proved later; the contact has its own field
    /// (人力资源市场暂行条例 arts. 24 and 33: what is published must be true and lawful, and the service answers for it).
    Contact,
    /// Work that is a crime or serves one: false orders, lent accounts, laundering (刑法 art. 287b; 反电信网络诈骗法 art. 31).
    Fraud,
    /// Only men or only women are asked for, or the unmarried (人力资源市场暂行条例 art. 24; 就业促进法 arts. 3, 26 and 27;
    /// 妇女权益保障法 art. 43).
    Sex,
    /// A sex is asked for where the work may need it: care of the body, acting, a ward for one sex. People decide.
    SexForCare,
    /// Ethnic groups, places of origin or a kind of residence are left out (就业促进法 arts. 3, 28 and 31).
    Origin,
    /// Carriers of a pathogen or disabled people are left out (就业促进法 arts. 29 and 30).
    Health,
    /// People over an age of working life are left out. No statute forbids it of private employers by name; it is
    /// against equal employment (就业促进法 art. 3), so the employer is asked to think it over.
    Age {
        /// The oldest that are wanted, years.
        most: u32,
    },
    /// People under sixteen are asked for (劳动法 art. 15; 禁止使用童工规定 art. 2).
    Child,
    /// Sixteen and seventeen year olds are admitted to work that is dangerous or harmful to them
    /// (劳动法 art. 64; 未成年工特殊保护规定 art. 3; 未成年人保护法 art. 61).
    MinorHazard,
    /// They are admitted to work at night (未成年人保护法 art. 61; the hours are those of the city's working time).
    MinorNight,
    /// Wages are paid later than fifteen days (劳动合同法 art. 72), or kept back (保障农民工工资支付条例 art. 3).
    LatePay,
    /// An hour comes to much more than such work usually brings in that county: often bait.
    BaitPay {
        /// What an hour comes to.
        hourly: Fen,
        /// What it usually comes to.
        usual: Fen,
    },
    /// Words that promise riches (人力资源市场暂行条例 art. 24: nothing false).
    BaitWords,
    /// Looks or height are asked for.
    Appearance,
    /// Bonuses for being brought in: the mark of agents, who need a licence (人力资源市场暂行条例 art. 18).
    Agent,
    /// Work against public decency or the law.
    Unsafe,
    /// Workers are to bear the risk of accidents or give up insurance; such terms are void (劳动合同法 art. 26).
    NoLiability,
    /// The same employer has published the same at the same place for the same time.
    Duplicate,
}

impl Found {
    /// What comes of it.
    pub const fn severity(self) -> Severity {
        match self {
            Self::PayBelow { .. }
            | Self::Deposit
            | Self::Fee
            | Self::IdKept
            | Self::Contact
            | Self::Fraud
            | Self::Sex
            | Self::Origin
            | Self::Health
            | Self::Child
            | Self::MinorHazard
            | Self::MinorNight
            | Self::LatePay
            | Self::Unsafe
            | Self::NoLiability => Severity::Refuse,
            Self::SexForCare | Self::BaitPay { .. } | Self::BaitWords | Self::Agent | Self::Duplicate => {
                Severity::Review
            }
            Self::OwnCost | Self::Age { .. } | Self::Appearance => Severity::Warn,
        }
    }
}
