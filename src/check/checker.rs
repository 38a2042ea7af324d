//! What the check knows while it goes through a file.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, Owner};
use super::known;
use super::lost::Lost;
use super::uses::Uses;
use crate::core::{
    Arena, ChildId, ConditionId, Constant, DefinitionId, ExprId, ExprKind, FigureId, FunctionId, MOST_NODES, NodeId,
    ParameterId, PartId, Schema, TableId,
};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::OrBroken;
use crate::rules::{Condition, Definition, Parameter, Part, ScriptFile, ScriptFunction};
use crate::script::Limits;
use crate::syntax::ast;
use crate::words;

/// Whether a named value has been inferred.
#[derive(Debug, Clone)]
pub(super) enum State<T> {
    /// Not yet asked for.
    Untouched,
    /// Being inferred: asked for again, it is part of a cycle.
    Open,
    /// Inferred; `None` when it has errors.
    Done(Option<T>),
}

/// A definition in its table; a set of rows is named without one.
pub(super) type DefinitionKey = (Option<TableId>, String);

pub(super) struct Checker<'a> {
    pub(super) file: &'a ast::File,
    pub(super) lost: Lost,
    pub(super) uses: Uses,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) schema: Schema,
    /// 枚举 with a name, in file order.
    pub(super) enumerations: Vec<known::KnownEnumeration>,
    pub(super) parameters: Vec<(&'a ast::Parameter, State<Parameter>)>,
    pub(super) parameter_ids: BTreeMap<String, ParameterId>,
    /// Parameters that something reads.
    pub(super) read_parameters: BTreeSet<ParameterId>,
    /// Values of the parameters that have been inferred, so that a chain of them is worked out once.
    pub(super) parameter_values: BTreeMap<ParameterId, Constant>,
    pub(super) definitions: Vec<(&'a ast::Definition, State<Definition>)>,
    pub(super) definition_ids: BTreeMap<DefinitionKey, DefinitionId>,
    /// The figures of further gradings.
    pub(super) grading_ids: BTreeMap<String, DefinitionId>,
    pub(super) conditions: Vec<(&'a ast::Condition, State<Condition>)>,
    /// Of two with one name the first is meant.
    pub(super) condition_ids: BTreeMap<String, ConditionId>,
    /// Names of definitions being inferred, for the message about a cycle.
    pub(super) open: Vec<(String, Span)>,
    /// Indicators in file order: code, head, full marks, value.
    pub(super) indicators: Vec<known::KnownIndicator>,
    pub(super) heads: Vec<known::KnownHead>,
    /// What stands directly below 总分.
    pub(super) children: Vec<ChildId>,
    /// Weights that something reads, by the node and the place of the part.
    pub(super) read_weights: BTreeSet<(NodeId, usize)>,
    /// Indicators as they are written, and whether their 取值 has been inferred.
    pub(super) values: Vec<(&'a ast::Indicator, State<ExprId>)>,
    /// The item whose clauses or figures are looked at.
    pub(super) at_hand: Option<Owner>,
    /// Whether it is a figure of its own.
    pub(super) is_own_figure: bool,
    /// The places of clauses that stand for several items.
    pub(super) shared_places: Vec<Span>,
    pub(super) arena: Arena,
    /// Parts that are needed more than once.
    pub(super) parts: Vec<Part>,
    /// 百分点 that are held as the shares that they are.
    pub(super) points_held_as_shares: BTreeSet<ExprId>,
    pub(super) scripts: Vec<ScriptFile>,
    /// Declared functions of scripts; one with errors is `None`.
    pub(super) functions: Vec<Option<ScriptFunction>>,
    pub(super) function_ids: BTreeMap<String, FunctionId>,
    pub(super) limits: Limits,
    /// The mode of 舍入, for 保留 without one.
    pub(super) rounding: Option<crate::number::Rounding>,
    /// The expression that 保留 rounds as it is, and how.
    pub(super) rounded_at_once: Option<(Span, crate::number::Rounding)>,
    /// Where 精确到 is written of what is worked out.
    pub(super) accuracies: Vec<Span>,
}

/// How many definitions may read one another in a row. More is no rule that a person could follow,
/// and evaluation recurses along the chain.
pub(super) const DEEPEST_CHAIN: usize = 100;

impl<'a> Checker<'a> {
    pub(super) fn new(file: &'a ast::File) -> Self {
        Self {
            file,
            lost: Lost::of(file),
            uses: Uses::default(),
            diagnostics: Vec::new(),
            schema: Schema::default(),
            enumerations: Vec::new(),
            parameters: Vec::new(),
            parameter_ids: BTreeMap::new(),
            read_parameters: BTreeSet::new(),
            parameter_values: BTreeMap::new(),
            definitions: Vec::new(),
            definition_ids: BTreeMap::new(),
            grading_ids: BTreeMap::new(),
            conditions: Vec::new(),
            condition_ids: BTreeMap::new(),
            open: Vec::new(),
            indicators: Vec::new(),
            heads: Vec::new(),
            children: Vec::new(),
            read_weights: BTreeSet::new(),
            values: Vec::new(),
            at_hand: None,
            is_own_figure: false,
            shared_places: known::shared_places(file),
            arena: Arena::default(),
            parts: Vec::new(),
            points_held_as_shares: BTreeSet::new(),
            scripts: Vec::new(),
            functions: Vec::new(),
            function_ids: BTreeMap::new(),
            limits: Limits::default(),
            rounding: None,
            rounded_at_once: None,
            accuracies: Vec::new(),
        }
    }

    /// Words to be written into the file, in its language.
    pub(super) fn in_file<'w>(&self, words: &'w Words) -> &'w str {
        words.in_language(self.file.language)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.about_item(diagnostic);
        self.diagnostics.push(diagnostic);
    }

    /// Reports and gives nothing, for `return self.refuse(…)`.
    pub(super) fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report(diagnostic);
        None
    }

    /// Refuses a rule set that would not fit. One without a title has been refused already.
    pub(super) fn too_large<T>(&mut self) -> Option<T> {
        let title = self.file.items.iter().find_map(|item| match item {
            ast::Item::RuleSet(title) => Some(title.span),
            _ => None,
        })?;
        self.refuse(
            Diagnostic::error(
                Code::H0108,
                title,
                words!(
                    "规则集过大：各条写开后超过 {MOST_NODES} 个算项，放不进内存",
                    "the rule set is too large: spelt out it has more than {MOST_NODES} terms and would not fit into memory"
                ),
            )
            .help(words!(
                "把反复写的、要读所有方面的一条（如 各方面得分率）写成一个「定义」，别处引用它；或者分成几个规则集",
                "write what is repeated and reads every head (such as every_head_rate) once, with `define`, and refer to it; or divide the rule set"
            )),
        )
    }

    /// A parameter, inferred when first asked for.
    pub(super) fn parameter(&mut self, id: ParameterId) -> Option<Parameter> {
        let (source, state) = self.parameters.get_mut(id.0)?;
        let source = *source;
        match state {
            State::Done(parameter) => return parameter.clone(),
            State::Open => return self.cycle(&source.name),
            State::Untouched => *state = State::Open,
        }
        let parameter = self.chained(&source.name, |checker| checker.parameter_of_cycle(source));
        if let Some(known) = parameter.as_ref().and_then(|parameter| self.constant(parameter.value)) {
            self.parameter_values.insert(id, known);
        }
        if let Some((_, state)) = self.parameters.get_mut(id.0) {
            *state = State::Done(parameter.clone());
        }
        parameter
    }

    /// A definition, inferred when first asked for.
    pub(super) fn definition(&mut self, id: DefinitionId) -> Option<Definition> {
        let (source, state) = self.definitions.get_mut(id.0)?;
        let source = *source;
        match state {
            State::Done(definition) => return definition.clone(),
            State::Open => return self.cycle(&source.name),
            State::Untouched => *state = State::Open,
        }
        let definition = self.chained(&source.name, |checker| checker.define(source));
        if let Some((_, state)) = self.definitions.get_mut(id.0) {
            *state = State::Done(definition.clone());
        }
        definition
    }

    /// A condition, inferred when first asked for.
    pub(super) fn condition(&mut self, id: ConditionId) -> Option<Condition> {
        let (source, state) = self.conditions.get_mut(id.0)?;
        let source = *source;
        match state {
            State::Done(condition) => return condition.clone(),
            State::Open => return self.cycle(&source.name),
            State::Untouched => *state = State::Open,
        }
        let condition = self.chained(&source.name, |checker| checker.condition_of(source));
        if let Some((_, state)) = self.conditions.get_mut(id.0) {
            *state = State::Done(condition.clone());
        }
        condition
    }

    /// A definition that has been inferred without errors.
    pub(super) fn defined(&self, id: DefinitionId) -> Option<&Definition> {
        match &self.definitions.get(id.0)?.1 {
            State::Done(definition) => definition.as_ref(),
            State::Untouched | State::Open => None,
        }
    }

    pub(super) fn define(&mut self, source: &ast::Definition) -> Option<Definition> {
        let named = |table, is_row_set, value| Definition {
            name: source.name.value.clone(),
            table,
            is_row_set,
            value,
            own: source.of.as_ref().and_then(|_| Some(source.name.value.split_once('.')?.1.to_owned())),
            declared: source.name.span,
            span: source.span,
        };
        if let Some(grading) = self.grading_of(source) {
            let value = self.outside_of_items(|checker| checker.grading(grading))?;
            return Some(named(Schema::SUBJECTS, false, value));
        }
        if let ast::ExprKind::Where { rows, condition } = &source.value.kind {
            let (table, outer) = self.row_source(rows)?;
            let context = Context::row(table);
            let condition = self.outside_of_items(|checker| checker.infer_yes_no(condition, &context))?;
            let value = self.all_of(outer, Some(condition), source.value.span)?;
            return Some(named(table, true, value));
        }
        let table = match &source.table {
            Some(name) => self.table_id(name)?,
            None => Schema::SUBJECTS,
        };
        let value = match &source.of {
            Some(code) => self.own_figure(code, &source.value)?,
            None => self.outside_of_items(|checker| checker.infer(&source.value, &Context::row(table), None))?,
        };
        Some(named(table, false, value))
    }

    pub(super) fn chained<T>(&mut self, name: &ast::Name, infer: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
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

    pub(super) fn cycle<T>(&mut self, name: &ast::Name) -> Option<T> {
        let from =
            self.open.iter().position(|(open, _)| *open == name.value).or_broken("what is being inferred is open");
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
    pub(super) fn shared(&mut self, expr: ExprId, table: Option<TableId>) -> ExprId {
        if self.arena[expr].kind.is_leaf() {
            return expr;
        }
        let id = PartId(self.parts.len());
        self.parts.push(Part { table, value: expr });
        self.arena.part(id, expr)
    }

    /// Another occurrence of what [`Checker::shared`] gave.
    pub(super) fn another(&mut self, shared: ExprId) -> ExprId {
        self.arena.again(shared).or_broken("what is shared has nothing below it")
    }

    /// What a part stands for, wherever it is needed.
    pub(super) fn meant(&self, mut expr: ExprId) -> ExprId {
        while let ExprKind::Figure(FigureId::Part(id)) = self.arena[expr].kind {
            expr = self.parts.get(id.0).or_broken("a part that is read was made").value;
        }
        expr
    }

    /// Whether a figure is a rank, by whatever name.
    pub(super) fn is_rank(&self, expr: ExprId) -> bool {
        match self.arena[self.meant(expr)].kind {
            ExprKind::Rank { .. } => true,
            ExprKind::Figure(FigureId::Definition(id)) => match self.definitions.get(id.0) {
                Some((_, State::Done(Some(definition)))) => self.is_rank(definition.value),
                _ => false,
            },
            _ => false,
        }
    }

    /// The value of a constant expression, in base units.
    pub(super) fn constant(&self, expr: ExprId) -> Option<Constant> {
        self.arena.fixed_value(expr, &|id| match id {
            FigureId::Parameter(id) => self.parameter_values.get(&id).cloned(),
            FigureId::Part(id) => self.constant(self.parts.get(id.0)?.value),
            // A cell of an item that says a number is a number wherever its clauses read it.
            FigureId::Definition(id) if self.definitions.get(id.0)?.0.of.is_some() => {
                self.constant(self.defined(id)?.value)
            }
            _ => None,
        })
    }

    pub(super) fn constant_number(&self, expr: ExprId) -> Option<crate::number::Number> {
        match self.constant(expr)? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }
}
