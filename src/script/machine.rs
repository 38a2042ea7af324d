//! Runs functions of a script, one call at a time.

use std::ops::Range;

use super::{Failure, FailureKind, Limits, Script, Value};
use crate::number::{Calendar, Precision};

/// Runs the functions of one script; one per thread.
#[derive(Debug)]
pub struct Machine {
    _script: Script,
}

/// One line that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Line of the text, from 1.
    pub line: usize,
    /// Bytes of the statement or condition.
    pub at: Range<usize>,
    /// The line, without the spaces around it.
    pub text: String,
    /// For a line that decides: what it decided.
    pub branch: Option<bool>,
    /// Variables that are new or changed after this line.
    pub variables: Vec<(String, Value)>,
}

impl Machine {
    /// A machine for one script.
    #[must_use]
    pub fn new(script: &Script, _limits: &Limits, _calendar: &Calendar) -> Machine {
        Machine { _script: script.clone() }
    }

    /// Calls a function.
    ///
    /// # Errors
    /// If it ends without a result.
    pub fn call(&self, function: &str, _arguments: Vec<Value>, _precision: &Precision) -> Result<Value, Failure> {
        let (zh, en) = (format!("没有函数“{function}”"), format!("there is no function `{function}`"));
        Err(Failure { kind: FailureKind::Runtime, at: None, zh, en })
    }

    /// Calls a function and notes each line.
    pub fn stepped(
        &self,
        function: &str,
        arguments: Vec<Value>,
        precision: &Precision,
    ) -> (Result<Value, Failure>, Vec<Step>) {
        (self.call(function, arguments, precision), Vec::new())
    }
}
