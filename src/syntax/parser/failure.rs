//! Turns a failure of the grammar into a finding.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::super::grammar::Rule;
use super::super::keyword::{self, Keyword, UNITS};
use super::super::sign::closing_quote;
use super::super::token::{Kind, Token, Tokens};
use super::node::Anchor;
use super::{expected, habits, usage};
use crate::finding::Span;
use crate::finding::{Code, Diagnostic, Fix, Words};
use crate::invariant::part_of;
use crate::number::{scientific, without_exponent};
use crate::words;

/// The finding for a statement that the grammar does not read.
pub(super) fn explain(statement: Rule, error: &Error<Rule>, text: &str, anchor: Anchor) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let around = Around::find(text, at);
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return too_much(around.span(anchor, text));
    };
    let habit = around.here.and_then(|here| habits::way_out(positives, text, (around.before, here), anchor));
    if let Some(finding) = habits::grade_without_condition(statement, text, anchor)
        .or_else(|| column_in_signs(statement, &around, text, anchor))
        .or_else(|| unknown_unit(&around, text, anchor).filter(|_| habit.is_none()))
    {
        return finding;
    }
    let unquotes = |here: Token| statement == Rule::s_field && is_choice(text, here.start);
    if let Some(finding) = around.here.filter(|here| !unquotes(*here)).and_then(|here| misquoted(text, here, anchor)) {
        return finding;
    }
    let span = around.span(anchor, text);
    let at_operand = around.here.is_some_and(|here| match here.kind {
        Kind::Number | Kind::Text | Kind::Date => true,
        Kind::Word => keyword::of_word(slice(text, here)).is_none(),
        _ => false,
    });
    let (wanted_zh, wanted_en) = expected::words(statement, positives, at_operand);
    let finding = match around.here {
        // A newline or `;` where the statement has to go on, or its end.
        None | Some(Token { kind: Kind::Sign(';'), .. }) => {
            let after: String = around.before.map_or("", |token| slice(text, token)).chars().take(20).collect();
            let message =
                words!("「{after}」之后还缺少：{wanted_zh}", "after `{after}` there is something missing: {wanted_en}");
            return Diagnostic::error(Code::H0105, span, message).help(example(statement, text));
        }
        Some(here) => {
            let found: String = slice(text, here).chars().take(20).collect();
            let reserved = here.kind == Kind::Word && keyword::of_word(&found).is_some_and(Keyword::is_reserved);
            let wants_name = positives.iter().any(|rule| matches!(rule, Rule::name | Rule::path | Rule::names));
            if reserved && wants_name {
                let message = words!(
                    "「{found}」是规则语言的词，不能用作名称",
                    "`{found}` is a word of the language and no name"
                );
                let finding = Diagnostic::error(Code::H0105, span, message);
                let is_column = statement == Rule::s_field && around.before.is_none();
                return finding.help(if is_column {
                    words!(
                        "换一个名称；列名与文件里的表头不同时，写 列 \"{found}\"",
                        "take another name; for a column, the header can be given: column \"{found}\""
                    )
                } else {
                    words!("换一个名称", "take another name")
                });
            }
            let message = words!(
                "「{found}」写在这里不对，这里应是：{wanted_zh}",
                "`{found}` does not fit here; wanted: {wanted_en}"
            );
            let finding = Diagnostic::error(Code::H0105, span, message);
            if let Some((words, fix)) = habit {
                return Diagnostic { fix, ..finding.help(words) };
            }
            if statement == Rule::s_field && is_choice(text, here.start) {
                return finding.help(words!(
                    "枚举的项之间写逗号；一项里没有空格和符号",
                    "choices are separated by commas; a choice has no blanks or signs in it"
                ));
            }
            if here.kind == Kind::Number
                && positives.contains(&Rule::name)
                && matches!(statement, Rule::s_head | Rule::s_indicator)
            {
                return finding.help(words!(
                    "编号以字母或汉字开头，如 A{found}",
                    "a code begins with a letter, such as A{found}"
                ));
            }
            let after_end = around.before.is_some_and(|before| before.kind == Kind::Sign(';'));
            if statement == Rule::s_condition && after_end {
                return finding.help(words!(
                    "一行是一项要求：\"名称\" 某列 不低于 80%，名称可以不写",
                    "each line is one requirement: \"label\" rate at_least 80%, the label may be left out"
                ));
            }
            if positives.contains(&Rule::method) {
                let finding = finding.suggest(&found, usage::METHODS.iter().copied());
                // Steps are taken from a mark.
                let is_step =
                    ["每低", "每高", "每少", "每多", "每超", "扣", "减"].iter().any(|word| text.contains(word));
                let method = if is_step { "自" } else { "" };
                return if finding.help.is_some() { finding } else { finding.help(usage::of_method(method)) };
            }
            let keywords = positives.iter().filter_map(|rule| keyword::of_rule(*rule));
            if here.kind == Kind::Word && !reserved {
                finding.suggest(&found, keywords.flat_map(|keyword| [keyword.zh, keyword.en]))
            } else {
                finding
            }
        }
    };
    if finding.help.is_some() { finding } else { finding.help(example(statement, text)) }
}

/// The tokens around the place of a failure.
struct Around {
    /// The last one before it.
    before: Option<Token>,
    /// The one at it.
    here: Option<Token>,
}

impl Around {
    fn find(text: &str, at: usize) -> Self {
        let mut before = None;
        let meaningful = |token: &Token| !matches!(token.kind, Kind::Blank | Kind::Newline | Kind::Comment);
        for token in Tokens::new(text).filter(meaningful) {
            if token.end > at {
                return Self { before, here: Some(token) };
            }
            before = Some(token);
        }
        Self { before, here: None }
    }

    /// The token at the place, or the one before when the statement ends too soon.
    fn span(&self, anchor: Anchor, text: &str) -> Span {
        let at_end = self.here.is_none_or(|token| token.kind == Kind::Sign(';'));
        let token = if at_end { self.before.or(self.here) } else { self.here };
        token.map_or_else(|| anchor.first_character(text), |token| anchor.span(token.start, token.end))
    }
}

fn slice(text: &str, token: Token) -> &str {
    part_of(text, token.start..token.end)
}

/// 1.2e3, 1.2×10^3: rules are read by people, and write numbers in full.
fn written_in_full(text: &str, start: usize, anchor: Anchor) -> Option<Diagnostic> {
    let (length, number, exponent) = scientific(text.get(start..)?)?;
    let span = anchor.span(start, start.checked_add(length)?);
    let written = format!("{number}e{exponent}");
    let whole = without_exponent(&written);
    let finding = Diagnostic::error(
        Code::H0105,
        span,
        words!("规则里的数不写科学记数", "rules write no number in scientific notation"),
    );
    // One that cannot be written in full is no number of a rule.
    Some(if whole == written {
        finding.help(words!("这个数写不下，请核对", "check the number: it is too long to be written in full"))
    } else {
        finding.help(words!("写全：{whole}", "write it in full: {whole}")).fix(Fix::replace(span, whole.to_string()))
    })
}

/// 5 亿圆: a word behind a number that is neither a unit nor a keyword.
fn unknown_unit(around: &Around, text: &str, anchor: Anchor) -> Option<Diagnostic> {
    let (number, word) = (around.before?, around.here?);
    if number.kind != Kind::Number || word.kind != Kind::Word {
        return None;
    }
    let written = slice(text, word);
    if keyword::of_word(written).is_some() {
        return None;
    }
    if let Some(finding) = written_in_full(text, number.start, anchor) {
        return Some(finding);
    }
    if let Some(finding) = habits::unit_in_signs(text, word, anchor) {
        return Some(finding);
    }
    let digits = slice(text, number);
    let span = anchor.span(word.start, word.end);
    let finding = Diagnostic::error(Code::H0303, span, words!("不认识的单位「{written}」", "unknown unit `{written}`"));
    if word.start == number.end && written.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let finding = finding.help(words!(
            "以数字开头的编号放在引号里：\"{digits}{written}\"",
            "a code that begins with a digit stands in quotes: \"{digits}{written}\""
        ));
        let whole = anchor.span(number.start, word.end);
        return Some(finding.fix(Fix::replace(whole, format!("\"{digits}{written}\""))));
    }
    let finding = finding.suggest(written, UNITS.iter().copied());
    Some(if finding.help.is_some() {
        finding
    } else {
        finding.help(words!(
            "认识的单位有 元、万元、亿元、平方米、%、个百分点、人、家、分、年、个工作日 等",
            "known units are 元, 万元, 亿元, 平方米, %, 个百分点, 人, 家, 分, 年, 个工作日 and others"
        ))
    })
}

/// ‘甲’, “甲": a text in quotes that are not those of a text.
fn misquoted(text: &str, here: Token, anchor: Anchor) -> Option<Diagnostic> {
    let written = slice(text, here);
    let is_right = |text: &str| {
        let closes = text.chars().next().and_then(closing_quote);
        closes.is_some_and(|closes| text.chars().next_back().is_some_and(closes))
    };
    if here.kind != Kind::Text || is_right(written) {
        return None;
    }
    let mut letters = written.chars();
    let opens = letters.next()?;
    letters.next_back()?;
    let inside = letters.as_str();
    let code = if closing_quote(opens).is_some() { Code::H0105 } else { Code::H0101 };
    let span = anchor.span(here.start, here.end);
    let shown: String = written.chars().take(20).collect();
    let message = words!("「{shown}」用的引号不对", "`{shown}` stands in other quotes");
    let finding = Diagnostic::error(code, span, message).fix(Fix::replace(span, format!("\"{inside}\"")));
    Some(finding.help(words!("文字放在 “ ” 或 \" \" 里：\"{inside}\"", "text stands between \" \": \"{inside}\"")))
}

/// Whether a place is in the braces of 枚举.
fn is_choice(text: &str, at: usize) -> bool {
    let before = part_of(text, ..at);
    let words = Tokens::new(before).filter(|token| token.kind == Kind::Word);
    let has_word = words.map(|token| slice(before, token)).any(|word| keyword::rule_of(word) == Some(Rule::kw_choice));
    has_word && before.contains(['{', '｛'])
}

/// 浓度 mg/L: a column whose type ends at the sign of division.
fn column_in_signs(statement: Rule, around: &Around, text: &str, anchor: Anchor) -> Option<Diagnostic> {
    let is_division = around.here.is_some_and(|here| matches!(here.kind, Kind::Sign('/' | '／')));
    let word = around.before.filter(|_| is_division && statement == Rule::s_field)?;
    habits::unit_in_signs(text, word, anchor)
}

/// A right example of the statement; of 计分, with the method that is meant.
fn example(statement: Rule, text: &str) -> Words {
    if matches!(statement, Rule::s_scoring | Rule::c_scoring) {
        let behind = usize::from(statement == Rule::s_scoring);
        let mut words = Tokens::new(text).filter(|token| token.kind == Kind::Word).skip(behind);
        return usage::of_method(words.next().map_or("", |method| slice(text, method)));
    }
    usage::of_rule(statement)
}

fn too_much(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0104,
        span,
        words!("这一条太长或套得太深，读不出", "this statement is too long or nested too deeply to read"),
    )
    .help(words!("请拆成几条", "split it into several"))
}
