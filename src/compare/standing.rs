//! Tables, and what decides about grades, as items of clauses.

use std::collections::BTreeMap;

use super::item::{Kind, Label};
use super::view::{Clause, Viewer, based, plain};
use crate::core::ExprId;
use crate::syntax;
use crate::syntax::ast;

impl<'s> Viewer<'s, '_> {
    pub(super) fn standing(&mut self, item: &'s ast::Item) {
        let rules = &self.side.program.rules;
        match item {
            ast::Item::Veto(veto) => {
                let known = rules.vetoes.iter().find(|known| known.span == veto.span).map(|known| known.condition);
                let clause = self.when(&veto.condition);
                let when = self.meaning(clause, known);
                let outcome = plain(Label::Outcome, veto.outcome.value.clone());
                let clauses = [Some(when), Some(outcome), based(&veto.basis)].into_iter().flatten().collect();
                self.put(Kind::Veto, &veto.name.value, None, clauses);
            }
            ast::Item::Restriction(restriction) => {
                let is_it = |known: &&crate::rules::Restriction| known.span == restriction.span;
                let known = rules.restrictions.iter().find(is_it).map(|known| known.condition);
                let clause = self.when(&restriction.condition);
                let when = self.meaning(clause, known);
                let best = plain(Label::Outcome, format!("最高 {}", restriction.grade.value));
                let clauses = [Some(when), Some(best), based(&restriction.basis)];
                self.put(Kind::Restriction, &restriction.name.value, None, clauses.into_iter().flatten().collect());
            }
            ast::Item::Demotion(demotion) => {
                let is_it = |known: &&crate::rules::Demotion| known.span == demotion.span;
                let known = rules.demotions.iter().find(is_it).map(|known| known.condition);
                let clause = self.when(&demotion.condition);
                let when = self.meaning(clause, known);
                let steps = plain(Label::Outcome, format!("降 {} 等", demotion.steps.value));
                let clauses = [Some(when), Some(steps), based(&demotion.basis)];
                self.put(Kind::Demotion, &demotion.name.value, None, clauses.into_iter().flatten().collect());
            }
            ast::Item::Participation(participation) => {
                let known = rules.participation.as_ref().map(|known| known.condition);
                let clause = self.when(&participation.condition);
                let when = self.meaning(clause, known);
                let rest = plain(Label::Otherwise, participation.otherwise.value.clone());
                let clauses = [Some(when), Some(rest), based(&participation.basis)];
                self.put(Kind::Participation, "", None, clauses.into_iter().flatten().collect());
            }
            ast::Item::ManualGrades(manual) => {
                let names = [&manual.grade, &manual.reason, &manual.document];
                let columns: Vec<&str> = names.into_iter().flatten().map(|name| name.value.as_str()).collect();
                let clause = plain(Label::Itself, format!("{}：{}", manual.table.value, columns.join("、")));
                self.put(Kind::ManualGrades, "", None, vec![clause]);
            }
            ast::Item::Grades(grades) => {
                let known = self.side.program.rules.grades.as_ref();
                let known = known.into_iter().flat_map(|known| &known.grades);
                let known = known.map(|known| (known.name.clone(), known.requirement)).collect();
                let clauses = self.grades(grades, &known);
                self.put(Kind::Grades, "", None, clauses);
            }
            ast::Item::Grading(grading) => self.grading(grading),
            _ => {}
        }
    }

    fn when(&self, condition: &ast::Expr) -> Clause {
        Clause { rows: self.terms(condition), ..self.at(Label::When, condition.span) }
    }

    /// A further grading; what is asked in it is compared by what it says.
    fn grading(&mut self, grading: &'s ast::Grading) {
        let mut clauses = self.grades(&grading.grades, &BTreeMap::new());
        for veto in &grading.vetoes {
            let text = format!("{} → {}", syntax::one_line(self.text(veto.condition.span)), veto.outcome.value);
            clauses.push(Clause { name: Some(veto.name.value.clone()), ..plain(Label::When, text) });
        }
        for restriction in &grading.restrictions {
            let text = format!(
                "{} → 最高 {}",
                syntax::one_line(self.text(restriction.condition.span)),
                restriction.grade.value
            );
            clauses.push(Clause { name: Some(restriction.name.value.clone()), ..plain(Label::When, text) });
        }
        for demotion in &grading.demotions {
            let text =
                format!("{} → 降 {} 等", syntax::one_line(self.text(demotion.condition.span)), demotion.steps.value);
            clauses.push(Clause { name: Some(demotion.name.value.clone()), ..plain(Label::When, text) });
        }
        self.put(Kind::Grades, &grading.name.value, None, clauses);
    }

    fn grades(&mut self, grades: &'s ast::Grades, known: &BTreeMap<String, ExprId>) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = based(&grades.basis).into_iter().collect();
        for grade in &grades.grades {
            let known = known.get(&grade.name.value).copied();
            let name = Some(grade.name.value.clone());
            let rows = self.terms(&grade.requirement);
            let clause = Clause { name: name.clone(), rows, ..self.at(Label::Requirement, grade.requirement.span) };
            clauses.push(self.meaning(clause, known));
            let quota = grade.quota.as_ref();
            clauses.extend(quota.map(|quota| Clause { name, ..self.behind_word(Label::Quota, quota.span) }));
        }
        clauses.extend(grades.otherwise.as_ref().map(|rest| plain(Label::Otherwise, rest.value.clone())));
        clauses
    }

    pub(super) fn enumeration(&mut self, source: &'s ast::Enumeration) {
        let rows = items(&source.list);
        let clause = Clause { rows: rows.clone(), ..plain(Label::Itself, rows.join("、")) };
        let order = source.list.order.map(|order| match order {
            ast::ChoiceOrder::BestToWorst => plain(Label::Direction, "从优到劣"),
            ast::ChoiceOrder::HighToLow => plain(Label::Direction, "从高到低"),
        });
        self.put(Kind::Enumeration, &source.name.value, None, order.into_iter().chain([clause]).collect());
    }

    /// 列出, a clause for each line.
    pub(super) fn outputs(&mut self, outputs: &'s ast::Outputs) {
        let line = |line: &ast::OutputLine| {
            let name = line.title.as_ref().map_or_else(|| line.written.clone(), |title| title.value.clone());
            Clause { name: Some(name), ..self.at(Label::Column, line.span) }
        };
        let clauses = outputs.lines.iter().map(line).collect();
        self.put(Kind::Outputs, "", None, clauses);
    }

    pub(super) fn table(&mut self, table: &'s ast::Table) {
        let mut clauses = Vec::new();
        let file = table.file.as_ref().map(|file| file.value.clone()).unwrap_or_default();
        let rows = match &table.in_database {
            Some(ast::InDatabase::Table(name)) => format!(" 表 {}", name.value),
            Some(ast::InDatabase::Query(query)) => format!(" 查询 {}", query.value),
            None => String::new(),
        };
        clauses.push(plain(Label::File, format!("{file}{rows}")));
        if let Some(within) = &table.parent {
            let key: Vec<&str> = within.key.iter().map(|name| name.value.as_str()).collect();
            let columns: Vec<&str> = within.columns.iter().map(|name| name.value.as_str()).collect();
            let headers = if columns.is_empty() { String::new() } else { format!(" 列 {}", columns.join("、")) };
            let text = format!("{} 按 {}{headers}", within.table.value, key.join("、"));
            clauses.push(plain(Label::Within, text));
        }
        for field in &table.fields {
            let text = self.text(crate::finding::Span { start: field.ty_span.start, ..field.span });
            let name = Some(field.name.value.clone());
            let rows = match &field.ty {
                ast::FieldType::Choice(list) => items(list),
                _ => Vec::new(),
            };
            clauses.push(Clause { name, rows, ..plain(Label::Column, syntax::one_line(text)) });
        }
        if !table.key.is_empty() {
            let key: Vec<&str> = table.key.iter().map(|name| name.value.as_str()).collect();
            clauses.push(plain(Label::Key, key.join("、")));
        }
        let texts = |texts: &[crate::finding::Spanned<String>]| {
            texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("、")
        };
        let header = table.header_row.as_ref().map(|row| row.value.to_string()).unwrap_or_default();
        let others = if table.ignore_other_columns { "忽略" } else { "" };
        let [missing, inapplicable, zero] = &table.marks;
        let said = [
            ("其余列", others.to_owned()),
            ("工作表", texts(&table.sheets)),
            ("表头行", header),
            ("缺失记号", texts(missing)),
            ("不适用记号", texts(inapplicable)),
            ("零记号", texts(zero)),
        ];
        for (word, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
            clauses.push(Clause { name: Some(word.to_owned()), ..plain(Label::Layout, text) });
        }
        self.put(Kind::Table, &table.name.value, None, clauses);
    }
}

/// The items of an enumeration, with what files say for them.
fn items(list: &ast::ChoiceList) -> Vec<String> {
    let item = |item: &ast::ChoiceItem| {
        let spellings: Vec<String> = item.spellings.iter().map(|spelling| format!("\"{}\"", spelling.value)).collect();
        if spellings.is_empty() {
            return item.name.value.clone();
        }
        format!("{} 作 {}", spellings.join(" 或 "), item.name.value)
    };
    list.items.iter().map(item).collect()
}
