//! 分档 of an enumeration: bands of its choices, which are gone through one by one.

use super::Scored;
use crate::check::Checker;
use crate::core::{Choices, Comparison, Constant, ExprId, ExprKind, Origin, Role, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::entry;
use crate::syntax::ast::{self, Band, BandTest};
use crate::words;

/// What is known of a choice as bands are gone through.
#[derive(Clone, Copy)]
struct Held {
    /// The first band that takes it whatever else holds.
    by: Option<(Span, Comparison)>,
}

/// A band by its choices.
struct Kinds {
    /// Which of the enumeration fall into it.
    places: Vec<bool>,
    /// 等于 of listed ones.
    comparison: Comparison,
    condition: ExprId,
}

impl Checker<'_> {
    /// The choices that 取值 of the indicator can be, where it is one.
    pub(super) fn choices_of_value(&self, scored: &Scored<'_>) -> Option<Choices> {
        let value = scored.context.indicator.and_then(|id| self.indicators.get(id.0)?.value)?;
        match &self.arena[value].ty {
            Type::Choice(choices) => Some(choices.clone()),
            _ => None,
        }
    }

    /// The first band that takes the choice gives the marks.
    pub(super) fn bands_of_kinds(
        &mut self,
        choices: &Choices,
        bands: &[Band],
        otherwise: Option<&ast::Expr>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let value = self.value_of_indicator(scored.span, scored.context)?;
        let mut held = vec![Held { by: None }; choices.len()];
        let mut arms = Vec::new();
        let mut complete = true;
        for (band, place) in bands.iter().zip(0_u32..) {
            let origin = Origin::with_role(band.span, Role::Band(place));
            let kinds = self.kinds(choices, band, value, origin, scored);
            let besides = band.besides.as_ref().map(|besides| self.infer_yes_no(besides, scored.context));
            let earned = self.within_full(&band.marks, scored, false);
            let Some(kinds) = kinds else {
                complete = false;
                continue;
            };
            self.overlaps(choices, &kinds, band, &held);
            if band.besides.is_none() {
                let own = Held { by: Some((band.span, kinds.comparison)) };
                let taken = held.iter_mut().zip(&kinds.places).filter(|(held, is_in)| **is_in && held.by.is_none());
                taken.for_each(|(held, _)| *held = own);
            }
            match (self.with_besides(kinds.condition, besides, (band, place)), earned) {
                (Some(condition), Some(earned)) => arms.push((condition, earned)),
                _ => complete = false,
            }
        }
        let has_besides = self.needs_rest(bands, otherwise, scored);
        let left: Vec<&String> =
            choices.in_rules().iter().zip(&held).filter(|(_, held)| held.by.is_none()).map(|(name, _)| name).collect();
        if !left.is_empty() && !has_besides && otherwise.is_none() && complete {
            let Words { zh, en } = Words::listed(&left);
            self.report(
                Diagnostic::error(Code::H0403, scored.span, words!("分档没有写到：{zh}", "bands leave out: {en}"))
                    .help(words!("补上这一档，或在最后写：其余 : 0 分", "add the band, or end with: otherwise : 0 分")),
            );
        }
        let otherwise = match otherwise {
            Some(otherwise) => self.within_full(otherwise, scored, false)?,
            // What falls in none of the others falls in the last.
            None if left.is_empty() && !has_besides => arms.pop()?.1,
            None => return None,
        };
        let origin = Origin::with_role(scored.span, Role::Band(0));
        complete.then(|| self.arena.add(ExprKind::Case { arms, otherwise }, Type::marks(), origin))
    }

    /// Which choices fall into a band, and the condition that says so.
    fn kinds(
        &mut self,
        choices: &Choices,
        band: &Band,
        value: ExprId,
        origin: Origin,
        scored: &Scored<'_>,
    ) -> Option<Kinds> {
        let ty = Type::Choice(choices.clone());
        match &band.test {
            BandTest::Kinds(names) => {
                let mut places = vec![false; choices.len()];
                let mut terms = Vec::new();
                let mut failed = false;
                for name in names {
                    let Some(place) = choices.place(&name.value) else {
                        let _: Option<()> = self.no_such_choice(&name.value, name.span, choices.in_rules());
                        failed = true;
                        continue;
                    };
                    if let Some(place) = places.get_mut(place).filter(|place| !**place) {
                        *place = true;
                    } else {
                        self.kind_twice(&name.value, name.span, None);
                        failed = true;
                    }
                    let choice = self.arena.constant(Constant::Choice(place), ty.clone(), name.span);
                    let value = self.another(value);
                    terms.push(self.arena.compare(Comparison::Equal, (value, choice), origin));
                }
                let condition = match terms.as_slice() {
                    [only] => *only,
                    _ => self.arena.yes_no(ExprKind::Or(terms), origin),
                };
                (!failed).then_some(Kinds { places, comparison: Comparison::Equal, condition })
            }
            BandTest::Compare { comparison, word, limit } => {
                let limit = self.infer(limit, scored.context, Some(&ty))?;
                let fixed = (self.constant(limit), self.arena[limit].ty == ty);
                let (Some(Constant::Choice(fixed)), true) = fixed else {
                    {
                        let span = self.arena.span(limit);
                        return self.refuse(
                            Diagnostic::error(
                                Code::H0302,
                                span,
                                words!(
                                    "取值是枚举，这里要它的一项",
                                    "the value is a choice, and one of its choices is wanted here"
                                ),
                            )
                            .help(words!("如 甲类、乙类 : 4 分", "such as large, medium : 4 分")),
                        );
                    }
                };
                let mut comparison = *comparison;
                if !matches!(comparison, Comparison::Equal | Comparison::Unequal) {
                    let order = self.order_of(std::slice::from_ref(choices), word.span)?;
                    self.word_fits(&word.value, Some(word.span), comparison, order)?;
                    // What stands higher has the lower place.
                    comparison = comparison.mirrored();
                }
                let places = (0..choices.len()).map(|place| comparison.of(place.cmp(&fixed))).collect();
                let value = self.another(value);
                let condition = self.arena.compare(comparison, (value, limit), origin);
                Some(Kinds { places, comparison, condition })
            }
        }
    }

    /// A band says what those above leave: a listed choice is in no band above, and a comparison takes some more. What goes
    /// up and what goes down do not meet.
    fn overlaps(&mut self, choices: &Choices, kinds: &Kinds, band: &Band, held: &[Held]) {
        let goes = |comparison: Comparison| match comparison {
            Comparison::AtLeast | Comparison::Above => Some(true),
            Comparison::AtMost | Comparison::Below => Some(false),
            Comparison::Equal | Comparison::Unequal => None,
        };
        let own = goes(kinds.comparison);
        let mut taken = held.iter().enumerate().zip(&kinds.places).filter(|(_, is_in)| **is_in);
        let mut first = None;
        let mut takes_some = false;
        for ((place, held), _) in taken.by_ref() {
            let Some((by, comparison)) = held.by else {
                takes_some = true;
                continue;
            };
            let meets = match (own, goes(comparison)) {
                (Some(one), Some(other)) => one != other,
                (Some(_), None) => false,
                (None, _) => kinds.comparison == Comparison::Equal,
            };
            if meets || first.is_none() {
                first = first.filter(|(_, _, met)| *met).or(Some((place, by, meets)));
            }
        }
        let Some((place, by, meets)) = first else { return };
        if meets || !takes_some {
            self.kind_twice(entry::<String>(choices, place), band.span, Some(by));
        }
    }

    fn kind_twice(&mut self, name: &str, span: Span, first: Option<Span>) {
        let error = Diagnostic::error(
            Code::H0402,
            span,
            words!("分档重叠：「{name}」落在两档里", "bands overlap: `{name}` lies in two of them"),
        );
        let error = error.help(words!("每一项只写在一档里", "let each choice lie in one band"));
        self.report(match first {
            Some(first) => error.label(first, words!("先满足这一档", "this band comes first")),
            None => error,
        });
    }
}
