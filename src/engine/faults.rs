//! Results that must not be given.

use super::exact::Evaluator;
use super::outputs::Outputs;
use super::reasons::missing_notes;
use super::subjects::{subject_key, subjects};
use crate::cancel::looking;
use crate::core::FigureId;
use crate::data::Tables;
use crate::finding::{Code, Diagnostic, Language};
use crate::invariant::{OrBroken, entry};
use crate::program::Program;
use crate::rules::WhenMissing;
use crate::words;
use crate::words::Wording;

/// Every mark lies between 0 and the full marks, as far as 封顶 无 and 保底 无 do not free it; a rule that gives another one is at fault, and the
/// mark is not passed on.
pub(super) fn out_of_bounds(program: &Program, tables: &Tables, outputs: &Outputs) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, indicator) in program.rules.each_indicator() {
        let column = outputs.numbers.get(&FigureId::Mark(id)).or_broken("each indicator has its marks");
        if column.range().is_none_or(|(low, high)| indicator.allows(&low) && indicator.allows(&high)) {
            continue;
        }
        let outside = looking(0..column.values.len()).filter_map(|row| {
            let mark = column.number(row)?;
            (!indicator.allows(&mark)).then_some((row, mark))
        });
        let outside: Vec<_> = outside.collect();
        let Some((row, mark)) = outside.first() else { continue };
        let (code, full) = (&indicator.code, indicator.full.to_readable(4));
        let mark = if column.exact.is_some() { mark.to_readable(8) } else { mark.to_fixed(column.places) };
        let (key, others) = (subject_key(program, tables, *row), outside.len());
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
