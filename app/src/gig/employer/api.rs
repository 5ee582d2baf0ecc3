//! What the page of an employer's file asks of the server.

use domain::gig::employer::EmployerFile;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::request;
use crate::error::AppError;

/// The file of an employer.
#[server(prefix = "/api", endpoint = "show_employer", input = Json)]
pub async fn show_employer(organisation: String) -> Result<EmployerFile, AppError> {
    let ctx = request();
    Ok(ctx.services.postings.employer(&ctx.actor, &organisation).await?)
}
