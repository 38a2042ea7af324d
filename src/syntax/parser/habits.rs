//! What people bring along from office prose and other notations, and how it is said here.

use super::super::grammar::Rule;
use super::super::keyword::{self, UNITS};
use super::super::token::{Kind, Token, Tokens};
use super::node::Anchor;
use crate::finding::{Code, Diagnostic, Fix, Language, Words};
use crate::invariant::part_of;
use crate::words;

/// Words of prose and the keywords that stand for them.
const WORDS: &[(&str, &str, &str)] = &[
    ("如果", "若", "if"),
    ("假如", "若", "if"),
    ("那么", "则", "then"),
    ("否则如果", "否则 若", "else if"),
    ("否则若", "否则 若", "else if"),
    ("elif", "否则 若", "else if"),
    ("elseif", "否则 若", "else if"),
    ("并且", "且", "and"),
    ("而且", "且", "and"),
    ("或者", "或", "or"),
];

/// Signs of units and the units they stand for.
const SIGNS_OF_UNITS: &[(&str, &str)] = &[
    ("kg", "千克"),
    ("g", "克"),
    ("mg", "毫克"),
    ("ug", "微克"),
    ("μg", "微克"),
    ("µg", "微克"),
    ("t", "吨"),
    ("m", "米"),
    ("cm", "厘米"),
    ("mm", "毫米"),
    ("km", "千米"),
    ("m2", "平方米"),
    ("km2", "平方千米"),
    ("ha", "公顷"),
    ("hm2", "公顷"),
    ("m3", "立方米"),
    ("l", "升"),
    ("L", "升"),
    ("ml", "毫升"),
    ("kwh", "千瓦时"),
    ("tce", "吨标准煤"),
    ("h", "小时"),
    ("min", "分钟"),
    ("s", "秒"),
    ("db", "分贝"),
    ("公尺", "米"),
    ("公里", "千米"),
    ("公斤", "千克"),
    ("公升", "升"),
    ("平米", "平方米"),
    ("平方", "平方米"),
    ("平方公里", "平方千米"),
    ("立方", "立方米"),
    ("块", "元"),
    ("人民币", "元"),
    ("百分数", "%"),
    ("usd", "美元"),
    ("cny", "元"),
    ("rmb", "元"),
];

/// The bounds of office prose, and the words for them with the figure and without it.
const BOUNDS: &[(&str, [&str; 2], [&str; 2])] = &[
    ("以上", ["不低于", "at_least"], ["超过", "exceeds"]),
    ("以下", ["不高于", "no_higher_than"], ["低于", "below"]),
    ("以内", ["不高于", "no_higher_than"], ["低于", "below"]),
];

/// The unit that a sign such as mg/L stands for.
pub(super) fn unit_of_sign(sign: &str) -> Option<String> {
    let one = |part: &str| {
        // 5G and 3M are codes rather than grams and metres.
        let is_meant = |sign: &str| sign == part || part.len() > 1 && sign == part.to_lowercase();
        let listed = SIGNS_OF_UNITS.iter().find(|(sign, _)| is_meant(sign)).map(|(_, unit)| *unit);
        listed.or_else(|| UNITS.iter().copied().find(|unit| *unit == part))
    };
    let parts: Option<Vec<&str>> = sign.split(['/', '／']).map(one).collect();
    Some(parts?.join("/"))
}

/// The unit meant by the sign that begins at a place; with what follows a `/`.
fn unit_at(text: &str, start: usize) -> Option<(&str, String)> {
    let rest = text.get(start..)?;
    let is_sign = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '／');
    let whole = rest.get(..rest.find(|letter| !is_sign(letter)).unwrap_or(rest.len()))?;
    let first = whole.split(['/', '／']).next()?;
    [whole, first].into_iter().find_map(|sign| Some((sign, unit_of_sign(sign)?)))
}

/// A unit in signs behind a number or as the type of a column.
pub(super) fn unit_in_signs(text: &str, word: Token, anchor: Anchor) -> Option<Diagnostic> {
    let (sign, unit) = unit_at(text, word.start)?;
    let span = anchor.span(word.start, word.start.checked_add(sign.len())?);
    let finding = Diagnostic::error(Code::H0303, span, words!("不认识的单位「{sign}」", "unknown unit `{sign}`"));
    let finding = finding.help(words!("单位用中文写：{unit}", "units are written in Chinese: {unit}"));
    Some(finding.fix(Fix::replace(span, unit)))
}

/// The way out of a habit, with its edits when there is but one.
type WayOut = (Words, Option<Fix>);

/// The way out of a habit that shows at the token where a statement is not understood.
pub(super) fn way_out(
    wanted: &[Rule],
    text: &str,
    (before, here): (Option<Token>, Token),
    anchor: Anchor,
) -> Option<WayOut> {
    bound(text, here)
        .map(|words| (words, None))
        .or_else(|| word(text, here, anchor))
        .or_else(|| word(text, before?, anchor))
        .or_else(|| wanted.contains(&Rule::method).then(|| formula(text, here, anchor)).flatten())
}

fn word(text: &str, token: Token, anchor: Anchor) -> Option<WayOut> {
    let written = text.get(token.start..token.end)?;
    let (_, zh, en) = WORDS.iter().find(|(habit, ..)| *habit == written)?;
    let meant = if written.is_ascii() { en } else { zh };
    let fix = Fix::replace(anchor.span(token.start, token.end), *meant);
    Some((words!("「{written}」写作「{zh}」", "for `{written}`, write `{en}`"), Some(fix)))
}

/// 90% 以上: whether the figure itself belongs has to be said.
fn bound(text: &str, here: Token) -> Option<Words> {
    let figure =
        Tokens::new(text).take_while(|token| token.start <= here.start).filter(|token| token.kind == Kind::Number);
    let start = figure.last()?.start;
    let rest = text.get(start..)?;
    let rest = rest.get(..rest.find([':', '：', ';', '；', '\n', ',', '，', '}']).unwrap_or(rest.len()))?;
    let found = BOUNDS.iter().filter_map(|bound| Some((rest.find(bound.0)?, bound)));
    let (at, (_, with, without)) = found.min_by_key(|(at, _)| *at)?;
    // Only when it is the figure at hand that is bounded so.
    if start.checked_add(at)? < here.start {
        return None;
    }
    let figure = rest.get(..at)?.trim_end_matches('及').trim();
    let ([with_zh, with_en], [without_zh, without_en]) = (with, without);
    Some(words!(
        "写「{with_zh} {figure}」（含 {figure}）或「{without_zh} {figure}」（不含）",
        "write `{with_en} {figure}` ({figure} included) or `{without_en} {figure}` (not included)"
    ))
}

/// 计分 若 … or 计分 率 × 10 分: a formula without its word.
fn formula(text: &str, here: Token, anchor: Anchor) -> Option<WayOut> {
    let written = text.get(here.start..here.end)?;
    let next = Tokens::new(text).find(|token| token.start >= here.end && token.kind != Kind::Blank);
    let calculates = next.is_some_and(|token| {
        matches!(token.kind, Kind::Sign('+' | '-' | '*' | '/' | '×' | '÷' | '(' | '（' | '－' | '＋'))
    });
    let begins = matches!(keyword::rule_of(written), Some(Rule::kw_if | Rule::kw_by | Rule::kw_full))
        || matches!(here.kind, Kind::Number | Kind::Sign('(' | '（' | '-'))
        || matches!(written, "如果" | "假如");
    if !begins && !calculates {
        return None;
    }
    let rest = text.get(here.start..)?.trim().replace("如果", "若");
    let rest: String = rest.chars().take_while(|letter| !matches!(letter, '\n' | ';')).take(40).collect();
    let language = if text.starts_with(|first: char| first.is_ascii()) { Language::En } else { Language::Zh };
    let word = words!("算式 ", "formula ");
    let fix = Fix::before(anchor.span(here.start, here.end), word.in_language(language));
    Some((words!("前面加「算式」：计分 算式 {rest}", "put `formula` before it: scoring formula {rest}"), Some(fix)))
}

/// A类 名额 20% …, A类 前 20%: a grade without its condition.
pub(super) fn grade_without_condition(statement: Rule, text: &str, anchor: Anchor) -> Option<Diagnostic> {
    if statement != Rule::s_grade {
        return None;
    }
    let mut tokens =
        Tokens::new(text).filter(|token| !matches!(token.kind, Kind::Blank | Kind::Newline | Kind::Comment));
    let (name, mut word) = (tokens.next()?, tokens.next()?);
    let written = |token: Token| part_of(text, token.start..token.end);
    // A类 总分 前 20%
    while matches!(written(word), "总分" | "total" | "得分" | "名次" | "排名") {
        word = tokens.next()?;
    }
    // 前30% and 前三名 are one word each.
    let first = written(word).strip_prefix('前');
    if first.is_none() && !matches!(written(word), "名额" | "quota") {
        return None;
    }
    let grade = text.get(name.start..name.end)?;
    let stuck = first.map(|rest| rest.trim_end_matches(|letter: char| !letter.is_ascii_digit()));
    let apart = || tokens.find(|token| token.kind == Kind::Number).and_then(|token| text.get(token.start..token.end));
    let share = stuck.filter(|rest| !rest.is_empty()).or_else(apart).unwrap_or("20");
    let finding = Diagnostic::error(
        Code::H0105,
        anchor.span(word.start, word.end),
        words!("等次「{grade}」还没有写条件", "the grade `{grade}` has no condition yet"),
    );
    Some(finding.help(words!(
        "先写条件，再写名额：{grade} 总分 不低于 0 分 名额 {share}% 向下取整 仍同 全退；也可以把名次写进条件：{grade} 名次(总分 范围 全部 降序 并列 同名次) 不超过 10",
        "the condition comes first, then the quota: {grade} total at_least 0 分 quota {share}% round_down still_tied all_out; or make the rank a condition: {grade} rank(total scope everyone descending ties shared_rank) at_most 10"
    )))
}

/// Types of spreadsheets, databases and programming languages, and the type here; of numbers it is open which.
const TYPES_ELSEWHERE: &[(&[&str], &str, &str)] = &[
    (&["字符串", "字符", "文字", "字符型", "string", "String", "str", "varchar", "char"], "文本", "text"),
    (&["布尔", "布尔值", "布尔型", "逻辑", "逻辑型", "bool", "boolean", "Boolean"], "是否", "yes_no"),
    (&["日期型", "时间", "年月日", "datetime", "timestamp"], "日期", "date"),
    (&["百分率", "百分数", "比率", "比例", "percent"], "%", "%"),
];

const NUMBERS_ELSEWHERE: &[&str] = &[
    "数字",
    "整数",
    "小数",
    "整型",
    "数值型",
    "浮点数",
    "浮点",
    "金额",
    "货币",
    "数量",
    "int",
    "integer",
    "float",
    "double",
    "decimal",
];

/// The type that a word of another program stands for; of a number, what there is to choose from.
pub(super) fn type_of_other_programs(word: &str) -> Option<(Words, Option<&'static str>)> {
    if NUMBERS_ELSEWHERE.contains(&word) {
        let help = words!(
            "有单位的数写单位，如 万元、平方米、人、%；没有单位的数写「数值」",
            "a number with a unit has the unit as its type, such as 万元, 平方米, 人, %; one without is a `number`"
        );
        return Some((help, None));
    }
    let (_, zh, en) = TYPES_ELSEWHERE.iter().find(|(words, ..)| words.contains(&word))?;
    let meant = if word.is_ascii() { en } else { zh };
    Some((words!("「{word}」写作「{zh}」", "for `{word}`, write `{en}`"), Some(meant)))
}
