//! 等次

use std::collections::BTreeMap;

use super::Checker;
use super::context::Context;
use crate::lang::model::{Grade, Grades, Quota, StillTied, TieKey};
use crate::lang::syntax::ast;
use crate::lang::{Code, Diagnostic};
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
                line: self.total_line(&requirement),
                requirement,
                // One with errors has been reported; the lines are still held against each other.
                quota: quota.flatten(),
                span: grade.span,
            });
        }
        if self.heads.is_empty() {
            self.report(Diagnostic::error(
                Code::H0204,
                source.span,
                words!("有等次而没有方面和指标", "there are grades but no heads and indicators"),
            ));
        }
        self.check_grade_lines(&grades);
        let Some(otherwise) = &source.otherwise else {
            if self.has_unread(source.span) {
                return None;
            }
            self.report(
                Diagnostic::error(
                    Code::H0403,
                    source.span,
                    words!(
                        "等次有空档：各等次都不满足时没有结果",
                        "grades leave a gap: nothing is said when no grade is reached"
                    ),
                )
                .help(words!("在最后写：其余 \"未达合格\"", "end with: otherwise \"…\"")),
            );
            return None;
        };
        Some(Grades { grades, otherwise: otherwise.value.clone() })
    }

    fn quota(&mut self, source: &ast::Quota) -> Option<Quota> {
        let share = self.infer_number(&source.share, &Context::constant());
        let mut tie_break = Vec::new();
        for name in &source.tie_break {
            tie_break.push(self.tie_key(name));
        }
        if source.rounding.is_none() {
            self.report(
                Diagnostic::error(
                    Code::H0405,
                    source.span,
                    words!("名额没有写怎么取整", "the quota does not say how it is rounded"),
                )
                .help(words!("写：名额 参评园区的 30% 向下取整 …", "write: quota of_participants 30% round_down …")),
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
        let number = self.constant_number(&share);
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
            rounding: source.rounding.as_ref()?.value,
            tie_break: tie_break.into_iter().collect::<Option<_>>()?,
            // A quota is a ceiling, so what is not told apart stays out unless the rule says otherwise.
            still_tied: source.still_tied.as_ref().map_or(StillTied::AllOut, |tied| tied.value),
            span: source.span,
        })
    }

    fn tie_key(&mut self, name: &ast::Name) -> Option<TieKey> {
        if let Some(head) = self.heads.iter().position(|head| head.code == name.value) {
            return Some(TieKey::Head(head));
        }
        if let Some(indicator) = self.indicators.iter().position(|indicator| indicator.code == name.value) {
            return Some(TieKey::Indicator(indicator));
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
