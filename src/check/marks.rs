//! The marks below a head add up to the head's, for every kind of subject.

use super::Checker;
use super::known::Applies;
use crate::finding::{Code, Diagnostic, Words};
use crate::program::cases::{Addend, Adds, Kind, Sums};
use crate::rules::Head;
use crate::words;

impl Checker<'_> {
    /// Reports every kind of subject for which the marks do not add up. Where it is not certain that there is such a
    /// subject, proofs say so. `may_lack_all`: a head of which nothing applies is left out.
    pub(super) fn marks_add_up(&mut self, head: &Head, (has_gaps, may_lack_all): (bool, bool)) {
        let siblings = self.siblings(&head.node.children, Vec::new());
        let mut parts = Vec::new();
        for sibling in &siblings {
            let applies = match sibling.applies {
                Applies::Always => None,
                Applies::Unknown => return,
                Applies::Where(applies) => Some(applies),
            };
            parts.push(Addend { code: &sibling.code, applies, adds: Adds::Fixed(&sibling.full) });
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
