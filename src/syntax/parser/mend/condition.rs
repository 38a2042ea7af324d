//! Conditions of office texts: 10%-20%, 大于 10% 且 小于 20%, 90% 以上.

use pest::iterators::Pair;

use super::super::super::grammar::Rule;
use super::super::super::sign::half_width_text;
use super::scene::Scene;
use super::written::Written;
use crate::number::decimal_of_numeral;

/// One side of a range.
pub(super) struct End {
    pub(super) figure: String,
    pub(super) included: bool,
}

/// What a condition asks of a value.
pub(super) enum Asked {
    /// Between two ends, one of which may be missing.
    Range {
        low: Option<End>,
        high: Option<End>,
    },
    /// A word and what it compares with, behind the value.
    Comparison(String, String),
    /// As it stands.
    Whole(String),
    /// Two comparisons of the value.
    Both(String, String),
    /// To be among the first.
    First(String),
    /// 其余
    Rest,
    /// To be a choice, or 是.
    Choice(String),
    Yes(bool),
}

pub(super) struct Condition {
    pub(super) asked: Asked,
    /// Whether both ends are stated, or there is nothing to state.
    pub(super) is_certain: bool,
    /// Its bytes.
    pub(super) place: (usize, usize),
}

/// A number with its unit, half-width.
pub(super) fn figure(text: &str) -> String {
    half_width_text(text.trim())
}

/// The first figure with the unit of the second where it has none: 10-20%.
fn figures(pairs: &[Pair<'_, Rule>]) -> Option<(String, String)> {
    let [low, high] = pairs else { return None };
    let (low, high) = (figure(low.as_str()), figure(high.as_str()));
    let unit_at = high.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(high.len());
    let is_bare = low.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let unit = high.get(unit_at..).filter(|_| is_bare).unwrap_or("");
    Some((format!("{low}{unit}"), high))
}

/// What （含） or （不含） says; `None` when it is not there.
fn stated(pair: &Pair<'_, Rule>) -> Option<bool> {
    let stated = pair.clone().into_inner().find(|part| part.as_rule() == Rule::stated)?;
    stated.into_inner().next().map(|part| part.as_rule() == Rule::included)
}

pub(super) fn all<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Vec<Pair<'p, Rule>> {
    pair.clone().into_inner().filter(|part| part.as_rule() == rule).collect()
}

/// The bytes of a pair.
pub(super) fn place(pair: &Pair<'_, Rule>) -> (usize, usize) {
    let start = pair.as_span().start();
    (start, start + pair.as_str().trim_end().len())
}

/// One form of a condition.
pub(super) fn condition(pair: &Pair<'_, Rule>) -> Option<Condition> {
    let place = place(pair);
    let pair = if pair.as_rule() == Rule::typed_condition { pair.clone().into_inner().next()? } else { pair.clone() };
    let (asked, is_certain) = match pair.as_rule() {
        Rule::typed_between => {
            let (low, high) = figures(&all(&pair, Rule::figure))?;
            (range(Some((low, true)), Some((high, true))), false)
        }
        Rule::typed_range => {
            let ends = all(&pair, Rule::range_end);
            let found: Vec<Pair<'_, Rule>> = ends.iter().filter_map(|end| end.clone().into_inner().next()).collect();
            let (low, high) = figures(&found)?;
            let [of_low, of_high] = [stated(ends.first()?), stated(ends.last()?)];
            let is_certain = of_low.is_some() && of_high.is_some();
            (range(Some((low, of_low.unwrap_or(true))), Some((high, of_high.unwrap_or(false)))), is_certain)
        }
        Rule::typed_interval => interval(&pair)?,
        Rule::typed_chain => {
            let found = all(&pair, Rule::figure);
            let (low, high) = figures(&found)?;
            let takes = |sign: &Pair<'_, Rule>| !matches!(sign.as_str(), "<" | "＜");
            let signs: Vec<bool> = all(&pair, Rule::chained).iter().map(takes).collect();
            (range(Some((low, *signs.first()?)), Some((high, *signs.last()?))), true)
        }
        Rule::typed_pair => {
            let (words, figures) = (all(&pair, Rule::compare), all(&pair, Rule::amount));
            let said =
                |at: usize| Some(format!("{} {}", words.get(at)?.as_str().trim(), figures.get(at)?.as_str().trim()));
            (Asked::Both(said(0)?, said(1)?), true)
        }
        Rule::typed_bound => {
            let limit = figure(pair.clone().into_inner().find(|part| part.as_rule() == Rule::figure)?.as_str());
            let above = !all(&pair, Rule::bound_above).is_empty();
            let words = all(&pair, if above { Rule::bound_above } else { Rule::bound_below });
            // 以外 leaves the limit out.
            let word = words.first().map_or("", |word| word.as_str());
            let stated = stated(&pair).or((word == "以外").then_some(false));
            let end = Some((limit, stated.unwrap_or(true)));
            (if above { range(end, None) } else { range(None, end) }, stated.is_some())
        }
        Rule::typed_exact => {
            (Asked::Comparison(String::new(), figure(all(&pair, Rule::figure).first()?.as_str())), false)
        }
        Rule::typed_first => {
            let of =
                pair.clone().into_inner().find(|part| matches!(part.as_rule(), Rule::figure | Rule::first_count))?;
            let written = of.as_str().trim();
            let numeral = of.into_inner().find(|part| part.as_rule() == Rule::numeral);
            let number = numeral.and_then(|numeral| decimal_of_numeral(numeral.as_str()));
            (Asked::First(number.unwrap_or_else(|| figure(written))), false)
        }
        _ => return None,
    };
    Some(Condition { asked, is_certain, place })
}

fn range(low: Option<(String, bool)>, high: Option<(String, bool)>) -> Asked {
    let end = |end: Option<(String, bool)>| end.map(|(figure, included)| End { figure, included });
    Asked::Range { low: end(low), high: end(high) }
}

/// [10%, 20%)
fn interval(pair: &Pair<'_, Rule>) -> Option<(Asked, bool)> {
    let is_there = |rule: Rule| !all(pair, rule).is_empty();
    let ends: Vec<Pair<'_, Rule>> =
        pair.clone().into_inner().filter(|part| matches!(part.as_rule(), Rule::figure | Rule::unbounded_end)).collect();
    let [first, last] = ends.as_slice() else { return None };
    let figures = figures(&ends);
    let end = |part: &Pair<'_, Rule>, figure: Option<String>, included: bool| {
        (part.as_rule() == Rule::figure).then(|| (figure.unwrap_or_else(|| self::figure(part.as_str())), included))
    };
    let (low, high) = figures.map_or((None, None), |(low, high)| (Some(low), Some(high)));
    // In round brackets a range may stand without being an interval.
    let is_certain = is_there(Rule::closed_from) || is_there(Rule::closed_to) || pair.as_str().contains([',', '，']);
    let low = end(first, low.filter(|_| last.as_rule() == Rule::figure), is_there(Rule::closed_from));
    let high = end(last, high.filter(|_| first.as_rule() == Rule::figure), is_there(Rule::closed_to));
    Some((range(low, high), is_certain))
}

impl Condition {
    /// It as comparisons of something.
    pub(super) fn of(&self, value: &str, scene: &Scene<'_>) -> String {
        let and = scene.word(Rule::kw_and);
        match &self.asked {
            Asked::Range { low, high } => {
                let low = low.as_ref().map(|end| format!("{value} {}", lower(end, scene)));
                let high = high.as_ref().map(|end| format!("{value} {}", upper(end, scene)));
                low.into_iter().chain(high).collect::<Vec<_>>().join(&format!(" {and} "))
            }
            Asked::Comparison(word, with) if word.is_empty() => {
                format!("{value} {} {with}", scene.word(Rule::kw_equals))
            }
            Asked::Comparison(word, with) => format!("{value} {word} {with}"),
            Asked::Whole(condition) => condition.clone(),
            Asked::Both(one, other) => format!("{value} {one} {and} {value} {other}"),
            Asked::First(figure) => scene.first(value, figure),
            Asked::Rest => String::new(),
            Asked::Choice(choice) => format!("{value} {} {choice}", scene.word(Rule::kw_is)),
            Asked::Yes(true) => value.to_owned(),
            Asked::Yes(false) => format!("{} {value}", scene.word(Rule::kw_not)),
        }
    }
}

pub(super) fn lower(end: &End, scene: &Scene<'_>) -> String {
    let word = if end.included { Rule::kw_at_least } else { Rule::kw_exceeds };
    format!("{} {}", scene.word(word), end.figure)
}

pub(super) fn upper(end: &End, scene: &Scene<'_>) -> String {
    let word = if end.included { Rule::kw_no_higher } else { Rule::kw_below };
    format!("{} {}", scene.word(word), end.figure)
}

/// 率 10%-20%, 率 在 10% 与 20% 之间
pub(super) fn ranged(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let mut parts = pair.into_inner();
    let value = parts.next()?.as_str().trim().to_owned();
    let condition = condition(&parts.next()?)?;
    let text = condition.of(&value, scene);
    Some(Written { text, is_certain: condition.is_certain, shows: Some(condition.place) })
}

/// 90%（含）以上, where no value stands before it.
pub(super) fn bound(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let condition = condition(&pair)?;
    let text = condition.of("", scene).trim().to_owned();
    if condition.is_certain { Written::certain(text) } else { Written::likely(text) }
}

/// 优秀 90 分以上: in a grade it is the total that is compared.
pub(super) fn total(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    if scene.rule != Rule::s_grade {
        return None;
    }
    let condition = condition(&pair)?;
    // Grades are asked from the best down, so that a range is its lower end.
    let asked = match condition.asked {
        Asked::Range { low: Some(low), high: Some(_) } => Asked::Range { low: Some(low), high: None },
        Asked::Range { .. } => condition.asked,
        _ => return None,
    };
    let condition = Condition { asked, ..condition };
    let text = condition.of(scene.word(Rule::kw_total), scene);
    Some(Written { text, is_certain: condition.is_certain, shows: Some(condition.place) })
}

/// 80% ≤ 率 < 90%
pub(super) fn chain(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let value = pair.clone().into_inner().find(|part| !matches!(part.as_rule(), Rule::figure | Rule::chained))?;
    let value = value.as_str().trim().to_owned();
    let condition = condition(&pair)?;
    Written::certain(condition.of(&value, scene))
}

/// 达到 95% 以上, 不超过 5 件以内
pub(super) fn doubled(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let word = all(&pair, Rule::compare).first()?.as_str().trim().to_owned();
    let figure = figure(all(&pair, Rule::figure).first()?.as_str());
    Written::likely(format!("{word} {figure}"))
}
