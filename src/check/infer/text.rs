//! Texts: 开头是, 结尾是, 包含 and 字数.

use super::type_names;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{Constant, ExprId, ExprKind, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::syntax::{ast, keyword};
use crate::words;

impl Checker<'_> {
    /// x 开头是 "…", x 不包含 "…"
    pub(super) fn of_text(&mut self, asked: &ast::OfText, span: Span, context: &Context) -> Option<ExprId> {
        let ast::OfText { test, negated, word, left, right } = asked;
        let text = self.infer(left, context, Some(&Type::Text));
        if let ast::ExprKind::Name { table: None, name } = &right.kind
            && !self.is_known_name(context, &name.value)
        {
            let written = &name.value;
            return self.refuse(
                Diagnostic::error(
                    Code::H0201,
                    right.span,
                    words!("「{written}」没有定义", "`{written}` is not defined"),
                )
                .help(words!("要找的是这几个字，加引号：\"{written}\"", "a text stands in quotes: \"{written}\""))
                .fix(Fix::replace(right.span, format!("\"{written}\""))),
            );
        }
        let part = self.infer(right, context, Some(&Type::Text));
        let (text, part) = (text?, part?);
        self.is_text(text, &word.value)?;
        self.is_text(part, &word.value)?;
        if let ExprKind::Constant(Constant::Text(written)) = &self.arena[part].kind
            && written.trim().is_empty()
        {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    right.span,
                    words!("引号里没有字，什么文字都符合", "the quotes are empty, and every text fits"),
                )
                .help(words!("写出要找的字，如 \"温州\"", "write what is looked for, such as \"Wenzhou\"")),
            );
        }
        let holds = self.arena.yes_no(ExprKind::TextTest { test: *test, text, part }, span);
        Some(if *negated { self.arena.not(holds, span) } else { holds })
    }

    /// 字数(x)
    pub(super) fn text_length(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        self.no_modifiers(call)?;
        let [text] = self.arguments::<1>(call)?;
        let text = self.infer(text, context, Some(&Type::Text))?;
        self.is_text(text, &call.function.value)?;
        Some(self.arena.add(ExprKind::TextLength(text), Type::pure(), span))
    }

    /// Requires a text.
    fn is_text(&mut self, expr: ExprId, word: &str) -> Option<()> {
        let (zh, en) = match &self.arena[expr].ty {
            Type::Text => return Some(()),
            ty => type_names(ty),
        };
        let Words { zh: word, en: word_en } = keyword::words(word);
        let error = Diagnostic::error(
            Code::H0302,
            self.arena.span(expr),
            words!("「{word}」问的是文字，这里却是{zh}", "`{word_en}` asks of texts, but this is {en}"),
        );
        self.refuse(match &self.arena[expr].ty {
            Type::Choice(choices) => {
                let Words { zh, en } = Words::listed(choices.in_rules());
                error.help(words!(
                    "枚举的列问是哪几项：… 属于 {{ … }}；它的项：{zh}",
                    "of an enumeration ask which choices: … within {{ … }}; its choices: {en}"
                ))
            }
            Type::Number(_) => error.help(words!(
                "编号、代码这样的列，声明为 文本",
                "declare a column of codes or numbers of documents as text"
            )),
            Type::YesNo | Type::Text | Type::Date => error,
        })
    }
}
