//! An SMS gateway that is spoken to over HTTP, described by a file: whatever it wants to be sent is a template.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderName, HeaderValue, Method, Request, StatusCode, Uri,
        header::{CONTENT_TYPE, USER_AGENT},
    },
};
use domain::identity::Phone;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::Deserialize;
use uuid::Uuid;

use super::Sent;

/// How long an answer is waited for: less than a page may take, much less than a delivery is leased.
const PATIENCE: Duration = Duration::from_secs(8);
/// The most bytes of an answer that are looked at.
const ANSWER_LIMIT: usize = 64 * 1024;

/// Why a gateway cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The file cannot be read.
    #[error("the SMS gateway file {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file cannot be understood. What it says is not repeated: there are secrets in it.
    #[error("the SMS gateway file {0} cannot be understood: {1}")]
    Unreadable(PathBuf, String),
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    url: String,
    #[serde(default = "post")]
    method: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    accepted: String,
}

fn post() -> String {
    "POST".to_owned()
}

/// A gateway.
pub struct Gateway {
    url: String,
    method: Method,
    headers: Vec<(HeaderName, String)>,
    body: String,
    escape: Escape,
    accepted: String,
    takes_reference: bool,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

/// How a value is written where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    Plain,
    Percent,
    Json,
    Xml,
}

impl Escape {
    fn of(content_type: &str) -> Self {
        match content_type {
            kind if kind.contains("json") => Self::Json,
            kind if kind.contains("x-www-form-urlencoded") => Self::Percent,
            kind if kind.contains("xml") => Self::Xml,
            _ => Self::Plain,
        }
    }

    fn write(self, value: &str) -> String {
        match self {
            Self::Plain => value.to_owned(),
            Self::Percent => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::Xml => value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
        }
    }
}

/// What is put into the templates.
struct Values<'a> {
    phone: &'a str,
    text: &'a str,
    reference: &'a str,
}

/// The template with its `{phone}`, `{text}` and `{reference}` replaced. Other braces stay: JSON has many.
fn fill(template: &str, values: &Values<'_>, escape: Escape) -> String {
    let named = [("{phone}", values.phone), ("{text}", values.text), ("{reference}", values.reference)];
    let (mut out, mut rest) = (String::with_capacity(template.len() + values.text.len()), template);
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((name, value)) = named.iter().find(|(name, _)| rest.starts_with(name)) {
            out.push_str(&escape.write(value));
            rest = &rest[name.len()..];
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out + rest
}

impl Gateway {
    /// Reads the file that describes it.
    pub fn load(path: &Path) -> Result<Self, GatewayError> {
        let text = std::fs::read_to_string(path).map_err(|error| GatewayError::File(path.to_owned(), error))?;
        Self::parse(&text).map_err(|why| GatewayError::Unreadable(path.to_owned(), why))
    }

    /// Reads the description of one, or says what is wrong with it without repeating a value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let given: Description = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let everywhere = || given.headers.values().chain([&given.url, &given.body]);
        for name in ["{phone}", "{text}"] {
            if !everywhere().any(|template| template.contains(name)) {
                return Err(format!("{name} stands nowhere"));
            }
        }
        if given.headers.values().any(|value| value.contains("{text}")) {
            return Err("{text} cannot stand in a header".to_owned());
        }
        let method = Method::from_bytes(given.method.as_bytes()).map_err(|_| "method is none of HTTP".to_owned())?;
        let sample = Values { phone: "13800000000", text: "x", reference: "x" };
        let uri = fill(&given.url, &sample, Escape::Percent).parse::<Uri>();
        if !uri.is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some()) {
            return Err("url is none of http or https".to_owned());
        }
        let takes_reference = everywhere().any(|template| template.contains("{reference}"));
        let mut headers = Vec::new();
        for (name, value) in &given.headers {
            let wrong = || format!("the header {name} cannot be sent");
            HeaderValue::from_str(value).map_err(|_| wrong())?;
            headers.push((HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?, value.clone()));
        }
        let content_type = headers.iter().find(|(name, _)| name == CONTENT_TYPE).map(|(_, value)| value.as_str());
        let escape = Escape::of(&content_type.unwrap_or_default().to_lowercase());
        let client = client().map_err(|error| error.to_string())?;
        Ok(Self {
            url: given.url,
            method,
            headers,
            body: given.body,
            escape,
            accepted: given.accepted,
            takes_reference,
            client,
        })
    }

    /// Whether it is told a reference, by which it knows a repetition.
    pub const fn takes_reference(&self) -> bool {
        self.takes_reference
    }

    /// Asks it to send a text to a phone.
    pub async fn send(&self, phone: &Phone, text: &str, reference: Uuid) -> Sent {
        let reference = reference.simple().to_string();
        let values = Values { phone: phone.as_str(), text, reference: &reference };
        let request = match self.request(&values) {
            Ok(request) => request,
            Err(error) => {
                tracing::error!(%error, "a request to the SMS gateway could not be made");
                return Sent::Never;
            }
        };
        let Ok(sent) = tokio::time::timeout(PATIENCE, self.exchange(request)).await else {
            tracing::warn!(reference, "the SMS gateway did not answer in time");
            return Sent::Unknown;
        };
        if sent != Sent::Accepted {
            tracing::warn!(reference, ?sent, phone = %phone.masked(), "the SMS gateway did not take an SMS");
        }
        sent
    }

    fn request(&self, values: &Values<'_>) -> Result<Request<Body>, axum::http::Error> {
        let uri = fill(&self.url, values, Escape::Percent);
        let mut request = Request::builder().method(self.method.clone()).uri(uri).header(USER_AGENT, "gongyi");
        for (name, value) in &self.headers {
            request = request.header(name, fill(value, values, Escape::Plain));
        }
        request.body(Body::from(fill(&self.body, values, self.escape)))
    }

    async fn exchange(&self, request: Request<Body>) -> Sent {
        let answer = match self.client.request(request).await {
            Ok(answer) => answer,
            // Without a line nothing was said.
            Err(error) if error.is_connect() => return Sent::NotNow,
            Err(_) => return Sent::Unknown,
        };
        let status = answer.status();
        if !status.is_success() {
            return refused(status);
        }
        if self.accepted.is_empty() {
            return Sent::Accepted;
        }
        match to_bytes(Body::new(answer.into_body()), ANSWER_LIMIT).await {
            Ok(body) if String::from_utf8_lossy(&body).contains(&self.accepted) => Sent::Accepted,
            Ok(_) => Sent::NotNow,
            Err(_) => Sent::Unknown,
        }
    }
}

/// What a status says that is no success.
fn refused(status: StatusCode) -> Sent {
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Sent::NotNow,
        // Under way at this moment, or it may have failed after it had begun.
        StatusCode::CONFLICT | StatusCode::REQUEST_TIMEOUT => Sent::Unknown,
        status if status.is_server_error() => Sent::Unknown,
        _ => Sent::Never,
    }
}

fn client() -> Result<Client<HttpsConnector<HttpConnector>, Body>, rustls::Error> {
    let provider = rustls::crypto::ring::default_provider();
    let connector = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(provider)?;
    Ok(Client::builder(TokioExecutor::new()).build(connector.https_or_http().enable_http1().build()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXAMPLE: &str = include_str!("../../sms-gateway.example.toml");

    fn wrong(text: &str) -> String {
        Gateway::parse(text).err().unwrap_or_else(|| panic!("accepted: {text}"))
    }

    #[test]
    fn the_example_can_be_used() {
        let gateway = Gateway::parse(EXAMPLE).unwrap_or_else(|why| panic!("{why}"));
        assert!(gateway.takes_reference());
        assert_eq!(gateway.escape, Escape::Json);
    }

    #[test]
    fn a_description_says_what_is_wrong_and_no_secret() {
        let secret = "url = 'https://sms.example?key=s3cret'";
        assert!(wrong(&format!("{secret}\nbody = '{{text}}'")).contains("{phone}"));
        assert!(wrong(&format!("{secret}\nbody = '{{phone}}'")).contains("{text}"));
        assert!(wrong("url = 'ftp://sms.example'\nbody = '{phone}{text}'").contains("url"));
        assert!(wrong(&format!("{secret}\nbody = '{{phone}}{{text}}'\nheders = 1")).contains("heders"));
        let header = format!("{secret}\nbody = '{{phone}}'\n[headers]\nX-Text = '{{text}}'");
        assert!(wrong(&header).contains("header"));
        for text in
            [format!("{secret}\nbody = '{{text}}'"), format!("{secret}\nmethod = 'P OST'\nbody = '{{phone}}{{text}}'")]
        {
            assert!(!wrong(&text).contains("s3cret"));
        }
    }

    #[test]
    fn a_value_is_not_read_as_a_template() {
        let values = Values { phone: "1", text: "{phone} {", reference: "r" };
        assert_eq!(fill("{\"a\": {text}, {reference}{x}", &values, Escape::Plain), "{\"a\": {phone} {, r{x}");
    }

    proptest! {
        #[test]
        fn any_text_stays_one_value(text in any::<String>()) {
            let values = Values { phone: "1", text: &text, reference: "r" };
            let json: serde_json::Value = serde_json::from_str(&fill("{\"t\": \"{text}\"}", &values, Escape::Json))?;
            prop_assert_eq!(json["t"].as_str(), Some(text.as_str()));
            let form = fill("a=1&t={text}&b=2", &values, Escape::Percent);
            let pairs: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
            prop_assert_eq!(pairs.len(), 3);
            prop_assert_eq!(&pairs[1].1, &text);
            let xml = fill("<t>{text}</t>", &values, Escape::Xml);
            prop_assert_eq!(xml.matches('<').count(), 2);
        }
    }
}
