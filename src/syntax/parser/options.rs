//! What is said behind a method, in any order.

use super::super::ast::{Comparison, Ends, Expr, Limit, Order, Partial, Scope, Ties};
use super::super::grammar::Rule;
use super::comparison::compare;
use super::expression::expression;
use super::literal;
use super::node::{Built, Node};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::words;

/// What is said behind a method, in any order.
pub(super) struct Options {
    /// The method's word, for messages.
    word: String,
    /// The method's place.
    pub(super) span: Span,
    list: Vec<Opt>,
}

struct Opt {
    word: Rule,
    written: String,
    span: Span,
    kind: OptionKind,
}

enum OptionKind {
    Amount(Rule, Expr),
    Limit(Rule, Limit),
    Scope(Scope),
    Order(Order),
    Ties(Ties),
    Ends(Ends),
    Partial(Partial),
    OtherSide(Comparison, Expr),
}

fn option(node: Node<'_>) -> Built<Opt> {
    let span = node.span();
    let mut parts = node.children();
    let mut first = parts.next()?;
    if first.rule() == Rule::partial {
        parts = first.children();
        first = parts.next()?;
    }
    let word = first.rule();
    let written = first.text().to_owned();
    let kind = match word {
        Rule::scope => OptionKind::Scope(literal::scope(first)),
        Rule::kw_ascending | Rule::kw_descending => OptionKind::Order(literal::order(word)),
        Rule::kw_ties => OptionKind::Ties(literal::ties(parts.next()?.rule())),
        Rule::compare => {
            let (comparison, _) = compare(first)?;
            OptionKind::OtherSide(comparison, expression(parts.take(Rule::amount)?)?)
        }
        Rule::kw_ends => OptionKind::Ends(match parts.next()?.rule() {
            Rule::kw_extend => Ends::Extend,
            _ => Ends::Flat,
        }),
        Rule::kw_partial => OptionKind::Partial(partial(parts.next()?.rule())),
        Rule::kw_cap | Rule::kw_floor => {
            let limit = match parts.take_if(Rule::kw_nothing) {
                Some(_) => Limit::Nothing,
                None => Limit::Marks(expression(parts.take(Rule::amount)?)?),
            };
            OptionKind::Limit(word, limit)
        }
        _ => OptionKind::Amount(word, expression(parts.take(Rule::amount)?)?),
    };
    // 升序 and 降序 answer the same question.
    let word = if word == Rule::kw_descending { Rule::kw_ascending } else { word };
    Ok(Opt { word, written, span, kind })
}

/// The meaning of the word after 不足一步.
pub(super) fn partial(word: Rule) -> Partial {
    match word {
        Rule::kw_proportional => Partial::Proportional,
        Rule::kw_uncounted => Partial::Ignored,
        _ => Partial::Whole,
    }
}

impl Options {
    /// None yet, behind the method of a word.
    pub(super) fn new(word: String, span: Span) -> Self {
        Self { word, span, list: Vec::new() }
    }

    /// Adds what a node says; gives its word.
    pub(super) fn add(&mut self, node: Node<'_>) -> Built<Rule> {
        let option = option(node)?;
        if let Some(first) = self.list.iter().find(|other| other.word == option.word) {
            return Err(repeated(&option, first.span));
        }
        let word = option.word;
        self.list.push(option);
        Ok(word)
    }

    fn remove<T>(&mut self, pick: impl Fn(&OptionKind) -> Option<T>) -> Option<(T, Span)> {
        let found = self.list.iter().position(|option| pick(&option.kind).is_some())?;
        let option = self.list.remove(found);
        pick(&option.kind).map(|value| (value, option.span))
    }

    /// The amount behind a word.
    pub(super) fn amount(&mut self, word: Rule) -> Option<Expr> {
        self.remove(|kind| match kind {
            OptionKind::Amount(rule, amount) if *rule == word => Some(amount.clone()),
            _ => None,
        })
        .map(|(amount, _)| amount)
    }

    /// 封顶 or 保底
    pub(super) fn limit(&mut self, word: Rule) -> Option<Limit> {
        self.remove(|kind| match kind {
            OptionKind::Limit(rule, limit) if *rule == word => Some(limit.clone()),
            _ => None,
        })
        .map(|(limit, _)| limit)
    }

    /// The amount behind a word that must be written.
    pub(super) fn wanted(&mut self, word: Rule, zh: &str, en: &str) -> Built<Expr> {
        self.amount(word).ok_or_else(|| self.lacks(zh, en))
    }

    /// 范围, which must be written.
    pub(super) fn scope(&mut self) -> Built<Scope> {
        self.remove(|kind| match kind {
            OptionKind::Scope(scope) => Some(scope.clone()),
            _ => None,
        })
        .map(|(scope, _)| scope)
        .ok_or_else(|| self.lacks("范围 全部（或 范围 同 列名）", "scope everyone (or scope same FIELD)"))
    }

    /// 升序 or 降序
    pub(super) fn order(&mut self) -> Option<Spanned<Order>> {
        self.remove(|kind| match kind {
            OptionKind::Order(order) => Some(*order),
            _ => None,
        })
        .map(|(order, span)| Spanned::new(order, span))
    }

    /// 并列
    pub(super) fn ties(&mut self) -> Option<Spanned<Ties>> {
        self.remove(|kind| match kind {
            OptionKind::Ties(ties) => Some(*ties),
            _ => None,
        })
        .map(|(ties, span)| Spanned::new(ties, span))
    }

    /// 两端
    pub(super) fn ends(&mut self) -> Option<Spanned<Ends>> {
        self.remove(|kind| match kind {
            OptionKind::Ends(ends) => Some(*ends),
            _ => None,
        })
        .map(|(ends, span)| Spanned::new(ends, span))
    }

    /// 不足一步
    pub(super) fn partial(&mut self) -> Option<Spanned<Partial>> {
        self.remove(|kind| match kind {
            OptionKind::Partial(partial) => Some(*partial),
            _ => None,
        })
        .map(|(partial, span)| Spanned::new(partial, span))
    }

    /// 低于 得 … or 高于 得 …, with its place.
    pub(super) fn other_side(&mut self) -> Option<((Comparison, Expr), Span)> {
        self.remove(|kind| match kind {
            OptionKind::OtherSide(comparison, marks) => Some((*comparison, marks.clone())),
            _ => None,
        })
    }

    fn lacks(&self, zh: &str, en: &str) -> Box<Diagnostic> {
        let word = &self.word;
        let message = words!("「{word}」还缺少「{zh}」", "`{word}` lacks `{en}`");
        Box::new(Diagnostic::error(Code::H0204, self.span, message).help(super::usage::of_method(word)))
    }

    /// Refuses what the method has no use for.
    pub(super) fn finish(self) -> Built<()> {
        let Some(option) = self.list.first() else { return Ok(()) };
        let (method, written) = (&self.word, &option.written);
        let written = written.split_whitespace().next().unwrap_or(written);
        let message = words!("「{method}」用不上「{written}」", "`{method}` has no use for `{written}`");
        Err(Box::new(
            Diagnostic::error(Code::H0105, option.span, message)
                .help(words!("删去它，或换一种计分办法", "remove it, or choose another method")),
        ))
    }
}

fn repeated(option: &Opt, first: Span) -> Box<Diagnostic> {
    let word = option.written.split_whitespace().next().unwrap_or("");
    Box::new(
        Diagnostic::error(Code::H0205, option.span, words!("「{word}」重复了", "`{word}` is repeated"))
            .label(first, words!("前面已经写过", "written here already"))
            .help(words!("删去其中一个", "remove one of the two")),
    )
}

/// The finding for 减 where only 得 fits, and the like.
pub(super) fn wrong_word(span: Span, right: &str, right_en: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::H0105, span, words!("这里应写「{right}」", "`{right_en}` is meant here")))
}
