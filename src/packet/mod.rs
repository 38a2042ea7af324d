//! Packets: a result with all that made it, in a form that shows every change and that the tools of archives can verify.
//!
//! ```text
//! contents ──Bag──► folder or zip archive ──Packet::open──► files that are what they were ──Mounted──► Host
//! ```
//!
//! Nothing is known here of rules or results.

mod bag;
mod container;
mod digest;
mod draw;
mod fault;
mod layout;
mod manifest;
mod mounted;
mod name;
#[allow(clippy::module_inception, reason = "a packet is the noun of the room")]
mod packet;
mod run;
mod signature;
mod zipped;

pub use bag::{Bag, Content, Fill};
pub use digest::Digest;
pub use draw::drawn;
pub use fault::Fault;
pub use layout::placed;
pub use manifest::Manifest;
pub use mounted::Mounted;
pub use packet::Packet;
pub use run::{Evidence, FORM, INPUTS, InputFile, InputRows, InputTable, Inputs, RUN, Run, described};
pub use signature::{PrivateKey, PublicKey};

/// The folder of the data, with a slash behind.
const DATA: &str = "data/";

/// The rows that were read from databases stand in this folder of the data, a file for each table.
pub const KEPT: &str = "database/";

/// The files beside it.
const BAGIT: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha256.txt";
const TAGS: &str = "tagmanifest-sha256.txt";

/// The signature over the tag manifest, and the key that it is held against: in no manifest, as they are written last.
const SIGNATURE: &str = "signature.sig";
const KEY: &str = "signature.pem";

const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
