//! The order of the stages. Every face of the product calls these functions and prints what they
//! return; nothing here prints.

mod alternative;
mod amendment;
mod cases;
mod cause;
mod compare;
mod consequence;
mod declared;
mod example;
mod from_data;
mod mutants;
mod of_result;
mod packet;
mod readings;
mod scripts;
mod subject;
mod subjects;
mod tables;
mod text;
mod what_if;
mod why_not;

use crate::check::{self, Symbols};
use crate::core::FigureId;
use crate::data::{self, Tables};
use crate::document::{self, ClauseList};
use crate::engine::columnar::Listing;
use crate::engine::exact::Evaluator;
use crate::engine::{self, EngineKind, Members};
use crate::finding::{Code, Diagnostic, Language, MOST_FINDINGS, Place, SourceId, Sources, Words, told_once_for_items};
use crate::host::progress::Progress;
use crate::host::{Fence, Host, folder_of};
use crate::invariant::OrBroken;
use crate::number::{Calendar, CalendarError};
use crate::program::Program;
use crate::proof::{self, Proofs};
use crate::result::Scores;
use crate::review::Coverage;
use crate::syntax;
use crate::words;
use cause::Causes;
pub use compare::{Compared, Folder, Folders, differences, migration};
pub use example::run_example;
pub use from_data::from_data;
pub use mutants::mutants;
pub use of_result::of_result;
pub use packet::{packet, without_data};
pub use readings::{Reading as AlternativeReading, readings, with_text};
pub use scripts::{ScriptRun, script};
use std::sync::Arc;
pub use subject::subject;
pub use subjects::{split, subjects};
pub use tables::{Reading, doubts, repairs, survey, tables, tables_as};
use text::{bytes, decoded, read_text};
pub use what_if::{effect, supposing};
pub use why_not::{limits, why_not};

/// A rule file that was read and checked.
#[derive(Debug)]
pub struct Rules {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// The text that was checked: the file itself, or what it and the file it inherits come to.
    pub whole: SourceId,
    /// The language of the file's keywords.
    pub language: Language,
    /// The declared names, where they were written; none of a file whose changes could not be carried out.
    pub symbols: Symbols,
    /// The checked rule set with its figures; `None` when a diagnostic is an error.
    pub program: Option<Arc<Program>>,
    /// Findings in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Of a file that inherits another: which of its changes a finding rests on.
    causes: Option<Causes>,
}

impl Rules {
    /// A file that could not be put together.
    fn unreadable(sources: Sources, language: Language, diagnostics: Vec<Diagnostic>) -> Self {
        let (whole, symbols) = (SourceId::default(), Symbols::default());
        Self { sources, whole, language, symbols, program: None, diagnostics, causes: None }
    }

    /// Findings of proofs that concern this file, each at the change that it rests on: a column of an inherited file that
    /// its own rules read, and no rule any more, is no fault of either.
    #[must_use]
    pub fn own(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_inherited = |finding: &Diagnostic| {
            finding.span().is_some_and(|place| self.sources.origin(place).source != SourceId::default())
        };
        findings.retain(|finding| finding.code != Code::H0446 || !is_inherited(finding));
        match &self.causes {
            Some(causes) => causes.of_proofs(&self.sources, &findings, |base| proofs(base, false).findings),
            None => findings,
        }
    }

    /// The whole rule set as one file in the canonical layout, nothing inherited.
    #[must_use]
    pub fn expanded(&self) -> String {
        let text = self.sources.source(self.whole).text.as_str();
        syntax::format(text, Some(self.language)).unwrap_or_else(|_| text.to_owned())
    }
}

/// Reads and checks a rule file. One that is not UTF-8 has a finding; one that is not there is an error.
///
/// # Errors
/// H0901 when the file cannot be read.
pub fn rules(host: &dyn Host, path: &str) -> Result<Rules, Diagnostic> {
    let mut sources = Sources::default();
    let text = match bytes(host, path, Code::H0901) {
        Ok(bytes) => decoded(bytes, path, Code::H0901),
        Err(long) if long.code == Code::H0107 => Err(long),
        Err(unread) => return Err(unread),
    };
    let text = match text {
        Ok(text) => text,
        Err(diagnostic) => {
            return Ok(Rules::unreadable(sources, Language::Zh, vec![diagnostic]));
        }
    };
    let id = sources.add(path, text);
    let text = &sources.source(id).text;
    let (mut file, mut diagnostics) = syntax::parse(id, text);
    let language = file.language;
    let mut whole = id;
    let mut amended = None;
    // Of what the file names nothing is read that lies elsewhere.
    let fence = Fence::within(host, [folder_of(path).to_owned()]);
    if file.is_amendment() {
        match amendment::whole(&fence, &mut sources, id, (&file, diagnostics), &[path.to_owned()]) {
            Ok(merged) => {
                whole = merged.id;
                amended = Some(merged);
            }
            Err(diagnostics) => {
                let diagnostics = typed(in_order(&sources, path, diagnostics), language);
                return Ok(Rules::unreadable(sources, language, diagnostics));
            }
        }
        let text = &sources.source(whole).text;
        (file, diagnostics) = syntax::parse(whole, text);
        // What a person wrote last speaks for the whole.
        file.language = language;
    }
    let scripts = scripts::texts(&fence, &mut sources, &file);
    diagnostics.extend(cases::put_in(&fence, &mut sources, &mut file));
    let checked = check::check(&file, &scripts);
    let found = consequence::told_once(&sources, checked.findings);
    diagnostics.extend(consequence::told_once_a_statement(&file, found));
    diagnostics = consequence::without_consequences(&sources, diagnostics);
    let mut is_refused = false;
    let mut causes = None;
    if let Some(amended) = amended {
        is_refused = amended.is_refused();
        let found = Causes::new(&sources, amended, file, &scripts);
        diagnostics = diagnostics.iter().map(|finding| found.caused(&sources, finding)).collect();
        // Beside a change that was not carried out, what the others wrote can still be wrong by itself.
        diagnostics.retain(|finding| !is_refused || is_written_in(finding, id));
        diagnostics.extend(found.old_lines(&sources).filter(|_| !is_refused));
        diagnostics.extend(found.whole.findings.iter().cloned());
        causes = Some(found);
    }
    let program = checked.program.filter(|_| !is_refused);
    let unclear =
        program.iter().flat_map(|known| alternative::refused(&fence, &sources, (whole, language), &known.rules));
    let unclear: Vec<Diagnostic> = unclear.collect();
    let program = program.filter(|_| unclear.is_empty()).map(Arc::new);
    diagnostics.extend(unclear);
    let diagnostics = typed(in_order(&sources, path, diagnostics), language);
    let symbols = checked.symbols.at_origin(&sources);
    Ok(Rules { sources, whole, language, symbols, program, diagnostics, causes })
}

/// Findings whose ways out are in the keywords of the rules, whatever the language of the message.
#[must_use]
pub fn typed(mut diagnostics: Vec<Diagnostic>, rules: Language) -> Vec<Diagnostic> {
    for finding in &mut diagnostics {
        finding.help = finding.help.take().map(|help| syntax::with_keywords_of(rules, help));
    }
    diagnostics
}

/// Whether a finding is about the text of a file alone: names and types that stand there, and no sums over what a
/// change that was not carried out belongs to.
fn is_written_in(finding: &Diagnostic, file: SourceId) -> bool {
    let is_there = finding.span().is_some_and(|place| place.source == file);
    is_there
        && matches!(finding.code, Code::H0202 | Code::H0301 | Code::H0302 | Code::H0303 | Code::H0304 | Code::H0208)
}

/// Findings where their text was written, in the order of the places, none twice and not too many. Warnings give way
/// to errors.
#[must_use]
pub fn in_order(sources: &Sources, path: &str, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let told = |finding: Diagnostic| finding.at_origin(sources).with_line(sources);
    let mut diagnostics: Vec<Diagnostic> = diagnostics.into_iter().map(told).collect();
    diagnostics.sort_by_key(|diagnostic| {
        let place = diagnostic.span();
        (place.map_or(SourceId::default(), |span| span.source), place.map_or(0, |span| span.start), diagnostic.code)
    });
    diagnostics.dedup();
    let errors = diagnostics.iter().filter(|finding| finding.is_error()).count();
    let (mut errors_left, mut warnings_left) = (MOST_FINDINGS, MOST_FINDINGS.saturating_sub(errors));
    let mut rest: Vec<Diagnostic> = Vec::new();
    diagnostics.retain(|finding| {
        let left = if finding.is_error() { &mut errors_left } else { &mut warnings_left };
        let kept = *left > 0;
        *left = left.saturating_sub(1);
        if !kept {
            rest.push(finding.clone());
        }
        kept
    });
    if let Some(first) = rest.iter().find(|finding| finding.is_error()).or(rest.first()) {
        let more = rest.len();
        let place = Some(Place::File(path.to_owned()));
        diagnostics.push(Diagnostic { place, ..first.clone().and_others(more) });
    }
    diagnostics
}

/// A list of clauses that was read.
#[derive(Debug)]
pub struct Clauses {
    /// The text that diagnostics point into.
    pub sources: Sources,
    /// The list; `None` when there are findings.
    pub list: Option<ClauseList>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a list of the clauses of a document.
///
/// # Errors
/// H0901 when the file cannot be read or is not UTF-8.
pub fn clauses(host: &dyn Host, path: &str) -> Result<Clauses, Diagnostic> {
    let text = read_text(host, path, Code::H0901)?;
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let text = &sources.source(id).text;
    Ok(match document::read(id, text) {
        Ok(list) => Clauses { sources, list: Some(list), diagnostics: Vec::new() },
        Err(diagnostics) => Clauses { sources, list: None, diagnostics },
    })
}

/// What can be proved of a rule set without data; counter-examples are confirmed by the exact engine. With
/// `everything`, also what nobody has claimed: which way marks go without a declared direction.
///
/// Scoring does not depend on it: data for which a mark does leave its bounds are refused when they come.
#[must_use]
pub fn proofs(program: &Program, everything: bool) -> Proofs {
    let mut proofs = proof::prove(program, everything);
    let mut calendar: Option<Calendar> = None;
    proofs.confirm(program, |trial| {
        let calendar = calendar.get_or_insert_with(|| Calendar::china().or_broken("the built-in calendar can be read"));
        let tables = data::from_facts(&program.rules.schema, &trial.facts).ok()?;
        let evaluator = Evaluator::new(program, &tables, calendar);
        for assumption in &trial.assumptions {
            for (row, value) in assumption.values.iter().enumerate() {
                evaluator.assume(assumption.figure, row, value.into());
            }
        }
        let subjects = tables.subjects().rows;
        let mark = |row| evaluator.figure(FigureId::Mark(trial.indicator), row).as_number().cloned();
        (0..subjects).map(mark).collect()
    });
    proofs.findings = told_once_for_items(std::mem::take(&mut proofs.findings));
    proofs.findings = typed(proofs.findings, program.rules.schema.language);
    proofs
}

/// The text of a rule file.
///
/// # Errors
/// H0901 when the file cannot be read or is not UTF-8.
pub fn rule_text(host: &dyn Host, path: &str) -> Result<String, Diagnostic> {
    read_text(host, path, Code::H0901)
}

/// The built-in calendar, extended by a file when one is given.
///
/// # Errors
/// H0602 when a calendar cannot be read or contradicts itself.
pub fn calendar(host: &dyn Host, path: Option<&str>) -> Result<Calendar, Diagnostic> {
    let built_in =
        Calendar::china().map_err(|error| Diagnostic::file(Code::H0602, "cn_workdays", calendar_words(&error)))?;
    let Some(path) = path else { return Ok(built_in) };
    let text = read_text(host, path, Code::H0602)?;
    built_in.extended(&text).map_err(|error| Diagnostic::file(Code::H0602, path, calendar_words(&error)))
}

/// The calendar of some files: that of the first, extended by the others.
///
/// # Errors
/// As [`calendar`].
pub fn calendar_of(host: &dyn Host, paths: &[String]) -> Result<Calendar, Diagnostic> {
    let mut calendar: Option<Calendar> = None;
    for path in paths {
        let text = read_text(host, path, Code::H0602)?;
        let next = match &calendar {
            None => Calendar::of(&text),
            Some(calendar) => calendar.extended(&text),
        };
        calendar = Some(next.map_err(|error| Diagnostic::file(Code::H0602, path.as_str(), calendar_words(&error)))?);
    }
    calendar.map_or_else(|| self::calendar(host, None), Ok)
}

fn calendar_words(error: &CalendarError) -> Words {
    let english = error.in_english();
    words!("{error}", "{english}")
}

/// A way to score: [`score`] or [`score_knowing`].
pub type Way<S> = fn(&Program, &Tables, &Calendar, EngineKind, &Progress) -> Result<S, Vec<Diagnostic>>;

/// Scores all subjects.
///
/// # Errors
/// Faults that show only while scoring.
pub fn score(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    engine: EngineKind,
    progress: &Progress,
) -> Result<Scores, Vec<Diagnostic>> {
    let scores = engine::score(program, tables, calendar, engine, progress);
    scores.map_err(|found| typed(found, program.rules.schema.language))
}

/// The integer program over the data at hand; `None` where the exact engine works everything out.
#[must_use]
pub fn listing(program: &Program, tables: &Tables, calendar: &Calendar) -> Option<Listing> {
    engine::columnar::listing(program, tables, calendar)
}

/// As [`score`], with what is known of the members of cohorts: for explanations.
///
/// # Errors
/// As [`score`].
pub fn score_knowing(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    engine: EngineKind,
    progress: &Progress,
) -> Result<(Scores, Members), Vec<Diagnostic>> {
    let scores = engine::score_knowing(program, tables, calendar, engine, progress);
    scores.map_err(|found| typed(found, program.rules.schema.language))
}

/// Which ways of a rule set its 示例 reach. One whose facts have errors reaches nothing.
#[must_use]
pub fn coverage(sources: &Sources, program: &Program, calendar: &Calendar) -> Coverage {
    let mut coverage = Coverage::of(program, sources);
    for example in &program.rules.examples {
        let Ok(tables) = data::from_example(&program.rules.schema, &example.facts, sources) else { continue };
        let evaluator = Evaluator::new(program, &tables, calendar);
        let recording = Evaluator::recording(program, &tables, calendar);
        for assumption in &example.assumptions {
            for (row, value) in assumption.values.iter().enumerate() {
                evaluator.assume(assumption.figure, row, value.into());
                recording.assume(assumption.figure, row, value.into());
            }
        }
        if let Ok(scores) = engine::score_assumed(program, &evaluator) {
            coverage.add(program, &recording, &scores, example);
        }
    }
    coverage
}
