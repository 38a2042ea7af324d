//! Why a packet is refused, and what to do about it.

use std::io;

use crate::finding::{Code, Diagnostic, Words};
use crate::words;

/// Why a packet is refused.
#[derive(Debug)]
pub enum Fault {
    /// It is no packet in the one form that is taken.
    Form {
        /// The file of it.
        file: String,
        /// What is wrong with it.
        why: Words,
    },
    /// A file has a name that none may have.
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: Words,
    },
    /// A file is not what the manifest says.
    Changed {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: Words,
    },
    /// The signature does not hold, or is not there.
    Signature(Words),
    /// The file system says no.
    Unread {
        /// The file.
        name: String,
        /// Why.
        error: io::Error,
    },
}

impl Fault {
    pub(super) fn form(file: impl Into<String>, why: Words) -> Self {
        Self::Form { file: file.into(), why }
    }

    /// The finding, about a packet.
    #[must_use]
    pub fn finding(self, packet: &str) -> Diagnostic {
        let within = |name: &str| if name.is_empty() { packet.to_owned() } else { format!("{packet}/{name}") };
        match self {
            Self::Form { file, why } => {
                let (zh, en) = (why.zh, why.en);
                let (zh, en) =
                    if file.is_empty() { (zh, en) } else { (format!("{file} {zh}"), format!("{file}: {en}")) };
                Diagnostic::file(
                    Code::H1001,
                    within(&file),
                    words!("不是合规的数据包：{zh}", "no packet in its one form: {en}"),
                )
                .help(form_help())
            }
            Self::Name { name, why } => {
                let shown: String = name.escape_debug().collect();
                let (zh, en) = (why.zh, why.en);
                Diagnostic::file(
                    Code::H1001,
                    packet,
                    words!("不是合规的数据包：「{shown}」的{zh}", "no packet in its one form: `{shown}`: {en}"),
                )
                .help(form_help())
            }
            Self::Changed { name, why } => {
                let (zh, en) = (why.zh, why.en);
                let at = within(&name);
                Diagnostic::file(Code::H1002, at, words!("「{name}」{zh}", "`{name}` {en}")).help(words!(
                    "数据包交出之后被改动过，或者没有传完；请向出包的人再要一份，并核对包的指纹",
                    "the packet was changed after it was made, or not copied whole; ask whoever made it for another copy and compare the digest of the packet"
                ))
            }
            Self::Signature(why) => Diagnostic::file(Code::H1003, packet, why).help(words!(
                "请核对签名人的公钥，或向出包的人再要一份",
                "check the public key of whoever signed, or ask whoever made the packet for another copy"
            )),
            Self::Unread { name, error } => Diagnostic::file(
                Code::H1001,
                within(&name),
                words!("数据包读不出：{error}", "the packet cannot be read: {error}"),
            )
            .help(words!("核对文件名和所在的文件夹", "check the name of the file and its folder")),
        }
    }
}

fn form_help() -> Words {
    words!(
        "数据包由 heng score --packet 写出，不要手工增删或重新打包；可疑的不要解压",
        "packets are written by heng score --packet and not by hand; do not unpack one that looks odd"
    )
}
