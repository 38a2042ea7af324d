//! Which bars part the cells of a row.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::token::Kind;
use super::brackets::opens_only_clauses;
use super::piece::Piece;

/// Whether rows may stand in an item that begins with this word.
pub(super) fn may_have_rows(word: Rule) -> bool {
    !matches!(
        word,
        Rule::kw_rule_set
            | Rule::kw_edition
            | Rule::kw_cycle
            | Rule::kw_basis
            | Rule::kw_full
            | Rule::kw_levels
            | Rule::kw_rounding
            | Rule::kw_table
            | Rule::kw_script
            | Rule::kw_gloss
            | Rule::kw_definition
            | Rule::kw_condition
            | Rule::kw_bonus
            | Rule::kw_deduction
            | Rule::kw_veto
            | Rule::kw_restriction
            | Rule::kw_demote
            | Rule::kw_participate
            | Rule::kw_grades
    )
}

/// Whether a bar behind these pieces stands in a row: in no parentheses, in a statement that begins with no clause.
pub(super) fn is_row<'t>(pieces: &[Piece], text: impl Fn(&Piece) -> &'t str) -> bool {
    let mut closed = 0_usize;
    let mut first = None;
    for piece in pieces.iter().rev() {
        match piece.kind {
            Kind::Sign('}' | ')' | ']') => closed = closed.saturating_add(1),
            Kind::Sign('{' | '(' | '[') if closed > 0 => closed = closed.saturating_sub(1),
            Kind::Sign('(' | '[') => return false,
            Kind::Sign('{' | ';') if closed == 0 => break,
            _ => {}
        }
        first = Some(piece);
    }
    let word = first.filter(|first| first.kind == Kind::Word).and_then(|first| keyword::rule_of(text(first)));
    first.is_some() && !word.is_some_and(begins_clause)
}

/// Words that begin a clause, or a block with clauses.
fn begins_clause(word: Rule) -> bool {
    opens_only_clauses(word)
        || matches!(
            word,
            Rule::kw_value
                | Rule::kw_missing
                | Rule::kw_weight
                | Rule::kw_rounding
                | Rule::kw_direction
                | Rule::kw_indicator
                | Rule::kw_definition
                | Rule::kw_choice
                | Rule::kw_expect
                | Rule::kw_aggregate
                | Rule::kw_weighting
                | Rule::kw_gaps
                | Rule::kw_cap
        )
}
