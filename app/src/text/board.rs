//! What a wall screen says.

super::table::table! {
    /// The words of a wall screen.
    Board {
        title: "{}零工", "Day jobs in {}";
        total: "还有 {} 个班次，先开工的在前", "{} shifts, the soonest first";
        scan: "扫码报名", "Scan to take it";
        none: "现在没有班次", "No shifts now";
        none_body: "新的活多在傍晚和清早发布，这里会自己更新。", "New ones mostly come in the evening and early morning; this screen renews itself.";
        as_of: "{} 更新", "As of {}";
        hold: "停住不翻页", "Stop turning";
        turn: "继续翻页", "Go on turning";
        next: "下一屏", "Next screen";
        places: "看哪里", "Where";
        screen: "这块屏怎么用", "How this screen is used";
        share_body: "放在服务站给大家用：谁用完回到这一页，就自动退出登录；一分半没人碰也会回来。", "For everybody at a station: whoever comes back to this page is signed out, and it comes back by itself after a minute and a half without a touch.";
        share: "设为公用屏", "Make this a shared screen";
        unshare: "不再公用", "Share it no more";
    }
}
