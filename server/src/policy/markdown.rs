//! Markdown as HTML that is safe to show as it is.
//!
//! HTML in the text is shown as text. What is left passes through a sanitiser that knows only the elements below, no
//! `style` or `on…` attribute, no picture from elsewhere, and links to the web and to addresses for mail and phone.

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use domain::{
    identity::rules::safe_path,
    policy::{BODY_LIMIT, Heading},
};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Elements inside each other, at most; what lies deeper is shown as if it lay here.
const DEPTH: usize = 16;
/// A text needs so many headings before a list of them is of use.
const CONTENTS: usize = 3;

const ELEMENTS: [&str; 25] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags(ELEMENTS.into_iter().chain(["ul"]))
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::Custom(Box::new(ours)))
        .link_rel(Some("noopener noreferrer nofollow"));
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        cleaner.add_tag_attributes(heading, ["id"]);
    }
    cleaner
});

/// A link without a scheme, if it leads to a place of ours; browsers read `//` and `/\\` as another host.
fn ours(url: &str) -> Option<Cow<'_, str>> {
    let inside = url.starts_with('#') || url.starts_with('/') && safe_path(url, "") == url;
    inside.then_some(Cow::Borrowed(url))
}

/// A text as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// Its headings of the highest level, if there are some.
    pub contents: Vec<Heading>,
}

/// Renders a text. Its headings follow the title of the page, without a gap whatever levels it uses.
pub fn render(text: &str) -> Rendered {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events: Vec<Event<'_>> = plain(Parser::new_ext(text, options)).collect();
    let contents = number_headings(&mut events);
    let mut raw = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut raw, flat(events).into_iter());
    let contents = if contents.len() < CONTENTS { Vec::new() } else { contents };
    Rendered { html: CLEANER.clean(&raw).to_string(), contents }
}

/// As much of a text as may be published; what somebody is still writing may be longer.
pub fn cut(text: &str) -> &str {
    let most = usize::try_from(BODY_LIMIT).unwrap_or(usize::MAX);
    match text.char_indices().nth(most) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// With HTML as text and pictures as the words that stand for them.
fn plain<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    events.filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock) | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => None,
        other => Some(other),
    })
}

/// Gives every heading its level in the page and a name; tells those of the highest level.
fn number_headings(events: &mut [Event<'_>]) -> Vec<Heading> {
    let used: BTreeSet<HeadingLevel> = events
        .iter()
        .filter_map(|event| if let Event::Start(Tag::Heading { level, .. }) = event { Some(*level) } else { None })
        .collect();
    let demoted = |level: HeadingLevel| {
        let rank = used.iter().position(|one| *one == level).unwrap_or_default();
        HeadingLevel::try_from(rank + 2).unwrap_or(HeadingLevel::H6)
    };
    let mut found: Vec<Heading> = Vec::new();
    let (mut number, mut inside) = (0, false);
    for event in events {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                number += 1;
                *level = demoted(*level);
                *id = Some(CowStr::from(format!("s{number}")));
                inside = *level == HeadingLevel::H2;
                if inside {
                    found.push(Heading { anchor: format!("s{number}"), words: String::new() });
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                *level = demoted(*level);
                inside = false;
            }
            Event::Text(text) | Event::Code(text) if inside => {
                if let Some(heading) = found.last_mut() {
                    heading.words.push_str(text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Without the elements that lie too deep: text made to nest without end must not cost time without end.
fn flat(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut depth = 0;
    let keep = |event: &Event<'_>| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= DEPTH
        }
        Event::End(_) => {
            depth -= 1;
            depth < DEPTH
        }
        _ => true,
    };
    events.into_iter().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What browsers could be made to run, in the ways in which filters are usually passed.
    const ATTACKS: [&str; 26] = [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x.example></sCrIpT>",
        "<img src=x onerror=alert(1)>",
        "![x](javascript:alert(1))",
        "![x](https://x.example/a.png \"onerror=alert(1)\")",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[x](vbscript:msgbox(1))",
        "[x](//x.example/path)",
        "[x](/\\x.example)",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<style>body{display:none}</style>",
        "<p style=\"position:fixed;inset:0\">x</p>",
        "<iframe src=https://x.example></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<form action=https://x.example><input name=password></form>",
        "<base href=https://x.example>",
        "<!--><script>alert(1)</script>-->",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "[a]: javascript:alert(1)\n\n[a]",
        "<javascript:alert(1)>",
    ];

    /// The elements and attributes of some HTML: what stands between `<` and `>`.
    fn elements(html: &str) -> Vec<String> {
        html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default().to_lowercase()).collect()
    }

    fn is_harmless(html: &str) -> Result<(), String> {
        for element in elements(html) {
            let name = element.trim_start_matches('/').split(' ').next().unwrap_or_default();
            if !ELEMENTS.contains(&name) && name != "ul" {
                return Err(format!("<{element}>"));
            }
            for attribute in element.split(' ').skip(1).filter(|attribute| attribute.contains('=')) {
                let known =
                    ["href=\"", "rel=\"", "id=\"s", "start=\""].iter().any(|start| attribute.starts_with(start));
                let link = attribute.strip_prefix("href=\"");
                let safe = link.is_none_or(|link| {
                    ["http://", "https://", "mailto:", "tel:", "#"].iter().any(|start| link.starts_with(start))
                        || link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/\\")
                });
                if !known || !safe {
                    return Err(format!("<{element}>"));
                }
            }
        }
        Ok(())
    }

    #[test]
    fn nothing_that_runs_passes() {
        for attack in ATTACKS {
            for text in
                [attack.to_owned(), format!("> - {attack}"), format!("## {attack}"), format!("|a|\n|-|\n|{attack}|")]
            {
                let html = render(&text).html;
                assert_eq!(is_harmless(&html), Ok(()), "{text} became {html}");
            }
        }
    }

    #[test]
    fn headings_follow_the_title_and_can_be_gone_to() {
        let rendered = render("## 第一章 总则\n\n一\n\n#### 第一节\n\n## 第二章\n\n## 第三章\n");
        assert!(rendered.html.contains("<h2 id=\"s1\">第一章 总则</h2>"), "{}", rendered.html);
        assert!(rendered.html.contains("<h3 id=\"s2\">第一节</h3>"), "{}", rendered.html);
        let names: Vec<_> = rendered.contents.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(names, ["s1", "s3", "s4"]);
        assert!(render("# 一\n\n二").contents.is_empty());
    }

    #[test]
    fn tables_lists_and_links_are_kept() {
        let html = render("|甲|乙|\n|:-:|-|\n|1|2|\n\n1. 一\n\n[政府网](https://www.gov.cn/)").html;
        for part in ["<table>", "<th>甲</th>", "<td>1</td>", "<ol>", "href=\"https://www.gov.cn/\""] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn nesting_without_end_takes_no_time() {
        let began = std::time::Instant::now();
        let texts =
            [">".repeat(50_000), "- ".repeat(40_000), "*a ".repeat(30_000), "[".repeat(90_000), "**a_".repeat(20_000)];
        for text in texts {
            assert_eq!(is_harmless(&render(&text).html), Ok(()));
        }
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_becomes_harmless(text in "[<>a-z\"'=:/()\\[\\]!#*|` \\-\\n&;]{0,120}", any in ".{0,80}") {
            for text in [text, any] {
                let html = render(&text).html;
                prop_assert_eq!(is_harmless(&html), Ok(()), "{}", html);
            }
        }
    }
}
