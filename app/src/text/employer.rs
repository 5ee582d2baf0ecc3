//! What the page of an employer's file says.

super::table::table! {
    /// The words of an employer's file.
    Employer {
        organisations: "单位", "Organisations";
        verified: "已核验", "Verified";
        unverified: "没有核验", "Not verified";
        since: "{} 起登记", "Known since {}";
        to_verification: "看核验材料", "Its verification";
        file: "用工档案", "Its file as an employer";
        arrears: "欠薪预警", "Arrears of wages";
        work: "近 90 天用工", "Work of the last 90 days";
        work_hint: "只算在您负责的地区里的。", "Of your region alone.";
        postings: "用工信息", "Postings";
        postings_of: "发布过 {} 条，没有通过 {} 条，半年内举报属实 {} 条", "{} published, {} refused, {} rightly reported within half a year";
        shifts: "班次", "Shifts";
        shifts_of: "{} 个，取消 {} 个", "{}, of which {} called off";
        seats: "招满", "Seats taken";
        worked: "上岗人次", "Claims worked";
        no_shows: "没来", "Did not come";
        no_shows_of: "工人 {} 次，单位 {} 次", "workers {}, the employer {}";
        in_time: "工钱按时付清", "Wages paid in time";
        wages: "工钱", "Wages";
        wages_of: "已付 {} 元，应付 {} 元", "{} of {} yuan paid";
        reliability: "守约", "Reliability";
        ratings: "工人的评价", "What workers say";
        ratings_few: "评价太少，不显示。", "Too few ratings to tell.";
        events: "经过", "What happened";
        events_none: "还没有记录。", "Nothing yet.";
        e_published: "发布", "Published";
        e_reported: "举报属实", "Rightly reported";
        e_case: "维权", "Case";
        e_arrears: "欠薪", "Arrears";
    }
}
