//! What 示例 do not notice, for people and for programs.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::core::EditKind;
use crate::finding::{Language, Sources, Words};
use crate::review::{Mutants, Remedy, Unnoticed};
use crate::words;

/// The changes that no 示例 notices, each with a 示例 that would, and a line that counts.
#[must_use]
pub fn text(path: &str, sources: &Sources, mutants: &Mutants, language: Language) -> String {
    let mut text = String::new();
    if !mutants.unnoticed.is_empty() {
        let _ = match language {
            Language::Zh => writeln!(text, "改了也没有示例看出来的："),
            Language::En => writeln!(text, "changes that no example notices:"),
        };
    }
    for one in &mutants.unnoticed {
        let (file, line) = place(sources, one);
        let said = change(one).in_language(language).to_owned();
        let _ = writeln!(text, "  {file}:{line}  {said}");
        match &one.remedy {
            Remedy::Example(example) => {
                for line in example.lines() {
                    let _ = writeln!(text, "    {line}");
                }
            }
            Remedy::Equivalent => {
                let told = words!("    什么数据也分不出", "    no data tell the two apart");
                let _ = writeln!(text, "{}", told.in_language(language));
            }
            Remedy::NotFound => {
                let told = words!("    没有找到能分辨的示例", "    no example was found that tells the two apart");
                let _ = writeln!(text, "{}", told.in_language(language));
            }
        }
    }
    let Mutants { all, refused, noticed, steps, .. } = mutants;
    let left = mutants.unnoticed.len();
    let _ = match language {
        Language::Zh => writeln!(
            text,
            "{path}：改动 {all} 处，检查不通过 {refused}，示例看出 {noticed}，没有看出 {left}（试算 {steps} 次）"
        ),
        Language::En => writeln!(
            text,
            "{path}: {all} changes, {refused} refused by the check, {noticed} noticed by examples, {left} not noticed ({steps} trials)"
        ),
    };
    text
}

fn place(sources: &Sources, one: &Unnoticed) -> (String, usize) {
    let span = sources.origin(one.span);
    (sources.source(span.source).path.clone(), sources.line_column(span.source, span.start).0)
}

fn change(one: &Unnoticed) -> Words {
    let (written, changed) = (&one.written, &one.changed);
    if changed.is_empty() {
        return words!("删去「{written}」", "without `{written}`");
    }
    words!("「{written}」改为「{changed}」", "`{written}` made `{changed}`")
}

/// What 示例 notice of changes to a rule set.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Json {
    /// How many changes there are, each made alone.
    changes: usize,
    /// How many of these the check refuses.
    refused: usize,
    /// How many a 示例 notices.
    noticed: usize,
    /// How often a rule set was asked for figures of facts.
    steps: usize,
    /// The changes that no 示例 notices, in the order of the text.
    unnoticed: Vec<One>,
}

/// A change that no 示例 notices.
#[derive(Debug, Serialize, JsonSchema)]
struct One {
    /// What kind of change it is: `number`, `inclusion`, `rounding`, `logic` or `branch`.
    kind: &'static str,
    /// The file in which it stands.
    file: String,
    /// Its line, from 1.
    line: usize,
    /// What stands there.
    written: String,
    /// What would stand there; empty where it is gone.
    changed: String,
    /// Whether a 示例 was found that notices it (`example`), no data can tell the two apart (`equivalent`), or neither
    /// (`not_found`).
    outcome: &'static str,
    /// A 示例 that notices it, ready to be put behind the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
}

impl Json {
    pub(super) fn of(sources: &Sources, mutants: &Mutants) -> Self {
        let one = |one: &Unnoticed| {
            let (file, line) = place(sources, one);
            let (outcome, example) = match &one.remedy {
                Remedy::Example(example) => ("example", Some(example.clone())),
                Remedy::Equivalent => ("equivalent", None),
                Remedy::NotFound => ("not_found", None),
            };
            let kind = match one.kind {
                EditKind::Number => "number",
                EditKind::Inclusion => "inclusion",
                EditKind::Rounding => "rounding",
                EditKind::Logic => "logic",
                EditKind::Branch => "branch",
            };
            let (written, changed) = (one.written.clone(), one.changed.clone());
            One { kind, file, line, written, changed, outcome, example }
        };
        Self {
            changes: mutants.all,
            refused: mutants.refused,
            noticed: mutants.noticed,
            steps: mutants.steps,
            unnoticed: mutants.unnoticed.iter().map(one).collect(),
        }
    }
}
