//! Edges read the other way: 不低于 as 高于, one kind of place and one word at a time.

use std::collections::BTreeMap;

use super::variation::{Source, Variation};
use crate::core::{Comparison, ExprKind, FigureId, Item, Type};
use crate::finding::{Span, Words};
use crate::program::Program;
use crate::words;

/// Each word for a comparison, what it says, and the word that has the edge on the other side.
const WORDS: &[(&str, Comparison, &str)] = &[
    ("不低于", Comparison::AtLeast, "高于"),
    ("不少于", Comparison::AtLeast, "多于"),
    ("不小于", Comparison::AtLeast, "大于"),
    ("达到", Comparison::AtLeast, "超过"),
    ("不早于", Comparison::AtLeast, "晚于"),
    ("超过", Comparison::Above, "达到"),
    ("高于", Comparison::Above, "不低于"),
    ("大于", Comparison::Above, "不小于"),
    ("多于", Comparison::Above, "不少于"),
    ("晚于", Comparison::Above, "不早于"),
    ("不超过", Comparison::AtMost, "低于"),
    ("不高于", Comparison::AtMost, "低于"),
    ("不大于", Comparison::AtMost, "小于"),
    ("不多于", Comparison::AtMost, "少于"),
    ("不晚于", Comparison::AtMost, "早于"),
    ("低于", Comparison::Below, "不高于"),
    ("少于", Comparison::Below, "不多于"),
    ("小于", Comparison::Below, "不大于"),
    ("不足", Comparison::Below, "不超过"),
    ("不满", Comparison::Below, "不超过"),
    ("早于", Comparison::Below, "不晚于"),
    ("at_least", Comparison::AtLeast, "above"),
    ("no_fewer_than", Comparison::AtLeast, "more_than"),
    ("no_smaller_than", Comparison::AtLeast, "greater_than"),
    ("reaches", Comparison::AtLeast, "exceeds"),
    ("no_earlier_than", Comparison::AtLeast, "later_than"),
    ("exceeds", Comparison::Above, "reaches"),
    ("above", Comparison::Above, "at_least"),
    ("greater_than", Comparison::Above, "no_smaller_than"),
    ("more_than", Comparison::Above, "no_fewer_than"),
    ("later_than", Comparison::Above, "no_earlier_than"),
    ("at_most", Comparison::AtMost, "below"),
    ("no_higher_than", Comparison::AtMost, "below"),
    ("no_greater_than", Comparison::AtMost, "smaller_than"),
    ("no_more_than", Comparison::AtMost, "fewer_than"),
    ("no_later_than", Comparison::AtMost, "earlier_than"),
    ("below", Comparison::Below, "no_higher_than"),
    ("fewer_than", Comparison::Below, "no_more_than"),
    ("smaller_than", Comparison::Below, "no_greater_than"),
    ("short_of", Comparison::Below, "at_most"),
    ("less_than", Comparison::Below, "at_most"),
    ("earlier_than", Comparison::Below, "no_later_than"),
];

/// The same of choices of an enumeration that is ordered.
const OF_CHOICES: &[(&str, Comparison, &str)] = &[
    ("不劣于", Comparison::AtLeast, "优于"),
    ("不低于", Comparison::AtLeast, "高于"),
    ("达到", Comparison::AtLeast, "高于"),
    ("优于", Comparison::Above, "不劣于"),
    ("高于", Comparison::Above, "不低于"),
    ("不优于", Comparison::AtMost, "劣于"),
    ("不高于", Comparison::AtMost, "低于"),
    ("劣于", Comparison::Below, "不优于"),
    ("低于", Comparison::Below, "不高于"),
    ("no_worse_than", Comparison::AtLeast, "better_than"),
    ("at_least", Comparison::AtLeast, "above"),
    ("reaches", Comparison::AtLeast, "above"),
    ("better_than", Comparison::Above, "no_worse_than"),
    ("above", Comparison::Above, "at_least"),
    ("no_better_than", Comparison::AtMost, "worse_than"),
    ("no_higher_than", Comparison::AtMost, "below"),
    ("worse_than", Comparison::Below, "no_better_than"),
    ("below", Comparison::Below, "no_higher_than"),
];

/// Where a comparison stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Grades,
    Scoring,
    Definitions,
    Others,
}

/// The rule set with the edges of one kind of place and one word read the other way.
pub(super) fn variations(program: &Program, source: &Source<'_>) -> Vec<Variation> {
    let mut found: BTreeMap<(Place, u8), Vec<(Span, &'static str)>> = BTreeMap::new();
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            let ExprKind::Compare { comparison, left, word: Some(word), .. } = &node.kind else { continue };
            if word.source != source.id {
                continue;
            }
            // The first of an enumeration is the highest.
            let (comparison, words) = match program.arena[*left].ty {
                Type::Choice(_) => (comparison.mirrored(), OF_CHOICES),
                _ => (*comparison, WORDS),
            };
            let known = words.iter().find(|(own, says, _)| *own == source.at(*word) && *says == comparison);
            let Some((.., other)) = known else { continue };
            let place = match (figure.id, node.origin.item) {
                (FigureId::Requirement(_), _) => Place::Grades,
                (_, Some(Item::Indicator(_))) => Place::Scoring,
                (_, Some(Item::Definition(_) | Item::Parameter(_))) => Place::Definitions,
                _ => Place::Others,
            };
            let edits = found.entry((place, kind(comparison))).or_default();
            if !edits.iter().any(|(at, _)| at == word) {
                edits.push((*word, other));
            }
        }
    }
    let of = |((place, _), edits): ((Place, u8), Vec<(Span, &'static str)>)| {
        let from = edits.first().map_or("", |(at, _)| source.at(*at)).to_owned();
        let to = edits.first().map_or("", |(_, word)| *word);
        Variation { what: what(place, &from, to, edits.len()), program: source.edited(&edits) }
    };
    found.into_iter().map(of).collect()
}

fn kind(comparison: Comparison) -> u8 {
    match comparison {
        Comparison::AtLeast => 0,
        Comparison::Above => 1,
        Comparison::AtMost => 2,
        Comparison::Below => 3,
        Comparison::Equal | Comparison::Unequal => 4,
    }
}

fn what(place: Place, from: &str, to: &str, count: usize) -> Words {
    let (zh, en) = match place {
        Place::Grades => ("等次线", "grade lines"),
        Place::Scoring => ("指标计分", "scoring"),
        Place::Definitions => ("定义", "definitions"),
        Place::Others => ("条件、否决等", "conditions, vetoes and others"),
    };
    words!("含不含本数：{zh}的「{from}」读作「{to}」（{count} 处）", "edges: `{from}` read as `{to}` in {en} ({count})")
}
