//! Arithmetic and comparison.

use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::Arc;

use super::run::{Run, lack};
use super::stop::{Outcome, Stop};
use crate::number::Number;
use crate::script::Lack;
use crate::script::cell::{Cell, united};
use crate::script::tree::{Node, Operation};

/// A number with more bits than this is not worked with.
const MOST_BITS: u64 = 1 << 18;

impl Run<'_> {
    pub(super) fn operate(&mut self, operation: Operation, left: &Cell, right: &Cell, node: &Node) -> Outcome {
        if operation.compares() {
            return self.compare(operation, left, right, node).map(Cell::YesNo);
        }
        match (left, right) {
            (Cell::Number(left), Cell::Number(right)) => self.arithmetic(operation, left, right, node),
            (Cell::Missing(left), Cell::Missing(right)) => Ok(Cell::Missing(united(left, right))),
            (Cell::Missing(reasons), _) | (_, Cell::Missing(reasons)) => Ok(Cell::Missing(reasons.clone())),
            _ if operation == Operation::Add => self.joined(left, right, node),
            (Cell::Number(_), other) | (other, _) => Err(Stop::wanted(node, "两个数", "two numbers", other)),
        }
    }

    fn arithmetic(&mut self, operation: Operation, left: &Number, right: &Number, node: &Node) -> Outcome {
        if !left.is_small() || !right.is_small() {
            // Bringing a fraction to lowest terms takes the square of its length.
            let words = left.words().max(right.words());
            self.spend(words * words / 8, node)?;
            if (left.words() + right.words()) * 64 > MOST_BITS {
                return Ok(lack(Lack::OutsideDomain, node));
            }
        }
        let result = match operation {
            Operation::Add => Some(left + right),
            Operation::Subtract => Some(left - right),
            Operation::Multiply => Some(left * right),
            Operation::Divide => left.checked_div(right),
            Operation::Power => {
                return Ok(self
                    .power(left, right, None, node)?
                    .map_or_else(|| lack(Lack::OutsideDomain, node), Cell::Number));
            }
            _ if !left.is_integer() || !right.is_integer() => {
                return Err(Stop::runtime(node, "% 只用于整数", "% takes whole numbers"));
            }
            _ => left.checked_rem(right),
        };
        Ok(result.map_or_else(|| lack(Lack::ZeroDivisor, node), Cell::Number))
    }

    /// Two texts, or two lists, one after the other.
    #[inline(never)]
    fn joined(&mut self, left: &Cell, right: &Cell, node: &Node) -> Outcome {
        match (left, right) {
            (Cell::List(left), Cell::List(right)) => {
                let length = left.cells.len().saturating_add(right.cells.len());
                self.spend_items(length, node)?;
                self.sized(length, node)?;
                self.listed(left.cells.iter().chain(&right.cells).cloned().collect(), node)
            }
            (Cell::Text(_), _) | (_, Cell::Text(_)) => {
                let (left, right) = (self.shown(left, node)?, self.shown(right, node)?);
                self.text(format!("{left}{right}"), node)
            }
            (Cell::Number(_), other) | (other, _) => Err(Stop::wanted(node, "数或文本", "a number or a text", other)),
        }
    }

    /// A new text, within the limit.
    pub(super) fn text(&mut self, text: String, node: &Node) -> Outcome {
        self.spend_items(text.len() / 16, node)?;
        let most = self.limits.length;
        if text.len() > most && text.chars().count() > most {
            let en = format!("a text has more than {most} characters");
            return Err(Stop::limit(node, format!("文本超过 {most} 个字"), en));
        }
        Ok(Cell::Text(Arc::from(text)))
    }

    /// A value as a text.
    pub(super) fn shown(&mut self, cell: &Cell, node: &Node) -> Result<Arc<str>, Stop> {
        let mut shown = String::new();
        let written = match cell {
            Cell::Text(text) => return Ok(text.clone()),
            Cell::Number(number) => {
                if number.whole().is_none() {
                    self.spend(number.words() * number.words(), node)?;
                }
                write!(shown, "{number}")
            }
            Cell::YesNo(truth) => write!(shown, "{}", if *truth { "是" } else { "否" }),
            Cell::Date(date) => write!(shown, "{date}"),
            other => return Err(Stop::wanted(node, "文本", "a text", other)),
        };
        match (written, self.text(shown, node)?) {
            (Ok(()), Cell::Text(text)) => Ok(text),
            (_, other) => Err(Stop::wanted(node, "文本", "a text", &other)),
        }
    }

    #[inline(never)]
    pub(super) fn signed(&mut self, operand: &Node, negative: bool, node: &Node) -> Outcome {
        match self.eval(operand)? {
            Cell::Number(number) if negative => Ok(Cell::Number(-number)),
            cell @ (Cell::Number(_) | Cell::Missing(_)) => Ok(cell),
            other => Err(Stop::wanted(node, "数", "a number", &other)),
        }
    }

    /// Whether a comparison holds; one with a missing value ends the call.
    pub(super) fn compare(
        &mut self,
        operation: Operation,
        left: &Cell,
        right: &Cell,
        node: &Node,
    ) -> Result<bool, Stop> {
        let ordering = match (left, right) {
            (Cell::Number(left), Cell::Number(right)) => {
                if !left.is_small() || !right.is_small() {
                    self.spend(left.words().saturating_mul(right.words()) / 32, node)?;
                }
                left.cmp(right)
            }
            (Cell::Missing(left), Cell::Missing(right)) => return Err(Stop::Missing(united(left, right))),
            (Cell::Missing(reasons), _) | (_, Cell::Missing(reasons)) => return Err(Stop::Missing(reasons.clone())),
            (Cell::Date(left), Cell::Date(right)) => left.cmp(right),
            (Cell::Text(left), Cell::Text(right)) => {
                self.spend_items(left.len().min(right.len()) / 16, node)?;
                left.cmp(right)
            }
            _ if matches!(operation, Operation::Equal | Operation::Unequal) => {
                let same = self.same(left, right, node)?;
                return Ok(same == (operation == Operation::Equal));
            }
            _ => return Err(unlike(left, right, node)),
        };
        Ok(match operation {
            Operation::Unequal => ordering != Ordering::Equal,
            Operation::Below => ordering == Ordering::Less,
            Operation::AtMost => ordering != Ordering::Greater,
            Operation::Above => ordering == Ordering::Greater,
            Operation::AtLeast => ordering != Ordering::Less,
            _ => ordering == Ordering::Equal,
        })
    }

    fn same(&mut self, left: &Cell, right: &Cell, node: &Node) -> Result<bool, Stop> {
        self.spend(1, node)?;
        match (left, right) {
            (Cell::YesNo(left), Cell::YesNo(right)) => Ok(left == right),
            (Cell::List(left), Cell::List(right)) => {
                for (left, right) in left.cells.iter().zip(&right.cells) {
                    if !self.compare(Operation::Equal, left, right, node)? {
                        return Ok(false);
                    }
                }
                Ok(left.cells.len() == right.cells.len())
            }
            (Cell::Record(left), Cell::Record(right)) => {
                for (name, left) in &left.fields {
                    self.spend_items(right.fields.len() / 8, node)?;
                    match right.get(name) {
                        Some(right) if self.compare(Operation::Equal, left, right, node)? => {}
                        _ => return Ok(false),
                    }
                }
                Ok(left.fields.len() == right.fields.len())
            }
            _ => Err(unlike(left, right, node)),
        }
    }
}

#[cold]
fn unlike(left: &Cell, right: &Cell, node: &Node) -> Stop {
    let ((left_zh, left_en), (right_zh, right_en)) = (left.sort(), right.sort());
    Stop::runtime(
        node,
        format!("{left_zh}和{right_zh}不能这样比较"),
        format!("{left_en} and {right_en} cannot be compared like this"),
    )
}
