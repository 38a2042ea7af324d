//! Blocks, decisions and loops.

use super::run::Run;
use super::stop::{Outcome, Stop};
use crate::number::Number;
use crate::script::FailureKind;
use crate::script::cell::Cell;
use crate::script::tree::{Arm, Node, Operation, Pattern};

impl Run<'_> {
    /// Statements one after another; the value is that of the last.
    pub(super) fn block(&mut self, nodes: &[Node]) -> Outcome {
        let mut last = Cell::Nothing;
        for node in nodes {
            let outcome = self.eval(node);
            if self.trace.is_some() {
                self.note_statement(node);
            }
            last = outcome?;
        }
        Ok(last)
    }

    /// A condition that decides what is run.
    pub(super) fn decide(&mut self, condition: &Node) -> Result<bool, Stop> {
        let truth = self.truth(condition);
        if self.trace.is_some() {
            self.note(condition, truth.as_ref().ok().copied());
        }
        truth
    }

    /// The body of a loop once; whether it goes on, or the value of its `break`.
    fn once(&mut self, body: &[Node]) -> Result<Option<Cell>, Stop> {
        match self.block(body) {
            Ok(_) | Err(Stop::Continue) => Ok(None),
            Err(Stop::Break) => Ok(Some(std::mem::replace(&mut self.carried, Cell::Nothing))),
            Err(stop) => Err(stop),
        }
    }

    #[inline(never)]
    pub(super) fn repeat(&mut self, condition: Option<&Node>, body: &[Node], node: &Node) -> Outcome {
        loop {
            match condition {
                Some(condition) => {
                    if !self.decide(condition)? {
                        return Ok(Cell::Nothing);
                    }
                }
                // An empty `loop { }` takes steps, too.
                None => self.spend(1, node)?,
            }
            if let Some(value) = self.once(body)? {
                return Ok(value);
            }
        }
    }

    #[inline(never)]
    pub(super) fn repeat_after(&mut self, body: &[Node], condition: &Node, until: bool) -> Outcome {
        loop {
            if let Some(value) = self.once(body)? {
                return Ok(value);
            }
            if self.decide(condition)? == until {
                return Ok(Cell::Nothing);
            }
        }
    }

    #[inline(never)]
    pub(super) fn for_each(
        &mut self,
        slot: usize,
        counter: Option<usize>,
        over: &Node,
        body: &[Node],
        node: &Node,
    ) -> Outcome {
        let whole = self.eval(over)?;
        let mut index = 0_usize;
        loop {
            self.spend(1, node)?;
            let item = match &whole {
                Cell::List(items) => items.cells.get(index).cloned(),
                Cell::Range(from, to) => {
                    let item = i64::try_from(index).ok().and_then(|index| from.checked_add(index));
                    item.filter(|item| item < to).map(|item| Cell::Number(Number::from_integer(item)))
                }
                Cell::Text(text) => {
                    self.spend_items(index / 16, node)?;
                    text.chars().nth(index).map(|letter| Cell::Text(letter.to_string().as_str().into()))
                }
                Cell::Missing(reasons) => return Err(Stop::Missing(reasons.clone())),
                other => return Err(Stop::wanted(over, "列或范围", "a list or range", other)),
            };
            let more = item.is_some();
            if let Some(item) = item {
                self.set(slot, item);
                if let Some(counter) = counter {
                    self.set(counter, Cell::Number(Number::count(index)));
                }
            }
            if self.trace.is_some() {
                self.note(node, Some(more));
            }
            if !more {
                return Ok(Cell::Nothing);
            }
            if let Some(value) = self.once(body)? {
                return Ok(value);
            }
            index = index.saturating_add(1);
        }
    }

    #[inline(never)]
    pub(super) fn switch(&mut self, subject: &Node, arms: &[Arm], otherwise: Option<&Node>, node: &Node) -> Outcome {
        let value = match self.eval(subject)? {
            Cell::Missing(reasons) => return Err(Stop::Missing(reasons)),
            value => value,
        };
        for arm in arms {
            let mut fits = false;
            for pattern in &arm.patterns {
                self.spend(1, node)?;
                fits = fits || self.fits(pattern, &value, subject)?;
            }
            let guarded = match &arm.guard {
                Some(guard) if fits => self.decide(guard)?,
                _ => fits,
            };
            if guarded {
                return self.branch(&arm.body, node, true);
            }
        }
        match otherwise {
            Some(body) => self.branch(body, node, false),
            None => Ok(Cell::Nothing),
        }
    }

    /// Runs the arm that was chosen.
    fn branch(&mut self, body: &Node, node: &Node, chosen: bool) -> Outcome {
        if self.trace.is_some() {
            self.note(node, Some(chosen));
        }
        let outcome = self.eval(body)?;
        if self.trace.is_some() {
            self.note_statement(body);
        }
        Ok(outcome)
    }

    fn fits(&mut self, pattern: &Pattern, value: &Cell, subject: &Node) -> Result<bool, Stop> {
        let literal = match (pattern, value) {
            (Pattern::Number(literal), Cell::Number(number)) => return Ok(literal == number),
            (Pattern::Range { from, to, inclusive }, Cell::Number(number)) => {
                let (from, to) = (Number::from_integer(*from), Number::from_integer(*to));
                return Ok(*number >= from && (*number < to || *inclusive && *number == to));
            }
            (Pattern::YesNo(literal), Cell::YesNo(truth)) => return Ok(literal == truth),
            (Pattern::Text(literal), Cell::Text(text)) => return Ok(literal == text),
            (Pattern::Number(literal), _) => Cell::Number(literal.clone()),
            (Pattern::Range { from, .. }, _) => Cell::Number(Number::from_integer(*from)),
            (Pattern::YesNo(literal), _) => Cell::YesNo(*literal),
            (Pattern::Text(literal), _) => Cell::Text(literal.clone()),
        };
        // Says that unlike values are not compared.
        self.compare(Operation::Equal, value, &literal, subject)
    }

    #[inline(never)]
    pub(super) fn throw(&mut self, value: Option<&Node>, node: &Node) -> Outcome {
        let message = match value.map(|value| self.eval(value)).transpose()? {
            Some(Cell::Missing(reasons)) => return Err(Stop::Missing(reasons)),
            Some(cell) => self.shown(&cell, node)?.to_string(),
            None => String::new(),
        };
        Err(Stop::failure(FailureKind::Thrown, node.bytes(), message.clone(), message))
    }
}
