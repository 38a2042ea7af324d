//! A 条件 in words: what it came to, and each of its items.

use super::teller::Teller;
use super::term::verdict;
use super::told::ToldCondition;
use super::traced::Trace;
use crate::core::Verdict;
use crate::finding::Language;
use crate::result::{Condition, ConditionItem, StepId, Value};

impl Teller<'_> {
    pub(super) fn condition(&self, condition: &Condition) -> ToldCondition {
        let has_items = !condition.items.is_empty();
        let requirement = condition.requirement.filter(|_| !has_items);
        ToldCondition {
            name: condition.name.clone(),
            verdict: verdict(condition.verdict, self.wording.language).to_owned(),
            basis: condition.basis.clone(),
            trace: requirement.map(|step| self.met(&condition.name, step, condition.judged)),
            unmet: condition.unmet.iter().map(|term| self.wording.unmet(term)).collect(),
            demands: has_items.then(|| demands(condition.needs, condition.items.len(), self.wording.language)),
            items: condition.items.iter().zip(1..).map(|(item, at)| self.item(item, at, condition.judged)).collect(),
            because: self.condition_lapses(condition),
            glosses: self.glosses(&condition.glosses),
        }
    }

    fn item(&self, item: &ConditionItem, at: usize, judged: bool) -> ToldCondition {
        let language = self.wording.language;
        let clause = self.wording.clause(&item.clause);
        let name = format!("{}{}", numbered(at, language), item.label.as_ref().unwrap_or(&clause));
        let known = match self.step(item.step).value {
            Value::Truth(true) => Verdict::Met,
            Value::Truth(false) => Verdict::NotMet,
            _ => Verdict::Open,
        };
        ToldCondition {
            trace: Some(self.met(&name, item.step, judged)),
            name,
            verdict: verdict(known, language).to_owned(),
            basis: item.basis.clone(),
            unmet: item.unmet.iter().map(|term| self.wording.unmet(term)).collect(),
            demands: None,
            items: Vec::new(),
            because: None,
            glosses: Vec::new(),
        }
    }

    fn met(&self, name: &str, requirement: StepId, judged: bool) -> Trace {
        let trace = self.required(name, requirement);
        // The recorded verdict says it all; how it maps to 符合 is no formula of the rule.
        if judged { Trace { formula: String::new(), branch: None, ..trace } } else { trace }
    }

    /// Why a condition does not apply.
    fn condition_lapses(&self, condition: &Condition) -> Option<Trace> {
        let applies = condition.applies.filter(|step| self.step(*step).value == Value::Truth(false))?;
        Some(self.whole(self.wording.say("适用", "applies").to_owned(), applies))
    }
}

/// How many of the items need hold.
fn demands(needs: Option<usize>, items: usize, language: Language) -> String {
    match (needs.filter(|needs| *needs < items), language) {
        (None, Language::Zh) => "同时符合下列条件：".to_owned(),
        (None, Language::En) => "all of the following:".to_owned(),
        (Some(1), Language::Zh) => "符合下列条件之一：".to_owned(),
        (Some(1), Language::En) => "one of the following:".to_owned(),
        (Some(needs), Language::Zh) => format!("符合下列条件中的至少 {needs} 项："),
        (Some(needs), Language::En) => format!("at least {needs} of the following:"),
    }
}

/// The number of an item as documents write it: （一）, （十二）.
fn numbered(at: usize, language: Language) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: usize| DIGITS.get(digit).copied().unwrap_or_default();
    match (language, at) {
        (Language::En, _) => format!("({at}) "),
        (Language::Zh, 100..) => format!("（{at}）"),
        (Language::Zh, 20..) => format!("（{}十{}）", digit(at / 10), digit(at % 10)),
        (Language::Zh, 10..) => format!("（十{}）", digit(at % 10)),
        (Language::Zh, _) => format!("（{}）", digit(at)),
    }
}
