//! Where items are reported.

use crate::finding::Span;
use crate::syntax::ast;

/// Where an item is reported as a whole.
pub(super) fn item_span(item: &ast::Item) -> Span {
    match item {
        ast::Item::RuleSet(item) => item.span,
        ast::Item::Cycle(item) => item.span,
        ast::Item::Basis(texts) => texts.first().map_or_else(Span::default, |text| text.span),
        ast::Item::FullMarks(expr) => expr.span,
        ast::Item::Edition(item) => item.span,
        ast::Item::Levels(item) => item.span,
        ast::Item::Rounding(item) => item.span,
        ast::Item::Enumeration(item) => item.name.span,
        ast::Item::Table(item) => item.name.span,
        ast::Item::Script(item) => item.file.span,
        ast::Item::ScriptLimits(item) => item.span,
        ast::Item::Gloss(item) => item.span,
        ast::Item::Parameter(item) => item.span,
        ast::Item::Keyed(item) => item.span,
        ast::Item::Definition(item) => item.span,
        ast::Item::Condition(item) => item.name.span,
        ast::Item::Head(item) => item.code.span,
        ast::Item::Common(item) => item.word,
        ast::Item::Header(item) => item.span,
        ast::Item::Indicator(item) => item.code.span,
        ast::Item::Total(item) => item.span,
        ast::Item::Bonus(item) | ast::Item::Deduction(item) => item.span,
        ast::Item::Veto(item) => item.span,
        ast::Item::Restriction(item) => item.span,
        ast::Item::Demotion(item) => item.span,
        ast::Item::Participation(item) => item.span,
        ast::Item::ManualGrades(item) => item.span,
        ast::Item::Grades(item) => item.span,
        ast::Item::Grading(item) => item.name.span,
        ast::Item::Outputs(item) => item.span,
        ast::Item::Example(item) => item.title.span,
        ast::Item::Inherit(item) => item.span,
        ast::Item::Amendment(item) => item.span,
        ast::Item::Unread(item) => item.span,
    }
}
