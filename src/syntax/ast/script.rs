//! 脚本: functions written in rhai, and what goes in and out of them.

use super::{FieldType, Name, Unread};
use crate::finding::{Span, Spanned};

/// 脚本 "file" { … }
#[derive(Debug, Clone)]
pub struct Script {
    /// Path relative to the folder of the file in which it is written.
    pub file: Spanned<String>,
    /// The functions that rules may call.
    pub functions: Vec<ScriptFunction>,
    /// Declarations that could not be read.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// NAME(port, …) → TYPE [精确到 n 位]
#[derive(Debug, Clone)]
pub struct ScriptFunction {
    /// Name, the same in the script.
    pub name: Name,
    /// What goes in, in order.
    pub ports: Vec<Port>,
    /// What comes out.
    pub result: FieldType,
    /// 精确到: decimals of the result in its unit.
    pub accuracy: Option<Spanned<u32>>,
    /// The whole declaration.
    pub span: Span,
}

/// NAME : KIND
#[derive(Debug, Clone)]
pub struct Port {
    /// What the declaration calls it; the script may call it something else.
    pub name: Name,
    /// What it takes.
    pub kind: PortKind,
}

/// What a port takes.
#[derive(Debug, Clone)]
pub enum PortKind {
    /// One value.
    Value(FieldType),
    /// 各家 TYPE: the value of every subject of a cohort.
    Column(FieldType),
    /// 各项 TYPE: a value of every part of a node.
    Parts(FieldType),
    /// TABLE 记录: the row at hand, or the one above it in that table.
    Record(Name),
    /// TABLE 各行: rows below the row at hand.
    Rows(Name),
}

/// 脚本限度 运算 n 层数 n 字数 n 项数 n, in any order; what is left out keeps its usual limit.
#[derive(Debug, Clone)]
pub struct ScriptLimits {
    /// 运算: steps of one call.
    pub operations: Option<Spanned<u32>>,
    /// 层数: calls within calls.
    pub depth: Option<Spanned<u32>>,
    /// 字数: characters of a text.
    pub length: Option<Spanned<u32>>,
    /// 项数: items of a list or record.
    pub items: Option<Spanned<u32>>,
    /// The whole statement.
    pub span: Span,
}
