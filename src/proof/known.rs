//! What is known of figures where an expression stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::domain::Domain;
use crate::core::{Argument, Expr, ExprKind, FieldId, FigureId, TableId};

/// Names a figure of the row at hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Field(TableId, FieldId),
    Cell(FigureId),
    /// Whether a field is empty.
    Empty(TableId, FieldId),
    /// Another expression, written out without places.
    Figure(String),
}

/// Figures and what they may be; a figure that is not named may be anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    figures: BTreeMap<Key, Domain>,
    /// Whether a key is a written-out expression: without one, no expression need be written out to look it up.
    pub(super) has_written: bool,
}

impl Known {
    pub(super) fn get(&self, key: &Key) -> Option<&Domain> {
        self.figures.get(key)
    }

    /// Sets a figure, whatever was known of it.
    pub(super) fn set(&mut self, key: Key, domain: Domain) {
        self.has_written |= matches!(key, Key::Figure(_));
        self.figures.insert(key, domain);
    }

    /// Adds what a figure must be besides; nothing when that contradicts what is known.
    pub(super) fn with(&self, key: Key, domain: &Domain) -> Option<Self> {
        let met = self.figures.get(&key).map_or_else(|| domain.clone(), |known| known.meet(domain));
        if met.is_empty() {
            return None;
        }
        let mut known = self.clone();
        known.set(key, met);
        Some(known)
    }

    /// What is known in either case.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let both = self.figures.iter().filter_map(|(key, domain)| {
            let joined = domain.hull(other.figures.get(key)?);
            Some((key.clone(), joined))
        });
        Self { figures: both.collect(), has_written: self.has_written }
    }
}

/// An expression written out without its places, so that the same figure written twice is known again.
/// A node of a kind that is not known here is told apart by its place.
pub(super) fn written(expr: &Expr) -> String {
    let mut text = String::new();
    write(expr, &mut text);
    text
}

fn write(expr: &Expr, text: &mut String) {
    let _ = match &expr.kind {
        ExprKind::Constant(value) => write!(text, "{value:?}"),
        ExprKind::Field { table, field } => write!(text, "F{}.{}", table.0, field.0),
        ExprKind::Figure(id) => write!(text, "{id:?}"),
        ExprKind::IsEmpty { table, field } => write!(text, "E{}.{}", table.0, field.0),
        ExprKind::Negate(_) => write!(text, "-"),
        ExprKind::Not(_) => write!(text, "!"),
        ExprKind::And(_) => write!(text, "and"),
        ExprKind::Or(_) => write!(text, "or"),
        ExprKind::Least(_) => write!(text, "least"),
        ExprKind::Greatest(_) => write!(text, "greatest"),
        ExprKind::Case { .. } => write!(text, "case"),
        ExprKind::IfMissing { .. } => write!(text, "missing"),
        ExprKind::Arithmetic { operator, .. } => write!(text, "{operator:?}"),
        ExprKind::Compare { comparison, .. } => write!(text, "{comparison:?}"),
        ExprKind::Round { rounding, .. } => write!(text, "{rounding:?}"),
        ExprKind::Rows { table, figure, filter, .. } => {
            write!(text, "R{}{figure:?}{}", table.0, filter.is_some())
        }
        ExprKind::Cohort { same, figure, filter, .. } => write!(text, "C{same:?}{figure:?}{}", filter.is_some()),
        ExprKind::Rank { same, descending, ties, .. } => write!(text, "K{same:?}{descending}{ties:?}"),
        ExprKind::Powers { places, .. } => write!(text, "powers{places:?}"),
        ExprKind::Logarithm { places, .. } => write!(text, "log{places}"),
        ExprKind::Exponential { places, .. } => write!(text, "exp{places}"),
        ExprKind::Ordered { .. } => write!(text, "ordered"),
        // Filters and cohorts tell calls apart that their arguments do not.
        ExprKind::Script(call) if call.arguments.iter().all(|argument| matches!(argument, Argument::Value(_))) => {
            write!(text, "script{}", call.function)
        }
        _ => write!(text, "@{}", expr.span.start),
    };
    let children = expr.children();
    if !children.is_empty() {
        text.push('(');
        for child in children {
            write(child, text);
            text.push(',');
        }
        text.push(')');
    }
}
