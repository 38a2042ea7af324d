//! Whether the marks that apply add up to those of their head, as far as it can be told.
//!
//! That they do not for some kind of subject for certain is an error of checking.

use super::Proofs;
use super::prover::Prover;
use crate::core::{ChildId, FigureId};
use crate::finding::{Code, Diagnostic, Words};
use crate::program::cases::{Addend, Adds, Kind, Sums};
use crate::rules::{Aggregate, Head};
use crate::words;

pub(super) fn prove(prover: &Prover<'_>, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    // Under a cap the parts may come to more; full marks by kind are held against the parts when scoring.
    let is_asked = |head: &&Head| head.node.aggregate == Aggregate::Sum && head.cap.is_none() && head.by_kind.is_none();
    for head in rules.heads.iter().filter(is_asked) {
        let parts = head.node.children.iter().map(|child| Addend {
            code: rules.code(*child),
            applies: match child {
                ChildId::Indicator(id) => rules.indicator(*id).applies,
                ChildId::Head(id) => prover.program.figure(FigureId::HeadApplies(*id)).map(|figure| figure.expr),
            },
            adds: match rules.by_kind(*child) {
                Some(by_kind) => Adds::Of(by_kind.expr),
                None => Adds::Fixed(rules.full_of(*child)),
            },
        });
        let parts: Vec<Addend<'_>> = parts.collect();
        match Sums::of(prover.program, &parts) {
            None => proofs.findings.push(too_many(head)),
            Some(sums) => {
                let (wrong, _) = sums.other_than(
                    &head.full,
                    head.node.gaps.is_some(),
                    head.is_limited || !rules.node(head.within).is_sum(),
                );
                let open = wrong.iter().find(|kind| !kind.is_certain);
                proofs.findings.extend(open.map(|kind| untold(head, kind)));
            }
        }
    }
}

/// A case that may be none: the questions in it may hang together.
fn untold(head: &Head, kind: &Kind) -> Diagnostic {
    let (code, sum, full) = (&head.code, kind.sum.to_readable(4), head.full.to_readable(4));
    let codes: Vec<&str> = kind.list.iter().filter_map(|part| part.split(' ').next()).collect();
    let (zh, en) = if codes.is_empty() {
        ("都不适用".to_owned(), "none of them applies".to_owned())
    } else {
        (format!("只有 {} 适用", codes.join("、")), format!("only {} apply", codes.join(", ")))
    };
    Diagnostic::warning(
        Code::H0415,
        head.span,
        words!(
            "不能断定方面 {code} 的指标对每一家相加都是 {full} 分：{zh}的，相加为 {sum} 分",
            "whether the indicators of {code} add up to {full} for every subject cannot be told: where {en}, the sum is {sum}"
        ),
    )
    .help(way_out())
}

fn too_many(head: &Head) -> Diagnostic {
    let (code, full) = (&head.code, head.full.to_readable(4));
    Diagnostic::warning(
        Code::H0415,
        head.span,
        words!(
            "不能断定方面 {code} 的指标对每一家相加都是 {full} 分：「适用」分出的情形太多，没有逐一核对",
            "whether the indicators of {code} add up to {full} for every subject cannot be told: `applies` tells too many cases apart"
        ),
    )
    .help(way_out())
}

fn way_out() -> Words {
    words!(
        "「适用」尽量写成同一列的互补条件，如 不低于 5 与 低于 5；打分时逐家核对，相加不符的不出结果（H0704）",
        "let `applies` ask one column for what completes one another, such as at_least 5 and below 5; scoring holds each subject to it and gives no results where the sum is wrong (H0704)"
    )
}
