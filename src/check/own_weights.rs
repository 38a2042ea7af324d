//! 权重 as a number that rules read, and 赋权 算式.

use super::Checker;
use super::context::Owner;
use super::known::Sibling;
use crate::core::{ChildId, Comparison, ExprId, ExprKind, FigureId, HeadId, NodeId, Origin, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::rules::Weights;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// The share of an item among those that stand beside it.
    pub(super) fn weight_of(&mut self, owner: Owner, span: Span) -> Option<ExprId> {
        let Some((node, place)) = self.place_of(owner) else {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("总分没有权重", "the total has no weight"),
            ));
        };
        self.read_weights.insert((node, place));
        Some(self.arena.figure(FigureId::Weight(node, place), Type::pure(), span))
    }

    /// What an item stands directly below, and the how manieth it is there.
    fn place_of(&self, owner: Owner) -> Option<(NodeId, usize)> {
        let is_it = |child: &ChildId| match (child, owner) {
            (ChildId::Head(id), Owner::Head(own)) => *id == own,
            (ChildId::Indicator(id), Owner::Indicator(own)) => *id == own,
            _ => false,
        };
        if let Some(place) = self.children.iter().position(is_it) {
            return Some((NodeId::Total, place));
        }
        let mut heads = self.heads.iter().enumerate();
        heads.find_map(|(id, head)| Some((NodeId::Head(HeadId(id)), head.children.iter().position(is_it)?)))
    }

    /// Whether something reads the weights of what stands below a node.
    pub(super) fn reads_weights_of(&self, name: &str) -> bool {
        self.read_weights.iter().any(|(node, _)| match node {
            NodeId::Total => name == "总分",
            NodeId::Head(head) => self.heads.get(head.0).is_some_and(|known| known.code == name),
        })
    }

    /// 赋权 算式: one number for each part, over their sum; one below 0 gives no weights.
    pub(super) fn weights_by_formula(&mut self, formula: &ast::Expr, siblings: &[Sibling<'_>]) -> Option<Weights> {
        let mut each = Vec::new();
        for sibling in siblings {
            let part = self.owner_of(&sibling.code).or_broken("a part of a node is declared");
            let weight = self.of_part(part, |checker, context| checker.infer_number(formula, context))?;
            let is_pure = matches!(&self.arena[weight].ty, Type::Number(unit) if unit.dimension.is_pure());
            if !is_pure {
                let (zh, en) = super::infer::type_names(&self.arena[weight].ty);
                return self.refuse(
                    Diagnostic::error(
                        Code::H0301,
                        formula.span,
                        words!(
                            "权重是没有单位的数，这里写的却是{zh}",
                            "a weight is a number without a unit, but this is {en}"
                        ),
                    )
                    .help(words!("除以一个同类的数", "divide it by a number of its kind")),
                );
            }
            let origin = Origin::implied(formula.span);
            let weight = self.shared(weight, Some(crate::core::Schema::SUBJECTS));
            let again = self.another(weight);
            let zero = self.arena.pure(Number::zero(), origin);
            let is_one = self.arena.compare(Comparison::AtLeast, (again, zero), origin);
            let none = self.arena.add(ExprKind::Undecided, Type::pure(), origin);
            each.push(self.arena.only_where(is_one, weight, none, origin));
        }
        Some(Weights::Given { each, add_up: false, consistency: None })
    }
}
