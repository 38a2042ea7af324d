//! What expressions mean to those who take them apart.

use crate::core::{Arena, Constant, ExprId, ExprKind, FigureId, Schema};
use crate::program::Program;

/// What expressions mean where they are not all in one place yet.
pub trait Meanings {
    /// The expressions.
    fn arena(&self) -> &Arena;
    /// The tables.
    fn schema(&self) -> &Schema;
    /// The value of an expression that reads no data.
    fn constant(&self, expr: ExprId) -> Option<Constant>;
    /// What stands for an expression that is only the name of another, and the name that a reader knows it by.
    fn meant(&self, expr: ExprId) -> (ExprId, Option<String>);
}

impl Meanings for Program {
    fn arena(&self) -> &Arena {
        &self.arena
    }

    fn schema(&self) -> &Schema {
        &self.rules.schema
    }

    fn constant(&self, expr: ExprId) -> Option<Constant> {
        self.arena.fixed_value(expr, &|id| match id {
            FigureId::Parameter(_) | FigureId::Part(_) => self.constant(self.body(id)?),
            _ => None,
        })
    }

    fn meant(&self, expr: ExprId) -> (ExprId, Option<String>) {
        let (mut expr, mut name) = (self.inlined(expr), None);
        while let ExprKind::Figure(figure @ FigureId::Definition(id)) = self.arena[expr].kind {
            let Some(body) = self.body(figure) else { break };
            name = name.or_else(|| Some(self.rules.definition(id).name.clone()));
            expr = self.inlined(body);
        }
        (expr, name)
    }
}
