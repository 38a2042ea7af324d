//! What is said of a node and of an indicator, whatever the form of the page.

use crate::words::{Layout, ToldAdjustment, ToldIndicator, ToldNode};

/// How a node came from its parts.
pub(in crate::report) fn node(node: &ToldNode, mark: &str, words: Layout) -> Vec<String> {
    let mut lines = vec![node.how.clone()];
    lines.extend(node.weighting.clone());
    if !node.weights.is_empty() {
        let weights = node.weights.iter().map(|part| (part.code.as_str(), part.weight.as_deref()));
        lines.push(words.weights(weights));
    }
    if !node.chosen.is_empty() {
        lines.push(words.takes(&node.chosen));
    }
    lines.extend(node.rescaled.clone());
    if let Some(unrounded) = &node.unrounded {
        let number = words.marks(unrounded);
        let is_plain = node.formula.is_empty() || node.formula == number;
        let worked = match &node.formula {
            _ if is_plain => unrounded.clone(),
            formula if formula.ends_with(&format!(" = {number}")) => formula.clone(),
            formula => format!("{formula} = {unrounded}"),
        };
        let rounded = words.rounded(node.rounding.as_deref());
        lines.push(format!("{}{rounded}", words.score(&worked, mark)));
    }
    lines
}

/// How the mark of an indicator came about, or why it does not apply; then what is missing for it.
pub(in crate::report) fn indicator(indicator: &ToldIndicator, words: Layout) -> (Vec<String>, &[String]) {
    let mut lines = Vec::new();
    if !indicator.applies {
        lines.extend(indicator.why_not.clone());
        return (lines, &indicator.missing);
    }
    lines.extend(indicator.effective_weight.iter().map(|weight| format!("{} {weight}", words.effective_weight())));
    lines.push(indicator.method.clone());
    let score = &indicator.score;
    lines.extend(score.branch.iter().map(|branch| format!("{} {branch}", words.falls_in())));
    let adjusted = indicator.adjustments.iter();
    lines.extend(adjusted.map(|ToldAdjustment { clause, before, after }| words.changed(clause, before, after)));
    let Some(unrounded) = &indicator.unrounded else {
        lines.push(words.no_score());
        return (lines, &indicator.missing);
    };
    let unrounded = words.marks(unrounded);
    let formula = if score.formula.is_empty() { &score.value } else { &score.formula };
    let worked = if *formula == unrounded { unrounded } else { format!("{formula} = {unrounded}") };
    let rounded = words.rounded(indicator.rounding.as_deref());
    lines.push(format!("{}{rounded}", words.score(&worked, &indicator.mark)));
    (lines, &[])
}

/// What is said of an indicator behind its figures and the 口径 that cite it.
pub(in crate::report) fn behind(indicator: &ToldIndicator, words: Layout) -> Vec<String> {
    let evidence = indicator.evidence.iter().map(|evidence| format!("{} {evidence}", words.evidence()));
    let advice = indicator.advice.iter().map(|advice| format!("{} {advice}", words.advice()));
    evidence.chain(advice).filter(|_| indicator.applies).collect()
}
