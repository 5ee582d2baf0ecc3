//! How well a shift suits a person: a sum of terms, and the terms are the reasons that are shown.
//!
//! Nothing here knows sex, ethnicity, origin or health, nor age beyond the age rule.

use serde::{Deserialize, Serialize};

use crate::{money::Fen, place::Distance};

/// What the score is worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FitFacts {
    /// How far it is.
    pub distance: Distance,
    /// How the work relates to the person's trades.
    pub trade: TradeFit,
    /// Whether it lies in the hours the person can work; `None` if they did not say.
    pub suits_hours: Option<bool>,
    /// What an hour of it comes to.
    pub hourly: Fen,
    /// What an hour usually comes to for that group of occupations in that county, if known.
    pub usual: Option<Fen>,
    /// Paid the same day.
    pub same_day: bool,
}

/// How work relates to a person's trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeFit {
    /// It is one of them.
    Same,
    /// It is in the group of one of them.
    Related,
    /// It is none of them, or the person named none.
    Other,
}

/// One term of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// So near.
    Near(Distance),
    /// It is a trade of the person.
    Trade,
    /// It is close to a trade of the person.
    RelatedTrade,
    /// It lies in the hours the person can work.
    SuitsHours,
    /// It pays this much more an hour than usual for such work in that county.
    PaysMore(Fen),
    /// Paid the same day.
    SameDay,
}

/// Points a shift next door gets; they fall evenly to nothing at [`REACH`].
const NEAR: i64 = 400;
/// From this distance on, metres, being near counts nothing.
const REACH: i64 = 20_000;
/// Closer than this, metres, nearness is named as a reason.
const NAMED: u32 = 5_000;

/// The terms that count for this shift with their points, most points first.
pub fn terms(facts: &FitFacts) -> Vec<(i64, Reason)> {
    let metres = i64::from(facts.distance.metres).min(REACH);
    let mut terms = vec![(NEAR * (REACH - metres) / REACH, Reason::Near(facts.distance))];
    match facts.trade {
        TradeFit::Same => terms.push((300, Reason::Trade)),
        TradeFit::Related => terms.push((180, Reason::RelatedTrade)),
        TradeFit::Other => {}
    }
    if facts.suits_hours == Some(true) {
        terms.push((150, Reason::SuitsHours));
    }
    if let Some(usual) = facts.usual.filter(|usual| facts.hourly > *usual && usual.0 > 0) {
        let over = Fen(facts.hourly.0 - usual.0);
        // One percent over the usual is three points, fifty percent and more are all the same.
        let percent = (over.0 * 100 / usual.0).min(50);
        terms.push((3 * percent, Reason::PaysMore(over)));
    }
    if facts.same_day {
        terms.push((30, Reason::SameDay));
    }
    terms.retain(|(points, _)| *points > 0);
    terms.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    terms
}

/// The score: the sum of the terms; lower if the shift lies outside the hours the person named.
pub fn score(facts: &FitFacts) -> i64 {
    let outside = if facts.suits_hours == Some(false) { 200 } else { 0 };
    terms(facts).iter().map(|(points, _)| points).sum::<i64>() - outside
}

/// The reasons worth a word on a card: at most three, most telling first.
pub fn reasons(facts: &FitFacts) -> Vec<Reason> {
    let worth_a_word = |reason: &Reason| match reason {
        Reason::Near(distance) => !distance.rough && distance.metres < NAMED,
        // The card says it already, in its tags.
        Reason::SameDay => false,
        Reason::PaysMore(over) => over.0 >= 100,
        Reason::Trade | Reason::RelatedTrade | Reason::SuitsHours => true,
    };
    terms(facts).into_iter().map(|(_, reason)| reason).filter(worth_a_word).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> impl Strategy<Value = FitFacts> {
        let trade = prop_oneof![Just(TradeFit::Same), Just(TradeFit::Related), Just(TradeFit::Other)];
        let parts = (0_u32..60_000, trade, any::<Option<bool>>(), 1_500_i64..9_000, any::<bool>());
        parts.prop_map(|(metres, trade, suits_hours, hourly, same_day)| FitFacts {
            distance: Distance { metres, rough: false },
            trade,
            suits_hours,
            hourly: Fen(hourly),
            usual: Some(Fen(2_500)),
            same_day,
        })
    }

    proptest! {
        #[test]
        fn nearer_or_better_paid_never_scores_less(one in facts(), metres in 0_u32..60_000, hourly in 1_500_i64..9_000) {
            let nearer = FitFacts { distance: Distance { metres: metres.min(one.distance.metres), rough: false }, ..one };
            let richer = FitFacts { hourly: Fen(hourly).max(one.hourly), ..one };
            prop_assert!(score(&nearer) >= score(&one) && score(&richer) >= score(&one));
        }

        #[test]
        fn the_reasons_are_terms_of_the_score(one in facts()) {
            let terms = terms(&one);
            prop_assert!(terms.is_sorted_by_key(|(points, _)| std::cmp::Reverse(*points)));
            prop_assert!(reasons(&one).iter().all(|reason| terms.iter().any(|(_, term)| term == reason)));
        }
    }
}
