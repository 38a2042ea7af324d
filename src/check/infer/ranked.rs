//! Choices of an enumeration that is ordered: compared, counted in steps, the best and the highest of rows.
//!
//! The first of an enumeration is the best or the highest, and its place is 0: what stands higher has the lower place.

use super::function::Function;
use super::type_names;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{ChoiceOrder, Choices, Comparison, ExprId, ExprKind, Operator, Statistic, Type};
use crate::finding::{Code, Diagnostic, Fix, Label, Language, Span, Words};
use crate::syntax::ast;
use crate::syntax::keyword::{function_words, of_word};
use crate::words;

/// Whether a word compares levels: 达到 and the like. Others, such as 超过, may mean the number in the name of a choice.
fn is_of_level(word: &str) -> bool {
    let zh = of_word(word).map_or(word, |keyword| keyword.zh);
    zh == "达到" || ChoiceOrder::is_of_level(zh)
}

impl Checker<'_> {
    /// 类别 优于 Ⅲ类. What is compared are choices of one enumeration, or the word is one for such.
    pub(super) fn ranked(
        &mut self,
        comparison: Comparison,
        (written, word): (&str, Option<Span>),
        (left, right): (ExprId, ExprId),
        span: Span,
    ) -> Option<ExprId> {
        let choices = match (&self.arena[left].ty, &self.arena[right].ty) {
            (Type::Choice(one), Type::Choice(other)) if one == other => [one.clone(), other.clone()],
            (one, other) => {
                let ((left_zh, left_en), (right_zh, right_en)) = (type_names(one), type_names(other));
                let error = Diagnostic::error(
                    Code::H0302,
                    span,
                    words!(
                        "「{written}」比的是有次序的枚举，这里是{left_zh}和{right_zh}",
                        "`{written}` compares choices that are ordered, not {left_en} with {right_en}"
                    ),
                );
                let numbers = matches!((one, other), (Type::Number(_), Type::Number(_)));
                let plain = ChoiceOrder::HighToLow.word(comparison);
                return self.refuse(if numbers { self.in_other_word(error, word, &plain) } else { error });
            }
        };
        let order = self.order_of(&choices, span)?;
        self.word_fits(written, word, comparison, order)?;
        // What stands higher has the lower place.
        let kind = ExprKind::Compare { comparison: comparison.mirrored(), left, right, word };
        Some(self.arena.yes_no(kind, span))
    }

    /// Which way choices that are compared are ordered.
    pub(in crate::check) fn order_of(&mut self, sides: &[Choices], span: Span) -> Option<ChoiceOrder> {
        let mut orders = sides.iter().filter_map(Choices::order);
        let Some(order) = orders.next() else {
            let choices = sides.first().map_or(&[][..], |choices| &choices[..]);
            let name = self.name_of_choices(choices);
            let message =
                words!("「{name}」没有次序，比不了高低优劣", "`{name}` has no order, so that none is higher or better");
            // It is said once, however often they are compared.
            if let Some(told) = self.diagnostics.iter_mut().find(|told| told.message.zh == message.zh) {
                told.labels.push(Label { span, words: words!("这里也比", "compared here too") });
                return None;
            }
            return self.refuse(
                Diagnostic::error(Code::H0302, span, message)
                .help(words!(
                    "在「枚举」的花括号前写 从高到低（第一项最高）或 从优到劣（第一项最优），如：枚举 从高到低 {{ … }}",
                    "write in front of the braces of its enumeration high_to_low (the first is the highest) or best_to_worst (the first is the best), such as: choice high_to_low {{ … }}"
                )),
            );
        };
        if orders.all(|other| other == order) {
            return Some(order);
        }
        self.refuse(
            Diagnostic::error(
                Code::H0302,
                span,
                words!(
                    "两边的枚举一个从优到劣、一个从高到低，比不了",
                    "one enumeration goes from the best to the worst and the other from high to low"
                ),
            )
            .help(words!(
                "写成一个有名称的枚举，两列都用它",
                "make them one enumeration with a name, the type of both columns"
            )),
        )
    }

    /// What an enumeration is called: by its name, or by the first column that has it.
    fn name_of_choices(&self, choices: &[String]) -> String {
        if let Some(known) = self.enumerations.iter().find(|known| known.choices[..] == *choices) {
            return known.name.value.clone();
        }
        let mut fields = self.schema.tables.iter().flat_map(|table| &table.fields);
        let is_it = |ty: &Type| matches!(ty, Type::Choice(own) if own[..] == *choices);
        fields.find(|field| is_it(&field.ty)).map_or_else(|| choices.join("、"), |field| field.name.clone())
    }

    /// Whether the word of a comparison says which way is meant.
    pub(in crate::check) fn word_fits(
        &mut self,
        written: &str,
        word: Option<Span>,
        comparison: Comparison,
        order: ChoiceOrder,
    ) -> Option<()> {
        let place = word?;
        let fits = match order {
            ChoiceOrder::BestToWorst => ChoiceOrder::is_of_quality(written) || is_of_level(written),
            ChoiceOrder::HighToLow => is_of_level(written),
        };
        if fits {
            return Some(());
        }
        let meant = order.word(comparison);
        if ChoiceOrder::is_of_quality(written) {
            let error = Diagnostic::error(
                Code::H0302,
                place,
                words!(
                    "「{written}」用于从优到劣的枚举，这一个是从高到低",
                    "`{written}` is for choices from the best to the worst, and these go from high to low"
                ),
            );
            let error = self.in_other_word(error, word, &meant);
            return self.refuse(error);
        }
        let [zh, en] = [Language::Zh, Language::En].map(|language| {
            let listed = order.words().map(|word| word.in_language(language).to_owned());
            listed.join(language.either("、", ", "))
        });
        self.refuse(
            Diagnostic::error(
                Code::H0302,
                place,
                words!(
                    "「{written}」比的是数，枚举的项说不清哪一边高",
                    "`{written}` compares numbers; of choices it does not say which is the higher"
                ),
            )
            .help(words!("枚举写：{zh}、达到", "for choices write {en}, reaches")),
        )
    }

    fn in_other_word(&self, error: Diagnostic, word: Option<Span>, meant: &Words) -> Diagnostic {
        let Words { zh, en } = meant;
        let error = error.help(words!("写作：{zh}", "write: {en}"));
        match word {
            Some(place) => error.fix(Fix::replace(place, self.in_file(meant))),
            None => error,
        }
    }

    /// 级差(甲, 乙): by how many steps 甲 stands above 乙.
    pub(super) fn steps_apart(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [higher, lower] = self.arguments::<2>(call)?;
        let wanted = self.like(lower, context);
        let higher_side = self.infer_wanted(higher, context, wanted);
        let ty = higher_side.map(|side| self.arena[side].ty.clone());
        let lower_side = self.infer(lower, context, ty.as_ref());
        let (one, other) = (higher_side?, lower_side?);
        let sides = match (&self.arena[one].ty, &self.arena[other].ty) {
            (Type::Choice(one), Type::Choice(other)) if one == other => [one.clone(), other.clone()],
            (one, other) => {
                let ((left_zh, left_en), (right_zh, right_en)) = (type_names(one), type_names(other));
                return self.refuse(
                    Diagnostic::error(
                        Code::H0302,
                        span,
                        words!(
                            "「级差」数的是同一个枚举的两项相差几级，这里是{left_zh}和{right_zh}",
                            "`steps_apart` counts the steps between two choices of one enumeration, not between {left_en} and {right_en}"
                        ),
                    )
                    .help(words!("如 级差(本年类别, 上年类别)", "such as steps_apart(class, class_before)")),
                );
            }
        };
        self.order_of(&sides, span)?;
        // What stands higher has the lower place.
        let kind = ExprKind::Arithmetic { operator: Operator::Subtract, left: other, right: one };
        Some(self.arena.add(kind, Type::pure(), span))
    }

    /// 最优, 最劣 of an enumeration from the best to the worst, 最大, 最小 of one from high to low.
    pub(super) fn ranked_extreme(
        &mut self,
        function: Function,
        choices: &Choices,
        call: &ast::Call,
        span: Span,
    ) -> Option<Statistic> {
        let order = self.order_of(std::slice::from_ref(choices), span)?;
        match (order, function) {
            (ChoiceOrder::BestToWorst, Function::Best) | (ChoiceOrder::HighToLow, Function::Max) => {
                return Some(Statistic::Min);
            }
            (ChoiceOrder::BestToWorst, Function::Worst) | (ChoiceOrder::HighToLow, Function::Min) => {
                return Some(Statistic::Max);
            }
            _ => {}
        }
        let Words { zh, en } = function_words(&call.function.value);
        let (way, way_en, fits) = match order {
            ChoiceOrder::BestToWorst => ("从优到劣", "from the best to the worst", ["最优", "最劣"]),
            ChoiceOrder::HighToLow => ("从高到低", "from high to low", ["最大", "最小"]),
        };
        let [first, second] = fits.map(function_words);
        let ((first_zh, first_en), (second_zh, second_en)) = ((first.zh, first.en), (second.zh, second.en));
        self.refuse(
            Diagnostic::error(
                Code::H0302,
                call.function.span,
                words!(
                    "枚举是{way}，「{zh}」说不清取哪一头",
                    "the choices go {way_en}, and `{en}` does not say which end is meant"
                ),
            )
            .help(words!("写 {first_zh} 或 {second_zh}", "write {first_en} or {second_en}")),
        )
    }

    /// 最优 of what is no ordered enumeration.
    pub(super) fn extreme_of_no_rank<T>(&mut self, function: Function, call: &ast::Call, span: Span) -> Option<T> {
        let Words { zh, en } = function_words(&call.function.value);
        let meant = if function == Function::Best { ["最大", "最小"] } else { ["最小", "最大"] };
        let [first, second] = meant.map(function_words);
        let ((first_zh, first_en), (second_zh, second_en)) = ((first.zh, first.en), (second.zh, second.en));
        self.refuse(
            Diagnostic::error(
                Code::H0302,
                span,
                words!(
                    "「{zh}」取的是从优到劣的枚举的一项",
                    "`{en}` takes a choice of an enumeration from the best to the worst"
                ),
            )
            .help(words!(
                "一列数写 {first_zh}，越低越好的写 {second_zh}",
                "of numbers write {first_en}, where less is better {second_en}"
            )),
        )
    }
}
