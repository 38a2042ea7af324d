//! One call.

use std::rc::Rc;

use super::stop::{Outcome, Stop};
use super::trace::Trace;
use crate::cancel::look;
use crate::invariant::{OrBroken, fit};
use crate::number::{Accuracy, Calendar};
use crate::script::cell::{Cell, Fields, Items, MOST_NESTED};
use crate::script::tree::{Body, Kind, Node, Program};
use crate::script::{Datum, Failure, FailureKind, Lack, Limits, Script};

/// Nodes within one another that are being worked out, over all functions that have not returned. A node takes
/// less than half a kilobyte of the stack of its thread.
const MOST_DEEP: usize = 1_600;

/// A call looks whether the run is to go on after so many steps.
const BETWEEN_LOOKS: u64 = 1 << 12;

pub(super) const HAS_SLOT: &str = "a variable has its slot";

/// The state of one call.
pub(super) struct Run<'m> {
    pub(super) text: &'m str,
    pub(super) program: &'m Program,
    pub(super) limits: &'m Limits,
    pub(super) calendar: &'m Calendar,
    pub(super) accuracy: &'m Accuracy,
    /// Variables of all functions that have not returned.
    pub(super) stack: Vec<Cell>,
    /// Where those of the function at hand begin.
    pub(super) base: usize,
    /// Which function is at hand.
    pub(super) current: usize,
    /// Steps that are left.
    pub(super) left: u64,
    calls: usize,
    deep: usize,
    /// The value of a `return` or `break` on its way.
    pub(super) carried: Cell,
    pub(super) trace: Option<Box<Trace>>,
}

impl<'m> Run<'m> {
    pub(super) fn new(
        script: &'m Script,
        limits: &'m Limits,
        calendar: &'m Calendar,
        accuracy: &'m Accuracy,
        stack: Vec<Cell>,
        trace: Option<Box<Trace>>,
    ) -> Self {
        Self {
            text: script.text(),
            program: &script.program,
            limits,
            calendar,
            accuracy,
            stack,
            base: 0,
            current: 0,
            left: limits.operations,
            calls: 0,
            deep: 0,
            carried: Cell::Nothing,
            trace,
        }
    }

    pub(super) fn done(self) -> (Vec<Cell>, Option<Box<Trace>>) {
        (self.stack, self.trace)
    }

    /// Runs a function whose arguments are on the stack, and hands its value out.
    pub(super) fn whole(&mut self, function: usize) -> Result<Datum, Failure> {
        let program = self.program;
        let Some(body) = program.bodies.get(function) else {
            let (zh, en) = ("脚本里没有这个函数".to_owned(), "there is no such function".to_owned());
            return Err(Failure { kind: FailureKind::Runtime, at: None, zh, en });
        };
        let place = super::super::translate::node(body.at.clone(), Kind::Nothing);
        let ended = self.function(function, body.parameters, &place);
        match ended.and_then(|cell| self.value(&cell, &place)) {
            Ok(value) => Ok(value),
            Err(Stop::Missing(reasons)) => Ok(Datum::Missing(reasons.as_ref().clone())),
            Err(Stop::Failure(failure)) => Err(*failure),
            // A function ends these.
            Err(Stop::Return | Stop::Break | Stop::Continue) => {
                let (zh, en) = ("语句不完整".to_owned(), "a statement is not complete".to_owned());
                Err(Failure { kind: FailureKind::Runtime, at: Some(body.at.clone()), zh, en })
            }
        }
    }

    /// Runs a function whose arguments are the last of the stack.
    pub(super) fn function(&mut self, function: usize, arguments: usize, at: &Node) -> Outcome {
        let program = self.program;
        let body = program.bodies.get(function).or_broken("a call is one of a function");
        if self.calls >= self.limits.depth {
            let most = self.limits.depth;
            let en = format!("functions call one another more than {most} deep");
            return Err(Stop::limit(at, format!("函数互相调用超过 {most} 层"), en));
        }
        self.spend(fit(body.slots.len() / 8), at)?;
        let start = self.stack.len().saturating_sub(arguments);
        self.stack.resize_with(start.saturating_add(body.slots.len()), || Cell::Nothing);
        let (base, current) =
            (std::mem::replace(&mut self.base, start), std::mem::replace(&mut self.current, function));
        self.calls = self.calls.saturating_add(1);
        let entered = self.enter(body);
        let ended = self.block(&body.block);
        self.leave(entered);
        self.calls = self.calls.saturating_sub(1);
        self.stack.truncate(start);
        (self.base, self.current) = (base, current);
        match ended {
            Err(Stop::Return) => Ok(std::mem::replace(&mut self.carried, Cell::Nothing)),
            other => other,
        }
    }

    /// Takes so many steps.
    pub(super) fn spend(&mut self, steps: u64, at: &Node) -> Result<(), Stop> {
        if self.left / BETWEEN_LOOKS != self.left.saturating_sub(steps) / BETWEEN_LOOKS {
            look();
        }
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.spent(at)),
        }
    }

    /// Takes the steps of so many items.
    pub(super) fn spend_items(&mut self, items: usize, at: &Node) -> Result<(), Stop> {
        self.spend(fit(items), at)
    }

    #[cold]
    fn spent(&mut self, at: &Node) -> Stop {
        self.left = 0;
        let most = self.limits.operations;
        Stop::limit(at, format!("运行超过 {most} 步仍未结束"), format!("it did not end within {most} steps"))
    }

    /// What a variable of the function holds; `None` for one of another function.
    pub(super) fn slot(&mut self, slot: usize) -> Option<&mut Cell> {
        self.stack.get_mut(self.base.saturating_add(slot))
    }

    pub(super) fn set(&mut self, slot: usize, cell: Cell) {
        *self.slot(slot).or_broken(HAS_SLOT) = cell;
        if let Some(trace) = &mut self.trace {
            trace.changed(slot);
        }
    }

    /// Works out a node.
    pub(super) fn eval(&mut self, node: &Node) -> Outcome {
        self.spend(1, node)?;
        match &node.kind {
            Kind::Slot(slot) => Ok(self.stack.get(self.base.saturating_add(*slot)).or_broken(HAS_SLOT).clone()),
            Kind::Number(number) => Ok(Cell::Number(number.clone())),
            Kind::YesNo(truth) => Ok(Cell::YesNo(*truth)),
            Kind::Text(text) => Ok(Cell::Text(text.clone())),
            Kind::Nothing => Ok(Cell::Nothing),
            _ => {
                if self.deep >= MOST_DEEP {
                    let en = "expressions and calls lie too deep within one another";
                    return Err(Stop::limit(node, "算式和调用套得太深", en));
                }
                self.deep += 1;
                let outcome = self.compound(node);
                self.deep -= 1;
                outcome
            }
        }
    }

    fn compound(&mut self, node: &Node) -> Outcome {
        match &node.kind {
            Kind::Operate(operation, left, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                self.operate(*operation, &left, &right, node)
            }
            Kind::Let(slot, value) => {
                let value = self.eval(value)?;
                self.set(*slot, value);
                Ok(Cell::Nothing)
            }
            Kind::Assign { slot, path, operation, value } => self.assign(*slot, path, *operation, value, node),
            Kind::If { condition, then, otherwise } => {
                let truth = self.decide(condition)?;
                self.block(if truth { then } else { otherwise })
            }
            Kind::Call(function, arguments) => {
                for argument in arguments {
                    let argument = self.eval(argument)?;
                    self.stack.push(argument);
                }
                self.function(*function, arguments.len(), node)
            }
            Kind::Helper(helper, arguments, _) => self.helper(*helper, arguments, node),
            Kind::Return(value) => self.carry(value.as_deref(), Stop::Return),
            Kind::Break(value) => self.carry(value.as_deref(), Stop::Break),
            Kind::Continue => Err(Stop::Continue),
            Kind::Block(nodes) => self.block(nodes),
            Kind::For { slot, counter, over, body } => self.for_each(*slot, *counter, over, body, node),
            Kind::While { condition, body } => self.repeat(condition.as_deref(), body, node),
            Kind::Do { body, condition, until } => self.repeat_after(body, condition, *until),
            Kind::Switch { subject, arms, otherwise } => self.switch(subject, arms, otherwise.as_deref(), node),
            Kind::Throw(value) => self.throw(value.as_deref(), node),
            Kind::Negate(operand) => self.signed(operand, true, node),
            Kind::Plus(operand) => self.signed(operand, false, node),
            Kind::Not(operand) => Ok(Cell::YesNo(!self.truth(operand)?)),
            Kind::And(parts) => self.junction(parts, false),
            Kind::Or(parts) => self.junction(parts, true),
            Kind::Range { from, to, inclusive } => self.range(from, to, *inclusive),
            Kind::Within(part, whole) => self.within(part, whole, node),
            Kind::List(items) => self.list(items, node),
            Kind::Record(fields) => self.record(fields, node),
            Kind::Item(whole, index) => self.item(whole, index, node),
            Kind::Field(whole, name) => self.field(whole, name, node),
            Kind::Method(method, whole, arguments) => self.method(*method, whole, arguments, node),
            Kind::Change { change, slot, path, arguments } => self.change(*change, *slot, path, arguments, node),
            Kind::Closure(..) => Err(Stop::runtime(node, "闭包不能当作值", "a closure is no value")),
            Kind::Slot(_) | Kind::Number(_) | Kind::YesNo(_) | Kind::Text(_) | Kind::Nothing => self.eval(node),
        }
    }

    fn carry(&mut self, value: Option<&Node>, stop: Stop) -> Outcome {
        self.carried = match value {
            Some(value) => self.eval(value)?,
            None => Cell::Nothing,
        };
        Err(stop)
    }

    /// Whether a condition holds; a missing one ends the call.
    pub(super) fn truth(&mut self, condition: &Node) -> Result<bool, Stop> {
        match self.eval(condition)? {
            Cell::YesNo(truth) => Ok(truth),
            Cell::Missing(reasons) => Err(Stop::Missing(reasons)),
            other => Err(Stop::wanted(condition, "是或否", "true or false", &other)),
        }
    }

    #[inline(never)]
    fn junction(&mut self, parts: &[Node], ends: bool) -> Outcome {
        for part in parts {
            if self.truth(part)? == ends {
                return Ok(Cell::YesNo(ends));
            }
        }
        Ok(Cell::YesNo(!ends))
    }

    #[inline(never)]
    fn list(&mut self, items: &[Node], node: &Node) -> Outcome {
        let mut cells = Vec::with_capacity(items.len());
        for item in items {
            let cell = self.eval(item)?;
            cells.push(stored(cell, item)?);
        }
        self.listed(cells, node)
    }

    #[inline(never)]
    fn record(&mut self, fields: &[(std::sync::Arc<str>, Node)], node: &Node) -> Outcome {
        let mut cells = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            let cell = self.eval(value)?;
            cells.push((name.clone(), stored(cell, value)?));
        }
        let fields = Fields::of(cells);
        check_nested(fields.nested, node)?;
        Ok(Cell::Record(Rc::new(fields)))
    }

    /// A list of cells, within the limits.
    pub(super) fn listed(&self, cells: Vec<Cell>, node: &Node) -> Outcome {
        self.sized(cells.len(), node)?;
        let items = Items::of(cells);
        check_nested(items.nested, node)?;
        Ok(Cell::List(Rc::new(items)))
    }

    pub(super) fn sized(&self, items: usize, node: &Node) -> Result<(), Stop> {
        let most = self.limits.items;
        if items <= most {
            return Ok(());
        }
        Err(Stop::limit(
            node,
            format!("列或记录超过 {most} 项"),
            format!("a list or record has more than {most} items"),
        ))
    }

    /// A value as others see it. Every item is three steps, since it takes memory of its own there: what shares its items here has them all there.
    pub(super) fn value(&mut self, cell: &Cell, at: &Node) -> Result<Datum, Stop> {
        Ok(match cell {
            Cell::Number(number) => Datum::Number(number.clone()),
            Cell::YesNo(truth) => Datum::YesNo(*truth),
            Cell::Text(text) => Datum::Text(text.clone()),
            Cell::Date(date) => Datum::Date(*date),
            Cell::Missing(reasons) => Datum::Missing(reasons.as_ref().clone()),
            Cell::List(items) => {
                self.spend_items(items.cells.len().saturating_mul(3), at)?;
                Datum::List(items.cells.iter().map(|cell| self.value(cell, at)).collect::<Result<_, _>>()?)
            }
            Cell::Record(fields) => {
                self.spend_items(fields.fields.len().saturating_mul(3), at)?;
                let fields = fields.fields.iter();
                let fields = fields.map(|(name, cell)| self.value(cell, at).map(|value| (name.clone(), value)));
                Datum::Record(fields.collect::<Result<_, _>>()?)
            }
            Cell::Nothing => return Err(Stop::runtime(at, "函数没有返回值", "the function returns nothing")),
            Cell::Range(..) => return Err(Stop::wanted(at, "一个值", "a value", cell)),
        })
    }

    pub(super) fn body(&self) -> Option<&'m Body> {
        self.program.bodies.get(self.current)
    }
}

/// A reason with the bytes of a node.
pub(super) fn lack(of: fn(usize, usize) -> Lack, node: &Node) -> Cell {
    let at = node.bytes();
    Cell::missing(of(at.start, at.end))
}

/// What may lie in a list or record.
pub(super) fn stored(cell: Cell, node: &Node) -> Outcome {
    match cell {
        Cell::Nothing | Cell::Range(..) => Err(Stop::wanted(node, "一个值", "a value", &cell)),
        cell => Ok(cell),
    }
}

pub(super) fn check_nested(nested: usize, node: &Node) -> Result<(), Stop> {
    if nested <= MOST_NESTED {
        return Ok(());
    }
    let en = format!("lists and records lie more than {MOST_NESTED} deep within one another");
    Err(Stop::limit(node, format!("列和记录套了超过 {MOST_NESTED} 层"), en))
}
