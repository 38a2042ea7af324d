//! Cells that changed, in words.

use super::difference::Differing;
use crate::compare::{Cause, ResultColumn};
use crate::finding::Language;

impl Differing {
    /// Above the cells of the data.
    #[must_use]
    pub fn inputs_heading(self) -> &'static str {
        self.0.either("数据里变了的格", "Cells of the data that changed")
    }

    /// That there are none.
    #[must_use]
    pub fn no_inputs(self) -> &'static str {
        self.0.either("没有", "none")
    }

    /// Above the cells of the result.
    #[must_use]
    pub fn results_heading(self) -> &'static str {
        self.0.either("结果里变了的格，和起因", "Cells of the result that changed, and what they are due to")
    }

    /// That there are none.
    #[must_use]
    pub fn no_results(self) -> &'static str {
        self.0.either("没有", "none")
    }

    /// Of a cell that says nothing.
    #[must_use]
    pub fn none(self) -> &'static str {
        self.0.either("（空）", "(empty)")
    }

    /// What a change is due to.
    #[must_use]
    pub fn cause(self, cause: Cause) -> &'static str {
        let (zh, en) = match cause {
            Cause::Data => ("数据", "data"),
            Cause::Correction => ("更正", "correction"),
            Cause::Rule => ("规则", "rule"),
            Cause::Parameter => ("参数", "parameter"),
        };
        self.0.either(zh, en)
    }

    /// Why a cell was corrected.
    #[must_use]
    pub fn because(self, reason: &[String]) -> String {
        match self.0 {
            _ if reason.is_empty() => String::new(),
            Language::Zh => format!("（{}）", reason.join("，")),
            Language::En => format!(" ({})", reason.join(", ")),
        }
    }

    /// A column of the result.
    #[must_use]
    pub fn column(self, column: &ResultColumn) -> String {
        let (zh, en) = match column {
            ResultColumn::Indicator { code } => return code.clone(),
            ResultColumn::Bonus => ("加分", "bonus"),
            ResultColumn::Deduction => ("扣分", "deduction"),
            ResultColumn::Total => ("总分", "total"),
            ResultColumn::Grade => ("等次", "grade"),
        };
        self.0.either(zh, en).to_owned()
    }

    /// That more changed.
    #[must_use]
    pub fn more_cells(self, count: usize) -> String {
        match self.0 {
            Language::Zh => format!("… 另有 {count} 格，见 --format json"),
            Language::En => format!("… {count} more, see --format json"),
        }
    }
}
