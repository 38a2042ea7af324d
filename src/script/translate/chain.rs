//! Fields, items and methods of a value, one after another.

use std::sync::Arc;

use rhai::{ASTFlags, Expr, FnCallExpr, Position, Stmt};

use super::words::suggesting;
use super::{Translator, node, words};
use crate::invariant::OrBroken;
use crate::script::tree::{Access, Body, Change, Kind, METHODS, Method, Node, Operation};
use crate::script::{Complaint, ComplaintKind, Helper};

/// One link of a chain: what follows a dot, or what stands in brackets.
enum Link<'e> {
    Dotted(&'e Expr),
    Bracketed(&'e Expr, Position),
}

impl Translator<'_> {
    /// `x.field`, `x[index]`, `x.method(…)` in any order.
    pub(super) fn chain(&mut self, expr: &Expr) -> Node {
        let Some((root, links)) = links(expr) else {
            return self.forbid(self.at(expr.start_position()), words::COALESCE);
        };
        // The method that changes its variable works on the place, not on the value.
        let changing = links.iter().position(|link| change(link).is_some());
        let mut rest = links.iter();
        let mut whole = match changing.and_then(|at| links.get(at).map(|link| (at, link))) {
            Some((at, Link::Dotted(Expr::MethodCall(call, position)))) => {
                rest = links.get(at + 1..).or_broken("a link is one of the chain").iter();
                self.changing(root, links.get(..at).or_broken("a link is one of the chain"), call, *position)
            }
            _ => self.expression(root),
        };
        for link in rest {
            let start = self.tokens.grouped(whole.bytes()).start;
            whole = match link {
                Link::Bracketed(index, bracket) => {
                    let end = self.bracketed(*bracket).end;
                    let index = Box::new(self.countable(index));
                    node(start..end, Kind::Item(Box::new(whole), index))
                }
                Link::Dotted(Expr::Property(parts, position)) => {
                    let end = self.at(*position).end;
                    node(start..end, Kind::Field(Box::new(whole), Arc::from(parts.2.as_str())))
                }
                Link::Dotted(Expr::MethodCall(call, position)) => self.method(whole, call, *position),
                Link::Dotted(other) => self.forbid(self.at(other.start_position()), words::UNKNOWN),
            };
        }
        whole
    }

    fn method(&mut self, whole: Node, call: &FnCallExpr, position: Position) -> Node {
        let name = call.name.as_str();
        let name_at = self.at(position);
        let open = self.tokens.index(name_at.end);
        let at = self.tokens.grouped(whole.bytes()).start..self.tokens.closed(open);
        if let Some(words) = words::of_name(name) {
            return self.forbid(name_at, words);
        }
        if let Some((method, least, most)) = Method::of(name) {
            if !self.counted(name, (least, most), call.args.len(), &at) {
                return node(at, Kind::Nothing);
            }
            let own = if method == Method::Reduce { 2 } else { 1 };
            let arguments = call.args.iter().enumerate();
            let arguments = arguments.map(|(index, argument)| match (method.takes_closure(), index) {
                (true, 0) => self.closure(argument, own),
                _ => self.expression(argument),
            });
            let arguments = arguments.collect();
            return node(at, Kind::Method(method, Box::new(whole), arguments));
        }
        if let Some(helper) = Helper::of(name) {
            let arguments: Vec<Node> =
                std::iter::once(whole).chain(call.args.iter().map(|argument| self.expression(argument))).collect();
            self.counted(name, helper.arity(), arguments.len(), &at);
            return self.helper(helper, arguments, at);
        }
        let (zh, en) = words::unknown_method(name);
        let complaint = Complaint::new(ComplaintKind::UnknownName, name_at, zh, en);
        self.complaints.push(match words::elsewhere(name) {
            Some(here) => complaint.help(format!("这里写 {here}"), format!("write {here}")),
            None => suggesting(complaint, name, METHODS),
        });
        node(at, Kind::Nothing)
    }

    fn changing(&mut self, root: &Expr, path: &[Link], call: &FnCallExpr, position: Position) -> Node {
        let start = self.at(root.start_position()).start;
        let name_at = self.at(position);
        let at = start..self.tokens.closed(self.tokens.index(name_at.end));
        let Some((change, least, most)) = Change::of(&call.name) else { return node(at, Kind::Nothing) };
        let arguments: Vec<Node> = call.args.iter().map(|argument| self.expression(argument)).collect();
        self.counted(&call.name, (least, most), arguments.len(), &at);
        match self.place(root, path) {
            Some((slot, path)) => node(at, Kind::Change { change, slot, path, arguments }),
            None => self.forbid(name_at, words::CHANGE),
        }
    }

    pub(super) fn assignment(&mut self, target: &Expr, operation: Option<Operation>, value: Node) -> Node {
        let start = self.at(target.start_position()).start;
        let end = self.tokens.grouped(value.bytes()).end;
        let (root, path) = links(target).unwrap_or((target, Vec::new()));
        match self.place(root, &path) {
            Some((slot, path)) => node(start..end, Kind::Assign { slot, path, operation, value: Box::new(value) }),
            None => self.forbid(start..end, words::PLACE),
        }
    }

    /// The variable and the way from it to a part; complains of captured and unknown ones.
    fn place(&mut self, root: &Expr, path: &[Link]) -> Option<(usize, Vec<Access>)> {
        let Expr::Variable(_, _, position) = root else { return None };
        let at = self.at(*position);
        // It was complained of if it is no variable.
        let Kind::Slot(slot) = self.expression(root).kind else { return Some((0, Vec::new())) };
        if slot < self.frame.captured {
            self.forbid(at, words::CAPTURED);
        }
        let mut accesses = Vec::new();
        for link in path {
            accesses.push(match link {
                Link::Bracketed(index, _) => Access::Item(self.expression(index)),
                Link::Dotted(Expr::Property(parts, _)) => Access::Field(Arc::from(parts.2.as_str())),
                Link::Dotted(_) => return None,
            });
        }
        Some((slot, accesses))
    }

    fn closure(&mut self, argument: &Expr, own: usize) -> Node {
        let at = self.at(argument.start_position());
        if let Expr::Variable(parts, ..) = argument
            && self.slot(&parts.1).is_none()
            && let Some((function, wanted)) = self.function(&parts.1)
        {
            self.counted(&parts.1, (wanted, wanted), own, &at);
            return node(at, Kind::Closure(function, Vec::new()));
        }
        let Some((name, taken)) = closure_of(argument) else {
            return self.forbid(at, words::NO_CLOSURE);
        };
        let mut captures = Vec::new();
        for name in &taken {
            if let Some(slot) = self.slot(name) {
                captures.push(slot);
            } else {
                let (zh, en) = words::unknown_variable(name);
                self.complaints.push(Complaint::new(ComplaintKind::UnknownName, at.clone(), zh, en));
            }
        }
        let parameters: Vec<Arc<str>> = self
            .ast
            .iter_functions()
            .find(|found| found.name == name)
            .map(|found| found.params.iter().map(|name| Arc::from(*name)).collect())
            .unwrap_or_default();
        let count = parameters.len();
        self.counted("|…|", (own, own), count.saturating_sub(taken.len()), &at);
        let index = self.next_closure;
        self.next_closure = self.next_closure.saturating_add(1);
        let body = self.body(&name, parameters, taken.len());
        self.program.insert(index, Body { at: at.clone(), parameters: count, ..body });
        node(at, Kind::Closure(index, captures))
    }
}

/// A chain as its root and its links; none if it asks for `?.` or `?[`.
fn links(expr: &Expr) -> Option<(&Expr, Vec<Link<'_>>)> {
    let (Expr::Dot(parts, ..) | Expr::Index(parts, ..)) = expr else { return Some((expr, Vec::new())) };
    let root = &parts.lhs;
    let mut links = Vec::new();
    let mut rest = expr;
    loop {
        let (parts, flags, bracket) = match rest {
            Expr::Dot(parts, flags, _) => (parts, flags, None),
            Expr::Index(parts, flags, position) => (parts, flags, Some(*position)),
            _ => return Some((root, links)),
        };
        if flags.contains(ASTFlags::NEGATED) {
            return None;
        }
        // Without a break the right side is the next link with the rest of the chain.
        let (link, more) = match &parts.rhs {
            next @ (Expr::Dot(inner, ..) | Expr::Index(inner, ..)) if !flags.contains(ASTFlags::BREAK) => {
                (&inner.lhs, Some(next))
            }
            last => (last, None),
        };
        links.push(match bracket {
            Some(position) => Link::Bracketed(link, position),
            None => Link::Dotted(link),
        });
        match more {
            Some(next) => rest = next,
            None => return Some((root, links)),
        }
    }
}

/// Whether a link is a method that changes what it is called on.
fn change(link: &Link) -> Option<Change> {
    match link {
        Link::Dotted(Expr::MethodCall(call, _)) => Change::of(&call.name).map(|(change, ..)| change),
        _ => None,
    }
}

/// The closure of an argument, with the name that rhai gave it and what it takes along.
pub(super) fn closure_of(expr: &Expr) -> Option<(String, Vec<&str>)> {
    let named = |expr: &Expr| match expr {
        Expr::DynamicConstant(value, _) => value.read_lock::<rhai::FnPtr>().map(|pointer| pointer.fn_name().to_owned()),
        _ => None,
    };
    if let Some(name) = named(expr) {
        return Some((name, Vec::new()));
    }
    let Expr::Stmt(block) = expr else { return None };
    let [Stmt::Share(_), Stmt::Expr(curried)] = block.statements() else { return None };
    let Expr::FnCall(call, _) = &**curried else { return None };
    let (first, taken) = call.args.split_first()?;
    let taken = taken.iter().filter_map(|expr| match expr {
        Expr::Variable(parts, ..) => Some(parts.1.as_str()),
        _ => None,
    });
    Some((named(first)?, taken.collect()))
}
