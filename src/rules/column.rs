//! The columns of results that every rule set has.

use crate::finding::Language;

/// A column of results after the marks (the command-line contract); no code or condition may be named like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultColumn {
    /// 基础分
    Base,
    /// 加分
    Bonus,
    /// 扣分
    Deduction,
    /// 总分
    Total,
    /// 名次
    Rank,
    /// 等次
    Grade,
    /// 说明
    Notes,
}

impl ResultColumn {
    /// All of them in their order.
    pub const ALL: [Self; 7] =
        [Self::Base, Self::Bonus, Self::Deduction, Self::Total, Self::Rank, Self::Grade, Self::Notes];

    /// Whether it shows marks, or ranks by them.
    #[must_use]
    pub fn is_of_marks(self) -> bool {
        !matches!(self, Self::Grade | Self::Notes)
    }

    /// Its name in results in a language.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Base => ("基础分", "base"),
            Self::Bonus => ("加分", "bonus"),
            Self::Deduction => ("扣分", "deduction"),
            Self::Total => ("总分", "total"),
            Self::Rank => ("名次", "rank"),
            Self::Grade => ("等次", "grade"),
            Self::Notes => ("说明", "notes"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}
