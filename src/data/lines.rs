//! Where the rows of a table stand in their file, or in several.

use super::stretches::Stretches;
use crate::invariant::fit;

/// Where the rows of a table stand in their file, or in several.
#[derive(Debug, Clone)]
pub enum Lines {
    /// The line of the text that each row starts at, from 1 (the header is line 1).
    Listed(Vec<u64>),
    /// The same of rows that mostly stand one behind the other.
    Stretched(Stretches),
    /// Those of each file one behind the other.
    Several(Vec<File>),
    /// A file without lines: rows are numbered from 1.
    Numbered(usize),
}

/// One of several files of a table.
#[derive(Debug, Clone)]
pub struct File {
    /// As named to the user.
    pub name: String,
    /// How many rows of the table stand in the files before.
    pub before: usize,
    /// Where its rows stand in it.
    pub lines: Lines,
}

impl Lines {
    /// The line, or number, of a row; `None` past the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u64> {
        match self {
            Self::Listed(lines) => lines.get(row).copied(),
            Self::Stretched(stretches) => stretches.get(row),
            Self::Several(files) => {
                let (file, row) = in_file(files, row)?;
                file.lines.get(row)
            }
            Self::Numbered(rows) if row < *rows => Some(fit(row.saturating_add(1))),
            Self::Numbered(_) => None,
        }
    }

    /// The file of a row where there are several.
    #[must_use]
    pub fn file(&self, row: usize) -> Option<&str> {
        match self {
            Self::Several(files) => in_file(files, row).map(|(file, _)| file.name.as_str()),
            Self::Listed(_) | Self::Stretched(_) | Self::Numbered(_) => None,
        }
    }

    /// Which of the files a row stands in.
    pub(super) fn file_place(&self, row: usize) -> usize {
        match self {
            Self::Several(files) => files.partition_point(|file| file.before <= row).saturating_sub(1),
            Self::Listed(_) | Self::Stretched(_) | Self::Numbered(_) => 0,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Listed(lines) => lines.len(),
            Self::Stretched(stretches) => stretches.len(),
            Self::Several(files) => files.last().map_or(0, |file| file.before.saturating_add(file.lines.len())),
            Self::Numbered(rows) => *rows,
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The file of a row, and which of its rows it is.
fn in_file(files: &[File], row: usize) -> Option<(&File, usize)> {
    // Of files without rows the last one counts, behind which the row stands.
    let file = files.get(files.partition_point(|file| file.before <= row).checked_sub(1)?)?;
    Some((file, row.saturating_sub(file.before)))
}
