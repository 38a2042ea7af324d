//! 分档 that hold conditions of office texts.

use pest::Parser as _;
use pest::iterators::Pair;

use super::super::super::grammar::{Grammar, Rule};
use super::super::super::keyword::{self, KEYWORDS};
use super::condition::{Asked, Condition, End, all, condition, figure, lower, place, upper};
use super::scene::Scene;
use super::written::Written;

struct Band {
    condition: Condition,
    marks: String,
}

/// 优良率 不低于 90%, where the value may be meant.
fn named(pair: &Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Asked> {
    let parts: Vec<&str> = pair.clone().into_inner().map(|part| part.as_str().trim()).collect();
    let [name, word, with] = parts.as_slice() else { return None };
    let is_value = *name == scene.word(Rule::kw_value) || scene.value == Some(*name);
    Some(if is_value {
        Asked::Comparison((*word).to_owned(), (*with).to_owned())
    } else {
        Asked::Whole(pair.as_str().trim().to_owned())
    })
}

fn band(pair: &Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Band> {
    let place = place(pair);
    let parts: Vec<Pair<'_, Rule>> = pair.clone().into_inner().collect();
    let marks = parts.last()?;
    let marks = match marks.as_rule() {
        Rule::no_marks => "0 分".to_owned(),
        _ => marks.as_str().trim().to_owned(),
    };
    let certain = |asked| Condition { asked, is_certain: true, place };
    let first = parts.first()?;
    let text = first.as_str().trim().to_owned();
    let condition = match first.as_rule() {
        Rule::kw_otherwise => certain(Asked::Rest),
        Rule::typed_condition => condition(first)?,
        Rule::compare if pair.as_rule() == Rule::typed_band => {
            certain(Asked::Comparison(text, parts.get(1)?.as_str().trim().to_owned()))
        }
        Rule::typed_named => certain(named(first, scene)?),
        _ => {
            let choice = parts
                .iter()
                .find(|part| matches!(part.as_rule(), Rule::name | Rule::string | Rule::kw_yes | Rule::kw_no))?;
            certain(match choice.as_rule() {
                Rule::kw_yes => Asked::Yes(true),
                Rule::kw_no => Asked::Yes(false),
                // 不低于九成 is no name.
                _ if KEYWORDS.iter().any(|word| word.is_glued() && choice.as_str().starts_with(word.zh)) => {
                    return None;
                }
                Rule::string => Asked::Choice(choice.as_str().trim_matches(['"', '＂', '“', '”']).trim().to_owned()),
                _ => Asked::Choice(choice.as_str().trim().to_owned()),
            })
        }
    };
    Some(Band { condition, marks })
}

/// 分档 with a range, two comparisons or another condition in a band: as limits where they follow one another, else as
/// a formula.
pub(super) fn bands(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let bands: Vec<Band> = all(&pair, Rule::typed_band).iter().map(|pair| band(pair, scene)).collect::<Option<_>>()?;
    let typed = |band: &&Band| match &band.condition.asked {
        Asked::Rest => false,
        Asked::Comparison(word, with) => word.is_empty() || is_mixed(with, scene),
        _ => true,
    };
    let shows = bands.iter().find(typed).or(bands.first())?.condition.place;
    let is_certain = bands.iter().all(|band| band.condition.is_certain);
    let value = scene.word(Rule::kw_value);
    let text = plain(&bands, scene).or_else(|| limits(&bands, scene)).unwrap_or_else(|| formula(&bands, value, scene));
    Some(Written { text, is_certain, shows: Some(shows) })
}

fn is_mixed(comparison: &str, scene: &Scene<'_>) -> bool {
    let words = [Rule::kw_and, Rule::kw_or].map(|word| scene.word(word));
    comparison.split_whitespace().any(|word| words.contains(&word))
}

/// Bands that hold one comparison each.
fn plain(bands: &[Band], scene: &Scene<'_>) -> Option<String> {
    let written = bands.iter().map(|band| {
        let condition = match &band.condition.asked {
            Asked::Rest => scene.word(Rule::kw_otherwise).to_owned(),
            Asked::Comparison(word, with) if word.is_empty() => format!("{} {with}", scene.word(Rule::kw_equals)),
            Asked::Comparison(word, with) if !is_mixed(with, scene) => format!("{word} {with}"),
            Asked::Range { low: Some(end), high: None } => lower(end, scene),
            Asked::Range { low: None, high: Some(end) } => upper(end, scene),
            _ => return None,
        };
        Some(format!("{condition} : {}", band.marks))
    });
    let written: Vec<String> = written.collect::<Option<_>>()?;
    // 90% 以上 beside 60% 以下 leaves the order to be found out.
    let [above, below] = [true, false].map(|is_above| {
        let is_so =
            |band: &&Band| matches!(&band.condition.asked, Asked::Range { low, .. } if low.is_some() == is_above);
        bands.iter().filter(is_so).count()
    });
    if above > 0 && below > 0 {
        return None;
    }
    Some(format!("{} {{ {} }}", scene.word(Rule::kw_bands), written.join(" ; ")))
}

/// What a single comparison asks, as a range.
fn ends(word: &str, with: &str) -> Option<(Option<End>, Option<End>)> {
    let end = |included| Some(End { figure: figure(with), included });
    Some(match keyword::of_word(word).map_or(word, |keyword| keyword.zh) {
        "不低于" | "不少于" | "不小于" | "达到" | "≥" | ">=" | "＞＝" => (end(true), None),
        "超过" | "高于" | "大于" | "多于" | ">" | "＞" => (end(false), None),
        "不超过" | "不高于" | "不大于" | "不多于" | "≤" | "<=" | "＜＝" => (None, end(true)),
        "低于" | "少于" | "小于" | "不足" | "不满" | "<" | "＜" => (None, end(false)),
        _ => return None,
    })
}

/// Limits from the top down or from the bottom up, when each band begins where the one before it ends.
fn limits(bands: &[Band], scene: &Scene<'_>) -> Option<String> {
    let mut ranges: Vec<(Option<End>, Option<End>, &str)> = Vec::new();
    let mut rest = None;
    let copied = |end: &Option<End>| end.as_ref().map(|end| End { figure: end.figure.clone(), ..*end });
    for band in bands {
        match &band.condition.asked {
            Asked::Range { low, high } => ranges.push((copied(low), copied(high), &band.marks)),
            Asked::Comparison(_, with) if is_mixed(with, scene) => return None,
            Asked::Comparison(word, with) => {
                let (low, high) = ends(word, with)?;
                ranges.push((low, high, &band.marks));
            }
            Asked::Rest => rest = Some(band.marks.as_str()),
            _ => return None,
        }
    }
    whole_numbers(&mut ranges);
    let same = |one: &Option<End>, other: &Option<End>| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.figure == other.figure)
    };
    let pairs = || ranges.iter().zip(ranges.iter().skip(1));
    let falls = pairs().all(|(upper, lower)| same(&upper.0, &lower.1));
    let rises = pairs().all(|(lower, upper)| same(&lower.1, &upper.0));
    let is_top = |end: &Option<End>| end.as_ref().is_none_or(|end| end.figure == "100%");
    let is_bottom = |end: &Option<End>| end.as_ref().is_none_or(|end| is_zero(&end.figure));
    let (first, last) = (ranges.first()?, ranges.last()?);
    let is_down = falls && is_top(&first.1);
    if !(is_down || rises && is_bottom(&first.0)) {
        return None;
    }
    let otherwise = scene.word(Rule::kw_otherwise);
    let limit = |range: &(Option<End>, Option<End>, &str)| {
        let end = if is_down { lower(range.0.as_ref()?, scene) } else { upper(range.1.as_ref()?, scene) };
        Some(format!("{end} : {}", range.2))
    };
    // What ends at 0 or at 100%, or nowhere, is what is left.
    let ends_open = if is_down { is_bottom(&last.0) } else { is_top(&last.1) };
    let (stated, rest) = match rest {
        None if ends_open => (ranges.get(..ranges.len().saturating_sub(1))?, Some(last.2)),
        rest => (ranges.as_slice(), rest),
    };
    let mut written: Vec<String> = stated.iter().map(limit).collect::<Option<_>>()?;
    written.extend(rest.map(|marks| format!("{otherwise} : {marks}")));
    Some(format!("{} {{ {} }}", scene.word(Rule::kw_bands), written.join(" ; ")))
}

/// 0, 0%, 0 件
fn is_zero(figure: &str) -> bool {
    let unit = figure.strip_prefix('0').unwrap_or(figure);
    unit.len() < figure.len() && !unit.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
}

/// 0-2 件, 3-5 件: where one ends at a whole number and the other begins at the next, the first takes its end.
fn whole_numbers(ranges: &mut [(Option<End>, Option<End>, &str)]) {
    let split = |figure: &str| {
        let at = figure.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(figure.len());
        let (digits, unit) = figure.split_at_checked(at)?;
        Some((digits.parse::<u64>().ok()?, unit.trim().to_owned())).filter(|(_, unit)| !unit.starts_with(['%', '.']))
    };
    let lows: Vec<Option<(u64, String)>> = ranges.iter().map(|(low, ..)| split(&low.as_ref()?.figure)).collect();
    let mut ends: Vec<String> = Vec::new();
    for (_, high, _) in ranges.iter_mut() {
        let Some(end) = high else { continue };
        let Some((number, unit)) = split(&end.figure) else { continue };
        let next = number.checked_add(1).map(|next| (next, unit));
        if lows.iter().flatten().any(|low| Some(low) == next.as_ref()) {
            end.included = true;
            ends.push(end.figure.clone());
        }
    }
    // What begins behind such an end begins at it.
    for (low, ..) in ranges.iter_mut() {
        let Some(begin) = low else { continue };
        let Some((number, unit)) = split(&begin.figure) else { continue };
        let before = ends
            .iter()
            .find(|end| split(end).is_some_and(|(end, of_end)| end.checked_add(1) == Some(number) && of_end == unit));
        if let Some(before) = before {
            *begin = End { figure: before.clone(), included: false };
        }
    }
}

/// 算式 若 … 则 … 否则 若 … 则 … 否则 …
fn formula(bands: &[Band], value: &str, scene: &Scene<'_>) -> String {
    let [formula, when, then, otherwise] =
        [Rule::kw_formula, Rule::kw_if, Rule::kw_then, Rule::kw_else].map(|word| scene.word(word));
    let mut text = formula.to_owned();
    let mut rest = "0 分";
    for band in bands {
        if matches!(band.condition.asked, Asked::Rest) {
            rest = &band.marks;
            break;
        }
        let condition = band.condition.of(value, scene);
        text += &[" ", when, " ", &condition, " ", then, " ", &band.marks, " ", otherwise].concat();
    }
    text + " " + rest
}

/// 分档 { 甲 得 10 分 ; 乙 得 5 分 }, where 取值 is a column.
pub(super) fn choices(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let bands: Vec<Band> =
        all(&pair, Rule::typed_choice).iter().map(|pair| band(pair, scene)).collect::<Option<_>>()?;
    let shows = bands.first()?.condition.place;
    let is_of_column = scene.value.is_some_and(|column| scene.yes_no.contains(&column));
    let bands: Vec<Band> = bands.into_iter().map(|band| if is_of_column { answered(band) } else { band }).collect();
    let is_yes_no = bands.iter().all(|band| matches!(band.condition.asked, Asked::Yes(_) | Asked::Rest));
    let text = match scene.value.filter(|_| !is_yes_no) {
        Some(_) => {
            let arms = bands.iter().map(|band| match &band.condition.asked {
                Asked::Choice(choice) => Some(format!("{choice} : {}", band.marks)),
                Asked::Rest => Some(format!("{} : {}", scene.word(Rule::kw_otherwise), band.marks)),
                _ => None,
            });
            let arms: Vec<String> = arms.collect::<Option<_>>()?;
            format!("{} {{ {} }}", scene.word(Rule::kw_bands), arms.join(" ; "))
        }
        None if is_yes_no => yes_no(&bands, scene)?,
        None => formula(&bands, scene.word(Rule::kw_value), scene),
    };
    Some(Written { text, is_certain: true, shows: Some(shows) })
}

/// 有 and 无 of a column that is 是 or 否.
fn answered(mut band: Band) -> Band {
    if let Asked::Choice(choice) = &band.condition.asked {
        let is_of = |rule| {
            let whole = Grammar::parse(rule, choice).ok().and_then(|mut pairs| pairs.next());
            whole.is_some_and(|pair| pair.as_str() == choice)
        };
        if is_of(Rule::yes_word) {
            band.condition.asked = Asked::Yes(true);
        } else if is_of(Rule::no_word) {
            band.condition.asked = Asked::Yes(false);
        }
    }
    band
}

/// 分档 { 是 : 10 分 ; 否 : 0 分 }
fn yes_no(bands: &[Band], scene: &Scene<'_>) -> Option<String> {
    let marks = |wanted: bool| {
        let rest = bands.iter().find(|band| matches!(band.condition.asked, Asked::Rest));
        let stated = bands.iter().find(|band| matches!(band.condition.asked, Asked::Yes(yes) if yes == wanted));
        stated.or(rest).map(|band| band.marks.as_str())
    };
    let [formula, when, then, otherwise, value] =
        [Rule::kw_formula, Rule::kw_if, Rule::kw_then, Rule::kw_else, Rule::kw_value].map(|word| scene.word(word));
    Some(format!("{formula} {when} {value} {then} {} {otherwise} {}", marks(true)?, marks(false)?))
}
