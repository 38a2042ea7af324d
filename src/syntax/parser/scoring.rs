//! 计分: a method, and what is said about it behind.

use super::super::ast::{Method, Scoring};
use super::super::grammar::Rule;
use super::method;
use super::node::{Built, Children};
use super::options::Options;
use crate::finding::Spanned;
use crate::invariant::OrBroken;

/// 计分 METHOD …
pub(super) fn scoring(parts: &mut Children<'_>) -> Built<Scoring> {
    let whole = parts.span;
    let method = parts.take(Rule::method)?.only()?;
    let word = method.text().split_whitespace().next().or_broken("a method has a word").to_owned();
    let mut span = method.span();
    let mut options = Options::new(word, span);
    for node in parts.rest() {
        let end = node.span();
        let is_limit = matches!(options.add(node)?, Rule::kw_cap | Rule::kw_floor);
        if !is_limit {
            span = span.to(end);
        }
    }
    let cap = options.limit(Rule::kw_cap);
    let floor = options.limit(Rule::kw_floor);
    let method: Method = method::method(method, &mut options, whole)?;
    options.finish()?;
    Ok(Scoring { method: Spanned::new(method, span), cap, floor })
}
