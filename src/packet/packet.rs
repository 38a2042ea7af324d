//! A packet that was opened: its form is the one that is taken, and every file is what the manifests say.

use std::io;

use super::container::Container;
use super::digest::Digest;
use super::fault::Fault;
use super::manifest::Manifest;
use super::signature::{self, PublicKey};
use super::{BAGIT, BAGIT_TEXT, DATA, INFO, KEY, MANIFEST, SIGNATURE, TAGS};
use crate::host::{Host, Input, Kind, read_all};
use crate::invariant::fit;
use crate::words;

/// A packet whose files are what its manifests say.
pub struct Packet<'h> {
    path: String,
    container: Container<'h>,
    files: Manifest,
    digest: Digest,
    signer: Option<PublicKey>,
}

/// No list of files, and nothing else beside the data, has more bytes.
const LONGEST: u64 = 1 << 26;

impl<'h> Packet<'h> {
    /// Whether something is meant as a packet: a folder with `bagit.txt`, or a zip archive.
    pub fn is_at(host: &dyn Host, path: &str) -> bool {
        match host.kind(path) {
            Kind::Folder => host.kind(&format!("{path}/{BAGIT}")) == Kind::File,
            Kind::File => host.open(path).is_ok_and(|input| {
                let mut start = [0; 4];
                read_all(input.as_ref(), 0, &mut start).is_ok() && start == *b"PK\x03\x04"
            }),
            Kind::Stream | Kind::Nothing => false,
        }
    }

    /// Opens a packet and holds every file of it against the manifests.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn open(host: &'h dyn Host, path: &str) -> Result<Self, Vec<Fault>> {
        let path = path.trim_end_matches('/');
        let container = Container::open(host, path).map_err(|fault| vec![fault])?;
        let (files, tags) = lists(&container).map_err(|fault| vec![fault])?;
        let mut faults = unlisted(&container, &files, &tags);
        for (name, wanted) in tags.files().chain(files.files()) {
            if !container.has(name) {
                faults.push(changed(name, "清单里有，包里没有", "is listed and not there"));
                continue;
            }
            match container.file(name).and_then(|input| Digest::of_input(input.as_ref())) {
                Ok((found, _)) if found == wanted => {}
                Ok(_) => faults.push(changed(
                    name,
                    "的内容和清单里的 SHA-256 不符",
                    "is not what its SHA-256 in the manifest says",
                )),
                Err(error) => faults.push(unread(name, error)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let tags = text_of(&container, TAGS).map_err(|fault| vec![fault])?;
        let signer = signer(&container, &tags).map_err(|fault| vec![fault])?;
        Ok(Self { path: path.to_owned(), digest: Digest::of(&tags), container, files, signer })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The digest of the packet: the SHA-256 of its tag manifest, which everything else hangs on.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Who signed it, as far as the packet itself says.
    #[must_use]
    pub fn signer(&self) -> Option<&PublicKey> {
        self.signer.as_ref()
    }

    /// The files of the data with their digests; names begin with `data/`.
    #[must_use]
    pub fn files(&self) -> &Manifest {
        &self.files
    }

    /// A file of the data, by its name behind `data/`.
    ///
    /// # Errors
    /// As the file system says.
    pub fn file(&self, name: &str) -> io::Result<Box<dyn Input>> {
        self.container.file(&format!("{DATA}{name}"))
    }

    /// Whether there is a file of the data, by its name behind `data/`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.files.digest(&format!("{DATA}{name}")).is_some()
    }

    /// The bytes of a file of the data, by its name behind `data/`, if there are no more than so many.
    ///
    /// # Errors
    /// As the file system says.
    pub fn bytes(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        whole(self.file(name)?.as_ref(), most)
    }

    /// Holds it against the key of someone who is trusted.
    ///
    /// # Errors
    /// That nobody, or someone else, has signed.
    pub fn signed_by(&self, trusted: &PublicKey) -> Result<(), Fault> {
        match &self.signer {
            None => Err(Fault::Signature(words!("数据包没有签名", "the packet is not signed"))),
            Some(signer) if signer == trusted => Ok(()),
            Some(_) => Err(Fault::Signature(words!(
                "数据包是别人签的名，不是这把公钥",
                "the packet is signed by someone else, not by the owner of this key"
            ))),
        }
    }
}

fn changed(name: &str, zh: &str, en: &str) -> Fault {
    Fault::Changed { name: name.to_owned(), why: words!("{zh}", "{en}") }
}

fn unread(name: &str, error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Fault::form(
            name,
            words!(
                "大得不合常理（可能是“压缩炸弹”）",
                "it is far larger than an honest file would be (it may be a “zip bomb”)"
            ),
        ),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            changed(name, "解压不出来，和清单不符", "cannot be inflated, and is not what the manifest says")
        }
        _ => Fault::Unread { name: name.to_owned(), error },
    }
}

fn whole(input: &dyn Input, most: u64) -> io::Result<Vec<u8>> {
    if input.length() > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = vec![0; fit(input.length())];
    let read = read_all(input, 0, &mut bytes)?;
    bytes.truncate(read);
    Ok(bytes)
}

/// A file beside the data.
fn text_of(container: &Container<'_>, name: &str) -> Result<Vec<u8>, Fault> {
    if !container.has(name) {
        return Err(Fault::form("", words!("没有 {name}", "there is no {name}")));
    }
    container.file(name).and_then(|input| whole(input.as_ref(), LONGEST)).map_err(|error| unread(name, error))
}

/// The manifests of the data and of the files beside it.
fn lists(container: &Container<'_>) -> Result<(Manifest, Manifest), Fault> {
    if text_of(container, BAGIT)? != BAGIT_TEXT.as_bytes() {
        return Err(Fault::form(
            BAGIT,
            words!(
                "不是 BagIt 1.0、UTF-8 的声明，或者写法不同",
                "it does not declare BagIt 1.0 and UTF-8, or in other words"
            ),
        ));
    }
    for name in container.files() {
        let is_manifest = name.starts_with("manifest-") || name.starts_with("tagmanifest-");
        if name == "fetch.txt" {
            return Err(Fault::form(name, words!("叫人从别处取文件，不收", "it asks to fetch files from elsewhere")));
        }
        if is_manifest && name != MANIFEST && name != TAGS {
            return Err(Fault::form(
                name,
                words!("是另一种清单，只收 SHA-256 一种", "it is another manifest than that of SHA-256"),
            ));
        }
    }
    let tags = Manifest::parse(TAGS, &text_of(container, TAGS)?)?;
    let files = Manifest::parse(MANIFEST, &text_of(container, MANIFEST)?)?;
    if tags.files().map(|(name, _)| name).ne([INFO, BAGIT, MANIFEST]) {
        return Err(Fault::form(
            TAGS,
            words!("应当正好列出 {INFO}、{BAGIT}、{MANIFEST}", "it is to list {INFO}, {BAGIT} and {MANIFEST}"),
        ));
    }
    if let Some((name, _)) = files.files().find(|(name, _)| !name.starts_with(DATA)) {
        return Err(Fault::form(
            MANIFEST,
            words!("列出了 data 之外的「{name}」", "it lists `{name}`, which is not in data"),
        ));
    }
    Ok((files, tags))
}

/// The files that no manifest names.
fn unlisted(container: &Container<'_>, files: &Manifest, tags: &Manifest) -> Vec<Fault> {
    let is_known = |name: &&str| {
        files.digest(name).is_some() || tags.digest(name).is_some() || [TAGS, SIGNATURE, KEY].contains(name)
    };
    let others = container.files().filter(|name| !is_known(name));
    others.map(|name| changed(name, "包里有，清单里没有", "is there and not listed")).collect()
}

/// Who signed, where someone did.
fn signer(container: &Container<'_>, signed: &[u8]) -> Result<Option<PublicKey>, Fault> {
    if !container.has(SIGNATURE) && !container.has(KEY) {
        return Ok(None);
    }
    signature::signer(&text_of(container, SIGNATURE)?, &text_of(container, KEY)?, signed).map(Some)
}
