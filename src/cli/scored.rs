//! Rules and data read, checked and scored.

use std::sync::Arc;

use super::input::{Engine, Input};
use super::output::{Output, Status};
use super::place::{self, Place};
use heng::data::{Table, Tables};
use heng::engine::Members;
use heng::finding::{Diagnostic, Language, Sources, Words};
use heng::host::Host;
use heng::number::Calendar;
use heng::program::Program;
use heng::result::Scores;
use heng::session::{Rules, Way};
use heng::{session, words};

/// What a command that scores works with.
pub(super) struct Scored<S> {
    pub(super) place: Place,
    pub(super) rules: Rules,
    pub(super) program: Arc<Program>,
    pub(super) tables: Tables,
    pub(super) calendar: Calendar,
    pub(super) scores: S,
}

impl<S> Scored<S> {
    /// Whether a file is one of those that the result was made of.
    pub(super) fn is_of(&self, input: &Input, host: &dyn Host, path: &str) -> bool {
        std::iter::once(input.rules.clone()).chain(self.files()).any(|file| host.is_same(&file, path))
    }

    /// The files that the result was made of.
    fn files(&self) -> impl Iterator<Item = String> + '_ {
        let place = &self.place;
        let rules = self.rules.sources.iter().map(|source| source.path.clone());
        let tables = self.tables.0.iter().flat_map(Table::files).map(|file| format!("{}/{file}", place.data));
        let databases = self.program.rules.schema.tables.iter().filter_map(|table| {
            let named = table.in_database.as_ref()?.place.as_str();
            Some(format!("{}/{}", place.data, named.strip_prefix("sqlite:").unwrap_or(named)))
        });
        let beside = heng::data::CORRECTIONS.map(|file| format!("{}/{file}", place.data));
        let others = place.calendar.iter().chain(&place.corrections).cloned();
        std::iter::once(place.rules.clone()).chain(rules).chain(tables).chain(databases).chain(others).chain(beside)
    }
}

/// Why a file is not written.
pub(super) fn made_of(option: &str, path: &str) -> Words {
    words!(
        "{option} 写的是 {path}，这一次的结果就是由它算出的；请换一个文件名",
        "{option} names {path}, which this result was made of; choose another name"
    )
}

/// Reads, checks and scores; prints the findings and gives the status when it cannot. A packet may stand in the place of
/// the rules: it has all that is read, or nothing is.
pub(super) fn scored<S>(input: &Input, host: &dyn Host, output: &Output, score: Way<S>) -> Result<Scored<S>, Status> {
    let opened = place::opened(&input.rules, host, output)?;
    let place = Place::of(input, opened.as_ref(), output)?;
    let mounted = opened.as_ref().map(|opened| opened.mounted(host, input.data.as_deref()));
    let from: &dyn Host = mounted.as_ref().map_or(host, |mounted| mounted);
    scored_at(place, (from, from), input.engine, output, score)
}

/// The same at a place, with what is known of the members of cohorts.
pub(super) fn scored_knowing(
    place: Place,
    hosts: (&dyn Host, &dyn Host),
    engine: Engine,
    output: &Output,
) -> Result<(Scored<Scores>, Members), Status> {
    let Scored { place, rules, program, tables, calendar, scores: (scores, members) } =
        scored_at(place, hosts, engine, output, session::score_knowing)?;
    Ok((Scored { place, rules, program, tables, calendar, scores }, members))
}

/// The same at a place; tables are read by a host of their own.
pub(super) fn scored_at<S>(
    place: Place,
    (host, tables): (&dyn Host, &dyn Host),
    engine: Engine,
    output: &Output,
    score: Way<S>,
) -> Result<Scored<S>, Status> {
    let rules = match session::rules(host, &place.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Err(Status::Usage);
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = rules.program.clone() else { return Err(Status::Findings) };
    let calendar = place.calendar(host).map_err(|diagnostic| {
        output.diagnostics(&rules.sources, &[diagnostic], rules.language);
        Status::Findings
    })?;
    let refuse = |findings: Vec<Diagnostic>| {
        output.diagnostics(&rules.sources, &findings, rules.language);
        Status::Findings
    };
    let tables = session::tables_as(tables, &program, &place.reading(), output.progress()).map_err(refuse)?;
    output.diagnostics(&rules.sources, &session::doubts(&program, &tables), rules.language);
    let scores = score(&program, &tables, &calendar, engine.kind(), output.progress()).map_err(refuse)?;
    Ok(Scored { place, rules, program, tables, calendar, scores })
}
