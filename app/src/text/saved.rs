//! What the page of kept searches and postings says.

use domain::gig::saved::{Alert, PostingStanding};

super::table::table! {
    /// The words of what is kept.
    Saved {
        title: "我的收藏", "What I keep";
        hint: "收藏的搜索、收藏的活、新活提醒", "Searches, jobs, and hearing of new work";
        searches: "收藏的搜索", "Searches";
        no_searches: "还没有收藏搜索。在找活的页面选好条件，点“收藏这个搜索”。", "No searches yet. Choose filters on the list, then “Keep this search”.";
        postings: "收藏的活", "Jobs";
        no_postings: "还没有收藏的活。在活的页面点“收藏这份活”。", "No jobs yet. Press “Keep this job” on a job's page.";
        to_list: "去找活", "Find work";
        everything: "全部的活", "All work";
        finds: "现在有 {} 个班", "{} shifts now";
        look: "看结果", "Show them";
        over: "日期过了", "Its days are over";
        unclear: "里面有的地区或工种已经没有了，不会提醒。请重新搜索再收藏。", "It names a place or trade that is gone, so you will not be told. Please search again.";
        alert: "有新活时告诉我", "When there is new work";
        alert_off: "不用", "Do not tell me";
        alert_once: "马上告诉我", "Tell me at once";
        alert_daily: "每天清早汇总", "Each morning, the day's work";
        save: "保存", "Save";
        about: "消息发到“消息”里，不发短信。马上提醒一天最多 {} 条，夜里 9 点到早上 7 点一般不发；汇总每天 4:30 发。", "You find it under Messages, not by SMS. At most {} a day at once, as a rule none from 9 in the evening to 7 in the morning; the morning's list comes at 4:30.";
        forget: "删除", "Forget it";
        unkeep: "取消收藏", "Keep it no more";
        open: "有空位", "Free seats";
        full: "满员", "Full";
        paused: "暂停招人", "Paused";
        ended: "已经结束", "Over";
        free: "剩 {} 个位", "{} left";
        min_hourly: "每小时 {} 元起", "From {} yuan an hour";
        done: "改好了。", "Done.";
        days: "{} 到 {}", "{} to {}";
    }
}

impl Saved {
    /// How somebody hears of what a search finds.
    pub const fn alert_of(&self, alert: Alert) -> &'static str {
        match alert {
            Alert::Off => self.alert_off,
            Alert::Once => self.alert_once,
            Alert::Daily => self.alert_daily,
        }
    }

    /// How a posting stands.
    pub const fn standing(&self, standing: PostingStanding) -> &'static str {
        match standing {
            PostingStanding::Open => self.open,
            PostingStanding::Full => self.full,
            PostingStanding::Paused => self.paused,
            PostingStanding::Ended => self.ended,
        }
    }
}
