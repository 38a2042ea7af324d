//! What some cells that say something else do to everyone, as text and as JSON.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::sorted;
use super::table::{Align, grid};
use crate::core::Schema;
use crate::finding::{Language, visible};
use crate::result::change::{Effect, Moved, Was};
use crate::result::{Mark, Scores};
use crate::rules::{ResultColumn, RuleSet};
use crate::words;
use crate::words::{Term, Wording};

/// So many who neither own a cell nor change their grade are listed.
const MOST_LISTED: usize = 20;

/// For the terminal.
#[must_use]
pub fn text(rules: &RuleSet, scores: &Scores, effect: &Effect, all: bool, language: Language) -> String {
    let wording = Wording { model: rules, subjects: &scores.subjects, language };
    let not_official = if rules.is_example { words::not_official(language) } else { "" };
    let mut lines = vec![format!("{}{not_official}", rules.title), String::new()];
    if effect.said.is_empty() {
        lines.push(wording.nothing_supposed().to_owned());
    } else {
        lines.push(wording.supposed().to_owned());
        lines.extend(effect.said.iter().map(|said| format!("  {}", wording.cell_said(said))));
    }
    lines.push(String::new());
    let mut text = visible_lines(&lines);
    let is_needed = |moved: &&Moved| moved.is_own || moved.grade.differs();
    let needed = effect.moved.iter().filter(is_needed).count();
    let most = if all { usize::MAX } else { needed.saturating_add(MOST_LISTED) };
    if !effect.moved.is_empty() {
        let _ = writeln!(text, "{}", wording.then());
        text.push_str(&listed(wording, effect.moved.iter().take(most)));
        let more = effect.moved.len().saturating_sub(most);
        if more > 0 {
            let _ = writeln!(text, "{}", wording.more_moved(more));
        }
        text.push('\n');
    }
    let said = [Some(wording.counts(effect)), wording.stays(effect), wording.besides(effect)];
    text.push_str(&visible_lines(&said.into_iter().flatten().collect::<Vec<_>>()));
    text
}

fn visible_lines(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{}", visible(line));
    }
    text
}

/// Those of whom something changes, one below the other.
fn listed<'m>(wording: Wording<'_>, moved: impl Iterator<Item = &'m Moved>) -> String {
    let Wording { model, language, subjects } = wording;
    let titled = model.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
    let mut header = vec![(Term::Key.word(language).to_owned(), Align::Left)];
    if titled {
        header.push((Term::Name.word(language).to_owned(), Align::Left));
    }
    let graded = model.gives_outcomes();
    if graded {
        header.push((ResultColumn::Grade.name(language).to_owned(), Align::Left));
    }
    let scored = model.has_marks();
    if scored {
        let columns = [ResultColumn::Total, ResultColumn::Rank];
        header.extend(columns.map(|column| (column.name(language).to_owned(), Align::Left)));
    }
    header.push((wording.parts_changed().to_owned(), Align::Left));
    let row = |moved: &Moved| {
        let mut cells = vec![subjects.key(moved.subject.0).into_owned()];
        if titled {
            cells.push(subjects.name(moved.subject.0).unwrap_or_default().to_owned());
        }
        if graded {
            cells.push(wording.grade_became(moved));
        }
        if scored {
            cells.push(wording.mark_became(moved.total));
            cells.push(wording.rank_became(moved.rank));
        }
        cells.push(words::sentences(&wording.parts_became(moved), language));
        cells
    };
    grid(&header, &moved.map(row).collect::<Vec<_>>())
}

/// What some cells that say something else do to everyone.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng what-if --format json")]
pub(super) struct Document<'r> {
    /// Title of the rule set.
    rule_set: &'r str,
    /// Marked 示例: not official.
    is_example: bool,
    /// The cells that say something else.
    supposed: Vec<Cell<'r>>,
    /// The subjects of whom something changes: first those whose cells they are, then those whose grade changes.
    changed: Vec<Changed<'r>>,
    /// How many subjects there are.
    subjects: usize,
    /// How many of them change their grade.
    grades_changed: usize,
    /// Of how many nothing changes.
    unchanged: usize,
    /// The keys of those of whom something changes and none of whose cells is supposed.
    others: Vec<String>,
    /// The same in a sentence.
    summary: Vec<String>,
}

/// A cell that says something else.
#[derive(Serialize, JsonSchema)]
struct Cell<'r> {
    /// Name of its table.
    table: &'r str,
    /// The key of its row.
    key: &'r str,
    /// Name of its column in rules.
    field: &'r str,
    /// The key of the subject to whom the row belongs.
    subject: String,
    /// What it says, with its unit; null when it is empty.
    before: Option<&'r str>,
    /// What it is to say, with its unit; null for nothing.
    after: Option<&'r str>,
    /// Why, where that is written.
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'r str,
    /// By which document, where that is written.
    #[serde(skip_serializing_if = "str::is_empty")]
    document: &'r str,
}

/// What something was and becomes. A mark is null when it is withheld, a grade when there is none.
#[derive(Serialize, JsonSchema)]
pub(super) struct Pair<T> {
    /// In the data as they are.
    before: T,
    /// With what is supposed.
    after: T,
}

/// A subject of whom something changes.
#[derive(Serialize, JsonSchema)]
struct Changed<'r> {
    /// Its key.
    key: String,
    /// What it is called, where a column is declared for that.
    name: Option<&'r str>,
    /// Whether a cell of its own, or of a row below, is supposed.
    is_own: bool,
    /// Marks that change, by the codes of their indicators.
    indicators: BTreeMap<&'r str, Pair<Option<String>>>,
    /// Verdicts that change, by the names of their conditions.
    conditions: BTreeMap<&'r str, Pair<&'static str>>,
    /// Labels of further gradings that change, by their names; null is an open one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    gradings: BTreeMap<&'r str, Pair<Option<&'r str>>>,
    /// 加分
    bonus: Pair<Option<String>>,
    /// 扣分
    deduction: Pair<Option<String>>,
    /// 总分
    total: Pair<Option<String>>,
    /// 名次
    rank: Pair<Option<usize>>,
    /// 等次, or the label of another outcome.
    grade: Pair<Option<&'r str>>,
}

/// As JSON.
#[must_use]
pub fn json(rules: &RuleSet, scores: &Scores, effect: &Effect, language: Language) -> String {
    let wording = Wording { model: rules, subjects: &scores.subjects, language };
    let cells = effect.said.iter().map(|said| Cell {
        table: rules.schema.table(said.table).map_or("", |table| table.name.as_str()),
        key: &said.key,
        field: rules.schema.field(said.table, said.field).map_or("", |field| field.name.as_str()),
        subject: scores.subjects.key(said.subject.0).into_owned(),
        before: said.text.before.as_deref(),
        after: said.text.after.as_deref(),
        reason: &said.reason,
        document: &said.document,
    });
    let said = [Some(wording.counts(effect)), wording.stays(effect), wording.besides(effect)];
    sorted::text(&Document {
        rule_set: &rules.title,
        is_example: rules.is_example,
        supposed: cells.collect(),
        changed: effect.moved.iter().map(|moved| changed(wording, moved)).collect(),
        subjects: effect.subjects,
        grades_changed: effect.moved.iter().filter(|moved| moved.grade.differs()).count(),
        unchanged: effect.subjects.saturating_sub(effect.moved.len()),
        others: effect.others().map(|moved| scores.subjects.key(moved.subject.0).into_owned()).collect(),
        summary: said.into_iter().flatten().collect(),
    })
}

fn changed<'r>(wording: Wording<'r>, moved: &'r Moved) -> Changed<'r> {
    let Wording { model, subjects, language } = wording;
    let mark = |was: &Was<Mark>| Pair { before: printed(wording, was.before), after: printed(wording, was.after) };
    let conditions = moved.conditions.iter().map(|(id, was)| {
        let [before, after] = [was.before, was.after].map(|of| words::verdict(of, language));
        (model.condition(*id).name.as_str(), Pair { before, after })
    });
    let gradings = moved.gradings.iter().map(|(id, was)| {
        (model.output(*id).title.as_str(), Pair { before: was.before.as_deref(), after: was.after.as_deref() })
    });
    Changed {
        key: subjects.key(moved.subject.0).into_owned(),
        name: subjects.name(moved.subject.0),
        is_own: moved.is_own,
        indicators: moved.indicators.iter().map(|(id, was)| (model.indicator(*id).code.as_str(), mark(was))).collect(),
        conditions: conditions.collect(),
        gradings: gradings.collect(),
        bonus: mark(&moved.bonus),
        deduction: mark(&moved.deduction),
        total: mark(&moved.total),
        rank: Pair { before: moved.rank.before, after: moved.rank.after },
        grade: Pair { before: moved.grade.before.as_deref(), after: moved.grade.after.as_deref() },
    }
}

/// A mark, or the word for what does not apply; nothing when it is withheld.
pub(super) fn printed(wording: Wording<'_>, mark: Mark) -> Option<String> {
    (mark != Mark::Withheld).then(|| wording.mark(mark))
}
