//! Results as JSON. Marks are strings, so that no reader makes binary floats of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{sorted, summary};
use crate::cancel::looking;
use crate::core::{Schema, Type};
use crate::finding::Language;
use crate::invariant::entry;
use crate::result::{Decision, Explanation, Mark, Marks, Note, OutputValue, Scores, Version};
use crate::rules::{ResultColumn, RuleSet};
use crate::shown::{Column, Shown, Summary};
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
    /// The subjects, in the order of their table unless another is asked for; absent with `--summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<Vec<Scored<'r>>>,
    /// What the numbers of each column come to together; there only with `--summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Vec<summary::Row<'r>>>,
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
    /// The columns of 列出.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outputs: Vec<OutputItem<'r>>,
}

/// A column of 列出.
#[derive(Serialize, JsonSchema)]
struct OutputItem<'r> {
    /// What it is called.
    title: &'r str,
    /// The unit of its numbers; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'r str>,
}

/// A mark with its decimals, or the word for what does not apply; null when it is withheld because something that it
/// needs is missing.
#[derive(Serialize, JsonSchema)]
struct PrintedMark(Option<String>);

/// A value that 列出 puts out: a number as text, with its places or exact, a truth or a text; null without one.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum PrintedOutput {
    Truth(bool),
    Text(String),
    Missing,
}

/// What a subject got. Where columns are asked for by name, the others are absent.
#[derive(Serialize, JsonSchema)]
struct Scored<'r> {
    /// Its key.
    key: String,
    /// The parts of its key by the columns that they stand in; absent of a key that is one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<BTreeMap<&'r str, String>>,
    /// What it is called, where a column is declared for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(clippy::option_option, reason = "outer: whether it is shown; inner: null")]
    name: Option<Option<&'r str>>,
    /// Marks of the indicators by their codes.
    indicators: BTreeMap<&'r str, PrintedMark>,
    /// Marks of the 方面 by their codes.
    heads: BTreeMap<&'r str, PrintedMark>,
    /// 基础分
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<PrintedMark>,
    /// 加分
    #[serde(skip_serializing_if = "Option::is_none")]
    bonus: Option<PrintedMark>,
    /// 扣分
    #[serde(skip_serializing_if = "Option::is_none")]
    deduction: Option<PrintedMark>,
    /// 总分
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<PrintedMark>,
    /// 名次: from the greatest 总分 down; null without a total.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(clippy::option_option, reason = "outer: whether it is shown; inner: null")]
    rank: Option<Option<usize>>,
    /// 等次, or the label of an outcome outside the grades; null when withheld or not graded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[allow(clippy::option_option, reason = "outer: whether it is shown; inner: null")]
    grade: Option<Option<&'r str>>,
    /// What decided the grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'r Decision>,
    /// 说明, in sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<String>>,
    /// The same as data.
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<&'r [Note]>,
    /// Verdicts of the conditions by their names, in words.
    conditions: BTreeMap<&'r str, &'static str>,
    /// What 列出 puts out, by titles.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    outputs: BTreeMap<&'r str, PrintedOutput>,
}

/// All scores.
#[must_use]
pub fn scores(model: &RuleSet, scores: &Scores, language: Language, shown: &Shown) -> String {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let subjects = looking(0..shown.len(scores)).map(|place| subject(wording, scores, shown, shown.row(place)));
    sorted::text(&ScoresDocument { subjects: Some(subjects.collect()), ..document(model) })
}

/// What the numbers of each column come to together.
#[must_use]
pub fn summary(model: &RuleSet, summaries: &[Summary], language: Language) -> String {
    let rows = summary::rows(model, summaries, language);
    sorted::text(&ScoresDocument { summary: Some(rows), ..document(model) })
}

fn document(model: &RuleSet) -> ScoresDocument<'_> {
    let (from, to) = model.cycle;
    ScoresDocument {
        version: Version,
        rule_set: &model.title,
        is_example: model.is_example,
        cycle: Cycle { from: from.to_string(), to: to.to_string() },
        items: items(model),
        subjects: None,
        summary: None,
    }
}

fn subject<'r>(wording: Wording<'r>, scores: &'r Scores, shown: &Shown, row: usize) -> Scored<'r> {
    let model = wording.model;
    let mark = |marks: &Marks| match marks.get(row) {
        Some(Mark::Withheld) | None => PrintedMark(None),
        Some(mark) => PrintedMark(Some(wording.mark(mark))),
    };
    let has = |column: ResultColumn| shown.has(Column::Standing(column));
    let sum = |column: ResultColumn, marks: &Marks| has(column).then(|| mark(marks));
    let indicators = model.each_indicator().zip(&scores.indicators);
    let indicators = indicators.filter(|((id, _), _)| shown.has(Column::Indicator(*id)));
    let heads = model.each_head().zip(&scores.heads).filter(|((id, _), _)| shown.has(Column::Head(*id)));
    let conditions = model.each_condition().zip(&scores.conditions);
    let conditions = conditions.filter(|((id, _), _)| shown.has(Column::Condition(*id)));
    let outputs = model.each_output().zip(&scores.outputs);
    let outputs = outputs.filter(|((id, _), _)| shown.has(Column::Output(*id)));
    let key = model.subject_key();
    let names = key.iter().filter_map(|field| model.schema.field(Schema::SUBJECTS, *field));
    let notes = scores.notes.of(row);
    let grade = has(ResultColumn::Grade);
    let says = has(ResultColumn::Notes);
    Scored {
        key: scores.subjects.key(row).into_owned(),
        keys: (key.len() > 1).then(|| {
            let parts = scores.subjects.key_parts(row, key.len());
            names.map(|field| field.name.as_str()).zip(parts).collect()
        }),
        name: (!shown.is_chosen() || shown.has(Column::Name)).then(|| scores.subjects.name(row)),
        indicators: indicators.map(|((_, indicator), marks)| (indicator.code.as_str(), mark(marks))).collect(),
        heads: heads.map(|((_, head), marks)| (head.code.as_str(), mark(marks))).collect(),
        base: sum(ResultColumn::Base, &scores.base),
        bonus: sum(ResultColumn::Bonus, &scores.bonus),
        deduction: sum(ResultColumn::Deduction, &scores.deduction),
        total: sum(ResultColumn::Total, &scores.total),
        rank: has(ResultColumn::Rank).then(|| *entry(&scores.rank, row)),
        grade: grade.then(|| scores.grade.of(row).as_deref()),
        decision: grade.then(|| scores.decisions.of(row)),
        notes: says.then(|| wording.notes(notes)),
        reasons: says.then_some(notes),
        conditions: conditions
            .map(|((_, condition), verdicts)| {
                (condition.name.as_str(), words::verdict(*entry(verdicts, row), wording.language))
            })
            .collect(),
        outputs: outputs
            .map(|((_, output), column)| (output.title.as_str(), printed(column.get(row).as_ref())))
            .collect(),
    }
}

fn printed(value: Option<&OutputValue<'_>>) -> PrintedOutput {
    match value {
        Some(OutputValue::Truth(truth)) => PrintedOutput::Truth(*truth),
        // Numbers and texts are the same in both languages.
        Some(value) => PrintedOutput::Text(words::output(value, Language::Zh)),
        None => PrintedOutput::Missing,
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
        outputs: model
            .outputs
            .iter()
            .map(|output| OutputItem {
                title: &output.title,
                unit: match &output.ty {
                    Type::Number(unit) => Some(unit.name.as_str()).filter(|name| !name.is_empty()),
                    _ => None,
                },
            })
            .collect(),
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
