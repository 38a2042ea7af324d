//! From what rhai has read to the [`tree`](super::tree) that is run; finds what scripts may not do.

mod call;
mod chain;
mod expression;
mod literal;
mod statement;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rhai::{AST, ASTNode, Position, Stmt};

use super::token::{Sort, Tokens};
use super::tree::{Body, Kind, Node, Program};
use super::{Complaint, ComplaintKind};
use crate::invariant::fit;
pub(super) use words::of_name;
/// Translates all functions of a file, or says all that is wrong with them.
pub(super) fn translate(ast: &AST, tokens: &Tokens) -> Result<Program, Vec<Complaint>> {
    let mut translator = Translator::new(ast, tokens);
    let named = translator.named.clone();
    for (index, head) in named.iter().enumerate() {
        let slots = head.parameters.iter().map(|name| Arc::from(name.as_str())).collect();
        let body = translator.body(&head.name, slots, 0);
        translator.frame = Frame::default();
        let (name, private, at, parameters) = (head.name.clone(), head.private, head.at.clone(), head.parameters.len());
        translator.program.insert(index, Body { name, private, at, parameters, ..body });
    }
    if translator.complaints.is_empty() {
        Ok(Program { bodies: translator.program.into_values().collect() })
    } else {
        translator.complaints.sort_by_key(|complaint| (complaint.at.start, complaint.at.end));
        translator.complaints.dedup();
        Err(translator.complaints)
    }
}

/// The first line of a function.
#[derive(Debug, Clone)]
struct Head {
    name: String,
    private: bool,
    parameters: Vec<String>,
    at: Range<usize>,
}

struct Translator<'a> {
    ast: &'a AST,
    tokens: &'a Tokens<'a>,
    named: Vec<Head>,
    /// By place: first the named functions, then the closures as they are met.
    program: BTreeMap<usize, Body>,
    next_closure: usize,
    complaints: Vec<Complaint>,
    frame: Frame,
}

/// The function that is being translated.
#[derive(Default)]
struct Frame {
    /// Names in sight, the innermost last, with their slots.
    sight: Vec<(Arc<str>, usize)>,
    slots: Vec<Arc<str>>,
    /// So many of the first slots were taken along from outside a closure.
    captured: usize,
    /// So many results have no last decimal, and how many are meant is not stated.
    irrational: usize,
    calls: Vec<usize>,
}

impl<'a> Translator<'a> {
    fn new(ast: &'a AST, tokens: &'a Tokens<'a>) -> Self {
        let mut heads: Vec<Head> = Vec::new();
        let mut complaints = Vec::new();
        for found in ast.iter_functions().filter(|found| !found.name.contains('$')) {
            let private = matches!(found.access, rhai::FnAccess::Private);
            let parameters: Vec<String> = found.params.iter().map(|name| (*name).to_owned()).collect();
            let at = head(tokens, found.name, parameters.len());
            heads.push(Head { name: found.name.to_owned(), private, parameters, at });
        }
        heads.sort_by_key(|head| head.at.start);
        for (index, head) in heads.iter().enumerate() {
            if heads.iter().take(index).any(|before| before.name == head.name) {
                let (zh, en) = words::twice(&head.name);
                complaints.push(Complaint::new(ComplaintKind::Forbidden, head.at.clone(), zh, en));
            } else if super::Helper::of(&head.name).is_some() {
                let (zh, en) = words::taken(&head.name);
                complaints.push(Complaint::new(ComplaintKind::Forbidden, head.at.clone(), zh, en));
            }
        }
        let next_closure = heads.len();
        let (named, program) = (heads, BTreeMap::new());
        let mut translator = Self { ast, tokens, named, program, next_closure, complaints, frame: Frame::default() };
        if let Some(first) = ast.statements().iter().find(|statement| !matches!(statement, Stmt::Noop(_))) {
            let at = tokens.at(first.position());
            translator.forbid(at, words::OUTSIDE);
        }
        translator
    }

    /// The body of a function that rhai knows by a name.
    fn body(&mut self, name: &str, parameters: Vec<Arc<str>>, captured: usize) -> Body {
        let sight = parameters.iter().cloned().enumerate().map(|(slot, name)| (name, slot)).collect();
        let frame = Frame { sight, slots: parameters, captured, ..Frame::default() };
        let outer = std::mem::replace(&mut self.frame, frame);
        let block = self.block(&self.statements(name));
        let Frame { slots, irrational, calls, .. } = std::mem::replace(&mut self.frame, outer);
        // What a closure does is done by the function around it.
        self.frame.irrational += irrational;
        self.frame.calls.extend(&calls);
        Body {
            name: String::new(),
            private: true,
            at: 0..0,
            parameters: 0,
            slots,
            block,
            irrational: irrational > 0,
            calls,
        }
    }

    /// The statements of one function: rhai shows them only to a walk over a whole tree.
    fn statements(&self, name: &str) -> Vec<Stmt> {
        let mut statements = Vec::new();
        let Some(found) = self.ast.iter_fn_def().find(|found| found.name == name) else { return statements };
        let alone = AST::new([], rhai::Module::from([rhai::Shared::clone(found)]));
        alone.walk(&mut |path: &[ASTNode]| {
            if let [ASTNode::Stmt(statement)] = path {
                statements.push((*statement).clone());
            }
            true
        });
        statements
    }

    fn declare(&mut self, name: &str) -> usize {
        let slot = self.frame.slots.len();
        let name: Arc<str> = Arc::from(name);
        self.frame.slots.push(Arc::clone(&name));
        self.frame.sight.push((name, slot));
        slot
    }

    fn slot(&self, name: &str) -> Option<usize> {
        self.frame.sight.iter().rev().find(|(known, _)| &**known == name).map(|(_, slot)| *slot)
    }

    fn forbid(&mut self, at: Range<usize>, words: words::Forbidden) -> Node {
        let complaint = Complaint::new(ComplaintKind::Forbidden, at.clone(), words.zh, words.en);
        self.complaints.push(complaint.help(words.help_zh, words.help_en));
        node(at, Kind::Nothing)
    }

    fn at(&self, position: Position) -> Range<usize> {
        self.tokens.at(position)
    }
}

/// A node at bytes of the text, which is shorter than 64 KB.
pub(super) fn node(at: Range<usize>, kind: Kind) -> Node {
    let place = |byte: usize| fit(byte);
    Node { at: place(at.start)..place(at.end), kind }
}

impl Node {
    /// Bytes of the text.
    pub(super) fn bytes(&self) -> Range<usize> {
        let place = |byte: u32| fit(byte);
        place(self.at.start)..place(self.at.end)
    }
}

/// The bytes of `fn name(parameters)`.
fn head(tokens: &Tokens, name: &str, parameters: usize) -> Range<usize> {
    let places = tokens.iter().enumerate().filter(|(_, (token, text))| token.sort == Sort::Word && *text == "fn");
    for (index, (token, _)) in places {
        let open = index.saturating_add(2);
        if tokens.text(index.saturating_add(1)) == name {
            let end = tokens.closed(open);
            let inside = (open..).skip(1).map_while(|place| tokens.get(place).filter(|token| token.at.end < end));
            if inside.filter(|token| token.sort == Sort::Word).count() == parameters {
                return token.at.start..end;
            }
        }
    }
    0..0
}
