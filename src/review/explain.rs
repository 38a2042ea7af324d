//! Explanation of one subject.

use super::explanation::{
    BlockExplanation, CellOrigin, ConditionExplanation, EntryExplanation, Explanation, HeadExplanation,
    IndicatorExplanation, Trace,
};
use super::formula::{Writer, one_line};
use crate::core::{Expr, ExprKind, FigureId, Schema, TableId, Verdict};
use crate::data::Tables;
use crate::engine::exact::{Evaluator, Value};
use crate::engine::missing_notes;
use crate::finding::{Language, Sources};
use crate::number::Calendar;
use crate::program::Program;
use crate::result::{Mark, Marks, Scores};
use crate::rules::{Block, Condition, Head, Indicator, TemplatePart};
use crate::words::Wording;

/// What the score of an indicator is called before it is rounded to its mark.
const SCORE: &str = "得分";

/// Explains the result of the subject in `row`. With `only`, the code of an indicator or head, the
/// rest is left out.
#[must_use]
pub fn explain(
    plan: &Program<'_>,
    tables: &Tables,
    calendar: &Calendar,
    sources: &Sources,
    scores: &Scores,
    row: usize,
    only: Option<&str>,
) -> Explanation {
    let evaluator = Evaluator::new(plan, tables, calendar);
    let model = plan.model;
    let wording = Wording { model, subjects: &scores.subjects, language: Language::Zh };
    let writer = Writer { plan, sources, evaluator: &evaluator, wording };
    let at = |marks: &Marks| marks.get(row).map(|mark| wording.mark(mark)).unwrap_or_default();
    let wanted =
        |indicator: &Indicator, head: &Head| only.is_none_or(|code| code == indicator.code || code == head.code);
    let heads = model.heads.iter().enumerate().filter_map(|(index, head)| {
        let indicators: Vec<IndicatorExplanation> = head
            .indicators
            .iter()
            .filter_map(|id| Some((*id, model.indicators.get(*id)?)))
            .filter(|(_, indicator)| wanted(indicator, head))
            .map(|(id, indicator)| {
                let mark = scores.indicators.get(id).map(&at).unwrap_or_default();
                writer.indicator(id, indicator, mark, row)
            })
            .collect();
        if indicators.is_empty() {
            return None;
        }
        let full = evaluator.cell(FigureId::HeadFull(index), row);
        Some(HeadExplanation {
            code: head.code.clone(),
            title: head.title.clone(),
            mark: scores.heads.get(index).map(&at).unwrap_or_default(),
            full: full.as_number().unwrap_or(&head.full).to_readable(4),
            basis: head.basis.clone(),
            node: writer.node(Some(index), row),
            indicators,
        })
    });
    let heads = heads.collect();
    let whole = only.is_none();
    let participates = scores.total.get(row) != Some(Mark::NotApplicable);
    let block =
        |block: Option<&Block>, marks: &Marks| block.filter(|_| whole).map(|block| writer.block(block, at(marks), row));
    let conditions = model.conditions.iter().enumerate().filter(|_| whole).map(|(index, condition)| {
        let verdict = scores.conditions.get(index).and_then(|verdicts| verdicts.get(row)).copied();
        writer.condition(condition, verdict.unwrap_or(Verdict::Open), row)
    });
    Explanation {
        rule_set: model.title.clone(),
        is_example: model.is_example,
        key: scores.subjects.key(row).into_owned(),
        name: scores.subjects.name(row).map(str::to_owned),
        gives_outcomes: model.gives_outcomes(),
        grade: scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned),
        rank: scores.rank.get(row).copied().flatten(),
        subjects: scores.total.iter().filter(|total| *total != Mark::NotApplicable).count(),
        base: at(&scores.base),
        total: at(&scores.total),
        notes: scores.notes.get(row).map(|notes| wording.notes(notes)).unwrap_or_default(),
        vetoes: if whole { writer.vetoes(row) } else { Vec::new() },
        next_grade: if whole && participates { writer.next_grade(row) } else { None },
        total_node: if whole { writer.node(None, row) } else { None },
        heads,
        bonus: block(model.bonus.as_ref(), &scores.bonus),
        deduction: block(model.deduction.as_ref(), &scores.deduction),
        conditions: conditions.collect(),
    }
}

impl Writer<'_> {
    fn indicator(&self, id: usize, indicator: &Indicator, mark: String, row: usize) -> IndicatorExplanation {
        let at = (Schema::SUBJECTS, row);
        let value = self.evaluator.cell(FigureId::Score(id), row);
        let missing = missing_notes(self.evaluator.tables(), value.reasons().into_iter().flatten());
        let missing = missing.iter().map(|note| self.wording.note(note)).collect();
        let lost = value.as_number().is_some_and(|score| *score < indicator.full);
        let advice = indicator.advice.as_ref().filter(|_| lost).map(|parts| {
            let parts = parts.iter().map(|part| match part {
                TemplatePart::Text(text) => text.clone(),
                TemplatePart::Value(expr) => self.value(&self.evaluator.eval(expr, at.0, at.1), &expr.ty),
            });
            parts.collect::<String>()
        });
        let method = one_line(self.sources.text(indicator.method_span));
        IndicatorExplanation {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            mark,
            unrounded: value.as_number().map(|number| number.to_readable(8)),
            full: indicator.full.to_readable(4),
            effective_weight: self.effective(id, row),
            basis: indicator.basis.clone(),
            method,
            score: self.score(&indicator.score, at),
            evidence: indicator.evidence.clone(),
            advice,
            missing,
        }
    }

    /// The score before rounding. One that is a single figure as it stands (计分 直接) is followed from that figure.
    fn score(&self, expr: &Expr, at: (TableId, usize)) -> Trace {
        let trace = self.trace(SCORE.to_owned(), expr, at, 0);
        if !matches!(expr.kind, ExprKind::Figure(_) | ExprKind::Field { .. }) {
            return trace;
        }
        let (value, formula) = (trace.value.clone(), self.formula(expr, at));
        Trace { label: SCORE.to_owned(), value, formula, from: vec![trace], ..Trace::default() }
    }

    fn block(&self, block: &Block, mark: String, row: usize) -> BlockExplanation {
        let entries = block.entries.iter().map(|known| {
            let mut trace = self.trace(known.title.clone(), &known.marks, (Schema::SUBJECTS, row), 0);
            if trace.formula.is_empty() {
                trace.formula = self.source(&known.marks);
            }
            EntryExplanation { title: known.title.clone(), trace }
        });
        BlockExplanation { mark, cap: block.cap.as_ref().map(|cap| cap.to_readable(4)), entries: entries.collect() }
    }

    /// Everything that stands above the marks: 人工定等, not participating, and every 否决, 限制 and 降等
    /// that applies, its consequence for a verdict.
    pub(super) fn vetoes(&self, row: usize) -> Vec<ConditionExplanation> {
        let model = self.plan.model;
        let left_out = model
            .participation
            .as_ref()
            .filter(|_| self.evaluator.cell(FigureId::Participates, row) == Value::YesNo(false));
        let left_out = left_out.map(|participation| ConditionExplanation {
            name: "参评".to_owned(),
            verdict: participation.otherwise.clone(),
            basis: participation.basis.clone(),
            trace: Some(self.trace("参评".to_owned(), &participation.condition, (Schema::SUBJECTS, row), 0)),
            unmet: self.unmet(&participation.condition, row),
        });
        let grades = model.grades.as_ref().map(|grades| grades.grades.as_slice()).unwrap_or_default();
        let best = |best: usize| grades.get(best).map_or("", |grade| grade.name.as_str());
        let vetoes = model.vetoes.iter().enumerate().map(|(index, veto)| {
            (FigureId::Veto(index), format!("否决 {}", veto.name), veto.outcome.clone(), &veto.condition, &veto.basis)
        });
        let restrictions = model.restrictions.iter().enumerate().map(|(index, cap)| {
            (
                FigureId::Restriction(index),
                format!("限制 {}", cap.name),
                format!("最高 {}", best(cap.best)),
                &cap.condition,
                &cap.basis,
            )
        });
        let demotions = model.demotions.iter().enumerate().map(|(index, demotion)| {
            let verdict = format!("降 {} 等", demotion.steps);
            let name = format!("降等 {}", demotion.name);
            (FigureId::Demotion(index), name, verdict, &demotion.condition, &demotion.basis)
        });
        let applying = vetoes
            .chain(restrictions)
            .chain(demotions)
            .filter(|(id, ..)| self.evaluator.cell(*id, row) == Value::YesNo(true))
            .map(|(_, name, verdict, condition, basis)| ConditionExplanation {
                trace: Some(self.trace(name.clone(), condition, (Schema::SUBJECTS, row), 0)),
                name,
                verdict,
                basis: basis.clone(),
                unmet: Vec::new(),
            });
        self.manual_grade(row).into_iter().chain(left_out).chain(applying).collect()
    }

    /// The decision of people on a subject, with the cells that record it.
    fn manual_grade(&self, row: usize) -> Option<ConditionExplanation> {
        let manual = self.plan.model.manual.as_ref()?;
        let table = self.evaluator.tables().get(manual.table)?;
        let line = (0..table.rows).find(|line| table.parent_of(*line) == Some(row))?;
        let cells = [manual.grade, manual.reason, manual.document].map(|field| {
            let cell = CellOrigin::from(table.place(field, line));
            Trace { label: cell.column.clone(), value: cell.text.clone(), cell: Some(cell), ..Trace::default() }
        });
        let [grade, _, document] = &cells;
        Some(ConditionExplanation {
            name: "人工定等".to_owned(),
            verdict: grade.value.clone(),
            basis: vec![document.value.clone()],
            trace: Some(Trace { from: cells.to_vec(), ..Trace::default() }),
            unmet: Vec::new(),
        })
    }

    fn condition(&self, condition: &Condition, verdict: Verdict, row: usize) -> ConditionExplanation {
        let applies = verdict != Verdict::NotApplicable;
        let at = (Schema::SUBJECTS, row);
        let mut trace = applies.then(|| self.trace(condition.name.clone(), &condition.requirement, at, 0));
        let mut unmet = if applies { self.unmet(&condition.requirement, row) } else { Vec::new() };
        if condition.judged {
            // The recorded verdict says it all; how it maps to 符合 is no formula of the rule.
            if let Some(trace) = &mut trace {
                trace.formula.clear();
                trace.branch = None;
            }
            unmet.clear();
        }
        ConditionExplanation {
            name: condition.name.clone(),
            verdict: verdict.word().to_owned(),
            basis: condition.basis.clone(),
            trace,
            unmet,
        }
    }
}
