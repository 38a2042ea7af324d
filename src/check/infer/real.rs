//! 方根, 幂, 对数, 指数, 绝对值, and to how many decimals a result is worked out.

use super::function::Function;
use crate::check::Checker;
use crate::check::aggregate::safe_places;
use crate::check::context::Context;
use crate::core::{Constant, ExprId, ExprKind, Operator, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::number::{Number, Rounding, RoundingMode, quantity_name, quantity_name_in_english};
use crate::syntax::ast;
use crate::syntax::keyword::function_words;
use crate::words;

/// More decimals are asked for by mistake, or to keep a machine busy.
const MOST_PLACES: u32 = 50;

/// Powers and roots of a higher degree occur in no rule.
const HIGHEST_POWER: i64 = 100;

impl Checker<'_> {
    pub(super) fn real_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        match function {
            Function::Root => self.root(call, span, context),
            Function::Power => self.power(call, span, context),
            Function::Logarithm => self.logarithm(call, span, context),
            Function::Exponential => {
                let rounding = self.accuracy(call, span);
                let [value] = self.arguments::<1>(call)?;
                let value = self.plain(call, value, context);
                let kind = ExprKind::Exponential { value: value?, rounding: rounding? };
                let node = self.arena.add(kind, Type::pure(), span);
                self.in_domain(node)
            }
            _ => {
                let [value] = self.arguments::<1>(call)?;
                let value = self.infer_number(value, context)?;
                let ty = self.arena[value].ty.clone();
                let negative = self.arena.add(ExprKind::Negate(value), ty.clone(), span);
                Some(self.arena.add(ExprKind::Greatest(vec![value, negative]), ty, span))
            }
        }
    }

    /// 方根(x, n): the unit of a share stays.
    fn root(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let rounding = self.accuracy(call, span);
        let [value, degree] = self.arguments::<2>(call)?;
        let degree_at = degree.span;
        let (value, degree) = (self.plain(call, value, context), self.plain(call, degree, context));
        let (value, degree) = (value?, degree?);
        let exponent = if let Some(known) = self.constant_number(degree) {
            let whole = known.is_integer() && known >= Number::one() && known <= Number::from_integer(HIGHEST_POWER);
            let Some(exponent) = Number::one().checked_div(&known).filter(|_| whole) else {
                return self.refuse(
                    Diagnostic::error(
                        Code::H0408,
                        degree_at,
                        words!(
                            "开几次方，须是 1 到 {HIGHEST_POWER} 的整数",
                            "the degree of a root is a whole number from 1 to {HIGHEST_POWER}"
                        ),
                    )
                    .help(words!(
                        "如 方根(末期 / 基期, 2) 精确到 6 位",
                        "such as root(end / start, 2) accurate_to 6 places"
                    )),
                );
            };
            self.arena.constant(Constant::Number(exponent), Type::pure(), degree_at)
        } else {
            let one = self.arena.constant(Constant::Number(Number::one()), Type::pure(), degree_at);
            self.operate(Operator::Divide, one, degree, degree_at)?
        };
        let ty = self.arena[value].ty.clone();
        let kind = ExprKind::Powers { factors: vec![(value, exponent)], rounding: Some(rounding?) };
        let node = self.arena.add(kind, ty, span);
        self.in_domain(node)
    }

    /// 幂(x, p): exact when p is a fixed whole number.
    fn power(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [value, exponent] = self.arguments::<2>(call)?;
        let exponent_at = exponent.span;
        let (value, exponent) = (self.plain(call, value, context), self.plain(call, exponent, context));
        let (value, exponent) = (value?, exponent?);
        let known = self.constant_number(exponent);
        if known.as_ref().is_some_and(|known| known.abs() > Number::from_integer(HIGHEST_POWER)) {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    exponent_at,
                    words!("指数不能超过 {HIGHEST_POWER}", "an exponent is at most {HIGHEST_POWER}"),
                )
                .help(words!("核对指数", "check the exponent")),
            );
        }
        let rounding = if known.is_some_and(|known| known.is_integer()) {
            self.not_accurate(call)?;
            None
        } else {
            Some(self.accuracy(call, span)?)
        };
        let ty = self.arena[value].ty.clone();
        let node = self.arena.add(ExprKind::Powers { factors: vec![(value, exponent)], rounding }, ty, span);
        self.in_domain(node)
    }

    /// 对数(x), natural, or 对数(x, 底).
    fn logarithm(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let rounding = self.accuracy(call, span);
        let (value, base) = if let [value] = call.arguments.as_slice() {
            (value, None)
        } else {
            let [value, base] = self.arguments::<2>(call)?;
            (value, Some(base))
        };
        let value = self.plain(call, value, context);
        let base = match base.map(|base| self.plain(call, base, context)) {
            Some(base) => Some(base?),
            None => None,
        };
        let not_above_0 = |number: &Number| number.is_zero() || number.is_negative();
        let known = base.and_then(|base| Some((self.arena.span(base), self.constant_number(base)?)));
        if let Some((at, known)) = known
            && (not_above_0(&known) || known == Number::one())
        {
            return self.no_value(at);
        }
        let kind = ExprKind::Logarithm { value: value?, base, rounding: rounding? };
        let node = self.arena.add(kind, Type::pure(), span);
        self.in_domain(node)
    }

    /// An argument without a unit other than %: powers and logarithms of money mean nothing.
    fn plain(&mut self, call: &ast::Call, argument: &ast::Expr, context: &Context) -> Option<ExprId> {
        let value = self.infer_number(argument, context)?;
        let unit = self.number_unit(value)?;
        if unit.dimension.is_pure() {
            return Some(value);
        }
        let (Words { zh: name, en: name_en }, written) = (function_words(&call.function.value), &unit.name);
        let (zh, en) = (quantity_name(&unit.dimension), quantity_name_in_english(&unit.dimension));
        self.refuse(
            Diagnostic::error(
                Code::H0301,
                argument.span,
                words!(
                    "「{name}」只用于没有单位的数和比率，这里是{zh}（{written}）",
                    "`{name_en}` is for plain numbers and shares, but this is {en} ({written})"
                ),
            )
            .help(words!(
                "先除以同一种量，如 本期 / 基期，或 倍数(本期, 1 万元)",
                "divide by the same kind of quantity first, such as end / start, or multiple(revenue, target)"
            )),
        )
    }

    /// A number that is known before any data.
    pub(super) fn fixed(&mut self, expr: ExprId) -> Option<Number> {
        let known = self.constant_number(expr);
        if known.is_some() {
            return known;
        }
        self.refuse(Diagnostic::error(
            Code::H0302,
            self.arena.span(expr),
            words!("这里要一个固定的数，不能读数据", "a fixed number is wanted here, which reads no data"),
        ))
    }

    /// Refuses a node of fixed numbers that has no value.
    pub(super) fn in_domain(&mut self, node: ExprId) -> Option<ExprId> {
        let known: Option<Vec<Number>> = {
            let children = self.arena.children(node);
            children.into_iter().map(|child| self.constant_number(child)).collect()
        };
        if known.is_none_or(|operands| self.arena[node].of_numbers(&operands).is_ok()) {
            return Some(node);
        }
        self.no_value(self.arena.span(node))
    }

    fn no_value<T>(&mut self, span: Span) -> Option<T> {
        self.refuse(
            Diagnostic::error(
                Code::H0408,
                span,
                words!(
                    "这里没有值：数在函数的定义域之外，或结果太大",
                    "this has no value: a number outside the domain of the function, or a result too large"
                ),
            )
            .help(words!(
                "负数不能开方，0 和负数没有对数，底须大于 0 而不是 1",
                "a negative has no root, 0 and negatives no logarithm, and a base is above 0 and not 1"
            )),
        )
    }

    /// 精确到 n 位, which must be written where the result is not rounded as it is.
    pub(super) fn accuracy(&mut self, call: &ast::Call, span: Span) -> Option<Rounding> {
        let Words { zh, en } = function_words(&call.function.value);
        // Rounded once, where it is rounded anyway.
        if let (None, Some((at, rounding))) = (&call.accuracy, self.rounded_at_once)
            && at == span
        {
            return Some(rounding);
        }
        let safe = safe_places(self.rounding);
        match &call.accuracy {
            Some(places) if places.value <= MOST_PLACES => {
                self.accuracies.push(places.span);
                Some(Rounding::new(places.value, RoundingMode::HalfUp))
            }
            Some(places) => self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    places.span,
                    words!("最多精确到 {MOST_PLACES} 位", "at most {MOST_PLACES} places can be asked for"),
                )
                .help(words!("写成：精确到 6 位", "write: accurate_to 6 places"))
                .fix(Fix::replace(places.span, self.in_file(&words!("精确到 6 位", "accurate_to 6 places")))),
            ),
            None => self.refuse(
                Diagnostic::error(
                    Code::H0407,
                    span,
                    words!(
                        "「{zh}」的结果一般是无限小数，没有写精确到几位",
                        "a result of `{en}` has no last decimal, and how many are meant is not stated"
                    ),
                )
                .help(words!(
                    "在括号后面写：精确到 {safe} 位；直接舍入的，写 保留 几 位",
                    "write behind the brackets: accurate_to {safe} places; to round it as it is, rounded_to … places"
                ))
                .fix(Fix::behind(span, self.in_file(&words!(" 精确到 {safe} 位", " accurate_to {safe} places")))),
            ),
        }
    }

    /// 精确到 where the result is exact.
    pub(super) fn not_accurate(&mut self, call: &ast::Call) -> Option<()> {
        let Some(places) = &call.accuracy else { return Some(()) };
        let (Words { zh, en }, count) = (function_words(&call.function.value), places.value);
        self.refuse(
            Diagnostic::error(
                Code::H0407,
                places.span,
                words!(
                    "「{zh}」在这里的结果是精确的，不写「精确到」",
                    "the result of `{en}` is exact here and takes no `accurate_to`"
                ),
            )
            .help(words!("要舍入，写 保留 {count} 位", "to round it, write rounded_to {count} places")),
        )
    }
}
