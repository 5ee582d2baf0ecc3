//! The document around every page, and its frame.

pub mod console;
mod frame;

use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};

pub use frame::{Frame, missing, switch};

use crate::{App, context::RequestContext};

/// Keeps the page going with plain links and forms after WebAssembly failed; runs before everything else.
const GUARD: &str = include_str!("guard.js");

/// The whole document. What the browser has to know to render the same is said by the attributes of `<html>`.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let request = use_context::<RequestContext>();
    let language = request.as_ref().map_or("zh-CN", |request| request.language.word());
    let elder = request.as_ref().is_some_and(|request| request.elder).then_some("");
    let acting = request.as_ref().is_some_and(RequestContext::acting).then_some("");
    let board = request.as_ref().map(|request| request.board.clone()).filter(|board| !board.is_empty());
    let left = board.as_ref().map(|board| {
        let go = format!("180;url=/board/{board}");
        view! { <noscript><meta http-equiv="refresh" content=go/></noscript> }
    });
    let id = request.as_ref().map(|request| request.request_id.clone());
    let desk = request.as_ref().and_then(|request| request.desk.clone());
    let desk = desk.and_then(|desk| serde_json::to_string(&desk).ok());
    let unread = request.as_ref().map(|request| request.unread).filter(|unread| unread.n > 0);
    let unread = unread.map(|unread| unread.to_string());
    let flash = request.and_then(|request| request.flash).and_then(|flash| serde_json::to_string(&flash).ok());
    view! {
        <!DOCTYPE html>
        <html lang=language data-elder=elder data-acting=acting data-board=board data-flash=flash data-request=id data-desk=desk data-unread=unread>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f5f4ef" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#111613" media="(prefers-color-scheme: dark)"/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-192.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <script nonce=use_nonce() inner_html=GUARD></script>
                <HashedStylesheet options=options.clone() id="style"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
                // Without scripts a page of a shared screen is left after a while, whatever is done on it.
                {left}
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
