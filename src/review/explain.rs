//! Explanation of one subject.

use super::explanation::{
    BlockExplanation, CellOrigin, ConditionExplanation, EntryExplanation, Explanation, HeadExplanation,
    IndicatorExplanation, Trace,
};
use super::formula::Writer;
use crate::core::{ExprId, ExprKind, FigureId, IndicatorId, NodeId, Schema, TableId, Verdict};
use crate::data::Tables;
use crate::engine::exact::{Evaluator, Value};
use crate::engine::missing_notes;
use crate::finding::{Language, Sources};
use crate::invariant::OrBroken;
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
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    sources: &Sources,
    scores: &Scores,
    row: usize,
    only: Option<&str>,
) -> Explanation {
    let evaluator = Evaluator::new(program, tables, calendar);
    let wording = Wording { model: &program.rules, subjects: &scores.subjects, language: Language::Zh };
    let writer = Writer { program, sources, evaluator: &evaluator, wording };
    let at = |marks: &Marks| {
        let mark = marks.get(row).or_broken("a subject that is explained has been scored");
        wording.mark(mark)
    };
    let of_item = |marks: &[Marks], index: usize| at(marks.get(index).or_broken("every item has marks"));
    let rules = &program.rules;
    let title = rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let name = title.and_then(|field| writer.table(Schema::SUBJECTS).place(field, row).text);
    let wanted =
        |indicator: &Indicator, head: &Head| only.is_none_or(|code| code == indicator.code || code == head.code);
    let heads = rules.each_head().filter_map(|(id, head)| {
        let indicators = head.indicators.iter().map(|id| (*id, rules.indicator(*id)));
        let indicators: Vec<IndicatorExplanation> = indicators
            .filter(|(_, indicator)| wanted(indicator, head))
            .map(|(id, indicator)| writer.indicator(id, indicator, of_item(&scores.indicators, id.0), row))
            .collect();
        if indicators.is_empty() {
            return None;
        }
        let full = evaluator.figure(FigureId::HeadFull(id), row);
        Some(HeadExplanation {
            code: head.code.clone(),
            title: head.title.clone(),
            mark: of_item(&scores.heads, id.0),
            full: full.as_number().unwrap_or(&head.full).to_readable(4),
            basis: head.basis.clone(),
            node: writer.node(NodeId::Head(id), row),
            indicators,
        })
    });
    let heads = heads.collect();
    let whole = only.is_none();
    let participates = scores.total.get(row) != Some(Mark::NotApplicable);
    let block =
        |block: Option<&Block>, marks: &Marks| block.filter(|_| whole).map(|block| writer.block(block, at(marks), row));
    let conditions = rules.each_condition().filter(|_| whole).map(|(id, condition)| {
        let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(row));
        writer.condition(condition, *verdict.or_broken("every condition has verdicts"), row)
    });
    Explanation {
        rule_set: rules.title.clone(),
        is_example: rules.is_example,
        key: scores.subjects.key(row).into_owned(),
        name,
        gives_outcomes: rules.gives_outcomes(),
        grade: scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned),
        rank: scores.rank.get(row).copied().flatten(),
        subjects: scores.total.iter().filter(|total| *total != Mark::NotApplicable).count(),
        base: at(&scores.base),
        total: at(&scores.total),
        notes: wording.notes(scores.notes.get(row).or_broken("every subject has notes")),
        vetoes: if whole { writer.vetoes(row) } else { Vec::new() },
        next_grade: if whole && participates { writer.next_grade(row) } else { None },
        total_node: if whole { writer.node(NodeId::Total, row) } else { None },
        heads,
        bonus: block(rules.bonus.as_ref(), &scores.bonus),
        deduction: block(rules.deduction.as_ref(), &scores.deduction),
        conditions: conditions.collect(),
    }
}

impl Writer<'_> {
    fn indicator(&self, id: IndicatorId, indicator: &Indicator, mark: String, row: usize) -> IndicatorExplanation {
        let at = (Schema::SUBJECTS, row);
        let value = self.evaluator.figure(FigureId::Score(id), row);
        let missing = missing_notes(self.evaluator.tables(), value.reasons().into_iter().flatten());
        let missing = missing.iter().map(|note| self.wording.note(note)).collect();
        let lost = value.as_number().is_some_and(|score| *score < indicator.full);
        let advice = indicator.advice.as_ref().filter(|_| lost).map(|parts| {
            let parts = parts.iter().map(|part| match part {
                TemplatePart::Text(text) => text.clone(),
                TemplatePart::Value(expr) => self.own(*expr, at),
            });
            parts.collect::<String>()
        });
        let method = self.text(indicator.method_span);
        IndicatorExplanation {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            mark,
            unrounded: value.as_number().map(|number| number.to_readable(8)),
            full: indicator.full.to_readable(4),
            effective_weight: self.effective(id, row),
            basis: indicator.basis.clone(),
            method,
            score: self.score(indicator.score, at),
            evidence: indicator.evidence.clone(),
            advice,
            missing,
        }
    }

    /// The score before rounding. One that is a single figure as it stands (计分 直接) is followed from that figure.
    fn score(&self, expr: ExprId, at: (TableId, usize)) -> Trace {
        let trace = self.trace(SCORE.to_owned(), expr, at, 0);
        if !matches!(self.kind(expr), ExprKind::Figure(_) | ExprKind::Field { .. }) {
            return trace;
        }
        let (value, formula) = (trace.value.clone(), self.formula(expr, at));
        Trace { label: SCORE.to_owned(), value, formula, from: vec![trace], ..Trace::default() }
    }

    fn block(&self, block: &Block, mark: String, row: usize) -> BlockExplanation {
        let entries = block.entries.iter().map(|known| {
            let mut trace = self.trace(known.title.clone(), known.marks, (Schema::SUBJECTS, row), 0);
            if trace.formula.is_empty() {
                trace.formula = self.source(known.marks);
            }
            EntryExplanation { title: known.title.clone(), trace }
        });
        BlockExplanation { mark, cap: block.cap.as_ref().map(|cap| cap.to_readable(4)), entries: entries.collect() }
    }

    /// Everything that stands above the marks: 人工定等, not participating, and every 否决, 限制 and 降等
    /// that applies, its consequence for a verdict.
    pub(super) fn vetoes(&self, row: usize) -> Vec<ConditionExplanation> {
        let rules = &self.program.rules;
        let left_out = rules
            .participation
            .as_ref()
            .filter(|_| self.evaluator.figure(FigureId::Participates, row) == Value::YesNo(false));
        let left_out = left_out.map(|participation| ConditionExplanation {
            name: "参评".to_owned(),
            verdict: participation.otherwise.clone(),
            basis: participation.basis.clone(),
            trace: Some(self.trace("参评".to_owned(), participation.condition, (Schema::SUBJECTS, row), 0)),
            unmet: self.unmet(participation.condition, row),
        });
        let vetoes = rules.each_veto().map(|(id, veto)| {
            let name = format!("否决 {}", veto.name);
            (FigureId::Veto(id), name, veto.outcome.clone(), veto.condition, &veto.basis)
        });
        let restrictions = rules.each_restriction().map(|(id, restriction)| {
            let name = format!("限制 {}", restriction.name);
            let verdict = format!("最高 {}", rules.grade(restriction.best).name);
            (FigureId::Restriction(id), name, verdict, restriction.condition, &restriction.basis)
        });
        let demotions = rules.each_demotion().map(|(id, demotion)| {
            let verdict = format!("降 {} 等", demotion.steps);
            let name = format!("降等 {}", demotion.name);
            (FigureId::Demotion(id), name, verdict, demotion.condition, &demotion.basis)
        });
        let applying = vetoes
            .chain(restrictions)
            .chain(demotions)
            .filter(|(id, ..)| self.evaluator.figure(*id, row) == Value::YesNo(true))
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
        let manual = self.program.rules.manual.as_ref()?;
        let table = self.table(manual.table);
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
        let mut trace = applies.then(|| self.trace(condition.name.clone(), condition.requirement, at, 0));
        let mut unmet = if applies { self.unmet(condition.requirement, row) } else { Vec::new() };
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
