//! What made the result of a packet: `data/packet.json` and `data/inputs.json`.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::packet::Packet;
use crate::invariant::OrBroken;
use crate::words;

/// The form of packets that is written. One that rises is not read by programs that do not know it.
pub const FORM: u32 = 1;

/// How a result was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The form of the packet.
    pub packet: u32,
    /// The program and its version.
    pub program: String,
    /// The edition of the rule language.
    pub edition: u32,
    /// Title of the rule set.
    pub rule_set: String,
    /// The first and the last day of its cycle.
    pub cycle: (String, String),
    /// The language of the words in the results: zh or en.
    pub language: String,
    /// The rule file, in `data/`.
    pub rules: String,
    /// The folder or file of the data, in `data/` where the packet has them.
    pub data: String,
    /// Whether the packet has the data.
    pub has_data: bool,
    /// A file of corrections beside those that the folder has, in `data/`.
    pub corrections: Option<String>,
    /// The calendar: each file extends those before it.
    pub calendar: Vec<String>,
    /// Whether columns that are not public were left out.
    #[serde(default)]
    pub public: bool,
    /// The way of calculating: columnar or exact.
    pub engine: String,
    /// Whether columns that no rule declares were ignored.
    pub ignores_other_columns: bool,
}

/// The fingerprints of all inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Each file that was read, whether the packet has it or not.
    pub files: Vec<InputFile>,
    /// Each table, whatever files it was read from.
    pub tables: Vec<InputRows>,
    /// The files of 佐证 that cells name.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A file that a cell names as evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the table in the rules.
    pub table: String,
    /// The column that names it.
    pub column: String,
    /// As the cell says, from the folder of the data.
    pub file: String,
    /// How many bytes it has; null where it is not there.
    pub bytes: Option<u64>,
    /// Its SHA-256; null where it is not there.
    pub sha256: Option<String>,
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputRows {
    /// Name of the table in the rules.
    pub table: String,
    /// How many rows.
    pub rows: usize,
    /// A SHA-256 of the rows as they were read, whatever their order and the form of their file; empty as that of a file.
    pub sha256: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Where it is, or would be, in `data/`.
    pub path: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256; empty in a public packet where a column of it is not public.
    pub sha256: String,
    /// The tables that were read from it, with how many rows.
    pub tables: Vec<InputTable>,
}

/// What was read of a table from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputTable {
    /// Name of the table in the rules.
    pub table: String,
    /// How many rows.
    pub rows: usize,
}

/// The names of both files, in `data/`.
pub const RUN: &str = "packet.json";
/// See [`RUN`].
pub const INPUTS: &str = "inputs.json";

/// No description is longer.
const LONGEST: u64 = 1 << 26;

impl Run {
    /// Of a packet.
    ///
    /// # Errors
    /// That it is not there, or of a form that is not known.
    pub fn of(packet: &Packet<'_>) -> Result<Self, Fault> {
        #[derive(Deserialize)]
        struct Form {
            packet: u32,
        }
        let Form { packet: form } = read(packet, RUN)?;
        if form > FORM {
            return Err(Fault::form(
                RUN,
                words!(
                    "这个数据包是更新的程序写的（形式 {form}），请用新的版本核对",
                    "the packet was written by a later version of the program (form {form}); verify it with that"
                ),
            ));
        }
        read(packet, RUN)
    }
}

impl Inputs {
    /// Of a packet.
    ///
    /// # Errors
    /// That they are not there.
    pub fn of(packet: &Packet<'_>) -> Result<Self, Fault> {
        read(packet, INPUTS)
    }
}

fn read<T: DeserializeOwned>(packet: &Packet<'_>, name: &str) -> Result<T, Fault> {
    let bytes = packet
        .bytes(name, LONGEST)
        .map_err(|_| Fault::form("", words!("没有 data/{name}", "there is no data/{name}")))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Fault::form(format!("data/{name}"), words!("读不懂：{error}", "it cannot be read: {error}")))
}

/// The text of a description.
#[must_use]
pub fn described(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).or_broken("a description can be written as JSON");
    text.push(b'\n');
    text
}
