//! Full marks by the kind of the subject: 平原 12 分、山区 10 分. The kinds are items of one enumeration of the subjects;
//! what a kind is not named for does not apply to it.

use super::Checker;
use super::known::Kinds;
use crate::core::{Choices, Comparison, Constant, ExprId, ExprKind, FieldId, IndicatorId, Origin, Schema, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::rules::ByKind;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// Full marks by kind as written; `None` with errors.
    pub(super) fn marks_by_kind(&mut self, written: &[(ast::Name, ast::Expr)]) -> Option<Kinds> {
        let (first, last) = (written.first()?, written.last()?);
        let span = first.0.span.to(last.1.span);
        let marks: Vec<Option<Number>> = written.iter().map(|(_, marks)| self.fixed_marks(marks)).collect();
        let (field, choices) = self.enumeration_of(written, span)?;
        let mut of: Vec<(usize, Number)> = Vec::new();
        let mut is_whole = true;
        for ((name, _), marks) in written.iter().zip(marks) {
            let (Some(kind), Some(marks)) = (choices.place(&name.value), marks) else {
                is_whole = false;
                continue;
            };
            if of.iter().any(|(known, _)| *known == kind) {
                let written = &name.value;
                self.report(Diagnostic::error(
                    Code::H0402,
                    name.span,
                    words!("「{written}」写了两次", "`{written}` is given twice"),
                ));
                is_whole = false;
            }
            of.push((kind, marks));
        }
        is_whole.then_some(Kinds { field, choices, of, span })
    }

    /// The one enumeration of the subjects that has all kinds.
    fn enumeration_of(&mut self, written: &[(ast::Name, ast::Expr)], span: Span) -> Option<(FieldId, Choices)> {
        let fields = self.schema.table(Schema::SUBJECTS)?.fields.iter().enumerate();
        let enumerations: Vec<(FieldId, String, Choices)> = fields
            .filter_map(|(id, field)| match &field.ty {
                Type::Choice(choices) => Some((FieldId(id), field.name.clone(), choices.clone())),
                _ => None,
            })
            .collect();
        let has_all = |choices: &Choices| written.iter().all(|(name, _)| choices.place(&name.value).is_some());
        let mut found = enumerations.iter().filter(|(.., choices)| has_all(choices));
        match (found.next(), found.next()) {
            (Some((field, _, choices)), None) => Some((*field, choices.clone())),
            (Some((_, one, _)), Some((_, other, _))) => self.refuse(
                Diagnostic::error(
                    Code::H0208,
                    span,
                    words!(
                        "这几类在「{one}」和「{other}」两列里都有，分不清按哪一列",
                        "both `{one}` and `{other}` have these kinds, so it is not clear which is meant"
                    ),
                )
                .help(words!(
                    "两列里换一种叫法；或分成几个指标，各写 适用 {one} 是 …",
                    "call them otherwise in one of the two; or write an indicator for each, with applies {one} is …"
                )),
            ),
            (None, _) => {
                let all = enumerations.iter().flat_map(|(.., choices)| choices.iter().map(String::as_str));
                let all: Vec<&str> = all.collect();
                let unknown = written.iter().find(|(name, _)| !all.contains(&name.value.as_str()));
                let at = unknown.map_or(span, |(name, _)| name.span);
                let name = unknown.map(|(name, _)| name.value.clone());
                let finding = match &name {
                    Some(name) => Diagnostic::error(
                        Code::H0208,
                        at,
                        words!(
                            "被评对象的枚举里没有「{name}」这一类",
                            "no enumeration of the subjects has the kind `{name}`"
                        ),
                    )
                    .suggest(name, all.iter().copied()),
                    None => Diagnostic::error(
                        Code::H0208,
                        at,
                        words!("这几类不是同一列的", "these kinds are not of one column"),
                    ),
                };
                let finding = if finding.help.is_some() {
                    finding
                } else {
                    finding.help(words!(
                        "分类写被评对象的一个枚举列的各项，如 平原 12 分、山区 10 分",
                        "write items of one enumeration of the subjects, such as urban 12 分, rural 10 分"
                    ))
                };
                self.refuse(finding)
            }
        }
    }

    /// The full marks of an indicator for the subject at hand.
    pub(super) fn full_of(&mut self, id: IndicatorId, origin: impl Into<Origin>) -> ExprId {
        let origin = origin.into();
        let known = self.indicators.get(id.0).or_broken("an indicator is declared before it is read").clone();
        match &known.kinds {
            Some(kinds) => self.full_by_kind(kinds, origin.span),
            None => self.arena.marks(known.full, origin),
        }
    }

    /// The full marks of the subject at hand.
    pub(super) fn full_by_kind(&mut self, kinds: &Kinds, span: Span) -> ExprId {
        let arms: Vec<(ExprId, ExprId)> = kinds
            .of
            .iter()
            .map(|(kind, marks)| {
                let is_of = self.is_of_kind(kinds, *kind, span);
                (is_of, self.arena.marks(marks.clone(), Origin::implied(span)))
            })
            .collect();
        let nothing = self.arena.add(ExprKind::Undecided, Type::marks(), Origin::implied(span));
        self.arena.add(ExprKind::Case { arms, otherwise: nothing }, Type::marks(), Origin::implied(span))
    }

    /// Whether the subject is of one of the kinds that are named; nothing where everyone is.
    pub(super) fn is_of_kinds(&mut self, kinds: &Kinds) -> Option<ExprId> {
        if kinds.is_everyone() {
            return None;
        }
        let terms: Vec<ExprId> = kinds.of.iter().map(|(kind, _)| self.is_of_kind(kinds, *kind, kinds.span)).collect();
        Some(match terms.as_slice() {
            [only] => *only,
            _ => self.arena.yes_no(ExprKind::Or(terms), kinds.span),
        })
    }

    fn is_of_kind(&mut self, kinds: &Kinds, kind: usize, span: Span) -> ExprId {
        let ty = Type::Choice(kinds.choices.clone());
        let field = ExprKind::Field { table: Schema::SUBJECTS, field: kinds.field };
        // Nobody wrote the column.
        let field = self.arena.add(field, ty.clone(), Origin::implied(span));
        let choice = self.arena.constant(Constant::Choice(kind), ty, Origin::implied(span));
        self.arena.compare(Comparison::Equal, (field, choice), span)
    }

    /// What the rules keep of them.
    pub(super) fn by_kind(&mut self, kinds: Option<&Kinds>, span: Span) -> Option<ByKind> {
        let kinds = kinds?;
        Some(ByKind { of: kinds.of.clone(), expr: self.full_by_kind(kinds, span) })
    }
}
