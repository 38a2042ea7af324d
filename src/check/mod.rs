//! Checking: syntax tree to [`RuleSet`].
//!
//! Names become ids, units are inferred, scoring methods are spelt out in the core expressions, and
//! what can be refused before any data is refused. All findings of a file are reported in one run.

mod aggregate;
mod claims;
mod clauses;
mod conditions;
mod context;
mod cycles;
mod examples;
mod expectations;
mod grades;
mod heads;
mod indicator;
mod infer;
mod items;
mod known;
mod lost;
mod manual;
mod method;
mod missing;
mod names;
mod nodes;
mod open_marks;
mod parameter;
mod participation;
mod proofs;
mod ranges;
mod reach;
mod schema;
mod scripts;
mod stages;
mod symbols;
mod translate;
mod vetoes;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Arena, Constant, ExprId, ExprKind, FigureId, PartId, Schema, TableId};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::rules::{Definition, Parameter, Part, ScriptFile, ScriptFunction};
use crate::script::Limits;
use crate::syntax::ast;
use crate::words;
use context::Context;
use lost::Lost;
use symbols::Uses;

pub use scripts::{ScriptText, complained};
pub use symbols::{Symbol, Symbols};

/// What is known of a file once it has been checked.
#[derive(Debug)]
pub struct Checked {
    /// The program; there exactly when all of the file was read and no finding is an error.
    pub program: Option<Program>,
    /// Its declared names, also of what has errors.
    pub symbols: Symbols,
    /// What is wrong with it. What only seems to be missing, since a statement could not be read, is not reported.
    pub findings: Vec<Diagnostic>,
}

/// Checks a file. `scripts` are the texts of its 脚本, in their order.
#[must_use]
pub fn check(file: &ast::File, scripts: &[ScriptText]) -> Checked {
    let mut checker = Checker::new(file);
    let rules = checker.rules(scripts);
    // Types of symbols are read from the arena, which the program takes with it.
    let symbols = checker.symbols();
    checker.refuse_shared_names(&symbols);
    checker.warn_of_look_alikes(&symbols);
    let program = rules.and_then(|rules| checker.program(rules));
    let findings = checker.diagnostics;
    let failed = file.has_unread() || findings.iter().any(Diagnostic::is_error);
    Checked { program: program.filter(|_| !failed), symbols, findings }
}

/// Whether a named value has been inferred.
#[derive(Debug, Clone)]
enum State<T> {
    /// Not yet asked for.
    Untouched,
    /// Being inferred: asked for again, it is part of a cycle.
    Open,
    /// Inferred; `None` when it has errors.
    Done(Option<T>),
}

/// A definition in its table; a set of rows is named without one.
type DefinitionKey = (Option<TableId>, String);

struct Checker<'a> {
    file: &'a ast::File,
    lost: Lost,
    uses: Uses,
    diagnostics: Vec<Diagnostic>,
    schema: Schema,
    parameters: Vec<(&'a ast::Parameter, State<Parameter>)>,
    parameter_ids: BTreeMap<String, usize>,
    /// Parameters that something reads.
    read_parameters: BTreeSet<usize>,
    /// Values of the parameters that have been inferred, so that a chain of them is worked out once.
    parameter_values: BTreeMap<usize, Constant>,
    definitions: Vec<(&'a ast::Definition, State<Definition>)>,
    definition_ids: BTreeMap<DefinitionKey, usize>,
    /// Names of definitions being inferred, for the message about a cycle.
    open: Vec<(String, Span)>,
    /// Indicators in file order: code, head, full marks, value.
    indicators: Vec<known::KnownIndicator>,
    heads: Vec<known::KnownHead>,
    arena: Arena,
    /// Parts that are needed more than once.
    parts: Vec<Part>,
    scripts: Vec<ScriptFile>,
    /// Declared functions of scripts; one with errors is `None`.
    functions: Vec<Option<ScriptFunction>>,
    function_ids: BTreeMap<String, usize>,
    limits: Limits,
    /// The mode of 舍入, for 保留 without one.
    rounding: Option<crate::number::Rounding>,
}

/// How many definitions may read one another in a row. More is no rule that a person could follow,
/// and evaluation recurses along the chain.
const DEEPEST_CHAIN: usize = 100;

impl<'a> Checker<'a> {
    fn new(file: &'a ast::File) -> Self {
        Self {
            file,
            lost: Lost::of(file),
            uses: Uses::default(),
            diagnostics: Vec::new(),
            schema: Schema::default(),
            parameters: Vec::new(),
            parameter_ids: BTreeMap::new(),
            read_parameters: BTreeSet::new(),
            parameter_values: BTreeMap::new(),
            definitions: Vec::new(),
            definition_ids: BTreeMap::new(),
            open: Vec::new(),
            indicators: Vec::new(),
            heads: Vec::new(),
            arena: Arena::default(),
            parts: Vec::new(),
            scripts: Vec::new(),
            functions: Vec::new(),
            function_ids: BTreeMap::new(),
            limits: Limits::default(),
            rounding: None,
        }
    }

    /// Words to be written into the file, in its language.
    fn in_file<'w>(&self, words: &'w Words) -> &'w str {
        words.in_language(self.file.language)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports and gives nothing, for `return self.refuse(…)`.
    fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report(diagnostic);
        None
    }

    /// A parameter, inferred when first asked for.
    fn parameter(&mut self, index: usize) -> Option<Parameter> {
        let (source, state) = self.parameters.get_mut(index)?;
        let source = *source;
        match state {
            State::Done(parameter) => return parameter.clone(),
            State::Open => return self.cycle(&source.name),
            State::Untouched => *state = State::Open,
        }
        let parameter = self.chained(&source.name, |checker| checker.parameter_of_cycle(source));
        if let Some(known) = parameter.as_ref().and_then(|parameter| self.constant(parameter.value)) {
            self.parameter_values.insert(index, known);
        }
        if let Some((_, state)) = self.parameters.get_mut(index) {
            *state = State::Done(parameter.clone());
        }
        parameter
    }

    /// A definition, inferred when first asked for.
    fn definition(&mut self, index: usize) -> Option<Definition> {
        let (source, state) = self.definitions.get_mut(index)?;
        let source = *source;
        match state {
            State::Done(definition) => return definition.clone(),
            State::Open => return self.cycle(&source.name),
            State::Untouched => *state = State::Open,
        }
        let definition = self.chained(&source.name, |checker| checker.define(source));
        if let Some((_, state)) = self.definitions.get_mut(index) {
            *state = State::Done(definition.clone());
        }
        definition
    }

    /// A definition that has been inferred without errors.
    fn defined(&self, index: usize) -> Option<&Definition> {
        match &self.definitions.get(index)?.1 {
            State::Done(definition) => definition.as_ref(),
            State::Untouched | State::Open => None,
        }
    }

    fn define(&mut self, source: &ast::Definition) -> Option<Definition> {
        let named = |table, is_row_set, value| Definition {
            name: source.name.value.clone(),
            table,
            is_row_set,
            value,
            span: source.span,
        };
        if let ast::ExprKind::Where { rows, condition } = &source.value.kind {
            let (table, outer) = self.row_source(rows)?;
            let context = Context::row(table);
            let condition = self.infer_yes_no(condition, &context)?;
            let value = self.all_of(outer, Some(condition), source.value.span)?;
            return Some(named(table, true, value));
        }
        let table = match &source.table {
            Some(name) => self.table_id(name)?,
            None => Schema::SUBJECTS,
        };
        let value = self.infer(&source.value, &Context::row(table), None)?;
        Some(named(table, false, value))
    }

    fn chained<T>(&mut self, name: &ast::Name, infer: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.open.len() >= DEEPEST_CHAIN {
            return self.refuse(Diagnostic::error(
                Code::H0104,
                name.span,
                words!(
                    "定义一层引一层，超过 {DEEPEST_CHAIN} 层",
                    "definitions read one another more than {DEEPEST_CHAIN} deep"
                ),
            ));
        }
        self.open.push((name.value.clone(), name.span));
        let result = infer(self);
        self.open.pop();
        result
    }

    fn cycle<T>(&mut self, name: &ast::Name) -> Option<T> {
        let from = self.open.iter().position(|(open, _)| *open == name.value).unwrap_or(0);
        let ring: Vec<&str> = self.open.iter().skip(from).map(|(open, _)| open.as_str()).collect();
        let (ring, name_text) = (ring.join(" → "), &name.value);
        self.refuse(
            Diagnostic::error(
                Code::H0203,
                name.span,
                words!("循环定义：{ring} → {name_text}", "cyclic definition: {ring} → {name_text}"),
            )
            .help(words!("其中一项须改为直接读数据", "one of them must read the data directly")),
        )
    }

    /// An expression that is needed more than once, as a node of which there can be any number of occurrences
    /// ([`Checker::another`]): itself when nothing stands below it, else the name of a figure that it becomes. `table`
    /// is that of the row at hand.
    fn shared(&mut self, expr: ExprId, table: Option<TableId>) -> ExprId {
        let node = &self.arena[expr];
        if node.kind.is_leaf() {
            return expr;
        }
        let (ty, span) = (node.ty.clone(), node.span());
        let id = PartId(self.parts.len());
        self.parts.push(Part { table, value: expr });
        self.arena.figure(FigureId::Part(id), ty, span)
    }

    /// Another occurrence of what [`Checker::shared`] gave.
    fn another(&mut self, shared: ExprId) -> ExprId {
        self.arena.again(shared).or_broken("what is shared has nothing below it")
    }

    /// What a part stands for, wherever it is needed.
    fn meant(&self, mut expr: ExprId) -> ExprId {
        while let ExprKind::Figure(FigureId::Part(id)) = self.arena[expr].kind {
            expr = self.parts.get(id.0).or_broken("a part that is read was made").value;
        }
        expr
    }

    /// The value of a constant expression, in base units.
    fn constant(&self, expr: ExprId) -> Option<Constant> {
        proofs::constant(&self.arena, expr, &|id| match id {
            FigureId::Parameter(id) => self.parameter_values.get(&id.0).cloned(),
            FigureId::Part(id) => self.constant(self.parts.get(id.0)?.value),
            _ => None,
        })
    }

    fn constant_number(&self, expr: ExprId) -> Option<crate::number::Number> {
        match self.constant(expr)? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// The texts of spanned strings.
fn texts(spanned: &[crate::finding::Spanned<String>]) -> Vec<String> {
    spanned.iter().map(|text| text.value.clone()).collect()
}

/// Summands in a row, cut off where nobody adds up by hand.
fn summands(parts: &[String]) -> String {
    const SHOWN: usize = 40;
    let mut list = parts.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(" + ");
    if parts.len() > SHOWN {
        list.push_str(" + …");
    }
    list
}
