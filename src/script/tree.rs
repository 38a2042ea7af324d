//! A script as it is run: names are places, and every node knows its bytes.

use std::ops::Range;
use std::sync::Arc;

use super::Helper;
use crate::number::{Number, Rounding};

/// All functions of a file: first those with a name, in its order, then the closures.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) bodies: Vec<Body>,
}

/// One function.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) private: bool,
    pub(super) at: Range<usize>,
    /// How many of the first slots are filled by a caller.
    pub(super) parameters: usize,
    /// The name of each variable; its place is its slot.
    pub(super) slots: Vec<Arc<str>>,
    pub(super) block: Vec<Node>,
    /// Whether it takes a root or the like without stating its decimals, and does not round it as it is.
    pub(super) irrational: bool,
    /// The named functions that it calls.
    pub(super) calls: Vec<usize>,
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: Range<u32>,
    pub(super) kind: Kind,
}

/// What a node does.
#[derive(Debug)]
pub(super) enum Kind {
    Nothing,
    Number(Number),
    YesNo(bool),
    Text(Arc<str>),
    Slot(usize),
    Let(usize, Box<Node>),
    Assign {
        slot: usize,
        path: Vec<Access>,
        operation: Option<Operation>,
        value: Box<Node>,
    },
    Block(Vec<Node>),
    If {
        condition: Box<Node>,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    Switch {
        subject: Box<Node>,
        arms: Vec<Arm>,
        otherwise: Option<Box<Node>>,
    },
    /// `while` with its condition, `loop` without.
    While {
        condition: Option<Box<Node>>,
        body: Vec<Node>,
    },
    /// `do { } while c`, `do { } until c`.
    Do {
        body: Vec<Node>,
        condition: Box<Node>,
        until: bool,
    },
    For {
        slot: usize,
        counter: Option<usize>,
        over: Box<Node>,
        body: Vec<Node>,
    },
    Break(Option<Box<Node>>),
    Continue,
    Return(Option<Box<Node>>),
    Throw(Option<Box<Node>>),
    Negate(Box<Node>),
    Plus(Box<Node>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Operate(Operation, Box<Node>, Box<Node>),
    Range {
        from: Box<Node>,
        to: Box<Node>,
        inclusive: bool,
    },
    Within(Box<Node>, Box<Node>),
    List(Vec<Node>),
    Record(Vec<(Arc<str>, Node)>),
    Item(Box<Node>, Box<Node>),
    Field(Box<Node>, Arc<str>),
    Call(usize, Vec<Node>),
    /// A function of the library. A result without a last decimal whose decimals are not stated is rounded so when it
    /// goes straight into a rounding.
    Helper(Helper, Vec<Node>, Option<Rounding>),
    Method(Method, Box<Node>, Vec<Node>),
    /// A method that changes the variable that it is called on.
    Change {
        change: Change,
        slot: usize,
        path: Vec<Access>,
        arguments: Vec<Node>,
    },
    /// A closure and the slots that it takes along; only as an argument of a method.
    Closure(usize, Vec<usize>),
}

/// One step from a variable to a part of it.
#[derive(Debug)]
pub(super) enum Access {
    Item(Node),
    Field(Arc<str>),
}

/// One arm of a `switch`.
#[derive(Debug)]
pub(super) struct Arm {
    pub(super) patterns: Vec<Pattern>,
    pub(super) guard: Option<Node>,
    pub(super) body: Node,
}

/// What an arm fits.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    Number(Number),
    YesNo(bool),
    Text(Arc<str>),
    /// From the first to the second; that itself fits if so marked.
    Range {
        from: i64,
        to: i64,
        inclusive: bool,
    },
}

/// An operation on two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    Equal,
    Unequal,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Operation {
    pub(super) fn of(mark: &str) -> Option<Self> {
        Some(match mark {
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "%" => Self::Remainder,
            "**" => Self::Power,
            "==" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Below,
            "<=" => Self::AtMost,
            ">" => Self::Above,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    pub(super) fn compares(self) -> bool {
        matches!(self, Self::Equal | Self::Unequal | Self::Below | Self::AtMost | Self::Above | Self::AtLeast)
    }
}

/// A method that leaves its value as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Length,
    IsEmpty,
    Contains,
    IndexOf,
    Keys,
    Values,
    StartsWith,
    EndsWith,
    Part,
    Split,
    Map,
    Filter,
    Reduce,
    Some,
    All,
    Find,
    ToText,
}

impl Method {
    /// The method of a name, with the least and the greatest number of its arguments.
    pub(super) fn of(name: &str) -> Option<(Self, usize, usize)> {
        Some(match name {
            "len" => (Self::Length, 0, 0),
            "is_empty" => (Self::IsEmpty, 0, 0),
            "contains" => (Self::Contains, 1, 1),
            "index_of" => (Self::IndexOf, 1, 1),
            "keys" => (Self::Keys, 0, 0),
            "values" => (Self::Values, 0, 0),
            "starts_with" => (Self::StartsWith, 1, 1),
            "ends_with" => (Self::EndsWith, 1, 1),
            "sub_string" | "extract" => (Self::Part, 1, 2),
            "split" => (Self::Split, 1, 1),
            "map" => (Self::Map, 1, 1),
            "filter" => (Self::Filter, 1, 1),
            "reduce" => (Self::Reduce, 2, 2),
            "some" => (Self::Some, 1, 1),
            "all" => (Self::All, 1, 1),
            "find" => (Self::Find, 1, 1),
            "to_string" => (Self::ToText, 0, 0),
            _ => return None,
        })
    }

    /// Whether its first argument is a closure.
    pub(super) fn takes_closure(self) -> bool {
        matches!(self, Self::Map | Self::Filter | Self::Reduce | Self::Some | Self::All | Self::Find)
    }
}

/// A method that changes its list or record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Push,
    Pop,
    Insert,
    Remove,
    Clear,
    Reverse,
    Sort,
}

impl Change {
    /// The method of a name, with the least and the greatest number of its arguments.
    pub(super) fn of(name: &str) -> Option<(Self, usize, usize)> {
        Some(match name {
            "push" => (Self::Push, 1, 1),
            "pop" => (Self::Pop, 0, 0),
            "insert" => (Self::Insert, 2, 2),
            "remove" => (Self::Remove, 1, 1),
            "clear" => (Self::Clear, 0, 0),
            "reverse" => (Self::Reverse, 0, 0),
            "sort" => (Self::Sort, 0, 0),
            _ => return None,
        })
    }
}

/// Names of methods, for suggestions.
pub(super) const METHODS: &[&str] = &[
    "len",
    "is_empty",
    "contains",
    "index_of",
    "keys",
    "values",
    "starts_with",
    "ends_with",
    "sub_string",
    "extract",
    "split",
    "map",
    "filter",
    "reduce",
    "some",
    "all",
    "find",
    "to_string",
    "push",
    "pop",
    "insert",
    "remove",
    "clear",
    "reverse",
    "sort",
];
