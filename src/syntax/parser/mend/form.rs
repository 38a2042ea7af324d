//! The forms of office texts that the grammar knows, and what is written instead.

use pest::Parser as _;
use pest::iterators::Pair;

use super::super::super::grammar::{Grammar, Rule};
use super::super::super::keyword;
use super::super::super::sign::half_width_text;
use super::scene::Scene;
use super::written::{Written, with_unit};
use super::{bands, clause, condition, dates};
use crate::finding::{Language, Words};
use crate::number::{decimal_of_numeral, whole_of_numeral, whole_of_words};
use crate::words;
use clause::{among, options, places, steps, unit_alone, yes};
use dates::{date, date_alone, long_date, month, months, short_date, years};

/// One form.
pub(super) struct Form {
    /// Its rule in the grammar.
    rule: Rule,
    /// What it is, behind its text.
    is: (&'static str, &'static str),
    write: fn(Pair<'_, Rule>, &Scene<'_>) -> Option<Written>,
    /// The keywords behind which alone it is one; anywhere without any.
    behind: &'static [Rule],
}

impl Form {
    const fn new(
        rule: Rule,
        is: (&'static str, &'static str),
        write: fn(Pair<'_, Rule>, &Scene<'_>) -> Option<Written>,
    ) -> Self {
        Self { rule, is, write, behind: &[] }
    }
}

const NUMERAL: (&str, &str) = ("里的数是汉字写的", "has its number in Chinese characters");
const SPELLED: (&str, &str) = ("里的数是用词写的", "has its number in words");
const DATE: (&str, &str) = ("不是日期的写法", "is not how a date is written");

/// The forms, the larger ones first.
const FORMS: &[Form] = &[
    Form::new(
        Rule::typed_bands,
        ("不是一档的写法（如 不低于 95% : 4 分）", "is not how a band is written (such as at_least 95% : 4 分)"),
        bands::bands,
    ),
    Form::new(
        Rule::typed_choices,
        ("不是一档的写法（如 甲类、乙类 : 4 分）", "is not how a band is written (such as large, medium : 4 分)"),
        bands::choices,
    ),
    Form::new(Rule::typed_day, DATE, date_alone),
    Form::new(Rule::typed_months, ("不是从哪天到哪天", "does not say from which day to which"), months),
    Form::new(Rule::typed_date, DATE, date),
    Form::new(Rule::typed_month, ("没有写到日", "does not name the day"), month),
    Form::new(Rule::typed_long_date, DATE, long_date),
    Form::new(Rule::typed_short_date, DATE, short_date),
    Form::new(Rule::typed_years, ("不是从哪天到哪天", "does not say from which day to which"), years),
    Form::new(
        Rule::typed_steps,
        ("要从一个分数减起：自 满分 … 时 每 … 减 …", "starts from a mark: from full_marks … when per … minus …"),
        steps,
    ),
    Form::new(
        Rule::typed_each,
        ("没有写全是几个、得还是减几分", "does not say in full how many get or lose how many marks"),
        clause::each,
    ),
    Form::new(Rule::typed_among, ("要一项一项地比", "is compared one by one"), among),
    Form::new(Rule::typed_yes, ("只写列名：它本身就是「是」或「否」", "is written as the column alone"), yes),
    Form::new(
        Rule::typed_offset,
        ("里的日期只能和日期比", "compares a day with something that is no day"),
        dates::offset,
    ),
    Form::new(Rule::typed_chain, ("比较了两次", "compares twice"), condition::chain),
    Form::new(Rule::typed_condition, ("没有写比的是总分", "does not say that the total is compared"), condition::total),
    Form::new(Rule::typed_doubled, ("说了两次界限", "states the limit twice"), condition::doubled),
    Form::new(Rule::typed_places, ("不是舍入的写法", "is not how rounding is written"), places),
    Form::new(
        Rule::typed_column,
        (
            "的词序不对：先写列名，再写类型，后面才是「主键」等词",
            "has its words in another order: the name, its type, then words such as `key`",
        ),
        clause::column,
    ),
    Form::new(Rule::typed_unit, ("是单位的另一种写法", "is another way to write a unit"), unit_alone),
    Form::new(Rule::typed_options, ("是几项，要写「枚举」", "are choices, with `choice` before them"), options),
    Form::new(Rule::typed_ranged, ("是一段，不是一个界限", "is a range, not a limit"), condition::ranged),
    Form::new(Rule::typed_bound, ("没有用比较的词", "has no word of comparison"), condition::bound),
    Form::new(Rule::typed_share, NUMERAL, share),
    Form::new(Rule::typed_fraction, NUMERAL, fraction),
    Form::new(Rule::typed_tenths, NUMERAL, tenths),
    Form::new(Rule::typed_numeral, NUMERAL, numeral),
    Form::new(Rule::typed_spelled, SPELLED, spelled),
    Form::new(Rule::typed_scaled, ("的单位没有写全", "has no whole unit"), scaled),
    Form::new(Rule::typed_thousands, ("里有千位分隔符", "has separators of thousands"), thousands),
    Form::new(Rule::typed_money, ("用了货币符号", "has a sign of a currency"), money),
    Form::new(Rule::typed_percent, ("的百分号写法不对", "has another sign of per cent"), percent),
    Form::new(Rule::typed_points, ("的单位是百分点", "is in percentage points"), points),
    Form {
        rule: Rule::typed_first,
        is: ("前面已经写了「名额」，不再写「前」", "stands behind `quota`, which says it"),
        write: first,
        behind: &[Rule::kw_quota],
    },
    Form {
        rule: Rule::typed_marks,
        is: ("前面少了「得」", "lacks `gets` before it"),
        write: marks,
        behind: &[Rule::kw_missing, Rule::kw_when],
    },
    Form {
        rule: Rule::typed_listed,
        is: ("要放在花括号里", "stands in braces"),
        write: listed,
        behind: &[Rule::kw_choice, Rule::kw_within, Rule::kw_not_within],
    },
    Form::new(Rule::typed_quoted, ("用的引号不对", "stands in other quotes"), quoted),
    Form::new(Rule::typed_quoted, ("是名称，不加引号", "is a name and has no quotes"), unquoted),
    Form::new(Rule::typed_clauses, ("是同一条的两部分", "is one clause in two parts"), clauses),
];

/// A form at a place: how long it is, what it is and what is written instead.
pub(super) struct Found {
    pub(super) length: usize,
    pub(super) written: Written,
    pub(super) met: Words,
}

/// The forms that a text begins with, behind a keyword if it stands behind one.
pub(super) fn at<'t>(text: &'t str, behind: Option<Rule>, scene: &'t Scene<'t>) -> impl Iterator<Item = Found> + 't {
    let fits = move |form: &&Form| form.behind.is_empty() || behind.is_some_and(|behind| form.behind.contains(&behind));
    FORMS.iter().filter(fits).filter_map(move |form| {
        let pair = Grammar::parse(form.rule, text).ok()?.next()?;
        let whole = pair.as_str();
        let length = whole.trim_end().len();
        let written = (form.write)(pair, scene)?;
        let shown = written.shows.and_then(|(start, end)| text.get(start..end)).unwrap_or(whole);
        let shown: String = shown.trim().chars().take(20).collect();
        let (zh, en) = form.is;
        (written.text != whole).then(|| Found { length, written, met: words!("「{shown}」{zh}", "`{shown}` {en}") })
    })
}

/// The number that a word is, in digits and with its unit: 四十分.
pub(super) fn number(word: &str) -> Option<String> {
    let scene = Scene { rule: Rule::s_value, language: Language::Zh, value: None, table: None, yes_no: Vec::new() };
    let is_number = |form: &&Form| [NUMERAL, SPELLED].contains(&form.is) || form.rule == Rule::typed_long_date;
    let numbers = FORMS.iter().filter(is_number);
    let mut found = numbers.filter_map(|form| {
        let pair = Grammar::parse(form.rule, word).ok()?.next()?;
        if pair.as_str() == word { (form.write)(pair, &scene) } else { None }
    });
    found.next().map(|written| written.text)
}

/// The parts of a pair of these rules.
fn parts(pair: Pair<'_, Rule>, rule: Rule) -> Vec<&str> {
    pair.into_inner().filter(|part| part.as_rule() == rule).map(|part| part.as_str().trim()).collect()
}

fn only(pair: Pair<'_, Rule>, rule: Rule) -> Option<&str> {
    parts(pair, rule).first().copied()
}

/// 百分之二十, 百分之 20
fn share(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let part = pair.into_inner().next()?;
    let number = match part.as_rule() {
        Rule::numeral => decimal_of_numeral(if part.as_str() == "百" { "一百" } else { part.as_str() })?,
        _ => half_width_text(part.as_str()),
    };
    Written::certain(format!("{number}%"))
}

/// 三分之一
fn fraction(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let (below, above) = pair.as_str().split_once("分之")?;
    let (below, above) = (whole_of_numeral(below)?, whole_of_numeral(above.trim())?);
    Written::certain(format!("{above} / {below}"))
}

/// 九成, 八成五
fn tenths(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let (tenths, rest) = pair.as_str().split_once('成')?;
    let (tenths, rest) = (whole_of_numeral(tenths)?, if rest.is_empty() { 0 } else { whole_of_numeral(rest)? });
    (tenths <= 10 && rest < 10).then(|| Written::certain(format!("{}%", tenths * 10 + rest)))?
}

/// 四十分
fn numeral(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let number = decimal_of_numeral(only(pair.clone(), Rule::numeral)?)?;
    Written::certain(with_unit(&number, only(pair, Rule::unit).unwrap_or("")))
}

/// three 件, twenty percent
fn spelled(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let number = whole_of_words(only(pair.clone(), Rule::spelled_number)?)?;
    let is_percent = pair.clone().into_inner().any(|part| part.as_rule() == Rule::spelled_percent);
    let unit = if is_percent { "%" } else { only(pair, Rule::unit).unwrap_or("") };
    Written::certain(with_unit(&number.to_string(), unit))
}

/// 5 千万元; 5 亿, of which nobody knows what
fn scaled(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let digits = half_width_text(only(pair.clone(), Rule::digits)?);
    let scale = only(pair.clone(), Rule::scale)?;
    let unit = only(pair, Rule::unit);
    let bare = unit.is_none();
    let (factor, large) = match (scale.strip_suffix('万'), scale.strip_suffix('亿')) {
        (Some(factor), _) => (factor, "万元"),
        (_, Some(factor)) => (factor, "亿元"),
        _ => (scale, "元"),
    };
    let factor = if factor.is_empty() { 1 } else { whole_of_numeral(&format!("一{factor}"))? };
    let number = times(&digits, factor)?;
    match unit {
        Some("元") | None => {
            let text = with_unit(&number, large);
            if bare { Written::likely(text) } else { Written::certain(text) }
        }
        Some(unit) if large == "元" => Written::certain(with_unit(&number, unit)),
        Some(unit) => {
            let thousands = if large == "万元" { 10_000 } else { 100_000_000 };
            Written::certain(with_unit(&times(&number, thousands)?, unit))
        }
    }
}

/// A decimal times a power of ten.
fn times(digits: &str, factor: u64) -> Option<String> {
    let places = usize::try_from(factor.checked_ilog10()?).ok()?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut moved: String = fraction.chars().chain(std::iter::repeat('0')).take(places).collect();
    moved.insert_str(0, whole);
    let rest: String = fraction.chars().skip(places).collect();
    let whole = moved.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

/// 1,000
fn thousands(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    Written::certain(half_width_text(pair.as_str()).replace(',', ""))
}

/// ￥100, ￥5 万元
fn money(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let is_dollar = pair.as_str().starts_with(['$', '＄']);
    let digits = half_width_text(only(pair.clone(), Rule::digits)?);
    let unit = only(pair, Rule::unit).unwrap_or(if is_dollar { "美元" } else { "元" });
    Written::certain(with_unit(&digits, unit))
}

fn percent(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    Written::certain(format!("{}%", half_width_text(only(pair, Rule::digits)?)))
}

fn points(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    Written::certain(with_unit(&half_width_text(only(pair, Rule::digits)?), "个百分点"))
}

/// 名额 前30%
fn first(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    Written::certain(condition::figure(only(pair, Rule::figure)?))
}

/// 缺失 0 分, 缺失 按 0 分 计
fn marks(pair: Pair<'_, Rule>, scene: &Scene<'_>) -> Option<Written> {
    let marks = pair.into_inner().next()?.as_str().trim();
    let is_marks = marks.ends_with('分') || keyword::rule_of(marks) == Some(Rule::kw_full);
    let (gets, marks) = (scene.word(Rule::kw_gets), number(marks).unwrap_or_else(|| condition::figure(marks)));
    if is_marks { Written::certain(format!("{gets} {marks}")) } else { None }
}

/// 枚举：甲、乙
fn listed(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    // A colon touches the word before it.
    let gap = if pair.as_str().starts_with([':', '：']) { " " } else { "" };
    Written::certain(format!("{gap}{{ {} }}", only(pair, Rule::names)?))
}

/// ‘甲’, “甲"
fn quoted(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    Written::certain(format!("\"{}\"", inside(pair.as_str())?))
}

fn unquoted(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let name = inside(pair.as_str())?;
    let is_name =
        Grammar::parse(Rule::name, name).is_ok_and(|mut pairs| pairs.next().is_some_and(|pair| pair.as_str() == name));
    if is_name { Written::certain(name) } else { None }
}

fn inside(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next()?;
    letters.next_back()?;
    Some(letters.as_str().trim())
}

/// 第三条 第二款, but not 第三条 第四条
fn clauses(pair: Pair<'_, Rule>, _: &Scene<'_>) -> Option<Written> {
    let [first, second] = parts(pair, Rule::clause_ref).try_into().ok()?;
    let goes_on = second.contains(['款', '项']) && !second.contains('条');
    if goes_on { Written::certain(format!("{first}{second}")) } else { Written::certain(format!("{first}、{second}")) }
}
