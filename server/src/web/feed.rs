//! What was published last, as an Atom feed (RFC 4287).

use std::fmt::Write;

use axum::{
    extract::{RawQuery, State},
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LAST_MODIFIED},
    },
    response::{IntoResponse, Response},
};
use domain::{
    identity::Actor,
    policy::{Feed, FeedEntry, PolicyQuery},
    when::Moment,
};
use jiff::{Timestamp, fmt::rfc2822};
use sha2::{Digest, Sha256};

use super::{AppState, status};
use crate::store::hex;

/// The feed of a region and an audience, or of everything.
pub async fn serve(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let mut asked = PolicyQuery::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "kind" => asked.kind = value.into_owned(),
            "audience" => asked.audience = value.into_owned(),
            "region" => asked.region = value.into_owned(),
            _ => {}
        }
    }
    let pairs = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked.pairs()).finish();
    let feed = match state.services.policy.feed(&Actor::Guest, asked).await {
        Ok(feed) => feed,
        Err(refused) => return status::plain(refused.kind()),
    };
    let body = atom(&feed, &state.config.public_url, &pairs);
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&body))[..32]);
    let updated = http_date(newest(&feed)).unwrap_or_default();
    let keep = [
        (CACHE_CONTROL, "public, max-age=300".to_owned()),
        (CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned()),
        (ETAG, tag.clone()),
        (LAST_MODIFIED, updated),
    ];
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // What lies between may have weakened the tag when it packed the body.
    if known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, keep).into_response();
    }
    (keep, body).into_response()
}

/// When the newest text was published; the epoch where there is none.
fn newest(feed: &Feed) -> Moment {
    feed.entries.first().map_or(Moment(0), |entry| entry.updated)
}

fn http_date(moment: Moment) -> Option<String> {
    let at = Timestamp::from_millisecond(moment.0).ok()?;
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()
}

/// The feed as XML.
fn atom(feed: &Feed, public_url: &str, query: &str) -> String {
    let rest = if query.is_empty() { String::new() } else { format!("?{query}") };
    let updated = newest(feed);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n<title>{city} · 政策法规和公告</title>\n\
         <id>{base}/policies{rest}</id>\n<updated>{updated}</updated>\n<author><name>{city}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/policies/feed.atom{rest}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/policies{rest}\"/>\n",
        city = escaped(&feed.city),
        base = escaped(public_url),
        rest = escaped(&rest),
        updated = updated.rfc3339(),
    );
    for entry in &feed.entries {
        xml.push_str(&element(entry, public_url));
    }
    xml + "</feed>\n"
}

fn element(FeedEntry { card, updated }: &FeedEntry, public_url: &str) -> String {
    format!(
        "<entry>\n<title>{title}</title>\n<id>urn:uuid:{id}</id>\n<updated>{updated}</updated>\n\
         <author><name>{issuer}</name></author>\n<category term=\"{kind}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/policies/{id}\"/>\n<summary>{summary}</summary>\n\
         </entry>\n",
        title = escaped(&card.title),
        id = card.id,
        updated = updated.rfc3339(),
        issuer = escaped(&card.issuer),
        kind = card.kind.word(),
        base = escaped(public_url),
        summary = escaped(&card.snippet),
    )
}

/// Text as XML may hold it.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).fold(String::with_capacity(text.len()), |mut xml, c| {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            other => xml.push(other),
        }
        xml
    })
}

#[cfg(test)]
mod tests {
    use super::{escaped, http_date};
    use domain::when::Moment;

    #[test]
    fn what_would_be_markup_or_no_character_is_not_let_through() {
        assert_eq!(escaped("<a href=\"x\">&\u{1}\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }

    #[test]
    fn dates_are_written_as_http_wants_them() {
        assert_eq!(http_date(Moment(784_111_777_000)).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    }
}
