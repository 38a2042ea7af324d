//! Functions of scripts spelt out in the core of expressions, so that they run in columns like a clause.
//!
//! What the interpreter does is kept to the letter. Arithmetic on a missing value is missing in both. A comparison of
//! a missing value ends a script, so what follows a `let` that compares is put behind the question whether the
//! comparison is known: `Case [(known, rest)]` is missing, with the reasons of the comparison, when it is not.

use crate::lang::Span;
use crate::lang::model::{
    Argument, Comparison, Constant, Expr, ExprKind, FieldId, Operator, PortKind, Schema, ScriptFile, ScriptFunction,
    TableId, Type,
};
use crate::number::{Number, Rounding, RoundingMode, Unit};
use crate::script::{Binary, Helper, Pure, PureKind};

/// A longer spelling would cost more than it saves.
const MOST_NODES: usize = 2_000;

/// Powers of a higher degree occur in no rule.
const HIGHEST_POWER: i64 = 100;

/// A declared function and where it comes from.
pub(super) struct Function<'a> {
    pub(super) file: &'a ScriptFile,
    pub(super) declared: &'a ScriptFunction,
    pub(super) schema: &'a Schema,
}

/// The value of a call; `None` when it cannot be spelt out. `span` is the place of the call.
pub(super) fn translated(whole: &Function<'_>, arguments: &[Argument], span: Span) -> Option<Expr> {
    let functions = whole.file.script.functions();
    let body = functions.iter().find(|function| function.name == whole.declared.name)?.pure.as_ref().ok()?;
    let mut translator = Translator { whole, span, nodes: 0 };
    let ports = &whole.declared.ports;
    let bound = ports.iter().zip(arguments).map(|(port, argument)| translator.bound(&port.kind, argument)).collect();
    let mut frame = Frame { parameters: bound, locals: Vec::new() };
    let value = translator.tail(body, &mut frame)?;
    translator.of_result(value)
}

/// What a parameter stands for.
#[derive(Clone)]
enum Bound {
    /// A value as the script sees it.
    Value(Expr),
    /// A row.
    Record(TableId),
    /// A list, which the core has not.
    List,
}

/// The names of one function.
struct Frame {
    parameters: Vec<Bound>,
    locals: Vec<Expr>,
}

/// A value, and the conditions that must be known lest the script end before it: each is true or unknown.
struct Made {
    value: Expr,
    ends: Vec<Expr>,
}

impl From<Expr> for Made {
    fn from(value: Expr) -> Self {
        Self { value, ends: Vec::new() }
    }
}

struct Translator<'a> {
    whole: &'a Function<'a>,
    span: Span,
    nodes: usize,
}

impl Translator<'_> {
    fn bound(&self, port: &PortKind, argument: &Argument) -> Bound {
        match (argument, port) {
            (Argument::Value(value), PortKind::Value(ty)) => Bound::Value(self.seen(value.clone(), ty)),
            (Argument::Record(table), _) => Bound::Record(*table),
            _ => Bound::List,
        }
    }

    /// A value as a script sees it: a number in the unit of its port or column.
    fn seen(&self, value: Expr, ty: &Type) -> Expr {
        let scale = ty.script_scale();
        self.scaled(value, &scale, Operator::Divide, pure_type())
    }

    fn scaled(&self, value: Expr, scale: &Number, operator: Operator, ty: Type) -> Expr {
        if *scale == Number::one() {
            return value;
        }
        let scale = constant(Constant::Number(scale.clone()), pure_type(), self.span);
        Expr::new(ExprKind::Arithmetic { operator, left: Box::new(value), right: Box::new(scale) }, ty, self.span)
    }

    /// The result in base units, if it is of the declared type.
    fn of_result(&self, value: Expr) -> Option<Expr> {
        let wanted = &self.whole.declared.result;
        match (&value.ty, wanted) {
            (Type::Number(_), Type::Number(_)) => {
                Some(self.scaled(value, &wanted.script_scale(), Operator::Multiply, wanted.clone()))
            }
            (own, wanted) if own == wanted => Some(value),
            _ => None,
        }
    }

    fn place(&self, pure: &Pure) -> Span {
        Span::new(self.whole.file.source, pure.at.start, pure.at.end)
    }

    fn count(&mut self) -> Option<()> {
        self.nodes += 1;
        (self.nodes <= MOST_NODES).then_some(())
    }

    /// The value of a body: nothing follows it.
    fn tail(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Expr> {
        self.count()?;
        match &pure.kind {
            PureKind::Let { value, rest } => {
                let bound = self.value(value, frame)?;
                frame.locals.push(bound.value);
                let rest = self.tail(rest, frame)?;
                frame.locals.pop();
                Some(behind(bound.ends, rest))
            }
            PureKind::If { condition, then, otherwise } => {
                let condition = self.condition(condition, frame)?;
                let (then, otherwise) = (self.tail(then, frame)?, self.tail(otherwise, frame)?);
                let chosen = choice(condition.value, then, otherwise, self.place(pure))?;
                Some(behind(condition.ends, chosen))
            }
            _ => {
                let made = self.value(pure, frame)?;
                Some(behind(made.ends, made.value))
            }
        }
    }

    /// A value that something follows.
    fn value(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.count()?;
        let span = self.place(pure);
        Some(match &pure.kind {
            PureKind::Number(number) => constant(Constant::Number(number.clone()), pure_type(), span).into(),
            PureKind::YesNo(truth) => constant(Constant::YesNo(*truth), Type::YesNo, span).into(),
            PureKind::Text(text) => constant(Constant::Text(text.clone()), Type::Text, span).into(),
            PureKind::Parameter(index) => match frame.parameters.get(*index)? {
                Bound::Value(value) => self.copy(value)?.into(),
                Bound::Record(_) | Bound::List => return None,
            },
            PureKind::Local(index) => {
                let local = frame.locals.get(*index)?;
                self.copy(local)?.into()
            }
            PureKind::Field(index, name) => match frame.parameters.get(*index)? {
                Bound::Record(table) => self.field(*table, name, span)?.into(),
                Bound::Value(_) | Bound::List => return None,
            },
            PureKind::Let { value, rest } => {
                let bound = self.value(value, frame)?;
                frame.locals.push(bound.value);
                let rest = self.value(rest, frame)?;
                frame.locals.pop();
                Made { value: rest.value, ends: [bound.ends, rest.ends].concat() }
            }
            PureKind::If { condition, then, otherwise } => {
                let mut condition = self.condition(condition, frame)?;
                let (then, otherwise) = (self.value(then, frame)?, self.value(otherwise, frame)?);
                let known = choice(condition.value.clone(), all_known(then.ends), all_known(otherwise.ends), span)?;
                condition.ends.push(known);
                Made { value: choice(condition.value, then.value, otherwise.value, span)?, ends: condition.ends }
            }
            PureKind::Not(_) | PureKind::And(..) | PureKind::Or(..) => {
                let mut made = self.condition(pure, frame)?;
                made.ends.push(is_known(&made.value));
                made
            }
            PureKind::Binary { operator, .. } if comparison(*operator).is_some() => {
                let mut made = self.condition(pure, frame)?;
                made.ends.push(is_known(&made.value));
                made
            }
            PureKind::Negate(inner) => {
                let inner = self.number(inner, frame)?;
                Made { value: Expr::new(ExprKind::Negate(Box::new(inner.value)), pure_type(), span), ..inner }
            }
            PureKind::Binary { operator, left, right } => {
                let operator = arithmetic(*operator)?;
                let (left, right) = (self.number(left, frame)?, self.number(right, frame)?);
                let kind = ExprKind::Arithmetic { operator, left: Box::new(left.value), right: Box::new(right.value) };
                Made { value: Expr::new(kind, pure_type(), span), ends: [left.ends, right.ends].concat() }
            }
            PureKind::Helper { helper, arguments } => self.helper(*helper, arguments, frame, span)?,
            PureKind::Call { function, arguments } => {
                let body = self.whole.file.script.functions().get(*function)?.pure.as_ref().ok()?;
                let mut ends = Vec::new();
                let mut parameters = Vec::new();
                for argument in arguments {
                    if let PureKind::Parameter(index) = &argument.kind
                        && let Some(record @ Bound::Record(_)) = frame.parameters.get(*index)
                    {
                        parameters.push(record.clone());
                        continue;
                    }
                    let made = self.value(argument, frame)?;
                    ends.extend(made.ends);
                    parameters.push(Bound::Value(made.value));
                }
                let made = self.value(body, &mut Frame { parameters, locals: Vec::new() })?;
                Made { value: made.value, ends: [ends, made.ends].concat() }
            }
            PureKind::List(_) => return None,
        })
    }

    /// A copy of a value, counted node by node: what is read often may come to much.
    fn copy(&mut self, value: &Expr) -> Option<Expr> {
        let mut open = vec![value];
        while let Some(expr) = open.pop() {
            self.count()?;
            open.extend(expr.children());
        }
        Some(value.clone())
    }

    fn number(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.value(pure, frame).filter(|made| matches!(made.value.ty, Type::Number(_)))
    }

    /// A value that decides: when it is unknown the script ends, which is for the caller to see to.
    fn condition(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.count()?;
        let span = self.place(pure);
        match &pure.kind {
            PureKind::Not(inner) => {
                let inner = self.condition(inner, frame)?;
                Some(Made { value: Expr::new(ExprKind::Not(Box::new(inner.value)), Type::YesNo, span), ..inner })
            }
            PureKind::And(left, right) => {
                let (left, right) = self.both(left, right, frame)?;
                let no = constant(Constant::YesNo(false), Type::YesNo, span);
                Some(Made { value: choice(left.value, right, no, span)?, ends: left.ends })
            }
            PureKind::Or(left, right) => {
                let (left, right) = self.both(left, right, frame)?;
                let yes = constant(Constant::YesNo(true), Type::YesNo, span);
                Some(Made { value: choice(left.value, yes, right, span)?, ends: left.ends })
            }
            PureKind::Binary { operator, left, right } => {
                let comparison = comparison(*operator)?;
                let (left, right) = (self.value(left, frame)?, self.value(right, frame)?);
                let (left_value, right_value) = comparable(left.value, right.value)?;
                let ordered = matches!(left_value.ty, Type::Number(_) | Type::Date);
                if !ordered && !matches!(comparison, Comparison::Equal | Comparison::Unequal) {
                    return None;
                }
                let kind = ExprKind::Compare { comparison, left: Box::new(left_value), right: Box::new(right_value) };
                Some(Made { value: Expr::new(kind, Type::YesNo, span), ends: [left.ends, right.ends].concat() })
            }
            _ => self.value(pure, frame).filter(|made| made.value.ty == Type::YesNo),
        }
    }

    /// The sides of `&&` and `||`. The right one is worked out only sometimes, so it must not end the script before it.
    fn both(&mut self, left: &Pure, right: &Pure, frame: &mut Frame) -> Option<(Made, Expr)> {
        let left = self.condition(left, frame)?;
        let right = self.condition(right, frame)?;
        right.ends.is_empty().then_some((left, right.value))
    }

    fn field(&self, table: TableId, name: &str, span: Span) -> Option<Expr> {
        let fields = &self.whole.schema.table(table)?.fields;
        let index = fields.iter().position(|field| field.name == name)?;
        let ty = fields.get(index)?.ty.clone();
        let kind = ExprKind::Field { table, field: FieldId(index) };
        Some(self.seen(Expr::new(kind, ty.clone(), span), &ty))
    }

    fn helper(&mut self, helper: Helper, arguments: &[Pure], frame: &mut Frame, span: Span) -> Option<Made> {
        if let (Helper::Bands, [value, bands, otherwise]) = (helper, arguments) {
            return self.bands([value, otherwise], bands, frame, span);
        }
        if let (Helper::Interpolate, [value, points]) = (helper, arguments) {
            return self.interpolated(value, points, frame, span);
        }
        let mut ends = Vec::new();
        let mut values = Vec::new();
        for argument in arguments {
            let made = self.value(argument, frame)?;
            // What stands in is worked out only where something is missing.
            if helper == Helper::Default && !values.is_empty() && !made.ends.is_empty() {
                return None;
            }
            ends.extend(made.ends);
            values.push(made.value);
        }
        let value = self.helped(helper, values, span)?;
        Some(Made { value, ends })
    }

    fn helped(&self, helper: Helper, values: Vec<Expr>, span: Span) -> Option<Expr> {
        if let (Helper::IsMissing, [value]) = (helper, values.as_slice()) {
            let no = constant(Constant::YesNo(false), Type::YesNo, span);
            let kind = ExprKind::IfMissing { value: Box::new(is_known(value)), default: Box::new(no) };
            let known = Expr::new(kind, Type::YesNo, span);
            return Some(Expr::new(ExprKind::Not(Box::new(known)), Type::YesNo, span));
        }
        if let (Helper::Default, [value, default]) = (helper, values.as_slice()) {
            let (value, default) = comparable(value.clone(), default.clone())?;
            let ty = value.ty.clone();
            let kind = ExprKind::IfMissing { value: Box::new(value), default: Box::new(default) };
            return Some(Expr::new(kind, ty, span));
        }
        if values.iter().any(|value| !matches!(value.ty, Type::Number(_))) {
            return None;
        }
        let number = |kind: ExprKind| Some(Expr::new(kind, pure_type(), span));
        match (helper, values.as_slice()) {
            (Helper::Absolute, [value]) => {
                let negative = Expr::new(ExprKind::Negate(Box::new(value.clone())), pure_type(), span);
                number(ExprKind::Greatest(vec![value.clone(), negative]))
            }
            (Helper::Greatest, [_, ..]) => number(ExprKind::Greatest(values)),
            (Helper::Least, [_, ..]) => number(ExprKind::Least(values)),
            (Helper::Round | Helper::RoundUp | Helper::Truncate, [value, places]) => {
                let mode = match helper {
                    Helper::Round => RoundingMode::HalfUp,
                    Helper::RoundUp => RoundingMode::Up,
                    _ => RoundingMode::Down,
                };
                let rounding = Rounding::new(small(places)?, mode);
                number(ExprKind::Round { value: Box::new(value.clone()), rounding })
            }
            (Helper::Growth, [now, base]) => {
                let zero = constant_number(Number::zero(), span);
                let kind = |operator, left: &Expr, right: &Expr| ExprKind::Arithmetic {
                    operator,
                    left: Box::new(left.clone()),
                    right: Box::new(right.clone()),
                };
                let change = Expr::new(kind(Operator::Subtract, now, base), pure_type(), span);
                let rate = Expr::new(kind(Operator::Divide, &change, base), pure_type(), span);
                let outside = Expr::new(ExprKind::Undecided, pure_type(), span);
                let arms = vec![(compare(Comparison::Above, base, zero, span), rate)];
                number(ExprKind::Case { arms, otherwise: Box::new(outside) })
            }
            (Helper::Root, [value, degree, places @ ..]) => {
                let degree = whole(degree).filter(|degree| (1..=HIGHEST_POWER).contains(degree))?;
                let exponent = Number::ratio(1, i128::from(degree))?;
                let exponent = constant(Constant::Number(exponent), pure_type(), span);
                let (places, ty) = self.places(places)?;
                let kind = ExprKind::Powers { factors: vec![(value.clone(), exponent)], places: Some(places) };
                Some(Expr::new(kind, ty, span))
            }
            (Helper::Power, [value, exponent]) => {
                whole(exponent).filter(|exponent| exponent.abs() <= HIGHEST_POWER)?;
                number(ExprKind::Powers { factors: vec![(value.clone(), exponent.clone())], places: None })
            }
            (Helper::Exponential, [value, places @ ..]) => {
                let (places, ty) = self.places(places)?;
                Some(Expr::new(ExprKind::Exponential { value: Box::new(value.clone()), places }, ty, span))
            }
            _ => None,
        }
    }

    /// The decimals that a root is worked out to: stated, or those of the result.
    fn places(&self, stated: &[Expr]) -> Option<(u32, Type)> {
        if let [places] = stated {
            return Some((small(places)?, pure_type()));
        }
        let function = self.whole.declared;
        let ty = match &function.result {
            Type::Number(unit) if unit.dimension.is_pure() => function.result.clone(),
            _ => pure_type(),
        };
        Some((function.places?, ty))
    }

    /// 分段(x, [[线, 值], …], 其余)
    fn bands(&mut self, [value, otherwise]: [&Pure; 2], bands: &Pure, frame: &mut Frame, span: Span) -> Option<Made> {
        let value = self.number(value, frame)?;
        let otherwise = self.number(otherwise, frame)?;
        let bands = points(bands)?;
        if bands.is_empty() || !bands.is_sorted_by(|upper, lower| upper.0 > lower.0) {
            return None;
        }
        let arms = bands
            .into_iter()
            .map(|(line, earned)| {
                let line = constant(Constant::Number(line), pure_type(), span);
                (compare(Comparison::AtLeast, &value.value, line, span), constant_number(earned, span))
            })
            .collect();
        let kind = ExprKind::Case { arms, otherwise: Box::new(otherwise.value) };
        Some(Made { value: Expr::new(kind, pure_type(), span), ends: [value.ends, otherwise.ends].concat() })
    }

    /// 插值(x, [[x1, y1], …]): straight lines between the points, level beyond them.
    fn interpolated(&mut self, value: &Pure, at: &Pure, frame: &mut Frame, span: Span) -> Option<Made> {
        let value = self.number(value, frame)?;
        let points = points(at)?;
        let ((first, last), rising) =
            ((points.first()?, points.last()?), points.is_sorted_by(|left, right| left.0 < right.0));
        if points.len() < 2 || !rising {
            return None;
        }
        let number = |number: &Number| constant_number(number.clone(), span);
        let join = |operator: Operator, left: Expr, right: Expr| {
            let kind = ExprKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
            Expr::new(kind, pure_type(), span)
        };
        let mut arms = vec![(compare(Comparison::AtMost, &value.value, number(&first.0), span), number(&first.1))];
        for (low, high) in points.iter().zip(points.iter().skip(1)) {
            let slope = (&high.1 - &low.1).checked_div(&(&high.0 - &low.0))?;
            let along = join(Operator::Subtract, value.value.clone(), number(&low.0));
            let gained = join(Operator::Multiply, along, number(&slope));
            let piece = join(Operator::Add, number(&low.1), gained);
            arms.push((compare(Comparison::AtMost, &value.value, number(&high.0), span), piece));
        }
        let kind = ExprKind::Case { arms, otherwise: Box::new(number(&last.1)) };
        Some(Made { value: Expr::new(kind, pure_type(), span), ..value })
    }
}

fn pure_type() -> Type {
    Type::Number(Unit::pure())
}

fn constant(value: Constant, ty: Type, span: Span) -> Expr {
    Expr::new(ExprKind::Constant(value), ty, span)
}

fn constant_number(number: Number, span: Span) -> Expr {
    constant(Constant::Number(number), pure_type(), span)
}

fn compare(comparison: Comparison, left: &Expr, right: Expr, span: Span) -> Expr {
    let kind = ExprKind::Compare { comparison, left: Box::new(left.clone()), right: Box::new(right) };
    Expr::new(kind, Type::YesNo, span)
}

/// `then` where a condition holds, else `otherwise`; both of one type.
fn choice(condition: Expr, then: Expr, otherwise: Expr, span: Span) -> Option<Expr> {
    let (then, otherwise) = comparable(then, otherwise)?;
    let ty = then.ty.clone();
    let kind = ExprKind::Case { arms: vec![(condition, then)], otherwise: Box::new(otherwise) };
    Some(Expr::new(kind, ty, span))
}

/// A value that is there only when all of these are known. What stands in the other branch never counts, for each is
/// true or unknown.
fn behind(ends: Vec<Expr>, value: Expr) -> Expr {
    ends.into_iter().rev().fold(value, |value, known| {
        let (ty, span) = (value.ty.clone(), value.span);
        let never = Expr::new(ExprKind::Undecided, ty.clone(), span);
        let kind = ExprKind::Case { arms: vec![(known, value)], otherwise: Box::new(never) };
        Expr::new(kind, ty, span)
    })
}

/// True, or unknown when one of these is.
fn all_known(ends: Vec<Expr>) -> Expr {
    let yes = constant(Constant::YesNo(true), Type::YesNo, Span::default());
    behind(ends, yes)
}

/// True, or unknown when a value is missing.
fn is_known(value: &Expr) -> Expr {
    let span = value.span;
    if value.ty != Type::YesNo {
        return compare(Comparison::Equal, value, value.clone(), span);
    }
    let opposite = Expr::new(ExprKind::Not(Box::new(value.clone())), Type::YesNo, span);
    Expr::new(ExprKind::Or(vec![value.clone(), opposite]), Type::YesNo, span)
}

/// Two values of one type. A text beside an enumeration is the choice of that name.
fn comparable(left: Expr, right: Expr) -> Option<(Expr, Expr)> {
    match (&left.ty, &right.ty) {
        (Type::Number(_), Type::Number(_)) => Some((left, right)),
        (Type::Choice(choices), Type::Text) => {
            let right = chosen(&right, choices, left.ty.clone())?;
            Some((left, right))
        }
        (Type::Text, Type::Choice(choices)) => {
            let left = chosen(&left, choices, right.ty.clone())?;
            Some((left, right))
        }
        (own, other) if own == other => Some((left, right)),
        _ => None,
    }
}

fn chosen(text: &Expr, choices: &[String], ty: Type) -> Option<Expr> {
    let ExprKind::Constant(Constant::Text(name)) = &text.kind else { return None };
    let index = choices.iter().position(|choice| choice == name)?;
    Some(constant(Constant::Choice(index), ty, text.span))
}

fn comparison(operator: Binary) -> Option<Comparison> {
    Some(match operator {
        Binary::Equal => Comparison::Equal,
        Binary::Unequal => Comparison::Unequal,
        Binary::Below => Comparison::Below,
        Binary::AtMost => Comparison::AtMost,
        Binary::Above => Comparison::Above,
        Binary::AtLeast => Comparison::AtLeast,
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => return None,
    })
}

fn arithmetic(operator: Binary) -> Option<Operator> {
    Some(match operator {
        Binary::Add => Operator::Add,
        Binary::Subtract => Operator::Subtract,
        Binary::Multiply => Operator::Multiply,
        Binary::Divide => Operator::Divide,
        _ => return None,
    })
}

/// A fixed whole number.
fn whole(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Constant(Constant::Number(number)) => i64::try_from(number.to_scaled(0)?).ok(),
        ExprKind::Negate(inner) => whole(inner)?.checked_neg(),
        _ => None,
    }
}

/// A fixed number of decimals.
fn small(expr: &Expr) -> Option<u32> {
    u32::try_from(whole(expr)?).ok().filter(|places| *places <= 50)
}

/// Fixed pairs of numbers.
fn points(list: &Pure) -> Option<Vec<(Number, Number)>> {
    let PureKind::List(pairs) = &list.kind else { return None };
    pairs
        .iter()
        .map(|pair| match &pair.kind {
            PureKind::List(parts) => match parts.as_slice() {
                [at, value] => Some((fixed(at)?, fixed(value)?)),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn fixed(pure: &Pure) -> Option<Number> {
    match &pure.kind {
        PureKind::Number(number) => Some(number.clone()),
        PureKind::Negate(inner) => Some(-fixed(inner)?),
        _ => None,
    }
}
