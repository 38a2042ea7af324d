//! Where the expressions of a rule set live.
//!
//! A node has two ids. Its [`ExprId`] is one occurrence: where it is written and what it is there for. Its
//! [`ClassId`] is what it means: nodes of one class have the same value in every row, wherever they stand. A part is
//! held by one node only: who needs it twice makes a named figure of it, so a walk takes as many steps as there are
//! nodes.

use std::collections::BTreeMap;
use std::ops::Index;

use super::by_hash::ByHash;
use super::expr::{Expr, ExprKind};
use super::id::{ClassId, ExprId, FigureId, PartId};
use super::origin::{Item, Origin, Role};
use super::quick::hash_of;
use super::runs::Runs;
use super::types::{Constant, Type};
use crate::cancel::look;
use crate::finding::Span;
use crate::invariant::OrBroken;
use crate::number::Number;

/// More nodes than these would not fit into the memory of a common machine; what a person could read comes to far fewer.
pub const MOST_NODES: usize = 1_000_000;

/// All expressions of a rule set.
#[derive(Debug, Clone, Default)]
pub struct Arena {
    nodes: Runs<Expr>,
    /// The first node of each class, which tells what the class means.
    first: Runs<ExprId>,
    /// Classes by the hash of their meaning.
    classes: ByHash,
    /// What the parts mean that became figures.
    parts: BTreeMap<PartId, ClassId>,
    /// For which item nodes are made now.
    item: Option<Item>,
}

/// A node without its place, with children named by their classes. Of a number the type is left out, except where a
/// unit decides what comes out.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Meaning<'t> {
    kind: ExprKind,
    ty: Option<&'t Type>,
}

impl<'t> Meaning<'t> {
    fn of(kind: &ExprKind, ty: &'t Type, nodes: &Runs<Expr>) -> Self {
        let mut kind = kind.without_words();
        kind.each_child_mut(|child| *child = ExprId(node(nodes, *child).class.0));
        let is_plain = matches!(ty, Type::Number(_)) && !kind.depends_on_unit();
        Self { kind, ty: (!is_plain).then_some(ty) }
    }
}

fn node(nodes: &Runs<Expr>, id: ExprId) -> &Expr {
    nodes.get(id.0).or_broken("a node is in the arena that made it")
}

impl Arena {
    /// Adds a node above nodes that are there. Its place may be a span alone: then it is written there.
    pub fn add(&mut self, kind: ExprKind, ty: Type, origin: impl Into<Origin>) -> ExprId {
        look();
        let mut origin = origin.into();
        origin.item = origin.item.or(self.item);
        let id =
            ExprId(u32::try_from(self.nodes.len()).or_broken("the budget of nodes is below the range of their ids"));
        let class = self.class_of(id, &kind, &ty);
        self.nodes.push(Expr { kind, ty, origin, class });
        id
    }

    /// A node that is made a figure, and the figure in its place. It means the same, so that two parts of equal bodies
    /// are the same figure to whoever asks.
    pub fn part(&mut self, id: PartId, body: ExprId) -> ExprId {
        let Expr { ty, origin, class, .. } = self[body].clone();
        self.parts.insert(id, class);
        self.add(ExprKind::Figure(FigureId::Part(id)), ty, origin.span)
    }

    /// Whether more nodes are there than fit. Who makes nodes then stops, and checking refuses the rule set.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.nodes.len() > MOST_NODES
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 0
    }

    /// From now on nodes are made for this item.
    pub fn begin(&mut self, item: Option<Item>) {
        self.item = item;
    }

    /// What a node is there for, when that is known only after it was made.
    pub fn set_role(&mut self, id: ExprId, role: Role) {
        self.node_mut(id).origin.role = role;
    }

    /// The same node at another place.
    pub fn moved(&mut self, id: ExprId, origin: impl Into<Origin>) -> ExprId {
        let Expr { kind, ty, .. } = self[id].clone();
        self.add(kind, ty, origin)
    }

    /// The same node shown in another unit.
    pub fn shown_as(&mut self, id: ExprId, ty: Type) -> ExprId {
        let Expr { kind, origin, .. } = self[id].clone();
        self.add(kind, ty, origin)
    }

    /// Another occurrence of a node without parts: a constant, a field, a named figure. `None` of a node with parts:
    /// make a figure of it instead.
    pub fn again(&mut self, id: ExprId) -> Option<ExprId> {
        let Expr { kind, ty, origin, .. } = self[id].clone();
        kind.is_leaf().then(|| self.add(kind, ty, origin))
    }

    /// Another occurrence of a node and all below it.
    pub fn copied(&mut self, root: ExprId) -> ExprId {
        let nodes: Vec<ExprId> = self.walk(root).map(|(id, _)| id).collect();
        let mut copies: BTreeMap<ExprId, ExprId> = BTreeMap::new();
        for id in nodes.into_iter().rev() {
            let Expr { mut kind, ty, origin, .. } = self[id].clone();
            kind.each_child_mut(|child| *child = copies.get(child).copied().or_broken("children are copied first"));
            copies.insert(id, self.add(kind, ty, origin));
        }
        copies.get(&root).copied().or_broken("a root is copied last")
    }

    /// The place of a node in the text.
    #[must_use]
    pub fn span(&self, id: ExprId) -> Span {
        self[id].origin.span
    }

    /// The nodes directly below one, in the order of evaluation.
    #[must_use]
    pub fn children(&self, id: ExprId) -> Vec<ExprId> {
        self[id].kind.children()
    }

    /// A node and all nodes below it, each before those below it, in the order of evaluation.
    pub fn walk(&self, root: ExprId) -> impl Iterator<Item = (ExprId, &Expr)> {
        let mut stack = vec![root];
        std::iter::from_fn(move || {
            look();
            let id = stack.pop()?;
            let node = &self[id];
            let first = stack.len();
            node.kind.each_child(|child| stack.push(child));
            stack.get_mut(first..).or_broken("a stack only grew").reverse();
            Some((id, node))
        })
    }

    /// The value of an expression that reads no data; `figure` gives the value of a named figure that is known.
    pub fn fixed_value(&self, expr: ExprId, figure: &dyn Fn(FigureId) -> Option<Constant>) -> Option<Constant> {
        // Most expressions read data, which is soon seen; nothing need be worked out then.
        let reads_data = |kind: &ExprKind| match kind {
            ExprKind::Figure(id) => figure(*id).is_none(),
            kind => kind.is_leaf() && !matches!(kind, ExprKind::Constant(_)),
        };
        if self.walk(expr).any(|(_, node)| reads_data(&node.kind)) {
            return None;
        }
        self.fold(expr, |_, node, operands: Vec<Option<Constant>>| match &node.kind {
            ExprKind::Constant(value) => Some(value.clone()),
            ExprKind::Figure(id) => figure(*id),
            _ => {
                let number = |operand: Option<Constant>| match operand? {
                    Constant::Number(number) => Some(number),
                    _ => None,
                };
                let operands: Vec<Number> = operands.into_iter().map(number).collect::<Option<_>>()?;
                node.of_numbers(&operands).ok().map(Constant::Number)
            }
        })
    }

    /// Works something out from the leaves up: `make` gets a node and what was made of its children, in their order.
    pub fn fold<T>(&self, root: ExprId, mut make: impl FnMut(ExprId, &Expr, Vec<T>) -> T) -> T {
        let mut results: Vec<T> = Vec::new();
        let mut stack = vec![(root, false)];
        while let Some((id, ready)) = stack.pop() {
            look();
            let node = &self[id];
            if ready {
                let mut children = 0_usize;
                node.kind.each_child(|_| children = children.saturating_add(1));
                let below = results.split_off(results.len().saturating_sub(children));
                results.push(make(id, node, below));
            } else {
                stack.push((id, true));
                let first = stack.len();
                node.kind.each_child(|child| stack.push((child, false)));
                stack.get_mut(first..).or_broken("children stand behind what was there").reverse();
            }
        }
        results.pop().or_broken("a fold makes something of its root")
    }

    fn node_mut(&mut self, id: ExprId) -> &mut Expr {
        self.nodes.get_mut(id.0).or_broken("a node is in the arena that made it")
    }

    /// The class of a node that is not in the arena yet.
    fn class_of(&mut self, id: ExprId, kind: &ExprKind, ty: &Type) -> ClassId {
        if let ExprKind::Figure(FigureId::Part(id)) = kind {
            return *self.parts.get(id).or_broken("a part is made before it is named");
        }
        let Self { nodes, first, classes, .. } = self;
        let meaning = Meaning::of(kind, ty, nodes);
        let new = u32::try_from(first.len()).or_broken("there are no more classes than nodes");
        let means_it = |class| {
            let Expr { kind, ty, .. } = node(nodes, *first.get(class).or_broken("a class has a first node"));
            Meaning::of(kind, ty, nodes) == meaning
        };
        let known = classes.find_or_add(hash_of(&meaning), new, means_it);
        if known.is_none() {
            first.push(id);
        }
        ClassId(known.unwrap_or(new))
    }
}

impl Index<ExprId> for Arena {
    type Output = Expr;

    fn index(&self, id: ExprId) -> &Expr {
        node(&self.nodes, id)
    }
}
