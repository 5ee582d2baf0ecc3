//! The code of a shift on the employer's screen. It renews itself where scripts run; elsewhere there is a link.

use domain::{gig::attendance::ShiftCode, when::Moment};
use leptos::prelude::*;

use super::{api::ShowShiftCode, words};
use crate::{
    text::fill,
    ui::{call::load, page::read, visit::here},
};

/// The code, or when there will be one.
pub fn code(shown: Option<&ShiftCode>, organisation: String, shift: String) -> AnyView {
    let words = words();
    let Some(first) = shown else {
        return view! { <section class="sheet"><h2>{words.code_title}</h2><p class="soft">{words.code_closed}</p></section> }
            .into_any();
    };
    let code = RwSignal::new(first.clone());
    renew(code, ShowShiftCode { organisation, shift });
    let spaced = move || code.with(|code| format!("{} {}", &code.digits[..3], &code.digits[3..]));
    let until = move || code.with(|code| fill(words.code_until, &[&clock(code.until)]));
    view! {
        <section class="sheet code" aria-label=words.code_title>
            <h2>{words.code_title}</h2>
            <p class="soft">{words.code_how}</p>
            <div class="qr" role="img" aria-label=words.qr inner_html=move || code.with(|code| code.qr.clone())></div>
            <p class="digits" data-code=move || code.with(|code| code.digits.clone())>{spaced}</p>
            <p class="soft">{until}" "<a class="link" href=here() rel="external">{words.code_renew}</a></p>
        </section>
    }
    .into_any()
}

/// `08:00:30`.
fn clock(at: Moment) -> String {
    let second = at.0.rem_euclid(Moment::MINUTE) / Moment::SECOND;
    format!("{}:{second:02}", at.clock())
}

/// Asks for the next code as soon as the one that is shown has run out, for as long as the page is shown. One that cannot
/// be had is asked for again a little later.
fn renew(code: RwSignal<ShiftCode>, call: ShowShiftCode) {
    Effect::new(move || {
        let left = code.with(|code| (code.until.0 - code.now.0).clamp(1_000, 30_000));
        let call = call.clone();
        let wait = std::time::Duration::from_millis(left.unsigned_abs());
        let ask = move || {
            let body = serde_json::to_string(&call).unwrap_or_default();
            leptos::task::spawn_local(async move {
                let fresh = load::<ShowShiftCode>(body).await.and_then(|json| read::<ShiftCode>(&json));
                // Set in any case, so that the next turn is waited for.
                if let Ok(fresh) = fresh {
                    let _ = code.try_set(fresh);
                } else {
                    let _ = code.try_update(|code| code.now = Moment(code.until.0 - 5_000));
                }
            });
        };
        if let Ok(timer) = set_timeout_with_handle(ask, wait) {
            on_cleanup(move || timer.clear());
        }
    });
}
