//! Changes that cannot be carried out.

use super::super::keyword;
use super::super::skeleton::{Kind, Member, Naming, Row, Statement, Verb};
use crate::finding::{Code, Diagnostic, Fix, Span, Spanned, Words};
use crate::invariant::OrBroken;
use crate::words;

/// So many names of what is there are listed.
const NAMED: usize = 12;

/// An item in words: 指标「D1」, or the kind alone when there is one at most.
pub(super) fn shown(kind: &Kind, name: &str) -> (String, String) {
    let keyword::Keyword { zh, en, .. } = keyword::of_rule(kind.word).or_broken("a kind has its word");
    match kind.naming {
        Naming::Perhaps if name.is_empty() => (format!("没有名称的「{zh}」"), format!("`{en}` without a name")),
        Naming::Only => (format!("「{zh}」"), format!("`{en}`")),
        Naming::Word => (format!("「{zh} {name}」"), format!("`{en} {name}`")),
        Naming::Perhaps | Naming::Name | Naming::Path | Naming::Title => {
            (format!("{zh}「{name}」"), format!("{en} `{name}`"))
        }
    }
}

/// 修改, 删除 or 更名 of something that is not there.
pub(super) fn absent(change: &Statement, known: &[String], inherit: Span, earlier: Option<Span>) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    let finding = Diagnostic::error(
        Code::H0213,
        change.name_span,
        words!("沿用的文件里没有{zh}", "the inherited file has no {en}"),
    );
    let finding = match earlier {
        Some(span) => finding.label(span, words!("前面改过它", "it was changed here before")),
        None => finding.label(inherit, words!("沿用的是这个文件", "this file is inherited")),
    };
    let finding = finding.suggest(&change.name, known.iter().map(String::as_str));
    if finding.help.is_some() || change.verb != Verb::Amend {
        return or_help(finding, known, Some(change.written));
    }
    finding.help(words!("本周期新有的，写「新增」", "what is new this cycle is written with `insert`"))
}

/// What is there instead; where there is nothing, the statement can only go.
fn or_help(finding: Diagnostic, known: &[String], statement: Option<Span>) -> Diagnostic {
    if finding.help.is_some() {
        return finding;
    }
    let list: Vec<&str> = known.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    if list.is_empty() {
        let finding = finding.help(words!("删去这一条", "remove this statement"));
        return Diagnostic { fix: statement.map(|statement| Fix::replace(statement, "")), ..finding };
    }
    let Words { zh, en } = Words::first_of(&list, NAMED);
    finding.help(words!("沿用的文件里有：{zh}", "the inherited file has: {en}"))
}

/// 新增 of something that is there.
pub(super) fn already_there(change: &Statement, known: Span) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(
        Code::H0214,
        change.name_span,
        words!("沿用的文件里已经有{zh}", "the inherited file has {en} already"),
    )
    .label(known, words!("在这里", "here"))
    .help(words!(
        "要改它，写「修改」；另立一条，换一个名称",
        "to change it write `amend`; for another, take another name"
    ))
}

/// 更名 to a name that is taken.
pub(super) fn name_is_taken(new: &Spanned<String>, known: Span) -> Diagnostic {
    let name = &new.value;
    Diagnostic::error(Code::H0214, new.span, words!("「{name}」已经有了", "`{name}` is there already"))
        .label(known, words!("在这里", "here"))
        .help(words!("换一个名称，或先把它更名或删除", "take another name, or rename or remove that one first"))
}

/// 于 方面 of a head that is not there.
pub(super) fn no_head(into: &Spanned<String>, heads: &[String], inherit: Span) -> Diagnostic {
    let name = &into.value;
    let finding = Diagnostic::error(Code::H0213, into.span, words!("没有方面「{name}」", "there is no head `{name}`"))
        .label(inherit, words!("沿用的是这个文件", "this file is inherited"))
        .suggest(name, heads.iter().map(String::as_str));
    or_help(finding, heads, None)
}

/// A part of an item in words.
pub(super) fn shown_inside(kind: &Kind, name: &str, key: &str) -> (String, String) {
    let (zh, en) = shown(kind, name);
    (format!("{zh}的「{key}」"), format!("`{key}` of {en}"))
}

/// A change to a part that is not there.
pub(super) fn no_member(kind: &Kind, name: &str, member: &Member, known: &[String], item: Span) -> Diagnostic {
    let (zh, en) = shown(kind, name);
    let key = &member.key;
    let finding = Diagnostic::error(Code::H0213, member.written, words!("{zh}里没有「{key}」", "{en} has no `{key}`"))
        .label(item, words!("沿用的是这一条", "this is what is inherited"));
    if member.verb == Verb::Remove {
        return finding.help(words!("删去这一行", "remove this line")).fix(Fix::replace(member.written, ""));
    }
    what_is_there(finding, known)
}

/// A change to a row that is not there.
pub(super) fn no_row((zh, en): &(String, String), row: &Row, known: &[String], item: Span) -> Diagnostic {
    let shown = &row.shown;
    let finding = Diagnostic::error(Code::H0213, row.written, words!("{zh}里没有「{shown}」", "{en} has no `{shown}`"))
        .label(item, words!("沿用的是这一条", "this is what is inherited"));
    what_is_there(finding, known)
}

/// … 无 of a part that is not there.
pub(super) fn no_part((zh, en): &(String, String), part: &str, part_en: &str, written: Span) -> Diagnostic {
    let message = words!("{zh}没有「{part}」", "{en} has no `{part_en}`");
    Diagnostic::error(Code::H0213, written, message).help(words!("删去「{part} 无」", "remove `{part_en} nothing`"))
}

/// Lists what is there, and that what is new is written with 新增.
fn what_is_there(finding: Diagnostic, known: &[String]) -> Diagnostic {
    let Words { zh, en } =
        if known.is_empty() { words!("什么也没有", "nothing") } else { Words::first_of(known, NAMED) };
    finding.help(words!(
        "沿用的文件里有：{zh}；要改的写成其中一个，本周期新有的写「新增 …」",
        "the inherited file has: {en}; name one of these, or write `insert …` for what is new this cycle"
    ))
}

/// 新增 of a part that is there.
pub(super) fn member_is_there(kind: &Kind, name: &str, member: &Member, known: Span) -> Diagnostic {
    let (zh, en) = shown(kind, name);
    let key = &member.key;
    Diagnostic::error(Code::H0214, member.written, words!("{zh}里已经有「{key}」", "{en} has `{key}` already"))
        .label(known, words!("在这里", "here"))
        .help(words!("要改它，写「修改」，或不写「新增」", "to change it write `amend`, or leave `insert` out"))
}

/// 新增 of a row that is there.
pub(super) fn row_is_there((zh, en): &(String, String), row: &Row, known: Span) -> Diagnostic {
    let shown = &row.shown;
    Diagnostic::error(Code::H0214, row.written, words!("{zh}里已经有「{shown}」", "{en} has `{shown}` already"))
        .label(known, words!("在这里", "here"))
        .help(words!("要改它，写「修改」，或不写「新增」", "to change it write `amend`, or leave `insert` out"))
}

/// A row of which it cannot be told in which list it stands.
pub(super) fn which_list((zh, en): &(String, String), row: &str, written: Span, item: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0215,
        written,
        words!(
            "{zh}里不止一处可以写「{row}」，或者一处也没有，分不清是哪一处",
            "{en} has more than one place for `{row}`, or none"
        ),
    )
    .label(item, words!("沿用的是这一条", "this is what is inherited"))
    .help(words!(
        "写明在哪个子句里，如 修改 计分 {{ 新增 … }}；或者整个子句重写",
        "say in which clause, such as amend scoring {{ insert … }}; or write the whole clause anew"
    ))
}

/// 移动 to the head where it stands.
pub(super) fn is_there_already(change: &Statement, to: &Spanned<String>, place: Span) -> Diagnostic {
    let ((zh, en), head) = (shown(change.kind, &change.name), &to.value);
    Diagnostic::error(
        Code::H0214,
        to.span,
        words!("{zh}已经在方面「{head}」里", "{en} is in the head `{head}` already"),
    )
    .label(place, words!("在这里", "here"))
    .help(words!("删去这一条", "remove this statement"))
}

/// 移动 of a head into itself.
pub(super) fn into_itself(change: &Statement, to: &Spanned<String>, place: Span) -> Diagnostic {
    let ((zh, en), head) = (shown(change.kind, &change.name), &to.value);
    Diagnostic::error(
        Code::H0214,
        to.span,
        words!(
            "方面「{head}」在{zh}里，{zh}不能移到它里面",
            "the head `{head}` is within {en}, which cannot move into it"
        ),
    )
    .label(place, words!("在这里", "here"))
    .help(words!("移到别的方面", "move it to another head"))
}

/// 修改 without anything that is new.
pub(super) fn says_nothing(change: &Statement) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(Code::H0215, change.written, words!("没有写{zh}改成什么", "it does not say what changes in {en}"))
        .help(words!(
            "只写改的部分：修改 指标 D1 7 分，或 修改 指标 D1 {{ 计分 … }}",
            "write what changes: amend indicator D1 7 分, or amend indicator D1 {{ scoring … }}"
        ))
}

/// Two changes of one item.
pub(super) fn twice(change: &Statement, first: Span) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(Code::H0205, change.name_span, words!("{zh}改了两次", "{en} is changed twice"))
        .label(first, words!("第一次在这里", "first changed here"))
        .help(words!("把两处合写成一处", "put both into one"))
}

/// A statement in the braces of 修改 各指标 that is no clause.
pub(super) fn no_clause(member: &Member) -> Diagnostic {
    let key = &member.key;
    Diagnostic::error(
        Code::H0215,
        member.written,
        words!("「各指标」里只改整个子句，「{key}」不是", "each_indicator changes whole clauses; `{key}` is none"),
    )
    .help(words!(
        "改其中一行的，一项一项写：修改 指标 A1、A2 {{ … }}",
        "for a row of a clause name the indicators: amend indicator A1, A2 {{ … }}"
    ))
}

/// An item without 修改 or 新增.
pub(super) fn without_verb(item: &Statement) -> Diagnostic {
    let (zh, en) = shown(item.kind, &item.name);
    Diagnostic::error(
        Code::H0217,
        item.word,
        words!("{zh}没有写明是修改还是新增", "{en} says neither `amend` nor `insert`"),
    )
    .help(words!(
        "写了「沿用」的文件里，除 规则集、周期、依据、示例 外，每一条前面写「修改」或「新增」",
        "in a file that inherits, every item but rule_set, cycle, basis and example begins with `amend` or `insert`"
    ))
}

/// A new title for what has none.
pub(super) fn has_no_title(change: &Statement, title: Span) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(Code::H0215, title, words!("{zh}没有引号里的名称可换", "{en} has no title to change"))
        .help(words!("换名称写「更名 … 为 …」，换内容写「修改」", "write `rename … to_be …`, or `amend`"))
}

/// A new name for what has none.
pub(super) fn has_no_name(change: &Statement) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(Code::H0215, change.name_span, words!("{zh}没有名称可换", "{en} has no name to change"))
        .help(words!("换内容写「修改」", "write `amend`"))
}

/// 更名 behind 修改 of the same item.
pub(super) fn renamed_late(change: &Statement, first: Span) -> Diagnostic {
    let (zh, en) = shown(change.kind, &change.name);
    Diagnostic::error(
        Code::H0215,
        change.name_span,
        words!("{zh}先改了内容，再更名", "{en} is amended before it is renamed"),
    )
    .label(first, words!("在这里改的", "amended here"))
    .help(words!("先写「更名」，再用新的名称写「修改」", "rename first, then amend under the new name"))
}

/// 更名 of a name that is declared elsewhere too.
pub(super) fn name_is_ambiguous(change: &Statement, other: Span) -> Diagnostic {
    let name = &change.name;
    Diagnostic::error(
        Code::H0215,
        change.name_span,
        words!(
            "「{name}」不止一处，分不清各条里说的是哪一个",
            "`{name}` is declared more than once; a mention may mean either"
        ),
    )
    .label(other, words!("这里也有", "declared here too"))
    .help(words!(
        "删除旧的，新增新的，并修改用到它的各条",
        "remove the old one, insert the new one and amend what reads it"
    ))
}
