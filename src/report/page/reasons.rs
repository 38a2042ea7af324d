//! What is said of a subject under the titles of its page.

use super::line::{Forest, Item};
use super::tree::{Tree, seen};
use crate::words::{Layout, ToldBlock, ToldCondition, ToldHead, ToldIndicator, ToldNode, Trace};

/// What stands under a title.
pub(super) struct Part {
    /// Its place on the page.
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) items: Vec<Item>,
}

/// A 方面.
pub(super) fn head(head: &ToldHead, words: Layout, tree: &mut Tree<'_>) -> Part {
    let ToldHead { code, title, mark, full, .. } = head;
    Part {
        id: Some(code.clone()),
        title: seen(&words.titled(code, title, mark, full, &[])),
        lines: head.node.as_ref().map(|of| node(of, mark, words)).unwrap_or_default(),
        items: head.indicators.iter().map(|of| indicator(of, words, tree)).collect(),
    }
}

/// 加分 or 扣分.
pub(super) fn block(title: &str, block: &ToldBlock, words: Layout, tree: &mut Tree<'_>) -> Part {
    let items = block.entries.iter().map(|entry| {
        let Trace { formula, value, .. } = &entry.trace;
        let told = if *formula == *value || formula.is_empty() { vec![] } else { vec![seen(formula)] };
        Item {
            name: seen(&entry.title),
            mark: seen(value),
            lines: told,
            tree: tree.under(&entry.title, &entry.trace.from),
            ..Item::default()
        }
    });
    let items = items.collect();
    Part { id: None, title: words.block(title, &block.mark, block.cap.as_deref()), lines: Vec::new(), items }
}

/// How a node came from its parts.
pub(super) fn node(node: &ToldNode, mark: &str, words: Layout) -> Vec<String> {
    let weights = node.weights.iter().map(|part| (part.code.as_str(), part.weight.as_deref()));
    let lines = [
        Some(node.how.clone()),
        node.weighting.clone(),
        (!node.weights.is_empty()).then(|| words.weights(weights)),
        (!node.chosen.is_empty()).then(|| words.takes(&node.chosen)),
        node.unrounded.as_ref().map(|unrounded| words.score(unrounded, mark)),
    ];
    lines.iter().flatten().map(|line| seen(line)).collect()
}

fn indicator(indicator: &ToldIndicator, words: Layout, tree: &mut Tree<'_>) -> Item {
    let ToldIndicator { code, title, mark, full, basis, score, .. } = indicator;
    let mut item = Item {
        id: Some(code.clone()),
        name: seen(&format!("{code} {title}")),
        basis: seen(&words.basis(basis)),
        mark: seen(&words.mark_of(mark, full)),
        ..Item::default()
    };
    if !indicator.applies {
        return item;
    }
    let mut lines = Vec::new();
    lines.extend(indicator.effective_weight.iter().map(|weight| format!("{} {weight}", words.effective_weight())));
    lines.push(indicator.method.clone());
    lines.extend(score.branch.iter().map(|branch| format!("{} {branch}", words.falls_in())));
    let adjusted = indicator.adjustments.iter();
    lines.extend(adjusted.map(|changed| words.changed(&changed.clause, &changed.before, &changed.after)));
    if let Some(unrounded) = &indicator.unrounded {
        let unrounded = words.marks(unrounded);
        let formula = if score.formula.is_empty() { &score.value } else { &score.formula };
        let worked = if *formula == unrounded { unrounded } else { format!("{formula} = {unrounded}") };
        lines.push(words.score(&worked, mark));
    } else {
        lines.push(words.no_score());
        lines.extend(indicator.missing.iter().cloned());
    }
    item.lines = lines.iter().map(|line| seen(line)).collect();
    item.tree = tree.under(code, &score.from);
    let evidence = indicator.evidence.iter().map(|evidence| format!("{} {evidence}", words.evidence()));
    let advice = indicator.advice.iter().map(|advice| format!("{} {advice}", words.advice()));
    item.after = evidence.chain(advice).map(|line| seen(&line)).collect();
    item
}

/// A 条件, or what stands above the marks.
pub(super) fn condition(condition: &ToldCondition, words: Layout, tree: &mut Tree<'_>) -> Item {
    let mut lines: Vec<String> = condition.unmet.iter().map(|term| seen(&term.sentence)).collect();
    let mut forest = Forest::default();
    if let Some(trace) = &condition.trace {
        let is_said = condition.unmet.iter().any(|term| term.sentence.starts_with(&trace.formula));
        if !trace.formula.is_empty() && !is_said {
            lines.push(seen(&trace.formula));
        }
        // A column that is the condition itself.
        let column = trace.cell.as_ref().map(|cell| Trace { label: cell.column.clone(), ..trace.clone() });
        forest = match &column {
            Some(column) => tree.under(&condition.name, std::slice::from_ref(column)),
            None => tree.under(&condition.name, &trace.from),
        };
    }
    Item {
        name: seen(&condition.name),
        basis: seen(&words.basis(&condition.basis)),
        mark: seen(&condition.verdict),
        lines,
        tree: forest,
        ..Item::default()
    }
}
