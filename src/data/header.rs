//! The header of a file held against the declared columns.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::trim;
use super::complaint::{listed, shortened};
use super::findings::Findings;
use super::heading::{Heading, named_unit, plain, words};
use crate::core::{Field, Table, Type};
use crate::finding::{Code, Diagnostic, Words, nearest};
use crate::invariant::fit;
use crate::number::Unit;
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
    /// The unit of the bare numbers of each field, where the file says another than is declared.
    pub(super) given: Vec<Option<Unit>>,
    /// Positions of the parent's key: all of its columns, or none.
    pub(super) parent: Vec<usize>,
    /// Positions without a name that must therefore stay empty.
    pub(super) unnamed: Vec<usize>,
}

/// The header of a file, held against the declared columns.
struct Held<'n> {
    names: Vec<&'n str>,
    /// The first column of each name.
    firsts: BTreeMap<&'n str, usize>,
    /// The columns that name a field in another way, by field.
    others: Vec<Vec<(usize, Heading)>>,
    /// Which declared field, or column of the parent's key, a position is.
    taken: BTreeSet<usize>,
}

impl<'n> Held<'n> {
    fn of(names: Vec<&'n str>, declared: &Table) -> Self {
        let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
        for (position, name) in names.iter().enumerate() {
            firsts.entry(name).or_insert(position);
        }
        let exact: Vec<usize> = wanted(declared).iter().filter_map(|name| firsts.get(name).copied()).collect();
        let also = declared.fields.iter().flat_map(words).filter_map(|word| firsts.get(word).copied());
        let mut taken: BTreeSet<usize> = exact.iter().copied().chain(also).collect();
        let mut others = Vec::with_capacity(declared.fields.len());
        for field in &declared.fields {
            let ways = names.iter().enumerate().filter(|(position, name)| {
                !firsts.contains_key(field.column.as_str()) && !name.is_empty() && !exact.contains(position)
            });
            let ways = ways.filter_map(|(position, name)| Some((position, Heading::of(name, field)?)));
            let ways: Vec<(usize, Heading)> = ways.collect();
            taken.extend(ways.iter().map(|(position, _)| *position));
            others.push(ways);
        }
        let mut held = Self { names, firsts, others, taken };
        let above = declared.parent.iter().flat_map(|parent| &parent.headers);
        let above: Vec<usize> = above.filter_map(|header| held.parent(header)).collect();
        held.taken.extend(above);
        held
    }

    /// Where a field stands.
    fn field(&self, id: usize, field: &Field) -> Option<usize> {
        let exact = self.firsts.get(field.column.as_str()).copied();
        exact.or_else(|| self.others.get(id)?.first().map(|(position, _)| *position))
    }

    /// Where a column of the parent's key stands.
    fn parent(&self, header: &str) -> Option<usize> {
        let alike = || {
            let wanted = plain(header);
            self.names.iter().position(|name| !name.is_empty() && plain(name) == wanted)
        };
        self.firsts.get(header).copied().or_else(alike)
    }
}

impl Header {
    /// Reads the header; every column that is missing, twice or not declared is reported.
    pub(super) fn read<'n>(
        names: impl IntoIterator<Item = &'n str>,
        declared: &Table,
        findings: &mut Findings<'_>,
    ) -> Self {
        let names: Vec<&str> = names.into_iter().map(trim).collect();
        if names.len() > MOST_COLUMNS {
            report_too_wide(names.len(), findings);
            return Self::of(&Held::of(Vec::new(), declared), declared);
        }
        let held = Held::of(names, declared);
        let is_undeclared = |(position, name): (usize, &&'n str)| {
            let counts = !name.is_empty() && !held.taken.contains(&position) && !is_number(name);
            (counts && !wanted(declared).contains(name)).then_some(*name)
        };
        let undeclared: Vec<&str> = held.names.iter().enumerate().filter_map(is_undeclared).collect();
        let fields = declared.fields.iter().enumerate();
        let lacking = fields.filter(|(id, field)| held.field(*id, field).is_none()).map(|(_, field)| &field.column);
        let above = declared.parent.iter().flat_map(|parent| &parent.headers);
        let lacking = above.filter(|header| held.parent(header).is_none()).chain(lacking);
        let mut missing: Vec<&str> = Vec::new();
        for name in lacking.map(String::as_str) {
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        for name in &missing {
            report_missing(name, declared, &undeclared, &held.names, findings);
        }
        if !declared.ignore_other_columns {
            let mut told: BTreeSet<&str> = BTreeSet::new();
            for name in &undeclared {
                if told.insert(name) {
                    report_undeclared(name, &missing, findings);
                }
            }
        }
        for (position, name) in held.names.iter().enumerate() {
            let first = held.firsts.get(name).copied();
            let counts = held.taken.contains(&position) || wanted(declared).contains(name);
            let counts = counts || (!declared.ignore_other_columns && !is_number(name));
            if !name.is_empty() && counts && first != Some(position) {
                report_twice(name, first, position, findings);
            }
        }
        for field in &declared.fields {
            let own: Vec<usize> = words(field).filter_map(|word| held.firsts.get(word).copied()).collect();
            if let [first, second, ..] = own.as_slice() {
                report_both(field, &held.names, (*first, *second), findings);
            }
        }
        for (field, ways) in declared.fields.iter().zip(&held.others) {
            let differing = ways.iter().filter(|(position, _)| {
                let name = held.names.get(*position).copied().unwrap_or_default();
                held.firsts.get(name) == Some(position)
            });
            let differing: Vec<&(usize, Heading)> = differing.collect();
            let is_told = words(field).filter(|word| held.firsts.contains_key(*word)).count() > 1;
            if let ([(first, _), (second, _), ..], false) = (differing.as_slice(), is_told) {
                report_both(field, &held.names, (*first, *second), findings);
            }
            for (_, heading) in ways {
                if let Heading::Other(unit) = heading {
                    report_unit(field, unit, findings);
                }
            }
        }
        Self::of(&held, declared)
    }

    fn of(held: &Held<'_>, declared: &Table) -> Self {
        let given = |(field, ways): (&Field, &Vec<(usize, Heading)>)| match ways.first() {
            Some((_, Heading::In(unit))) if !held.firsts.contains_key(field.column.as_str()) => Some(unit.clone()),
            _ => None,
        };
        let fields = declared.fields.iter().enumerate();
        Self {
            width: held.names.len(),
            names: held.names.iter().map(|name| (*name).to_owned()).collect(),
            fields: fields.map(|(id, field)| held.field(id, field)).collect(),
            given: declared.fields.iter().zip(&held.others).map(given).collect(),
            parent: declared
                .parent
                .as_ref()
                .and_then(|parent| parent.headers.iter().map(|header| held.parent(header)).collect::<Option<_>>())
                .unwrap_or_default(),
            unnamed: held
                .names
                .iter()
                .enumerate()
                .filter(|(_, name)| name.is_empty() && !declared.ignore_other_columns)
                .map(|(position, _)| position)
                .collect(),
        }
    }

    /// Where each declared column stands.
    pub(super) fn columns(&self, declared: &Table) -> BTreeMap<String, u32> {
        let fields = declared.fields.iter().zip(&self.fields);
        let fields =
            fields.filter_map(|(field, position)| Some((field.column.clone(), fit(position.as_ref().copied()?))));
        let above = declared.parent.iter().flat_map(|parent| &parent.headers).zip(&self.parent);
        fields.chain(above.map(|(header, position)| (header.clone(), fit(*position)))).collect()
    }

    /// What a field is called in the file, with the unit of its bare numbers where it says none.
    pub(super) fn shown(&self, id: usize, field: &Field) -> String {
        let position = self.fields.get(id).copied().flatten();
        let name = position.and_then(|position| self.names.get(position)).map_or(field.column.as_str(), String::as_str);
        match self.given.get(id).and_then(Option::as_ref) {
            Some(unit) if named_unit(&plain(name)).is_none() => format!("{name}（{}）", unit.name),
            _ => name.to_owned(),
        }
    }

    /// Whether nothing that was declared is there: then the record was no header.
    pub(super) fn is_foreign(&self) -> bool {
        self.parent.is_empty() && self.fields.iter().all(Option::is_none)
    }

    /// Whether all that was declared is there.
    pub(super) fn is_whole(&self, declared: &Table) -> bool {
        self.fields.iter().all(Option::is_some) && (declared.parent.is_none() || !self.parent.is_empty())
    }
}

/// A column that numbers the rows of a page, which nobody declares.
pub(super) fn is_number(name: &str) -> bool {
    matches!(plain(name).as_str(), "序号" | "No." | "No")
}

/// Declared headers, each once: the parent's key may be declared as a field too.
pub(super) fn wanted(declared: &Table) -> Vec<&str> {
    let mut wanted: Vec<&str> = Vec::new();
    let parent = declared.parent.iter().flat_map(|parent| parent.headers.iter().map(String::as_str));
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
            "文件现有的列：{zh}；列名不同的，在 数据 中写 列 和它的表头",
            "the file has {en}; where a header differs from the name, write column and the header in the table"
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
                "two columns are own `{shown}` (columns {first} and {second})"
            ),
        );
        found.help(words!("请删去或改名其中一列", "remove or rename one of them"))
    });
}

/// Two columns that name one field, in two ways.
fn report_both(field: &Field, names: &[&str], (first, second): (usize, usize), findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let name = |position: usize| shortened(names.get(position).copied().unwrap_or_default());
        let (one, other, column) = (name(first), name(second), &field.column);
        let message = words!(
            "「{one}」和「{other}」都是「{column}」这一列",
            "`{one}` and `{other}` are both the column `{column}`"
        );
        let place = at.place(None, Some(&field.column), None);
        let help = words!("请删去或改名其中一列", "remove or rename one of them");
        Diagnostic::data(Code::H0502, place, message).help(help)
    });
}

fn report_unit(field: &Field, unit: &str, findings: &mut Findings<'_>) {
    let Type::Number(declared) = &field.ty else { return };
    findings.add(Code::H0502, |at| {
        let (column, declared) = (&field.column, &declared.name);
        let message = words!(
            "「{column}」的表头写的单位是「{unit}」，与规则里的「{declared}」不是同一种量",
            "the header of `{column}` is in `{unit}`, which does not measure what `{declared}` of the rules does"
        );
        let place = at.place(None, Some(column), None);
        let help = words!(
            "核对表头的单位；规则写错的，改「数据」里这一列",
            "check the unit in the header, or the column in the rules"
        );
        Diagnostic::data(Code::H0502, place, message).help(help)
    });
}
