//! A rule set with one edit.

use crate::check::{self, ScriptText};
use crate::finding::{Diagnostic, SourceId, Span};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::syntax::ast::{self, Item};
use crate::syntax::{self, Edit};

/// A rule set without its 示例, ready to be edited.
pub(super) struct Edited<'s> {
    source: SourceId,
    /// The text; 示例 are blanks.
    text: String,
    file: ast::File,
    /// The places of its items, in their order; one that never changes has none.
    places: Vec<Option<Span>>,
    scripts: &'s [ScriptText],
}

/// What an edit makes of it.
pub(super) enum Mutant {
    /// No text that could be read.
    Unread,
    /// A text that the check refuses.
    Refused,
    /// A rule set.
    Checked(Box<Program>),
}

impl<'s> Edited<'s> {
    pub(super) fn new(text: &str, file: &ast::File, scripts: &'s [ScriptText]) -> Self {
        let source = SourceId::default();
        let examples = file.items.iter().filter_map(|item| match item {
            Item::Example(example) => Some(example.span),
            _ => None,
        });
        let source = file.items.iter().find_map(place).map_or(source, |place| place.source);
        let text = blanked(text, examples);
        let mut file = file.clone();
        let places = file.items.iter().map(place).collect();
        // Places of items are counted with the 示例: they are left out where the file is checked.
        for item in &mut file.items {
            if let Item::Example(example) = item {
                example.cases = None;
                example.statements.clear();
            }
        }
        Self { source, text, file, places, scripts }
    }

    /// The rule set as it stands with other items beside it.
    pub(super) fn beside(&self, more: Vec<Item>) -> Option<Program> {
        let items = self.file.items.iter().filter(|item| !matches!(item, Item::Example(_))).cloned().chain(more);
        check::check(&ast::File { items: items.collect(), language: self.file.language }, self.scripts).program
    }

    /// The rule set with an edit.
    pub(super) fn with(&self, edit: &Edit) -> Mutant {
        let Some(mut items) = self.read(edit) else { return Mutant::Unread };
        items.retain(|item| !matches!(item, Item::Example(_)));
        let file = ast::File { items, language: self.file.language };
        match check::check(&file, self.scripts).program {
            Some(program) => Mutant::Checked(Box::new(program)),
            None => Mutant::Refused,
        }
    }

    /// The items, that of the edit read again.
    fn read(&self, edit: &Edit) -> Option<Vec<Item>> {
        let edited = |text: &str| {
            let (before, rest) = text.split_at_checked(edit.span.start)?;
            let behind = rest.get(edit.span.end - edit.span.start..)?;
            Some(format!("{before}{}{behind}", edit.text))
        };
        let is_alone = self.file.items.get(edit.item).is_some_and(|item| !is_context(item));
        if is_alone && let Some(Some(own)) = self.places.get(edit.item) {
            // What stands around it says nothing of how it is read but for these.
            let kept = |(place, item): (usize, &Item)| place == edit.item || is_context(item);
            let left_out = self.file.items.iter().enumerate().zip(&self.places);
            let left_out = left_out.filter(|(item, _)| !kept(*item)).filter_map(|(_, place)| *place);
            let text = edited(&blanked(&self.text, left_out))?;
            let (file, findings) = syntax::parse(self.source, &text);
            if findings.iter().any(Diagnostic::is_error) {
                return None;
            }
            let is_it = |item: &Item| place(item).is_some_and(|place| place.start == own.start);
            let mut items = self.file.items.clone();
            match file.items.into_iter().find(is_it) {
                Some(again) => *items.get_mut(edit.item)? = again,
                None if edit.text.is_empty() && edit.span == *own => drop(items.remove(edit.item)),
                None => return None,
            }
            return Some(items);
        }
        let (file, findings) = syntax::parse(self.source, &edited(&self.text)?);
        (!findings.iter().any(Diagnostic::is_error)).then_some(file.items)
    }
}

/// Whether an item says how others are read.
fn is_context(item: &Item) -> bool {
    matches!(item, Item::Common(_) | Item::Header(_) | Item::Levels(_) | Item::Enumeration(_))
}

/// A text with blanks for some of its parts, so that all places stay.
fn blanked(text: &str, parts: impl Iterator<Item = Span>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for part in parts {
        for byte in bytes.iter_mut().take(part.end).skip(part.start).filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }
    String::from_utf8(bytes).ok().or_broken("whole words are blanked out")
}

/// Where an item stands.
fn place(item: &Item) -> Option<Span> {
    Some(match item {
        Item::RuleSet(item) => item.span,
        Item::Cycle(item) => item.span,
        Item::Rounding(item) => item.span,
        Item::Levels(item) => item.span,
        Item::Table(item) => item.span,
        Item::Gloss(item) => item.span,
        Item::Parameter(item) => item.span,
        Item::Keyed(item) => item.span,
        Item::Definition(item) => item.span,
        Item::Condition(item) => item.span,
        Item::Head(item) => item.span,
        Item::Indicator(item) => item.span,
        Item::Common(item) => item.span,
        Item::Total(item) => item.span,
        Item::Bonus(item) | Item::Deduction(item) => item.span,
        Item::Veto(item) => item.span,
        Item::Restriction(item) => item.span,
        Item::Demotion(item) => item.span,
        Item::Participation(item) => item.span,
        Item::Grades(item) => item.span,
        Item::Outputs(item) => item.span,
        Item::Example(item) => item.span,
        Item::Script(item) => item.span,
        _ => return None,
    })
}
