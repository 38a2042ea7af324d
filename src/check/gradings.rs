//! 等次 NAME: further gradings. Each is spelt out as a figure that is one of its labels, so that others may read it and
//! results have it as a column.

use std::collections::BTreeMap;

use super::context::Context;
use super::known::KnownEnumeration;
use super::uses::Meaning;
use super::vetoes::no_such_grade;
use super::{Checker, State};
use crate::core::{
    ChoiceName, ChoiceOrder, Choices, Comparison, Constant, DefinitionId, ExprId, ExprKind, FigureId, Origin, Schema,
    Type,
};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::rules::{Grade, Output};
use crate::syntax::ast::{self, StatementKind};
use crate::syntax::is_name;
use crate::words;

/// What a grading says, inferred.
struct Parts<'a> {
    /// Each with what it takes, from the best down.
    grades: Vec<(&'a ast::Grade, Option<ExprId>)>,
    /// 否决 in a row that come to one outcome.
    vetoes: Vec<(&'a ast::Name, Vec<ExprId>)>,
    /// 限制, each with the place of the best grade that it leaves.
    restrictions: Vec<(usize, ExprId)>,
    /// 降等, each with its steps.
    demotions: Vec<(usize, ExprId)>,
}

impl<'a> Checker<'a> {
    /// The further gradings, in file order.
    pub(super) fn gradings(&self) -> impl Iterator<Item = &'a ast::Grading> + use<'a> {
        let file: &'a ast::File = self.file;
        file.items.iter().filter_map(|item| match item {
            ast::Item::Grading(grading) => Some(&**grading),
            _ => None,
        })
    }

    /// The labels of each grading, as an enumeration from the best to the worst that columns may have too.
    pub(super) fn declare_labels(&mut self) {
        let participation = self.file.items.iter().find_map(|item| match item {
            ast::Item::Participation(participation) => Some(participation.otherwise.value.clone()),
            _ => None,
        });
        for grading in self.gradings() {
            if let Some(first) = self.enumerations.iter().find(|known| known.name.value == grading.name.value) {
                let first = first.name.clone();
                self.repeated(&grading.name, &first);
                continue;
            }
            if !grading.grades.unread.is_empty() {
                self.lost.add(Some(StatementKind::Enumeration), &grading.name.value);
                continue;
            }
            let grades = grading.grades.grades.iter().map(|grade| grade.name.value.clone());
            let rest = grading.grades.otherwise.iter().map(|rest| rest.value.clone());
            let vetoes = grading.vetoes.iter().map(|veto| veto.outcome.value.clone());
            let mut labels: Vec<String> = Vec::new();
            for label in grades.chain(rest).chain(vetoes).chain(participation.clone()) {
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
            let items = labels.into_iter().map(|name| {
                let written = if is_name(&name) { name.clone() } else { format!("\"{name}\"") };
                ChoiceName { name, written, spellings: Vec::new() }
            });
            let choices = Choices::new(items.collect(), Some(ChoiceOrder::BestToWorst));
            self.enumerations.push(KnownEnumeration { name: grading.name.clone(), choices, is_grading: true });
        }
    }

    /// The figures of the gradings, so that anything may refer to them.
    pub(super) fn declare_gradings(&mut self) {
        for grading in self.gradings() {
            let id = DefinitionId(self.definitions.len());
            // Of two with one name the first is meant.
            self.grading_ids.entry(grading.name.value.clone()).or_insert(id);
            self.definitions.push((&grading.figure, State::Untouched));
        }
    }

    /// The grading of which a definition is the figure.
    pub(super) fn grading_of(&self, figure: &ast::Definition) -> Option<&'a ast::Grading> {
        self.gradings().find(|grading| std::ptr::eq(&raw const grading.figure, figure))
    }

    /// 等次(NAME)
    pub(super) fn grade_of(&mut self, name: &ast::Name, span: Span, context: &Context) -> Option<ExprId> {
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "等次是一家被评对象的，不能写在参数里或下级的行里",
                    "a grade is of a subject and cannot be read in a parameter or in a row below"
                ),
            ));
        }
        let Some(id) = self.grading_ids.get(&name.value).copied() else { return self.no_such_grading(name) };
        self.means(Meaning::Definition(id), name.span);
        let definition = self.definition(id)?;
        let ty = self.arena[definition.value].ty.clone();
        Some(self.arena.add(ExprKind::Figure(FigureId::Definition(id)), ty, span))
    }

    fn no_such_grading<T>(&mut self, name: &ast::Name) -> Option<T> {
        if self.file.may_lack(StatementKind::Grades) {
            return None;
        }
        let written = &name.value;
        let known: Vec<&str> = self.gradings().map(|grading| grading.name.value.as_str()).collect();
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("没有名为「{written}」的等次", "there is no grading `{written}`"),
        );
        let error = error.suggest(written, known.iter().copied());
        let listed = known.join("、");
        self.refuse(if error.help.is_some() {
            error
        } else if !known.is_empty() {
            error.help(words!("另外的各套等次是：{listed}", "the further gradings are: {listed}"))
        } else {
            error.help(words!(
                "括号里写另一套等次的名称：等次 {written} {{ … ; 其余 \"…\" }}",
                "in the brackets stands the name of a further grading: grades {written} {{ … ; otherwise \"…\" }}"
            ))
        })
    }

    /// The figure of a grading that a 示例 names, with its labels.
    pub(super) fn grading_named(&mut self, name: &ast::Name) -> Option<(FigureId, Choices)> {
        let id = self.grading_ids.get(&name.value).copied()?;
        self.means(Meaning::Definition(id), name.span);
        let known = self.enumerations.iter().find(|known| known.is_grading && known.name.value == name.value)?;
        Some((FigureId::Definition(id), known.choices.clone()))
    }

    /// The columns that the gradings are in results.
    pub(super) fn grading_columns(&mut self) -> Vec<Output> {
        let mut columns = Vec::new();
        for grading in self.gradings() {
            let Some(id) = self.grading_ids.get(&grading.name.value).copied() else { continue };
            let Some(definition) = self.definition(id) else { continue };
            let ty = self.arena[definition.value].ty.clone();
            let origin = Origin::implied(grading.name.span);
            let value = self.arena.figure(FigureId::Definition(id), ty.clone(), origin);
            columns.push(Output {
                title: grading.name.value.clone(),
                written: definition.name,
                value,
                ty,
                rounding: None,
                of_each: false,
                is_rank: false,
                is_grading: true,
                span: grading.name.span,
            });
        }
        columns
    }

    /// A grading as a figure.
    pub(super) fn grading(&mut self, grading: &'a ast::Grading) -> Option<ExprId> {
        let parts = self.parts_of_grading(grading);
        let grades = &grading.grades;
        if let Some(clause) = &grades.immaterial {
            self.report(
                Diagnostic::error(
                    Code::H0207,
                    clause.span,
                    words!(
                        "「缺失 无碍 照定」只写在没有名称的等次里",
                        "`missing immaterial graded` stands in the grading without a name only"
                    ),
                )
                .help(words!("删去这一行", "remove this line")),
            );
        }
        let rest = self.rest_of(grades);
        let named = |name: &ast::Name| self.enumerations.iter().any(|known| known.name.span == name.span);
        if !named(&grading.name) || !grades.unread.is_empty() {
            return None;
        }
        let choices = self.enumerations.iter().find(|known| known.name.span == grading.name.span)?.choices.clone();
        let (parts, rest) = (parts?, rest?);
        let mut arms = self.arms_of_grading(&parts, grading)?;
        let ty = Type::Choice(choices.clone());
        let label = |checker: &mut Self, name: &str, span: Span| {
            let place = choices.place(name).or_broken("the labels of a grading are those that it can come to");
            checker.arena.constant(Constant::Choice(place), ty.clone(), span)
        };
        if let Some(participation) = self.source_participations().first().copied() {
            let participates = self.participates(participation.span);
            let not = self.arena.not(participates, Origin::implied(participation.span));
            arms.insert(0, (not, participation.otherwise.value.clone(), participation.otherwise.span));
        }
        let arms = arms.into_iter().map(|(condition, name, span)| (condition, label(self, &name, span)));
        let arms: Vec<(ExprId, ExprId)> = arms.collect();
        let otherwise = label(self, &rest.value, rest.span);
        if arms.is_empty() {
            return Some(otherwise);
        }
        Some(self.arena.add(ExprKind::Case { arms, otherwise }, Type::Choice(choices), grading.name.span))
    }

    /// What a grading says; `None` when some of it has errors.
    fn parts_of_grading(&mut self, grading: &'a ast::Grading) -> Option<Parts<'a>> {
        let context = Context::subject();
        let mut complete = true;
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut grades = Vec::new();
        let mut lines = Vec::new();
        for grade in &grading.grades.grades {
            if let Some(first) = seen.insert(grade.name.value.clone(), grade.name.clone()) {
                self.repeated(&grade.name, &first);
            }
            let requirement = self.infer_yes_no(&grade.requirement, &context);
            complete &= requirement.is_some();
            grades.push((grade, requirement));
            let Some(requirement) = requirement else { continue };
            let (name, line) = (grade.name.value.clone(), self.total_line(requirement));
            lines.push(Grade { name, line, requirement, quota: None, span: grade.span });
        }
        self.check_grade_lines(&lines);
        self.quotas_need_totals(&grading.grades);
        let mut vetoes: Vec<(&ast::Name, Vec<ExprId>)> = Vec::new();
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        for veto in &grading.vetoes {
            if let Some(first) = seen.insert(veto.name.value.clone(), veto.name.clone()) {
                self.repeated(&veto.name, &first);
            }
            let condition = self.infer_yes_no(&veto.condition, &context);
            complete &= condition.is_some();
            let Some(condition) = condition else { continue };
            match vetoes.last_mut().filter(|(outcome, _)| outcome.value == veto.outcome.value) {
                Some((_, conditions)) => conditions.push(condition),
                None => vetoes.push((&veto.outcome, vec![condition])),
            }
        }
        let names: Vec<String> = grading.grades.grades.iter().map(|grade| grade.name.value.clone()).collect();
        let mut restrictions = Vec::new();
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        for restriction in &grading.restrictions {
            if let Some(first) = seen.insert(restriction.name.value.clone(), restriction.name.clone()) {
                self.repeated(&restriction.name, &first);
            }
            let condition = self.infer_yes_no(&restriction.condition, &context);
            let best = names.iter().position(|name| *name == restriction.grade.value);
            if best.is_none() && grading.grades.unread.is_empty() {
                self.report(no_such_grade(&restriction.grade, &names));
            }
            complete &= condition.is_some() && best.is_some();
            restrictions.extend(best.zip(condition));
        }
        let mut demotions = Vec::new();
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        for demotion in &grading.demotions {
            if let Some(first) = seen.insert(demotion.name.value.clone(), demotion.name.clone()) {
                self.repeated(&demotion.name, &first);
            }
            let condition = self.infer_yes_no(&demotion.condition, &context);
            let steps = self.fitting_steps(&demotion.steps, names.len(), grading.grades.unread.is_empty());
            complete &= condition.is_some() && steps.is_some();
            demotions.extend(steps.zip(condition));
        }
        complete.then_some(Parts { grades, vetoes, restrictions, demotions })
    }

    /// What a grading asks in turn, each with the label that it gives.
    fn arms_of_grading(&mut self, parts: &Parts<'a>, grading: &'a ast::Grading) -> Option<Vec<(ExprId, String, Span)>> {
        let subjects = Some(Schema::SUBJECTS);
        let has_quota = parts.grades.iter().any(|(grade, _)| grade.quota.is_some());
        let mut arms: Vec<(ExprId, String, Span)> = Vec::new();
        // What came before, where a quota has to know who is still asked.
        let mut before: Vec<ExprId> = Vec::new();
        for (outcome, conditions) in &parts.vetoes {
            let fires = match conditions.as_slice() {
                [only] => *only,
                _ => self.arena.yes_no(ExprKind::Or(conditions.clone()), outcome.span),
            };
            let fires = if has_quota { self.shared(fires, subjects) } else { fires };
            if has_quota {
                before.push(self.another(fires));
            }
            arms.push((fires, outcome.value.clone(), outcome.span));
        }
        let requirements: Vec<ExprId> = parts.grades.iter().filter_map(|(_, requirement)| *requirement).collect();
        let requirements = if parts.demotions.is_empty() {
            requirements
        } else {
            self.lowered(&requirements, &parts.demotions, grading.figure.span)
        };
        let restrictions: Vec<(usize, ExprId)> =
            parts.restrictions.iter().map(|(best, fires)| (*best, self.shared(*fires, subjects))).collect();
        for (place, ((grade, _), requirement)) in parts.grades.iter().zip(requirements).enumerate() {
            let origin = Origin::implied(grade.span);
            let mut terms = vec![requirement];
            for (best, fires) in &restrictions {
                if *best > place {
                    let fires = self.another(*fires);
                    terms.push(self.arena.not(fires, origin));
                }
            }
            let mut given = match terms.as_slice() {
                [only] => *only,
                _ => self.arena.yes_no(ExprKind::And(terms), grade.span),
            };
            if let Some(quota) = &grade.quota {
                let open: Vec<ExprId> = before
                    .clone()
                    .into_iter()
                    .map(|gone| {
                        let gone = self.another(gone);
                        self.arena.not(gone, origin)
                    })
                    .chain([given])
                    .collect();
                let earned = self.arena.yes_no(ExprKind::And(open), origin);
                let earned = self.shared(earned, subjects);
                let within = self.within_places(earned, quota, grade.name.span)?;
                let earned = self.another(earned);
                given = self.arena.yes_no(ExprKind::And(vec![earned, within]), grade.span);
            }
            if has_quota {
                given = self.shared(given, subjects);
                before.push(self.another(given));
            }
            arms.push((given, grade.name.value.clone(), grade.name.span));
        }
        Some(arms)
    }

    /// For each grade whether it is had where grades are lowered: the one that lies so many steps below the best that was
    /// earned, or a lower one whose requirement is met.
    fn lowered(&mut self, requirements: &[ExprId], demotions: &[(usize, ExprId)], span: Span) -> Vec<ExprId> {
        let (subjects, origin) = (Some(Schema::SUBJECTS), Origin::implied(span));
        let met: Vec<ExprId> = requirements.iter().map(|met| self.shared(*met, subjects)).collect();
        let count = |checker: &mut Self, count: usize| checker.arena.pure(Number::count(count), origin);
        let mut arms = Vec::new();
        for (place, met) in met.iter().enumerate() {
            let (met, place) = (self.another(*met), count(self, place));
            arms.push((met, place));
        }
        let none = count(self, requirements.len());
        let earned = self.arena.add(ExprKind::Case { arms, otherwise: none }, Type::pure(), origin);
        let mut terms = vec![earned];
        for (steps, fires) in demotions {
            let (steps, zero) = (count(self, *steps), count(self, 0));
            terms.push(self.arena.only_where(*fires, steps, zero, origin));
        }
        let lands = self.arena.sum(terms, Type::pure(), origin);
        let lands = self.shared(lands, subjects);
        let mut had = Vec::new();
        for (place, met) in met.iter().enumerate() {
            let held = |checker: &mut Self, comparison| {
                let (lands, place) = (checker.another(lands), count(checker, place));
                checker.arena.compare(comparison, (lands, place), origin)
            };
            let (there, above) = (held(self, Comparison::Equal), held(self, Comparison::Below));
            let met = self.another(*met);
            let below = self.arena.yes_no(ExprKind::And(vec![above, met]), origin);
            had.push(self.arena.yes_no(ExprKind::Or(vec![there, below]), origin));
        }
        had
    }
}
