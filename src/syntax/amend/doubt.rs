//! Changes that were carried out and may not be what was meant.

use super::super::skeleton::{Member, Statement};
use crate::finding::{Code, Diagnostic, Edit, Fix, Language, Span, Spanned, Words};
use crate::words;

/// 删除 of an indicator and 新增 of its code under another head. Where its clauses stay, 移动 says it all: `same` is then
/// the language of the file.
pub(super) fn moved(change: &Statement, to: &Spanned<String>, gone: Span, same: Option<Language>) -> Diagnostic {
    let (code, head) = (&change.name, &to.value);
    let moves = words!("移动 指标 {code} 至 方面 {head}", "move indicator {code} to head {head}");
    let finding = Diagnostic::warning(
        Code::H0219,
        change.name_span,
        words!(
            "指标「{code}」在一处删除，又加到方面「{head}」里",
            "indicator `{code}` is removed, and inserted into head `{head}`"
        ),
    )
    .label(gone, words!("在这里删除", "removed here"));
    let Words { zh, en } = &moves;
    let Some(language) = same else {
        return finding.help(words!(
            "同一个指标换方面的，写：{zh}；内容也改的，再写 修改 指标 {code} …；另一个指标，换一个编号",
            "to put it into another head write: {en}, and amend indicator {code} … for what changes; another indicator takes another code"
        ));
    };
    let written = Edit { span: gone, text: moves.in_language(language).to_owned() };
    let cleared = Edit { span: change.written, text: String::new() };
    finding
        .help(words!("内容没有改，写一条就够：{zh}", "its clauses stay, and one line says so: {en}"))
        .fix(Fix { edits: vec![written, cleared] })
}

/// Indicators that 修改 各指标 leaves alone because they have the clause themselves.
pub(super) fn has_own(member: &Member, codes: &[String], first: Span) -> Diagnostic {
    let key = &member.key;
    let Words { zh, en } = Words::listed(codes);
    Diagnostic::warning(
        Code::H0219,
        member.written,
        words!("{zh} 有自己的「{key}」，没有改", "{en}: there is a `{key}` of its own, which stays"),
    )
    .label(first, words!("例如这里", "such as here"))
    .help(words!(
        "这几项也要改的，花括号前写「一律」；不改的，写明改哪几项：修改 指标 编号、编号 {{ … }}",
        "to change these too write `throughout` in front of the braces; if they stay, name the others: amend indicator code, code {{ … }}"
    ))
}

/// A move by which other common clauses hold for what is moved.
pub(super) fn other_common(change: &Statement, keys: &[String]) -> Diagnostic {
    let code = &change.name;
    let Words { zh, en } = Words::listed(keys);
    Diagnostic::warning(
        Code::H0219,
        change.name_span,
        words!(
            "{code} 移过去以后，共同的「{zh}」与原来的不同",
            "where {code} is moved to, what is common differs: {en}"
        ),
    )
    .help(words!(
        "要照旧的，写在它自己里：修改 指标 {code} {{ … }}；照新处的，不必再写",
        "to keep what held before, write it in the item: amend indicator {code} {{ … }}; if the new place decides, nothing is to be written"
    ))
}
