//! A rule set with some of the edits: each item from the one side or from the other.
//!
//! A 方面 whose marks are those of its indicators, and 满分 of all where it is that of the 方面, follow their parts: else no
//! indicator could change alone. What is only declared (定义, 参数, 脚本) is there where something reads it.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Kind;
use super::plan::{Place, Plan, Slot, Which};
use super::reads::last;
use super::view::At;
use crate::core::Operator;
use crate::finding::Span;
use crate::number::{Date, Number};
use crate::syntax::ast;

/// A rule set that was put together.
#[derive(Debug)]
pub struct Blend {
    /// Its tree.
    pub file: ast::File,
    /// Of which side each 脚本 is, and which of its files, in the order of the tree.
    pub scripts: Vec<(Which, usize)>,
}

/// A 方面 that does not yet stand where it belongs.
struct Loose {
    head: ast::Head,
    /// Whether its marks are those of what stands below it.
    adds_up: bool,
    /// The code of the 方面 around it.
    home: Option<String>,
}

/// No 方面 of the code that is wanted.
struct NoHome;

/// Puts each 方面 into the one around it; those of which nothing stands below are left out. `None` where one would stand
/// in none.
fn nested(mut heads: Vec<Loose>) -> Option<Vec<ast::Head>> {
    let mut tops = Vec::new();
    while !heads.is_empty() {
        let is_leaf = |loose: &Loose| !heads.iter().any(|other| other.home.as_ref() == Some(&loose.head.code.value));
        // The last first, so that they come in their order. Two that stand in one another have no leaf.
        let Loose { mut head, adds_up, home } = heads.remove(heads.iter().rposition(is_leaf)?);
        // A 方面 is there for what stands below it.
        if head.children.is_empty() {
            continue;
        }
        if adds_up {
            let full: Vec<ast::Expr> = head.children().filter_map(|child| child.full().cloned()).collect();
            head.full = Some(sum(full.iter(), head.span));
        }
        match home {
            None => tops.insert(0, head),
            Some(home) => {
                let into = heads.iter_mut().find(|known| known.head.code.value == home)?;
                into.head.children.insert(0, ast::Child::Head(Box::new(head)));
            }
        }
    }
    Some(tops)
}

impl Plan<'_> {
    /// The rule set that takes an edit where `takes` says so, for data of one side with these tables; `None` where an
    /// indicator would stand in no 方面.
    #[must_use]
    pub fn blend(&self, takes: &dyn Fn(usize) -> bool, data: Which, tables: &[ast::Table]) -> Option<Blend> {
        let chosen: Vec<(&Slot, Which, &Place)> =
            self.slots.iter().filter_map(|slot| choice(slot, takes, data).map(|(of, at)| (slot, of, at))).collect();
        let needed = needed(&chosen);
        let mut file = ast::File { language: self.new.language, items: Vec::new() };
        let mut scripts = Vec::new();
        let mut heads: Vec<Loose> = Vec::new();
        for (slot, which, place) in &chosen {
            if let (Kind::Head, Some(ast::TreeNode::Head(head))) = (slot.kind, self.tree_node(*which, place)) {
                let head = ast::Head { children: Vec::new(), ..head.clone() };
                heads.push(Loose { head, adds_up: self.adds_up(slot), home: self.home(*which, place).ok()? });
            }
        }
        let mut loose = Vec::new();
        for (_, which, place) in &chosen {
            let Some(ast::TreeNode::Indicator(indicator)) = self.tree_node(*which, place) else { continue };
            match self.home(*which, place).ok()? {
                Some(home) => {
                    let into = heads.iter_mut().find(|known| known.head.code.value == home)?;
                    into.head.children.push(ast::Child::Indicator(indicator.clone()));
                }
                None => loose.push(indicator.clone()),
            }
        }
        let tops = nested(heads)?;
        let sums: Vec<ast::Expr> = tops
            .iter()
            .map(|head| &head.full)
            .chain(loose.iter().map(|indicator| &indicator.full))
            .filter_map(Clone::clone)
            .collect();
        file.items.extend(tops.into_iter().map(Box::new).map(ast::Item::Head));
        file.items.extend(loose.into_iter().map(ast::Item::Indicator));
        for (slot, which, place) in &chosen {
            let At::Item(at) = place.at else { continue };
            match self.file(*which).items.get(at)? {
                ast::Item::Table(_)
                | ast::Item::FullMarks(_)
                | ast::Item::Example(_)
                | ast::Item::Head(_)
                | ast::Item::Indicator(_) => {}
                ast::Item::Parameter(_) | ast::Item::Definition(_) if !needed.contains(last(&place.code)) => {}
                ast::Item::Parameter(parameter) => {
                    let years = self.years_to(slot, *which, data);
                    file.items.push(ast::Item::Parameter(self.of_cycle(parameter, *which, years)?));
                }
                ast::Item::Script(script) => {
                    let is_called = script.functions.iter().any(|function| needed.contains(&function.name.value));
                    if is_called {
                        scripts.push((*which, self.script(*which, at)));
                        file.items.push(ast::Item::Script(script.clone()));
                    }
                }
                item => file.items.push(item.clone()),
            }
        }
        let whole = chosen.iter().find(|(slot, ..)| slot.kind == Kind::FullMarks);
        let whole = whole.and_then(|(_, which, place)| match place.at {
            At::Item(at) => self.file(*which).items.get(at),
            At::Below(..) => None,
        });
        if let Some(ast::Item::FullMarks(own)) = whole {
            let follows = self.all_add_up() && !sums.is_empty();
            let full = if follows { sum(sums.iter(), own.span) } else { own.clone() };
            file.items.push(ast::Item::FullMarks(full));
        }
        let first = file.items.iter().position(|item| !matches!(item, ast::Item::RuleSet(_) | ast::Item::Cycle(_)));
        let at = first.unwrap_or(file.items.len());
        file.items.splice(at..at, tables.iter().cloned().map(Box::new).map(ast::Item::Table));
        Some(Blend { file, scripts })
    }

    pub(super) fn file(&self, which: Which) -> &ast::File {
        match which {
            Which::Old => self.old,
            Which::New => self.new,
        }
    }

    /// The 方面 or 指标 at a place.
    fn tree_node(&self, which: Which, place: &Place) -> Option<ast::TreeNode<'_>> {
        let items = &self.file(which).items;
        match place.at {
            At::Item(at) => match items.get(at)? {
                ast::Item::Head(head) => Some(ast::TreeNode::Head(head)),
                ast::Item::Indicator(indicator) => Some(ast::TreeNode::Indicator(indicator)),
                _ => None,
            },
            At::Below(at, place) => match items.get(at)? {
                ast::Item::Head(head) => head.below().get(place).copied(),
                _ => None,
            },
        }
    }

    /// The code of the 方面 in which something stands, as it is called where it was taken from the newer side; an error
    /// where there is none of that code.
    fn home(&self, which: Which, place: &Place) -> Result<Option<String>, NoHome> {
        let Some(code) = place.head.as_ref() else { return Ok(None) };
        let is_it = |slot: &&Slot| {
            let of = if which == Which::Old { &slot.old } else { &slot.new };
            slot.kind == Kind::Head && of.as_ref().is_some_and(|head| head.code == *code)
        };
        let head = self.slots.iter().find(is_it).ok_or(NoHome)?;
        let either = head.new.as_ref().or(head.old.as_ref()).ok_or(NoHome)?;
        Ok(Some(either.code.clone()))
    }

    /// Whether the marks of a 方面 are those of what stands below it, on each side that has it.
    pub(super) fn adds_up(&self, slot: &Slot) -> bool {
        let fits = |which: Which, place: &Place| {
            let Some(ast::TreeNode::Head(head)) = self.tree_node(which, place) else { return false };
            let parts: Option<Number> = head.children().map(|child| child.full().and_then(marks)).sum();
            head.node.aggregate.is_none() && head.full.as_ref().and_then(marks) == parts
        };
        let old = slot.old.as_ref().is_none_or(|place| fits(Which::Old, place));
        old && slot.new.as_ref().is_none_or(|place| fits(Which::New, place))
    }

    /// Whether 满分 of all is that of the 方面 on both sides.
    pub(super) fn all_add_up(&self) -> bool {
        let written = |file: &ast::File| {
            file.items.iter().find_map(|item| match item {
                ast::Item::FullMarks(full) => Some(full.clone()),
                _ => None,
            })
        };
        let fits = |file: &ast::File| {
            let plain = !file
                .items
                .iter()
                .any(|item| matches!(item, ast::Item::Total(total) if total.node.aggregate.is_some()));
            let parts: Option<Number> = file.children().map(|child| child.full().and_then(marks)).sum();
            plain && written(file).as_ref().and_then(marks) == parts
        };
        fits(self.old) && fits(self.new)
    }

    /// Which of the scripts of a side stands at a place.
    fn script(&self, which: Which, at: usize) -> usize {
        let before = self.file(which).items.iter().take(at);
        before.filter(|item| matches!(item, ast::Item::Script(_))).count()
    }

    /// By how many years the dates of a parameter that one side alone has are moved for data of the other.
    fn years_to(&self, slot: &Slot, which: Which, data: Which) -> Option<i32> {
        let is_alone = slot.old.is_none() || slot.new.is_none();
        let years = self.years.filter(|_| is_alone && which != data)?;
        Some(if data == Which::New { years } else { years.saturating_neg() })
    }

    /// A parameter with the one value that holds in the cycle of its side.
    fn of_cycle(&self, parameter: &ast::Parameter, which: Which, years: Option<i32>) -> Option<ast::Parameter> {
        let (first, last) = self.file(which).items.iter().find_map(|item| match item {
            ast::Item::Cycle(cycle) => Some((cycle.from, cycle.to)),
            _ => None,
        })?;
        let holds = |value: &&ast::ParameterValue| {
            value.from.is_none_or(|from| from <= first) && value.to.is_none_or(|to| last <= to)
        };
        let mut value = ast::ParameterValue { from: None, to: None, ..parameter.values.iter().find(holds)?.clone() };
        if let Some(years) = years {
            value.value = later(value.value, years)?;
        }
        Some(ast::Parameter { values: vec![value], ..parameter.clone() })
    }

    /// The dates and years that one side alone declares and that cannot be moved to the data of the other.
    #[must_use]
    pub fn fixed_to(&self, data: Which) -> BTreeSet<String> {
        if !self.is_other_cycle {
            return BTreeSet::new();
        }
        let alone = self.slots.iter().filter(|slot| slot.kind == Kind::Parameter).filter_map(|slot| {
            let (which, place) = match (&slot.old, &slot.new) {
                (Some(place), None) => (Which::Old, place),
                (None, Some(place)) => (Which::New, place),
                _ => return None,
            };
            (which != data).then_some((slot, which, place))
        });
        let is_fixed = |(slot, which, place): &(&Slot, Which, &Place)| {
            let At::Item(at) = place.at else { return false };
            let Some(ast::Item::Parameter(parameter)) = self.file(*which).items.get(at) else { return false };
            let is_period = parameter.values.iter().any(|value| is_period(&value.value));
            is_period && self.years_to(slot, *which, data).is_none()
        };
        alone.filter(is_fixed).map(|(_, _, place)| place.code.clone()).collect()
    }

    /// The dates and years of one side that stand for others when data of the other are scored: from what to what.
    #[must_use]
    pub fn moved_to(&self, data: Which) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for slot in self.slots.iter().filter(|slot| slot.kind == Kind::Parameter) {
            let place = match data {
                Which::Old => slot.new.as_ref().filter(|_| slot.old.is_none()),
                Which::New => slot.old.as_ref().filter(|_| slot.new.is_none()),
            };
            let which = if data == Which::Old { Which::New } else { Which::Old };
            let Some(At::Item(at)) = place.map(|place| place.at) else { continue };
            let Some(ast::Item::Parameter(parameter)) = self.file(which).items.get(at) else { continue };
            let years = self.years_to(slot, which, data);
            let Some(moved) = years.and_then(|years| self.of_cycle(parameter, which, Some(years))) else { continue };
            let shown = moved.values.first().and_then(|value| match &value.value.kind {
                ast::ExprKind::Date(day) => Some(day.to_string()),
                ast::ExprKind::Number { value, unit } if is_years(unit.as_ref()) => Some(format!("{value} 年")),
                _ => None,
            });
            found.extend(shown.map(|shown| (parameter.name.value.clone(), shown)));
        }
        found
    }
}

/// Which side of a slot is taken; nothing where that side does not have it.
fn choice<'p>(slot: &'p Slot, takes: &dyn Fn(usize) -> bool, data: Which) -> Option<(Which, &'p Place)> {
    let new = || slot.new.as_ref().map(|place| (Which::New, place));
    let old = || slot.old.as_ref().map(|place| (Which::Old, place));
    match slot.edit {
        Some(edit) if takes(edit) => new(),
        Some(_) => old(),
        None if slot.moves && data == Which::Old => old(),
        None => new().or_else(old),
    }
}

/// The names that are read by what decides, also through definitions.
fn needed(chosen: &[(&Slot, Which, &Place)]) -> BTreeSet<String> {
    let is_declared = |kind: Kind| {
        let of_data = matches!(kind, Kind::Enumeration | Kind::Table);
        of_data || matches!(kind, Kind::Definition | Kind::Parameter | Kind::Script | Kind::Gloss)
    };
    let mut open: Vec<&String> =
        chosen.iter().filter(|(slot, ..)| !is_declared(slot.kind)).flat_map(|(_, _, place)| &place.names).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.clone()) {
            let is_it = |(slot, _, place): &&(&Slot, Which, &Place)| {
                matches!(slot.kind, Kind::Definition | Kind::Parameter) && last(&place.code) == name
            };
            open.extend(chosen.iter().filter(is_it).flat_map(|(_, _, place)| &place.names));
        }
    }
    found
}

fn is_years(unit: Option<&ast::Name>) -> bool {
    unit.is_some_and(|unit| unit.value == "年")
}

fn is_period(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Date(_) => true,
        ast::ExprKind::Number { unit, .. } => is_years(unit.as_ref()),
        _ => false,
    }
}

/// A date or a year so many years later, anything else as it is; `None` of a day that the other year does not have.
fn later(expr: ast::Expr, years: i32) -> Option<ast::Expr> {
    let kind = match expr.kind {
        ast::ExprKind::Date(date) => {
            let (year, month, day) = date.ymd();
            ast::ExprKind::Date(Date::from_ymd(year.checked_add(years)?, month, day)?)
        }
        ast::ExprKind::Number { value, unit } if is_years(unit.as_ref()) => {
            ast::ExprKind::Number { value: value + Number::from(i64::from(years)), unit }
        }
        kind => kind,
    };
    Some(ast::Expr { kind, ..expr })
}

/// Marks that are written as a number.
fn marks(expr: &ast::Expr) -> Option<Number> {
    match &expr.kind {
        ast::ExprKind::Number { value, .. } => Some(value.clone()),
        _ => None,
    }
}

/// Marks added up, as an expression.
fn sum<'e>(terms: impl Iterator<Item = &'e ast::Expr>, span: Span) -> ast::Expr {
    let mut whole: Option<ast::Expr> = None;
    for term in terms {
        whole = Some(match whole {
            None => term.clone(),
            Some(before) => {
                let both = if let ast::ExprKind::Number { value: left, unit } = &before.kind
                    && let ast::ExprKind::Number { value: right, .. } = &term.kind
                {
                    Some(ast::ExprKind::Number { value: left + right, unit: unit.clone() })
                } else {
                    None
                };
                let kind = both.unwrap_or_else(|| {
                    let (left, right) = (Box::new(before), Box::new(term.clone()));
                    ast::ExprKind::Arithmetic { operator: Operator::Add, left, right }
                });
                ast::Expr { kind, span }
            }
        });
    }
    let nothing = || ast::Expr { kind: ast::ExprKind::Number { value: Number::zero(), unit: None }, span };
    whole.unwrap_or_else(nothing)
}
