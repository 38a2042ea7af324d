//! An explanation in words.

use std::fmt::Write as _;

use super::layout::Layout;
use super::teller::Teller;
use super::term::Term;
use super::told::{
    Told, ToldAdjustment, ToldBlock, ToldCondition, ToldEntry, ToldHead, ToldIndicator, ToldNode, ToldOutput,
    ToldWeight,
};
use super::traced::Trace;
use super::wording::Wording;
use crate::finding::Language;
use crate::number::Number;
use crate::result::{
    Above, AdviceTerm, Block, Explanation, Gloss, Head, Indicator, Listed, Mark, Missing, Node, Note, Operation,
    Printed, Rescaled, StepId, Total, Value, Weighting,
};

/// At most so many reasons of what is missing are told.
const MOST_MISSING: usize = 5;

/// An explanation in words.
#[must_use]
pub fn told(explanation: &Explanation, wording: Wording<'_>) -> Told {
    Teller::new(wording, explanation).told()
}

impl Teller<'_> {
    fn told(&self) -> Told {
        let explanation = self.explanation;
        let total = explanation.total.as_ref();
        let printed = |of: fn(&Total) -> &Printed| total.map(|total| self.mark(of(total))).unwrap_or_default();
        let next_grade = explanation.next_grade.as_ref();
        let block = |block: &Option<Block>| block.as_ref().map(|block| self.block(block));
        Told {
            rule_set: explanation.rule_set.clone(),
            is_example: explanation.is_example,
            key: explanation.subject.key.clone(),
            name: explanation.subject.name.clone(),
            gives_outcomes: explanation.gives_outcomes,
            has_total: total.is_some(),
            grade: explanation.grade.clone(),
            rank: explanation.rank,
            subjects: explanation.subjects,
            base: printed(|total| &total.base),
            total: printed(|total| &total.total),
            addition: total.and_then(|total| self.addition(total)),
            notes: self.wording.notes(&explanation.notes),
            vetoes: explanation.above.iter().map(|above| self.above(above)).collect(),
            ruling: explanation.ruling.as_ref().map(|ruling| self.ruling(ruling)),
            next_grade: next_grade.map(|next| self.next_grade(next)),
            total_node: total
                .and_then(|total| total.node.as_ref())
                .zip(total)
                .map(|(node, total)| self.node(node, &total.base)),
            indicators: explanation.indicators.iter().map(|indicator| self.indicator(indicator)).collect(),
            heads: explanation.heads.iter().map(|head| self.head(head)).collect(),
            bonus: block(&explanation.bonus),
            deduction: block(&explanation.deduction),
            conditions: explanation.conditions.iter().map(|condition| self.condition(condition)).collect(),
            outputs: explanation.outputs.iter().map(|listed| self.listed(listed)).collect(),
        }
    }

    /// A mark as printed; empty when withheld.
    fn mark(&self, printed: &Printed) -> String {
        self.wording.mark(printed.mark)
    }

    fn number(&self, id: StepId) -> Option<&Number> {
        self.step(id).value.as_number()
    }

    /// «基础分 99 分 + 加分 5 分 − 扣分 0 分 = 104 分 → 封顶 100 分 → 100.00 分», where there is more than 基础分.
    fn addition(&self, total: &Total) -> Option<String> {
        let Total { bonus, deduction, cap, .. } = total;
        if bonus.is_none() && deduction.is_none() && cap.is_none() {
            return None;
        }
        let whole = total.gross?;
        let gross = self.number(whole)?;
        let value = |id: StepId| self.wording.value(&self.step(id).value);
        let mut text = format!("{} {}", self.wording.say("基础分", "base"), value(total.base.step));
        if let Some(bonus) = bonus {
            let _ = write!(text, " + {} {}", self.wording.say("加分", "bonus"), value(bonus.step));
        }
        if let Some(deduction) = deduction {
            let _ = write!(text, " − {} {}", self.wording.say("扣分", "deduction"), value(deduction.step));
        }
        if bonus.is_some() || deduction.is_some() {
            let _ = write!(text, " = {}", value(whole));
        }
        if let Some(cap) = cap.as_ref().filter(|cap| *cap < gross) {
            let cap = self.wording.marks(&cap.to_readable(4));
            let _ = write!(text, " → {} {cap}", self.wording.say("封顶", "cap"));
        }
        let mark = total.total.mark.decimal()?;
        let rounding = self.rounding(&total.total, Some(gross).filter(|_| total.cap.is_none()));
        let rounded = Layout(self.wording.language).rounded(rounding.as_deref());
        let _ = write!(text, " → {}{rounded}", self.wording.marks(&mark));
        Some(text)
    }

    fn head(&self, head: &Head) -> ToldHead {
        ToldHead {
            code: head.code.clone(),
            title: head.title.clone(),
            within: head.within.clone(),
            depth: self.explanation.depth(head),
            mark: self.mark(&head.printed),
            full: self.number(head.full).unwrap_or(&head.declared).to_readable(4),
            basis: head.basis.clone(),
            node: head.node.as_ref().map(|node| self.node(node, &head.printed)),
            indicators: head.indicators.iter().map(|indicator| self.indicator(indicator)).collect(),
        }
    }

    fn indicator(&self, indicator: &Indicator) -> ToldIndicator {
        let advice = indicator.advice.as_ref().map(|terms| {
            let terms = terms.iter().map(|term| match term {
                AdviceTerm::Text(text) => text.clone(),
                AdviceTerm::Value(step) => self.wording.value(&self.step(*step).value),
            });
            terms.collect()
        });
        let (why_not, because) = self.why_not(indicator);
        ToldIndicator {
            rounding: self.rounding(&indicator.printed, self.number(indicator.score)),
            why_not,
            because,
            glosses: self.glosses(&indicator.glosses),
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            mark: if indicator.unscored.is_some() { "—".to_owned() } else { self.mark(&indicator.printed) },
            unrounded: self.number(indicator.score).map(|number| number.to_readable(8)),
            applies: indicator.printed.mark != Mark::NotApplicable,
            full: indicator.full.to_readable(4),
            effective_weight: indicator.effective_weight.as_ref().map(percent),
            basis: indicator.basis.clone(),
            method: self.method(indicator),
            adjustments: self.adjustments(&indicator.stages),
            score: self.score(indicator.score),
            evidence: indicator.evidence.clone(),
            advice,
            // What does not apply by its 适用 lacks nothing.
            missing: match indicator.printed.mark {
                Mark::NotApplicable if !indicator.lapsed => Vec::new(),
                _ => self.first_missing(&indicator.missing),
            },
        }
    }

    /// 计分, and where it is said once for all.
    fn method(&self, indicator: &Indicator) -> String {
        let method = &indicator.method;
        match (indicator.common_line, self.wording.language) {
            (Some(line), Language::Zh) => format!("{method}（各指标，第 {line} 行）"),
            (Some(line), Language::En) => format!("{method} (each_indicator, line {line})"),
            (None, _) => method.clone(),
        }
    }

    /// The first reasons, and how many more there are.
    fn first_missing(&self, missing: &[Missing]) -> Vec<String> {
        let first = missing.iter().take(MOST_MISSING).map(|missing| self.wording.missing(missing));
        let count = missing.len().saturating_sub(MOST_MISSING);
        let more = (count > 0).then(|| self.wording.note(&Note::MoreMissing { count }));
        first.chain(more).collect()
    }

    /// The score before rounding. One that is a single figure as it stands (计分 直接) is followed from that figure.
    fn score(&self, id: StepId) -> Trace {
        let label = self.wording.say("得分", "mark").to_owned();
        let trace = self.whole(label.clone(), id);
        if !matches!(self.step(id).operation, Operation::Figure { .. } | Operation::Cell { .. }) {
            return trace;
        }
        let (value, formula) = (trace.value.clone(), self.formula(id));
        Trace { label, value, formula, from: vec![trace], ..Trace::default() }
    }

    /// The 调整 that fired among the stages of a mark.
    fn adjustments(&self, stages: &[StepId]) -> Vec<ToldAdjustment> {
        let steps = stages.iter().zip(stages.iter().skip(1));
        let fired = steps.filter(|(_, after)| self.fired(**after).is_some());
        let value = |id: StepId| self.wording.value(&self.step(id).value);
        let told = fired.map(|(before, after)| ToldAdjustment {
            clause: self.source(*after),
            before: value(*before),
            after: value(*after),
        });
        told.collect()
    }

    /// How a mark was rounded; nothing where that changed nothing.
    fn rounding(&self, printed: &Printed, before: Option<&Number>) -> Option<String> {
        let Mark::Given { value, places } = printed.mark else { return None };
        let changed = before.is_some_and(|before| *before != Number::from_scaled(value, places));
        changed.then(|| self.wording.rounded_to(printed.rounding))
    }

    pub(super) fn glosses(&self, glosses: &[Gloss]) -> Vec<String> {
        let layout = Layout(self.wording.language);
        glosses.iter().map(|gloss| layout.gloss(&gloss.code, &gloss.text, &gloss.basis)).collect()
    }

    /// Why an indicator does not apply, and what that rests on.
    fn why_not(&self, indicator: &Indicator) -> (Option<String>, Vec<Trace>) {
        let language = self.wording.language;
        if let Some(value) = indicator.unscored {
            let why = language.either(
                "不计分，取值供上一级的算式读",
                "not scored: the formula of what it stands below reads its value",
            );
            return (Some(why.to_owned()), vec![self.whole(self.wording.say("取值", "value").to_owned(), value)]);
        }
        let applies = indicator.applies.filter(|_| indicator.printed.mark == Mark::NotApplicable);
        let Some(applies) = applies.filter(|step| self.step(*step).value == Value::Truth(false)) else {
            return (None, Vec::new());
        };
        if indicator.lapsed {
            let why = language.either("没有值，按「缺失 不适用」处理", "without a value it does not apply");
            return (Some(why.to_owned()), vec![self.score(indicator.score)]);
        }
        let trace = self.whole(self.wording.say("适用", "applies").to_owned(), applies);
        let why = indicator.applies_clause.as_ref().map(|clause| {
            let clause = self.wording.clause(clause);
            match language {
                Language::Zh => format!("适用 {clause}，不成立"),
                Language::En => format!("applies {clause}: does not hold"),
            }
        });
        let from = if trace.from.is_empty() { vec![trace] } else { trace.from };
        (why, from)
    }

    /// «适用部分 30 分，适用满分 60 分，折算系数 100 ÷ 60 = 1.666666…»
    fn rescaled(&self, rescaled: &Rescaled) -> String {
        let value = |id: StepId| self.wording.value(&self.step(id).value);
        let (sum, applicable) = (value(rescaled.sum), value(rescaled.applicable));
        let full = self.wording.marks(&rescaled.full.to_readable(4));
        let factor = rescaled.factor.as_ref().map(|factor| factor.to_readable(6));
        match (self.wording.language, factor) {
            (Language::Zh, Some(factor)) => {
                format!("折算：适用部分得 {sum}，适用部分满分 {applicable}，乘 {full} ÷ {applicable} = {factor}")
            }
            (Language::Zh, None) => format!("折算：适用部分得 {sum}，适用部分满分 {applicable}"),
            (Language::En, Some(factor)) => format!(
                "rescaled: {sum} of what applies, full marks that apply {applicable}, times {full} ÷ {applicable} = {factor}"
            ),
            (Language::En, None) => format!("rescaled: {sum} of what applies, full marks that apply {applicable}"),
        }
    }

    fn node(&self, node: &Node, printed: &Printed) -> ToldNode {
        let own = node.aggregate.clone().unwrap_or_else(|| self.wording.say("汇总 求和", "aggregate sum").to_owned());
        let how = match &node.gaps {
            Some(gaps) => format!("{own} ; {gaps}"),
            None => own,
        };
        let weighting = node.weighting.as_ref().map(|weighting| match weighting {
            Weighting::Clause(clause) => clause.clone(),
            Weighting::Judged { eigenvalue, ratio } => {
                let (eigenvalue, ratio) = (eigenvalue.to_fixed(4), ratio.to_fixed(4));
                match self.wording.language {
                    Language::Zh => format!("赋权 层次分析法，最大特征值 {eigenvalue}，CR = {ratio}"),
                    Language::En => format!("weighting ahp_weights, greatest eigenvalue {eigenvalue}, CR = {ratio}"),
                }
            }
        });
        let weights = node
            .weights
            .iter()
            .map(|part| ToldWeight { code: part.code.clone(), weight: part.share.as_ref().map(percent) });
        ToldNode {
            how,
            weighting,
            weights: weights.collect(),
            chosen: node.chosen.clone(),
            unrounded: self.number(node.unrounded).map(|number| number.to_readable(8)),
            formula: self.formula(node.unrounded),
            from: if node.by_formula { self.whole(String::new(), node.unrounded).from } else { Vec::new() },
            rescaled: node.rescaled.as_ref().map(|rescaled| self.rescaled(rescaled)),
            rounding: self.rounding(printed, self.number(node.unrounded)),
        }
    }

    fn block(&self, block: &Block) -> ToldBlock {
        let entries = block.entries.iter().map(|entry| {
            let mut trace = self.whole(entry.title.clone(), entry.step);
            if trace.formula.is_empty() {
                trace.formula = self.source(entry.step);
            }
            ToldEntry { title: entry.title.clone(), trace }
        });
        ToldBlock {
            mark: self.mark(&block.printed),
            cap: block.cap.as_ref().map(|cap| cap.to_readable(4)),
            entries: entries.collect(),
        }
    }

    fn listed(&self, listed: &Listed) -> ToldOutput {
        let Listed { title, written, number, unit, is_grading, step } = listed;
        let value = match (number, unit.as_deref().unwrap_or_default()) {
            (Some(number), unit) if unit.starts_with(['%', '％', '‰']) => format!("{number}{unit}"),
            (Some(number), unit) => format!("{number} {unit}").trim_end().to_owned(),
            (None, _) if *is_grading && self.step(*step).value.is_missing() => {
                Term::Open.word(self.wording.language).to_owned()
            }
            (None, _) => self.wording.value(&self.step(*step).value),
        };
        ToldOutput { title: title.clone(), value, is_grading: *is_grading, trace: self.whole(written.clone(), *step) }
    }

    fn above(&self, above: &Above) -> ToldCondition {
        let (name, verdict) = self.wording.above(&above.what);
        let trace = match above.step {
            Some(step) => self.required(&name, step),
            None => Trace { from: above.cells.iter().map(Trace::of_cell).collect(), ..Trace::default() },
        };
        ToldCondition {
            name,
            verdict,
            basis: above.basis.clone(),
            trace: Some(trace),
            unmet: above.unmet.iter().map(|term| self.wording.unmet(term)).collect(),
            demands: None,
            items: Vec::new(),
            because: None,
            glosses: Vec::new(),
        }
    }

    /// Something that is wanted of a subject.
    pub(super) fn required(&self, name: &str, step: StepId) -> Trace {
        let trace = self.whole(name.to_owned(), step);
        if trace.formula.is_empty() { trace } else { Trace { formula: self.requirement(step), ..trace } }
    }
}

fn percent(share: &Number) -> String {
    format!("{}%", (share * &Number::from_integer(100)).to_readable(8))
}
