//! Pages run through the product.

use std::collections::BTreeSet;
use std::sync::Arc;

use heng::engine::EngineKind;
use heng::finding::{Diagnostic, Language, Severity};
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::Calendar;
use heng::program::Program;
use heng::review::Explainer;
use heng::shown::Shown;
use heng::words::{Wording, told};
use heng::{report, session};

use crate::json_schema::Schema;
use crate::page::Page;

const RULES: &str = "rules.heng";
const DATA: &str = "data";

fn host(page: &Page) -> Memory {
    let host = Memory::default();
    host.put(RULES, page.rules.as_bytes());
    for (file, text) in &page.inherited {
        host.put(file.clone(), text.as_bytes());
    }
    for (file, text) in &page.tables {
        host.put(format!("{DATA}/{file}"), text.as_bytes());
    }
    host
}

fn shown(findings: &[Diagnostic]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let help = finding.help.as_ref().map(|help| format!("（{}）", help.zh)).unwrap_or_default();
            format!("{} {}{help}", finding.code, finding.message.zh)
        })
        .collect();
    lines.join("\n    ")
}

fn program(host: &Memory) -> Result<Arc<Program>, Vec<Diagnostic>> {
    let rules = session::rules(host, RULES).map_err(|finding| vec![finding])?;
    match rules.program {
        Some(program) if rules.diagnostics.is_empty() => Ok(program),
        _ => Err(rules.diagnostics),
    }
}

/// The results as CSV.
fn scored(host: &Memory, engine: EngineKind) -> Result<String, Vec<Diagnostic>> {
    let program = program(host)?;
    let tables = session::tables(host, &program, DATA, &Progress::new())?;
    let calendar = Calendar::china().unwrap();
    let scores = session::score(&program, &tables, &calendar, engine, &Progress::new())?;
    let mut csv = Vec::new();
    report::csv(&program.rules, &scores, Language::Zh, &Shown::all(&program.rules), &mut csv).unwrap();
    Ok(String::from_utf8(csv).unwrap())
}

struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn of(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        Self { header, rows }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|known| known == name)
    }
}

/// Every cell of the expectations that does not hold.
pub(crate) fn expected(page: &Page, engine: EngineKind) -> Vec<String> {
    let found = match scored(&host(page), engine) {
        Ok(text) => Grid::of(&text),
        Err(findings) => return vec![format!("not scored\n    {}", shown(&findings))],
    };
    let mut failures = Vec::new();
    for text in &page.expected {
        let wanted = Grid::of(text);
        let columns: Vec<Option<usize>> = wanted.header.iter().map(|name| found.column(name)).collect();
        if columns.first() != Some(&Some(0)) {
            failures.push(format!("the first column expected is the key `{}`", found.header[0]));
            continue;
        }
        for (name, column) in wanted.header.iter().zip(&columns) {
            if column.is_none() {
                failures.push(format!("the results have no column `{name}`, only {:?}", found.header));
            }
        }
        let mut seen = BTreeSet::new();
        for row in &wanted.rows {
            let key = &row[0];
            seen.insert(key.clone());
            let Some(result) = found.rows.iter().find(|result| result[0] == *key) else {
                failures.push(format!("the results have no subject `{key}`"));
                continue;
            };
            for ((name, column), wanted) in wanted.header.iter().zip(&columns).zip(row) {
                let Some(column) = *column else { continue };
                // Such a cell is empty, and 说明 says why.
                let remarks = found.column("说明").map_or("", |column| &result[column]);
                let lapses = wanted == "不适用" && result[column].is_empty();
                let holds =
                    result[column] == *wanted || (lapses && (remarks.contains("适用") || remarks.contains("参评")));
                if !holds {
                    failures.push(format!("{key} {name}: expected `{wanted}`, got `{}`", result[column]));
                }
            }
        }
        for result in &found.rows {
            if !seen.contains(&result[0]) {
                failures.push(format!("nothing is expected of subject `{}`", result[0]));
            }
        }
    }
    failures
}

/// What of the scores and of every explanation the shipped schemas do not allow.
pub(crate) fn json_against_schemas(page: &Page) -> Vec<String> {
    let (host, calendar) = (host(page), Calendar::china().unwrap());
    let rules = session::rules(&host, RULES).unwrap();
    let program = rules.program.as_ref().unwrap();
    let tables = session::tables(&host, program, DATA, &Progress::new()).unwrap();
    let scores = session::score(program, &tables, &calendar, EngineKind::Columnar, &Progress::new()).unwrap();
    let wording = Wording { model: &program.rules, subjects: &scores.subjects, language: Language::En };
    let explainer = Explainer::new(program, &tables, &calendar, &rules.sources, &scores);
    let explanations = explainer
        .explain_all()
        .map(|explanation| ("explain", report::explanation_json(&told(&explanation, wording), &explanation)));
    let of_all = ("score", report::scores_json(&program.rules, &scores, Language::En, &Shown::all(&program.rules)));
    let refused = |(command, text): (&str, String)| {
        let document = serde_json::from_str(&text).unwrap();
        Schema::of(command).refuses(&document).map(|fault| format!("{command}: {fault}"))
    };
    explanations.chain([of_all]).filter_map(refused).collect()
}

/// Wrong variants that raise another code, more codes, or none.
pub(crate) fn wrong_variants(page: &Page) -> Vec<String> {
    let mut failures = Vec::new();
    for wrong in &page.wrong {
        let host = host(page);
        let (path, text) = match &wrong.file {
            None => (RULES.to_owned(), Some(&page.rules)),
            Some(file) => {
                let of = |files: &[(String, String)]| files.iter().position(|(name, _)| name == file);
                match (of(&page.inherited), of(&page.tables)) {
                    (Some(at), _) => (file.clone(), Some(&page.inherited[at].1)),
                    (None, at) => (format!("{DATA}/{file}"), at.map(|at| &page.tables[at].1)),
                }
            }
        };
        let Some(text) = text else {
            failures.push(format!("wrong {}: there is no table {path}", wrong.code));
            continue;
        };
        match wrong.applied(text) {
            Ok(text) => host.put(path, text),
            Err(reason) => {
                failures.push(format!("wrong {}: {reason}", wrong.code));
                continue;
            }
        }
        let findings = scored(&host, EngineKind::Exact).err().unwrap_or_default();
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let codes: BTreeSet<&str> = errors.map(|finding| finding.code.name()).collect();
        if codes != BTreeSet::from([wrong.code.as_str()]) {
            failures.push(format!("wrong {}: raised {codes:?}\n    {}", wrong.code, shown(&findings)));
        }
    }
    failures
}

/// 示例 of the rule sets that do not hold.
pub(crate) fn examples(page: &Page) -> Vec<String> {
    let Ok(rules) = session::rules(&host(page), RULES) else { return Vec::new() };
    let Some(program) = &rules.program else { return Vec::new() };
    let calendar = Calendar::china().unwrap();
    let findings = program
        .rules
        .examples
        .iter()
        .flat_map(|example| session::run_example(&rules.sources, program, example, &calendar));
    findings.map(|finding| shown(&[finding])).collect()
}
