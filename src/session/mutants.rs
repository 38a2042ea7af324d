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

use crate::cores::with_hands;
use crate::data::{self, Tables};
use crate::finding::{Slice, SourceId, Sources, Span};
use crate::host::Host;
use crate::number::Calendar;
use crate::program::Program;
use crate::proof;
use crate::rules::Example;
use crate::syntax::{self, Edit, EditKind};
use crate::words;
use crate::{check, host};
use edited::{Edited, Mutant};
use judge::Prepared;
use reach::Figures;
use search::Search;

use super::example::run_example;
use super::{Rules, scripts};

/// What came of the mutants of a rule set.
#[derive(Debug, Default)]
pub struct Mutants {
    /// How many rule sets differ in one thing.
    pub all: usize,
    /// How many of these the check refuses.
    pub refused: usize,
    /// How many a 示例 notices.
    pub noticed: usize,
    /// The others.
    pub unnoticed: Vec<Unnoticed>,
    /// How often a rule set was asked for figures of facts.
    pub steps: usize,
}

/// A change that no 示例 notices.
#[derive(Debug)]
pub struct Unnoticed {
    /// What kind of change it is.
    pub kind: EditKind,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub written: String,
    /// What would stand there; empty where it is gone.
    pub changed: String,
    /// What would notice it.
    pub remedy: Remedy,
}

/// What would notice a change.
#[derive(Debug)]
pub enum Remedy {
    /// This 示例: it holds, and does not once the change is made.
    Example(String),
    /// Nothing: no data make a difference.
    Equivalent,
    /// None was found.
    NotFound,
}

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
pub fn mutants(host: &dyn Host, rules: &Rules, program: &Program, calendar: &Calendar) -> Mutants {
    let whole = rules.sources.source(rules.whole);
    let (text, path) = (whole.text.as_str(), whole.path.as_str());
    let (file, _) = syntax::parse(rules.whole, text);
    let edits = syntax::edits(text, &file);
    let mut sources = rules.sources.clone();
    let fence = host::Fence::within(host, [host::folder_of(path).to_owned()]);
    let scripts = scripts::texts(&fence, &mut sources, &file);
    let edited = Edited::new(text, &file, &scripts);
    let figures = Figures::of(program);
    let examples: Vec<(&Example, Tables)> = program
        .rules
        .examples
        .iter()
        .filter_map(|example| {
            Some((example, data::from_example(&program.rules.schema, &example.facts, &rules.sources).ok()?))
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
        written: rules.sources.text(edit.span).split_whitespace().collect::<Vec<_>>().join(" "),
        changed: edit.text.clone(),
        remedy,
    };
    let ty = |figure| super::from_data::type_of(program, figure);
    let texts: Vec<Option<String>> = open
        .iter()
        .map(|(edit, example)| {
            let mut example = example.clone()?;
            let one = unnoticed(edit, Remedy::NotFound);
            let line = rules.sources.line_column(rules.sources.origin(edit.span).source, rules.sources.origin(edit.span).start).0;
            example.title = title(line, &one.written, &one.changed).in_language(language).to_owned();
            crate::rules::example_text(&program.rules, &ty, &example, &[])
        })
        .collect();
    let confirmed = confirmed(&sources, (rules.whole, text), (&open, &texts), &edited, &scripts, calendar);
    for (((edit, _), text), holds) in open.iter().zip(texts).zip(confirmed) {
        let remedy = text.filter(|_| holds).map_or(Remedy::NotFound, Remedy::Example);
        mutants.unnoticed.push(unnoticed(edit, remedy));
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
    let reach = figures.reach(program, edit);
    if prepared.iter().any(|one| one.notices(&mutant, &reach, calendar, steps)) {
        return Outcome::Noticed;
    }
    if proof::is_beside(program, &mutant, edit.span) {
        return Outcome::Equivalent;
    }
    let search = Search { program, mutant: &mutant, reach: &reach, calendar };
    Outcome::Left(search.example(prepared, steps))
}

/// Which of the 示例 that were found hold, and fail once their change is made.
fn confirmed(
    sources: &Sources,
    (whole, text): (SourceId, &str),
    (open, texts): (&[(&Edit, Option<Example>)], &[Option<String>]),
    edited: &Edited<'_>,
    scripts: &[check::ScriptText],
    calendar: &Calendar,
) -> Vec<bool> {
    let written: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
    let joined = format!("{text}\n{}", written.join("\n"));
    let mut sources = sources.clone();
    let slice = Slice { at: 0, length: text.len(), origin: Span::new(whole, 0, text.len()) };
    let id = sources.add_composed(sources.source(whole).path.clone(), joined.clone(), vec![slice]);
    let (file, _) = syntax::parse(id, &joined);
    let examples = edited::without_rows(file);
    let Some(program) = check::check(&examples, scripts).program else { return vec![false; texts.len()] };
    let from = program.rules.examples.len().saturating_sub(written.len());
    let mut found = program.rules.examples.iter().skip(from);
    let holds = |edit: &Edit, example: &Example| {
        let Mutant::Checked(mutant) = edited.with(edit) else { return false };
        run_example(&sources, &program, example, calendar).is_empty()
            && !run_example(&sources, &mutant, example, calendar).is_empty()
    };
    let each = open.iter().zip(texts).map(|((edit, _), text)| match text {
        Some(_) => found.next().is_some_and(|example| holds(edit, example)),
        None => false,
    });
    each.collect()
}
