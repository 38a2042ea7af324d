//! One page, written from `templates/survey.html`.

use std::fmt::Write as _;

use askama::Template;

use super::document::{Column, Document, Example, File, Table};
use crate::finding::Language;
use crate::invariant::{OrBroken, fit};
use crate::report::diagnostics::Line;

/// The page.
#[derive(Template)]
#[template(path = "survey.html")]
struct Page<'d> {
    lang: &'static str,
    document: &'d Document,
    findings: Vec<Line<'d>>,
    t: Titles,
}

/// The words of the page.
struct Titles {
    title: &'static str,
    findings: &'static str,
    none: &'static str,
    is_zh: bool,
    column: &'static str,
    unit: &'static str,
    filled: &'static str,
    missing: &'static str,
    missing_by: &'static str,
    least: &'static str,
    greatest: &'static str,
    distribution: &'static str,
    repaired: &'static str,
}

impl Titles {
    fn of(language: Language) -> Self {
        let of = |zh, en| language.either(zh, en);
        Self {
            title: of("数据核对", "what was read"),
            findings: of("像是有问题的", "what is probably wrong"),
            none: of("没有", "nothing"),
            is_zh: language == Language::Zh,
            column: of("列", "column"),
            unit: of("单位", "unit"),
            filled: of("有值", "filled"),
            missing: of("缺", "missing"),
            missing_by: of("各组缺多少", "missing by group"),
            least: of("最小", "least"),
            greatest: of("最大", "greatest"),
            distribution: of("分布", "distribution"),
            repaired: of("修整", "repaired"),
        }
    }
}

pub(super) fn page(document: &Document, language: Language) -> String {
    let lang = language.either("zh-CN", "en");
    let findings = document.findings.lines(language);
    let page = Page { lang, document, findings, t: Titles::of(language) };
    page.render().or_broken("a page of texts can be written")
}

/// The numbers of a column as bars, or how many rows each value has.
fn drawn(column: &Column) -> String {
    const HEIGHT: usize = 28;
    const WIDTH: usize = 6;
    let most = column.distribution.iter().copied().max().unwrap_or(0);
    let mut text = String::new();
    if most > 0 {
        let width = column.distribution.len().saturating_mul(WIDTH);
        let counts: Vec<String> = column.distribution.iter().map(ToString::to_string).collect();
        let counts = counts.join(" ");
        let _ = write!(text, r#"<svg width="{width}" height="{HEIGHT}" role="img" aria-label="{counts}">"#);
        for (place, count) in column.distribution.iter().enumerate().filter(|(_, count)| **count > 0) {
            // The least bar can be seen.
            let height = count.saturating_mul(HEIGHT).checked_div(most).unwrap_or(0).max(1);
            let (left, top) = (place.saturating_mul(WIDTH), HEIGHT.saturating_sub(height));
            let _ = write!(text, r#"<rect x="{left}" y="{top}" width="5" height="{height}"/>"#);
        }
        text.push_str("</svg>");
        return text;
    }
    let all: usize = column.values.values().sum();
    for (value, count) in &column.values {
        let share = fit::<u64>(*count).saturating_mul(100).checked_div(fit(all)).unwrap_or(0);
        let _ = write!(
            text,
            "<div>{} {count}（{share}%）</div>",
            askama::filters::escape(value, askama::filters::Html).or_broken("a text can be escaped")
        );
    }
    text
}

/// How large a table is.
fn size(table: &Table, t: &Titles) -> String {
    let (rows, columns) = (table.rows, table.columns.len());
    if t.is_zh { format!("{rows} 行，{columns} 列") } else { format!("{rows} rows, {columns} columns") }
}

/// Where the header ends.
fn header(file: &File, t: &Titles) -> String {
    let row = file.header;
    if t.is_zh { format!("表头到第 {row} 行") } else { format!("header up to row {row}") }
}

/// Where an example stands.
fn place(example: &Example) -> String {
    let row = || example.row.map(|row| row.to_string());
    example.address.clone().or_else(row).unwrap_or_default()
}
