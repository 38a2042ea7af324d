//! The parts of the head of an item: title, marks, parent, clauses.

use super::super::grammar::Rule;
use super::super::skeleton::Part;
use crate::finding::Sources;

/// The parts of a head in the order in which they are written.
const HEAD_ORDER: &[Rule] =
    &[Rule::string, Rule::in_database, Rule::kind_mark, Rule::amount, Rule::block_cap, Rule::parent, Rule::basis];

/// Puts a part into a head, in place of one of its kind; 封顶 无 only takes the cap away, and another file is read as it
/// says itself.
pub(super) fn put_part(head: &mut Vec<Part>, part: Part) {
    let rule = if part.rule == Rule::no_cap { Rule::block_cap } else { part.rule };
    let stands_for = |known: Rule| match rule {
        Rule::string => known == Rule::in_database,
        Rule::amount => is_of_kinds(known),
        _ => false,
    };
    head.retain(|known| known.rule != rule && !stands_for(known.rule));
    if part.rule == Rule::no_cap {
        return;
    }
    head.push(part);
    in_order(head);
}

fn in_order(head: &mut [Part]) {
    let order = |rule: Rule| if rule == Rule::c_marks { Rule::kind_mark } else { rule };
    head.sort_by_key(|part| HEAD_ORDER.iter().position(|rule| *rule == order(part.rule)));
}

/// Whether a part is of full marks by kind.
pub(super) fn is_of_kinds(rule: Rule) -> bool {
    matches!(rule, Rule::kind_mark | Rule::c_marks)
}

/// Full marks by kind, each kind followed by its marks. Those written replace the kinds that they name; the others stay,
/// so that nobody loses an indicator by what is not written.
pub(super) fn put_kinds(sources: &Sources, head: &mut Vec<Part>, by_kind: &[Part]) {
    if by_kind.is_empty() {
        return;
    }
    head.retain(|known| known.rule != Rule::amount);
    for pair in by_kind.chunks(2) {
        let (Some(kind), Some(marks)) = (pair.first(), pair.last()) else { continue };
        let is_it = |known: &Part| known.rule == Rule::kind_mark && sources.text(known.span) == sources.text(kind.span);
        match head.iter().position(is_it).and_then(|at| head.get_mut(at + 1)) {
            Some(known) => *known = *marks,
            None => head.extend([*kind, *marks]),
        }
    }
    in_order(head);
}
