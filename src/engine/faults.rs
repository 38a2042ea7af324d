//! Results that must not be given.

use std::collections::{BTreeMap, BTreeSet};

use super::exact::Evaluator;
use super::full_marks::full_marks;
use super::outputs::Outputs;
use super::reasons::missing_notes;
use super::subjects::{subject_key, subjects};
use crate::cancel::looking;
use crate::core::{ChildId, FieldId, FigureId, Schema};
use crate::finding::{CellPlace, Code, Diagnostic, Language, Span};
use crate::invariant::{OrBroken, entry};
use crate::number::Number;
use crate::program::Program;
use crate::result::Truths;
use crate::rules::{ByKind, WhenMissing};
use crate::words;
use crate::words::Wording;

/// Every mark lies between 0 and the full marks, as far as 封顶 无 and 保底 无 do not free it; a rule that gives another one is at fault, and the
/// mark is not passed on.
pub(super) fn out_of_bounds(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, indicator) in program.rules.each_indicator() {
        let column = outputs.numbers.get(&FigureId::Mark(id)).or_broken("each indicator has its marks");
        let least = indicator.by_kind.as_ref().map_or_else(|| indicator.full.clone(), ByKind::least);
        if column.range().is_none_or(|(low, high)| indicator.allows(&low, &least) && indicator.allows(&high, &least)) {
            continue;
        }
        let full_of = |row: usize| full_marks(program, evaluator, ChildId::Indicator(id), row);
        let outside = looking(0..column.values.len()).filter_map(|row| {
            let mark = column.number(row)?;
            let is_within = indicator.allows(&mark, &least) || indicator.allows(&mark, &full_of(row)?);
            (!is_within).then_some((row, mark))
        });
        let outside: Vec<_> = outside.collect();
        let Some((row, mark)) = outside.first() else { continue };
        let full = full_of(*row).or_broken("a mark was held against full marks");
        let (code, full) = (&indicator.code, full.to_readable(4));
        let mark = if column.exact.is_some() { mark.to_readable(8) } else { mark.to_fixed(column.places) };
        let (key, others) = (subject_key(program, evaluator.tables(), *row), outside.len());
        faults.push(
            Diagnostic::error(
                Code::H0701,
                indicator.method_span,
                words!(
                    "{key} 的 {code} 得 {mark} 分，超出 0 到 {full} 分（共 {others} 家）",
                    "{key} gets {mark} marks for {code}, outside 0 to {full} ({others} subjects in all)"
                ),
            )
            .help(words!(
                "核对数据，或在计分后写：封顶 满分 保底 0 分；可以超出的写：封顶 无 保底 无",
                "check the data, or add to the scoring: cap full_marks floor 0 分; where marks may lie outside: cap nothing floor nothing"
            )),
        );
    }
    faults
}

/// The marks of what applies to a subject add up to those of its head; a subject for which they do not is no better
/// or worse than its total says. What lapses for lack of data (缺失 不适用) is still meant for the subject.
pub(super) fn unbalanced(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs) -> Vec<Diagnostic> {
    let rules = &program.rules;
    let rows = evaluator.tables().subjects().rows;
    let participates = outputs.truths.get(&FigureId::Participates);
    let mut faults = Vec::new();
    for (id, head) in rules.each_head().filter(|(_, head)| head.node.is_sum() && head.cap.is_none()) {
        let own = &head.node.children;
        let is_limited = |child: &ChildId| match child {
            ChildId::Indicator(id) => rules.indicator(*id).applies.is_some(),
            ChildId::Head(_) => program.figure(child.applies()).is_some(),
        };
        let varies = head.by_kind.is_some() || own.iter().any(|child| rules.by_kind(*child).is_some());
        if !own.iter().any(is_limited) && !varies {
            continue;
        }
        let full_of = |child: ChildId, row: usize| full_marks(program, evaluator, child, row);
        let full_at = |row: usize| full_of(ChildId::Head(id), row);
        // What has no full marks for the subject is not held against anything.
        let sum = |applies: &[bool], row: usize| -> Option<Number> {
            own.iter().zip(applies).filter(|(_, applies)| **applies).map(|(child, _)| full_of(*child, row)).sum()
        };
        let is_balanced = |applies: &[bool], row: usize| match (sum(applies, row), full_at(row)) {
            (Some(sum), Some(full)) => sum == full,
            _ => true,
        };
        let truths: Vec<Option<&Truths>> = own.iter().map(|child| outputs.truths.get(&child.applies())).collect();
        // Subjects of one kind are many, kinds are few.
        let mut kinds: BTreeMap<Vec<bool>, bool> = BTreeMap::new();
        let mut applies = Vec::new();
        let mut wrong: Vec<(usize, Vec<bool>)> = Vec::new();
        for row in 0..rows {
            if participates.is_some_and(|known| *entry(known, row) == Some(false)) {
                continue;
            }
            applies.clear();
            applies.extend(truths.iter().map_while(|truths| match truths {
                Some(truths) => *entry(truths, row),
                None => Some(true),
            }));
            // Of whom it is not known what applies, nothing is given.
            if applies.len() < own.len() {
                continue;
            }
            // In what is no plain sum, a 方面 of which nothing applies has no part.
            if (head.is_limited || !rules.node(head.within).is_sum()) && !applies.contains(&true) {
                continue;
            }
            let known = kinds.get(applies.as_slice()).copied().filter(|_| !varies);
            let adds_up = known.unwrap_or_else(|| is_balanced(&applies, row));
            if known.is_none() {
                kinds.insert(applies.clone(), adds_up);
            }
            if adds_up {
                continue;
            }
            let meant: Option<Vec<bool>> = own
                .iter()
                .zip(&applies)
                .map(|(child, applies)| is_meant(program, evaluator, *child, row).unwrap_or(Some(*applies)))
                .collect();
            wrong.extend(meant.filter(|meant| !is_balanced(meant, row)).map(|meant| (row, meant)));
        }
        // Those for whom the same marks make the same wrong sum are told together, the kinds by who comes first.
        let mut told: Vec<(Uneven, Vec<usize>)> = Vec::new();
        for (row, meant) in wrong {
            let listed = own.iter().zip(&meant).filter(|(_, applies)| **applies);
            let list: Vec<String> = listed
                .filter_map(|(child, _)| {
                    Some(format!("{} {}", rules.code(*child), full_of(*child, row)?.to_readable(4)))
                })
                .collect();
            let shown = |marks: Option<Number>| marks.or_broken("marks that are unequal are there").to_readable(4);
            let (sum, full) = (shown(sum(&meant, row)), shown(full_at(row)));
            let list = if list.is_empty() { "0".to_owned() } else { list.join(" + ") };
            let uneven = Uneven { list, sum, full };
            if let Some((_, rows)) = told.iter_mut().find(|(known, _)| *known == uneven) {
                rows.push(row);
            } else if told.len() < MOST_KINDS {
                told.push((uneven, vec![row]));
            }
        }
        faults.extend(told.iter().map(|(uneven, rows)| {
            let keys: Vec<String> =
                rows.iter().take(MOST_NAMED).map(|row| subject_key(program, evaluator.tables(), *row)).collect();
            uneven.told((head.code.as_str(), head.span), &keys, rows.len())
        }));
    }
    faults
}

/// So many subjects of one kind are named.
const MOST_NAMED: usize = 20;

/// So many kinds of subjects whose marks do not add up are told of one head.
const MOST_KINDS: usize = 20;

/// Marks that apply and do not add up to those of the head, as they are shown.
#[derive(PartialEq, Eq)]
struct Uneven {
    list: String,
    sum: String,
    full: String,
}

impl Uneven {
    fn told(&self, (code, span): (&str, Span), keys: &[String], count: usize) -> Diagnostic {
        let Self { list, sum, full } = self;
        let more = if count > keys.len() { words!(" 等", " and others") } else { words!("", "") };
        let comma = words!("、", ", ");
        let (zh, en) = (format!("{}{}", keys.join(&comma.zh), more.zh), format!("{}{}", keys.join(&comma.en), more.en));
        Diagnostic::error(
            Code::H0704,
            span,
            words!(
                "{zh} 适用的指标相加为 {sum} 分，不是方面 {code} 的 {full} 分（{list}；共 {count} 家）",
                "what applies to {en} adds up to {sum} marks, not to the {full} of {code} ({list}; {count} subjects in all)"
            ),
        )
        .help(words!(
            "核对这一家的数据；数据无误的，改各指标的「适用」和分值，或写：缺项 折算",
            "check the data of the subject; if they are right, change `applies` and the marks, or write: gaps redistribute"
        ))
    }
}

/// Whether what lapses for lack of data is meant for a subject all the same; the outer `None` where nothing lapses. What
/// is below a 方面 has been held against it, so that one of which something is meant is meant whole.
#[allow(clippy::option_option, reason = "outer: whether it can lapse; inner: whether that is known")]
fn is_meant(program: &Program, evaluator: &Evaluator<'_>, child: ChildId, row: usize) -> Option<Option<bool>> {
    let rules = &program.rules;
    match child {
        ChildId::Indicator(id) => {
            let indicator = rules.indicator(id);
            (indicator.when_missing == WhenMissing::NotApplicable).then(|| match indicator.applies {
                None => Some(true),
                Some(written) => evaluator.eval(written, Schema::SUBJECTS, row).as_yes_no(),
            })
        }
        ChildId::Head(id) => {
            let known = rules.head(id).node.children.iter();
            let known: Vec<Option<bool>> =
                known.map(|child| is_meant(program, evaluator, *child, row).flatten()).collect();
            known.contains(&Some(true)).then_some(Some(true))
        }
    }
}

/// A number that is too large to be printed is not left out in silence. One that only sums up others is not told too.
pub(super) fn too_large(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for figure in program.figures() {
        let Some(column) = outputs.numbers.get(&figure.id) else { continue };
        let rows: Vec<usize> = column.beyond.iter().copied().filter(|row| told.insert(*row)).collect();
        let Some(row) = rows.first().copied() else { continue };
        let key = subject_key(program, evaluator.tables(), row);
        let [zh, en] = [Language::Zh, Language::En].map(|language| words::figure(&program.rules, figure.id, language));
        let count = rows.len();
        let cell = largest_cell(program, evaluator, figure.id, row).map(|place| {
            let known = "a cell that holds a number has its place";
            let (file, line) = (place.file, place.row.or_broken(known));
            let (column, text) = (place.column.or_broken(known), place.text.or_broken(known));
            words!("：{file} 第 {line} 行「{column}」是 {text}", ": in {file}, row {line}, `{column}` is {text}")
        });
        let cell = cell.unwrap_or_else(|| words!("", ""));
        let (cell_zh, cell_en) = (cell.zh, cell.en);
        faults.push(
            Diagnostic::error(
                Code::H0705,
                program.arena.span(figure.expr),
                words!(
                    "{key} 的{zh}超过 38 位数字，打印不出{cell_zh}（共 {count} 家）",
                    "{en} of {key} has more than 38 digits and cannot be printed{cell_en} ({count} subjects in all)"
                ),
            )
            .help(words!(
                "核对数据；数据无误的，在计分后写封顶，或换大一些的单位",
                "check the data; if they are right, add a cap to the scoring, or take a larger unit"
            )),
        );
    }
    faults
}

/// The cell with the largest number of those of a subject that a figure reads.
fn largest_cell(program: &Program, evaluator: &Evaluator<'_>, id: FigureId, row: usize) -> Option<CellPlace> {
    let fields = program.fields_of(Schema::SUBJECTS, program.body(id)?);
    let size = |field: &FieldId| {
        let value = evaluator.field(Schema::SUBJECTS, row, Schema::SUBJECTS, *field);
        value.as_number().map(Number::abs)
    };
    let largest = fields.into_iter().filter_map(|field| Some((size(&field)?, field))).max()?;
    Some(evaluator.tables().subjects().place(largest.1, row))
}

/// 缺失 报错: an indicator that may not be missing is.
pub(super) fn refused(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut roster = None;
    for (id, indicator) in program.rules.each_indicator() {
        if indicator.when_missing != WhenMissing::Refuse {
            continue;
        }
        let column = outputs.numbers.get(&FigureId::Mark(id)).or_broken("each indicator has its marks");
        let participates = outputs.truths.get(&FigureId::Participates);
        let is_out = |row: usize| participates.is_some_and(|known| *entry(known, row) == Some(false));
        let marks = looking(column.values.iter().enumerate());
        let missing = marks.filter(|(row, mark)| mark.is_none() && !is_out(*row));
        let missing: Vec<usize> = missing.map(|(row, _)| row).collect();
        let Some(row) = missing.first().copied() else { continue };
        let value = evaluator.figure(FigureId::Mark(id), row);
        let why = missing_notes(evaluator.tables(), value.reasons().into_iter().flatten());
        let subjects = roster.get_or_insert_with(|| subjects(program, evaluator.tables()));
        let said = |language| {
            let wording = Wording { model: &program.rules, subjects, language };
            words::sentences(&why.iter().map(|note| wording.note(note)).collect::<Vec<_>>(), language)
        };
        let (why_zh, why_en) = (said(Language::Zh), said(Language::En));
        let (key, code, others) = (subject_key(program, evaluator.tables(), row), &indicator.code, missing.len());
        faults.push(
            Diagnostic::error(
                Code::H0703,
                indicator.span,
                words!(
                    "{key} 的 {code} 缺失，规则写明缺失报错：{why_zh}（共 {others} 家）",
                    "{key} lacks {code}, which the rule does not allow: {why_en} ({others} subjects in all)"
                ),
            )
            .help(words!(
                "补齐数据；允许缺的，把「缺失 报错」改为别的办法",
                "complete the data; where gaps are allowed, say something else than `missing refuse`"
            )),
        );
    }
    faults
}
