//! What results have beside marks and grades.

use crate::core::{ExprId, Type};
use crate::finding::Span;
use crate::number::Rounding;

/// A column that 列出 adds to results.
#[derive(Debug, Clone)]
pub struct Output {
    /// What the column is called.
    pub title: String,
    /// What it shows, as the rules write it: without its unit and title.
    pub written: String,
    /// The figure of a subject.
    pub value: ExprId,
    /// Its type; of a number with the unit in which it is shown.
    pub ty: Type,
    /// Decimals of a number; exact without.
    pub rounding: Option<Rounding>,
    /// Whether its line puts out a column of each of several items.
    pub of_each: bool,
    /// Whether it is a rank, of which the least is the best.
    pub is_rank: bool,
    /// Whether it is a further grading.
    pub is_grading: bool,
    /// The line.
    pub span: Span,
}
