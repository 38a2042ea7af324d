//! The header of a file held against the declared columns.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::trim;
use super::complaint::{listed, shortened};
use super::findings::Findings;
use crate::core::Table;
use crate::finding::{Code, Diagnostic, Words, nearest};
use crate::words;

/// As many columns as a sheet of a spreadsheet program has.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// Where the declared columns stand in a record.
pub(super) struct Header {
    /// Cells in the header.
    pub(super) width: usize,
    /// What each is called.
    pub(super) names: Vec<String>,
    /// Position of each declared field, `None` for a missing one.
    pub(super) fields: Vec<Option<usize>>,
    /// Positions of the parent's key: all of its columns, or none.
    pub(super) parent: Vec<usize>,
    /// Positions without a name that must therefore stay empty.
    pub(super) unnamed: Vec<usize>,
}

impl Header {
    /// Reads the header; every column that is missing, twice or not declared is reported.
    pub(super) fn read<'n>(
        names: impl IntoIterator<Item = &'n str>,
        declared: &Table,
        findings: &mut Findings<'_>,
    ) -> Self {
        let mut names: Vec<&str> = names.into_iter().map(trim).collect();
        if names.len() > MOST_COLUMNS {
            report_too_wide(names.len(), findings);
            names.clear();
            return Self::of(&names, &BTreeMap::new(), declared);
        }
        // The first column of each name.
        let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
        for (position, name) in names.iter().enumerate() {
            firsts.entry(name).or_insert(position);
        }
        let wanted: Vec<&str> = wanted(declared);
        let is_wanted: BTreeSet<&str> = wanted.iter().copied().collect();
        let undeclared: Vec<&str> =
            names.iter().copied().filter(|name| !name.is_empty() && !is_wanted.contains(name)).collect();
        let missing: Vec<&str> = wanted.iter().copied().filter(|name| !firsts.contains_key(name)).collect();
        for name in &missing {
            report_missing(name, declared, &undeclared, &names, findings);
        }
        if !declared.ignore_other_columns {
            let mut told: BTreeSet<&str> = BTreeSet::new();
            for name in &undeclared {
                if told.insert(name) {
                    report_undeclared(name, &missing, findings);
                }
            }
        }
        for (position, name) in names.iter().enumerate() {
            let first = firsts.get(name).copied();
            let counts = is_wanted.contains(name) || !declared.ignore_other_columns;
            if !name.is_empty() && counts && first != Some(position) {
                report_twice(name, first, position, findings);
            }
        }
        Self::of(&names, &firsts, declared)
    }

    fn of(names: &[&str], firsts: &BTreeMap<&str, usize>, declared: &Table) -> Self {
        let position = |wanted: &str| firsts.get(wanted).copied();
        Self {
            width: names.len(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            fields: declared.fields.iter().map(|field| position(&field.column)).collect(),
            parent: declared
                .parent
                .as_ref()
                .and_then(|parent| parent.columns.iter().map(|column| position(column)).collect::<Option<_>>())
                .unwrap_or_default(),
            unnamed: names
                .iter()
                .enumerate()
                .filter(|(_, name)| name.is_empty() && !declared.ignore_other_columns)
                .map(|(position, _)| position)
                .collect(),
        }
    }

    /// Whether nothing that was declared is there: then the record was no header.
    pub(super) fn is_foreign(&self) -> bool {
        self.parent.is_empty() && self.fields.iter().all(Option::is_none)
    }
}

/// Declared headers, each once: the parent's key may be declared as a field too.
pub(super) fn wanted(declared: &Table) -> Vec<&str> {
    let mut wanted: Vec<&str> = Vec::new();
    let parent = declared.parent.iter().flat_map(|parent| parent.columns.iter().map(String::as_str));
    for column in parent.chain(declared.fields.iter().map(|field| field.column.as_str())) {
        if !wanted.contains(&column) {
            wanted.push(column);
        }
    }
    wanted
}

pub(super) fn report_too_wide(columns: usize, findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let message = words!(
            "表头有 {columns} 列，最多 {MOST_COLUMNS} 列",
            "the header has {columns} columns; at most {MOST_COLUMNS} are read"
        );
        let help = words!("请只留规则里用到的列", "keep the columns that the rules use");
        Diagnostic::data(Code::H0508, at.place(None, None, None), message).help(help)
    });
}

fn report_missing(name: &str, declared: &Table, undeclared: &[&str], names: &[&str], findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let table = &declared.name;
        let found = Diagnostic::data(
            Code::H0502,
            at.place(None, Some(name), None),
            words!("数据「{table}」缺少「{name}」列", "`{table}` lacks the column `{name}`"),
        );
        if let Some(longer) = undeclared.iter().find(|longer| is_explained(longer, name)) {
            return found.help(with_column(name, longer));
        }
        if nearest(name, undeclared.iter().copied()).is_some() {
            return found.suggest(name, undeclared.iter().copied());
        }
        let Words { zh, en } = listed(names.iter().copied().filter(|name| !name.is_empty()));
        found.help(words!(
            "表头须在第一行；文件现有的列：{zh}",
            "the header stands in the first line; the file has {en}"
        ))
    });
}

fn report_undeclared(name: &str, missing: &[&str], findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let shown = shortened(name);
        let found = Diagnostic::data(
            Code::H0502,
            at.place(None, Some(name), None),
            words!("「{shown}」列没有声明", "the column `{shown}` is not declared"),
        );
        if let Some(shorter) = missing.iter().find(|shorter| is_explained(name, shorter)) {
            return found.help(with_column(shorter, name));
        }
        if nearest(name, missing.iter().copied()).is_some() {
            return found.suggest(name, missing.iter().copied());
        }
        found.help(words!(
            "如不需要，在 数据 中写 其余列 忽略，或声明该列并注明 备查；只有这一次不看的，命令后面加 --extra-columns ignore",
            "if it is not needed, write other_columns ignored in the table, or declare it with record_only; \
             for this run alone, add --extra-columns ignore to the command"
        ))
    });
}

/// 实缴税收（万元） beside 实缴税收.
fn is_explained(header: &str, name: &str) -> bool {
    header.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(['（', '(', '[', '【', '/']))
}

fn with_column(name: &str, header: &str) -> Words {
    let header = shortened(header);
    words!(
        "表头是「{header}」，规则里这一列写：{name} … 列 \"{header}\"；或者改表头",
        "the header is `{header}`: declare {name} … column \"{header}\" in the rules, or change the header"
    )
}

fn report_twice(name: &str, first: Option<usize>, second: usize, findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let shown = shortened(name);
        let (first, second) = (first.unwrap_or(0).saturating_add(1), second.saturating_add(1));
        let found = Diagnostic::data(
            Code::H0502,
            at.place(None, Some(name), None),
            words!(
                "有两列都叫「{shown}」（第 {first} 列和第 {second} 列）",
                "two columns are named `{shown}` (columns {first} and {second})"
            ),
        );
        found.help(words!("请删去或改名其中一列", "remove or rename one of them"))
    });
}
