//! Types and units of expressions.

pub(super) mod arith;
mod beside;
mod call;
mod case;
mod compare;
mod correlation;
mod derived;
mod earned;
mod figure;
mod function;
mod kept;
mod list;
mod over_time;
mod parts;
mod ranked;
mod real;
mod rows;
mod script;
mod standardised;
mod synonym;
mod text;
mod winsorised;

pub(super) use derived::MOST_CONDITIONS;

use super::Checker;
use super::context::{Context, Wanted};
use crate::core::{Constant, ExprId, ExprKind, FigureId, Schema, Type};
use crate::finding::{Code, Diagnostic, Fix, Language, Span, Words};
use crate::invariant::OrBroken;
use crate::number::{Unit, quantity_name, quantity_name_in_english};
use crate::syntax::ast;
use crate::syntax::is_name;
use crate::words;

impl Checker<'_> {
    /// An expression with its type. `expected` resolves bare names of an enumeration.
    #[allow(clippy::too_many_lines, reason = "an arm for each kind of expression")]
    pub(super) fn infer(&mut self, expr: &ast::Expr, context: &Context, expected: Option<&Type>) -> Option<ExprId> {
        if self.arena.is_full() {
            return None;
        }
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Number { value, unit } => {
                let unit = match unit {
                    Some(name) => self.unit(name)?,
                    None => Unit::pure(),
                };
                let base = value * &unit.scale;
                Some(self.arena.constant(Constant::Number(base), Type::Number(unit), span))
            }
            ast::ExprKind::Text(text) => match expected {
                // A choice that is no name stands in quotes.
                Some(Type::Choice(choices)) if !is_name(text) => {
                    let choices = choices.clone();
                    let Some(place) = choices.place(text) else {
                        return self.no_such_choice(text, span, choices.in_rules());
                    };
                    Some(self.arena.constant(Constant::Choice(place), Type::Choice(choices), span))
                }
                _ => Some(self.arena.constant(Constant::Text(text.clone()), Type::Text, span)),
            },
            ast::ExprKind::Date(date) => Some(self.arena.constant(Constant::Date(*date), Type::Date, span)),
            ast::ExprKind::YesNo(truth) => Some(self.arena.constant(Constant::YesNo(*truth), Type::YesNo, span)),
            ast::ExprKind::Name { table, name } => {
                if let (None, Some(Type::Choice(choices))) = (table, expected)
                    && let Some(index) = choices.place(&name.value)
                {
                    if self.is_value_too(context, name) {
                        return None;
                    }
                    return Some(self.arena.constant(Constant::Choice(index), Type::Choice(choices.clone()), span));
                }
                if let (None, Some(Type::Choice(choices))) = (table, expected)
                    && !self.is_known_name(context, &name.value)
                {
                    let choices = choices.clone();
                    return self.no_such_choice(&name.value, span, choices.in_rules());
                }
                match expected {
                    Some(ty) => {
                        self.named(table.as_ref(), name, span, &context.wanting(Some(Wanted::Like(ty.clone()))))
                    }
                    None => self.named(table.as_ref(), name, span, context),
                }
            }
            ast::ExprKind::ThisRow(name) => self.of_this_row(name, span, context),
            ast::ExprKind::FullMarks => self.full_marks(span, context),
            ast::ExprKind::Value => self.value_of_indicator(span, context),
            ast::ExprKind::Total => {
                self.may_read_marks(span, context)?;
                Some(self.arena.add(ExprKind::Figure(FigureId::Total), Type::marks(), span))
            }
            ast::ExprKind::Parts(each) => self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    each.span,
                    words!(
                        "各指标、各方面是几项，要用函数合成一个数",
                        "items of the tree are several, and a function is needed"
                    ),
                )
                .help(words!(
                    "如 求和(各指标.得分)、存在(各方面 其中 得分率 低于 60%)",
                    "such as sum(each_indicator.mark), exists(each_head where mark_rate below 60%)"
                )),
            ),
            ast::ExprKind::GradeOf(name) => self.grade_of(name, span, context),
            ast::ExprKind::EveryHeadRate => self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!("各方面得分率写在比较词的左边", "the rate of every head stands on the left of a comparison"),
                )
                .help(words!(
                    "如 各方面得分率 不低于 70%；某一个方面写 得分率(D)",
                    "such as every_head_rate at_least 70%; for one head write mark_rate(D)"
                )),
            ),
            ast::ExprKind::Negate(value) => {
                let value = self.infer_number(value, context)?;
                let ty = self.arena[value].ty.clone();
                Some(self.arena.add(ExprKind::Negate(value), ty, span))
            }
            ast::ExprKind::Arithmetic { operator, left, right } => {
                self.arithmetic(*operator, left, right, span, context)
            }
            ast::ExprKind::Compare { comparison, word, left, right } => {
                self.comparison(*comparison, word, left, right, span, context)
            }
            ast::ExprKind::OfText(asked) => self.of_text(asked, span, context),
            ast::ExprKind::Within { value, choices, negated } => self.within(value, choices, *negated, span, context),
            ast::ExprKind::Empty { value, negated } => self.empty(value, *negated, span, context),
            ast::ExprKind::Asked { condition, verdict } => self.asked_of(condition, verdict, span, context),
            ast::ExprKind::And(terms) => {
                self.terms(terms, context).map(|terms| self.arena.yes_no(ExprKind::And(terms), span))
            }
            ast::ExprKind::Or(terms) => {
                self.terms(terms, context).map(|terms| self.arena.yes_no(ExprKind::Or(terms), span))
            }
            ast::ExprKind::Not(value) => {
                let value = self.infer_yes_no(value, context)?;
                Some(self.arena.not(value, span))
            }
            ast::ExprKind::If { condition, then, otherwise } => {
                self.choice_of_two((condition, then, otherwise), span, context, expected)
            }
            ast::ExprKind::Lookup { by, arms, otherwise } => self.lookup(by, arms, otherwise.as_deref(), span, context),
            ast::ExprKind::Where { .. } => self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!("这是一批行，不是一个值", "this is a set of rows, not a value"),
                )
                .help(words!("放进 计数(…)、求和(…) 或 存在(…) 里", "put it into count(…), sum(…) or exists(…)")),
            ),
            ast::ExprKind::Call(call) => self.call(call, span, context),
            ast::ExprKind::Round { value, to, mode } => self.kept(value, to, *mode, span, context),
        }
    }

    /// An expression that must be a number.
    pub(super) fn infer_number(&mut self, expr: &ast::Expr, context: &Context) -> Option<ExprId> {
        let inferred = self.infer_wanted(expr, context, Some(Wanted::Number))?;
        self.as_number(inferred)
    }

    /// An expression; one that is a name alone is to be something.
    pub(super) fn infer_wanted(
        &mut self,
        expr: &ast::Expr,
        context: &Context,
        wanted: Option<Wanted>,
    ) -> Option<ExprId> {
        match &expr.kind {
            ast::ExprKind::Name { .. } => self.infer(expr, &context.wanting(wanted), None),
            _ => self.infer(expr, context, None),
        }
    }

    /// Requires a number.
    fn as_number(&mut self, inferred: ExprId) -> Option<ExprId> {
        match self.arena[inferred].ty {
            Type::Number(_) => Some(inferred),
            ref other => {
                let (zh, en) = type_names(other);
                let error = Diagnostic::error(
                    Code::H0302,
                    self.arena.span(inferred),
                    words!("这里要一个数，写的却是{zh}", "a number is wanted here, but this is {en}"),
                );
                let error = self.without_quotes(error, inferred);
                self.refuse(error)
            }
        }
    }

    /// "优良率" where the column 优良率 is meant.
    pub(super) fn without_quotes(&self, error: Diagnostic, expr: ExprId) -> Diagnostic {
        let ExprKind::Constant(Constant::Text(name)) = &self.arena[expr].kind else { return error };
        let is_name = self.parameter_ids.contains_key(name) || self.is_member(Schema::SUBJECTS, name);
        if !is_name || error.fix.is_some() {
            return error;
        }
        error
            .help(words!(
                "加了引号就是一段文字；是列或定义的名称，不加引号：{name}",
                "in quotes it is a text; the name of a column or definition has none: {name}"
            ))
            .fix(Fix::replace(self.arena.span(expr), name))
    }

    /// An expression that must hold or not hold.
    pub(super) fn infer_yes_no(&mut self, expr: &ast::Expr, context: &Context) -> Option<ExprId> {
        let inferred = self.infer_wanted(expr, context, Some(Wanted::YesNo))?;
        match self.arena[inferred].ty {
            Type::YesNo => Some(inferred),
            ref other => {
                let (zh, en) = type_names(other);
                self.refuse(
                    Diagnostic::error(
                        Code::H0302,
                        expr.span,
                        words!("这里要一个条件，写的却是{zh}", "a condition is wanted here, but this is {en}"),
                    )
                    .help(words!("写上比较，如「… 不低于 70%」", "write a comparison, such as `… at_least 70%`")),
                )
            }
        }
    }

    /// An expression that must be marks. A bare 0 is refused too: marks are written with 分.
    pub(super) fn infer_marks(&mut self, expr: &ast::Expr, context: &Context) -> Option<ExprId> {
        let inferred = self.infer_wanted(expr, context, Some(Wanted::Marks))?;
        let inferred = self.as_number(inferred)?;
        self.as_marks(inferred)
    }

    /// Requires the dimension of marks.
    pub(super) fn as_marks(&mut self, expr: ExprId) -> Option<ExprId> {
        let Type::Number(unit) = &self.arena[expr].ty else { return None };
        let wanted = marks_unit();
        if unit.dimension == wanted.dimension {
            return Some(expr);
        }
        let (found_zh, found_en) = (quantity_name(&unit.dimension), quantity_name_in_english(&unit.dimension));
        let error = if unit.dimension.is_pure() {
            let span = self.arena.span(expr);
            let error =
                Diagnostic::error(Code::H0304, span, words!("分值要写单位 分", "marks are written with their unit 分"));
            match &self.arena[expr].kind {
                ExprKind::Constant(Constant::Number(number)) if unit.name.is_empty() => {
                    let number = number.to_readable(8);
                    error.help(words!("写作：{number} 分", "write: {number} 分")).fix(Fix::behind(span, " 分"))
                }
                _ => error,
            }
        } else {
            Diagnostic::error(
                Code::H0301,
                self.arena.span(expr),
                words!("这里要分值，写的却是{found_zh}", "marks are wanted here, but this is {found_en}"),
            )
        };
        self.refuse(error)
    }

    fn full_marks(&mut self, span: Span, context: &Context) -> Option<ExprId> {
        if let Some(full) = self.full_marks_of_node(span) {
            return Some(full);
        }
        match context.indicator {
            Some(id) => Some(self.full_of(id, span)),
            None => self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("「满分」只能写在指标里", "`full_marks` can only be used in an indicator"),
            )),
        }
    }

    pub(super) fn value_of_indicator(&mut self, span: Span, context: &Context) -> Option<ExprId> {
        if let Some(id) = context.indicator.filter(|_| context.may_read_value && self.is_own_figure) {
            self.value_of_own(id);
        }
        let known = context.indicator.and_then(|id| Some((id, self.indicators.get(id.0)?)));
        if !context.may_read_value {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "「取值」只能写在指标的计分、调整和建议里",
                    "`value` can only be used in scoring, adjustments and advice of an indicator"
                ),
            ));
        }
        match known {
            Some((index, known)) if known.value.is_some() => {
                let ty = self.arena[known.value?].ty.clone();
                let id = if context.reads_given { FigureId::Given(index) } else { FigureId::Value(index) };
                Some(self.arena.add(ExprKind::Figure(id), ty, span))
            }
            Some((_, known)) if known.has_value => None, // its own error has been reported
            // It is missing once, however often it is read.
            Some((_, known)) if self.is_refused_indicator(&known.code, Some("取值")) => None,
            _ => self.refuse(
                Diagnostic::error(
                    Code::H0204,
                    span,
                    words!(
                        "这种计分要读取值，指标却没有「取值」",
                        "this scoring reads the value, but the indicator has none"
                    ),
                )
                .help(words!("加一行：取值 …", "add a line: value …")),
            ),
        }
    }

    pub(super) fn is_known_name(&self, context: &Context, name: &str) -> bool {
        let is_value = |table| self.is_member(table, name);
        self.parameter_ids.contains_key(name)
            || context.table.is_some_and(is_value)
            || self.may_be_lost(name, Self::VALUES)
    }

    /// Reports a name that an enumeration does not have.
    pub(super) fn no_such_choice<T>(&mut self, written: &str, span: Span, choices: &[String]) -> Option<T> {
        let Words { zh, en } = Words::listed(choices);
        let error = Diagnostic::error(
            Code::H0208,
            span,
            words!("枚举里没有「{written}」，只有：{zh}", "the enumeration has no `{written}`, only: {en}"),
        )
        .suggest(written, choices.iter().map(String::as_str));
        self.refuse(error)
    }

    fn terms(&mut self, terms: &[ast::Expr], context: &Context) -> Option<Vec<ExprId>> {
        let inferred: Vec<Option<ExprId>> = terms.iter().map(|term| self.infer_yes_no(term, context)).collect();
        inferred.into_iter().collect()
    }

    /// What a value is to be that is held against this one, as far as that is known before it is inferred.
    pub(super) fn like(&self, expr: &ast::Expr, context: &Context) -> Option<Wanted> {
        let ty = match &expr.kind {
            ast::ExprKind::Number { unit, .. } => {
                Type::Number(unit.as_ref().map_or(Some(Unit::pure()), |unit| Unit::parse(&unit.value))?)
            }
            ast::ExprKind::Text(_) => Type::Text,
            ast::ExprKind::Date(_) => Type::Date,
            ast::ExprKind::YesNo(_) => Type::YesNo,
            ast::ExprKind::FullMarks | ast::ExprKind::Total => Type::marks(),
            ast::ExprKind::Name { table: None, name } => self.known_type(context.table?, &name.value)?.clone(),
            _ => return None,
        };
        Some(Wanted::Like(ty))
    }
}

/// The unit of marks.
pub(super) fn marks_unit() -> Unit {
    Unit::parse("分").or_broken("分 is a unit")
}

/// The unit %, in which shares are shown.
pub(super) fn percent_unit() -> Unit {
    Unit::parse("%").or_broken("% is a unit")
}

/// A type in words, Chinese and English.
pub(super) fn type_names(ty: &Type) -> (String, &'static str) {
    match ty {
        Type::Number(unit) => (quantity_name(&unit.dimension), "a number"),
        Type::YesNo => ("是否".to_owned(), "yes or no"),
        Type::Text => ("文本".to_owned(), "a text"),
        Type::Choice(choices) => (format!("枚举（{}）", choices.join("、")), "a choice"),
        Type::Date => ("日期".to_owned(), "a date"),
    }
}

/// 保留 without a mode, and nothing that gives one.
pub(super) fn lacks_mode(span: Span, language: Language) -> Diagnostic {
    let mode = words!(" 四舍五入", " half_up");
    Diagnostic::error(Code::H0405, span, words!("保留几位，没有写怎么舍入", "rounding without its mode"))
        .help(words!("写成：保留 2 位 四舍五入", "write: rounded_to 2 places half_up"))
        .fix(Fix::behind(span, mode.in_language(language)))
}
