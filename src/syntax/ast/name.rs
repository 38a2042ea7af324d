//! Names and cohorts, which all parts of the tree are written with.

use crate::finding::{Span, Spanned};

/// A name with its place.
pub type Name = Spanned<String>;

/// A cohort.
#[derive(Debug, Clone)]
pub struct Scope {
    /// 同 A、B: those that share these fields; empty for 全部.
    pub same: Vec<Shared>,
    /// 参评: only those who participate.
    pub participating: bool,
    /// The whole clause.
    pub span: Span,
}

/// A field that rows share.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The table above the rows that has it; absent of a field of their own.
    pub table: Option<Name>,
    /// The field.
    pub name: Name,
}

/// Order of 名次.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 降序
    Descending,
    /// 升序
    Ascending,
}

/// Of which items a common block speaks: all below the block in which it stands, at every level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// 各指标
    Indicators,
    /// 各方面
    Heads,
}
