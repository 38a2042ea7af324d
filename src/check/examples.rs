//! 示例

use super::Checker;
use super::context::Context;
use super::infer::arith::{is_share, lacks_unit};
use super::infer::{lacks_mode, type_names};
use super::symbols::Meaning;
use crate::core::{
    Arena, ConditionId, Constant, DefinitionId, ExprId, ExprKind, FieldId, FigureId, HeadId, IndicatorId, KeyPart,
    Schema, TableId, Type, Verdict,
};
use crate::finding::{Code, Diagnostic, Fix, Span};
use crate::number::{Rounding, Unit};
use crate::rules::{Assumption, Condition, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
use crate::syntax::ast::{self, ExampleStatement, Outcome, StatementKind};
use crate::words;

impl Checker<'_> {
    pub(super) fn examples(&mut self, conditions: &[Condition]) -> Option<Vec<Example>> {
        let file = self.file;
        let mut examples = Vec::new();
        let mut complete = true;
        for item in &file.items {
            let ast::Item::Example(source) = item else { continue };
            let before = self.diagnostics.len();
            let example = self.example(source, conditions);
            complete &= self.diagnostics.len() == before;
            examples.push(example);
        }
        complete.then_some(examples)
    }

    fn example(&mut self, source: &ast::Example, conditions: &[Condition]) -> Example {
        let mut example = Example {
            title: source.title.value.clone(),
            facts: Vec::new(),
            assumptions: Vec::new(),
            expectations: Vec::new(),
            span: source.title.span,
        };
        // How many subjects there are, and their keys, is told by rows that could all be read.
        let mut is_partial = ast::may_be(&source.unread, StatementKind::Facts);
        for statement in &source.statements {
            if let ExampleStatement::Rows { table, fields, rows, span } = statement {
                is_partial |= self.facts(&mut example, table, fields, rows, *span).is_none();
            }
        }
        let subjects = subject_keys(self, &example);
        if subjects.is_empty() && !is_partial {
            let table = self.table_name(Schema::SUBJECTS);
            let key = self.schema.table(Schema::SUBJECTS).and_then(|table| {
                table.key.iter().find_map(|part| match part {
                    KeyPart::Field(field) => table.fields.get(field.0).map(|field| field.name.clone()),
                    KeyPart::Parent => None,
                })
            });
            let key = key.unwrap_or_default();
            let error = Diagnostic::error(
                Code::H0802,
                source.title.span,
                words!("示例里没有被评对象", "the example has no subject"),
            )
            .help(words!("写上：{table} {{ {key} : P1 }}", "write: {table} {{ {key} : P1 }}"));
            let first = source.statements.iter().map(ExampleStatement::span).next().filter(|_| !key.is_empty());
            self.report(match first {
                Some(first) => error.fix(Fix::before(first, format!("{table} {{ {key} : P1 }}\n  "))),
                None => error,
            });
            return example;
        }
        let mut expects = false;
        for statement in &source.statements {
            match statement {
                ExampleStatement::Rows { .. } => {}
                ExampleStatement::Assume { name, of_indicator, values, span } => {
                    let wanted = if is_partial { values.len() } else { subjects.len() };
                    let assumption = self.assumption(name, *of_indicator, values, wanted, *span);
                    example.assumptions.extend(assumption);
                }
                ExampleStatement::ExpectCall { call, outcome, because, span } => {
                    expects = true;
                    if let Some(outcome) = self.outcome_of_call(call, outcome) {
                        let because = because.clone();
                        example.expectations.push(Expectation { subject: 0, outcome, because, span: *span });
                    }
                }
                ExampleStatement::Expect { subject, name, outcome, because, span } => {
                    expects = true;
                    let subject = self.subject(subject.as_ref().filter(|_| !is_partial), &subjects);
                    let outcome = self.outcome(name, outcome, conditions);
                    if let (Some(subject), Some(outcome)) = (subject, outcome) {
                        let because = because.clone();
                        example.expectations.push(Expectation { subject, outcome, because, span: *span });
                    }
                }
            }
        }
        if !expects && !ast::may_be(&source.unread, StatementKind::Expectation) {
            self.report(Diagnostic::error(
                Code::H0802,
                source.title.span,
                words!("示例没有写「期望」，什么也没有检验", "the example expects nothing and so tests nothing"),
            ));
        }
        example
    }

    fn facts(
        &mut self,
        example: &mut Example,
        table: &ast::Name,
        fields: &[ast::Name],
        rows: &[Vec<ast::Expr>],
        span: Span,
    ) -> Option<()> {
        let id = self.table_id(table)?;
        let parent_column = self.schema.table(id).and_then(|table| table.parent.clone()).map(|(_, column)| column);
        let mut columns: Vec<Option<FieldId>> = Vec::new();
        for field in fields {
            let is_parent = parent_column.as_ref() == Some(&field.value);
            let own = self.schema.table(id).is_some_and(|table| table.fields.iter().any(|own| own.name == field.value));
            if is_parent && !own {
                self.means(Meaning::Parent(id), field.span);
                columns.push(None);
            } else {
                columns.push(Some(self.field_id(id, field)?));
            }
        }
        let mut made = Vec::new();
        for row in rows {
            let mut fact = FactRow { parent: None, fields: Vec::new(), span };
            for (column, value) in columns.iter().zip(row) {
                match column {
                    None => fact.parent = Some(key_text(value)),
                    Some(field) => {
                        let Some(ty) = self.schema.field(id, *field).map(|field| field.ty.clone()) else { continue };
                        if let Some(value) = self.literal(value, &ty) {
                            fact.fields.push((*field, value));
                        }
                    }
                }
            }
            made.push(fact);
        }
        match example.facts.iter_mut().find(|facts| facts.table == id) {
            Some(facts) => facts.rows.extend(made),
            None => example.facts.push(FactRows { table: id, rows: made }),
        }
        Some(())
    }

    /// A literal of a type: a bare number takes the unit of the column, a bare name is a text or choice.
    fn literal(&mut self, value: &ast::Expr, ty: &Type) -> Option<Constant> {
        let inferred = match (&value.kind, ty) {
            (ast::ExprKind::Name { table: None, name }, Type::Text) => {
                self.arena.constant(Constant::Text(name.value.clone()), Type::Text, value.span)
            }
            (ast::ExprKind::Name { table: None, name }, Type::YesNo) if name.value == "是" || name.value == "否" => {
                self.arena.constant(Constant::YesNo(name.value == "是"), Type::YesNo, value.span)
            }
            (ast::ExprKind::Number { value: number, unit: None }, Type::Text) => {
                self.arena.constant(Constant::Text(number.to_string()), Type::Text, value.span)
            }
            (ast::ExprKind::Number { value: number, unit: None }, Type::Number(unit)) => {
                self.arena.constant(Constant::Number(number * &unit.scale), ty.clone(), value.span)
            }
            (ast::ExprKind::Negate(inner), Type::Number(_)) => {
                return match self.literal(inner, ty)? {
                    Constant::Number(number) => Some(Constant::Number(-number)),
                    other => Some(other),
                };
            }
            _ => self.infer(value, &Context::constant(), Some(ty))?,
        };
        let fits = match (&self.arena[inferred].ty, ty) {
            (Type::Number(one), Type::Number(other)) => {
                one.dimension.compatible(&other.dimension) || is_bare(&self.arena, inferred, &one)
            }
            (one, other) => one == other,
        };
        if !fits {
            let ((found_zh, found_en), (wanted_zh, wanted_en)) = (type_names(&self.arena[inferred].ty), type_names(ty));
            return self.refuse(Diagnostic::error(
                Code::H0302,
                value.span,
                words!("这里要{wanted_zh}，写的却是{found_zh}", "{wanted_en} is wanted here, but this is {found_en}"),
            ));
        }
        self.constant(inferred)
    }

    fn assumption(
        &mut self,
        name: &ast::Name,
        of_indicator: bool,
        values: &[ast::Expr],
        subjects: usize,
        span: Span,
    ) -> Option<Assumption> {
        let (figure, ty) = if of_indicator {
            let index = self.indicator_index(name)?;
            let indicator = self.indicators.get(index)?;
            // A value with errors has been reported where it is written.
            let ty = if indicator.has_value { Some(indicator.value_type.clone()?) } else { None };
            let Some(ty) = ty else {
                let code = &name.value;
                return self.refuse(Diagnostic::error(
                    Code::H0802,
                    name.span,
                    words!("指标 {code} 没有取值可设", "indicator {code} has no value to set"),
                ));
            };
            (FigureId::Value(IndicatorId(index)), ty)
        } else {
            self.definition_named(name)?
        };
        if values.len() != subjects && values.len() != 1 {
            let given = values.len();
            return self.refuse(Diagnostic::error(
                Code::H0802,
                span,
                words!("有 {subjects} 家，却设了 {given} 个值", "there are {subjects} subjects, but {given} values"),
            ));
        }
        let values: Vec<Option<Constant>> = values.iter().map(|value| self.literal(value, &ty)).collect();
        let mut values = values.into_iter().collect::<Option<Vec<_>>>()?;
        if let [only] = values.as_slice() {
            values = vec![only.clone(); subjects];
        }
        Some(Assumption { figure, values, span })
    }

    fn indicator_index(&mut self, name: &ast::Name) -> Option<usize> {
        if let Some(index) = self.indicators.iter().position(|indicator| indicator.code == name.value) {
            self.means(Meaning::Indicator(index), name.span);
            return Some(index);
        }
        if self.is_lost(name, Self::EARNERS) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self.indicators.iter().map(|indicator| indicator.code.clone()).collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有编号为「{written}」的指标", "there is no indicator `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    fn definition_named(&mut self, name: &ast::Name) -> Option<(FigureId, Type)> {
        let key = (Some(Schema::SUBJECTS), name.value.clone());
        if let Some(index) = self.definition_ids.get(&key).copied() {
            self.means(Meaning::Definition(index), name.span);
            let definition = self.definition(index)?;
            return Some((FigureId::Definition(DefinitionId(index)), self.arena[definition.value].ty.clone()));
        }
        if self.is_lost(name, &[StatementKind::Definition, StatementKind::Indicator]) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self
            .definition_ids
            .keys()
            .filter(|key| key.0 == Some(Schema::SUBJECTS))
            .map(|key| key.1.clone())
            .chain(self.indicators.iter().map(|indicator| indicator.code.clone()))
            .collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有名为「{written}」的定义", "there is no definition `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    fn subject(&mut self, subject: Option<&ast::Name>, subjects: &[String]) -> Option<usize> {
        let Some(subject) = subject else { return Some(0) };
        if let Some(index) = subjects.iter().position(|key| *key == subject.value) {
            return Some(index);
        }
        let written = &subject.value;
        self.refuse(
            Diagnostic::error(
                Code::H0802,
                subject.span,
                words!("示例里没有「{written}」", "the example has no `{written}`"),
            )
            .suggest(written, subjects.iter().map(String::as_str)),
        )
    }

    /// What a function must give for arguments that are written, or read from the facts of the first subject.
    fn outcome_of_call(&mut self, call: &ast::Expr, outcome: &Outcome) -> Option<ExpectedOutcome> {
        let call = self.infer(call, &Context::subject(), None)?;
        let (Outcome::Value(value) | Outcome::Marks(value)) = outcome else {
            return Some(ExpectedOutcome::Call { call, wanted: None, rounding: None });
        };
        let (value, rounding) = self.rounded_literal(value)?;
        let ty = self.arena[call].ty.clone();
        self.require_unit(value, &ty)?;
        let wanted = Some(self.literal(value, &ty)?);
        Some(ExpectedOutcome::Call { call, wanted, rounding })
    }

    fn outcome(&mut self, name: &ast::Name, outcome: &Outcome, conditions: &[Condition]) -> Option<ExpectedOutcome> {
        match outcome {
            Outcome::Marks(marks) => {
                let cell = self.marks_cell(name)?;
                let marks = self.fixed_marks(marks)?;
                Some(ExpectedOutcome::Marks(cell, marks))
            }
            Outcome::Value(value) => {
                let (figure, ty) = match self.indicators.iter().position(|indicator| indicator.code == name.value) {
                    Some(index) => {
                        self.means(Meaning::Indicator(index), name.span);
                        (FigureId::Value(IndicatorId(index)), self.indicators.get(index)?.value_type.clone()?)
                    }
                    None if self.has_marks(name) => return self.marks_as_value(name, value),
                    None => self.definition_named(name)?,
                };
                let (value, rounding) = self.rounded_literal(value)?;
                self.require_unit(value, &ty)?;
                let wanted = self.literal(value, &ty)?;
                Some(ExpectedOutcome::Value { figure, wanted, rounding })
            }
            Outcome::Missing(_) if is_grade(name) => Some(ExpectedOutcome::NoGrade),
            Outcome::Missing(_) => {
                let definition = self.definition_ids.get(&(Some(Schema::SUBJECTS), name.value.clone())).copied();
                let cell = match definition {
                    Some(index) => {
                        self.means(Meaning::Definition(index), name.span);
                        FigureId::Definition(DefinitionId(index))
                    }
                    None => self.marks_cell(name)?,
                };
                Some(ExpectedOutcome::Missing(cell))
            }
            Outcome::Label(label) if is_grade(name) => {
                let known = self.outcome_labels();
                if known.contains(&label.value) {
                    self.means(Meaning::Grade(label.value.clone()), label.span);
                    return Some(ExpectedOutcome::Grade(label.value.clone()));
                }
                // What has errors has been reported; the label may be the one that it lacks.
                if self.outcomes_are_partial() {
                    return None;
                }
                self.no_such_choice(&label.value, label.span, &known)
            }
            Outcome::Label(label) => {
                if Verdict::of(&label.value) == Some(Verdict::NotApplicable)
                    && let Some(applies) = self.applies_cell(name)
                {
                    return Some(ExpectedOutcome::NotApplicable(applies));
                }
                let Some(index) = conditions.iter().position(|condition| condition.name == name.value) else {
                    let written = &name.value;
                    // A condition with errors has been reported where it is written.
                    let has_errors =
                        |item: &ast::Item| matches!(item, ast::Item::Condition(known) if known.name.value == *written);
                    if self.file.items.iter().any(has_errors) {
                        self.means(Meaning::Condition(written.clone()), name.span);
                        return None;
                    }
                    if self.is_lost(name, &[StatementKind::Condition]) {
                        return None;
                    }
                    let known: Vec<&str> = conditions.iter().map(|condition| condition.name.as_str()).collect();
                    let error = Diagnostic::error(
                        Code::H0201,
                        name.span,
                        words!("没有名为「{written}」的条件", "there is no condition `{written}`"),
                    )
                    .suggest(written, known);
                    return self.refuse(error);
                };
                self.means(Meaning::Condition(name.value.clone()), name.span);
                if let Some(verdict) = Verdict::of(&label.value) {
                    return Some(ExpectedOutcome::Verdict(ConditionId(index), verdict));
                }
                let verdicts = Verdict::ALL.map(|verdict| verdict.word().to_owned());
                self.no_such_choice(&label.value, label.span, &verdicts)
            }
        }
    }

    /// A value without 保留, and how 保留 has it rounded.
    fn rounded_literal<'e>(&mut self, value: &'e ast::Expr) -> Option<(&'e ast::Expr, Option<Rounding>)> {
        let ast::ExprKind::Round { value: inner, places, mode } = &value.kind else { return Some((value, None)) };
        let Some(mode) = mode.or(self.rounding.map(|rounding| rounding.mode)) else {
            return self.refuse(lacks_mode(value.span, self.file.language));
        };
        Some((inner, Some(Rounding { places: *places, mode })))
    }

    /// A share that is expected is written with its %, as in the rules: 0.33 may be a third or a third of 1%.
    fn require_unit(&mut self, value: &ast::Expr, ty: &Type) -> Option<()> {
        let mut number = value;
        while let ast::ExprKind::Negate(inner) = &number.kind {
            number = inner;
        }
        match (&number.kind, ty) {
            (ast::ExprKind::Number { value: figure, unit: None }, Type::Number(unit))
                if is_share(unit) && !figure.is_zero() =>
            {
                self.refuse(lacks_unit(value.span, unit))
            }
            _ => Some(()),
        }
    }

    /// Whether an indicator or head of this name applies, where the rules ask for it.
    fn applies_cell(&mut self, name: &ast::Name) -> Option<FigureId> {
        if let Some(index) = self.indicators.iter().position(|indicator| indicator.code == name.value) {
            self.means(Meaning::Indicator(index), name.span);
            return Some(FigureId::Applies(IndicatorId(index)));
        }
        let index = self.heads.iter().position(|head| head.code == name.value)?;
        self.means(Meaning::Head(index), name.span);
        Some(FigureId::HeadApplies(HeadId(index)))
    }

    /// An indicator, head or sum of marks by name.
    fn marks_cell(&mut self, name: &ast::Name) -> Option<FigureId> {
        let sum = match name.value.as_str() {
            "总分" | "total" => Some(FigureId::Total),
            "基础分" => Some(FigureId::Base),
            "加分" | "bonus" => Some(FigureId::Bonus),
            "扣分" | "deduction" => Some(FigureId::Deduction),
            code => {
                let index = self.heads.iter().position(|head| head.code == code);
                let index = index.inspect(|index| self.means(Meaning::Head(*index), name.span));
                index.map(|head| FigureId::Head(HeadId(head)))
            }
        };
        match sum {
            Some(cell) if !self.heads.is_empty() => Some(cell),
            _ => self.indicator_index(name).map(|indicator| FigureId::Mark(IndicatorId(indicator))),
        }
    }

    /// Whether a name is that of a sum of marks.
    fn has_marks(&self, name: &ast::Name) -> bool {
        let is_sum =
            matches!(name.value.as_str(), "总分" | "total" | "基础分" | "加分" | "bonus" | "扣分" | "deduction");
        is_sum || self.heads.iter().any(|head| head.code == name.value)
    }

    /// 期望 总分 为 80 分: 为 is said of definitions.
    fn marks_as_value<T>(&mut self, name: &ast::Name, value: &ast::Expr) -> Option<T> {
        let (written, marks) = (&name.value, key_text(value));
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("「{written}」是得分，不是定义", "`{written}` is marks, not a definition"),
        );
        let error = error.help(words!(
            "得分写「得」：期望 {written} 得 {marks} 分；「为」用于定义和指标的取值",
            "marks are written with `gets`: expect {written} gets {marks} 分; `to_be` is for definitions and values of indicators"
        ));
        let is_number = matches!(value.kind, ast::ExprKind::Number { .. });
        let outcome = Span { start: name.span.end, ..value.span };
        let gets = format!(" {} {marks} 分", self.in_file(&words!("得", "gets")));
        self.refuse(if is_number { error.fix(Fix::replace(outcome, gets)) } else { error })
    }
}

/// Whether what is expected is the grade.
fn is_grade(name: &ast::Name) -> bool {
    name.value == "等次" || name.value == "grade"
}

fn is_bare(arena: &Arena, expr: ExprId, unit: &Unit) -> bool {
    matches!(arena[expr].kind, ExprKind::Constant(_)) && unit.name.is_empty()
}

/// The key of a row as text.
fn key_text(value: &ast::Expr) -> String {
    match &value.kind {
        ast::ExprKind::Name { name, .. } => name.value.clone(),
        ast::ExprKind::Text(text) => text.clone(),
        ast::ExprKind::Number { value, .. } => value.to_string(),
        _ => String::new(),
    }
}

/// Keys of the example's subjects in order; a subject without one is known by its place.
fn subject_keys(checker: &Checker<'_>, example: &Example) -> Vec<String> {
    let key = checker.schema.table(TableId(0)).and_then(|table| {
        table.key.iter().find_map(|part| match part {
            KeyPart::Field(field) => Some(*field),
            KeyPart::Parent => None,
        })
    });
    let rows = example
        .facts
        .iter()
        .find(|facts| facts.table == Schema::SUBJECTS)
        .map_or(&[][..], |facts| facts.rows.as_slice());
    rows.iter()
        .enumerate()
        .map(|(place, row)| {
            let given = row.fields.iter().find(|(field, _)| Some(*field) == key);
            match given {
                Some((_, Constant::Text(text))) => text.clone(),
                _ => (place + 1).to_string(),
            }
        })
        .collect()
}
