//! Whether two expressions mean the same, wherever they are written.

use crate::core::{Expr, ExprKind};

/// Equality but for places in the text.
pub(super) fn same(left: &Expr, right: &Expr) -> bool {
    if left.ty != right.ty || !same_node(&left.kind, &right.kind) {
        return false;
    }
    let (left, right) = (left.children(), right.children());
    left.len() == right.len() && left.into_iter().zip(right).all(|(left, right)| same(left, right))
}

fn same_node(left: &ExprKind, right: &ExprKind) -> bool {
    use ExprKind as K;
    match (left, right) {
        (K::Constant(left), K::Constant(right)) => left == right,
        (K::Figure(left), K::Figure(right)) => left == right,
        (K::Field { table, field }, K::Field { table: table_2, field: field_2 })
        | (K::IsEmpty { table, field }, K::IsEmpty { table: table_2, field: field_2 }) => {
            table == table_2 && field == field_2
        }
        (K::Undecided, K::Undecided)
        | (K::Uncovered, K::Uncovered)
        | (K::Negate(_), K::Negate(_))
        | (K::Not(_), K::Not(_))
        | (K::And(_), K::And(_))
        | (K::Or(_), K::Or(_))
        | (K::Least(_), K::Least(_))
        | (K::Greatest(_), K::Greatest(_))
        | (K::Case { .. }, K::Case { .. })
        | (K::IfMissing { .. }, K::IfMissing { .. })
        | (K::WorkingDayAfter { .. }, K::WorkingDayAfter { .. })
        | (K::NextWorkingDay(_), K::NextWorkingDay(_)) => true,
        (K::Arithmetic { operator, .. }, K::Arithmetic { operator: other, .. }) => operator == other,
        (K::Compare { comparison, .. }, K::Compare { comparison: other, .. }) => comparison == other,
        (K::Round { rounding, .. }, K::Round { rounding: other, .. }) => rounding == other,
        (
            K::Rows { table, figure, filter, value },
            K::Rows { table: table_2, figure: figure_2, filter: filter_2, value: value_2 },
        ) => {
            table == table_2
                && figure == figure_2
                && filter.is_some() == filter_2.is_some()
                && value.is_some() == value_2.is_some()
        }
        (
            K::Cohort { same, figure, filter, value },
            K::Cohort { same: same_2, figure: figure_2, filter: filter_2, value: value_2 },
        ) => {
            same == same_2
                && figure == figure_2
                && filter.is_some() == filter_2.is_some()
                && value.is_some() == value_2.is_some()
        }
        (
            K::Rank { same, descending, ties, .. },
            K::Rank { same: same_2, descending: descending_2, ties: ties_2, .. },
        ) => same == same_2 && descending == descending_2 && ties == ties_2,
        (
            K::CohortWeight { same, kind, index, places, .. },
            K::CohortWeight { same: same_2, kind: kind_2, index: index_2, places: places_2, .. },
        ) => same == same_2 && kind == kind_2 && index == index_2 && places == places_2,
        _ => false,
    }
}
