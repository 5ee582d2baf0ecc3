//! Keys of the personal data at rest. A value is sealed for one place of the database and opens nowhere else; what has
//! to be found again has a blind index beside it.
//!
//! AES-256-GCM with a random nonce and, as associated data, `table.column|row`; HMAC-SHA-256 for blind indexes and for
//! the audit trail. The keys stand in a file of their own, so that the database alone tells nothing about anybody.

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use rand::Rng as _;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::columns::Column;

/// What a sealed value begins with: how it is sealed, then the number of its key, then the nonce.
const FORMAT: u8 = 1;
const HEAD: usize = 1 + 4 + NONCE_LEN;

/// Why keys or sealed values cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the key file {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file is no key file.
    #[error("the key file {0} cannot be understood: {1}")]
    Unreadable(PathBuf, String),
    /// The database holds sealed values, and the file that opens them is not there.
    #[error("the key file {0} is missing, and the database holds personal data that only its keys open")]
    Missing(PathBuf),
    /// A value was sealed with a key that is not in the file.
    #[error("{0} is sealed with key {1}, which is not in the key file")]
    UnknownKey(String, u32),
    /// A value was not sealed for its place, or was changed.
    #[error("{0} does not open: it was changed, or belongs to another place")]
    Forged(String),
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    /// The number of the key that seals.
    current: u32,
    /// The key of blind indexes, base64 of 32 bytes.
    index: String,
    /// The keys that open.
    data: Vec<DataKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DataKey {
    id: u32,
    key: String,
}

struct Keys {
    current: u32,
    data: BTreeMap<u32, LessSafeKey>,
    index: hmac::Key,
    trail: hmac::Key,
}

/// The keys of one database, shared by everything that reads and writes it.
#[derive(Clone)]
pub struct KeyRing {
    path: Arc<PathBuf>,
    /// Without a file the keys of development serve.
    built_in: bool,
    keys: Arc<RwLock<Arc<Keys>>>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({})", self.path.display())
    }
}

fn fresh_secret() -> String {
    let mut secret = [0; 32];
    rand::rng().fill_bytes(&mut secret);
    BASE64.encode(secret)
}

impl KeyFile {
    fn fresh() -> Self {
        Self { current: 1, index: fresh_secret(), data: vec![DataKey { id: 1, key: fresh_secret() }] }
    }

    /// Whoever reads this can open what they seal.
    fn built_in() -> Self {
        let key = |what: &str| BASE64.encode(ring::digest::digest(&ring::digest::SHA256, what.as_bytes()));
        let data = vec![DataKey { id: 1, key: key("gongyi development data") }];
        Self { current: 1, index: key("gongyi development index"), data }
    }

    fn text(&self) -> Result<String, String> {
        let keys = toml::to_string(self).map_err(|error| error.to_string())?;
        Ok(format!(
            "# Keys of the personal data in the database. Without this file nobody can read it:\n\
             # keep a copy, and keep it apart from copies of the database.\n{keys}"
        ))
    }

    fn read(&self) -> Result<Keys, String> {
        let secret = |text: &str| {
            let bytes = BASE64.decode(text).map_err(|error| error.to_string())?;
            if bytes.len() == 32 { Ok(bytes) } else { Err("a key has 32 bytes".to_owned()) }
        };
        let mut data = BTreeMap::new();
        for DataKey { id, key } in &self.data {
            let key = UnboundKey::new(&AES_256_GCM, &secret(key)?).map_err(|_| "a key cannot be used".to_owned())?;
            data.insert(*id, LessSafeKey::new(key));
        }
        if !data.contains_key(&self.current) {
            return Err("the current key is not among the keys".to_owned());
        }
        let index = hmac::Key::new(hmac::HMAC_SHA256, &secret(&self.index)?);
        let trail = hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&index, b"audit trail").as_ref());
        Ok(Keys { current: self.current, data, index, trail })
    }
}

fn read_file(path: &Path) -> Result<KeyFile, KeyError> {
    let text = std::fs::read_to_string(path).map_err(|error| KeyError::File(path.to_owned(), error))?;
    toml::from_str(&text).map_err(|error| KeyError::Unreadable(path.to_owned(), error.message().to_owned()))
}

/// Writes a file that only its owner may read, beside `path`, whole and flushed, and gives its name.
fn write_beside(path: &Path, text: &str) -> Result<PathBuf, std::io::Error> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", Uuid::now_v7().simple()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(beside)
}

impl KeyRing {
    /// The keys of development: those of the file if there is one, else built-in ones, which are the same everywhere.
    /// So nothing has to be set up, and no folder shared, to try the service out.
    pub fn development(path: &Path) -> Result<Self, KeyError> {
        if let Some(ring) = Self::load(path)? {
            return Ok(ring);
        }
        let keys = KeyFile::built_in().read().map_err(|why| KeyError::Unreadable(path.to_owned(), why))?;
        Ok(Self { path: Arc::new(path.to_owned()), built_in: true, keys: Arc::new(RwLock::new(Arc::new(keys))) })
    }

    fn file(&self) -> Result<KeyFile, KeyError> {
        if self.built_in && !self.path.exists() { Ok(KeyFile::built_in()) } else { read_file(&self.path) }
    }

    /// The keys of a file; `None` if there is no such file.
    pub fn load(path: &Path) -> Result<Option<Self>, KeyError> {
        if !path.exists() {
            return Ok(None);
        }
        let keys = read_file(path)?.read().map_err(|why| KeyError::Unreadable(path.to_owned(), why))?;
        let (path, keys) = (Arc::new(path.to_owned()), Arc::new(RwLock::new(Arc::new(keys))));
        Ok(Some(Self { path, built_in: false, keys }))
    }

    /// Makes a file with fresh keys, or takes the one that another instance has made meanwhile.
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        let file = |error| KeyError::File(path.to_owned(), error);
        let text = KeyFile::fresh().text().map_err(|why| KeyError::Unreadable(path.to_owned(), why))?;
        let beside = write_beside(path, &text).map_err(file)?;
        // A link is made whole or not at all, and never over a file that is there.
        let linked = std::fs::hard_link(&beside, path);
        std::fs::remove_file(&beside).map_err(file)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(file(error)),
            _ => Self::load(path)?.ok_or_else(|| KeyError::Missing(path.to_owned())),
        }
    }

    /// The file that the keys stand in, or will.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts a fresh key into the file, by which everything is sealed from now on. The older keys stay: what they sealed
    /// is read with them until it is sealed anew.
    pub fn add_key(&self) -> Result<u32, KeyError> {
        let path = self.path.as_path();
        let mut file = self.file()?;
        let id = file.data.iter().map(|key| key.id).max().unwrap_or_default() + 1;
        file.data.push(DataKey { id, key: fresh_secret() });
        file.current = id;
        let text = file.text().map_err(|why| KeyError::Unreadable(path.to_owned(), why))?;
        let replaced = write_beside(path, &text).and_then(|beside| std::fs::rename(beside, path));
        replaced.map_err(|error| KeyError::File(path.to_owned(), error))?;
        self.reload()?;
        Ok(id)
    }

    /// Reads the file again: another process may have added a key.
    pub fn reload(&self) -> Result<(), KeyError> {
        let fresh = self.file()?.read().map_err(|why| KeyError::Unreadable(self.path.to_path_buf(), why))?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    fn keys(&self) -> Arc<Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Seals a value for its place.
    pub fn seal(&self, column: Column, row: Uuid, value: &str) -> Result<Vec<u8>, KeyError> {
        self.seal_bytes(column, row, value.as_bytes())
    }

    /// Seals bytes for their place.
    pub fn seal_bytes(&self, column: Column, row: Uuid, value: &[u8]) -> Result<Vec<u8>, KeyError> {
        let keys = self.keys();
        let place = || format!("{}.{}", column.table, column.name);
        let key = keys.data.get(&keys.current).ok_or_else(|| KeyError::UnknownKey(place(), keys.current))?;
        let mut nonce = [0; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut text = value.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(column.place(row)), &mut text)
            .map_err(|_| KeyError::Forged(place()))?;
        let mut sealed = Vec::with_capacity(HEAD + text.len());
        sealed.push(FORMAT);
        sealed.extend_from_slice(&keys.current.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// Opens a value of its place.
    pub fn open(&self, column: Column, row: Uuid, sealed: &[u8]) -> Result<String, KeyError> {
        let opened = self.open_bytes(column, row, sealed)?;
        String::from_utf8(opened).map_err(|_| KeyError::Forged(format!("{}.{} of {row}", column.table, column.name)))
    }

    /// Opens bytes of their place.
    pub fn open_bytes(&self, column: Column, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let place = || format!("{}.{} of {row}", column.table, column.name);
        let forged = || KeyError::Forged(place());
        let id = sealed_by(sealed).ok_or_else(forged)?;
        if !self.keys().data.contains_key(&id) {
            self.reload()?;
        }
        let keys = self.keys();
        let key = keys.data.get(&id).ok_or_else(|| KeyError::UnknownKey(place(), id))?;
        let nonce = Nonce::try_assume_unique_for_key(&sealed[HEAD - NONCE_LEN..HEAD]).map_err(|_| forged())?;
        let mut text = sealed[HEAD..].to_vec();
        let opened = key.open_in_place(nonce, Aad::from(column.place(row)), &mut text).map_err(|_| forged())?;
        Ok(opened.to_vec())
    }

    /// What a value of a column is found by without being known: the same for the same value, and of no use elsewhere.
    pub fn blind_index(&self, column: Column, value: &str) -> Vec<u8> {
        let named = format!("{}.{}|{value}", column.table, column.name);
        hmac::sign(&self.keys().index, named.as_bytes()).as_ref().to_vec()
    }

    /// A keyed hash of `parts`, each with its length before it: the marks of the audit trail, which nobody can make
    /// who has the database alone.
    pub fn mark(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.keys().trail);
        for part in parts {
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part);
        }
        context.sign().as_ref().to_vec()
    }

    /// The number of the key that seals now.
    pub fn current(&self) -> u32 {
        self.keys().current
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| text + &format!("{byte:02x}"))
}

/// The number of the key that sealed a value; `None` if it is no sealed value.
pub fn sealed_by(sealed: &[u8]) -> Option<u32> {
    if sealed.len() < HEAD || sealed[0] != FORMAT {
        return None;
    }
    Some(u32::from_be_bytes(sealed[1..5].try_into().ok()?))
}

impl From<KeyError> for sqlx::Error {
    fn from(error: KeyError) -> Self {
        Self::Decode(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            Self(std::env::temp_dir().join(format!("gongyi-keys-{}", Uuid::now_v7())))
        }
        fn keys(&self) -> PathBuf {
            self.0.join("keys.toml")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn ring() -> (Folder, KeyRing) {
        let folder = Folder::new();
        let ring = KeyRing::create(&folder.keys()).expect("keys");
        (folder, ring)
    }

    #[test]
    fn a_file_is_made_once_and_for_its_owner_alone() {
        let (folder, first) = ring();
        let second = KeyRing::create(&folder.keys()).expect("the same keys");
        let row = Uuid::now_v7();
        let sealed = first.seal(Column::PHONE, row, "13800000000").expect("sealed");
        assert_eq!(second.open(Column::PHONE, row, &sealed).expect("opened"), "13800000000");
        assert_eq!(std::fs::read_dir(&folder.0).expect("the folder").count(), 1, "something was left beside the file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.keys()).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_fresh_key_seals_and_the_old_one_still_opens() {
        let (folder, ring) = ring();
        let other = KeyRing::load(&folder.keys()).expect("readable").expect("there");
        let row = Uuid::now_v7();
        let old = ring.seal(Column::NAME, row, "王").expect("sealed");
        assert_eq!(ring.add_key().expect("a key"), 2);
        let new = ring.seal(Column::NAME, row, "李").expect("sealed");
        assert_eq!((sealed_by(&old), sealed_by(&new)), (Some(1), Some(2)));
        assert_eq!(ring.open(Column::NAME, row, &old).expect("opened"), "王");
        // A process that has not heard of the new key finds it in the file.
        assert_eq!(other.open(Column::NAME, row, &new).expect("opened"), "李");
        assert_eq!(ring.blind_index(Column::PHONE, "1"), other.blind_index(Column::PHONE, "1"));
    }

    #[test]
    fn the_keys_of_development_are_the_same_everywhere_until_one_is_added() {
        let (one, other) = (Folder::new(), Folder::new());
        let here = KeyRing::development(&one.keys()).expect("keys");
        let there = KeyRing::development(&other.keys()).expect("keys");
        let row = Uuid::now_v7();
        let sealed = here.seal(Column::PHONE, row, "13800000000").expect("sealed");
        assert_eq!(there.open(Column::PHONE, row, &sealed).expect("opened"), "13800000000");
        let beside = KeyRing::development(&one.keys()).expect("keys");
        assert_eq!(here.add_key().expect("a key"), 2);
        let fresh = here.seal(Column::PHONE, row, "13900000000").expect("sealed");
        assert_eq!(beside.open(Column::PHONE, row, &fresh).expect("opened"), "13900000000");
        assert_eq!(here.open(Column::PHONE, row, &sealed).expect("opened"), "13800000000");
    }

    #[test]
    fn what_is_no_key_file_is_named() {
        let folder = Folder::new();
        std::fs::create_dir_all(&folder.0).expect("a folder");
        assert!(KeyRing::load(&folder.keys()).expect("no file").is_none());
        for text in [
            "",
            "current = 1\nindex = \"AA==\"\ndata = []",
            "current = 1\nindex = \"no\"\n[[data]]\nid = 2\nkey = \"x\"",
        ] {
            std::fs::write(folder.keys(), text).expect("written");
            let error = KeyRing::load(&folder.keys()).expect_err(text);
            assert!(error.to_string().contains("keys.toml"), "{error}");
        }
    }

    #[test]
    fn what_was_sealed_opens_after_its_table_has_another_name() {
        let ((_folder, ring), row) = (ring(), Uuid::now_v7());
        let former = Column { table: "employer_mark", row: "id", name: "reason" };
        let sealed = ring.seal(former, row, "示例原因").expect("sealed");
        assert_eq!(ring.open(Column::PREFERENCE_REASON, row, &sealed).expect("opened"), "示例原因");
    }

    proptest! {
        #[test]
        fn a_value_opens_in_its_place_and_nowhere_else(text in ".{0,40}", flip in 0_usize..1_000, bit in 0_u8..8) {
            let (_folder, ring) = ring();
            let (row, other) = (Uuid::now_v7(), Uuid::now_v7());
            let sealed = ring.seal(Column::NAME, row, &text).expect("sealed");
            prop_assert_eq!(ring.open(Column::NAME, row, &sealed).expect("opened"), text.clone());
            prop_assert!(ring.open(Column::BIRTH, row, &sealed).is_err());
            prop_assert!(ring.open(Column::NAME, other, &sealed).is_err());
            let mut changed = sealed.clone();
            let at = flip % changed.len();
            changed[at] ^= 1 << bit;
            prop_assert!(ring.open(Column::NAME, row, &changed).is_err());
            prop_assert!(ring.open(Column::NAME, row, &sealed[..flip % sealed.len()]).is_err());
            prop_assert!(ring.seal(Column::NAME, row, &text).expect("sealed") != sealed, "the nonce is used again");
        }
    }
}
