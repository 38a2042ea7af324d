//! Functions of scripts spelt out in the core of expressions, so that they run in columns like a clause.
//!
//! What the interpreter does is kept to the letter. Arithmetic on a missing value is missing in both. A comparison of
//! a missing value ends a script, so what follows a `let` that compares is put behind the question whether the
//! comparison is known: `Case [(known, rest)]` is missing, with the reasons of the comparison, when it is not.

mod core;
mod library;
mod operator;

use self::operator::{arithmetic, comparison};
use super::Checker;
use crate::core::{Argument, Comparison, Constant, ExprId, ExprKind, FieldId, Operator, TableId, Type};
use crate::finding::Span;
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::rules::{PortKind, ScriptFile, ScriptFunction};
use crate::script::{Pure, PureKind};

/// A longer spelling would cost more than it saves.
const MOST_NODES: usize = 2_000;

/// A declared function and where it comes from.
pub(super) struct Function<'a> {
    pub(super) file: &'a ScriptFile,
    pub(super) declared: &'a ScriptFunction,
}

impl Checker<'_> {
    /// The value of a call in rows of `table`; `None` when it cannot be spelt out. `span` is the place of the call.
    pub(super) fn translated(
        &mut self,
        whole: &Function<'_>,
        arguments: &[Argument],
        (table, span): (Option<TableId>, Span),
    ) -> Option<ExprId> {
        let functions = whole.file.script.functions();
        let body = functions.iter().find(|function| function.name == whole.declared.name)?.pure.as_ref().ok()?;
        let mut translator = Translator { checker: self, whole, table, span, nodes: 0 };
        let ports = &whole.declared.ports;
        let bound =
            ports.iter().zip(arguments).map(|(port, argument)| translator.bound(&port.kind, argument)).collect();
        let mut frame = Frame { parameters: bound, locals: Vec::new() };
        let value = translator.tail(body, &mut frame)?;
        translator.of_result(value)
    }
}

/// What a parameter stands for.
#[derive(Clone)]
enum Bound {
    /// A value as the script sees it.
    Value(ExprId),
    /// A row.
    Record(TableId),
    /// A list, which the core has not.
    List,
}

/// The names of one function.
struct Frame {
    parameters: Vec<Bound>,
    locals: Vec<ExprId>,
}

/// A value, and the conditions that must be known lest the script end before it: each is true or unknown.
struct Made {
    value: ExprId,
    ends: Vec<ExprId>,
}

impl From<ExprId> for Made {
    fn from(value: ExprId) -> Self {
        Self { value, ends: Vec::new() }
    }
}

struct Translator<'a, 'c> {
    checker: &'a mut Checker<'c>,
    whole: &'a Function<'a>,
    table: Option<TableId>,
    span: Span,
    nodes: usize,
}

impl Translator<'_, '_> {
    fn bound(&mut self, port: &PortKind, argument: &Argument) -> Bound {
        match (argument, port) {
            (Argument::Value(value), PortKind::Value(ty)) => {
                let value = self.checker.arena.copied(*value);
                let seen = self.seen(value, ty);
                Bound::Value(self.shared(seen))
            }
            (Argument::Record(table), _) => Bound::Record(*table),
            _ => Bound::List,
        }
    }

    /// A value that may be read any number of times.
    fn shared(&mut self, value: ExprId) -> ExprId {
        self.checker.shared(value, self.table)
    }

    /// A value as a script sees it: a number in the unit of its port or column.
    fn seen(&mut self, value: ExprId, ty: &Type) -> ExprId {
        let scale = ty.script_scale();
        self.scaled(value, &scale, Operator::Divide, Type::pure())
    }

    fn scaled(&mut self, value: ExprId, scale: &Number, operator: Operator, ty: Type) -> ExprId {
        if *scale == Number::one() {
            return value;
        }
        let scale = self.constant(Constant::Number(scale.clone()), Type::pure(), self.span);
        self.add(ExprKind::Arithmetic { operator, left: value, right: scale }, ty, self.span)
    }

    /// The result in base units, if it is of the declared type.
    fn of_result(&mut self, value: ExprId) -> Option<ExprId> {
        let wanted = &self.whole.declared.result;
        match (self.ty(value).clone(), wanted) {
            (Type::Number(_), Type::Number(_)) => {
                Some(self.scaled(value, &wanted.script_scale(), Operator::Multiply, wanted.clone()))
            }
            (own, wanted) if own == *wanted => Some(value),
            (Type::Text, Type::Choice(choices)) => self.named(value, choices, wanted),
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
    fn tail(&mut self, pure: &Pure, frame: &mut Frame) -> Option<ExprId> {
        self.count()?;
        match &pure.kind {
            PureKind::Let { value, rest } => {
                let bound = self.value(value, frame)?;
                frame.locals.push(self.shared(bound.value));
                let rest = self.tail(rest, frame)?;
                frame.locals.pop();
                Some(self.behind(bound.ends, rest))
            }
            PureKind::If { condition, then, otherwise } => {
                let condition = self.condition(condition, frame)?;
                let (then, otherwise) = (self.tail(then, frame)?, self.tail(otherwise, frame)?);
                let chosen = self.choice(condition.value, then, otherwise, self.place(pure))?;
                Some(self.behind(condition.ends, chosen))
            }
            _ => {
                let made = self.value(pure, frame)?;
                Some(self.behind(made.ends, made.value))
            }
        }
    }

    /// A value that something follows.
    fn value(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.count()?;
        let span = self.place(pure);
        Some(match &pure.kind {
            PureKind::Number(number) => self.constant(Constant::Number(number.clone()), Type::pure(), span).into(),
            PureKind::YesNo(truth) => self.constant(Constant::YesNo(*truth), Type::YesNo, span).into(),
            PureKind::Text(text) => self.constant(Constant::Text(text.clone()), Type::Text, span).into(),
            PureKind::Parameter(index) => match frame.parameters.get(*index)? {
                Bound::Value(value) => self.checker.another(*value).into(),
                Bound::Record(_) | Bound::List => return None,
            },
            PureKind::Local(index) => {
                let local = frame.locals.get(*index)?;
                self.checker.another(*local).into()
            }
            PureKind::Field(index, name) => match frame.parameters.get(*index)? {
                Bound::Record(table) => self.field(*table, name, span)?.into(),
                Bound::Value(_) | Bound::List => return None,
            },
            PureKind::Let { value, rest } => {
                let bound = self.value(value, frame)?;
                frame.locals.push(self.shared(bound.value));
                let rest = self.value(rest, frame)?;
                frame.locals.pop();
                Made { value: rest.value, ends: [bound.ends, rest.ends].concat() }
            }
            PureKind::If { condition, then, otherwise } => {
                let mut condition = self.condition(condition, frame)?;
                let (then, otherwise) = (self.value(then, frame)?, self.value(otherwise, frame)?);
                let decides = self.shared(condition.value);
                let (then_known, otherwise_known) = (self.all_known(then.ends), self.all_known(otherwise.ends));
                condition.ends.push(self.choice(decides, then_known, otherwise_known, span)?);
                let decides = self.checker.another(decides);
                Made { value: self.choice(decides, then.value, otherwise.value, span)?, ends: condition.ends }
            }
            PureKind::Not(_) | PureKind::And(..) | PureKind::Or(..) => {
                let mut made = self.condition(pure, frame)?;
                made.value = self.shared(made.value);
                made.ends.push(self.is_known(made.value));
                made
            }
            PureKind::Binary { operator, .. } if comparison(*operator).is_some() => {
                let mut made = self.condition(pure, frame)?;
                made.value = self.shared(made.value);
                made.ends.push(self.is_known(made.value));
                made
            }
            PureKind::Negate(inner) => {
                let inner = self.number(inner, frame)?;
                Made { value: self.add(ExprKind::Negate(inner.value), Type::pure(), span), ..inner }
            }
            PureKind::Binary { operator, left, right } => {
                let operator = arithmetic(*operator)?;
                let (left, right) = (self.number(left, frame)?, self.number(right, frame)?);
                let kind = ExprKind::Arithmetic { operator, left: left.value, right: right.value };
                Made { value: self.add(kind, Type::pure(), span), ends: [left.ends, right.ends].concat() }
            }
            PureKind::Helper { helper, arguments, rounding } => {
                self.helper(*helper, arguments, *rounding, (frame, span))?
            }
            PureKind::Call { function, arguments } => {
                let body = self
                    .whole
                    .file
                    .script
                    .functions()
                    .get(*function)
                    .or_broken("a call names a function of its file")
                    .pure
                    .as_ref()
                    .ok()?;
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
                    parameters.push(Bound::Value(self.shared(made.value)));
                }
                let made = self.value(body, &mut Frame { parameters, locals: Vec::new() })?;
                Made { value: made.value, ends: [ends, made.ends].concat() }
            }
            PureKind::List(_) => return None,
        })
    }

    fn number(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.value(pure, frame).filter(|made| matches!(self.ty(made.value), Type::Number(_)))
    }

    /// A value that decides: when it is unknown the script ends, which is for the caller to see to.
    fn condition(&mut self, pure: &Pure, frame: &mut Frame) -> Option<Made> {
        self.count()?;
        let span = self.place(pure);
        match &pure.kind {
            PureKind::Not(inner) => {
                let inner = self.condition(inner, frame)?;
                Some(Made { value: self.add(ExprKind::Not(inner.value), Type::YesNo, span), ..inner })
            }
            PureKind::And(left, right) => {
                let (left, right) = self.both(left, right, frame)?;
                let no = self.constant(Constant::YesNo(false), Type::YesNo, span);
                Some(Made { value: self.choice(left.value, right, no, span)?, ends: left.ends })
            }
            PureKind::Or(left, right) => {
                let (left, right) = self.both(left, right, frame)?;
                let yes = self.constant(Constant::YesNo(true), Type::YesNo, span);
                Some(Made { value: self.choice(left.value, yes, right, span)?, ends: left.ends })
            }
            PureKind::Binary { operator, left, right } => {
                let comparison = comparison(*operator)?;
                let (left, right) = (self.value(left, frame)?, self.value(right, frame)?);
                let (left_value, right_value) = self.comparable(left.value, right.value)?;
                let ordered = matches!(self.ty(left_value), Type::Number(_) | Type::Date);
                if !ordered && !matches!(comparison, Comparison::Equal | Comparison::Unequal) {
                    return None;
                }
                let value = self.compare(comparison, left_value, right_value, span);
                Some(Made { value, ends: [left.ends, right.ends].concat() })
            }
            _ => self.value(pure, frame).filter(|made| *self.ty(made.value) == Type::YesNo),
        }
    }

    /// The sides of `&&` and `||`. The right one is worked out only sometimes, so it must not end the script before it.
    fn both(&mut self, left: &Pure, right: &Pure, frame: &mut Frame) -> Option<(Made, ExprId)> {
        let left = self.condition(left, frame)?;
        let right = self.condition(right, frame)?;
        right.ends.is_empty().then_some((left, right.value))
    }

    fn field(&mut self, table: TableId, name: &str, span: Span) -> Option<ExprId> {
        let fields = &self.checker.schema.table(table)?.fields;
        let index = fields.iter().position(|field| field.name == name)?;
        let ty = fields.get(index)?.ty.clone();
        let kind = ExprKind::Field { table, field: FieldId(index) };
        let value = self.add(kind, ty.clone(), span);
        Some(self.seen(value, &ty))
    }
}
