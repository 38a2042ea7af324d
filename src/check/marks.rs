//! The marks of a head's indicators add up to the head's, for every kind of subject.

use super::Checker;
use super::known::{Applies, KnownIndicator};
use crate::finding::{Code, Diagnostic, Words};
use crate::program::cases::{Addend, Adds, Kind, Sums};
use crate::rules::Head;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// Where 总分 is no plain sum, a 方面 of which nothing applies has no part in it.
    pub(super) fn total_may_lack_heads(&self) -> bool {
        self.file.items.iter().any(|item| match item {
            ast::Item::Total(total) => {
                let is_sum = |written: &ast::Aggregate| written.function.value == "求和";
                total.node.gaps.is_some() || !total.node.aggregate.as_ref().is_none_or(is_sum)
            }
            _ => false,
        })
    }

    /// Reports every kind of subject for which the marks do not add up. Where it is not certain that there is such a
    /// subject, proofs say so. `may_lack_all`: a head of which nothing applies is left out.
    pub(super) fn marks_add_up(
        &mut self,
        head: &Head,
        indicators: &[KnownIndicator],
        (has_gaps, may_lack_all): (bool, bool),
    ) {
        let mut parts = Vec::new();
        for indicator in indicators {
            let applies = match indicator.applies {
                Applies::Always => None,
                Applies::Unknown => return,
                Applies::Where(applies) => Some(applies),
            };
            parts.push(Addend { code: &indicator.code, applies, adds: Adds::Fixed(&indicator.full) });
        }
        let Some(sums) = Sums::of(self, &parts) else { return };
        let (wrong, more) = sums.other_than(&head.full, has_gaps, may_lack_all);
        let certain: Vec<&Kind> = wrong.iter().filter(|kind| kind.is_certain).collect();
        for (place, kind) in certain.iter().enumerate() {
            let finding = unequal(head, kind);
            self.report(if place + 1 == certain.len() && more > 0 { finding.and_others(more) } else { finding });
        }
    }
}

fn unequal(head: &Head, kind: &Kind) -> Diagnostic {
    let (code, list) = (&head.code, super::summands(&kind.list));
    let Words { zh, en } = &kind.told;
    let (sum, full) = (kind.sum.to_readable(4), head.full.to_readable(4));
    let message = if kind.list.is_empty() {
        words!(
            "方面 {code} 的指标{zh}没有一项适用，相加为 0 分，不是 {full} 分",
            "of the indicators of {code}{en} none applies: they add up to 0 marks, not {full}"
        )
    } else {
        words!(
            "方面 {code} 的指标{zh}相加为 {sum} 分，不是 {full} 分（{list}）",
            "the indicators of {code}{en} add up to {sum} marks, not {full} ({list})"
        )
    };
    Diagnostic::error(Code::H0401, head.span, message)
    .help(words!(
        "改指标的分值，或改方面的分值；不适用的按其余指标折算的，写：缺项 折算",
        "change the marks of an indicator, or of the head; where the others stand in for what does not apply, write: gaps redistribute"
    ))
}
