//! Operators of scripts as those of the core.

use crate::core::{Comparison, Operator};
use crate::script::Binary;

pub(super) fn comparison(operator: Binary) -> Option<Comparison> {
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

pub(super) fn arithmetic(operator: Binary) -> Option<Operator> {
    Some(match operator {
        Binary::Add => Operator::Add,
        Binary::Subtract => Operator::Subtract,
        Binary::Multiply => Operator::Multiply,
        Binary::Divide => Operator::Divide,
        _ => return None,
    })
}
