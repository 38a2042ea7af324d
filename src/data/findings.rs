//! The findings about one file, bounded so that one wrong column does not bury the rest.

use std::collections::BTreeMap;

use crate::book::address;
use crate::finding::{CellPlace, Code, Diagnostic, Place, Words};
use crate::invariant::fit;
use crate::words;

/// How many findings of one kind are listed for one file.
const LISTED: u64 = 20;

/// The row and the address of a cell of a sheet whose rows and columns are exchanged: of a declared column, in a row of data.
pub(super) fn turned(column: u32, row: u64) -> (Option<u64>, Option<String>) {
    let down = column.saturating_add(1);
    (Some(down.into()), Some(address(fit(row.saturating_sub(1)), down)))
}

/// Collects what is wrong with one file.
pub(super) struct Findings<'a> {
    file: &'a str,
    path: &'a str,
    list: Vec<Diagnostic>,
    counts: BTreeMap<Code, u64>,
    /// Where the declared columns stand in a sheet; empty for a file without addresses.
    columns: BTreeMap<String, u32>,
    /// Whether rows and columns of the sheet are exchanged, so that the declared columns are its rows.
    is_turned: bool,
    /// How many of one kind are listed.
    listed: u64,
}

impl<'a> Findings<'a> {
    /// For the file that the rule set names `file` and that was read from `path`.
    pub(super) fn new(file: &'a str, path: &'a str) -> Self {
        Self {
            file,
            path,
            list: Vec::new(),
            counts: BTreeMap::new(),
            columns: BTreeMap::new(),
            is_turned: false,
            listed: LISTED,
        }
    }

    /// The same, of which so many of one kind are listed: some of them may be found no more when all is read.
    pub(super) fn listing(self, listed: u64) -> Self {
        Self { listed, ..self }
    }

    /// Adds a finding. The words are made only for those that are listed.
    pub(super) fn add(&mut self, code: Code, make: impl FnOnce(&Self) -> Diagnostic) {
        let count = self.counts.get(&code).copied().unwrap_or(0).saturating_add(1);
        self.counts.insert(code, count);
        if count <= self.listed {
            let diagnostic = make(self);
            self.list.push(diagnostic);
        }
    }

    /// For a part of the same file.
    pub(super) fn part(&self) -> Self {
        let (columns, is_turned, listed) = (self.columns.clone(), self.is_turned, self.listed);
        Self { columns, is_turned, listed, ..Self::new(self.file, self.path) }
    }

    /// From here on cells have addresses, by their declared columns, which may be rows of the sheet.
    pub(super) fn address(&mut self, columns: BTreeMap<String, u32>, is_turned: bool) {
        (self.columns, self.is_turned) = (columns, is_turned);
    }

    /// Adds what was found in a part that so many lines stand before.
    pub(super) fn append(&mut self, part: Findings<'_>, lines: u64) {
        let mut before = self.counts.clone();
        for mut found in part.list {
            let count = before.entry(found.code).or_default();
            *count = count.saturating_add(1);
            if *count > self.listed {
                continue;
            }
            if let Some(Place::Cell(CellPlace { row: Some(row), .. })) = &mut found.place {
                *row = row.saturating_add(lines);
            }
            self.list.push(found);
        }
        for (code, count) in part.counts {
            let all = self.counts.entry(code).or_default();
            *all = all.saturating_add(count);
        }
    }

    /// Says the rows by other numbers.
    pub(super) fn renumber(&mut self, number: impl Fn(u64) -> Option<u64>) {
        for found in &mut self.list {
            if let Some(Place::Cell(CellPlace { row, .. })) = &mut found.place {
                *row = row.and_then(&number);
            }
        }
    }

    /// Adds what was found before it was known what the file is.
    pub(super) fn take_in(&mut self, found: Vec<Diagnostic>) {
        self.list.extend(found);
    }

    /// Adds a finding about the file as a whole.
    pub(super) fn add_file(&mut self, code: Code, message: Words, help: Option<Words>) {
        self.add(code, |at| {
            let found = Diagnostic::file(code, at.path, message);
            match help {
                Some(help) => found.help(help),
                None => found,
            }
        });
    }

    /// A place in this file.
    pub(super) fn place(&self, row: Option<u64>, column: Option<&str>, text: Option<&str>) -> CellPlace {
        let at = column.and_then(|column| self.columns.get(column)).zip(row);
        let (row, address) = match (at, row) {
            (Some((column, row)), _) if self.is_turned => turned(*column, row),
            // A whole row of data is a column of the sheet.
            (None, Some(row)) if self.is_turned => {
                let letters = address(fit(row.saturating_sub(1)), 1);
                let letters = letters.trim_end_matches('1');
                (None, Some(format!("{letters}:{letters}")))
            }
            _ => (row, at.map(|(column, row)| address(*column, fit(row)))),
        };
        CellPlace {
            file: self.file.to_owned(),
            row,
            column: column.map(str::to_owned),
            text: text.map(str::to_owned),
            address,
        }
    }

    /// The file as the rule set names it.
    pub(super) fn name(&self) -> &str {
        self.file
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All findings, with one more for each kind that was cut off.
    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        for (code, count) in self.counts {
            let more = count.saturating_sub(self.listed);
            if more > 0 {
                list.push(others(code, self.path, more));
            }
        }
        list
    }
}

/// Findings of which all were listed, those of a kind in a file cut off where nobody reads on.
pub(super) fn cut(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(Code, String), u64> = BTreeMap::new();
    let mut cut = Vec::with_capacity(list.len());
    for found in list {
        let Some(Place::Cell(CellPlace { file, .. })) = &found.place else {
            cut.push(found);
            continue;
        };
        let file = file.clone();
        let count = counts.entry((found.code, file)).or_default();
        *count = count.saturating_add(1);
        if *count <= LISTED {
            cut.push(found);
        }
    }
    let more = counts.into_iter().filter(|(_, count)| *count > LISTED);
    cut.extend(more.map(|((code, file), count)| others(code, &file, count.saturating_sub(LISTED))));
    cut
}

fn others(code: Code, path: &str, more: u64) -> Diagnostic {
    let (zh, en) = (code.title_zh(), code.title_en());
    let message = words!(
        "此文件另有 {more} 处「{zh}」没有逐条列出",
        "{more} more findings of this kind ({en}) in this file are not listed"
    );
    Diagnostic::file(code, path, message)
}
