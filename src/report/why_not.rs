//! What it takes for subjects to have another grade, as text and as JSON.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::effect::printed;
use super::sorted;
use crate::finding::{Language, visible};
use crate::number::Number;
use crate::result::Scores;
use crate::result::change::{Said, Was};
use crate::result::why_not::{Inputs, Outcome, Reached, Searched, WhyNot};
use crate::rules::RuleSet;
use crate::words;
use crate::words::Wording;

/// So many indicators with lost marks are listed.
const MOST_LISTED: usize = 5;

/// For the terminal.
#[must_use]
pub fn text(
    rules: &RuleSet,
    scores: &Scores,
    asked: &[WhyNot],
    inputs: &Inputs,
    all: bool,
    language: Language,
) -> String {
    let wording = Wording { model: rules, subjects: &scores.subjects, language };
    let not_official = if rules.is_example { words::not_official(language) } else { "" };
    let most = if all { usize::MAX } else { MOST_LISTED };
    let mut text = format!("{}{not_official}\n", visible(&rules.title));
    for one in asked {
        let _ = write!(text, "\n{}\n", visible(&wording.standing_of(one)));
        lost(wording, one, most, &mut text);
        outcome(wording, one, &one.better, true, most, &mut text);
        outcome(wording, one, &one.worse, false, most, &mut text);
        if !one.empty.is_empty() {
            let _ = writeln!(text, "  {}", visible(&wording.empty_cells(&one.empty)));
        }
    }
    text.push('\n');
    for line in wording.inputs(inputs) {
        let _ = writeln!(text, "{}", visible(&line));
    }
    text
}

fn lost(wording: Wording<'_>, asked: &WhyNot, most: usize, text: &mut String) {
    if asked.lost.is_empty() {
        return;
    }
    let all: Number = asked.lost.iter().map(|lost| &lost.lost).sum();
    let _ = writeln!(text, "  {}", wording.marks_lost(&all));
    let rows: Vec<[String; 3]> = asked.lost.iter().take(most).map(|lost| wording.mark_lost(lost)).collect();
    let rows: Vec<[String; 3]> = rows.into_iter().map(|row| row.map(|cell| visible(&cell).into_owned())).collect();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [title, mark, less] in &rows {
        let pad = |cell: &str, width: usize| " ".repeat(width.saturating_sub(cell.width()));
        let _ = writeln!(text, "    {title}{}  {}{mark}  {less}", pad(title, first), pad(mark, second));
    }
    let more = asked.lost.len().saturating_sub(rows.len());
    if more > 0 {
        let more = words::Layout(wording.language).more(words::TraceKind::Row, more);
        let _ = writeln!(text, "    {more}");
    }
}

fn outcome(wording: Wording<'_>, asked: &WhyNot, outcome: &Outcome, is_better: bool, most: usize, text: &mut String) {
    let title = if is_better { wording.to_better() } else { wording.to_worse() };
    let searched = match outcome {
        // Both are not searched for the same reason, which is said once.
        Outcome::NotSearched(why) => {
            if is_better {
                let _ = writeln!(text, "  {title}\n    {}", wording.not_searched(*why));
            }
            return;
        }
        Outcome::Searched(searched) => searched,
    };
    let _ = writeln!(text, "  {title}");
    if searched.single.is_empty() {
        let _ = writeln!(text, "    {}", wording.by_none(searched, is_better));
        if is_better {
            several(wording, asked, searched, text);
        }
    } else {
        let _ = writeln!(text, "    {}", wording.by_one(searched.single.len().saturating_add(searched.more)));
        for found in &searched.single {
            reached(wording, asked, found, text);
        }
        if searched.more > 0 {
            let _ = writeln!(text, "      {}", wording.more_ways(searched.more));
        }
    }
    for said in searched.unfinished.iter().take(most) {
        let _ = writeln!(text, "    {}", visible(&wording.unfinished(said)));
    }
}

fn several(wording: Wording<'_>, asked: &WhyNot, searched: &Searched, text: &mut String) {
    match &searched.together {
        Some(found) => {
            let _ = writeln!(text, "    {}", wording.by_several(found, !searched.is_together_unfinished));
            reached(wording, asked, found, text);
        }
        None if searched.tried > 1 => {
            let _ = writeln!(text, "    {}", wording.by_no_several(searched));
        }
        None => {}
    }
}

fn reached(wording: Wording<'_>, asked: &WhyNot, found: &Reached, text: &mut String) {
    for said in &found.cells {
        let _ = writeln!(text, "      {}", visible(&wording.cell_said(said)));
    }
    let _ = writeln!(text, "        {}", visible(&wording.reached(asked, found)));
}

/// What it takes for subjects to have another grade.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "heng why-not --format json")]
pub(super) struct Document<'r> {
    /// Title of the rule set.
    rule_set: &'r str,
    /// Marked 示例: not official.
    is_example: bool,
    /// The subjects that were asked for.
    subjects: Vec<Subject<'r>>,
    /// The columns that were tried, and those that were not.
    inputs: Columns,
}

/// A subject.
#[derive(Serialize, JsonSchema)]
struct Subject<'r> {
    /// Its key.
    key: String,
    /// What it is called, where a column is declared for that.
    name: Option<&'r str>,
    /// 等次, or the label of another outcome; null without one.
    grade: Option<&'r str>,
    /// 总分; null when it is withheld.
    total: Option<String>,
    /// 名次
    rank: Option<usize>,
    /// The marks that it does not have, most first.
    lost: Vec<LostMarks<'r>>,
    /// What leads to a better outcome.
    better: Ways<'r>,
    /// What leads to a worse one.
    worse: Ways<'r>,
}

/// Marks of an indicator that a subject does not have.
#[derive(Serialize, JsonSchema)]
struct LostMarks<'r> {
    /// Its code.
    indicator: &'r str,
    /// What it has; null when it is withheld.
    mark: Option<String>,
    /// What it could have.
    full: String,
    /// What lies between.
    lost: String,
}

/// What leads to another outcome.
#[derive(Serialize, JsonSchema)]
struct Ways<'r> {
    /// Why nothing was searched, in words; null when cells were tried.
    not_searched: Option<&'static str>,
    /// How many cells were tried.
    tried: usize,
    /// Single cells that lead there, the least change first.
    single: Vec<Way<'r>>,
    /// How many more do; `--all` has them too.
    more: usize,
    /// Where no single cell does: the fewest cells, and of these the least change.
    together: Option<Way<'r>>,
    /// Whether several cells were tried together.
    tried_together: bool,
    /// Cells of which not all was looked at, with the value up to which nothing leads there.
    unfinished: Vec<Cell<'r>>,
    /// Whether not all was looked at of several cells together, so that less may do.
    is_together_unfinished: bool,
}

/// Cells that lead to another outcome.
#[derive(Serialize, JsonSchema)]
struct Way<'r> {
    /// The cells.
    cells: Vec<Cell<'r>>,
    /// The changes as shares of what the cells may be, added up.
    share: String,
    /// The outcome.
    grade: Option<&'r str>,
    /// 总分 then.
    total: Option<String>,
    /// 名次 then.
    rank: Option<usize>,
    /// Who else then has another outcome.
    others: Vec<Other<'r>>,
}

/// A cell and what it is changed to.
#[derive(Serialize, JsonSchema)]
struct Cell<'r> {
    /// Name of its table.
    table: &'r str,
    /// The key of its row.
    key: &'r str,
    /// Name of its column in rules.
    field: &'r str,
    /// What it says, with its unit.
    before: Option<&'r str>,
    /// What it is to say.
    after: Option<&'r str>,
    /// By how many steps of the last place in which the column is written, or days; null of what has no steps.
    steps: Option<String>,
}

/// Another subject whose outcome changes too.
#[derive(Serialize, JsonSchema)]
struct Other<'r> {
    /// Its key.
    key: String,
    /// What it has.
    before: Option<&'r str>,
    /// What it then has.
    after: Option<&'r str>,
}

/// The columns that were tried, and those that were not.
#[derive(Serialize, JsonSchema)]
struct Columns {
    /// Whether the columns were named, by 可改 or on the command line.
    is_limited: bool,
    /// The same in sentences.
    told: Vec<String>,
}

/// As JSON.
#[must_use]
pub fn json(rules: &RuleSet, scores: &Scores, asked: &[WhyNot], inputs: &Inputs, language: Language) -> String {
    let wording = Wording { model: rules, subjects: &scores.subjects, language };
    sorted::text(&Document {
        rule_set: &rules.title,
        is_example: rules.is_example,
        subjects: asked.iter().map(|one| subject(wording, one)).collect(),
        inputs: Columns { is_limited: inputs.is_limited, told: wording.inputs(inputs) },
    })
}

fn subject<'r>(wording: Wording<'r>, asked: &'r WhyNot) -> Subject<'r> {
    let lost = asked.lost.iter().map(|lost| LostMarks {
        indicator: &wording.model.indicator(lost.indicator).code,
        mark: printed(wording, lost.mark),
        full: lost.full.to_string(),
        lost: lost.lost.to_string(),
    });
    Subject {
        key: wording.subjects.key(asked.subject.0).into_owned(),
        name: wording.subjects.name(asked.subject.0),
        grade: asked.grade.as_deref(),
        total: printed(wording, asked.total),
        rank: asked.rank,
        lost: lost.collect(),
        better: ways(wording, &asked.better),
        worse: ways(wording, &asked.worse),
    }
}

fn ways<'r>(wording: Wording<'r>, outcome: &'r Outcome) -> Ways<'r> {
    match outcome {
        Outcome::NotSearched(why) => Ways {
            not_searched: Some(wording.not_searched(*why)),
            tried: 0,
            single: Vec::new(),
            more: 0,
            together: None,
            tried_together: false,
            unfinished: Vec::new(),
            is_together_unfinished: false,
        },
        Outcome::Searched(searched) => Ways {
            not_searched: None,
            tried: searched.tried,
            single: searched.single.iter().map(|found| way(wording, found)).collect(),
            more: searched.more,
            together: searched.together.as_ref().map(|found| way(wording, found)),
            tried_together: searched.tried_together,
            unfinished: searched.unfinished.iter().map(|said| cell(wording, said, 0)).collect(),
            is_together_unfinished: searched.is_together_unfinished,
        },
    }
}

fn way<'r>(wording: Wording<'r>, found: &'r Reached) -> Way<'r> {
    let others = found.others.iter().map(|(subject, Was { before, after })| Other {
        key: wording.subjects.key(subject.0).into_owned(),
        before: before.as_deref(),
        after: after.as_deref(),
    });
    Way {
        cells: found.cells.iter().zip(&found.steps).map(|(said, steps)| cell(wording, said, *steps)).collect(),
        share: found.share.to_string(),
        grade: found.grade.as_deref(),
        total: printed(wording, found.total),
        rank: found.rank,
        others: others.collect(),
    }
}

fn cell<'r>(wording: Wording<'r>, said: &'r Said, steps: i128) -> Cell<'r> {
    let schema = &wording.model.schema;
    Cell {
        table: schema.table(said.table).map_or("", |table| table.name.as_str()),
        key: &said.key,
        field: schema.field(said.table, said.field).map_or("", |field| field.name.as_str()),
        before: said.text.before.as_deref(),
        after: said.text.after.as_deref(),
        steps: (steps != 0).then(|| steps.to_string()),
    }
}
