//! Calling the server: straight through where the server renders, over HTTP in the browser.
//!
//! The browser does not use the client that comes with server functions: one small `fetch` serves reads and forms.

use std::{future::Future, pin::Pin};

use leptos::server_fn::ServerFn;
use serde::{Serialize, de::DeserializeOwned};

use crate::error::AppError;

/// A call of the server that answers with something to show.
pub trait ServerCall:
    ServerFn<Error = AppError, Output: Serialize> + Serialize + DeserializeOwned + Send + 'static
{
}

impl<C> ServerCall for C where
    C: ServerFn<Error = AppError, Output: Serialize> + Serialize + DeserializeOwned + Send + 'static
{
}

/// An answer on its way, as JSON.
pub type Loading = Pin<Box<dyn Future<Output = Result<String, AppError>> + Send>>;

/// Makes the call that `body` says.
#[cfg(feature = "ssr")]
pub fn load<C: ServerCall>(body: String) -> Loading {
    Box::pin(async move {
        let call: C = serde_json::from_str(&body).map_err(|_| AppError::Unreadable)?;
        let answer = call.run_body().await?;
        serde_json::to_string(&answer).map_err(|_| AppError::Transport)
    })
}

/// Makes the call that `body` says.
#[cfg(not(feature = "ssr"))]
pub fn load<C: ServerCall>(body: String) -> Loading {
    post(C::PATH, "application/json", body)
}

/// Posts `body` and gives the text of the answer; an answer that is no success is read as the error it is.
#[cfg(not(feature = "ssr"))]
pub fn post(path: &str, content_type: &'static str, body: String) -> Loading {
    let path = path.to_owned();
    Box::pin(send_wrapper::SendWrapper::new(async move {
        match browser::send(&path, content_type, &body).await {
            Ok((true, text)) => Ok(text),
            Ok((false, text)) => Err(serde_json::from_str(&text).unwrap_or(AppError::Transport)),
            Err(_) => Err(AppError::Transport),
        }
    }))
}

/// The server posts nothing to itself.
#[cfg(feature = "ssr")]
pub fn post(_path: &str, _content_type: &'static str, _body: String) -> Loading {
    Box::pin(std::future::ready(Err(AppError::Transport)))
}

#[cfg(not(feature = "ssr"))]
mod browser {
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Headers, RequestInit, Response};

    pub async fn send(path: &str, content_type: &str, body: &str) -> Result<(bool, String), JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        headers.set("Content-Type", content_type)?;
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&JsValue::from_str(body));
        let answer: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.dyn_into()?;
        let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
        Ok((answer.ok(), text))
    }
}
