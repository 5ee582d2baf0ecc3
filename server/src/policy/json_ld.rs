//! A text as schema.org `Legislation` or `Article`, so that search engines can show it.

use domain::{
    policy::{PolicyKind, PolicyPage},
    when::Moment,
};
use serde_json::{Value, json};

/// The text as JSON for a script element: `<` is written as an escape, so nothing in it can end the element.
pub fn text(page: &PolicyPage, from: Moment, city: &str) -> String {
    let card = &page.card;
    let place = card.place.clone().map_or_else(|| "中国".to_owned(), |place| format!("{city} {place}"));
    let mut value = json!({
        "@context": "https://schema.org",
        "name": card.title,
        "headline": card.title,
        "url": page.url,
        "inLanguage": "zh-CN",
        "datePublished": card.issued,
        "dateModified": from.rfc3339(),
        "abstract": card.snippet,
        "author": { "@type": "GovernmentOrganization", "name": card.issuer },
        "spatialCoverage": { "@type": "AdministrativeArea", "name": place },
    });
    if !page.files.is_empty() {
        let media = page.files.iter().map(|file| {
            json!({
                "@type": "MediaObject",
                "name": file.name,
                "contentUrl": format!("{}/files/{}", page.url, file.id),
                "encodingFormat": file.kind.media_type(),
                "contentSize": format!("{} B", file.size),
            })
        });
        value["associatedMedia"] = media.collect();
    }
    let mut set = |name: &str, text: &str| {
        if !text.is_empty() {
            value[name] = Value::String(text.to_owned());
        }
    };
    set("isBasedOn", &page.source);
    set("expires", &page.expires);
    if card.kind == PolicyKind::Law {
        set("@type", "Legislation");
        set("legislationIdentifier", &card.number);
        set("legislationDate", &card.issued);
        let force = if page.expired { "NotInForce" } else { "InForce" };
        set("legislationLegalForce", &format!("https://schema.org/{force}"));
    } else {
        set("@type", "Article");
        set("identifier", &card.number);
    }
    value.to_string().replace('<', "\\u003c")
}
