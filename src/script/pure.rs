//! A function as one expression without effects, for whole columns.

use std::ops::Range;

use super::Helper;
use crate::number::{Number, Rounding};

/// What cannot be translated to columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impure {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// In Chinese, in the words of those who write rules.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// An expression without loops, assignment and effects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pure {
    /// What it is.
    pub kind: PureKind,
    /// Bytes of the text.
    pub at: Range<usize>,
}

/// What a [`Pure`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PureKind {
    /// A number as written.
    Number(Number),
    /// `true` or `false`.
    YesNo(bool),
    /// A text as written.
    Text(String),
    /// The parameter of an index.
    Parameter(usize),
    /// The n-th enclosing `let`, counted from the outside, 0 first.
    Local(usize),
    /// A field of the record that the parameter of an index is.
    Field(usize, String),
    /// `let name = value; rest`: `rest` sees the value as one more [`PureKind::Local`].
    Let {
        /// What the name stands for.
        value: Box<Pure>,
        /// What follows.
        rest: Box<Pure>,
    },
    /// One of two; an early `return` and `switch` come to this, too.
    If {
        /// Decides.
        condition: Box<Pure>,
        /// If it is true.
        then: Box<Pure>,
        /// If it is false.
        otherwise: Box<Pure>,
    },
    /// `-x`
    Negate(Box<Pure>),
    /// `!x`
    Not(Box<Pure>),
    /// `a && b`: `b` is not asked if `a` is false.
    And(Box<Pure>, Box<Pure>),
    /// `a || b`: `b` is not asked if `a` is true.
    Or(Box<Pure>, Box<Pure>),
    /// Two operands.
    Binary {
        /// The operation.
        operator: Binary,
        /// Left operand.
        left: Box<Pure>,
        /// Right operand.
        right: Box<Pure>,
    },
    /// A function of the library.
    Helper {
        /// Which one.
        helper: Helper,
        /// Its arguments.
        arguments: Vec<Pure>,
        /// How a result without a last decimal is rounded that goes straight into a rounding.
        rounding: Option<Rounding>,
    },
    /// A list; only as an argument of a helper.
    List(Vec<Pure>),
    /// Another function of the file, which is pure and does not lead back to this one.
    Call {
        /// Its place in [`Script::functions`](super::Script::functions).
        function: usize,
        /// Its arguments.
        arguments: Vec<Pure>,
    },
}

/// An operation on two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}
