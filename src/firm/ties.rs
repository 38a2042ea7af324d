//! Other rules for ties.

use super::variation::{Source, Variation};
use crate::core::StillTied;
use crate::finding::Words;
use crate::program::Program;
use crate::syntax;
use crate::words;

/// The rule set with other rules for who shares a rank and who is kept at the line of a quota.
pub(super) fn variations(program: &Program, source: &Source<'_>) -> Vec<Variation> {
    let mut found = Vec::new();
    let places = syntax::tie_words(source.id, source.text);
    for rank in syntax::RANK_TIES {
        let differs = places.iter().any(|place| !rank.is(source.at(*place)));
        if places.is_empty() || !differs {
            continue;
        }
        let (zh, en) = (rank.zh, rank.en);
        let what = words!("名次并列：{zh}", "ties of ranks: {en}");
        let edits: Vec<_> = places.iter().map(|place| (*place, rank.word(source.at(*place)))).collect();
        found.push(Variation { what, program: source.edited(&edits) });
    }
    let quotas = program.rules.each_grade().filter_map(|(_, grade)| grade.quota.as_ref());
    let still: Vec<StillTied> = quotas.map(|quota| quota.still_tied).collect();
    let both: [(StillTied, Words); 2] = [
        (StillTied::AllIn, words!("名额仍同：全进", "still tied at a quota: all in")),
        (StillTied::AllOut, words!("名额仍同：全退", "still tied at a quota: all out")),
    ];
    for (other, what) in both {
        if still.is_empty() || still.iter().all(|own| *own == other) {
            continue;
        }
        let mut changed = program.clone();
        for grade in changed.rules.grades.iter_mut().flat_map(|grades| &mut grades.grades) {
            if let Some(quota) = &mut grade.quota {
                quota.still_tied = other;
            }
        }
        found.push(Variation { what, program: Ok(changed.into()) });
    }
    found
}
