//! A rule set as items of clauses, each clause with its text and its meaning.

use std::collections::BTreeMap;

use super::item::{Kind, Label};
use super::meaning::{Meanings, Parts};
use crate::core::{Constant, ExprId, Type};
use crate::finding::{Sources, Span, Spanned};
use crate::program::Program;
use crate::syntax;
use crate::syntax::ast;

/// A rule set that is compared: its tree, its texts and its program.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The whole tree, nothing inherited.
    pub file: &'s ast::File,
    /// The texts that its places are in.
    pub sources: &'s Sources,
    /// The checked rules.
    pub program: &'s Program,
    /// What the scripts that it names say, in their order.
    pub scripts: &'s [String],
    /// The rule file.
    pub path: &'s str,
}

/// An item.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) code: String,
    pub(super) title: Option<String>,
    pub(super) head: Option<String>,
    pub(super) clauses: Vec<Clause>,
    pub(super) at: At,
}

/// Where an item stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// An item by its place.
    Item(usize),
    /// What stands within a 方面: the place of that, and its own among all that is within at any depth.
    Below(usize, usize),
}

/// A clause.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) label: Label,
    pub(super) name: Option<String>,
    /// As written, without its first word.
    pub(super) text: String,
    /// The rows of the list in it.
    pub(super) rows: Vec<String>,
    /// What it means, where that is known by its expression.
    pub(super) meaning: Option<Vec<usize>>,
}

impl Clause {
    /// What it says, however it is spelt; names that were changed as they are now.
    pub(super) fn said(&self, renamed: &Renamed) -> String {
        let said = syntax::said(&self.text);
        if renamed.is_empty() {
            return said;
        }
        let word = |word: &str| renamed.get(word).map_or_else(|| word.to_owned(), String::clone);
        said.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Names that were changed, by what they were.
pub(super) type Renamed = BTreeMap<String, String>;

/// Makes the view of one side.
pub(super) struct Viewer<'s, 'm> {
    pub(super) side: Side<'s>,
    pub(super) meanings: &'m mut Meanings,
    pub(super) parts: Parts,
    pub(super) items: Vec<Item>,
    at: At,
}

/// The items of a rule set, in the order of the file.
pub(super) fn view(side: Side<'_>, meanings: &mut Meanings) -> Vec<Item> {
    let mut viewer = Viewer { side, meanings, parts: Parts::new(), items: Vec::new(), at: At::Item(0) };
    let mut scripts = side.scripts.iter();
    for (at, item) in side.file.items.iter().enumerate() {
        viewer.at = At::Item(at);
        viewer.item(item, &mut scripts);
    }
    viewer.items
}

/// The clause of 参数 按 … that says what its parameters are called.
pub(super) const HEADER: &str = "表头";

impl<'s> Viewer<'s, '_> {
    pub(super) fn text(&self, span: Span) -> &'s str {
        self.side.sources.text(span)
    }

    pub(super) fn means(&mut self, expr: ExprId) -> usize {
        self.meanings.of(self.side.program, &mut self.parts, expr)
    }

    pub(super) fn at(&self, label: Label, span: Span) -> Clause {
        plain(label, self.text(span))
    }

    /// A clause behind its first word.
    pub(super) fn behind_word(&self, label: Label, span: Span) -> Clause {
        plain(label, syntax::behind_word(self.text(span)))
    }

    pub(super) fn meaning(&mut self, clause: Clause, exprs: impl IntoIterator<Item = ExprId>) -> Clause {
        let meaning: Vec<usize> = exprs.into_iter().map(|expr| self.means(expr)).collect();
        Clause { meaning: Some(meaning).filter(|meaning| !meaning.is_empty()), ..clause }
    }

    pub(super) fn put(&mut self, kind: Kind, code: &str, title: Option<&str>, clauses: Vec<Clause>) {
        let (code, title) = (code.to_owned(), title.map(str::to_owned));
        self.items.push(Item { kind, code, title, head: None, clauses, at: self.at });
    }

    fn item(&mut self, item: &'s ast::Item, scripts: &mut std::slice::Iter<'s, String>) {
        let rules = &self.side.program.rules;
        match item {
            ast::Item::RuleSet(set) => {
                let title = plain(Label::Title, set.title.value.clone());
                self.put(Kind::RuleSet, "", None, vec![title]);
            }
            ast::Item::Cycle(cycle) => {
                let clause = self.behind_word(Label::Itself, cycle.span);
                self.put(Kind::Cycle, "", None, vec![clause]);
            }
            ast::Item::Basis(basis) => {
                let clauses = based(basis).into_iter().collect();
                self.put(Kind::Document, "", None, clauses);
            }
            ast::Item::FullMarks(full) => {
                let clause = self.at(Label::FullMarks, full.span);
                self.put(Kind::FullMarks, "", None, vec![clause]);
            }
            ast::Item::Levels(levels) => {
                let clause = self.behind_word(Label::Itself, levels.span);
                self.put(Kind::Levels, "", None, vec![clause]);
            }
            ast::Item::Rounding(rounding) => {
                let code = match rounding.level {
                    ast::Level::Indicator => "指标",
                    ast::Level::Head => "方面",
                    ast::Level::Total => "总分",
                };
                let clause = self.at(Label::Rounding, rounding.precision.span);
                self.put(Kind::Rounding, code, None, vec![clause]);
            }
            ast::Item::Enumeration(source) => self.enumeration(source),
            ast::Item::Table(table) => self.table(table),
            ast::Item::Gloss(gloss) => {
                let text = plain(Label::Itself, gloss.text.value.clone());
                let clauses = [Some(text), based(&gloss.basis)].into_iter().flatten().collect();
                self.put(Kind::Gloss, &gloss.code.value, None, clauses);
            }
            ast::Item::Parameter(parameter) => self.parameter(parameter),
            ast::Item::Keyed(keyed) => self.keyed(keyed),
            // A column of 参数 按 …, which is told row by row.
            ast::Item::Definition(definition) if definition.span == definition.name.span => {}
            ast::Item::Definition(definition) => {
                let table = definition.table.as_ref().map(|table| table.value.as_str());
                let name = &definition.name.value;
                let code = table.map_or_else(|| name.clone(), |table| format!("{table}.{name}"));
                let clause = self.at(Label::Itself, definition.value.span);
                let is_it = |known: &&crate::rules::Definition| known.span == definition.span;
                let known = rules.definitions.iter().find(is_it).map(|known| known.value);
                let clause = self.meaning(clause, known);
                self.put(Kind::Definition, &code, None, vec![clause]);
            }
            ast::Item::Condition(condition) => self.condition(condition),
            ast::Item::Head(head) => self.tree(head),
            ast::Item::Indicator(indicator) => self.indicator(indicator, None),
            ast::Item::Total(total) => {
                let clauses = self.node(&total.node);
                self.put(Kind::Total, "", None, clauses);
            }
            ast::Item::Bonus(block) => self.block(Kind::Bonus, block),
            ast::Item::Deduction(block) => self.block(Kind::Deduction, block),
            ast::Item::Script(script) => {
                let text = scripts.next().map(String::as_str).unwrap_or_default();
                let functions = script.functions.iter().map(|function| Clause {
                    name: Some(function.name.value.clone()),
                    ..self.at(Label::Function, function.span)
                });
                let clauses = functions.chain([plain(Label::Text, text)]).collect();
                self.put(Kind::Script, &script.file.value, None, clauses);
            }
            ast::Item::ScriptLimits(limits) => {
                let clause = self.behind_word(Label::Itself, limits.span);
                self.put(Kind::ScriptLimits, "", None, vec![clause]);
            }
            ast::Item::Outputs(outputs) => self.outputs(outputs),
            ast::Item::Veto(_)
            | ast::Item::Restriction(_)
            | ast::Item::Demotion(_)
            | ast::Item::Participation(_)
            | ast::Item::ManualGrades(_)
            | ast::Item::Grades(_)
            | ast::Item::Grading(_) => self.standing(item),
            // What is common stands in each item.
            ast::Item::Common(_)
            | ast::Item::Header(_)
            // How rules are written is nothing that they say.
            | ast::Item::Edition(_)
            | ast::Item::Example(_)
            | ast::Item::Inherit(_)
            | ast::Item::Amendment(_)
            | ast::Item::Unread(_) => {}
        }
    }

    /// The value that holds in the cycle of the rule set.
    fn parameter(&mut self, parameter: &'s ast::Parameter) {
        let rules = &self.side.program.rules;
        let (first, last) = rules.cycle;
        let holds = |value: &&ast::ParameterValue| {
            value.from.is_none_or(|from| from <= first) && value.to.is_none_or(|to| last <= to)
        };
        let Some(value) = parameter.values.iter().find(holds) else { return };
        let known = rules.parameters.iter().find(|known| known.span == parameter.span).map(|known| known.value);
        let clause = self.at(Label::Itself, value.value.span);
        let clause = self.meaning(clause, known);
        let clauses = [Some(clause), based(&value.basis)].into_iter().flatten().collect();
        self.put(Kind::Parameter, &parameter.name.value, None, clauses);
    }

    /// 参数 按 …: a clause for each row.
    fn keyed(&mut self, keyed: &'s ast::KeyedParameters) {
        let row = |row: &ast::KeyedRow| {
            let name = row.key.as_ref().map_or_else(|| "其余".to_owned(), |key| key.value.clone());
            Clause { name: Some(name), ..self.at(Label::Itself, row.span) }
        };
        let columns: Vec<&str> = keyed.columns.iter().map(|column| column.value.as_str()).collect();
        let header = Clause { name: Some(HEADER.to_owned()), ..plain(Label::Itself, columns.join(" | ")) };
        let mut clauses: Vec<Clause> = std::iter::once(header).chain(keyed.rows.iter().map(row)).collect();
        clauses.extend(based(&keyed.basis));
        self.put(Kind::Parameter, &keyed.name(), None, clauses);
    }

    fn condition(&mut self, condition: &'s ast::Condition) {
        let rules = &self.side.program.rules;
        let known = rules.conditions.iter().find(|known| known.span == condition.span);
        let (requirement, applies) = (known.map(|known| known.requirement), known.and_then(|known| known.applies));
        let needs = condition.needs.as_ref().map(|needs| needs.span);
        let force: Vec<&str> =
            [condition.soft, condition.judged, needs].into_iter().flatten().map(|span| self.text(span)).collect();
        let mut clauses = Vec::new();
        if !force.is_empty() {
            clauses.push(plain(Label::Force, force.join(" ")));
        }
        if let Some(written) = &condition.applies {
            let clause = self.at(Label::Applies, written.span);
            clauses.push(self.meaning(clause, applies));
        }
        clauses.extend(condition.scope.as_ref().map(|scope| self.at(Label::Scope, scope.span)));
        clauses.extend(based(&condition.basis));
        if let (Some(first), Some(last)) = (condition.items.first(), condition.items.last()) {
            let rows = match condition.items.as_slice() {
                [only] if only.label.is_none() && only.basis.is_empty() => self.terms(&only.requirement),
                items => items.iter().map(|item| syntax::one_line(self.text(item.span))).collect(),
            };
            let body = Clause { rows, ..self.at(Label::Itself, first.span.to(last.span)) };
            clauses.push(self.meaning(body, requirement));
        }
        self.put(Kind::Condition, &condition.name.value, None, clauses);
    }

    /// The terms of a conjunction.
    pub(super) fn terms(&self, expr: &ast::Expr) -> Vec<String> {
        match &expr.kind {
            ast::ExprKind::And(terms) => terms.iter().map(|term| syntax::one_line(self.text(term.span))).collect(),
            _ => Vec::new(),
        }
    }

    fn block(&mut self, kind: Kind, block: &'s ast::Block) {
        let rules = &self.side.program.rules;
        let of = if kind == Kind::Bonus { &rules.bonus } else { &rules.deduction };
        let mut clauses: Vec<Clause> =
            block.cap.as_ref().map(|cap| self.at(Label::Cap, cap.span)).into_iter().collect();
        for entry in &block.entries {
            let is_it = |known: &&crate::rules::Entry| known.span == entry.span;
            let known = of.as_ref().and_then(|of| of.entries.iter().find(is_it)).map(|known| known.marks);
            let name = Some(entry.title.value.clone());
            let clause = Clause { name, ..self.at(Label::Entry, entry.marks.span) };
            clauses.push(self.meaning(clause, known));
        }
        self.put(kind, "", None, clauses);
    }

    /// How a node comes from what stands below it.
    pub(super) fn node(&self, node: &ast::Node) -> Vec<Clause> {
        let spans = [
            (Label::Aggregate, node.aggregate.as_ref().map(|clause| clause.span)),
            (Label::Weighting, node.weighting.as_ref().map(|clause| clause.span)),
            (Label::Gaps, node.gaps.as_ref().map(|clause| clause.span)),
        ];
        let clauses = spans.into_iter().filter_map(|(label, span)| Some(self.behind_word(label, span?)));
        let precision = node.precision.as_ref().map(|precision| self.at(Label::Rounding, precision.span));
        let weight = node.weight.as_ref().map(|weight| self.at(Label::Weight, weight.span));
        let applies = node.applies.as_ref().map(|applies| self.at(Label::Applies, applies.span));
        let cap = node.cap.as_ref().map(|cap| self.at(Label::Cap, cap.span));
        let direction = node.direction.as_ref().map(|direction| self.at(Label::Direction, direction.span));
        clauses.chain(precision).chain(weight).chain(applies).chain(cap).chain(direction).collect()
    }

    /// A 方面 with all that stands within it.
    fn tree(&mut self, head: &'s ast::Head) {
        self.head(head, None);
        let At::Item(own) = self.at else { return };
        let mut place = 0;
        self.below(head, own, &mut place);
    }

    fn below(&mut self, head: &'s ast::Head, own: usize, place: &mut usize) {
        for child in head.children() {
            self.at = At::Below(own, *place);
            *place += 1;
            match child {
                ast::TreeNode::Head(inner) => {
                    self.head(inner, Some(&head.code.value));
                    self.below(inner, own, place);
                }
                ast::TreeNode::Indicator(indicator) => self.indicator(indicator, Some(&head.code.value)),
            }
        }
    }

    fn head(&mut self, head: &'s ast::Head, within: Option<&str>) {
        let title = head.title.as_ref().map(|title| title.value.as_str());
        let full = self.full(head.full.as_ref(), &head.kinds);
        let named = title.map(|title| plain(Label::Title, title));
        let mut clauses: Vec<Clause> = named.into_iter().chain(full).chain(based(&head.basis)).collect();
        clauses.extend(within.map(|within| plain(Label::Head, within)));
        clauses.extend(self.node(&head.node));
        self.put(Kind::Head, &head.code.value, title, clauses);
        self.last_within(within);
    }

    /// Notes what the last item stands in.
    pub(super) fn last_within(&mut self, within: Option<&str>) {
        if let Some(item) = self.items.last_mut() {
            item.head = within.map(str::to_owned);
        }
    }

    /// The value of a parameter.
    pub(super) fn value_of(side: Side<'_>, name: &str) -> Option<(Constant, Type)> {
        let parameter = side.program.rules.parameters.iter().find(|known| known.name == name)?;
        let value = side.program.arena.fixed_value(parameter.value, &|_| None)?;
        Some((value, side.program.arena[parameter.value].ty.clone()))
    }
}

/// A clause of this text.
pub(super) fn plain(label: Label, text: impl Into<String>) -> Clause {
    Clause { label, name: None, text: text.into(), rows: Vec::new(), meaning: None }
}

/// 依据, where it is written.
pub(super) fn based(basis: &[Spanned<String>]) -> Option<Clause> {
    let texts: Vec<&str> = basis.iter().map(|text| text.value.as_str()).collect();
    (!texts.is_empty()).then(|| plain(Label::Basis, texts.join("、")))
}
