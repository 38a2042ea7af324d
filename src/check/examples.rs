//! 示例

use super::Checker;
use super::context::Context;
use super::infer::arith::{is_share, lacks_unit};
use super::infer::type_names;
use super::uses::Meaning;
use crate::core::{Arena, Constant, ExprId, ExprKind, FieldId, KeyPart, Schema, SubjectId, Type, key_parts, key_text};
use crate::finding::{Code, Diagnostic, Edit, Fix, Span};
use crate::number::Unit;
use crate::rules::{Assumption, Condition, Example, Expectation, FactRow, FactRows};
use crate::syntax::ast::{self, Assumed, ExampleStatement, StatementKind};
use crate::words;

impl Checker<'_> {
    pub(super) fn examples(&mut self, conditions: &[Condition]) -> Option<Vec<Example>> {
        let file = self.file;
        let mut examples = Vec::new();
        let mut complete = true;
        for item in &file.items {
            let ast::Item::Example(source) = item else { continue };
            let before = self.diagnostics.len();
            match &source.cases {
                Some(cases) => examples.extend(self.example_rows(source, cases, conditions)),
                // Why its rows could not be read has been told.
                None if source.file.is_some() => complete = false,
                None => examples.push(self.example(source, conditions)),
            }
            complete &= self.diagnostics.len() == before;
        }
        complete.then_some(examples)
    }

    pub(super) fn example(&mut self, source: &ast::Example, conditions: &[Condition]) -> Example {
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
            let key = self.example_of_a_key();
            let error = Diagnostic::error(
                Code::H0802,
                source.title.span,
                words!("示例里没有被评对象", "the example has no subject"),
            )
            .help(words!("写上：{table} {{ {key} }}", "write: {table} {{ {key} }}"));
            let first = source.statements.iter().map(ExampleStatement::span).next().filter(|_| !key.is_empty());
            self.report(match first {
                Some(first) => error.fix(Fix::before(first, format!("{table} {{ {key} }}\n  "))),
                None => error,
            });
            return example;
        }
        let mut expects = false;
        for statement in &source.statements {
            match statement {
                ExampleStatement::Rows { .. } => {}
                ExampleStatement::Assume { name, what, values, span } => {
                    let wanted = if is_partial { values.len() } else { subjects.len() };
                    let assumption = self.assumption(name, *what, values, wanted, *span);
                    example.assumptions.extend(assumption);
                }
                ExampleStatement::ExpectCall { call, outcome, because, span } => {
                    expects = true;
                    if let Some(outcome) = self.outcome_of_call(call, outcome) {
                        let because = because.clone();
                        example.expectations.push(Expectation { subject: SubjectId(0), outcome, because, span: *span });
                    }
                }
                ExampleStatement::Expect { subject, name, outcome, because, span } => {
                    expects = true;
                    if let Some(turned) = subject.as_ref().and_then(|subject| turned(subject, name, &subjects)) {
                        self.report(turned);
                        continue;
                    }
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

    /// The cells of a key that a subject of an example may have.
    fn example_of_a_key(&self) -> String {
        let Some(table) = self.schema.table(Schema::SUBJECTS) else { return String::new() };
        let cells = table.key.iter().filter_map(|part| match part {
            KeyPart::Field(field) => table.fields.get(field.0).map(|field| {
                let value = match &field.ty {
                    Type::Text => "P1",
                    Type::Choice(choices) => choices.first().map_or("", String::as_str),
                    Type::YesNo => self.file.language.truth(true),
                    Type::Date => "2024-01-01",
                    Type::Number(_) => "1",
                };
                format!("{} : {value}", field.name)
            }),
            KeyPart::Parent => None,
        });
        cells.collect::<Vec<_>>().join(" ; ")
    }

    pub(super) fn facts(
        &mut self,
        example: &mut Example,
        table: &ast::Name,
        fields: &[ast::Name],
        rows: &[Vec<ast::Expr>],
        span: Span,
    ) -> Option<()> {
        let id = self.table_id(table)?;
        let of_parent = self.schema.table(id).and_then(|table| table.parent.clone());
        let of_parent = of_parent.map(|parent| parent.columns).unwrap_or_default();
        let mut columns: Vec<Result<FieldId, usize>> = Vec::new();
        for field in fields {
            let place = of_parent.iter().position(|column| *column == field.value);
            let own = self.schema.table(id).is_some_and(|table| table.fields.iter().any(|own| own.name == field.value));
            columns.push(match place.filter(|_| !own) {
                Some(place) => {
                    self.means(Meaning::Parent(id), field.span);
                    Err(place)
                }
                // A table that has lost its key has been reported.
                None if !own && self.lacks_key(id) => {
                    return None;
                }
                None => Ok(self.field_id(id, field)?),
            });
        }
        let mut made = Vec::new();
        // Of each column, what is found of its cells.
        let mut found: Vec<Vec<Diagnostic>> = vec![Vec::new(); columns.len()];
        for row in rows {
            let mut fact = FactRow { parent: None, fields: Vec::new(), span };
            let mut parent: Vec<Option<String>> = vec![None; of_parent.len()];
            for ((column, value), found) in columns.iter().zip(row).zip(&mut found) {
                let before = self.diagnostics.len();
                match column {
                    Err(place) => {
                        if let Some(part) = parent.get_mut(*place) {
                            *part = Some(key_as_written(value));
                        }
                    }
                    Ok(field) => {
                        let Some(ty) = self.schema.field(id, *field).map(|field| field.ty.clone()) else { continue };
                        if let Some(value) = self.literal(value, &ty) {
                            fact.fields.push((*field, value));
                        }
                    }
                }
                found.extend(self.diagnostics.drain(before..));
            }
            if parent.iter().any(Option::is_some) {
                fact.parent = Some(parent.into_iter().map(Option::unwrap_or_default).collect());
            }
            made.push(fact);
        }
        match example.facts.iter_mut().find(|facts| facts.table == id) {
            Some(facts) => facts.rows.extend(made),
            None => example.facts.push(FactRows { table: id, rows: made }),
        }
        // A column whose cells are all wrong is another column: one finding, and no keys are known of it.
        let mut is_whole = true;
        for found in found {
            let is_other = rows.len() > 1 && found.len() == rows.len();
            is_whole &= !is_other;
            self.diagnostics.extend(found.into_iter().take(if is_other { 1 } else { usize::MAX }));
        }
        is_whole.then_some(())
    }

    /// A literal of a type: a bare number takes the unit of the column, a bare name is a text or choice.
    pub(super) fn literal(&mut self, value: &ast::Expr, ty: &Type) -> Option<Constant> {
        let inferred = match (&value.kind, ty) {
            (ast::ExprKind::Name { table: None, name }, Type::Text) => {
                self.arena.constant(Constant::Text(name.value.clone()), Type::Text, value.span)
            }
            (ast::ExprKind::Name { table: None, name }, Type::YesNo) if name.value == "是" || name.value == "否" => {
                self.arena.constant(Constant::YesNo(name.value == "是"), Type::YesNo, value.span)
            }
            (ast::ExprKind::Text(text), Type::Choice(choices)) if choices.place(text).is_some() => {
                let place = choices.place(text)?;
                self.arena.constant(Constant::Choice(place), ty.clone(), value.span)
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
                one.dimension.compatible(&other.dimension) || is_bare(&self.arena, inferred, one)
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

    pub(super) fn assumption(
        &mut self,
        name: &ast::Name,
        what: Assumed,
        values: &[ast::Expr],
        subjects: usize,
        span: Span,
    ) -> Option<Assumption> {
        let (figure, ty) = self.assumed(name, what)?;
        if values.len() != subjects && values.len() != 1 {
            let given = values.len();
            // Of one example that is said once: its rows are too many or too few.
            let is_told = |last: &Diagnostic| {
                last.code == Code::H0802
                    && last.message.zh.starts_with(&format!("有 {subjects} 家，却设了 {given} 个值"))
            };
            if self.diagnostics.last().is_some_and(is_told) {
                return None;
            }
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

    pub(super) fn subject(&mut self, subject: Option<&ast::Name>, subjects: &[String]) -> Option<SubjectId> {
        let Some(subject) = subject else { return Some(SubjectId(0)) };
        let columns = self.schema.table(Schema::SUBJECTS).map_or(1, |table| table.key.len());
        if columns == 0 {
            // That the subjects have no key has been said, and without one nobody has a name.
            return None;
        }
        let parts = key_parts(&subject.value);
        let written = if columns > 1 && parts.len() == columns { key_text(&parts) } else { subject.value.clone() };
        if let Some(index) = subjects.iter().position(|key| *key == written) {
            return Some(SubjectId(index));
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

    /// A share that is expected is written with its %, as in the rules: 0.33 may be a third or a third of 1%.
    pub(super) fn require_unit(&mut self, value: &ast::Expr, ty: &Type) -> Option<()> {
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
}

fn is_bare(arena: &Arena, expr: ExprId, unit: &Unit) -> bool {
    matches!(arena[expr].kind, ExprKind::Constant(_)) && unit.name.is_empty()
}

/// The key of a row as text.
pub(super) fn key_as_written(value: &ast::Expr) -> String {
    match &value.kind {
        ast::ExprKind::Name { name, .. } => name.value.clone(),
        ast::ExprKind::Text(text) => text.clone(),
        ast::ExprKind::Number { value, .. } => value.to_string(),
        ast::ExprKind::Date(date) => date.to_string(),
        ast::ExprKind::YesNo(yes) => if *yes { "是" } else { "否" }.to_owned(),
        ast::ExprKind::Negate(inner) => format!("-{}", key_as_written(inner)),
        _ => String::new(),
    }
}

/// Keys of the example's subjects in order; a subject without one is known by its place.
fn subject_keys(checker: &Checker<'_>, example: &Example) -> Vec<String> {
    let table = checker.schema.table(Schema::SUBJECTS);
    let fields: Vec<(FieldId, &Type)> = table
        .into_iter()
        .flat_map(|table| table.key.iter().map(move |part| (table, part)))
        .filter_map(|(table, part)| match part {
            KeyPart::Field(field) => Some((*field, &table.fields.get(field.0)?.ty)),
            KeyPart::Parent => None,
        })
        .collect();
    let rows = example
        .facts
        .iter()
        .find(|facts| facts.table == Schema::SUBJECTS)
        .map_or(&[][..], |facts| facts.rows.as_slice());
    rows.iter()
        .enumerate()
        .map(|(place, row)| {
            let part = |(key, ty): &(FieldId, &Type)| {
                let given = row.fields.iter().find(|(field, _)| field == key);
                given.map(|(_, value)| value.as_cell(ty))
            };
            let parts: Vec<Option<String>> = fields.iter().map(part).collect();
            if parts.iter().all(Option::is_none) {
                return (place + 1).to_string();
            }
            key_text(&parts.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>())
        })
        .collect()
}

/// 期望 A1 P2 得 4 分: the subject stands behind what is expected of it.
fn turned(first: &ast::Name, second: &ast::Name, subjects: &[String]) -> Option<Diagnostic> {
    let is_subject = |name: &ast::Name| subjects.contains(&name.value);
    if is_subject(first) || !is_subject(second) {
        return None;
    }
    let (item, subject) = (&first.value, &second.value);
    let error = Diagnostic::error(
        Code::H0802,
        first.span.to(second.span),
        words!("次序反了：先写是哪一家，再写它的哪一项", "the subject comes first, then what is expected of it"),
    );
    let edits = [(first.span, subject), (second.span, item)];
    let edits = edits.map(|(span, text)| Edit { span, text: text.clone() });
    Some(error.help(words!("写成：{subject} {item}", "write: {subject} {item}")).fix(Fix { edits: edits.into() }))
}
