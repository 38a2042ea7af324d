//! 等次

use std::collections::BTreeMap;

use super::Checker;
use super::context::Context;
use super::texts;
use crate::core::StillTied;
use crate::finding::{Code, Diagnostic, Fix, Spanned};
use crate::invariant::fit;
use crate::rules::{Demotion, Grade, Grades, Quota, TieKey};
use crate::syntax::ast::{self, StatementKind};
use crate::words;

impl<'a> Checker<'a> {
    fn source_grades(&self) -> Vec<&'a ast::Grades> {
        let items = self.file.items.iter();
        items
            .filter_map(|item| match item {
                ast::Item::Grades(grades) => Some(grades),
                _ => None,
            })
            .collect()
    }

    /// Names of the grades from the best down.
    pub(super) fn grade_names(&self) -> Vec<String> {
        let sources = self.source_grades();
        let grades = sources.first().into_iter().flat_map(|source| &source.grades);
        grades.map(|grade| grade.name.value.clone()).collect()
    }

    /// A grade by its name.
    pub(super) fn grade_named(&self, name: &str) -> Option<ast::Name> {
        let sources = self.source_grades();
        let mut grades = sources.first().into_iter().flat_map(|source| &source.grades);
        grades.find(|grade| grade.name.value == name).map(|grade| grade.name.clone())
    }

    /// Whether some of the grades are missing or could not be read.
    pub(super) fn grades_are_partial(&self) -> bool {
        let lacks_rest = self.source_grades().first().is_some_and(|source| source.otherwise.is_none());
        lacks_rest || self.grades_are_unread()
    }

    fn grades_are_unread(&self) -> bool {
        let sources = self.source_grades();
        sources.first().map_or(self.file.may_lack(StatementKind::Grades), |source| !source.unread.is_empty())
    }

    /// Whether a label outside the grades may be one that could not be read.
    pub(super) fn outcomes_are_partial(&self) -> bool {
        let is_unread = |kind| self.file.may_lack(kind);
        self.grades_are_partial() || [StatementKind::Veto, StatementKind::Participation].into_iter().any(is_unread)
    }

    /// The labels that a subject can have: grades, and outcomes outside them.
    pub(super) fn outcome_labels(&self) -> Vec<String> {
        let mut labels = self.grade_names();
        labels.extend(
            self.source_grades().first().and_then(|source| source.otherwise.as_ref()).map(|rest| rest.value.clone()),
        );
        labels.extend(self.file.items.iter().filter_map(|item| match item {
            ast::Item::Veto(veto) => Some(veto.outcome.value.clone()),
            ast::Item::Participation(participation) => Some(participation.otherwise.value.clone()),
            _ => None,
        }));
        labels
    }

    pub(super) fn demotions(&mut self) -> Vec<Demotion> {
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut demotions = Vec::new();
        for item in &self.file.items {
            let ast::Item::Demotion(source) = item else { continue };
            if let Some(first) = seen.insert(source.name.value.clone(), source.name.clone()) {
                self.repeated(&source.name, &first);
            }
            let condition = self.infer_yes_no(&source.condition, &Context::subject());
            let grades = self.grade_names().len();
            self.needs_grades(source.span, &words!("降等", "demote"));
            let is_read = !self.grades_are_unread();
            let Some(steps) = self.fitting_steps(&source.steps, grades, is_read) else { continue };
            let Some(condition) = condition else { continue };
            demotions.push(Demotion {
                name: source.name.value.clone(),
                condition,
                steps,
                basis: texts(&source.basis),
                span: source.span,
            });
        }
        demotions
    }

    /// 降 n 等: no more steps than there are grades, where all of these could be read.
    pub(super) fn fitting_steps(&mut self, written: &Spanned<u32>, grades: usize, is_read: bool) -> Option<usize> {
        let steps = fit(written.value);
        if grades == 0 || (1..=grades).contains(&steps) || !is_read {
            return Some(steps);
        }
        self.refuse(Diagnostic::error(
            Code::H0105,
            written.span,
            words!(
                "只有 {grades} 个等次，降的等数须是 1 到 {grades}",
                "there are {grades} grades, so the steps down lie between 1 and {grades}"
            ),
        ))
    }

    /// Reports an item that means nothing without 等次.
    pub(super) fn needs_grades(&mut self, span: crate::finding::Span, word: &crate::finding::Words) {
        if self.source_grades().is_empty() && !self.file.may_lack(StatementKind::Grades) {
            let crate::finding::Words { zh, en } = word;
            self.report(
                Diagnostic::error(
                    Code::H0204,
                    span,
                    words!("有「{zh}」而没有「等次」", "there is `{en}` but no `grades`"),
                )
                .help(words!("写：等次 {{ 优秀 … ; 其余 \"…\" }}", "write: grades {{ … ; otherwise \"…\" }}")),
            );
        }
    }

    pub(super) fn grades(&mut self) -> Option<Grades> {
        let sources = self.source_grades();
        self.only_once(&sources.iter().map(|source| source.span).collect::<Vec<_>>());
        let source = sources.first()?;
        let context = Context::subject();
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut grades = Vec::new();
        for grade in &source.grades {
            if let Some(first) = seen.insert(grade.name.value.clone(), grade.name.clone()) {
                self.repeated(&grade.name, &first);
            }
            let requirement = self.infer_yes_no(&grade.requirement, &context);
            let quota = grade.quota.as_ref().map(|quota| self.quota(quota));
            let Some(requirement) = requirement else { continue };
            grades.push(Grade {
                name: grade.name.value.clone(),
                line: self.total_line(requirement),
                requirement,
                // One with errors has been reported; the lines are still held against each other.
                quota: quota.flatten(),
                span: grade.span,
            });
        }
        self.quotas_need_totals(source);
        self.check_grade_lines(&grades);
        let otherwise = self.rest_of(source)?;
        Some(Grades {
            grades,
            otherwise,
            basis: texts(&source.basis),
            immaterial: source.immaterial.as_ref().map(|clause| clause.span),
        })
    }

    /// A quota puts subjects in order by their totals.
    pub(super) fn quotas_need_totals(&mut self, source: &ast::Grades) {
        let quotas = source.grades.iter().filter_map(|grade| grade.quota.as_ref());
        for quota in quotas.filter(|_| self.children.is_empty() && !self.may_lack_children()).collect::<Vec<_>>() {
            self.report(
                Diagnostic::error(
                    Code::H0204,
                    quota.span,
                    words!(
                        "名额按总分排先后，没有方面和指标就没有总分",
                        "a quota puts subjects in order by their totals, and without heads and indicators there are none"
                    ),
                )
                .help(words!(
                    "按别的数取前几家，写名次：名次(… 范围 全部 降序 并列 同名次) 不超过 3",
                    "to take the first of another order write a rank: rank(… scope everyone descending ties shared_rank) at_most 3"
                )),
            );
        }
    }

    /// 其余, without which there is no result where nothing else is reached.
    pub(super) fn rest_of(&mut self, source: &ast::Grades) -> Option<Spanned<String>> {
        if source.otherwise.is_none() {
            if ast::may_be(&source.unread, StatementKind::Otherwise) {
                return None;
            }
            let error = Diagnostic::error(
                Code::H0403,
                source.span,
                words!(
                    "等次有空档：各等次都不满足时没有结果",
                    "grades leave a gap: nothing is said when no grade is reached"
                ),
            )
            .help(words!("在最后写：其余 \"未达合格\"", "end with: otherwise \"fail\""));
            let rest = words!("\n  其余 \"未达合格\"", "\n  otherwise \"fail\"");
            self.report(match source.grades.last() {
                Some(last) => error.fix(Fix::behind(last.span, self.in_file(&rest))),
                None => error,
            });
            return None;
        }
        source.otherwise.clone()
    }

    pub(super) fn quota(&mut self, source: &ast::Quota) -> Option<Quota> {
        self.refuse_of_participants(source);
        let share = self.infer_number(&source.share, &Context::constant());
        let same = match &source.scope {
            Some(scope) => self.cohort_of(scope).map(|cohort| cohort.fields()),
            None => Some(Vec::new()),
        };
        let mut tie_break = Vec::new();
        for name in &source.tie_break {
            tie_break.push(self.tie_key(name));
        }
        // What ends behind a share that means nothing was cut off there.
        let ends_there = source.rounding.is_none() && source.tie_break.is_empty() && source.still_tied.is_none();
        if share.is_none() && ends_there {
            return None;
        }
        if source.rounding.is_none() {
            self.report(
                Diagnostic::error(
                    Code::H0405,
                    source.span,
                    words!("名额没有写怎么取整", "the quota does not say how it is rounded"),
                )
                .help(words!("写：名额 30% 向下取整 …", "write: quota 30% round_down …")),
            );
        }
        if source.tie_break.is_empty() && source.still_tied.is_none() {
            self.report(
                Diagnostic::error(
                    Code::H0405,
                    source.span,
                    words!("名额线上并列时怎么办没有写", "the quota does not say what happens to ties at its line"),
                )
                .help(words!("写：并列 比 D，或 仍同 全退", "write: ties compare_by D, or still_tied all_out")),
            );
        }
        let share = share?;
        let number = self.constant_number(share);
        let fits =
            number.as_ref().is_some_and(|number| !number.is_negative() && *number <= crate::number::Number::one());
        if !fits {
            return self.refuse(Diagnostic::error(
                Code::H0105,
                source.share.span,
                words!("名额的比例须在 0% 到 100% 之间", "the share of a quota lies between 0% and 100%"),
            ));
        }
        Some(Quota {
            share: number?,
            same: same?,
            rounding: source.rounding.as_ref()?.value,
            tie_break: tie_break.into_iter().collect::<Option<_>>()?,
            // A quota is a ceiling, so what is not told apart stays out unless the rule says otherwise.
            still_tied: source.still_tied.as_ref().map_or(StillTied::AllOut, |tied| tied.value),
            span: source.span,
        })
    }

    fn tie_key(&mut self, name: &ast::Name) -> Option<TieKey> {
        if let Some(head) = self.head_of(name) {
            return Some(TieKey::Head(head));
        }
        if let Some(indicator) = self.indicator_of(name) {
            return Some(TieKey::Indicator(indicator));
        }
        if self.is_lost(name, Self::EARNERS) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self
            .heads
            .iter()
            .map(|head| head.code.clone())
            .chain(self.indicators.iter().map(|indicator| indicator.code.clone()))
            .collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("并列比的「{written}」不是方面或指标", "`{written}` is neither a head nor an indicator"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }
}
