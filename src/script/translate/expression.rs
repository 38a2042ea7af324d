//! Expressions.

use std::sync::Arc;

use rhai::{Expr, Position};

use super::words::suggesting;
use super::{Translator, node, words};
use crate::script::tree::{Kind, Node};
use crate::script::{Complaint, ComplaintKind};

impl Translator<'_> {
    pub(super) fn expression(&mut self, expr: &Expr) -> Node {
        match expr {
            Expr::DynamicConstant(value, position) if value.is_fnptr() => {
                self.forbid(self.at(*position), words::CLOSURE)
            }
            Expr::DynamicConstant(_, position) | Expr::IntegerConstant(_, position) => self.number(*position),
            Expr::BoolConstant(truth, position) => node(self.at(*position), Kind::YesNo(*truth)),
            Expr::CharConstant(letter, position) => {
                node(self.at(*position), Kind::Text(Arc::from(letter.to_string().as_str())))
            }
            Expr::StringConstant(text, position) => node(self.at(*position), Kind::Text(Arc::from(text.as_str()))),
            Expr::InterpolatedString(_, position) => self.forbid(self.at(*position), words::INTERPOLATED),
            Expr::Array(items, position) => {
                let at = self.bracketed(*position);
                let items = items.iter().map(|item| self.expression(item)).collect();
                node(at, Kind::List(items))
            }
            Expr::Map(parts, position) => {
                let at = self.bracketed(*position);
                let fields = parts.0.iter();
                let fields =
                    fields.map(|(name, value)| (Arc::from(name.name.as_str()), self.expression(value))).collect();
                node(at, Kind::Record(fields))
            }
            Expr::Unit(position) => node(self.at(*position), Kind::Nothing),
            Expr::Variable(parts, _, position) => self.variable(&parts.1, *position),
            Expr::ThisPtr(position) => self.forbid(self.at(*position), words::THIS),
            Expr::Stmt(block) if super::chain::closure_of(expr).is_some() => {
                self.forbid(self.at(block.position()), words::CLOSURE)
            }
            Expr::Stmt(block) => {
                let at = self.at(block.position());
                let mut nodes = self.block(block.statements());
                // `{ x }` is x.
                match nodes.pop() {
                    Some(only) if nodes.is_empty() && !matches!(only.kind, Kind::Let(..)) => only,
                    last => {
                        nodes.extend(last);
                        node(at, Kind::Block(nodes))
                    }
                }
            }
            Expr::FnCall(call, position) => self.call(call, *position),
            Expr::Dot(..) | Expr::Index(..) => self.chain(expr),
            Expr::And(parts, _) => self.junction(parts, Kind::And),
            Expr::Or(parts, _) => self.junction(parts, Kind::Or),
            Expr::Coalesce(_, position) => self.forbid(self.at(*position), words::COALESCE),
            other => self.forbid(self.at(other.start_position()), words::UNKNOWN),
        }
    }

    /// What a `for` runs over, what `in` looks into, what stands in brackets: a range is allowed.
    pub(super) fn countable(&mut self, expr: &Expr) -> Node {
        if let Expr::FnCall(call, _) = expr
            && matches!(call.name.as_str(), ".." | "..=")
            && let [from, to] = &*call.args
        {
            let inclusive = call.name == "..=";
            let (from, to) = (Box::new(self.expression(from)), Box::new(self.expression(to)));
            return node(self.around(&from, &to), Kind::Range { from, to, inclusive });
        }
        self.expression(expr)
    }

    fn junction(&mut self, parts: &[Expr], kind: fn(Vec<Node>) -> Kind) -> Node {
        let parts: Vec<Node> = parts.iter().map(|part| self.expression(part)).collect();
        let at = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => self.around(first, last),
            _ => 0..0,
        };
        node(at, kind(parts))
    }

    /// From the one node to the other, with the parentheses around each.
    pub(super) fn around(&self, first: &Node, last: &Node) -> std::ops::Range<usize> {
        self.tokens.grouped(first.bytes()).start..self.tokens.grouped(last.bytes()).end
    }

    /// From an opening bracket to its end.
    pub(super) fn bracketed(&self, position: Position) -> std::ops::Range<usize> {
        let start = self.tokens.byte(position);
        start..self.tokens.closed(self.tokens.index(start))
    }

    fn variable(&mut self, name: &str, position: Position) -> Node {
        let at = self.at(position);
        if let Some(slot) = self.slot(name) {
            return node(at, Kind::Slot(slot));
        }
        if let Some(words) = words::of_name(name) {
            return self.forbid(at, words);
        }
        if self.named.iter().any(|head| head.name == name) {
            return self.forbid(at, words::POINTER);
        }
        let known: Vec<&str> = self.frame.sight.iter().map(|(known, _)| &**known).collect();
        let (zh, en) = words::unknown_variable(name);
        let complaint = suggesting(Complaint::new(ComplaintKind::UnknownName, at.clone(), zh, en), name, &known);
        self.complaints.push(complaint);
        node(at, Kind::Nothing)
    }
}
