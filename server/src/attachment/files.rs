//! Where sealed files lie: a folder, or a bucket of a store that speaks S3.

use std::{path::Path, sync::Arc};

use domain::when::Moment;
use futures::TryStreamExt;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem, prefix::PrefixStore,
};
use uuid::Uuid;

use crate::store::{Fault, KeyError};

/// Why a file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The folder or the bucket.
    #[error("the store of files: {0}")]
    Store(#[from] object_store::Error),
    /// The folder cannot be made.
    #[error("the folder of files: {0}")]
    Folder(#[from] std::io::Error),
    /// The database.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
}

impl FileError {
    /// Of a write that is never refused.
    pub(super) fn written(fault: Fault<()>) -> Self {
        match fault {
            Fault::Store(error) => Self::Database(error),
            Fault::Refused(()) => Self::Database(sqlx::Error::WorkerCrashed),
        }
    }
}

/// Chooses what outgoing connections are encrypted with: the client of the store leaves that to the program, and stops
/// without it. Choosing twice is no error.
pub fn choose_cryptography() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The store of sealed files. Each lies under its id and the number of the key that sealed it.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>);

fn path(id: Uuid, key: u32) -> object_store::path::Path {
    object_store::path::Path::from(format!("{}.{key}", id.simple()))
}

impl Files {
    /// A folder, made if it is not there; or, if `url` is `s3://bucket/prefix`, that bucket, with the access that the
    /// variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION` and `AWS_ENDPOINT` give.
    pub fn open(url: &str, folder: &Path) -> Result<Self, FileError> {
        if url.is_empty() {
            std::fs::create_dir_all(folder)?;
            return Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?)));
        }
        choose_cryptography();
        let prefix = url.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).map_or("", |(_, prefix)| prefix);
        let bucket = AmazonS3Builder::from_env().with_url(url).build()?;
        Ok(Self(Arc::new(PrefixStore::new(bucket, prefix.trim_end_matches('/')))))
    }

    /// Writes a sealed file.
    pub async fn put(&self, id: Uuid, key: u32, sealed: Vec<u8>) -> Result<(), FileError> {
        self.0.put(&path(id, key), PutPayload::from(sealed)).await?;
        Ok(())
    }

    /// Reads a sealed file.
    pub async fn get(&self, id: Uuid, key: u32) -> Result<Vec<u8>, FileError> {
        Ok(self.0.get(&path(id, key)).await?.bytes().await?.to_vec())
    }

    /// Deletes a file; one that is gone already is no error.
    pub async fn delete(&self, id: Uuid, key: u32) -> Result<(), FileError> {
        match self.0.delete(&path(id, key)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    /// Ids and keys of the files that were written before `before`.
    pub async fn older_than(&self, before: Moment) -> Result<Vec<(Uuid, u32)>, FileError> {
        let all: Vec<_> = self.0.list(None).try_collect().await?;
        let old = all.iter().filter(|file| file.last_modified.timestamp_millis() < before.0);
        Ok(old
            .filter_map(|file| {
                let (id, key) = file.location.filename()?.split_once('.')?;
                Some((Uuid::parse_str(id).ok()?, key.parse().ok()?))
            })
            .collect())
    }
}
