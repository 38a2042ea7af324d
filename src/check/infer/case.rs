//! 若 … 则 … 否则 … and 按 … { … }.

use super::type_names;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{Comparison, Constant, ExprId, ExprKind, Origin, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    pub(super) fn choice_of_two(
        &mut self,
        (condition, then, otherwise): (&ast::Expr, &ast::Expr, &ast::Expr),
        span: Span,
        context: &Context,
        expected: Option<&Type>,
    ) -> Option<ExprId> {
        let condition = self.infer_yes_no(condition, context);
        let then = self.infer(then, context, expected);
        let of_then = then.map(|then| self.arena[then].ty.clone());
        let otherwise = self.infer(otherwise, context, expected.or(of_then.as_ref()));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        let (then, otherwise) = self.same_type(then, otherwise, span)?;
        let ty = self.arena[then].ty.clone();
        let kind = ExprKind::Case { arms: vec![(condition, then)], otherwise };
        Some(self.arena.add(kind, ty, span))
    }

    /// Both branches as one type.
    pub(in crate::check) fn same_type(&mut self, one: ExprId, other: ExprId, span: Span) -> Option<(ExprId, ExprId)> {
        match (&self.arena[one].ty, &self.arena[other].ty) {
            (Type::Number(_), Type::Number(_)) => self.same_quantity(one, other, span),
            (left, right) if left == right => Some((one, other)),
            (left, right) => {
                let ((left_zh, left_en), (right_zh, right_en)) = (type_names(left), type_names(right));
                self.refuse(Diagnostic::error(
                    Code::H0302,
                    span,
                    words!(
                        "两个分支类型不同：{left_zh}和{right_zh}",
                        "the branches differ in type: {left_en} and {right_en}"
                    ),
                ))
            }
        }
    }

    pub(super) fn lookup(
        &mut self,
        by: &ast::Name,
        arms: &[(ast::Name, ast::Expr)],
        otherwise: Option<&ast::Expr>,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let by = self.named(None, by, by.span, context)?;
        let ty = self.arena[by].ty.clone();
        // An annex is told apart by a name or a year too; it stands for the key alone.
        let is_annex = span == self.arena.span(by) && matches!(ty, Type::Text | Type::Number(_));
        if !is_annex && !matches!(ty, Type::Choice(_)) {
            let (zh, en) = type_names(&ty);
            return self.refuse(Diagnostic::error(
                Code::H0302,
                self.arena.span(by),
                words!("「按」后要枚举，写的却是{zh}", "a choice is wanted here, but this is {en}"),
            ));
        }
        let mut cases: Vec<(ExprId, ExprId)> = Vec::new();
        let mut seen: Vec<Constant> = Vec::new();
        let mut failed = false;
        for (name, value) in arms {
            let value =
                self.infer(value, context, cases.first().map(|(_, value)| &self.arena[*value].ty).cloned().as_ref());
            let Some(key) = self.key_of(name, &ty) else {
                failed = true;
                continue;
            };
            if seen.contains(&key) {
                let written = &name.value;
                self.report(Diagnostic::error(
                    Code::H0402,
                    name.span,
                    words!("「{written}」写了两次", "`{written}` is given twice"),
                ));
                failed = true;
            }
            let Some(value) = value else {
                failed = true;
                continue;
            };
            let value = match cases.first() {
                Some((_, first)) => self.same_type(*first, value, name.span).map(|(_, value)| value),
                None => Some(value),
            };
            let Some(value) = value else {
                failed = true;
                continue;
            };
            seen.push(key.clone());
            let choice = self.arena.constant(key, ty.clone(), name.span);
            let by = self.another(by);
            cases.push((self.arena.compare(Comparison::Equal, (by, choice), name.span), value));
        }
        let otherwise = otherwise.map(|otherwise| self.infer(otherwise, context, None));
        if failed {
            return None;
        }
        // Of an annex that says 其余 alone.
        if cases.is_empty()
            && let Some(otherwise) = otherwise
        {
            return otherwise;
        }
        let of = ty;
        let ty = cases.first().map(|(_, value)| self.arena[*value].ty.clone())?;
        let otherwise = if let Some(otherwise) = otherwise {
            let (first, otherwise) = (cases.first()?.1, otherwise?);
            let at = self.arena.span(otherwise);
            self.same_type(first, otherwise, at)?.1
        } else {
            let uncovered = uncovered(&of, &seen, span);
            if let Some(finding) = uncovered {
                // Each column of an annex lacks the same.
                if !self.diagnostics.contains(&finding) {
                    self.report(finding);
                }
                return None;
            }
            // Every choice has an arm, so this is never reached.
            self.arena.add(ExprKind::Undecided, ty.clone(), Origin::implied(span))
        };
        Some(self.arena.add(ExprKind::Case { arms: cases, otherwise }, ty, span))
    }
}

/// That a value may fall under none of the keys.
fn uncovered(ty: &Type, seen: &[Constant], span: Span) -> Option<Diagnostic> {
    let finding = match ty {
        Type::Choice(choices) => {
            let is_left = |index: usize| !seen.contains(&Constant::Choice(index));
            let left = choices.iter().enumerate().filter(|(index, _)| is_left(*index));
            let left: Vec<&str> = left.map(|(_, choice)| choice.as_str()).collect();
            if left.is_empty() {
                return None;
            }
            let Words { zh, en } = Words::listed(&left);
            Diagnostic::error(Code::H0403, span, words!("没有写到：{zh}", "not covered: {en}"))
        }
        _ => Diagnostic::error(
            Code::H0403,
            span,
            words!("没有写「其余」：别的值没有写到", "without `otherwise` other values are not covered"),
        ),
    };
    Some(finding.help(words!("补上，或写 其余 : …", "add them, or write otherwise : …")))
}

impl Checker<'_> {
    /// A value of a type, as a key of 按 writes it.
    fn key_of(&mut self, name: &ast::Name, ty: &Type) -> Option<Constant> {
        match ty {
            Type::Choice(choices) => match choices.place(&name.value) {
                Some(index) => Some(Constant::Choice(index)),
                None => self.no_such_choice(&name.value, name.span, choices.in_rules()),
            },
            Type::Number(unit) => {
                let written = name.value.strip_suffix(unit.name.as_str()).unwrap_or(&name.value);
                if let Some(number) = Number::parse(written) {
                    Some(Constant::Number(number * &unit.scale))
                } else {
                    let shown = &name.value;
                    self.refuse(Diagnostic::error(
                        Code::H0302,
                        name.span,
                        words!("「{shown}」不是这一列的数", "`{shown}` is no number of that column"),
                    ))
                }
            }
            _ => Some(Constant::Text(name.value.clone())),
        }
    }
}
