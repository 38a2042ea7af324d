//! The items of a file, gathered into a model.

use std::collections::BTreeMap;

use super::context::{Context, Owner};
use super::places::item_span;
use super::{Checker, DefinitionKey, ScriptText, State, claims, texts};
use crate::core::{ConditionId, DefinitionId, ParameterId, Schema};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::number::Number;
use crate::program::{Program, Unordered};
use crate::rules::{Aggregate, Alternative, Block, Condition, Definition, Entry, Gloss, Parameter, RuleSet};
use crate::syntax::ast::{self, StatementKind};
use crate::words;

impl<'a> Checker<'a> {
    /// The program of the rules; `None` when figures read one another in a circle or are too many.
    pub(super) fn program(&mut self, rules: RuleSet) -> Option<Program> {
        match Program::of(rules, std::mem::take(&mut self.arena)) {
            Ok(program) => {
                self.refuse_chains(&program);
                Some(program)
            }
            Err(Unordered::Circles { rules, rings }) => {
                self.refuse_cycles(&rules, &rings);
                None
            }
            Err(Unordered::Full) => self.too_large(),
        }
    }

    /// The whole file. Every part is looked at, so that all findings are reported at once; `None`
    /// only when something is missing without which there are no rules.
    pub(super) fn rules(&mut self, scripts: &[ScriptText]) -> Option<RuleSet> {
        self.check_edition();
        self.declare_enumerations();
        self.declare_tables();
        self.declare_scripts(scripts);
        self.declare_names();
        self.refuse_hiding_names();
        self.declare_ranges();
        let levels = self.levels();
        self.rounding = levels.indicator.filter(|precision| !precision.exact).map(|precision| precision.rounding);
        self.declare_heads();
        let parameters: Vec<Option<Parameter>> =
            (0..self.parameters.len()).map(|index| self.parameter(ParameterId(index))).collect();
        let definitions: Vec<Option<Definition>> =
            (0..self.definitions.len()).map(|index| self.definition(DefinitionId(index))).collect();
        let (heads, indicators) = self.heads(levels);
        let outside = self.begin(Some(Owner::Total));
        let total = self.total(levels);
        self.begin(outside);
        if let Some(indicators) = &indicators {
            self.open_marks(indicators, &heads, total.as_ref());
        }
        let conditions: Vec<Option<Condition>> =
            (0..self.conditions.len()).map(|index| self.condition(ConditionId(index))).collect();
        let bonus = self.block(|item| match item {
            ast::Item::Bonus(block) => Some(block),
            _ => None,
        });
        let deduction = self.block(|item| match item {
            ast::Item::Deduction(block) => Some(block),
            _ => None,
        });
        let vetoes = self.vetoes();
        let participation = self.participation();
        let demotions = self.demotions();
        let manual = self.manual_grades();
        let grades = self.grades();
        let restrictions = self.restrictions(grades.as_ref());
        let outputs = self.outputs();
        let glosses = self.glosses();
        let is_sum = total.as_ref().is_some_and(|total| total.node.aggregate == Aggregate::Sum);
        let full = self.full_marks_of_all(is_sum);
        let header = self.header();
        let known: Vec<Condition> = conditions.iter().flatten().cloned().collect();
        let examples = self.examples(&known);
        let (title, is_example, cycle, basis) = header?;
        let parameters = parameters.into_iter().enumerate().map(|(index, parameter)| {
            parameter
                .map(|parameter| Parameter { is_read: self.read_parameters.contains(&ParameterId(index)), ..parameter })
        });
        Some(RuleSet {
            title,
            is_example,
            cycle,
            basis,
            rounding: levels.indicator,
            full,
            schema: self.schema.clone(),
            scripts: std::mem::take(&mut self.scripts),
            functions: self.functions.iter().cloned().collect::<Option<_>>()?,
            limits: self.limits.clone(),
            glosses,
            parameters: parameters.collect::<Option<_>>()?,
            definitions: definitions.into_iter().collect::<Option<_>>()?,
            conditions: conditions.into_iter().collect::<Option<_>>()?,
            heads,
            total: total?,
            indicators: indicators?,
            read_weights: self.read_weights.clone(),
            bonus: bonus?,
            deduction: deduction?,
            vetoes,
            restrictions,
            participation: participation?,
            demotions,
            manual: manual?,
            grades,
            outputs: outputs?,
            examples: examples?,
            claims: claims::of(self.file),
            common: self.shared_places.clone(),
            language: self.file.language,
            edition: self.edition(),
            parts: std::mem::take(&mut self.parts),
            accuracies: std::mem::take(&mut self.accuracies),
        })
    }

    pub(super) fn declare_names(&mut self) {
        self.name_levels();
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut seen_definitions: BTreeMap<DefinitionKey, ast::Name> = BTreeMap::new();
        let mut seen_conditions: BTreeMap<String, ast::Name> = BTreeMap::new();
        for item in &self.file.items {
            match item {
                ast::Item::Parameter(parameter) => {
                    let name = &parameter.name;
                    if let Some(first) = seen.get(&name.value).cloned() {
                        self.repeated(name, &first);
                        continue;
                    }
                    seen.insert(name.value.clone(), name.clone());
                    self.parameter_ids.insert(name.value.clone(), ParameterId(self.parameters.len()));
                    self.parameters.push((parameter, State::Untouched));
                }
                ast::Item::Definition(definition) => self.declare_definition(definition, &mut seen_definitions),
                ast::Item::Condition(condition) => {
                    let name = &condition.name;
                    if let Some(first) = seen_conditions.insert(name.value.clone(), name.clone()) {
                        self.repeated(name, &first);
                    }
                    self.condition_ids.entry(name.value.clone()).or_insert(ConditionId(self.conditions.len()));
                    self.conditions.push((condition, State::Untouched));
                }
                _ => {}
            }
        }
        self.declare_gradings();
    }

    pub(super) fn declare_definition(
        &mut self,
        definition: &'a ast::Definition,
        seen: &mut BTreeMap<DefinitionKey, ast::Name>,
    ) {
        let name = &definition.name;
        let is_row_set = matches!(definition.value.kind, ast::ExprKind::Where { .. });
        let table = match &definition.table {
            Some(table) => {
                if let Some(table) = self.table_id(table) {
                    Some(table)
                } else {
                    self.lost.add(Some(StatementKind::Definition), &name.value);
                    return;
                }
            }
            None if is_row_set => None,
            None => Some(Schema::SUBJECTS),
        };
        let key = (table, name.value.clone());
        if let Some(first) = seen.get(&key).cloned() {
            self.repeated(name, &first);
            return;
        }
        seen.insert(key.clone(), name.clone());
        self.definition_ids.insert(key, DefinitionId(self.definitions.len()));
        self.definitions.push((definition, State::Untouched));
    }

    /// Title, whether it is an 示例, cycle and document.
    #[allow(clippy::type_complexity, reason = "four parts of one header, used once")]
    pub(super) fn header(&mut self) -> Option<(String, bool, (crate::number::Date, crate::number::Date), Vec<String>)> {
        let mut titles = Vec::new();
        let mut cycles = Vec::new();
        let mut basis = Vec::new();
        for item in &self.file.items {
            match item {
                ast::Item::RuleSet(rule_set) => titles.push(rule_set),
                ast::Item::Cycle(cycle) => cycles.push(cycle),
                ast::Item::Basis(texts_of) => {
                    self.warn_of_repeated(texts_of, &basis);
                    basis.extend(texts(texts_of));
                }
                _ => {}
            }
        }
        self.only_once(&titles.iter().map(|title| title.span).collect::<Vec<_>>());
        let headers = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Header(header) => Some(header.span),
            _ => None,
        });
        self.only_once(&headers.collect::<Vec<_>>());
        self.only_once(&cycles.iter().map(|cycle| cycle.span).collect::<Vec<_>>());
        if titles.is_empty() {
            let missing = words!(
                "缺少「规则集」：第一行写 规则集 \"名称\"",
                "the rule set has no title: begin with rule_set \"…\""
            );
            self.absent(StatementKind::RuleSet, &missing);
        }
        if self.schema.tables.is_empty() {
            let missing =
                words!("缺少「数据」：至少声明一张被评对象的表", "no data: declare at least the table of the subjects");
            self.absent(StatementKind::Table, &missing);
        }
        let Some(cycle) = cycles.first() else {
            let missing = words!(
                "缺少「周期」：写 周期 2022-01-01 至 2023-12-31",
                "the cycle is missing: write cycle 2022-01-01 to 2023-12-31"
            );
            self.absent(StatementKind::Cycle, &missing);
            return None;
        };
        if cycle.to < cycle.from {
            self.report(Diagnostic::error(
                Code::H0105,
                cycle.span,
                words!("周期的止日早于起日", "the cycle ends before it begins"),
            ));
        }
        let title = titles.first()?;
        Some((title.title.value.clone(), title.is_example, (cycle.from, cycle.to), basis))
    }

    /// Something the whole file lacks, reported at its first item.
    pub(super) fn absent(&mut self, kind: StatementKind, words: &crate::finding::Words) {
        if self.file.may_lack(kind) {
            return;
        }
        let span = self.file.items.first().map_or_else(Span::default, item_span);
        self.report(Diagnostic::error(Code::H0204, span, words.clone()));
    }

    pub(super) fn glosses(&mut self) -> Vec<Gloss> {
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut glosses = Vec::new();
        for item in &self.file.items {
            let ast::Item::Gloss(gloss) = item else { continue };
            if let Some(first) = seen.insert(gloss.code.value.clone(), gloss.code.clone()) {
                self.repeated(&gloss.code, &first);
            }
            if gloss.basis.is_empty() {
                self.without_basis(&gloss.code, gloss.span);
            }
            glosses.push(Gloss {
                code: gloss.code.value.clone(),
                text: gloss.text.value.clone(),
                basis: texts(&gloss.basis),
                alternatives: gloss.alternatives.iter().map(alternative).collect(),
            });
        }
        glosses
    }

    /// An item that must name its clause and does not.
    pub(super) fn without_basis(&mut self, name: &ast::Name, span: Span) {
        // A common block that could not be read may name it.
        if self.file.may_lack(StatementKind::Common) {
            return;
        }
        let written = &name.value;
        let span = Span { end: span.end.min(name.span.end).max(name.span.start), ..name.span };
        self.report(
            Diagnostic::error(
                Code::H0204,
                span,
                words!("「{written}」没有写依据", "`{written}` does not name its clause"),
            )
            .help(words!("加上：依据 第九条（一）", "add: basis \"Notice 12\"")),
        );
    }

    /// 加分 or 扣分: `None` when it has errors.
    #[allow(clippy::option_option, reason = "outer: without errors; inner: written at all")]
    pub(super) fn block(&mut self, pick: fn(&ast::Item) -> Option<&ast::Block>) -> Option<Option<Block>> {
        let file = self.file;
        let blocks: Vec<&ast::Block> = file.items.iter().filter_map(pick).collect();
        self.only_once(&blocks.iter().map(|block| block.span).collect::<Vec<_>>());
        let Some(source) = blocks.first() else { return Some(None) };
        self.needs_rounding(source.span);
        let context = Context::subject();
        let cap = match &source.cap {
            Some(cap) => Some(self.fixed_marks(cap)?),
            None => None,
        };
        let mut entries = Vec::new();
        let mut complete = true;
        let mut titles: BTreeMap<&str, &ast::Name> = BTreeMap::new();
        for entry in &source.entries {
            // A row is counted as often as it stands there, and an amendment names it by its title.
            if let Some(first) = titles.insert(&entry.title.value, &entry.title) {
                self.repeated(&entry.title, first);
                complete = false;
            }
            match self.infer_marks(&entry.marks, &context) {
                Some(marks) => entries.push(Entry { title: entry.title.value.clone(), marks, span: entry.span }),
                None => complete = false,
            }
        }
        complete.then_some(Some(Block { cap, entries }))
    }

    /// Marks that do not depend on data.
    pub(super) fn fixed_marks(&mut self, expr: &ast::Expr) -> Option<Number> {
        let marks = self.infer_marks(expr, &Context::constant())?;
        let fixed = self.constant_number(marks);
        if fixed.is_none() {
            self.report(Diagnostic::error(
                Code::H0302,
                expr.span,
                words!("这里要固定的分值", "fixed marks are wanted here"),
            ));
        }
        fixed
    }

    pub(super) fn needs_rounding(&mut self, span: Span) {
        let written = self
            .file
            .items
            .iter()
            .any(|item| matches!(item, ast::Item::Rounding(clause) if clause.level == ast::Level::Indicator));
        let is_told = self.diagnostics.iter().any(lacks_rounding);
        if !written && !is_told && !self.file.may_lack(StatementKind::Rounding) {
            let error = Diagnostic::error(
                Code::H0405,
                span,
                Words { zh: NO_ROUNDING.0.to_owned(), en: NO_ROUNDING.1.to_owned() },
            )
            .help(words!("加一行：舍入 指标 2 位 四舍五入", "add a line: rounding indicator 2 places half_up"));
            let line = words!("舍入 指标 2 位 四舍五入\n\n", "rounding indicator 2 places half_up\n\n");
            let first = self.file.items.iter().find_map(|item| match item {
                ast::Item::Head(head) => Some(head.span),
                ast::Item::Indicator(indicator) => Some(indicator.span),
                ast::Item::Bonus(block) | ast::Item::Deduction(block) => Some(block.span),
                _ => None,
            });
            self.report(match first {
                Some(first) => error.fix(Fix::before(first, self.in_file(&line))),
                None => error,
            });
        }
    }
}

/// Whether a finding says that 舍入 is missing: one for all marks.
fn lacks_rounding(finding: &Diagnostic) -> bool {
    finding.code == Code::H0405 && finding.message.zh == NO_ROUNDING.0
}

const NO_ROUNDING: (&str, &str) = ("有得分而没有写「舍入」", "there are marks, but no rounding is stated");

fn alternative(source: &ast::Alternative) -> Alternative {
    Alternative {
        title: source.title.value.clone(),
        basis: texts(&source.basis),
        changes: source.changes,
        span: source.span,
    }
}
