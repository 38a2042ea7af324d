//! Statements.

use rhai::{ASTFlags, Expr, FlowControl, Position, Stmt, SwitchCasesCollection};

use super::{Translator, node, words};
use crate::script::tree::{Arm, Kind, Node, Operation};

impl Translator<'_> {
    /// Statements that see their own variables.
    pub(super) fn block(&mut self, statements: &[Stmt]) -> Vec<Node> {
        let outside = self.frame.sight.len();
        let nodes = statements.iter().filter_map(|statement| self.statement(statement)).collect();
        self.frame.sight.truncate(outside);
        nodes
    }

    fn statement(&mut self, statement: &Stmt) -> Option<Node> {
        Some(match statement {
            Stmt::Share(_) => return None,
            Stmt::Noop(position) => node(self.at(*position), Kind::Nothing),
            Stmt::Expr(expr) => self.expression(expr),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::Block(block) => {
                let nodes = self.block(block.statements());
                node(self.at(block.position()), Kind::Block(nodes))
            }
            Stmt::If(flow, position) => {
                let condition = Box::new(self.expression(&flow.expr));
                let (then, otherwise) = (self.block(flow.body.statements()), self.block(flow.branch.statements()));
                node(self.at(*position).start..condition.bytes().end, Kind::If { condition, then, otherwise })
            }
            Stmt::Switch(switch, position) => self.switch(&switch.0, &switch.1, *position),
            Stmt::While(flow, position) => self.repeat(flow, *position),
            Stmt::Do(flow, flags, position) => {
                let body = self.block(flow.body.statements());
                let condition = Box::new(self.expression(&flow.expr));
                let until = flags.contains(ASTFlags::NEGATED);
                node(self.at(*position), Kind::Do { body, condition, until })
            }
            Stmt::For(parts, position) => {
                let (name, counter, flow) = (&parts.0, &parts.1, &parts.2);
                let over = Box::new(self.countable(&flow.expr));
                let outside = self.frame.sight.len();
                let counter = counter.as_ref().map(|counter| self.declare(&counter.name));
                let slot = self.declare(&name.name);
                let body = self.block(flow.body.statements());
                self.frame.sight.truncate(outside);
                node(self.at(*position).start..over.bytes().end, Kind::For { slot, counter, over, body })
            }
            Stmt::Var(parts, _, position) => {
                let (name, value) = (&parts.0, &parts.1);
                let at = self.at(*position).start..self.at(name.pos).end;
                let value = match value {
                    Expr::Unit(position) if position.is_none() => node(at.clone(), Kind::Nothing),
                    value => self.expression(value),
                };
                let end = self.tokens.grouped(value.bytes()).end.max(at.end);
                node(at.start..end, Kind::Let(self.declare(&name.name), Box::new(value)))
            }
            Stmt::Assignment(parts) => {
                let (operator, sides) = (&parts.0, &parts.1);
                let value = self.expression(&sides.rhs);
                let operation = match operator.get_op_assignment_info() {
                    None => None,
                    Some((.., mark)) => match Operation::of(mark) {
                        Some(operation) => Some(operation),
                        None => return Some(self.forbid(self.at(operator.position()), words::BITS)),
                    },
                };
                self.assignment(&sides.lhs, operation, value)
            }
            Stmt::BreakLoop(value, flags, position) => {
                let at = self.at(*position);
                let value = value.as_ref().map(|value| Box::new(self.expression(value)));
                node(at, if flags.contains(ASTFlags::BREAK) { Kind::Break(value) } else { Kind::Continue })
            }
            Stmt::Return(value, flags, position) => {
                let at = self.at(*position);
                let value = value.as_ref().map(|value| Box::new(self.expression(value)));
                let end = value.as_ref().map_or(at.end, |value| self.tokens.grouped(value.bytes()).end);
                let throws = flags.contains(ASTFlags::BREAK);
                node(at.start..end, if throws { Kind::Throw(value) } else { Kind::Return(value) })
            }
            Stmt::TryCatch(_, position) => self.forbid(self.at(*position), words::TRY),
            other => self.forbid(self.at(other.position()), words::UNKNOWN),
        })
    }

    fn repeat(&mut self, flow: &FlowControl, position: Position) -> Node {
        let at = self.at(position);
        let condition = match &flow.expr {
            Expr::Unit(_) => None,
            condition => Some(Box::new(self.expression(condition))),
        };
        let end = condition.as_ref().map_or(at.end, |condition| condition.bytes().end);
        let body = self.block(flow.body.statements());
        node(at.start..end, Kind::While { condition, body })
    }

    fn switch(&mut self, subject: &Expr, cases: &SwitchCasesCollection, position: Position) -> Node {
        let subject = Box::new(self.expression(subject));
        let at = self.at(position).start..subject.bytes().end;
        let mut arms = Vec::new();
        let mut otherwise = None;
        for (index, arm) in cases.expressions.iter().enumerate() {
            let body = self.expression(&arm.rhs);
            if cases.def_case == Some(index) {
                otherwise = Some(Box::new(body));
                continue;
            }
            let guard = (!arm.lhs.position().is_none()).then(|| self.expression(&arm.lhs));
            let Some(patterns) = self.patterns(guard.as_ref(), &body) else {
                self.forbid(body.bytes(), words::CASE);
                continue;
            };
            arms.push(Arm { patterns, guard, body });
        }
        node(at, Kind::Switch { subject, arms, otherwise })
    }
}
