//! 列出: columns that results have beside marks and grades.

use std::collections::BTreeMap;

use super::Checker;
use super::context::{Context, Owner};
use super::infer::type_names;
use crate::core::{ChildId, ExprId, HeadId, IndicatorId, Schema, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::{Rounding, RoundingMode, Unit, quantity_name, quantity_name_in_english};
use crate::rules::Output;
use crate::syntax::ast::{self, OutputLine, OutputTerm};
use crate::words;

/// What a line puts out in one column.
struct Column {
    title: Option<String>,
    written: String,
    value: ExprId,
    /// Whether it is one of those that a line puts out of several items.
    of_each: bool,
}

impl Checker<'_> {
    /// The columns of 列出; `None` when one has errors.
    pub(super) fn outputs(&mut self) -> Option<Vec<Output>> {
        let file = self.file;
        let sources: Vec<&ast::Outputs> = file
            .items
            .iter()
            .filter_map(|item| match item {
                ast::Item::Outputs(outputs) => Some(outputs),
                _ => None,
            })
            .collect();
        self.only_once(&sources.iter().map(|source| source.span).collect::<Vec<_>>());
        let mut outputs = self.grading_columns();
        let mut complete = true;
        let mut titles: BTreeMap<String, Span> = BTreeMap::new();
        for grading in self.gradings() {
            complete &= self.is_new_title(&grading.name.value, grading.name.span, &mut titles);
        }
        let Some(source) = sources.first() else { return complete.then_some(outputs) };
        for line in &source.lines {
            let Some(columns) = self.output_columns(line) else {
                complete = false;
                continue;
            };
            for column in columns {
                match self.output(line, column) {
                    Some(output) => {
                        let at = line.title.as_ref().map_or(line.span, |title| title.span);
                        complete &= self.is_new_title(&output.title, at, &mut titles);
                        outputs.push(output);
                    }
                    None => complete = false,
                }
            }
        }
        complete.then_some(outputs)
    }

    fn output_columns(&mut self, line: &OutputLine) -> Option<Vec<Column>> {
        let title = line.title.as_ref().map(|title| title.value.clone());
        let (head, of, word, is_value, span) = match &line.term {
            OutputTerm::Figure(expr) => {
                let value = self.infer(expr, &Context::subject(), None)?;
                return Some(vec![Column { title, written: line.written.clone(), value, of_each: false }]);
            }
            OutputTerm::Value { code, word } => {
                let Some(id) = self.indicator_of(code) else { return self.no_such_indicator(code) };
                let value = self.output_value(id, code.span)?;
                let written = format!("{}.{}", code.value, word.value);
                return Some(vec![Column { title, written, value, of_each: false }]);
            }
            OutputTerm::Each { head, of, word, is_value, span } => (head, *of, word, *is_value, *span),
        };
        let items = self.below(head.as_ref(), of)?;
        let has = |checker: &Self, item: ChildId| match item {
            ChildId::Indicator(id) if is_value => checker.indicators.get(id.0).is_some_and(|known| known.has_value),
            ChildId::Head(_) if is_value => false,
            item => checker.has_figure(item, &word.value),
        };
        let (with, lacking): (Vec<ChildId>, Vec<ChildId>) = items.into_iter().partition(|item| has(self, *item));
        // Who scores without a 取值 has none to show; a figure of their own is what all of them have.
        if with.is_empty() || !is_value && !lacking.is_empty() {
            let lacking: Vec<String> =
                lacking.into_iter().map(|item| self.code_of(Owner::of(item)).to_owned()).collect();
            return self.none_have(&lacking, word, span);
        }
        let columns = with.into_iter().map(|item| {
            let code = self.code_of(Owner::of(item)).to_owned();
            let value = match item {
                ChildId::Indicator(id) if is_value => self.output_value(id, span)?,
                _ => {
                    let table = Some(ast::Name::new(code.clone(), span));
                    let kind = ast::ExprKind::Name { table, name: word.clone() };
                    self.infer(&ast::Expr { kind, span }, &Context::subject(), None)?
                }
            };
            let title = title.as_ref().map(|title| format!("{code}.{title}"));
            Some(Column { title, written: format!("{code}.{}", word.value), value, of_each: true })
        });
        columns.collect()
    }

    /// The items below a 方面, or all, at every level.
    fn below(&mut self, head: Option<&ast::Name>, of: ast::Below) -> Option<Vec<ChildId>> {
        let within = match head {
            Some(code) => match self.head_of(code) {
                Some(head) => Some(head),
                None => return self.no_such_head(code),
            },
            None => None,
        };
        let heads = (0..self.heads.len())
            .map(HeadId)
            .filter(|head| within.is_none_or(|top| self.is_below(ChildId::Head(*head), top)));
        let indicators = (0..self.indicators.len()).map(IndicatorId);
        let indicators = indicators.filter(|id| within.is_none_or(|top| self.is_below(ChildId::Indicator(*id), top)));
        Some(match of {
            ast::Below::Heads => heads.map(ChildId::Head).collect(),
            ast::Below::Indicators => indicators.map(ChildId::Indicator).collect(),
        })
    }

    fn is_below(&self, item: ChildId, head: HeadId) -> bool {
        self.heads.get(head.0).is_some_and(|known| {
            known
                .children
                .iter()
                .any(|child| *child == item || matches!(child, ChildId::Head(inner) if self.is_below(item, *inner)))
        })
    }

    fn has_figure(&self, item: ChildId, name: &str) -> bool {
        let full = format!("{}.{name}", self.code_of(Owner::of(item)));
        self.definition_ids.contains_key(&(Some(Schema::SUBJECTS), full))
    }

    /// Some or all of the items have no such figure, unless it could not be read.
    fn none_have<T>(&mut self, lacking: &[String], word: &ast::Name, span: Span) -> Option<T> {
        if self.file.has_unread() {
            return None;
        }
        let written = &word.value;
        let error = match Words::first_of(lacking, 8) {
            _ if lacking.is_empty() => Diagnostic::error(
                Code::H0201,
                span,
                words!("没有一项可以列出「{written}」", "there is nothing to put out `{written}` of"),
            ),
            Words { zh, en } => Diagnostic::error(
                Code::H0201,
                word.span,
                words!("没有「{written}」的：{zh}", "these have no `{written}`: {en}"),
            ),
        };
        self.refuse(error.help(words!("删去这一行，或在这几项里写上它", "remove this line, or write it in these")))
    }

    fn no_such_head<T>(&mut self, code: &ast::Name) -> Option<T> {
        let written = &code.value;
        let error = Diagnostic::error(
            Code::H0201,
            code.span,
            words!("没有编号为「{written}」的方面", "there is no head `{written}`"),
        );
        let known: Vec<String> = self.heads.iter().map(|head| head.code.clone()).collect();
        self.refuse(error.suggest(written, known.iter().map(String::as_str)))
    }

    fn no_such_indicator<T>(&mut self, code: &ast::Name) -> Option<T> {
        let written = &code.value;
        let error = Diagnostic::error(
            Code::H0201,
            code.span,
            words!("没有编号为「{written}」的指标", "there is no indicator `{written}`"),
        );
        let known: Vec<String> = self.indicators.iter().map(|indicator| indicator.code.clone()).collect();
        self.refuse(error.suggest(written, known.iter().map(String::as_str)))
    }

    /// 取值 of an indicator.
    fn output_value(&mut self, id: IndicatorId, span: Span) -> Option<ExprId> {
        let context =
            Context { table: Some(Schema::SUBJECTS), indicator: Some(id), may_read_value: true, ..Context::default() };
        self.value_of_indicator(span, &context)
    }

    /// A column of a line, in the unit and with the places that the line says.
    fn output(&mut self, line: &OutputLine, column: Column) -> Option<Output> {
        let Column { title, written, value, of_each } = column;
        let ty = self.arena[value].ty.clone();
        let Type::Number(own) = &ty else {
            let said = line.unit.as_ref().map(|unit| unit.span).or(line.places.as_ref().map(|places| places.span));
            if let Some(span) = said {
                let (zh, en) = type_names(&ty);
                return self.refuse(
                    Diagnostic::error(
                        Code::H0302,
                        span,
                        words!(
                            "「{written}」是{zh}，数才有单位和位数",
                            "`{written}` is {en}; only a number has a unit and places"
                        ),
                    )
                    .help(words!("删去单位和位数", "remove the unit and the places")),
                );
            }
            let title = title.unwrap_or_else(|| written.clone());
            return Some(Output {
                title,
                written,
                value,
                ty,
                rounding: None,
                of_each,
                is_rank: false,
                is_grading: false,
                span: line.span,
            });
        };
        let unit = match &line.unit {
            Some(name) => self.unit_of_output(name, own, &written)?,
            None => own.clone(),
        };
        let mode = self.rounding.map_or(RoundingMode::HalfUp, |rounding| rounding.mode);
        let rounding = line.places.as_ref().map(|places| Rounding::new(places.value, mode));
        let title = title.unwrap_or_else(|| self.with_unit(&written, &unit));
        Some(Output {
            title,
            written,
            value,
            ty: Type::Number(unit),
            rounding,
            of_each,
            is_rank: self.is_rank(value),
            is_grading: false,
            span: line.span,
        })
    }

    /// What a column is called that has no title: a number without its unit says nothing.
    fn with_unit(&self, written: &str, unit: &Unit) -> String {
        let name = &unit.name;
        if name.is_empty() {
            return written.to_owned();
        }
        let words = words!("{written}（{name}）", "{written} ({name})");
        self.in_file(&words).to_owned()
    }

    fn unit_of_output(&mut self, name: &ast::Name, own: &Unit, written: &str) -> Option<Unit> {
        let unit = self.unit(name)?;
        if unit.dimension.compatible(&own.dimension) {
            return Some(unit);
        }
        let [zh, en] = [quantity_name(&own.dimension), quantity_name_in_english(&own.dimension)];
        let said = &name.value;
        let error = Diagnostic::error(
            Code::H0301,
            name.span,
            words!("「{written}」是{zh}，不能用 {said} 列出", "`{written}` is {en}, which {said} does not measure"),
        );
        let shown = &own.name;
        self.refuse(if shown.is_empty() {
            error.help(words!("删去这个单位", "remove this unit"))
        } else {
            error.help(words!("写成：{written} {shown}", "write: {written} {shown}"))
        })
    }

    /// Whether no other column of a result is called so.
    fn is_new_title(&mut self, title: &str, at: Span, titles: &mut BTreeMap<String, Span>) -> bool {
        let first = titles.insert(title.to_owned(), at);
        let is_standing = self.names_results(title)
            || self.names_subjects(title)
            || self.indicators.iter().any(|known| known.code == title)
            || self.heads.iter().any(|known| known.code == title)
            || self.names_condition(title);
        if first.is_none() && !is_standing {
            return true;
        }
        let finding = Diagnostic::error(
            Code::H0205,
            at,
            words!("结果里有两列都叫「{title}」", "two columns of the result are called `{title}`"),
        );
        let finding = match first {
            Some(first) => finding.label(first, words!("另一列在这里", "the other one is here")),
            None => finding,
        };
        let way: Words = words!(
            "在这一行末尾写另一个标题，如 \"{title}二\"",
            "give it another title at the end of its line, such as \"{title} 2\""
        );
        self.report(finding.help(way));
        false
    }

    fn names_condition(&self, title: &str) -> bool {
        self.file.items.iter().any(|item| matches!(item, ast::Item::Condition(known) if known.name.value == title))
    }
}
