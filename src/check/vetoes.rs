//! 否决 and 限制.

use std::collections::BTreeMap;

use super::context::Context;
use super::uses::Meaning;
use super::{Checker, texts};
use crate::core::GradeId;
use crate::finding::{Code, Diagnostic, Words};
use crate::rules::{Restriction, Veto};
use crate::syntax::ast::{self};
use crate::words;

impl Checker<'_> {
    pub(super) fn vetoes(&mut self) -> Vec<Veto> {
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut vetoes = Vec::new();
        for item in &self.file.items {
            let ast::Item::Veto(source) = item else { continue };
            if let Some(first) = seen.insert(source.name.value.clone(), source.name.clone()) {
                self.repeated(&source.name, &first);
            }
            let Some(condition) = self.infer_yes_no(&source.condition, &Context::subject()) else { continue };
            vetoes.push(Veto {
                name: source.name.value.clone(),
                condition,
                outcome: source.outcome.value.clone(),
                basis: texts(&source.basis),
                span: source.span,
            });
        }
        vetoes
    }

    pub(super) fn restrictions(&mut self, grades: Option<&crate::rules::Grades>) -> Vec<Restriction> {
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut restrictions = Vec::new();
        for item in &self.file.items {
            let ast::Item::Restriction(source) = item else { continue };
            if let Some(first) = seen.insert(source.name.value.clone(), source.name.clone()) {
                self.repeated(&source.name, &first);
            }
            let condition = self.infer_yes_no(&source.condition, &Context::subject());
            let names: Vec<String> = self.grade_names();
            let Some(best) = names.iter().position(|name| *name == source.grade.value) else {
                // Grades with errors have been reported; this may be the one that they lack.
                if !self.grades_are_partial() {
                    self.report(no_such_grade(&source.grade, &names));
                }
                continue;
            };
            self.means(Meaning::Grade(source.grade.value.clone()), source.grade.span);
            let (Some(condition), Some(_)) = (condition, grades) else { continue };
            restrictions.push(Restriction {
                name: source.name.value.clone(),
                condition,
                best: GradeId(best),
                basis: texts(&source.basis),
                span: source.span,
            });
        }
        restrictions
    }
}

/// 最高 names a grade that the rule set does not have.
pub(super) fn no_such_grade(grade: &ast::Name, names: &[String]) -> Diagnostic {
    let (written, Words { zh, en }) = (&grade.value, Words::listed(names));
    if names.is_empty() {
        return Diagnostic::error(
            Code::H0201,
            grade.span,
            words!(
                "规则集没有「等次」，「{written}」无从说起",
                "the rule set has no grades, so there is no `{written}`"
            ),
        )
        .help(words!(
            "写上：等次 {{ {written} 总分 不低于 … 分 ; 其余 \"…\" }}",
            "add: grades {{ {written} total at_least … 分 ; otherwise \"…\" }}"
        ));
    }
    Diagnostic::error(
        Code::H0201,
        grade.span,
        words!("没有「{written}」这个等次，只有：{zh}", "there is no grade `{written}`, only: {en}"),
    )
    .suggest(written, names.iter().map(String::as_str))
}
