//! What may be written instead at the place where a statement is stuck.

use std::ops::Range;

use pest::Parser as _;

use super::super::super::grammar::{Grammar, Rule};
use super::super::super::keyword::{self, FUNCTIONS, KEYWORDS, UNITS};
use super::super::super::sign::{continues_word, is_digit};
use super::super::super::token::{Kind, Token, Tokens};
use super::form;
use super::scene::Scene;
use super::typed::{TYPED, Typed};
use super::written::with_unit;
use crate::finding::{Language, Words};
use crate::invariant::{OrBroken, part_of};
use crate::words;

/// So many tokens before the place are looked at.
const TOKENS_BEFORE: usize = 3;

/// 80% ≤ 率 < 90% begins so many tokens before the second comparison at most, 机构.办结日 早于 机构.期限 5 天 before
/// its number.
const TOKENS_OF_CHAIN: usize = 7;

/// A value that a second comparison is about has at most so many tokens.
const LONGEST_VALUE: usize = 30;

/// What may be written instead of a part of a text.
pub(super) struct Candidate {
    pub(super) place: Range<usize>,
    pub(super) text: String,
    pub(super) is_certain: bool,
    /// What stands there.
    pub(super) met: Words,
    /// The part of it that shows what is wrong.
    pub(super) shows: Range<usize>,
}

/// The tokens of a text that mean something.
fn tokens(text: &str) -> Vec<Token> {
    Tokens::new(text).filter(|token| !matches!(token.kind, Kind::Blank | Kind::Newline | Kind::Comment)).collect()
}

fn slice(text: &str, token: Token) -> &str {
    part_of(text, token.start..token.end)
}

/// Everything that may be written instead around a place.
pub(super) fn instead(text: &str, at: usize, wanted: &[Rule], scene: &Scene<'_>) -> Vec<Candidate> {
    let tokens = tokens(text);
    let here = tokens.iter().position(|token| token.end > at).unwrap_or(tokens.len());
    let first = here.saturating_sub(TOKENS_BEFORE);
    let window = tokens.get(first..(here + 1).min(tokens.len())).or_broken("the tokens about a place are among all");
    let mut found = Vec::new();
    // Beside a column that is 是 or 否 a word may mean either.
    for token in window.iter().filter(|token| scene.yes_no.contains(&slice(text, **token))) {
        forms(text, token.start, at, scene, &mut found);
    }
    for token in window.iter().filter(|token| !matches!(token.kind, Kind::Text)) {
        typed(text, *token, scene, &mut found);
    }
    // A method is written anew as a whole.
    let method =
        tokens.iter().skip(1).take(1).filter(|token| token.start < window.first().map_or(0, |first| first.start));
    for token in tokens.get(here.saturating_sub(TOKENS_OF_CHAIN)..first).or_broken("a chain begins further back") {
        found.extend(chain(text, token.start, at, scene));
    }
    for token in method.chain(window) {
        for start in starts(text, *token) {
            forms(text, start, at, scene, &mut found);
        }
    }
    found.extend(same_value(text, &tokens, here));
    found.extend(unit_of_name(text, &tokens, here));
    found.extend(in_quotes(text, at, &tokens, wanted, scene));
    let beside = tokens
        .get(here.saturating_sub(1)..(here + 1).min(tokens.len()))
        .or_broken("the tokens beside a place are among all");
    found.extend(beside.iter().rev().filter_map(|token| parted(text, *token)));
    for token in beside {
        apart(text, *token, &mut found);
    }
    found
}

/// Where a form may begin: at a token, and behind a keyword that the token begins with.
fn starts(text: &str, token: Token) -> Vec<usize> {
    let mut starts = vec![token.start];
    if token.kind == Kind::Word {
        let word = slice(text, token);
        let inside = word.char_indices().skip(1).map(|(at, _)| at);
        starts.extend(
            inside
                .filter(|at| word.get(..*at).is_some_and(|part| keyword::of_word(part).is_some()))
                .map(|at| token.start + at),
        );
    }
    starts
}

fn forms(text: &str, start: usize, at: usize, scene: &Scene<'_>, found: &mut Vec<Candidate>) {
    let Some((before, rest)) = text.split_at_checked(start) else { return };
    let behind = before.split_whitespace().next_back().and_then(keyword::rule_of);
    for form in form::at(rest, behind, scene) {
        let place = start..start + form.length;
        if place.end < at && !text.get(place.end..at).is_some_and(|between| between.trim().is_empty()) {
            continue;
        }
        let shows = form.written.shows.map_or(place.clone(), |(from, to)| start + from..start + to);
        let (is_certain, met) = (form.written.is_certain, form.met);
        found.push(Candidate { text: set_apart(text, &place, &form.written.text), place, is_certain, met, shows });
    }
}

/// Two comparisons of one value, or a day so far from another, which begin far before the place.
fn chain(text: &str, start: usize, at: usize, scene: &Scene<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let begins = |rule: &Rule| {
        let whole = text.get(start..).and_then(|rest| Grammar::parse(*rule, rest).ok());
        whole.and_then(|mut pairs| pairs.next()).is_some_and(|pair| start + pair.as_str().len() > at)
    };
    if [Rule::typed_chain, Rule::typed_offset].iter().any(begins) {
        forms(text, start, at, scene, &mut found);
    }
    found
}

/// A word between words has blanks around it.
fn set_apart(text: &str, place: &Range<usize>, written: &str) -> String {
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    let is_word = |letter: Option<char>| letter.is_some_and(continues_word);
    let ends = (written.chars().next(), written.chars().next_back());
    let is_joint =
        |letter: Option<char>| letter.is_some_and(|letter| continues_word(letter) || matches!(letter, '%' | '"'));
    if written.is_empty() {
        let touch = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_whitespace());
        return if touch(before) && touch(after) { " " } else { "" }.to_owned();
    }
    let left = if is_word(before) && is_joint(ends.0) { " " } else { "" };
    let right = if (is_word(after) || after.is_some_and(is_digit)) && is_joint(ends.1) { " " } else { "" };
    format!("{left}{written}{right}")
}

/// Whether `;` may be what is meant: what stands behind a number of a condition is no item of its own.
fn may_part(scene: &Scene<'_>) -> bool {
    scene.rule != Rule::s_condition
}

/// A word or sign of the table anywhere in a token, and signs that stand side by side.
fn typed(text: &str, token: Token, scene: &Scene<'_>, found: &mut Vec<Candidate>) {
    let whole = slice(text, token);
    let offsets = whole.char_indices().map(|(offset, _)| token.start + offset);
    for start in offsets {
        let Some(rest) = text.get(start..) else { continue };
        let is_here = |word: &&Typed| rest.starts_with(word.met) && (word.zh != ";" || may_part(scene));
        for word in TYPED.iter().filter(is_here) {
            let place = start..start + word.met.len();
            let meant = match scene.language {
                Language::Zh => word.zh,
                Language::En => word.en,
            };
            let (typed, zh, en) = (word.met, word.zh, word.en);
            let met = if meant.is_empty() {
                words!("「{typed}」在这里不写", "`{typed}` is not written here")
            } else {
                words!("「{typed}」写作「{zh}」", "for `{typed}`, write `{en}`")
            };
            let text = set_apart(text, &place, meant);
            found.push(Candidate { text, shows: place.clone(), place, is_certain: true, met });
        }
    }
}

/// 率 大于 10% 且 小于 20%: the second comparison is about the same value.
fn same_value(text: &str, tokens: &[Token], here: usize) -> Option<Candidate> {
    let is_comparison = |token: &Token| whole(Rule::compare, slice(text, *token));
    let second = tokens.get(here).filter(|token| is_comparison(token))?;
    let before = tokens.get(..here.checked_sub(1)?)?;
    let mut first = before.iter().rposition(is_comparison)?;
    // >= is two signs.
    while first > 0 && before.get(first - 1).is_some_and(is_comparison) {
        first -= 1;
    }
    let end = before.get(first)?.start;
    let candidates = before.get(first.saturating_sub(LONGEST_VALUE)..first)?;
    // The longest that is a value.
    let start =
        candidates.iter().find(|token| text.get(token.start..end).is_some_and(|part| whole(Rule::amount, part)))?;
    let value = text.get(start.start..end)?.trim_end();
    let place = second.start..second.start;
    let written = slice(text, *second);
    let met = words!("「{written}」前面没有写比的是什么", "nothing stands before `{written}` that is compared");
    Some(Candidate { text: format!("{value} "), place, is_certain: true, met, shows: second.start..second.end })
}

/// 优良率 %, 投入（万元）: the unit of a column behind its name.
fn unit_of_name(text: &str, tokens: &[Token], here: usize) -> Option<Candidate> {
    let is_sign = |at: usize, signs: [char; 2]| {
        tokens.get(at).is_some_and(|token| signs.iter().any(|sign| token.kind == Kind::Sign(*sign)))
    };
    let is_unit = |at: &usize| tokens.get(*at).is_some_and(|token| UNITS.contains(&slice(text, *token)));
    let unit = [here, here + 1].into_iter().find(is_unit)?;
    let first = unit.checked_sub(usize::from(unit > 0 && is_sign(unit - 1, ['(', '（'])))?;
    let last = if first < unit { unit + 1 } else { unit };
    if first < unit && !is_sign(last, [')', '）']) {
        return None;
    }
    let name = tokens.get(first.checked_sub(1)?).map(|token| slice(text, *token))?;
    if keyword::of_word(name).is_some() || name.ends_with(is_digit) || !whole(Rule::name, name) {
        return None;
    }
    let place = tokens.get(first)?.start..tokens.get(last)?.end;
    let shown = text.get(place.clone())?;
    let met = words!(
        "「{name}」后面不写「{shown}」：单位在声明它的地方写过了",
        "`{shown}` is not written behind `{name}`: its unit is declared with it"
    );
    let left = text.get(..place.start)?.trim_end().len();
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    let gap = if after.is_some_and(continues_word) { " " } else { "" };
    Some(Candidate { text: gap.to_owned(), place: left..place.end, is_certain: true, met, shows: place })
}

/// Whether a rule reads all of a text.
fn whole(rule: Rule, text: &str) -> bool {
    let text = text.trim_end();
    Grammar::parse(rule, text).is_ok_and(|mut pairs| pairs.next().is_some_and(|pair| pair.as_str().trim_end() == text))
}

/// Text that stands without quotes where it needs them: a title, the number of a document, a clause of a standard.
fn in_quotes(text: &str, at: usize, tokens: &[Token], wanted: &[Rule], scene: &Scene<'_>) -> Option<Candidate> {
    let ends = |letter: char| {
        letter.is_whitespace() || matches!(letter, '{' | '}' | ';' | ',' | '，' | '、' | '；' | '｛' | '｝')
    };
    let start = text
        .get(..at)?
        .rfind(ends)
        .map_or(0, |before| before + text.get(before..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let mut end = text.get(at..)?.find(ends).map_or(text.len(), |length| at + length);
    // Article 3
    let next = tokens.iter().find(|token| token.start >= end).filter(|token| token.kind == Kind::Number);
    let is_part = text.get(start..end).is_some_and(|run| run.chars().all(|letter| letter.is_ascii_alphabetic()));
    end = next.filter(|_| is_part).map_or(end, |next| next.end);
    let run = text.get(start..end).filter(|run| !run.is_empty() && !run.contains(['"', '“', '”', '＂']))?;
    let before = tokens.iter().take_while(|token| token.end <= start).last();
    let is_basis = before.is_some_and(|before| {
        keyword::rule_of(slice(text, *before)) == Some(Rule::kw_basis)
            || scene.rule == Rule::s_basis && matches!(before.kind, Kind::Sign(',' | '、'))
    });
    let is_title = !run.starts_with(is_digit);
    let is_text = is_title
        && wanted.contains(&Rule::string)
        && !wanted.iter().any(|rule| matches!(rule, Rule::number | Rule::primary | Rule::operand));
    if !is_basis && !is_text {
        return None;
    }
    let shown: String = run.chars().take(20).collect();
    let met = if is_basis {
        words!(
            "「{shown}」不是「第…条」：文件名、文号和标准的条号（如 \"3.2.5\"）要放在引号里",
            "`{shown}` stands in quotes, as titles and numbers of documents and the numbers of clauses (\"3.2.5\") do"
        )
    } else {
        words!("「{shown}」要放在引号里", "`{shown}` stands in quotes")
    };
    Some(Candidate { text: format!("\"{run}\""), place: start..end, is_certain: true, met, shows: start..end })
}

/// 自满分低于95%时每低1个百分点: all words of a run, set apart.
fn parted(text: &str, token: Token) -> Option<Candidate> {
    let ends = |letter: char| letter.is_whitespace() || "{}();,:（）；，、：｛｝\"“”".contains(letter);
    let start = text
        .get(..token.start)?
        .rfind(ends)
        .map_or(0, |before| before + text.get(before..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let end = text.get(token.start..)?.find(ends).map_or(text.len(), |length| token.start + length);
    let run = text.get(start..end).filter(|run| keyword::of_word(run).is_none())?;
    let words = words_of(run);
    let set = words.join(" ");
    let shown: String = run.chars().take(20).collect();
    let met = words!("「{shown}」里的词连在一起写了", "the words in `{shown}` run together");
    (words.len() > 1).then_some(Candidate { text: set, place: start..end, is_certain: true, met, shows: start..end })
}

/// The words of a run: keywords, functions, numbers with their units, signs with what they touch, and names between.
fn words_of(run: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut name = String::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let number = rest.find(|letter: char| !is_digit(letter) && letter != '.').unwrap_or(rest.len());
        let known = KEYWORDS.iter().map(|keyword| keyword.zh).chain(FUNCTIONS.iter().map(|(zh, _)| *zh));
        let known = known.filter(|known| rest.starts_with(known)).max_by_key(|known| known.len());
        let length = if number > 0 && name.is_empty() {
            let behind = part_of(rest, number..);
            let unit = UNITS.iter().filter(|unit| behind.starts_with(**unit)).max_by_key(|unit| unit.len());
            if let Some(unit) = unit {
                words.push(with_unit(part_of(rest, ..number), unit));
                rest = part_of(behind, unit.len()..);
                continue;
            }
            number
        } else if let Some(known) = known {
            known.len()
        } else {
            name.push(first);
            rest = part_of(rest, first.len_utf8()..);
            continue;
        };
        let (word, behind) = (part_of(rest, ..length), part_of(rest, length..));
        words.extend((!name.is_empty()).then(|| std::mem::take(&mut name)));
        words.push(word.to_owned());
        rest = behind;
    }
    words.extend((!name.is_empty()).then_some(name));
    words
}

/// 自满分高于15时: words that run together, cut before or behind a keyword or a unit.
fn apart(text: &str, token: Token, found: &mut Vec<Candidate>) {
    let word = slice(text, token);
    if token.kind != Kind::Word || keyword::of_word(word).is_some() {
        return;
    }
    let known = KEYWORDS.iter().map(|keyword| keyword.zh).chain(UNITS.iter().copied());
    let mut cuts: Vec<usize> = Vec::new();
    for known in known {
        for (at, _) in word.match_indices(known) {
            cuts.extend([at, at + known.len()].into_iter().filter(|cut| *cut > 0 && *cut < word.len()));
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    for cut in cuts {
        let place = token.start + cut..token.start + cut;
        let met = words!("「{word}」里的词连在一起写了", "the words in `{word}` run together");
        found.push(Candidate { text: " ".to_owned(), place, is_certain: true, met, shows: token.start..token.end });
    }
}

/// 其余情形 0 分: 其余 with its colon. The word could be a kind of subject, but no kind is called so.
fn rest(text: &str, before: Token, place: usize, scene: &Scene<'_>) -> Option<Candidate> {
    let word = keyword::of_rule(Rule::kw_otherwise)?.word(scene.language);
    let met = slice(text, before);
    met.strip_prefix(word).filter(|more| !more.is_empty())?;
    let words = words!("「{met}」写作「{word}」", "for `{met}`, write `{word}`");
    let shows = before.start..before.end;
    Some(Candidate { text: format!("{word} : "), place: before.start..place, is_certain: true, met: words, shows })
}

/// Words and signs that may be missing at a place.
pub(super) fn missing(text: &str, at: usize, wanted: &[Rule], scene: &Scene<'_>) -> Vec<Candidate> {
    let tokens = tokens(text);
    let here = tokens.iter().position(|token| token.end > at).unwrap_or(tokens.len());
    let before = here.checked_sub(1).and_then(|before| tokens.get(before));
    let (place, shows) = match (tokens.get(here), before) {
        (Some(token), _) => (token.start..token.start, token.start..token.end),
        (None, Some(before)) => (before.end..before.end, before.start..before.end),
        (None, None) => return Vec::new(),
    };
    if let Some(rest) =
        before.filter(|_| wanted.contains(&Rule::colon)).and_then(|before| rest(text, *before, place.start, scene))
    {
        return vec![rest];
    }
    let sign = |rule: &Rule| match rule {
        Rule::colon => Some(":"),
        Rule::assign => Some("="),
        // A choice may be meant with a blank in it.
        Rule::comma if !matches!(scene.rule, Rule::s_field | Rule::s_key) => Some(","),
        Rule::arrow => Some("→"),
        Rule::EOI | Rule::semi if may_part(scene) => Some(";"),
        // A grade whose condition is another is no quota.
        Rule::kw_quota => None,
        rule => keyword::of_rule(*rule).map(|keyword| keyword.word(scene.language)),
    };
    let mut words: Vec<&str> = wanted.iter().filter_map(sign).collect();
    words.sort_unstable();
    words.dedup();
    let found = words.into_iter().map(|word| {
        let beside: String = part_of(text, shows.clone()).chars().take(20).collect();
        let met = if here < tokens.len() {
            words!("「{beside}」前面少了「{word}」", "`{word}` is missing before `{beside}`")
        } else {
            words!("「{beside}」后面少了「{word}」", "`{word}` is missing behind `{beside}`")
        };
        let lead =
            if text.get(..place.start).is_some_and(|before| before.ends_with(char::is_whitespace)) { "" } else { " " };
        Candidate { text: format!("{lead}{word} "), place: place.clone(), is_certain: true, met, shows: shows.clone() }
    });
    found.collect()
}
