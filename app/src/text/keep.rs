//! What the buttons say by which a search or a posting is kept, or a seat given up late.

super::table::table! {
    /// The words of keeping and leaving.
    Keep {
        search: "收藏这个搜索", "Keep this search";
        all: "我的收藏", "What I keep";
        posting: "收藏这份活", "Keep this job";
        unkeep: "取消收藏", "Keep it no more";
        leave_marked: "{}（会留一条记录，可以申诉）", "{} (counts against you; you may appeal)";
        kept: "收藏好了，有空位时会告诉您。", "Kept. You will be told when a seat comes free.";
    }
}
