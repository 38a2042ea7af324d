//! Mutants: what 示例 do not notice when one thing in the rules is changed alone.
//!
//! Each edit of the text ([`syntax::edits`]) gives a rule set of its own, of which only the item that was edited is read
//! again. 示例 are run on it that ask for a figure the edit can change. Where none notices it, facts are looked for with
//! which the two rule sets differ, on the line first, and become a 示例 that does.

mod edited;
mod facts;
mod judge;
mod reach;
mod search;

use std::cell::RefCell;

use crate::cores::with_hands;
use crate::data::{self, Tables};
use crate::finding::Sources;
use crate::host::{self, Host};
use crate::number::Calendar;
use crate::program::Program;
use crate::proof;
use crate::review::{Mutants, Remedy, Unnoticed};
use crate::rules::{self, Example};
use crate::syntax::{self, Edit};
use crate::words;
use edited::{Edited, Mutant};
use judge::Prepared;
use reach::Figures;
use search::Search;

use super::example::run_example;
use super::{Rules, scripts};

/// What came of one edit.
enum Outcome {
    /// It is no rule set any more that could be read.
    Unread,
    Refused,
    Noticed,
    Left(Option<Example>),
    Equivalent,
}

/// Tries every edit of a rule set that was checked.
#[must_use]
pub fn mutants(host: &dyn Host, read: &Rules, program: &Program, calendar: &Calendar) -> Mutants {
    let whole = read.sources.source(read.whole);
    let (text, path) = (whole.text.as_str(), whole.path.as_str());
    let (file, _) = syntax::parse(read.whole, text);
    let edits = syntax::edits(text, &file);
    let mut sources = read.sources.clone();
    let fence = host::Fence::within(host, [host::folder_of(path).to_owned()]);
    let scripts = scripts::texts(&fence, &mut sources, &file);
    let edited = Edited::new(text, &file, &scripts);
    let figures = Figures::of(program);
    let examples: Vec<(&Example, Tables)> = program
        .rules
        .examples
        .iter()
        .filter_map(|example| {
            Some((example, data::from_example(&program.rules.schema, &example.facts, &read.sources).ok()?))
        })
        .collect();
    let hand = || {
        examples.iter().map(|(example, tables)| Prepared::new(program, example, tables, calendar)).collect::<Vec<_>>()
    };
    let items: Vec<&Edit> = edits.iter().collect();
    let found = with_hands(items, hand, |prepared, edit| {
        let mut steps = 0;
        let outcome = tried(edit, (program, &edited, &figures), prepared, calendar, &mut steps);
        (outcome, steps)
    });
    let mut mutants = Mutants::default();
    let mut open: Vec<(&Edit, Option<Example>)> = Vec::new();
    let mut equivalent: Vec<&Edit> = Vec::new();
    for (edit, (outcome, steps)) in edits.iter().zip(found) {
        mutants.steps += steps;
        mutants.all += usize::from(!matches!(outcome, Outcome::Unread));
        match outcome {
            Outcome::Unread => {}
            Outcome::Refused => mutants.refused += 1,
            Outcome::Noticed => mutants.noticed += 1,
            Outcome::Equivalent => equivalent.push(edit),
            Outcome::Left(example) => open.push((edit, example)),
        }
    }
    let language = program.rules.language;
    let unnoticed = |edit: &Edit, remedy| Unnoticed {
        kind: edit.kind,
        span: edit.span,
        written: read.sources.text(edit.span).split_whitespace().collect::<Vec<_>>().join(" "),
        changed: edit.text.clone(),
        remedy,
    };
    let ty = |figure| super::from_data::type_of(program, figure);
    let texts: Vec<Option<String>> = open
        .iter()
        .map(|(edit, example)| {
            let mut example = example.clone()?;
            let one = unnoticed(edit, Remedy::NotFound);
            let place = read.sources.origin(edit.span);
            let line = read.sources.line_column(place.source, place.start).0;
            title(line, &one.written, &one.changed).in_language(language).clone_into(&mut example.title);
            rules::example_text(&program.rules, &ty, &example, &[])
        })
        .collect();
    for ((edit, _), text) in open.iter().zip(texts) {
        let text = text.filter(|text| is_confirmed(&mut sources, edit, text, &edited, calendar));
        mutants.unnoticed.push(unnoticed(edit, text.map_or(Remedy::NotFound, Remedy::Example)));
    }
    mutants.unnoticed.extend(equivalent.into_iter().map(|edit| unnoticed(edit, Remedy::Equivalent)));
    mutants.unnoticed.sort_by_key(|one| (one.span.start, one.span.end, one.changed.clone()));
    mutants
}

fn title(line: usize, written: &str, changed: &str) -> crate::finding::Words {
    let written: String = written.replace(['"', '“', '”'], "").chars().take(24).collect();
    if changed.is_empty() {
        return words!("分得出第 {line} 行：删去 {written}", "tells line {line}: without {written}");
    }
    words!("分得出第 {line} 行：{written} 改为 {changed}", "tells line {line}: {written} made {changed}")
}

fn tried(
    edit: &Edit,
    (program, edited, figures): (&Program, &Edited<'_>, &Figures),
    prepared: &[Prepared<'_>],
    calendar: &Calendar,
    steps: &mut usize,
) -> Outcome {
    let mutant = match edited.with(edit) {
        Mutant::Unread => return Outcome::Unread,
        Mutant::Refused => return Outcome::Refused,
        Mutant::Checked(mutant) => mutant,
    };
    let reach = figures.reach((program, &mutant), edit);
    if prepared.iter().any(|one| one.notices(&mutant, &reach, calendar, steps)) {
        return Outcome::Noticed;
    }
    if proof::is_beside(program, &mutant, edit.span) {
        return Outcome::Equivalent;
    }
    let search = Search { program, mutant: &mutant, reach: &reach, calendar, lesser: RefCell::default() };
    let found = search.example(prepared, steps).or_else(|| search.lesser.take());
    Outcome::Left(found)
}

/// Whether a 示例 that was found holds, and fails once its change is made.
fn is_confirmed(sources: &mut Sources, edit: &Edit, text: &str, edited: &Edited<'_>, calendar: &Calendar) -> bool {
    let id = sources.add("", text);
    let (file, _) = syntax::parse(id, text);
    let Some(program) = edited.beside(file.items) else { return false };
    let (Some(example), Mutant::Checked(mutant)) = (program.rules.examples.last(), edited.with(edit)) else {
        return false;
    };
    run_example(sources, &program, example, calendar).is_empty()
        && !run_example(sources, &mutant, example, calendar).is_empty()
}
