//! 枚举: as an item of its own, and in the type of a column.

use std::collections::BTreeSet;

use super::super::ast::{ChoiceItem, ChoiceList, ChoiceOrder, Enumeration};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::layout::Layout;
use super::super::sign::half_width_text;
use super::super::token::Kind;
use super::literal;
use super::node::{Built, Children, Node};
use crate::finding::{Code, Diagnostic, Fix, Spanned};
use crate::invariant::part_of;
use crate::words;

/// 枚举 NAME [从优到劣|从高到低] { … }
pub(super) fn enumeration(parts: &mut Children<'_>) -> Built<Enumeration> {
    let name = literal::name(&parts.take(Rule::name)?);
    Ok(Enumeration { name, list: list(parts)?, span: parts.span })
}

/// [从优到劣|从高到低] { … }
pub(super) fn list(parts: &mut Children<'_>) -> Built<ChoiceList> {
    while parts.peek().is_some_and(|rule| rule != Rule::ranked && rule != Rule::choice_list) {
        parts.step();
    }
    let order = match parts.take_if(Rule::ranked) {
        Some(ranked) => Some(match ranked.only()?.rule() {
            Rule::kw_best_to_worst => ChoiceOrder::BestToWorst,
            _ => ChoiceOrder::HighToLow,
        }),
        None => None,
    };
    let mut items = Vec::new();
    let mut wrong: Option<Box<Diagnostic>> = None;
    for node in parts.take(Rule::choice_list)?.children().rest() {
        match (item(node), &mut wrong) {
            (Ok(item), _) => items.push(item),
            (Err(finding), None) => wrong = Some(finding),
            // One line is written for all of them.
            (Err(finding), Some(first)) => {
                if let (Some(fix), Some(more)) = (&mut first.fix, finding.fix) {
                    fix.edits.extend(more.edits);
                }
            }
        }
    }
    wrong.map_or(Ok(ChoiceList { order, items }), Err)
}

fn item(node: Node<'_>) -> Built<ChoiceItem> {
    let span = node.span();
    let (mut name, mut spellings) = (None, Vec::new());
    for part in node.children().rest() {
        match part.rule() {
            Rule::string => spellings.push(trimmed(&literal::string(&part))),
            Rule::label => name = Some(trimmed(&literal::label(part)?)),
            Rule::loose_choice => return Err(loose(&part)),
            _ => {}
        }
    }
    let name = name.ok_or_else(|| super::node::misplaced(span))?;
    if let Some(empty) = spellings.iter().chain([&name]).find(|text| text.value.is_empty()) {
        let message = words!("引号里没有字", "there is nothing between the quotes");
        return Err(Box::new(Diagnostic::error(Code::H0105, empty.span, message).help(words!(
            "写上这一项的文字；空着的单元格不是一项，列写 可缺失",
            "write the text of the choice; an empty cell is none, and its column is optional"
        ))));
    }
    Ok(ChoiceItem { name, spellings, span })
}

/// Cells are read without the blanks around them.
fn trimmed(text: &Spanned<String>) -> Spanned<String> {
    Spanned::new(text.value.trim().to_owned(), text.span)
}

/// Very High, N.A.
fn loose(node: &Node<'_>) -> Box<Diagnostic> {
    let (text, span) = (node.text().trim_end(), node.span());
    let message = words!(
        "「{text}」里有空格或符号，不加引号读不出是一项",
        "`{text}` has blanks or signs in it and is no choice without quotes"
    );
    Box::new(Diagnostic::error(Code::H0105, span, message).fix(Fix::replace(span, format!("\"{text}\""))))
}

/// The enumerations that a text declares as items of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Enumerations {
    names: BTreeSet<String>,
    /// Whether others may be declared in the file that this one changes.
    inherits: bool,
}

impl Enumerations {
    /// In the order of the alphabet.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Of a laid-out text, also those of which no more than the name can be read.
    pub(super) fn of(layout: &Layout<'_>) -> Self {
        let mut found = Self::default();
        let mut begins = true;
        let mut declares = false;
        for piece in &layout.pieces {
            let text = part_of(&layout.text, piece.start..piece.end);
            let rule = if begins && piece.kind == Kind::Word { keyword::rule_of(text) } else { None };
            if std::mem::take(&mut declares) && piece.kind == Kind::Word {
                found.names.insert(half_width_text(text));
            }
            // The labels of a further grading are an enumeration under its name.
            declares = matches!(rule, Some(Rule::kw_choice | Rule::kw_grades));
            found.inherits |= rule == Some(Rule::kw_inherit);
            begins = matches!(piece.kind, Kind::Sign(';' | '{' | '}'))
                || matches!(rule, Some(Rule::kw_amend | Rule::kw_insert));
        }
        found
    }

    /// Whether a type may be the name of one.
    pub(super) fn may_have(&self, name: &str) -> bool {
        self.inherits || self.names.contains(name)
    }
}
