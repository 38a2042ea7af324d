//! Where names are used.

use crate::core::{DefinitionId, FieldId, FunctionId, HeadId, IndicatorId, ParameterId, Runs, TableId};
use crate::finding::Span;
use crate::syntax::ast::StatementKind;

/// What a name was found to mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// A 枚举 with a name, by its place.
    Enumeration(usize),
    Table(TableId),
    Field(TableId, FieldId),
    /// The column of a table that names the row above.
    Parent(TableId),
    Parameter(ParameterId),
    Definition(DefinitionId),
    Indicator(IndicatorId),
    Head(HeadId),
    Function(FunctionId),
    Condition(String),
    Grade(String),
    /// One of these kinds that could not be read.
    Lost(&'static [StatementKind], String),
}

/// The places where names are used.
#[derive(Debug, Default)]
pub(super) struct Uses(pub(super) Runs<(Meaning, Span)>);
