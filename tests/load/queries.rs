//! What people ask the list for, in a mix: each with a name for the report.

use domain::when::Moment;

/// Points from which people search: towns, suburbs, hills.
const PLACES: [&str; 8] = [
    "31.1269,104.3979",
    "31.1426,104.4170",
    "31.3170,104.5102",
    "31.0331,104.6788",
    "30.9770,104.2820",
    "31.1270,104.1680",
    "31.3380,104.2200",
    "31.2000,104.9000",
];

/// Name and query string. `near` is put in where it is missing, another one each round.
pub fn all(now: Moment) -> Vec<(String, String)> {
    let day = |n: i64| Moment(now.0 + n * Moment::DAY).date();
    let mut queries: Vec<(String, String)> = FIXED.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    queries.push(("three days".to_owned(), format!("date={}..{}", day(2), day(4))));
    queries.push(("a week, evening, soon".to_owned(), format!("date={}..{}&part=evening&sort=soon", day(3), day(9))));
    queries
}

/// The query string of a round.
pub fn of_round(query: &str, round: usize) -> String {
    if query.contains("near=") || query.contains("after=") {
        return query.to_owned();
    }
    let near = PLACES[round % PLACES.len()];
    if query.is_empty() { format!("near={near}") } else { format!("{query}&near={near}") }
}

const FIXED: [(&str, &str); 38] = [
    ("plain", ""),
    ("by near", "sort=near"),
    ("by pay", "sort=pay"),
    ("by soon", "sort=soon"),
    ("by new", "sort=new"),
    ("county", "county=510603"),
    ("county by pay", "county=510681&sort=pay"),
    ("county by new", "county=510623&sort=new"),
    ("town", "town=510603001"),
    ("town by soon", "county=510683&town=510683106&sort=soon"),
    ("today", "date=today"),
    ("tomorrow", "date=tomorrow"),
    ("weekend", "date=weekend"),
    ("tomorrow by pay", "date=tomorrow&sort=pay"),
    ("night", "part=night"),
    ("morning by soon", "part=morning&sort=soon"),
    ("group", "occupation=4-10"),
    ("group by near", "occupation=6-31&sort=near"),
    ("occupation", "occupation=4-02-06-01"),
    ("occupation by pay", "occupation=4-10-01-06&sort=pay"),
    ("rare occupation", "occupation=2-08-02-01"),
    ("pay 20", "min_hourly=20"),
    ("pay 35 by near", "min_hourly=35&sort=near"),
    ("pay 60", "min_hourly=60"),
    ("same day", "paid=same-day"),
    ("same day by pay", "paid=same-day&sort=pay"),
    ("words, common", "q=%E6%90%AC%E8%BF%90"),
    ("words, common, by soon", "q=%E6%9C%8D%E5%8A%A1&sort=soon"),
    ("words, common, by pay", "q=%E5%91%98&sort=pay"),
    ("words, rare", "q=%E8%8A%B1%E8%89%BA"),
    ("pinyin", "q=banyun"),
    ("initials", "q=fwy"),
    ("market title", "q=%E8%B4%A7%E6%8B%89%E6%8B%89%E5%8F%B8%E6%9C%BA"),
    ("words and county", "q=%E4%BF%9D%E6%B4%81&county=510683"),
    ("words and day", "q=%E5%8F%B8%E6%9C%BA&date=tomorrow&sort=near"),
    ("rare together", "county=510604&part=night&occupation=4-01&paid=same-day&min_hourly=25&date=weekend"),
    ("rare together by new", "county=510623&part=evening&occupation=6-20&paid=same-day&sort=new"),
    ("nothing found", "q=%E9%BE%98%E9%BE%96%E9%BA%A4"),
];
