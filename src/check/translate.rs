//! Functions of scripts spelt out in the core of expressions, so that they run in columns like a clause.
//!
//! What the interpreter does is kept to the letter. Arithmetic on a missing value is missing in both. A comparison of
//! a missing value ends a script, so what follows a `let` that compares is put behind the question whether the
//! comparison is known: `Case [(known, rest)]` is missing, with the reasons of the comparison, when it is not.

mod core;
mod library;

use self::core::{all_known, arithmetic, behind, choice, comparable, comparison, constant, is_known, named, pure_type};
use crate::core::{Argument, Comparison, Constant, Expr, ExprKind, FieldId, Operator, Schema, TableId, Type};
use crate::finding::Span;
use crate::number::Number;
use crate::rules::{PortKind, ScriptFile, ScriptFunction};
use crate::script::{Pure, PureKind};

/// A longer spelling would cost more than it saves.
const MOST_NODES: usize = 2_000;

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
            (Type::Text, Type::Choice(choices)) => named(value, choices, wanted),
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
}
