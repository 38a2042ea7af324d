//! Days and spans of days as office texts write them.

use pest::iterators::Pair;

use super::super::super::grammar::Rule;
use super::super::super::keyword::function_in;
use super::super::super::sign::half_width_text;
use super::clause::texts;
use super::scene::Scene;
use super::written::Written;
use crate::number::{Date, whole_of_numeral};

fn day(year: &str, month: &str, day: &str) -> Option<Written> {
    let number = |text: &str| half_width_text(text).trim().parse::<u32>().ok();
    let written = format!("{:04}-{:02}-{:02}", number(year)?, number(month)?, number(day)?);
    Date::parse(&written).and_then(|_| Written::certain(written))
}

/// 2024/1/1, 2024年1月1号
pub(super) fn date(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let [year, month, last] = texts(&pair, &[Rule::digit_run]).try_into().ok()?;
    let is_no_month = |day: &str| half_width_text(day).parse::<u32>().is_ok_and(|day| day > 12);
    if year.chars().count() == 4 {
        day(year, month, last)
    } else if last.chars().count() == 4 && is_no_month(year) {
        // 31.12.2024, where the first can be no month.
        day(last, month, year)
    } else {
        None
    }
}

/// 2020年1月, 2020年
pub(super) fn month(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let parts = texts(&pair, &[Rule::digit_run]);
    let written = day(parts.first()?, parts.get(1).unwrap_or(&"1"), "1")?;
    Written::likely(written.text)
}

/// 二〇二四年一月一日
pub(super) fn long_date(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let [year, month, last] = texts(&pair, &[Rule::numeral]).try_into().ok()?;
    let number = |text| whole_of_numeral(text).map(|number| number.to_string());
    day(&number(year)?, &number(month)?, &number(last)?)
}

/// 早于 期限 5 天: days are only compared with days, so that one of the two is moved. Working days are counted by a
/// function; other days only from a date that is written down.
pub(super) fn offset(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let sides = texts(&pair, &[Rule::call, Rule::path, Rule::date]);
    let [left, right] = sides.as_slice() else { return None };
    let word = *texts(&pair, &[Rule::compare]).first()?;
    let count = *texts(&pair, &[Rule::digits, Rule::numeral]).first()?;
    let count = whole_of_numeral(count).map_or_else(|| half_width_text(count), |count| count.to_string());
    let compared = pair.clone().into_inner().find(|part| part.as_rule() == Rule::compare)?.into_inner().next()?;
    let is_before = match compared.as_rule() {
        Rule::kw_earlier | Rule::kw_no_earlier => true,
        Rule::kw_later | Rule::kw_no_later => false,
        _ => return None,
    };
    let is_working = !texts(&pair, &[Rule::working_day]).is_empty();
    if let Some(day) = Date::parse(right).filter(|_| !is_working) {
        let days: i64 = count.parse().ok()?;
        let moved = day.add_days(if is_before { days.checked_neg()? } else { days })?;
        return Written::certain(format!("{left} {word} {moved}"));
    }
    let after = function_in("工作日后", scene.language)?;
    let moved = |day: &str| format!("{after}({day}, {count} 个工作日)");
    let text =
        if is_before { format!("{} {word} {right}", moved(left)) } else { format!("{left} {word} {}", moved(right)) };
    if is_working { Written::certain(text) } else { Written::likely(text) }
}

/// 20240101
pub(super) fn short_date(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let text = half_width_text(pair.as_str());
    day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)
}

/// 周期 2024年, 周期 2022-2023年度
pub(super) fn years(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let years = texts(&pair, &[Rule::digit_run]);
    let (first, last) = (years.first()?, years.last()?);
    if scene.rule != Rule::s_cycle || [first, last].iter().any(|year| year.chars().count() != 4) {
        return None;
    }
    let to = scene.word(Rule::kw_to);
    Written::certain(half_width_text(&format!("{first}-01-01 {to} {last}-12-31")))
}

/// 2024年12月31日前 behind a comparison that says it.
pub(super) fn date_alone(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    match pair.clone().into_inner().next() {
        Some(long) if long.as_rule() == Rule::typed_long_date => long_date(long, scene),
        _ => date(pair, scene),
    }
}

/// 周期 2024年1月至12月
pub(super) fn months(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let parts = texts(&pair, &[Rule::digit_run]);
    let (from_year, from, year, month) = match parts.as_slice() {
        [year, from, to] => (year, from, year, to),
        [from_year, from, year, to] => (from_year, from, year, to),
        _ => return None,
    };
    let last = ["31", "30", "29", "28"].into_iter().find_map(|last| day(year, month, last))?;
    let first = day(from_year, from, "1")?;
    Written::certain(format!("{} {} {}", first.text, scene.word(Rule::kw_to), last.text))
}
