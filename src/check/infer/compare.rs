//! Comparisons.

use super::type_names;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{
    ChoiceOrder, Comparison, Constant, Expr, ExprId, ExprKind, FigureId, HeadId, Operator, Origin, Schema, Type,
};
use crate::finding::{Code, Diagnostic, Fix, Label, Span, Words};
use crate::number::Date;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        comparison: Comparison,
        word: &ast::Name,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        if matches!(left.kind, ast::ExprKind::EveryHeadRate) {
            return self.every_head_rate(comparison, right, span, context);
        }
        self.is_named_level(left, right, context)?;
        let wanted = self.like(right, context);
        let left = self.infer_wanted(left, context, wanted)?;
        let ty = self.arena[left].ty.clone();
        if let Some(date) = written_with_strokes(right).filter(|_| ty == Type::Date) {
            return self.refuse(
                Diagnostic::error(
                    Code::H0302,
                    right.span,
                    words!("日期不写斜线，写了是除法", "a date is not written with strokes: these are divisions"),
                )
                .help(words!("写作：{date}", "write: {date}"))
                .fix(Fix::replace(right.span, date.to_string())),
            );
        }
        let right = self.infer(right, context, Some(&ty))?;
        self.compared(comparison, (&word.value, Some(word.span)), left, right, span)
    }

    pub(super) fn compared(
        &mut self,
        comparison: Comparison,
        (written, word): (&str, Option<Span>),
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<ExprId> {
        let equality = matches!(comparison, Comparison::Equal | Comparison::Unequal);
        let sides = [&self.arena[left].ty, &self.arena[right].ty];
        let between_choices = matches!(sides, [Type::Choice(one), Type::Choice(other)] if one == other);
        if !equality && (between_choices || ChoiceOrder::is_of_quality(written)) {
            return self.ranked(comparison, (written, word), (left, right), span);
        }
        let (left, right) = match (&self.arena[left].ty, &self.arena[right].ty) {
            (Type::Number(_), Type::Number(_)) => self.same_quantity(left, right, span)?,
            (Type::Date, Type::Date) => (left, right),
            (Type::Text, Type::Text) | (Type::YesNo, Type::YesNo) if equality => (left, right),
            (Type::Choice(one), Type::Choice(other)) if equality && one == other => (left, right),
            (one, other) => {
                let ((left_zh, left_en), (right_zh, right_en)) = (type_names(one), type_names(other));
                let error = Diagnostic::error(
                    Code::H0302,
                    span,
                    words!(
                        "「{written}」比较不了{left_zh}和{right_zh}",
                        "`{written}` cannot compare {left_en} with {right_en}"
                    ),
                );
                let error = quoted_choice(error, &self.arena[left], &self.arena[right]);
                let error = error_of_year(error, &self.arena[left], &self.arena[right]);
                let error = [left, right].into_iter().fold(error, |error, side| self.without_quotes(error, side));
                return self.refuse_of_parameter(error, [left, right], span);
            }
        };
        let kind = ExprKind::Compare { comparison, left, right, word };
        Some(self.arena.yes_no(kind, span))
    }

    /// Refuses a comparison; of one with a parameter that is of another type, once for all its comparisons.
    fn refuse_of_parameter(&mut self, error: Diagnostic, sides: [ExprId; 2], span: Span) -> Option<ExprId> {
        let parameter = sides.into_iter().find_map(|side| match self.arena[side].kind {
            ExprKind::Figure(FigureId::Parameter(id)) => self.parameters.get(id.0).map(|(source, _)| source.name.span),
            _ => None,
        });
        let Some(declared) = parameter else { return self.refuse(error) };
        let is_told = |finding: &&mut Diagnostic| {
            finding.code == Code::H0302 && finding.labels.first().is_some_and(|label| label.span == declared)
        };
        if let Some(told) = self.diagnostics.iter_mut().find(is_told) {
            told.labels.push(Label { span, words: words!("这里也比", "compared here too") });
            return None;
        }
        self.refuse(error.label(declared, words!("参数在这里", "the parameter is declared here")))
    }

    /// 各方面得分率 不低于 70%: each head's marks ÷ its full marks.
    fn every_head_rate(
        &mut self,
        comparison: Comparison,
        right: &ast::Expr,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        self.may_read_marks(span, context)?;
        let limit = self.infer_number(right, context)?;
        let limit = self.shared(limit, context.table);
        let mut terms = Vec::new();
        for head in 0..self.heads.len() {
            let marks = self.arena.mark_of(FigureId::Head(HeadId(head)), span);
            let full = self.arena.mark_of(FigureId::HeadFull(HeadId(head)), span);
            let rate = self.operate(Operator::Divide, marks, full, span)?;
            let limit = self.another(limit);
            let sides = self.same_quantity(rate, limit, span)?;
            terms.push(self.arena.compare(comparison, sides, span));
        }
        Some(self.arena.yes_no(ExprKind::And(terms), span))
    }

    pub(super) fn within(
        &mut self,
        value: &ast::Expr,
        choices: &[ast::Expr],
        negated: bool,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let value = self.infer(value, context, None)?;
        let value = self.shared(value, context.table);
        let mut terms = Vec::new();
        for choice in choices {
            let ty = self.arena[value].ty.clone();
            let choice = self.infer(choice, context, Some(&ty));
            let value = self.another(value);
            terms.push(choice.and_then(|choice| self.compared(Comparison::Equal, ("属于", None), value, choice, span)));
        }
        let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
        let any = self.arena.yes_no(ExprKind::Or(terms), span);
        Some(if negated { self.arena.not(any, span) } else { any })
    }

    /// 为空 / 不为空 of an optional field.
    pub(super) fn empty(&mut self, value: &ast::Expr, negated: bool, span: Span, context: &Context) -> Option<ExprId> {
        let inferred = self.infer(value, context, None)?;
        let (table, field) = match self.arena[inferred].kind {
            ExprKind::Field { table, field } => (table, field),
            ExprKind::Figure(id @ FigureId::Definition(definition))
                if self.defined(definition).is_some_and(|known| known.table != Schema::SUBJECTS) =>
            {
                let ty = self.arena[inferred].ty.clone();
                let there = self.arena.is_there(id, &ty, Origin::from(span));
                return Some(if negated { there } else { self.arena.not(there, span) });
            }
            _ => {
                return self.refuse(Diagnostic::error(
                    Code::H0207,
                    value.span,
                    words!(
                        "只能问数据的一列、或行的一条定义是否为空",
                        "only a column of the data, or a definition of a row, can be asked for being empty"
                    ),
                ));
            }
        };
        let declared = self.schema.field(table, field)?;
        if !declared.optional {
            let (name, declaration) = (declared.name.clone(), declared.span);
            // It is declared once, however often it is asked.
            let is_told = |told: &&mut Diagnostic| {
                told.code == Code::H0207 && told.labels.first().is_some_and(|label| label.span == declaration)
            };
            if let Some(told) = self.diagnostics.iter_mut().find(is_told) {
                told.labels.push(Label { span: value.span, words: words!("这里也问", "asked here too") });
                return None;
            }
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    value.span,
                    words!(
                        "「{name}」没有声明 可缺失，不应为空",
                        "`{name}` is not declared optional and should not be empty"
                    ),
                )
                .label(declaration, words!("在这里声明", "declared here"))
                .help(words!("允许为空的列，在声明后写 可缺失", "mark a column that may be empty as optional"))
                .fix(Fix::behind(declaration, self.in_file(&words!(" 可缺失", " optional")))),
            );
        }
        let empty = self.arena.yes_no(ExprKind::IsEmpty { table, field }, span);
        Some(if negated { self.arena.not(empty, span) } else { empty })
    }
}

/// 企业类型 是 "规上": the choices of an enumeration stand without quotes.
fn quoted_choice(error: Diagnostic, left: &Expr, right: &Expr) -> Diagnostic {
    let (ExprKind::Constant(Constant::Text(text)), Type::Choice(choices)) = (&right.kind, &left.ty) else {
        return error;
    };
    let Words { zh, en } = Words::listed(choices.in_rules());
    if choices.contains(text) {
        let help = words!("枚举的项不加引号：写 {text}", "a choice stands without quotes: write {text}");
        return error.help(help).fix(Fix::replace(right.span(), text));
    }
    error.help(words!("枚举的项不加引号，写下面的一项：{zh}", "a choice stands without quotes; write one of {en}"))
}

/// 建成日 早于 2020 年: a day is compared with a day.
fn error_of_year(error: Diagnostic, left: &Expr, right: &Expr) -> Diagnostic {
    let (Type::Date, Type::Number(unit), ExprKind::Constant(Constant::Number(number))) =
        (&left.ty, &right.ty, &right.kind)
    else {
        return error;
    };
    let year = number.checked_div(&unit.scale).map(|year| year.to_readable(2)).filter(|year| year.len() == 4);
    match year {
        Some(year) => error.help(words!(
            "写到日，如 {year}-01-01 或 {year}-12-31",
            "name the day, such as {year}-01-01 or {year}-12-31"
        )),
        None => error,
    }
}

/// 2024/12/31, which reads as two divisions.
fn written_with_strokes(expr: &ast::Expr) -> Option<Date> {
    let number = |expr: &ast::Expr| match &expr.kind {
        ast::ExprKind::Number { value, unit: None } => Some(value.to_string()),
        _ => None,
    };
    let divided = |expr: &'_ ast::Expr| match &expr.kind {
        ast::ExprKind::Arithmetic { operator: Operator::Divide, left, right } => Some((left.clone(), right.clone())),
        _ => None,
    };
    let (rest, day) = divided(expr)?;
    let (year, month) = divided(&rest)?;
    Date::parse(&format!("{}/{}/{}", number(&year)?, number(&month)?, number(&day)?))
}
