//! For a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::document::{Column, Document, File, Table};
use crate::finding::{Language, visible};

/// So many groups that lack most are named.
const GROUPS: usize = 5;

pub(super) fn text(document: &Document, language: Language) -> String {
    let mut text = format!("{}\n", visible(&document.rule_set));
    for table in &document.tables {
        text.push('\n');
        let (rows, columns) = (table.rows, table.columns.len());
        let name = visible(&table.name);
        let _ = match language {
            Language::Zh => writeln!(text, "{name}：{rows} 行，{columns} 列"),
            Language::En => writeln!(text, "{name}: {rows} rows, {columns} columns"),
        };
        table.files.iter().for_each(|file| add_file(&mut text, file, language));
        text.push_str(&columns_of(table, language));
        table.columns.iter().for_each(|column| add_further(&mut text, column, language));
    }
    text
}

fn add_file(text: &mut String, file: &File, language: Language) {
    let (name, form, header) = (visible(&file.name), visible(&file.form), file.header);
    let _ = match (language, header) {
        (Language::Zh, 0) => writeln!(text, "  {name}（{form}）"),
        (Language::En, 0) => writeln!(text, "  {name} ({form})"),
        (Language::Zh, _) => writeln!(text, "  {name}（{form}，表头到第 {header} 行）"),
        (Language::En, _) => writeln!(text, "  {name} ({form}, header up to row {header})"),
    };
    for heading in &file.headings {
        let (column, words) = (visible(&heading.column), visible(&heading.header));
        let _ = match (language, &heading.unit) {
            (Language::Zh, Some(unit)) => writeln!(text, "    表头「{words}」是「{column}」，按 {unit} 换算"),
            (Language::Zh, None) => writeln!(text, "    表头「{words}」是「{column}」"),
            (Language::En, Some(unit)) => writeln!(text, "    header `{words}` is `{column}`, converted from {unit}"),
            (Language::En, None) => writeln!(text, "    header `{words}` is `{column}`"),
        };
    }
    for row in &file.left_out {
        let (number, what) = (row.row, &row.what);
        let _ = match language {
            Language::Zh => writeln!(text, "    第 {number} 行不算数据：{what}"),
            Language::En => writeln!(text, "    row {number} is no data: {what}"),
        };
    }
}

/// The columns one below the other.
fn columns_of(table: &Table, language: Language) -> String {
    let titles = match language {
        Language::Zh => ["列", "单位", "有值", "缺", "最小", "最大", "修整"],
        Language::En => ["column", "unit", "filled", "missing", "least", "greatest", "repaired"],
    };
    let mut rows = vec![titles.map(str::to_owned)];
    for column in &table.columns {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        rows.push([
            visible(&column.name).into_owned(),
            visible(&column.unit).into_owned(),
            column.filled.to_string(),
            column.missing.to_string(),
            end(&column.least),
            end(&column.greatest),
            column.repairs().to_string(),
        ]);
    }
    let mut widths = [0_usize; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::from("  ");
        for (place, (cell, width)) in row.iter().zip(widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            // Words stand to the left and numbers to the right.
            let _ = if place < 2 { write!(line, "{cell}{gap}  ") } else { write!(line, "{gap}{cell}  ") };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Who lacks a column, and what was made of its cells.
fn add_further(text: &mut String, column: &Column, language: Language) {
    let name = visible(&column.name);
    let mut groups: Vec<_> = column.missing_by.iter().filter(|group| group.missing > 0).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.missing));
    if !groups.is_empty() {
        let shown = groups.iter().take(GROUPS).map(|group| {
            let of = group.value.as_deref().map_or_else(|| language.either("（空）", "(none)").into(), visible);
            format!("{of} {}/{}", group.missing, group.rows)
        });
        let shown: Vec<String> = shown.collect();
        let more = if groups.len() > GROUPS { "…" } else { "" };
        let listed = language.listed(&shown);
        let _ = match language {
            Language::Zh => writeln!(text, "  缺「{name}」：{listed}{more}"),
            Language::En => writeln!(text, "  without `{name}`: {listed}{more}"),
        };
    }
    for repaired in &column.repaired {
        let (words, count) = (repaired.words, repaired.count);
        let _ = match language {
            Language::Zh => writeln!(text, "  修整「{name}」：{words} {count} 处"),
            Language::En => writeln!(text, "  repaired `{name}`: {words}, {count} cells"),
        };
        for example in &repaired.examples {
            let place = match (&example.address, example.row, language) {
                (Some(address), _, _) => format!(" {address}"),
                (None, Some(row), Language::Zh) => format!(" 第 {row} 行"),
                (None, Some(row), Language::En) => format!(", row {row}"),
                (None, None, _) => String::new(),
            };
            let (file, said, value) = (visible(&example.file), visible(&example.text), visible(&example.value));
            let _ = writeln!(text, "    {file}{place}：“{said}” → {value}");
        }
        let more = count.saturating_sub(repaired.examples.len());
        if more > 0 {
            let _ = match language {
                Language::Zh => writeln!(text, "    另有 {more} 处"),
                Language::En => writeln!(text, "    and {more} more"),
            };
        }
    }
}
