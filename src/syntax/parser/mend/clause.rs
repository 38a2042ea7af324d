//! Clauses of office texts: steps in one sentence, choices side by side, places of a rounding.

use pest::iterators::Pair;

use super::super::super::grammar::Rule;
use super::super::super::keyword::{TYPES, UNITS};
use super::super::super::sign::half_width_text;
use super::condition::{all, figure};
use super::scene::Scene;
use super::written::{Written, with_unit};
use crate::number::{decimal_of_numeral, whole_of_numeral};

pub(super) fn texts<'p>(pair: &Pair<'p, Rule>, rules: &[Rule]) -> Vec<&'p str> {
    let parts = pair.clone().into_inner().filter(|part| rules.contains(&part.as_rule()));
    parts.map(|part| part.as_str().trim()).collect()
}

/// 低于 95% 的，每低 1 个百分点扣 2 分，扣完为止: what a part of a step counts for is not said.
pub(super) fn steps(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    if scene.rule != Rule::s_scoring {
        return None;
    }
    let figures: Vec<String> = all(&pair, Rule::figure).iter().map(|part| figure(part.as_str())).collect();
    let [line, step, marks] = figures.as_slice() else { return None };
    let word = texts(&pair, &[Rule::compare]).first()?.to_owned();
    let falls = texts(&pair, &[Rule::step_word]).first()?.contains(['低', '降', '少']);
    let floor = all(&pair, Rule::floor_words).first().and_then(|part| all(part, Rule::figure).first().cloned());
    let floor = floor.map_or("0 分".to_owned(), |floor| figure(floor.as_str()));
    let [from, full, when, minus, part, whole, least] =
        [Rule::kw_from, Rule::kw_full, Rule::kw_when, Rule::kw_minus, Rule::kw_partial, Rule::kw_whole, Rule::kw_floor]
            .map(|word| scene.word(word));
    let per = scene.word(if falls { Rule::kw_per_below } else { Rule::kw_per_above });
    Written::likely(format!(
        "{from} {full} {word} {line} {when} {per} {step} {minus} {marks} {part} {whole} {least} {floor}"
    ))
}

/// 每个加1分: for each one, so many marks.
pub(super) fn each(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let unit = *texts(&pair, &[Rule::unit_run]).first()?;
    let number = |text: &&str| decimal_of_numeral(text).unwrap_or_else(|| half_width_text(text));
    let numbers: Vec<String> = texts(&pair, &[Rule::digits, Rule::numeral]).iter().map(number).collect();
    let (count, marks) = match numbers.as_slice() {
        [count, marks] => (count.as_str(), marks),
        [marks] => ("1", marks),
        _ => return None,
    };
    // A row of 加分 or 扣分 says its marks as a product.
    if scene.rule == Rule::s_entry {
        let text = format!("/ {} × {}", with_unit(count, unit), with_unit(marks, "分"));
        return if count == "1" { Written::certain(text) } else { Written::likely(text) };
    }
    let is_taken = !texts(&pair, &[Rule::each_taken]).is_empty();
    let [per, word] =
        [Rule::kw_per, if is_taken { Rule::kw_minus } else { Rule::kw_gets }].map(|word| scene.word(word));
    Written::certain(format!("{per} {} {word} {}", with_unit(count, unit), with_unit(marks, "分")))
}

/// 类型 是 山区、海岛
pub(super) fn among(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let column = *texts(&pair, &[Rule::path]).first()?;
    let choices = texts(&pair, &[Rule::string, Rule::name]);
    let is = scene.word(Rule::kw_is);
    let terms = choices.iter().map(|choice| format!("{column} {is} {}", choice.trim_matches(['"', '＂', '“', '”'])));
    let terms: Vec<String> = terms.collect();
    let either = terms.join(&format!(" {} ", scene.word(Rule::kw_or)));
    Written::certain(format!("( {either} )"))
}

/// 达标 为 真, where 达标 is 是 or 否.
pub(super) fn yes(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let column = *texts(&pair, &[Rule::path]).first()?;
    if !scene.yes_no.contains(&column) {
        return None;
    }
    let is_no = !all(&pair, Rule::no_word).is_empty();
    Written::certain(if is_no { format!("{} {column}", scene.word(Rule::kw_not)) } else { column.to_owned() })
}

/// 平原/山区/海岛 as the type of a column.
pub(super) fn options(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let names = texts(&pair, &[Rule::name]);
    let is_type = |name: &&str| TYPES.contains(name) || UNITS.contains(name);
    if scene.rule != Rule::s_field || names.iter().any(is_type) {
        return None;
    }
    Written::certain(format!("{} {{ {} }}", scene.word(Rule::kw_choice), names.join(", ")))
}

/// 主键 代码 文本: the words of a column in another order.
pub(super) fn column(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let [name] = texts(&pair, &[Rule::name]).try_into().ok()?;
    let [ty] = texts(&pair, &[Rule::column_type]).try_into().ok()?;
    if scene.rule != Rule::s_field {
        return None;
    }
    Written::certain([&[name, ty], texts(&pair, &[Rule::field_flag]).as_slice()].concat().join(" "))
}

/// 金额（万元） as the type of a column.
pub(super) fn unit_alone(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let unit = *texts(&pair, &[Rule::unit]).first()?;
    if scene.rule == Rule::s_field { Written::certain(unit) } else { None }
}

/// 舍入 指标 保留两位小数: how it is rounded is not said.
pub(super) fn places(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let text = pair.as_str();
    // 两位 四舍五入 has but its number in other characters.
    let is_other = text.contains("小数")
        || ["保留", "精确到", "取", "到", "四舍五入", "half_up"].iter().any(|word| text.starts_with(word));
    if scene.rule != Rule::s_rounding || !is_other {
        return None;
    }
    let number = *texts(&pair, &[Rule::digits, Rule::numeral]).first()?;
    let number = whole_of_numeral(number).map_or_else(|| figure(number), |number| number.to_string());
    let is_stated = !all(&pair, Rule::kw_half_up).is_empty();
    let (places, mode) = (scene.word(Rule::kw_places), scene.word(Rule::kw_half_up));
    let text = format!("{number} {places} {mode}");
    if is_stated { Written::certain(text) } else { Written::likely(text) }
}
