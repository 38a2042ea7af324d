//! For a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::compare::{Cells, ClauseChange, Differences, Effect, Fate, ItemChange, Kind, Label};
use crate::finding::{Language, visible};
use crate::words::Differing;

/// A line is not made longer than this where it can be broken.
const WIDTH: usize = 100;

/// The differences in the order of policy, aligned.
#[must_use]
pub fn text(differences: &Differences, effect: Option<&Effect>, cells: Option<&Cells>, language: Language) -> String {
    let words = Differing(language);
    let mut text = format!("{}\n", words.heading());
    for (side, named) in words.sides().into_iter().zip([&differences.old, &differences.new]) {
        let _ = writeln!(text, "{side}  {}  {}", visible(&named.title), visible(&named.file));
    }
    if differences.items.is_empty() {
        let _ = writeln!(text, "\n{}", words.nothing());
    }
    let mut group = None;
    for item in &differences.items {
        let own = item.kind.group();
        if group != Some(own) {
            let _ = writeln!(text, "\n{}", words.group(own));
            group = Some(own);
        }
        add_item(&mut text, item, words);
    }
    if !differences.stayed.is_empty() {
        let _ = writeln!(text, "\n{}", words.stayed_heading());
        for stayed in &differences.stayed {
            let _ = writeln!(text, "  {}", visible(&words.stayed(stayed)));
        }
    }
    text.extend(cells.map(|cells| super::cells::text(cells, words)));
    text.extend(effect.map(|effect| super::effect::text(effect, words)));
    text
}

fn add_item(text: &mut String, item: &ItemChange, words: Differing) {
    let language = words.0;
    let named = words.named(item);
    let fate = words.fate(item).map(|fate| match language {
        Language::Zh => format!("（{fate}）"),
        Language::En => format!(" ({fate})"),
    });
    let title = format!("{}{}", visible(&named), fate.unwrap_or_default());
    let readers = matches!(item.kind, Kind::Parameter).then(|| words.read_by(&item.read_by));
    // One clause of an item that is there once stands on its line.
    let lines: Vec<(String, Vec<String>)> =
        item.clauses.iter().map(|clause| (words.label(clause, item.kind), said(clause, item.fate, words))).collect();
    if let [(label, said)] = lines.as_slice()
        && let [only] = said.as_slice()
        && is_short(item.kind)
    {
        let label = if tells(item.kind) { String::new() } else { format!("{label} ") };
        let readers = readers.map(|readers| format!("  {readers}")).unwrap_or_default();
        let _ = writeln!(text, "  {title}  {label}{}{readers}", visible(only));
        return;
    }
    let _ = writeln!(text, "  {title}");
    let width = lines.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    for (label, said) in &lines {
        let mut label = visible(label).into_owned();
        for line in said {
            let pad = " ".repeat(width.saturating_sub(label.width()));
            let _ = writeln!(text, "    {label}{pad}  {}", visible(line));
            label.clear();
        }
    }
    if let Some(readers) = readers {
        let _ = writeln!(text, "    {readers}");
    }
}

/// Items that say one thing.
fn is_short(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::RuleSet
            | Kind::Cycle
            | Kind::Document
            | Kind::FullMarks
            | Kind::Levels
            | Kind::Rounding
            | Kind::Head
            | Kind::Parameter
            | Kind::Gloss
            | Kind::Definition
            | Kind::Total
            | Kind::ScriptLimits
    )
}

/// Whether the name of the item tells what its clause is.
fn tells(kind: Kind) -> bool {
    !matches!(kind, Kind::Head | Kind::Total)
}

/// What changed in a clause, by lines.
fn said(change: &ClauseChange, fate: Fate, words: Differing) -> Vec<String> {
    if !change.parts.is_empty() {
        return change.parts.iter().map(|part| words.step(part.old.as_deref(), part.new.as_deref())).collect();
    }
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    if change.label == Label::Gloss && old.is_none() && new.is_none() {
        return vec![words.told_below().to_owned()];
    }
    match (old, new) {
        // That the item is new or gone stands beside its name.
        (Some(text), None) | (None, Some(text)) if fate != Fate::Changed => vec![text.to_owned()],
        (Some(old), Some(new)) if old.width().saturating_add(new.width()) > WIDTH => {
            let [was, is] = words.sides();
            vec![format!("{was} {old}"), format!("{is} {new}")]
        }
        _ => vec![words.step(old, new)],
    }
}
