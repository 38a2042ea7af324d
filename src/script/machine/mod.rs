//! Runs functions of a script, one call at a time.

mod change;
mod control;
mod helper;
mod method;
mod operate;
mod run;
mod step;
mod stop;
mod trace;

use std::cell::RefCell;

use super::cell::Cell;
use super::{Datum, Failure, FailureKind, Limits, Script};
use crate::invariant::OrBroken;
use crate::number::{Accuracy, Calendar};
use run::Run;
pub use trace::Step;
use trace::Trace;

/// Runs the functions of one script; one per thread.
#[derive(Debug)]
pub struct Machine {
    script: Script,
    limits: Limits,
    calendar: Calendar,
    /// Kept between calls so that a call does not ask for memory.
    stack: RefCell<Vec<Cell>>,
}

impl Machine {
    /// A machine for one script.
    #[must_use]
    pub fn new(script: &Script, limits: &Limits, calendar: &Calendar) -> Machine {
        let stack = RefCell::new(Vec::new());
        Machine { script: script.clone(), limits: limits.clone(), calendar: calendar.clone(), stack }
    }

    /// Calls a function. Roots, powers and logarithms are rounded half up to `accuracy` where the script does
    /// not say decimals itself.
    ///
    /// # Errors
    /// If it ends without a result: over a limit, by `throw`, or because something cannot be done with the
    /// values at hand. A missing value is a result.
    pub fn call(&self, function: &str, arguments: Vec<Datum>, accuracy: &Accuracy) -> Result<Datum, Failure> {
        self.run(function, arguments, accuracy, None).0
    }

    /// As [`Machine::call`], with every line that was run: of the function and of those that it
    /// calls. Beyond some thousands of lines no more are kept.
    pub fn stepped(
        &self,
        function: &str,
        arguments: Vec<Datum>,
        accuracy: &Accuracy,
    ) -> (Result<Datum, Failure>, Vec<Step>) {
        let (result, trace) = self.run(function, arguments, accuracy, Some(Box::default()));
        (result, trace.or_broken("what was handed in comes back").steps)
    }

    fn run(
        &self,
        function: &str,
        arguments: Vec<Datum>,
        accuracy: &Accuracy,
        trace: Option<Box<Trace>>,
    ) -> (Result<Datum, Failure>, Option<Box<Trace>>) {
        let bodies = &self.script.program.bodies;
        let Some((index, body)) = bodies.iter().enumerate().find(|(_, body)| body.name == function) else {
            let (zh, en) = (format!("脚本里没有函数「{function}」"), format!("there is no function `{function}`"));
            return (Err(Failure { kind: FailureKind::Runtime, at: None, zh, en }), trace);
        };
        let (wanted, given) = (body.parameters, arguments.len());
        if wanted != given {
            let zh = format!("函数「{function}」要 {wanted} 个参数，给了 {given} 个");
            let en = format!("`{function}` takes {wanted} arguments, {given} are given");
            return (Err(Failure { kind: FailureKind::Runtime, at: Some(body.at.clone()), zh, en }), trace);
        }
        let mut stack = self.stack.try_borrow_mut().map(|mut kept| std::mem::take(&mut *kept)).unwrap_or_default();
        stack.clear();
        stack.extend(arguments.into_iter().map(Cell::of));
        let mut run = Run::new(&self.script, &self.limits, &self.calendar, accuracy, stack, trace);
        let result = run.whole(index);
        let (mut stack, trace) = run.done();
        stack.clear();
        if let Ok(mut kept) = self.stack.try_borrow_mut() {
            *kept = stack;
        }
        (result, trace)
    }
}
