//! Finds the functions that are one expression without effects, and says of the others why they are not.

use std::ops::Range;

use super::tree::{Arm, Body, Kind, Node, Operation, Pattern, Program};
use super::{Binary, Function, Helper, Impure, Pure, PureKind};
use crate::invariant::OrBroken;

/// So many statements after one another; more are not made into one expression.
const MOST_STATEMENTS: usize = 200;

/// The functions of a program as others see them.
pub(super) fn functions(program: &Program) -> Vec<Function> {
    let named: Vec<_> = program.bodies.iter().take_while(|body| !body.name.is_empty()).collect();
    let mut calls = vec![Vec::new(); named.len()];
    let mut found: Vec<Result<Pure, Impure>> = Vec::new();
    for (body, calls) in named.iter().zip(&mut calls) {
        let places = (0..body.parameters).map(|index| (index, PureKind::Parameter(index))).collect();
        let mut extraction = Extraction { places, locals: 0, statements: 0, calls };
        let nodes: Vec<&Node> = body.block.iter().collect();
        found.push(extraction.sequence(&nodes, true, body.at.clone()));
    }
    let name_of = |index: usize| named.get(index).or_broken("a call is one of a function").name.clone();
    settle(&mut found, &calls, &name_of);
    let irrational = irrational(&named);
    let mut functions = Vec::new();
    for (index, (body, pure)) in named.iter().zip(found).enumerate() {
        let parameters = body.slots.iter().take(body.parameters).map(ToString::to_string).collect();
        let (private, at) = (body.private, body.at.clone());
        let irrational = irrational.get(index).copied().or_broken("of each function it is known");
        functions.push(Function { name: name_of(index), parameters, private, at, pure, irrational });
    }
    functions
}

/// Which functions take a root or the like to decimals that they do not state, or call one that does.
fn irrational(named: &[&Body]) -> Vec<bool> {
    let mut found: Vec<bool> = named.iter().map(|body| body.irrational).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (index, body) in named.iter().enumerate() {
            let inherits =
                body.calls.iter().any(|callee| found.get(*callee).copied().or_broken("a call is one of a function"));
            if let Some(own) = found.get_mut(index).filter(|own| !**own && inherits) {
                *own = true;
                changed = true;
            }
        }
    }
    found
}

/// A function is pure if all that it calls are; what is left when all such are found calls itself somehow.
fn settle(found: &mut [Result<Pure, Impure>], calls: &[Vec<(usize, Range<usize>)>], name_of: &dyn Fn(usize) -> String) {
    let mut settled: Vec<bool> = found.iter().map(Result::is_err).collect();
    loop {
        let mut changed = false;
        for (index, own) in calls.iter().enumerate() {
            if settled.get(index).copied().or_broken("of each function it is known") {
                continue;
            }
            let bad = own.iter().find(|(callee, _)| matches!(found.get(*callee), Some(Err(_))));
            let done =
                own.iter().all(|(callee, _)| settled.get(*callee).copied().or_broken("a call is one of a function"));
            if let (Some((callee, at)), Some(place)) = (bad, found.get_mut(index)) {
                *place = Err(Impure::calling(at.clone(), &name_of(*callee)));
            } else if !done {
                continue;
            }
            if let Some(place) = settled.get_mut(index) {
                *place = true;
            }
            changed = true;
        }
        if !changed {
            break;
        }
    }
    for ((place, own), settled) in found.iter_mut().zip(calls).zip(settled) {
        if let (false, Some((_, at))) = (settled, own.first()) {
            *place = Err(Impure::new(at.clone(), RECURSIVE));
        }
    }
}

type Words = (&'static str, &'static str);

const RECURSIVE: Words = ("函数直接或间接调用了自己，不能按列计算", "it calls itself, directly or by others");
const LOOP: Words = ("循环不能按列计算", "a loop cannot be worked out by columns");
const ASSIGN: Words = (
    "改变变量不能按列计算，请用 let 写一个新的变量",
    "a change of a variable cannot be worked out by columns; use let for a new one",
);
const THROW: Words = ("throw 不能按列计算", "throw cannot be worked out by columns");
const NO_RESULT: Words = ("有的情况没有返回值", "in some case nothing is returned");
const NO_EFFECT: Words = ("这一句没有作用", "this statement has no effect");
const LIST: Words = ("列只能直接写作函数库函数的参数", "a list may only be an argument of the library");
const RECORD: Words = ("记录只能取一栏，如 企业.产值", "of a record only a field can be taken");
const METHOD: Words = ("列和文本的方法不能按列计算", "methods of lists and texts cannot be worked out by columns");
const REMAINDER: Words = ("% 不能按列计算", "% cannot be worked out by columns");
const WITHIN: Words = ("in 不能按列计算", "`in` cannot be worked out by columns");
const EARLY: Words =
    ("算式中间的 return 不能按列计算", "a return within an expression cannot be worked out by columns");
const LONG: Words = ("函数太长，不能按列计算", "it is too long to be worked out by columns");

impl Impure {
    fn new(at: Range<usize>, (zh, en): Words) -> Self {
        Self { at, zh: zh.to_owned(), en: en.to_owned() }
    }

    /// It calls a function that is not pure.
    fn calling(at: Range<usize>, name: &str) -> Self {
        let (zh, en) = (
            format!("调用的函数「{name}」不能按列计算"),
            format!("it calls `{name}`, which cannot be worked out by columns"),
        );
        Self { at, zh, en }
    }
}

struct Extraction<'c> {
    /// What each slot in sight stands for.
    places: Vec<(usize, PureKind)>,
    /// How many `let` enclose the place at hand.
    locals: usize,
    statements: usize,
    calls: &'c mut Vec<(usize, Range<usize>)>,
}

type Found = Result<Pure, Impure>;

impl Extraction<'_> {
    /// Statements up to a value. In a tail the value is that of the function, so it may `return`.
    fn sequence(&mut self, nodes: &[&Node], tail: bool, at: Range<usize>) -> Found {
        let Some((first, rest)) = nodes.split_first() else { return refuse(at, NO_RESULT) };
        self.statements = self.statements.saturating_add(1);
        if self.statements > MOST_STATEMENTS {
            return refuse(first.bytes(), LONG);
        }
        match &first.kind {
            Kind::Nothing if !rest.is_empty() => self.sequence(rest, tail, at),
            Kind::Let(slot, value) => {
                let value = Box::new(self.expression(value)?);
                self.places.push((*slot, PureKind::Local(self.locals)));
                self.locals = self.locals.saturating_add(1);
                let rest = self.sequence(rest, tail, at);
                self.locals = self.locals.saturating_sub(1);
                self.places.pop();
                Ok(pure(first, PureKind::Let { value, rest: Box::new(rest?) }))
            }
            Kind::Return(value) if tail => match value {
                Some(value) => self.expression(value),
                None => refuse(first.bytes(), NO_RESULT),
            },
            Kind::Return(_) => refuse(first.bytes(), EARLY),
            Kind::If { condition, then, otherwise } if rest.is_empty() || returns(then) || returns(otherwise) => {
                let condition = Box::new(self.expression(condition)?);
                // What follows belongs to the branch that does not return.
                let mut branch = |nodes: &[Node]| {
                    let goes_on = !rest.is_empty() && !returns(nodes);
                    let nodes: Vec<&Node> = nodes.iter().chain(rest.iter().copied().filter(|_| goes_on)).collect();
                    self.sequence(&nodes, tail, first.bytes())
                };
                let (then, otherwise) = (Box::new(branch(then)?), Box::new(branch(otherwise)?));
                Ok(pure(first, PureKind::If { condition, then, otherwise }))
            }
            Kind::Switch { subject, arms, otherwise } if rest.is_empty() => {
                self.switch(first, subject, arms, otherwise.as_deref(), tail)
            }
            Kind::Block(nodes) if rest.is_empty() => {
                let nodes: Vec<&Node> = nodes.iter().collect();
                self.sequence(&nodes, tail, first.bytes())
            }
            _ if rest.is_empty() => self.expression(first),
            // What cannot be translated is the better reason.
            _ => self.expression(first).and_then(|_| refuse(first.bytes(), NO_EFFECT)),
        }
    }

    fn switch(&mut self, node: &Node, subject: &Node, arms: &[Arm], otherwise: Option<&Node>, tail: bool) -> Found {
        let subject = self.expression(subject)?;
        let named = matches!(subject.kind, PureKind::Parameter(_) | PureKind::Local(_) | PureKind::Field(..));
        if named {
            return self.arms(node, &subject, arms, otherwise, tail);
        }
        let local = Pure { kind: PureKind::Local(self.locals), at: subject.at.clone() };
        self.locals = self.locals.saturating_add(1);
        let rest = self.arms(node, &local, arms, otherwise, tail);
        self.locals = self.locals.saturating_sub(1);
        Ok(pure(node, PureKind::Let { value: Box::new(subject), rest: Box::new(rest?) }))
    }

    fn arms(&mut self, node: &Node, subject: &Pure, arms: &[Arm], otherwise: Option<&Node>, tail: bool) -> Found {
        self.statements = self.statements.saturating_add(1);
        if self.statements > MOST_STATEMENTS {
            return refuse(node.bytes(), LONG);
        }
        let Some((arm, rest)) = arms.split_first() else {
            return match otherwise {
                Some(body) => self.sequence(&[body], tail, node.bytes()),
                None => refuse(node.bytes(), NO_RESULT),
            };
        };
        let mut condition: Option<Pure> = None;
        for pattern in &arm.patterns {
            let fits = fits(pattern, subject);
            condition = Some(match condition {
                None => fits,
                Some(before) => with(subject, PureKind::Or(Box::new(before), Box::new(fits))),
            });
        }
        let Some(mut condition) = condition else { return refuse(node.bytes(), NO_RESULT) };
        if let Some(guard) = &arm.guard {
            let guard = self.expression(guard)?;
            condition = with(subject, PureKind::And(Box::new(condition), Box::new(guard)));
        }
        let then = Box::new(self.sequence(&[&arm.body], tail, node.bytes())?);
        let otherwise = Box::new(self.arms(node, subject, rest, otherwise, tail)?);
        Ok(pure(node, PureKind::If { condition: Box::new(condition), then, otherwise }))
    }

    fn expression(&mut self, node: &Node) -> Found {
        let at = node.bytes();
        Ok(pure(
            node,
            match &node.kind {
                Kind::Number(number) => PureKind::Number(number.clone()),
                Kind::YesNo(truth) => PureKind::YesNo(*truth),
                Kind::Text(text) => PureKind::Text(text.to_string()),
                Kind::Slot(slot) => match self.places.iter().rev().find(|(known, _)| known == slot) {
                    Some((_, kind)) => kind.clone(),
                    None => return refuse(at, NO_RESULT),
                },
                Kind::Field(whole, name) => match self.expression(whole).map(|whole| whole.kind) {
                    Ok(PureKind::Parameter(index)) => PureKind::Field(index, name.to_string()),
                    _ => return refuse(at, RECORD),
                },
                Kind::Negate(operand) => PureKind::Negate(Box::new(self.expression(operand)?)),
                Kind::Plus(operand) => self.expression(operand)?.kind,
                Kind::Not(operand) => PureKind::Not(Box::new(self.expression(operand)?)),
                Kind::And(parts) => return self.junction(node, parts, PureKind::And),
                Kind::Or(parts) => return self.junction(node, parts, PureKind::Or),
                Kind::Operate(Operation::Power, base, exponent) => {
                    let arguments = vec![self.expression(base)?, self.expression(exponent)?];
                    PureKind::Helper { helper: Helper::Power, arguments, rounding: None }
                }
                Kind::Operate(operation, left, right) => {
                    let Some(operator) = binary(*operation) else { return refuse(at, REMAINDER) };
                    let (left, right) = (Box::new(self.expression(left)?), Box::new(self.expression(right)?));
                    PureKind::Binary { operator, left, right }
                }
                Kind::Helper(helper, arguments, rounding) => {
                    let arguments =
                        arguments.iter().map(|argument| self.argument(argument)).collect::<Result<_, _>>()?;
                    PureKind::Helper { helper: *helper, arguments, rounding: *rounding }
                }
                Kind::Call(function, arguments) => {
                    let arguments =
                        arguments.iter().map(|argument| self.expression(argument)).collect::<Result<_, _>>()?;
                    self.calls.push((*function, at));
                    PureKind::Call { function: *function, arguments }
                }
                Kind::If { .. } | Kind::Switch { .. } | Kind::Block(_) => return self.sequence(&[node], false, at),
                Kind::Nothing | Kind::Let(..) => return refuse(at, NO_RESULT),
                Kind::While { .. } | Kind::Do { .. } | Kind::For { .. } | Kind::Break(_) | Kind::Continue => {
                    return refuse(at, LOOP);
                }
                Kind::Assign { .. } | Kind::Change { .. } => return refuse(at, ASSIGN),
                Kind::Return(_) => return refuse(at, EARLY),
                Kind::Throw(_) => return refuse(at, THROW),
                Kind::Within(..) | Kind::Range { .. } => return refuse(at, WITHIN),
                Kind::List(_) | Kind::Item(..) => return refuse(at, LIST),
                Kind::Record(_) => return refuse(at, RECORD),
                Kind::Method(..) | Kind::Closure(..) => return refuse(at, METHOD),
            },
        ))
    }

    /// An argument of the library, which may be a list of lists.
    fn argument(&mut self, node: &Node) -> Found {
        match &node.kind {
            Kind::List(items) => {
                let items = items.iter().map(|item| self.argument(item)).collect::<Result<_, _>>()?;
                Ok(pure(node, PureKind::List(items)))
            }
            _ => self.expression(node),
        }
    }

    fn junction(&mut self, node: &Node, parts: &[Node], kind: fn(Box<Pure>, Box<Pure>) -> PureKind) -> Found {
        let mut joined: Option<Pure> = None;
        for part in parts {
            let part = self.expression(part)?;
            joined = Some(match joined {
                None => part,
                Some(before) => pure(node, kind(Box::new(before), Box::new(part))),
            });
        }
        joined.map_or_else(|| refuse(node.bytes(), NO_RESULT), Ok)
    }
}

fn pure(node: &Node, kind: PureKind) -> Pure {
    Pure { kind, at: node.bytes() }
}

fn with(subject: &Pure, kind: PureKind) -> Pure {
    Pure { kind, at: subject.at.clone() }
}

fn refuse(at: Range<usize>, words: Words) -> Found {
    Err(Impure::new(at, words))
}

/// Whether statements end in a `return` whichever way they take.
fn returns(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match &node.kind {
        Kind::Return(_) => true,
        Kind::If { then, otherwise, .. } => returns(then) && returns(otherwise),
        Kind::Block(nodes) => returns(nodes),
        _ => false,
    })
}

/// Whether a value fits a case.
fn fits(pattern: &Pattern, subject: &Pure) -> Pure {
    let compared = |operator: Binary, kind: PureKind| {
        let (left, right) = (Box::new(subject.clone()), Box::new(with(subject, kind)));
        with(subject, PureKind::Binary { operator, left, right })
    };
    let whole = |number: i64| PureKind::Number(crate::number::Number::from_integer(number));
    match pattern {
        Pattern::Number(number) => compared(Binary::Equal, PureKind::Number(number.clone())),
        Pattern::Text(text) => compared(Binary::Equal, PureKind::Text(text.to_string())),
        Pattern::YesNo(truth) => compared(Binary::Equal, PureKind::YesNo(*truth)),
        Pattern::Range { from, to, inclusive } => {
            let below = if *inclusive { Binary::AtMost } else { Binary::Below };
            let (least, most) = (compared(Binary::AtLeast, whole(*from)), compared(below, whole(*to)));
            with(subject, PureKind::And(Box::new(least), Box::new(most)))
        }
    }
}

fn binary(operation: Operation) -> Option<Binary> {
    Some(match operation {
        Operation::Add => Binary::Add,
        Operation::Subtract => Binary::Subtract,
        Operation::Multiply => Binary::Multiply,
        Operation::Divide => Binary::Divide,
        Operation::Equal => Binary::Equal,
        Operation::Unequal => Binary::Unequal,
        Operation::Below => Binary::Below,
        Operation::AtMost => Binary::AtMost,
        Operation::Above => Binary::Above,
        Operation::AtLeast => Binary::AtLeast,
        Operation::Remainder | Operation::Power => return None,
    })
}
