//! 人工定等

use super::Checker;
use super::infer::type_names;
use crate::core::{FieldId, Schema, TableId, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::rules::ManualGrades;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// 人工定等: `None` when it has errors.
    #[allow(clippy::option_option, reason = "outer: without errors; inner: written at all")]
    pub(super) fn manual_grades(&mut self) -> Option<Option<ManualGrades>> {
        let file = self.file;
        let sources: Vec<&ast::ManualGrades> = file
            .items
            .iter()
            .filter_map(|item| match item {
                ast::Item::ManualGrades(manual) => Some(manual),
                _ => None,
            })
            .collect();
        self.only_once(&sources.iter().map(|source| source.span).collect::<Vec<_>>());
        let Some(source) = sources.first() else { return Some(None) };
        self.needs_grades(source.span, &words!("人工定等", "manual_grade"));
        let table = self.table_id(&source.table)?;
        if self.schema.parent(table) != Some(Schema::SUBJECTS) {
            let (written, subjects) = (&source.table.value, self.table_name(Schema::SUBJECTS));
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    source.table.span,
                    words!(
                        "人工定等的表要直接属于「{subjects}」，「{written}」不是",
                        "manual grades stand in a table directly within `{subjects}`; `{written}` is none"
                    ),
                )
                .help(words!(
                    "如 数据 定等决定 \"decisions.csv\" 属于 {subjects} 按 … {{ … }}",
                    "such as table decisions \"decisions.csv\" within {subjects} by … {{ … }}"
                )),
            );
        }
        let wanted = |zh: &str, en: &str| Words { zh: zh.to_owned(), en: en.to_owned() };
        let grade = self.manual_column(table, source.grade.as_ref(), &wanted("等次", "grades"), source.span);
        let reason = self.manual_column(table, source.reason.as_ref(), &wanted("理由", "reason"), source.span);
        let document =
            self.manual_column(table, source.document.as_ref(), &wanted("文号", "document_number"), source.span);
        let (grade, reason, document) = (grade?, reason?, document?);
        self.holds_outcomes(table, grade, source.grade.as_ref()?.span)?;
        self.holds_text(table, reason, source.reason.as_ref()?.span)?;
        self.holds_text(table, document, source.document.as_ref()?.span)?;
        Some(Some(ManualGrades { table, grade, reason, document, span: source.span }))
    }

    fn manual_column(&mut self, table: TableId, name: Option<&ast::Name>, word: &Words, span: Span) -> Option<FieldId> {
        if let Some(name) = name {
            return self.field_id(table, name);
        }
        let Words { zh, en } = word;
        self.refuse(
            Diagnostic::error(
                Code::H0204,
                span,
                words!("人工定等没有写「{zh}」在哪一列", "`manual_grade` does not name the column of `{en}`"),
            )
            .help(words!(
                "等次、理由、文号三列都要写：没有理由和文号的定等不算数",
                "grades, reason and document_number are all wanted: a decision without them does not count"
            )),
        )
    }

    /// Grades are told apart by their names, as a text or as choices that are all outcomes of the rules.
    fn holds_outcomes(&mut self, table: TableId, field: FieldId, span: Span) -> Option<()> {
        let Type::Choice(choices) = self.schema.field(table, field)?.ty.clone() else {
            return self.holds_text(table, field, span);
        };
        if self.outcomes_are_partial() {
            return Some(());
        }
        let labels = self.outcome_labels();
        let Some(unknown) = choices.iter().find(|choice| !labels.contains(choice)) else { return Some(()) };
        let Words { zh, en } = Words::listed(&labels);
        let declared = self.schema.field(table, field)?.span;
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                declared,
                words!("没有「{unknown}」这个等次，只有：{zh}", "there is no grade `{unknown}`, only: {en}"),
            )
            .label(span, words!("人工定等读这一列", "manual grades are read from it"))
            .suggest(unknown, labels.iter().map(String::as_str)),
        )
    }

    fn holds_text(&mut self, table: TableId, field: FieldId, span: Span) -> Option<()> {
        let ty = self.schema.field(table, field)?.ty.clone();
        if ty == Type::Text {
            return Some(());
        }
        let (zh, en) = type_names(&ty);
        self.refuse(Diagnostic::error(
            Code::H0302,
            span,
            words!("人工定等的这一列要是文本，声明的却是{zh}", "this column of manual grades must be text, not {en}"),
        ))
    }
}
