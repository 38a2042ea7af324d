//! The marks below a head add up to the head's, for every kind of subject.

use super::Checker;
use super::known::Applies;
use super::known::Kinds;
use crate::core::ChildId;
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::program::cases::{Addend, Adds, Kind, Sums};
use crate::words;

impl Checker<'_> {
    /// Reports every kind of subject for which the marks below a head, or 总分 where there is no code, do not add up to its
    /// full marks. Where it is not certain that there is such a subject, proofs say so. `may_lack_all`: one of which
    /// nothing applies is left out.
    pub(super) fn marks_add_up(
        &mut self,
        (code, span): (Option<&str>, Span),
        children: &[ChildId],
        (full, kinds): (&Number, Option<&Kinds>),
        (has_gaps, may_lack_all): (bool, bool),
    ) {
        let siblings = self.siblings(children, Vec::new());
        // Full marks that differ by kind are taken away from the sum, which then comes to 0.
        let expected = kinds.map(|kinds| self.full_by_kind(&kinds.negated(), span));
        let mut parts = Vec::new();
        for sibling in &siblings {
            let applies = match sibling.applies {
                Applies::Always => None,
                Applies::Unknown => return,
                Applies::Where(applies) => Some(applies),
            };
            let adds = match &sibling.kinds {
                None => Adds::Fixed(&sibling.full),
                Some(kinds) => Adds::Of(self.full_by_kind(kinds, span)),
            };
            parts.push(Addend { code: &sibling.code, applies, adds });
        }
        let zero = Number::zero();
        let full = match expected {
            Some(expected) => {
                parts.push(Addend { code: OWN, applies: None, adds: Adds::Of(expected) });
                &zero
            }
            None => full,
        };
        let Some(sums) = Sums::of(self, &parts) else { return };
        let (wrong, more) = sums.other_than(full, has_gaps && kinds.is_none(), may_lack_all);
        let certain: Vec<&Kind> = wrong.iter().filter(|kind| kind.is_certain).collect();
        let certain: Vec<&Kind> =
            certain.into_iter().filter(|kind| !(may_lack_all && is_of_nobody(kind, kinds.is_some()))).collect();
        // 方面 may stand below one, too.
        let is_indicator = |child: &ChildId| matches!(child, ChildId::Indicator(_));
        let below =
            if children.iter().all(is_indicator) { ("的指标", "indicators") } else { ("的各项", "parts") };
        for (place, kind) in certain.iter().enumerate() {
            let finding = unequal(code, (span, below), full, kind);
            self.report(if place + 1 == certain.len() && more > 0 { finding.and_others(more) } else { finding });
        }
    }
}

/// Stands for the full marks that are expected, which no code is.
const OWN: &str = "=";

/// Whether nothing but the expected full marks is left of a kind.
fn is_of_nobody(kind: &Kind, by_kind: bool) -> bool {
    by_kind && kind.list.len() <= 1
}

fn unequal(
    code: Option<&str>,
    (span, (below, below_en)): (Span, (&str, &str)),
    full: &Number,
    kind: &Kind,
) -> Diagnostic {
    let is_own = |part: &&String| part.strip_prefix(OWN).is_some_and(|rest| rest.starts_with(' '));
    let expected = kind.list.iter().find(is_own).and_then(|part| Number::parse(part.get(OWN.len()..)?.trim()));
    let (sum, full) = match &expected {
        Some(expected) => (&kind.sum - expected, -expected.clone()),
        None => (kind.sum.clone(), full.clone()),
    };
    let parts: Vec<String> = kind.list.iter().filter(|part| !is_own(part)).cloned().collect();
    let list = super::summands(&parts);
    let Words { zh, en } = &kind.told;
    let (sum, full) = (sum.to_readable(4), full.to_readable(4));
    let Some(code) = code else {
        return total_unequal(span, &kind.told, (&sum, &full, &list));
    };
    let message = if parts.is_empty() {
        words!(
            "方面 {code} {below}{zh}没有一项适用，相加为 0 分，不是 {full} 分",
            "of the {below_en} of {code}{en} none applies: they add up to 0 marks, not {full}"
        )
    } else {
        words!(
            "方面 {code} {below}{zh}相加为 {sum} 分，不是 {full} 分（{list}）",
            "the {below_en} of {code}{en} add up to {sum} marks, not {full} ({list})"
        )
    };
    Diagnostic::error(Code::H0401, span, message)
    .help(words!(
        "改指标的分值，或改方面的分值；不适用的按其余指标折算的，写：缺项 折算",
        "change the marks of an indicator, or of the head; where the others stand in for what does not apply, write: gaps redistribute"
    ))
}

/// The marks below 总分 do not add up to 满分, for subjects of a kind.
pub(super) fn total_unequal(span: Span, kind: &Words, (sum, full, list): (&str, &str, &str)) -> Diagnostic {
    let Words { zh, en } = kind;
    Diagnostic::error(
        Code::H0401,
        span,
        words!(
            "各方面分值{zh}相加为 {sum} 分，不是满分 {full} 分（{list}）",
            "the heads{en} add up to {sum} marks, not to the full {full} ({list})"
        ),
    )
    .help(words!("改方面的分值，或改满分", "change the marks of a head, or the full marks"))
}
