//! The results in a packet held against those that come out now, cell by cell.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::super::csv;
use crate::cancel::{BYTES, looking};
use crate::finding::Language;
use crate::host::{Input, read_all};
use crate::invariant::fit;
use crate::result::Scores;
use crate::rules::RuleSet;
use crate::shown::Shown;

/// The table of results as text, in `data/`.
pub const CSV: &str = "results/scores.csv";

/// A cell that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// Key of the subject; null of a column, or the file, as a whole.
    pub subject: Option<String>,
    /// The column; null of a whole row.
    pub column: Option<String>,
    /// What stands in the packet; null where nothing does.
    pub stored: Option<String>,
    /// What comes out now; null where nothing does.
    pub found: Option<String>,
}

/// Where the results of a packet differ from those at hand, whatever the order of the subjects.
///
/// # Errors
/// As the packet is read.
pub fn differences(
    stored: &dyn Input,
    model: &RuleSet,
    scores: &Scores,
    language: Language,
) -> io::Result<Vec<Difference>> {
    let mut same = Same { input: stored, at: 0, holds: true };
    csv(model, scores, language, &Shown::all(model), &mut same)?;
    if same.holds && same.at == stored.length() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    csv(model, scores, language, &Shown::all(model), &mut found)?;
    let keys = model.subject_key().len().max(1);
    let mut bytes = vec![0; fit(stored.length())];
    let read = read_all(stored, 0, &mut bytes)?;
    bytes.truncate(read);
    Ok(between(&Table::of(&bytes, keys), &Table::of(&found, keys)))
}

/// A writer that holds what is written against a file.
struct Same<'s> {
    input: &'s dyn Input,
    at: u64,
    holds: bool,
}

impl Write for Same<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = bytes.get(..BYTES).unwrap_or(bytes);
        if self.holds {
            let mut stored = vec![0; some.len()];
            let read = read_all(self.input, self.at, &mut stored)?;
            self.holds = stored.get(..read) == Some(some);
            self.at = self.at.saturating_add(fit(some.len()));
        }
        Ok(some.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rows by the keys of their subjects.
struct Table {
    header: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
    /// Keys that stand in more than one row.
    doubled: Vec<String>,
}

impl Table {
    fn of(bytes: &[u8], keys: usize) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut records = reader.records().filter_map(Result::ok);
        let cells = |record: ::csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = records.next().map(cells).unwrap_or_default();
        let (mut rows, mut doubled) = (BTreeMap::new(), Vec::new());
        for row in looking(records.map(cells)) {
            let key = crate::core::key_text(row.get(..keys).unwrap_or(&row));
            if rows.insert(key.clone(), row).is_some() {
                doubled.push(key);
            }
        }
        Self { header, rows, doubled }
    }
}

fn between(stored: &Table, found: &Table) -> Vec<Difference> {
    let mut all = Vec::new();
    let whole = |subject: Option<&str>, column: Option<&str>, stored: Option<&str>, found: Option<&str>| Difference {
        subject: subject.map(str::to_owned),
        column: column.map(str::to_owned),
        stored: stored.map(str::to_owned),
        found: found.map(str::to_owned),
    };
    for place in 0..stored.header.len().max(found.header.len()) {
        let (old, new) = (stored.header.get(place).map(String::as_str), found.header.get(place).map(String::as_str));
        if old != new {
            all.push(whole(None, None, old, new));
        }
    }
    for key in &stored.doubled {
        all.push(whole(Some(key), None, Some(key), None));
    }
    for (key, old) in looking(stored.rows.iter()) {
        let Some(new) = found.rows.get(key) else {
            all.push(whole(Some(key), None, Some(key), None));
            continue;
        };
        for place in 0..old.len().max(new.len()) {
            let (was, is) = (old.get(place).map(String::as_str), new.get(place).map(String::as_str));
            if was != is {
                let column = found.header.get(place).or(stored.header.get(place)).map(String::as_str);
                all.push(whole(Some(key), column, was, is));
            }
        }
    }
    for key in found.rows.keys().filter(|key| !stored.rows.contains_key(*key)) {
        all.push(whole(Some(key), None, None, Some(key)));
    }
    all
}

/// Whether a file is what is written now, byte for byte.
///
/// # Errors
/// As the file is read.
pub(super) fn is_same(stored: &dyn Input, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<bool> {
    let mut same = Same { input: stored, at: 0, holds: true };
    write(&mut same)?;
    Ok(same.holds && same.at == stored.length())
}
