//! Where a rule text says how equal values share a rank.

use super::grammar::Rule;
use super::keyword;
use super::layout;
use crate::finding::{SourceId, Span};
use crate::invariant::part_of;

/// A way to share a rank.
#[derive(Debug, Clone, Copy)]
pub struct RankTie {
    /// Its word.
    pub zh: &'static str,
    /// Its English twin.
    pub en: &'static str,
}

/// The ways to share a rank.
pub const RANK_TIES: [RankTie; 4] = [
    RankTie { zh: "同名次", en: "shared_rank" },
    RankTie { zh: "最低名次", en: "last_shared_rank" },
    RankTie { zh: "连续", en: "dense_rank" },
    RankTie { zh: "平均", en: "average_rank" },
];

impl RankTie {
    /// Whether a word says it.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        word == self.zh || word == self.en
    }

    /// Its word in the language of another one.
    #[must_use]
    pub fn word(&self, other: &str) -> &'static str {
        if other.is_ascii() { self.en } else { self.zh }
    }
}

/// The places of the words that say how equal values share a rank, comments and texts left aside.
#[must_use]
pub fn tie_words(id: SourceId, text: &str) -> Vec<Span> {
    let layout = layout::lay_out(id, text);
    let word = |at: usize| layout.pieces.get(at).map(|piece| part_of(&layout.text, piece.start..piece.end));
    let mut found = Vec::new();
    for at in 1..layout.pieces.len() {
        let is_behind = word(at - 1).and_then(keyword::rule_of) == Some(Rule::kw_ties);
        let is_way = word(at).is_some_and(|word| RANK_TIES.iter().any(|way| way.is(word)));
        if let Some(piece) = layout.pieces.get(at).filter(|_| is_behind && is_way) {
            found.push(Span::new(id, piece.start, piece.end));
        }
    }
    found
}
