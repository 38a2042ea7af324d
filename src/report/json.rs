//! Results as JSON. Marks are strings, so that no reader makes binary floats of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::sorted;
use crate::cancel::looking;
use crate::core::Schema;
use crate::finding::Language;
use crate::invariant::entry;
use crate::result::{Decision, Explanation, Mark, Marks, Note, Scores, Version};
use crate::rules::RuleSet;
use crate::words;
use crate::words::{Told, Wording};

/// What every subject got. Beside each sentence stands what it says as data.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng score --format json")]
pub(super) struct ScoresDocument<'r> {
    /// The format of the result.
    version: Version,
    /// Title of the rule set.
    rule_set: &'r str,
    /// Marked 示例: not official.
    is_example: bool,
    /// 周期
    cycle: Cycle,
    /// What the items are called to which reasons and decisions point by their place.
    items: Items<'r>,
    /// The subjects, in the order of their table.
    subjects: Vec<Scored<'r>>,
}

/// The days to which a rule set applies.
#[derive(Serialize, JsonSchema)]
struct Cycle {
    /// The first, such as 2023-01-01.
    from: String,
    /// The last.
    to: String,
}

/// Names and codes of items, each in the order of the rule file. Their places are counted from 0.
#[derive(Serialize, JsonSchema)]
struct Items<'r> {
    /// Names of the tables.
    tables: Vec<&'r str>,
    /// Codes of the indicators.
    indicators: Vec<&'r str>,
    /// Codes of the 方面.
    heads: Vec<&'r str>,
    /// Names of the 否决.
    vetoes: Vec<&'r str>,
    /// Names of the 限制.
    restrictions: Vec<&'r str>,
    /// Names of the 降等.
    demotions: Vec<&'r str>,
    /// The grades, from the best down.
    grades: Vec<&'r str>,
}

/// A mark with its decimals, or the word for what does not apply; null when it is withheld because something that it
/// needs is missing.
#[derive(Serialize, JsonSchema)]
struct PrintedMark(Option<String>);

/// What a subject got.
#[derive(Serialize, JsonSchema)]
struct Scored<'r> {
    /// Its key.
    key: String,
    /// The parts of its key by the columns that they stand in; absent of a key that is one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<BTreeMap<&'r str, String>>,
    /// What it is called, where a column is declared for that.
    name: Option<&'r str>,
    /// Marks of the indicators by their codes.
    indicators: BTreeMap<&'r str, PrintedMark>,
    /// Marks of the 方面 by their codes.
    heads: BTreeMap<&'r str, PrintedMark>,
    /// 基础分
    base: PrintedMark,
    /// 加分
    bonus: PrintedMark,
    /// 扣分
    deduction: PrintedMark,
    /// 总分
    total: PrintedMark,
    /// 名次: from the greatest 总分 down; null without a total.
    rank: Option<usize>,
    /// 等次, or the label of an outcome outside the grades; null when withheld or not graded.
    grade: Option<&'r str>,
    /// What decided the grade.
    decision: &'r Decision,
    /// 说明, in sentences.
    notes: Vec<String>,
    /// The same as data.
    reasons: &'r [Note],
    /// Verdicts of the conditions by their names, in words.
    conditions: BTreeMap<&'r str, &'static str>,
}

/// All scores.
#[must_use]
pub fn scores(model: &RuleSet, scores: &Scores, language: Language) -> String {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let (from, to) = model.cycle;
    sorted::text(&ScoresDocument {
        version: Version,
        rule_set: &model.title,
        is_example: model.is_example,
        cycle: Cycle { from: from.to_string(), to: to.to_string() },
        items: items(model),
        subjects: looking(0..scores.subjects.len()).map(|row| subject(wording, scores, row)).collect(),
    })
}

fn subject<'r>(wording: Wording<'r>, scores: &'r Scores, row: usize) -> Scored<'r> {
    let model = wording.model;
    let mark = |marks: &Marks| match marks.get(row) {
        Some(Mark::Withheld) | None => PrintedMark(None),
        Some(mark) => PrintedMark(Some(wording.mark(mark))),
    };
    let heads = model.heads.iter().zip(&scores.heads);
    let indicators = model.indicators.iter().zip(&scores.indicators);
    let conditions = model.conditions.iter().zip(&scores.conditions);
    let key = model.subject_key();
    let names = key.iter().filter_map(|field| model.schema.field(Schema::SUBJECTS, *field));
    let notes = scores.notes.of(row);
    Scored {
        key: scores.subjects.key(row).into_owned(),
        keys: (key.len() > 1).then(|| {
            let parts = scores.subjects.key_parts(row, key.len());
            names.map(|field| field.name.as_str()).zip(parts).collect()
        }),
        name: scores.subjects.name(row),
        indicators: indicators.map(|(indicator, marks)| (indicator.code.as_str(), mark(marks))).collect(),
        heads: heads.map(|(head, marks)| (head.code.as_str(), mark(marks))).collect(),
        base: mark(&scores.base),
        bonus: mark(&scores.bonus),
        deduction: mark(&scores.deduction),
        total: mark(&scores.total),
        rank: *entry(&scores.rank, row),
        grade: scores.grade.of(row).as_deref(),
        decision: scores.decisions.of(row),
        notes: wording.notes(notes),
        reasons: notes,
        conditions: conditions
            .map(|(condition, verdicts)| {
                (condition.name.as_str(), words::verdict(*entry(verdicts, row), wording.language))
            })
            .collect(),
    }
}

fn items(model: &RuleSet) -> Items<'_> {
    let grades = model.grades.iter().flat_map(|grades| &grades.grades);
    Items {
        tables: model.schema.tables.iter().map(|table| table.name.as_str()).collect(),
        indicators: model.indicators.iter().map(|indicator| indicator.code.as_str()).collect(),
        heads: model.heads.iter().map(|head| head.code.as_str()).collect(),
        vetoes: model.vetoes.iter().map(|veto| veto.name.as_str()).collect(),
        restrictions: model.restrictions.iter().map(|restriction| restriction.name.as_str()).collect(),
        demotions: model.demotions.iter().map(|demotion| demotion.name.as_str()).collect(),
        grades: grades.map(|grade| grade.name.as_str()).collect(),
    }
}

/// How a subject came to its result: in words, and as data from which each number can be worked out again.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng explain --format json")]
pub(super) struct ExplanationDocument<'e> {
    #[serde(flatten)]
    told: &'e Told,
    /// What it says as data, whole.
    data: &'e Explanation,
}

/// One explanation.
#[must_use]
pub fn explanation(told: &Told, explanation: &Explanation) -> String {
    sorted::text(&ExplanationDocument { told, data: explanation })
}
