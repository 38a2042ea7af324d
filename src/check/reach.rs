//! Names against each other: two things that one name could mean where it is read, and two names that look the same.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::context::Context;
use super::symbols::{Symbol, Symbols};
use crate::core::{Schema, Type};
use crate::finding::{Code, Diagnostic, Place, Span, Words, difference, look, look_of_name};
use crate::syntax::ast::{self, StatementKind};
use crate::words;

/// What a declared name stands for, as far as it matters where it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing<'a> {
    Table,
    /// A set of rows.
    Rows,
    Parameter,
    Condition,
    /// A head or an indicator.
    Code,
    /// A column of a table.
    Column(&'a str),
    /// A definition for the rows of a table.
    Value(&'a str),
}

impl<'a> Thing<'a> {
    fn of(symbol: &'a Symbol) -> Option<Self> {
        Some(match (symbol.kind, symbol.within.as_deref()) {
            (StatementKind::Table, _) => Self::Table,
            (StatementKind::Definition, None) => Self::Rows,
            (StatementKind::Definition, Some(table)) => Self::Value(table),
            (StatementKind::Column, Some(table)) => Self::Column(table),
            (StatementKind::Parameter, _) => Self::Parameter,
            (StatementKind::Condition, _) => Self::Condition,
            (StatementKind::Head | StatementKind::Indicator, _) => Self::Code,
            _ => return None,
        })
    }

    /// Whether there is a place where a name of both could mean either. Names of one kind are held against each other
    /// where they are declared.
    fn meets(self, other: Self, subjects: &str) -> bool {
        let (first, second) = if self <= other { (self, other) } else { (other, self) };
        match (first, second) {
            // The columns of results are held against each other where heads are declared.
            (Self::Table | Self::Rows | Self::Condition, Self::Code)
            | (Self::Code | Self::Column(_), Self::Column(_))
            | (Self::Value(_), Self::Value(_)) => false,
            // An example expects a code and a figure by name alone.
            (Self::Table, Self::Column(_)) | (Self::Parameter, Self::Column(_) | Self::Value(_)) => true,
            (Self::Table | Self::Rows | Self::Condition, Self::Column(table) | Self::Value(table))
            | (Self::Code, Self::Value(table)) => table == subjects,
            (Self::Column(one), Self::Value(other)) => one == other,
            (one, other) => one != other,
        }
    }

    fn told(self) -> Words {
        match self {
            Self::Table => words!("数据表", "a table"),
            Self::Rows => words!("行集", "a set of rows"),
            Self::Parameter => words!("参数", "a parameter"),
            Self::Condition => words!("条件", "a condition"),
            Self::Code => words!("方面或指标", "a head or an indicator"),
            Self::Column(table) => words!("「{table}」的列", "a column of `{table}`"),
            Self::Value(table) => words!("「{table}」的定义", "a definition of `{table}`"),
        }
    }
}

/// Where a statement that could not be read has its names.
fn places_of_names(unread: &ast::Unread, places: &mut BTreeSet<Span>) {
    places.extend(unread.name.iter().map(|name| name.span));
    unread.inside.iter().for_each(|inside| places_of_names(inside, places));
}

impl Checker<'_> {
    /// Refuses every name of which it cannot be told what it means.
    pub(super) fn refuse_shared_names(&mut self, symbols: &Symbols) {
        let subjects = self.table_name(Schema::SUBJECTS);
        // What a statement that could not be read declares is a guess.
        let mut unread = BTreeSet::new();
        self.file.unread().for_each(|lost| places_of_names(lost, &mut unread));
        let mut known: BTreeMap<&str, Vec<(Thing<'_>, Span)>> = BTreeMap::new();
        for symbol in symbols.all() {
            let Some(thing) = Thing::of(symbol).filter(|_| !unread.contains(&symbol.declared)) else { continue };
            let before = known.entry(&symbol.name).or_default();
            let is_known_by_key = |other: Thing<'_>| match (other, thing) {
                (Thing::Table, Thing::Column(table)) | (Thing::Column(table), Thing::Table) => {
                    self.is_of_key(table, &symbol.name)
                }
                _ => false,
            };
            let is_met = |other: Thing<'_>| other.meets(thing, &subjects) && !is_known_by_key(other);
            if let Some((other, first)) = before.iter().find(|(other, _)| is_met(*other)) {
                self.name_of_two(&symbol.name, (*other, *first), (thing, symbol.declared));
            }
            if before.iter().all(|(other, _)| *other != thing) {
                before.push((thing, symbol.declared));
            }
        }
    }

    /// Whether a column is a part of the key of its table or leads to the table above: rows are often called as what
    /// tells them apart, and a key is compared and never added up.
    fn is_of_key(&self, table: &str, column: &str) -> bool {
        let tables = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Table(source) if source.name.value == table => Some(source),
            _ => None,
        });
        tables.into_iter().any(|source| {
            let upward = source.parent.iter().flat_map(|within| &within.key);
            let key = source.fields.iter().filter(|field| field.is_key).map(|field| &field.name);
            source.key.iter().chain(upward).chain(key).any(|name| name.value == column)
        })
    }

    fn name_of_two(&mut self, name: &str, (first, before): (Thing<'_>, Span), (second, at): (Thing<'_>, Span)) {
        if self.is_refused(at) {
            return;
        }
        let (Words { zh: one, en: one_en }, Words { zh: other, en: other_en }) = (first.told(), second.told());
        let error = Diagnostic::error(
            Code::H0202,
            at,
            words!(
                "「{name}」已经用过：既是{one}，又是{other}",
                "`{name}` is declared twice: as {one_en} and as {other_en}"
            ),
        )
        .label(before, words!("第一次在这里", "first declared here"));
        let is_column = matches!(first, Thing::Column(_)) || matches!(second, Thing::Column(_));
        self.report(error.help(if is_column {
            words!(
                "给其中一个换个名称；列换了名称，用 列 \"{name}\" 写明表头",
                "give one of them another name; a renamed column states its header with column \"{name}\""
            )
        } else {
            words!("给其中一个换个名称", "give one of them another name")
        }));
    }

    /// Whether a name has been refused where it is declared.
    fn is_refused(&self, declared: Span) -> bool {
        let at = Some(Place::Source(declared));
        self.diagnostics.iter().any(|known| known.code == Code::H0202 && known.place == at)
    }

    /// Whether a name that is read as an item of an enumeration could also be read as a value here; then it is refused
    /// where the value is declared.
    pub(super) fn is_value_too(&mut self, context: &Context, name: &ast::Name) -> bool {
        let Some((thing, declared)) = self.value_declared(context, &name.value) else { return false };
        if !self.is_refused(declared) {
            let (written, Words { zh, en }) = (&name.value, thing.told());
            let error = Diagnostic::error(
                Code::H0202,
                declared,
                words!(
                    "「{written}」已经用过：既是枚举的一项，又是{zh}",
                    "`{written}` is declared twice: as a choice of an enumeration and as {en}"
                ),
            );
            self.report(
                error
                    .label(name.span, words!("这里说的是哪一个，分不清", "it cannot be told which is meant here"))
                    .help(words!("给其中一个换个名称", "give one of them another name")),
            );
        }
        true
    }

    /// What a bare name is as a value of the row at hand, and where it is declared.
    fn value_declared(&self, context: &Context, name: &str) -> Option<(Thing<'_>, Span)> {
        if let Some(table) = context.table {
            let declared = self.schema.table(table)?;
            if let Some(index) = self.definition_ids.get(&(Some(table), name.to_owned())) {
                return Some((Thing::Value(&declared.name), self.definitions.get(index.0)?.0.name.span));
            }
            if declared.fields.iter().any(|field| field.name == name) {
                let sources = self.file.items.iter().filter_map(|item| match item {
                    ast::Item::Table(source) if source.span == declared.span => Some(&source.fields),
                    _ => None,
                });
                let column = sources.flatten().find(|field| field.name.value == name)?;
                return Some((Thing::Column(&declared.name), column.name.span));
            }
        }
        let index = self.parameter_ids.get(name)?;
        Some((Thing::Parameter, self.parameters.get(index.0)?.0.name.span))
    }

    /// Warns of every pair of names, and of choices, that a reader cannot tell apart.
    pub(super) fn warn_of_look_alikes(&mut self, symbols: &Symbols) {
        let names = symbols.all().iter().map(|symbol| (symbol.name.as_str(), symbol.declared));
        let choices = symbols.all().iter().flat_map(|symbol| {
            let choices = match &symbol.ty {
                Some(Type::Choice(choices))
                    if matches!(symbol.kind, StatementKind::Column | StatementKind::Enumeration) =>
                {
                    &choices[..]
                }
                _ => &[],
            };
            choices.iter().map(|choice| (choice.as_str(), symbol.declared))
        });
        let pairs =
            [look_alikes(names, look_of_name), look_alikes(choices, |choice| look(choice).into_owned())].concat();
        for ((first, before), (second, at)) in pairs {
            let Words { zh, en } = difference(first, second);
            self.report(
                Diagnostic::warning(
                    Code::H0218,
                    at,
                    words!(
                        "「{second}」和另一个「{first}」看起来一样，却是两个名称：{zh}",
                        "`{second}` looks like another `{first}` and is not the same name: {en}"
                    ),
                )
                .label(before, words!("另一个在这里", "the other is here"))
                .help(words!(
                    "如果本来是同一个，从另一处复制过来；如果确是两个，改得看得出来",
                    "if they are meant as one, copy it from the other place; if they are two, make it visible"
                )),
            );
        }
    }
}

/// A name with a place.
type Placed<'a> = (&'a str, Span);

/// The pairs of different texts that look the same, each once, the earlier first.
fn look_alikes<'a>(
    texts: impl Iterator<Item = Placed<'a>>,
    look: impl Fn(&str) -> String,
) -> Vec<(Placed<'a>, Placed<'a>)> {
    let mut groups: BTreeMap<String, Vec<Placed<'a>>> = BTreeMap::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut pairs = Vec::new();
    for (text, at) in texts {
        if !known.insert(text) {
            continue;
        }
        let group = groups.entry(look(text)).or_default();
        pairs.extend(group.iter().map(|first| (*first, (text, at))));
        group.push((text, at));
    }
    pairs
}
