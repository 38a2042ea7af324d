//! Comparisons and roundings.

use super::wording::Wording;
use crate::core::{Comparison, TextTest};
use crate::finding::Language;
use crate::number::{Number, Rounding, RoundingMode, shown_in};
use crate::result::Unit;

impl Wording<'_> {
    /// The comparison in the very word that the rule uses; one that a method implies in the words of documents.
    pub(super) fn comparison(&self, comparison: Comparison, word: Option<&str>, dates: bool) -> String {
        if let Some(word) = word {
            return word.to_owned();
        }
        let (zh, en) = match (comparison, dates) {
            (Comparison::AtLeast, true) => ("不早于", "no_earlier_than"),
            (Comparison::Above, true) => ("晚于", "later_than"),
            (Comparison::AtMost, true) => ("不晚于", "no_later_than"),
            (Comparison::Below, true) => ("早于", "earlier_than"),
            (Comparison::AtLeast, false) => ("不低于", "at_least"),
            (Comparison::Above, false) => ("超过", "exceeds"),
            (Comparison::AtMost, false) => ("不超过", "at_most"),
            (Comparison::Below, false) => ("低于", "below"),
            (Comparison::Equal, _) => ("是", "is"),
            (Comparison::Unequal, _) => ("不是", "is_not"),
        };
        self.say(zh, en).to_owned()
    }

    /// The word for how one text stands in another, or does not.
    pub(super) fn text_test(&self, test: TextTest, holds: bool) -> &'static str {
        match (test, holds) {
            (TextTest::BeginsWith, true) => self.say("开头是", "begins_with"),
            (TextTest::BeginsWith, false) => self.say("开头不是", "does_not_begin_with"),
            (TextTest::EndsWith, true) => self.say("结尾是", "ends_with"),
            (TextTest::EndsWith, false) => self.say("结尾不是", "does_not_end_with"),
            (TextTest::Contains, true) => self.say("包含", "contains"),
            (TextTest::Contains, false) => self.say("不包含", "does_not_contain"),
        }
    }

    /// Which neighbour is taken.
    pub(super) fn mode(&self, mode: RoundingMode) -> &'static str {
        match mode {
            RoundingMode::HalfUp => self.say("四舍五入", "half_up"),
            RoundingMode::HalfEven => self.say("四舍六入五成双", "half_even"),
            RoundingMode::Up => self.say("进位", "away_from_zero"),
            RoundingMode::Down => self.say("舍去", "toward_zero"),
            RoundingMode::Ceiling => self.say("向上取整", "round_up"),
            RoundingMode::Floor => self.say("向下取整", "round_down"),
        }
    }

    /// How a mark was rounded: «四舍五入 2 位», «四舍五入到整数», «四舍五入到 0.5 分的倍数».
    pub(super) fn rounded_to(&self, rounding: Rounding) -> String {
        match (rounding.places, self.language) {
            _ if rounding.is_to_multiples() => {
                self.of_multiples(rounding, &shown_in(&rounding.apart(), self.unit("分"), &Number::one(), 0))
            }
            (0, Language::Zh) => format!("{}到整数", self.mode(rounding.mode)),
            (0, Language::En) => format!("{} to a whole number", self.mode(rounding.mode)),
            _ => self.rounding(rounding, None),
        }
    }

    /// How a number shown in a unit is rounded, as the name of a function.
    pub(super) fn rounding(&self, rounding: Rounding, unit: Option<&Unit>) -> String {
        let mode = self.mode(rounding.mode);
        match (rounding.places, self.language) {
            _ if rounding.is_to_multiples() => {
                let name = unit.map_or("", |unit| self.unit(&unit.name));
                self.of_multiples(rounding, &shown_in(&rounding.apart(), name, &Number::one(), 0))
            }
            (0, _) => mode.to_owned(),
            (places, Language::Zh) => format!("{mode} {places} 位"),
            (places, Language::En) => format!("{mode} {places} places"),
        }
    }

    fn of_multiples(&self, rounding: Rounding, step: &str) -> String {
        let mode = self.mode(rounding.mode);
        match self.language {
            Language::Zh => format!("{mode}到 {step} 的倍数"),
            Language::En => format!("{mode} to a multiple of {step}"),
        }
    }
}
