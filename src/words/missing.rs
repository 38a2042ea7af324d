//! Why something is missing.

use super::wording::Wording;
use crate::core::TableId;
use crate::finding::Language;
use crate::result::{Line, Missing};

impl Wording<'_> {
    /// The sentence of a reason.
    #[must_use]
    pub fn missing(&self, reason: &Missing) -> String {
        // What does not apply need not be filled in.
        match (reason, self.language) {
            (Missing::NothingApplies | Missing::DoesNotApply { .. }, Language::Zh) => return self.reason_zh(reason),
            (Missing::NothingApplies | Missing::DoesNotApply { .. }, Language::En) => return self.reason_en(reason),
            (Missing::Cell { table, mark: Some(mark), .. }, Language::Zh) if self.is_inapplicable(*table, mark) => {
                return format!("未发生/不适用（记号 {mark}）：{}", self.reason_zh(reason));
            }
            (Missing::Cell { table, mark: Some(mark), .. }, Language::En) if self.is_inapplicable(*table, mark) => {
                return format!("did not occur, or does not apply (mark {mark}): {}", self.reason_en(reason));
            }
            _ => {}
        }
        match self.language {
            Language::Zh => format!("缺数据：{}", self.reason_zh(reason)),
            Language::En => format!("no data: {}", self.reason_en(reason)),
        }
    }

    /// Whether a text that stands in a cell of a table is declared to say that there is none to be had.
    fn is_inapplicable(&self, table: TableId, mark: &str) -> bool {
        let layout = self.model.schema.table(table).map(|table| &table.layout);
        layout.is_some_and(|layout| layout.inapplicable.iter().any(|known| known == mark))
    }

    fn reason_zh(&self, reason: &Missing) -> String {
        match reason {
            Missing::Cell { table, at: Line { file, line }, column, .. } => {
                format!("{}「{column}」（{file} 第 {line} 行）", self.table(*table))
            }
            Missing::NoItem { table, at: Line { file, line }, item } => {
                format!("{}没有「{item}」这一行（{file}，第 {line} 行起）", self.table(*table))
            }
            Missing::NoRow { table } => format!("「{}」没有符合条件的行", self.table(*table)),
            Missing::UnknownTable { table } => format!("「{}」未给出", self.table(*table)),
            Missing::ZeroDivisor { at: Some(Line { file, line }), column, .. } => {
                format!("除数为 0，无法计算（{file} 第 {line} 行）{}", from_zh(column.as_deref()))
            }
            Missing::ZeroDivisor { table, at: None, .. } => {
                format!("「{}」的行数不够或有 0，除数为 0，无法计算", self.table(*table))
            }
            Missing::OutsideDomain { at, column } => {
                let line =
                    at.as_ref().map(|Line { file, line }| format!("（{file} 第 {line} 行）")).unwrap_or_default();
                let from = from_zh(column.as_deref());
                format!("数值不在函数的定义域里（如负数开方、0 取对数），或结果太大，无法计算{line}{from}")
            }
            Missing::Undecided => "尚待判定、不适用，或基期不为正而无法计算".to_owned(),
            Missing::NothingApplies => "没有一项指标适用".to_owned(),
            Missing::DoesNotApply { indicator } => format!("{} 不适用", self.indicator(*indicator)),
            Missing::Uncovered => "适用的部分不够".to_owned(),
            Missing::Alike => "各家的得分率分不出各项，定不出权重".to_owned(),
            Missing::Fault => "计算出错".to_owned(),
        }
    }

    fn reason_en(&self, reason: &Missing) -> String {
        match reason {
            Missing::Cell { table, at: Line { file, line }, column, .. } => {
                format!("{}, column `{column}` ({file}, row {line})", self.table(*table))
            }
            Missing::NoItem { table, at: Line { file, line }, item } => {
                format!("{} has no row `{item}` ({file}, from row {line})", self.table(*table))
            }
            Missing::NoRow { table } => format!("no row of {} fits", self.table(*table)),
            Missing::UnknownTable { table } => format!("{} is not given", self.table(*table)),
            Missing::ZeroDivisor { at: Some(Line { file, line }), column, .. } => {
                format!("division by zero ({file}, row {line}){}", from_en(column.as_deref()))
            }
            Missing::ZeroDivisor { table, at: None, .. } => {
                format!("division by zero: too few rows of {}, or zeros in them", self.table(*table))
            }
            Missing::OutsideDomain { at, column } => {
                let from = from_en(column.as_deref());
                let line = at.as_ref().map(|Line { file, line }| format!(" ({file}, row {line})")).unwrap_or_default();
                format!(
                    "a number is outside the domain of a function (the root of a negative, the logarithm of 0), or the result is too large{line}{from}"
                )
            }
            Missing::Undecided => {
                "not yet judged, not applicable, or growth from a base that is not positive".to_owned()
            }
            Missing::NothingApplies => "no indicator applies".to_owned(),
            Missing::DoesNotApply { indicator } => format!("{} does not apply", self.indicator(*indicator)),
            Missing::Uncovered => "too little of it applies".to_owned(),
            Missing::Alike => "the mark rates do not tell the items apart, so they have no weights".to_owned(),
            Missing::Fault => "it could not be worked out".to_owned(),
        }
    }
}

/// The column that something comes from, behind its line.
fn from_zh(column: Option<&str>) -> String {
    column.map(|column| format!("，出自「{column}」")).unwrap_or_default()
}

fn from_en(column: Option<&str>) -> String {
    column.map(|column| format!(", from `{column}`")).unwrap_or_default()
}
