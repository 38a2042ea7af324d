//! Findings of the first pass.

use super::super::grammar::Rule;
use super::super::language::keyword_language;
use super::super::sign::Invisible;
use crate::finding::{Code, Diagnostic, Fix, Label, SourceId, Span, Words};
use crate::invariant::{OrBroken, part_of};
use crate::number::{scientific, without_exponent};
use crate::words;

const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// A list of ten thousand names on one line is legal; what goes on for so long without a comma is no rule.
const MAX_STRETCH_BYTES: usize = 64 * 1024;
/// At most so many runs of unknown characters are reported in a file.
const MAX_UNKNOWN_RUNS: usize = 20;

/// Findings about characters: the first of them, and one that counts the others.
#[derive(Default)]
pub(super) struct Listed {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Listed {
    /// Adds a finding. The words are made only for those that are listed, and for the first that is not.
    pub(super) fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.more += usize::from(self.list.len() >= MAX_UNKNOWN_RUNS);
        if self.list.len() <= MAX_UNKNOWN_RUNS {
            self.list.push(make());
        }
    }

    /// The last that is listed; none where there are too many.
    pub(super) fn last_mut(&mut self) -> Option<&mut Diagnostic> {
        self.list.last_mut().filter(|_| self.more == 0)
    }

    pub(super) fn into_list(mut self) -> Vec<Diagnostic> {
        if let Some(first) = self.list.pop_if(|_| self.more > 0) {
            self.list.push(first.and_others(self.more));
        }
        self.list
    }
}

/// Refuses a file that no person wrote.
pub(super) fn too_long(source: SourceId, text: &str) -> Option<Diagnostic> {
    if text.len() > MAX_FILE_BYTES {
        let start = text.chars().next().or_broken("a long text has a letter").len_utf8();
        let message = words!("文件超过 8 MiB，不像规则文件", "the file is larger than 8 MiB; this is no rule file");
        return Some(Diagnostic::error(Code::H0107, Span::new(source, 0, start), message));
    }
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let mut stretches = line.split([',', '，', ';', '；']).map(str::len);
        if line.len() > MAX_STRETCH_BYTES && stretches.any(|length| length > MAX_STRETCH_BYTES) {
            let end = start + line.chars().next().or_broken("a long line has a letter").len_utf8();
            let number = index + 1;
            let message = words!(
                "第 {number} 行有超过 64 KiB 的一段没有逗号或分号",
                "line {number} has more than 64 KiB without a comma or semicolon"
            );
            let help = words!("请分成几行；逗号之后可以换行", "break it into lines; a line may end after a comma");
            return Some(Diagnostic::error(Code::H0107, Span::new(source, start, end), message).help(help));
        }
        start += line.len();
    }
    None
}

/// Characters that no token begins with.
pub(super) fn unknown(span: Span, text: &str) -> Diagnostic {
    let run = part_of(text, span.start..span.end);
    let rest = part_of(text, span.end..);
    let ends_line = rest.lines().next().is_none_or(|line| line.trim().is_empty());
    let is_only = |sign: char| run.chars().all(|own| own == sign);
    let written_as = |finding: Diagnostic, meant: &str| finding.fix(Fix::replace(span, meant));
    let in_file = |words: &Words| words.in_language(keyword_language(text)).to_owned();
    let shown: String = run.chars().take(20).collect();
    let finding =
        Diagnostic::error(Code::H0101, span, words!("规则语言里没有「{shown}」", "the rule language has no `{shown}`"));
    match run.chars().next() {
        Some('。') => {
            let finding = finding
                .help(words!("一条写完换行即可，不写句号", "a statement ends with its line; no full stop is written"));
            if is_only('。') && ends_line { written_as(finding, "") } else { finding }
        }
        Some('\'' | '‘' | '’' | '”' | '「' | '」') => {
            finding.help(words!("文字放在 “ ” 或 \" \" 里", "text stands between \" \""))
        }
        Some('#') => written_as(finding.help(words!("注释以 // 开头", "a comment begins with //")), "//"),
        Some('&') => {
            let finding = finding.help(words!("「并且」写作 且", "write `and`"));
            if is_only('&') { written_as(finding, &in_file(&words!(" 且 ", " and "))) } else { finding }
        }
        Some('^') if raised(text, span).is_some() => {
            let (written, whole) = raised(text, span).or_broken("it was there before");
            let message = words!("规则里的数不写科学记数", "rules write no number in scientific notation");
            Diagnostic::error(Code::H0101, written, message)
                .help(words!("写全：{whole}", "write it in full: {whole}"))
                .fix(Fix::replace(written, whole))
        }
        Some('^') => finding.help(words!("「x 的平方」写作 幂(x, 2)", "a power is written power(x, 2)")),
        // What is known of choices is found when the column is read.
        Some('|') if line_before(text, span).contains(['枚', 'c']) && names_choices(line_before(text, span)) => {
            finding
        }
        Some('|') => {
            let finding = finding.help(words!("「或者」写作 或", "write `or`"));
            if is_only('|') { written_as(finding, &in_file(&words!(" 或 ", " or "))) } else { finding }
        }
        _ => finding,
    }
}

/// 1.2×10^3 around a `^`, and the same number written in full.
fn raised(text: &str, span: Span) -> Option<(Span, String)> {
    let before = line_before(text, span).trim_end().strip_suffix("10")?.trim_end();
    let number = before.strip_suffix(['×', '*', '＊', 'x', 'X'])?.trim_end();
    let digits = number.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.').len();
    let start = span.start.checked_sub(line_before(text, span).len())?.checked_add(digits)?;
    let (length, number, exponent) = scientific(text.get(start..)?)?;
    let written = format!("{number}e{exponent}");
    let whole = without_exponent(&written);
    (whole != written).then(|| (Span { start, end: start + length, ..span }, whole.into_owned()))
}

fn line_before(text: &str, span: Span) -> &str {
    part_of(text, 0..span.start).rsplit('\n').next().or_broken("a text has a last line")
}

/// Whether 枚举 stands in the beginning of a line.
fn names_choices(line: &str) -> bool {
    line.split(|letter: char| letter.is_whitespace() || letter == '{').any(|word| matches!(word, "枚举" | "choice"))
}

/// A character that nobody sees.
pub(super) fn unseen(span: Span, text: &str, letter: char, kind: Invisible) -> Diagnostic {
    let (zh, en, code) = (kind.zh, kind.en, u32::from(letter));
    let message = words!(
        "这里有一个看不见的字符 U+{code:04X}（{zh}）",
        "there is a character here that cannot be seen: U+{code:04X} ({en})"
    );
    let fix = Fix::replace(span, if kind.is_blank { " " } else { "" });
    let line = fix.line(span.source, text).unwrap_or_default();
    let help = if kind.is_blank {
        words!("换成普通的空格：{line}", "write a plain blank: {line}")
    } else {
        words!("删去它：{line}", "remove it: {line}")
    };
    Diagnostic::error(Code::H0101, span, message).help(help).fix(fix)
}

/// A further character that nobody sees, on the line of a finding of one: it is removed with it.
pub(super) fn beside(finding: &mut Diagnostic, other: Diagnostic, text: &str) {
    let (Some(span), Some(more)) = (other.span(), other.fix) else { return };
    finding.labels.push(Label { span, words: words!("这里也有", "and here") });
    let Some(fix) = &mut finding.fix else { return };
    fix.edits.extend(more.edits);
    let line = fix.line(span.source, text).unwrap_or_default();
    finding.help = Some(words!("一并删去：{line}", "remove them: {line}"));
}

/// A string without its closing quote.
pub(super) fn open_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0105,
        span,
        words!("引号没有配对：这一行里没有右引号", "a quote is not closed on its line"),
    )
    .help(words!(
        "文字放在同一种引号里，不跨行：\"…\" 或 “…”",
        "text stands between quotes of one kind, on one line: \"…\" or “…”"
    ))
}

/// An opening bracket that is never closed.
pub(super) fn unclosed(span: Span, sign: char) -> Diagnostic {
    let closer = match sign {
        '(' => ')',
        '[' => ']',
        _ => '}',
    };
    Diagnostic::error(
        Code::H0103,
        span,
        words!("这个「{sign}」没有配对的「{closer}」", "this `{sign}` has no `{closer}`"),
    )
    .help(words!("在它的内容之后补上「{closer}」", "add `{closer}` after what belongs inside"))
}

/// A closing bracket that was never opened.
pub(super) fn stray_closer(span: Span, sign: char) -> Diagnostic {
    let opener = match sign {
        ')' => '(',
        ']' => '[',
        _ => '{',
    };
    Diagnostic::error(
        Code::H0103,
        span,
        words!("这个「{sign}」之前没有配对的「{opener}」", "this `{sign}` closes nothing: no `{opener}` before it"),
    )
    .help(words!("删去它，或在前面补上「{opener}」", "remove it, or add the `{opener}`"))
}

/// A line that lost the brace at its end, by the indentation of those behind it.
pub(super) fn unopened(span: Span, closer: Span) -> Diagnostic {
    Diagnostic::error(Code::H0103, span, words!("这一行末尾少了「{{」", "`{{` is missing at the end of this line"))
        .label(closer, words!("看缩进，这个「}}」合上的是它", "by the indentation, this `}}` closes it"))
        .help(words!("在这一行末尾补上「{{」", "add `{{` at the end of the line"))
}

/// A line that opens a block and stands twice.
pub(super) fn repeated(line: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0103,
        line,
        words!(
            "这一行和下一行一样，它的「{{」没有配对的「}}」",
            "the next line says the same, and its `{{` has no `}}`"
        ),
    )
    .help(words!("删去其中一行", "remove one of the two lines"))
    .fix(Fix::replace(line, ""))
}

/// A block without the line that opens it.
pub(super) fn headless(span: Span, first: Option<Rule>) -> Diagnostic {
    let opening = match first {
        Some(Rule::kw_indicator) => Some(words!("方面 A \"…\" 10 分 {{", "head A \"…\" 10 分 {{")),
        Some(Rule::kw_basis | Rule::kw_value | Rule::kw_applies | Rule::kw_scoring) => {
            Some(words!("指标 A1 \"…\" 10 分 {{", "indicator A1 \"…\" 10 分 {{"))
        }
        _ => None,
    };
    let found = Diagnostic::error(
        Code::H0103,
        span,
        words!(
            "从这一行起是一个块的内容，它前面少了以「{{」结尾的一行",
            "what begins here stands in a block, whose first line, with its `{{`, is missing"
        ),
    );
    found.help(match opening {
        Some(Words { zh, en }) => words!(
            "补上那一行，如 {zh}；或把这一块连同它的「}}」删去",
            "add that line, such as {en}, or remove the block with its `}}`"
        ),
        None => words!("补上那一行；或把这一块连同它的「}}」删去", "add that line, or remove the block with its `}}`"),
    })
}

/// An opening brace beside another.
pub(super) fn doubled(span: Span) -> Diagnostic {
    Diagnostic::error(Code::H0103, span, words!("这里的「{{」多了一个", "there is one `{{` too many here"))
        .help(words!("删去它", "remove it"))
}

/// Nesting beyond the bound.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0104,
        span,
        words!("括号或「若」套得太深（超过 64 层）", "brackets or `if` are nested too deeply (more than 64)"),
    )
    .help(words!("把里面的部分写成「定义」，再引用它的名称", "give the inner part a name with `define`"))
}
