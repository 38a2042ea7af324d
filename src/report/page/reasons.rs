//! What is said of a subject under the titles of its page.

use super::line::{Forest, Item};
use super::tree::{Tree, seen};
use crate::report::explanation::said;
use crate::words::{Layout, ToldBlock, ToldCondition, ToldHead, ToldIndicator, ToldNode, ToldOutput, Trace};

/// What stands under a title.
pub(super) struct Part {
    /// Its place on the page.
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) items: Vec<Item>,
}

impl Part {
    /// What a formula for 总分 reads, and the indicators directly below it.
    pub(super) fn of_total(
        node: Option<&ToldNode>,
        indicators: &[ToldIndicator],
        words: Layout,
        tree: &mut Tree<'_>,
    ) -> Self {
        let mut items: Vec<Item> = node.into_iter().filter_map(|node| formula(words.total(), node, tree)).collect();
        items.extend(indicators.iter().map(|of| indicator(of, words, tree)));
        Self { id: None, title: words.total().to_owned(), lines: Vec::new(), items }
    }
}

/// A 方面.
pub(super) fn head(head: &ToldHead, words: Layout, tree: &mut Tree<'_>) -> Part {
    let ToldHead { code, title, mark, full, .. } = head;
    let mut items: Vec<Item> = head.node.iter().filter_map(|node| formula(code, node, tree)).collect();
    items.extend(head.indicators.iter().map(|of| indicator(of, words, tree)));
    Part {
        id: Some(code.clone()),
        title: seen(&words.titled(code, title, mark, full, &[])),
        lines: head.node.as_ref().map(|node| all_seen(&said::node(node, mark, words))).unwrap_or_default(),
        items,
    }
}

/// What 汇总 算式 of a node reads.
pub(super) fn formula(title: &str, node: &ToldNode, tree: &mut Tree<'_>) -> Option<Item> {
    if node.from.is_empty() {
        return None;
    }
    Some(Item { name: seen(&node.how), tree: tree.under(title, &node.from), ..Item::default() })
}

/// 加分 or 扣分.
pub(super) fn block(title: &str, block: &ToldBlock, words: Layout, tree: &mut Tree<'_>) -> Part {
    let items = block.entries.iter().map(|entry| {
        let Trace { formula, value, branch, .. } = &entry.trace;
        let branch = branch.as_ref().map(|branch| words.in_brackets(branch)).unwrap_or_default();
        let told = if *formula == *value && branch.is_empty() { String::new() } else { format!("{formula}{branch}") };
        Item {
            name: seen(&entry.title),
            mark: seen(value),
            lines: Some(seen(&told)).filter(|told| !told.is_empty()).into_iter().collect(),
            tree: tree.under(&entry.title, &entry.trace.from),
            ..Item::default()
        }
    });
    let items = items.collect();
    Part { id: None, title: words.block(title, &block.mark, block.cap.as_deref()), lines: Vec::new(), items }
}

/// What 列出 puts out.
pub(super) fn outputs(outputs: &[ToldOutput], words: Layout, tree: &mut Tree<'_>) -> Part {
    let item = |output: &ToldOutput| Item {
        name: seen(&output.title),
        mark: seen(&output.value),
        tree: tree.under(&output.title, std::slice::from_ref(&output.trace)),
        ..Item::default()
    };
    let items = outputs.iter().filter(|output| !output.is_grading).map(item).collect();
    Part { id: None, title: words.listed().to_owned(), lines: Vec::new(), items }
}

/// A further grading.
pub(super) fn grading(grading: &ToldOutput, words: Layout, tree: &mut Tree<'_>) -> Part {
    let item = Item {
        name: seen(&grading.title),
        mark: seen(&grading.value),
        tree: tree.under(&grading.title, std::slice::from_ref(&grading.trace)),
        ..Item::default()
    };
    Part { id: None, title: words.grade().to_owned(), lines: Vec::new(), items: vec![item] }
}

fn indicator(indicator: &ToldIndicator, words: Layout, tree: &mut Tree<'_>) -> Item {
    let ToldIndicator { code, title, mark, full, basis, .. } = indicator;
    let (lines, missing) = said::indicator(indicator, words);
    let is_said = !lines.is_empty();
    let from = if indicator.applies { &indicator.score.from } else { &indicator.because };
    Item {
        id: Some(code.clone()),
        name: seen(&format!("{code} {title}")),
        basis: seen(&words.basis(basis)),
        mark: seen(&words.mark_of(mark, full)),
        lines: lines.iter().chain(missing).map(|line| seen(line)).collect(),
        tree: if is_said { tree.under(code, from) } else { Forest::default() },
        after: if is_said { behind(indicator, words, tree) } else { Vec::new() },
        ..Item::default()
    }
}

/// What is said of an indicator behind its figures.
fn behind(indicator: &ToldIndicator, words: Layout, tree: &mut Tree<'_>) -> Vec<String> {
    let mut lines = tree.glosses(&indicator.code, &indicator.glosses);
    lines.extend(all_seen(&said::behind(indicator, words)));
    lines
}

/// A 条件, and behind it each of its items.
pub(super) fn with_items(of: &ToldCondition, words: Layout, tree: &mut Tree<'_>) -> Vec<Item> {
    let mut own = condition(of, words, tree);
    own.lines.extend(of.demands.as_deref().map(seen));
    let mut all = vec![own];
    for item in &of.items {
        all.push(condition(&ToldCondition { name: format!("{}{}", of.name, item.name), ..item.clone() }, words, tree));
    }
    all
}

/// A 条件, or what stands above the marks.
pub(super) fn condition(condition: &ToldCondition, words: Layout, tree: &mut Tree<'_>) -> Item {
    let mut lines: Vec<String> = condition.unmet.iter().map(|term| seen(&term.sentence)).collect();
    let mut forest = tree.under(&condition.name, condition.because.as_slice());
    lines.extend(tree.glosses(&condition.name, &condition.glosses));
    if let Some(trace) = &condition.trace {
        let is_said = condition.unmet.iter().any(|term| term.sentence.starts_with(&trace.formula));
        if !trace.formula.is_empty() && !is_said {
            lines.push(seen(&trace.formula));
        }
        // A column that is the condition itself.
        let column = trace.cell.as_ref().map(|cell| Trace { label: cell.column.clone(), ..trace.clone() });
        forest.groups.extend(match &column {
            Some(column) => tree.more(std::slice::from_ref(column)),
            None => tree.more(&trace.from),
        });
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

/// Lines in which nothing is hidden.
pub(super) fn all_seen(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| seen(line)).collect()
}
