//! What 示例 reach, for people and for programs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::{mutants, sorted};
use crate::finding::{Language, Sources, Span, Words};
use crate::result::WayKind;
use crate::review::{Coverage, CoveredWay, Mutants};
use crate::words::{way_kind, way_of, way_text};

/// One line for each way that no 示例 reaches, and a line that counts.
#[must_use]
pub fn text(path: &str, sources: &Sources, coverage: &Coverage, language: Language) -> String {
    let mut text = String::new();
    let unreached: Vec<&CoveredWay> = coverage.ways.iter().filter(|way| !way.reached).collect();
    if !unreached.is_empty() {
        let _ = match language {
            Language::Zh => writeln!(text, "没有示例到达的分支："),
            Language::En => writeln!(text, "branches that no example reaches:"),
        };
    }
    let mut told: BTreeSet<(Span, String)> = BTreeSet::new();
    for way in &unreached {
        let (file, line) = place(sources, way);
        let said = way_text(&way.text, language);
        let mut item = if way.is_common {
            if !told.insert((way.span, said.clone())) {
                continue;
            }
            of_items(coverage, way, language)
        } else {
            way_of(&way.of, language)
        };
        if !item.is_empty() {
            item.insert_str(0, "  ");
        }
        let _ = writeln!(text, "  {file}:{line}{item}  {said}");
    }
    let (reached, all) = coverage.count(None);
    let kinds: Vec<String> = WayKind::ALL
        .into_iter()
        .filter_map(|kind| match coverage.count(Some(kind)) {
            (_, 0) => None,
            (reached, all) => Some(format!("{} {reached}/{all}", way_kind(kind, language))),
        })
        .collect();
    let _ = match language {
        Language::Zh => writeln!(text, "{path}：分支 {reached}/{all}（{}）", kinds.join("、")),
        Language::En => writeln!(text, "{path}: branches {reached}/{all} ({})", kinds.join(", ")),
    };
    text
}

/// So many items are named.
const NAMED: usize = 6;

/// Which of the items that have a way do not reach it.
fn of_items(coverage: &Coverage, way: &CoveredWay, language: Language) -> String {
    let said = way_text(&way.text, language);
    let alike = coverage
        .ways
        .iter()
        .filter(|other| other.is_common && other.span == way.span && way_text(&other.text, language) == said);
    let alike: Vec<&CoveredWay> = alike.collect();
    let codes: Vec<String> =
        alike.iter().filter(|other| !other.reached).map(|other| way_of(&other.of, language)).collect();
    let (all, open) = (alike.len(), codes.len());
    let listed = Words::first_of(&codes, NAMED);
    match language {
        Language::Zh => format!("{all} 项中 {open} 项没有到达（{}）", listed.zh),
        Language::En => format!("{open} of {all} do not reach it ({})", listed.en),
    }
}

fn place(sources: &Sources, way: &CoveredWay) -> (String, usize) {
    let span = sources.origin(way.span);
    let file = sources.source(span.source).path.clone();
    (file, sources.line_column(span.source, span.start).0)
}

/// The 示例 of rule files, with what they reach, as one document.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(title = "heng test --format json")]
pub struct Json(Vec<RuleFile>);

/// A rule file.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleFile {
    /// The file as it was named.
    file: String,
    /// Its 示例, in order.
    examples: Vec<Example>,
    /// How many ways the expectations of 示例 rest on.
    reached: usize,
    /// How many ways there are.
    ways: usize,
    /// The ways, in order.
    each: Vec<Way>,
    /// With --mutants: what 示例 notice of changes to the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    mutants: Option<mutants::Json>,
}

/// A 示例.
#[derive(Debug, Serialize, JsonSchema)]
struct Example {
    /// Its title.
    title: String,
    /// Whether all that it expects comes out.
    holds: bool,
}

/// A way: a branch, a band, a part of 累计, a bound that cuts, a verdict, a grade and the like.
#[derive(Debug, Serialize, JsonSchema)]
struct Way {
    /// What kind of way it is, in words.
    kind: &'static str,
    /// The item to which it belongs; empty where it is an item itself.
    item: String,
    /// What the rule says.
    text: String,
    /// The file in which it stands.
    file: String,
    /// Its line, from 1.
    line: usize,
    /// Whether the expectation of a 示例 rests on it.
    reached: bool,
}

impl Json {
    /// Adds a file: each 示例 with whether it holds, every way, and what is noticed of changes where that was asked.
    pub fn add(
        &mut self,
        path: &str,
        sources: &Sources,
        examples: &[(String, bool)],
        (coverage, mutants): (&Coverage, Option<&Mutants>),
        language: Language,
    ) {
        let (reached, all) = coverage.count(None);
        let ways = coverage.ways.iter().map(|way| {
            let (file, line) = place(sources, way);
            Way {
                kind: way_kind(way.kind, language),
                item: way_of(&way.of, language),
                text: way_text(&way.text, language),
                file,
                line,
                reached: way.reached,
            }
        });
        self.0.push(RuleFile {
            file: path.to_owned(),
            examples: examples.iter().map(|(title, holds)| Example { title: title.clone(), holds: *holds }).collect(),
            reached,
            ways: all,
            each: ways.collect(),
            mutants: mutants.map(|mutants| mutants::Json::of(sources, mutants)),
        });
    }

    /// The document.
    #[must_use]
    pub fn text(&self) -> String {
        sorted::text(self)
    }
}
