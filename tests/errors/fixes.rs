//! Edits that come with a finding: carried out, they remove it, and nothing becomes unreadable.

use std::collections::BTreeSet;
use std::path::Path;

use heng::finding::{Code, Diagnostic, Language, Place, SourceId, Sources};
use heng::host::{Host, Memory};
use heng::session;
use heng::syntax::{self, keyword};

use crate::english;
use crate::page::Page;
use crate::partial::RULES;
use crate::run;

/// What is found, and the texts that it points into.
pub(crate) type Found = (Sources, Vec<Diagnostic>);

/// Carries out every fix of what is found, one at a time; how many there were.
pub(crate) fn hold(host: &dyn Host, find: impl Fn() -> Found) -> usize {
    let (sources, findings) = find();
    let mut tried = 0;
    for finding in &findings {
        let finding = finding.clone().at_origin(&sources);
        let Some(fix) = &finding.fix else { continue };
        let places: BTreeSet<SourceId> = fix.edits.iter().map(|edit| edit.span.source).collect();
        for place in &places {
            let source = sources.get(*place).unwrap();
            let fixed = fix.applied(*place, &source.text).expect("places in the text");
            assert_ne!(fixed, source.text, "a fix that changes nothing: {finding:#?}");
            host.write(&source.path, fixed.as_bytes()).unwrap();
        }
        let after = find();
        let fixed: Vec<String> = places.iter().map(|place| text_of(host, &sources, *place)).collect();
        for place in &places {
            let source = sources.get(*place).unwrap();
            host.write(&source.path, source.text.as_bytes()).unwrap();
        }
        let again = after.1.iter().find(|other| is_same(&finding, &sources, other, &after.0));
        assert!(again.is_none(), "still found after its fix: {finding:#?}\n{again:#?}\n{}", fixed.concat());
        let new = unreadable(&findings, &after.1);
        assert!(new.is_empty(), "unreadable after a fix: {finding:#?}\n{new:#?}\n{}", fixed.concat());
        tried += 1;
    }
    tried
}

fn text_of(host: &dyn Host, sources: &Sources, place: SourceId) -> String {
    String::from_utf8(host.read(&sources.get(place).unwrap().path).unwrap()).unwrap()
}

/// Whether a finding is the other one, at the place that it has once its fix has been carried out.
fn is_same(before: &Diagnostic, sources: &Sources, after: &Diagnostic, sources_after: &Sources) -> bool {
    let after = after.clone().at_origin(sources_after);
    let (Some(Place::Source(from)), Some(Place::Source(to))) = (&before.place, &after.place) else {
        return before.code == after.code && before.place == after.place;
    };
    let path = |sources: &Sources, source| sources.get(source).unwrap().path.clone();
    let mut starts = BTreeSet::from([from.start]);
    let mut moved = from.start;
    for edit in before.fix.iter().flat_map(|fix| &fix.edits).filter(|edit| edit.span.source == from.source) {
        if edit.span.start <= from.start {
            moved = (moved + edit.text.len()).saturating_sub(edit.span.end - edit.span.start);
            starts.insert(moved);
        }
    }
    // Once a clause has been added, what else is lacking there may show.
    let replaces = before.fix.iter().flat_map(|fix| &fix.edits).any(|edit| edit.span.start < edit.span.end);
    before.code == after.code
        && (replaces || before.message == after.message)
        && path(sources, from.source) == path(sources_after, to.source)
        && starts.contains(&to.start)
}

/// Errors of text that cannot be read, and that were not there before.
fn unreadable(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_unreadable = |finding: &&Diagnostic| finding.is_error() && finding.code.name().starts_with("H01");
    let mut known: Vec<(Code, &str)> =
        before.iter().filter(is_unreadable).map(|finding| (finding.code, finding.message.zh.as_str())).collect();
    let mut new = Vec::new();
    for finding in after.iter().filter(is_unreadable) {
        let this = (finding.code, finding.message.zh.as_str());
        match known.iter().position(|other| *other == this) {
            Some(at) => drop(known.remove(at)),
            None => new.push(finding.clone()),
        }
    }
    new
}

/// What is found in a file, with what is proved of it.
pub(crate) fn checked(host: &dyn Host, path: &str) -> Found {
    let rules = session::rules(host, path).unwrap();
    let proved = rules.program.as_ref().map(|model| session::proofs(model, false).findings);
    let findings = rules.diagnostics.into_iter().chain(proved.into_iter().flatten()).collect();
    (rules.sources, findings)
}

/// Carries out every fix of a text, whose findings can also be read in English.
pub(crate) fn hold_in(text: &str) -> usize {
    let foreign = english::foreign_of(text);
    assert!(foreign.is_empty(), "{}\n{text}", foreign.join("\n"));
    let host = Memory::default();
    host.put("rules.heng", text);
    hold(&host, || checked(&host, "rules.heng"))
}

#[test]
fn the_fixes_of_every_page_hold() {
    let tried: usize = Code::ALL.iter().map(|code| run::fixes_hold(&Page::of(*code))).sum();
    assert!(tried >= 8, "only {tried} fixes");
}

#[test]
fn the_fixes_of_the_corpus_hold() {
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/rules")).unwrap() {
        hold_in(&std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
}

/// Words of a text, each with its last place, some of them.
fn words(text: &str, one_in: usize) -> Vec<(usize, String)> {
    let mut seen: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    for word in text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')) {
        let length = word.chars().count();
        if length >= 3 && !word.starts_with(|first: char| first.is_numeric()) {
            seen.retain(|(_, known)| known != word);
            seen.push((at, word.to_owned()));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    seen.into_iter().step_by(one_in).collect()
}

/// A letter left out in the middle of a word.
fn misspelt(word: &str) -> String {
    let middle = word.chars().count() / 2;
    word.chars().enumerate().filter(|(at, _)| *at != middle).map(|(_, letter)| letter).collect()
}

#[test]
fn the_fixes_of_misspelt_words_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut tried = 0;
    for (file, one_in) in [("wenzhou/admission.heng", 2), ("wenzhou/evaluation-2022-2023.heng", 6)] {
        let chinese = std::fs::read_to_string(folder.join(file)).unwrap();
        let english = syntax::format(&chinese, Some(Language::En)).unwrap();
        for text in [chinese, english] {
            for (at, word) in words(&text, one_in) {
                let mut spoilt = text.clone();
                spoilt.replace_range(at..at + word.len(), &misspelt(&word));
                tried += hold_in(&spoilt);
            }
        }
    }
    assert!(tried >= 60, "only {tried} fixes");
}

const HEAD: &str = "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 企业 \"a.csv\" {
  编号 文本 主键
  率 %
  税收 万元
  注册日期 日期
  企业类型 枚举 { 规上, 规下 }
}
数据 项目 \"b.csv\" 属于 企业 按 编号 {
  金额 万元
}
方面 D \"例\" 10 分 {
  指标 D1 \"例\" 10 分 { 依据 第一条 ; 取值 率 ; 计分 算式 满分 × 取值 }
}
";

/// The items once the fix of their only finding has been carried out.
#[track_caller]
fn fixed(items: &str, wanted: &str) {
    let text = format!("{HEAD}{items}");
    let host = Memory::default();
    host.put("rules.heng", text.as_str());
    let (sources, findings) = checked(&host, "rules.heng");
    let errors: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.is_error()).collect();
    let [error] = errors.as_slice() else { panic!("one error: {items}\n{errors:#?}") };
    let fix = error.fix.as_ref().unwrap_or_else(|| panic!("no fix: {items}\n{error:#?}"));
    let after = fix.applied(SourceId(0), &sources.get(SourceId(0)).unwrap().text).unwrap();
    assert_eq!(after, format!("{HEAD}{wanted}"), "{items}");
    assert_eq!(hold_in(&text), 1, "{items}");
}

#[test]
fn a_fix_writes_what_the_help_says() {
    for (items, wanted) in [
        ("条件 甲 依据 第一条 { 税首 超过 1 万元 }", "条件 甲 依据 第一条 { 税收 超过 1 万元 }"),
        ("定义 甲 = 5 千克克", "定义 甲 = 5 千克"),
        ("条件 甲 依据 第一条 { 企业类型 是 \"规上\" }", "条件 甲 依据 第一条 { 企业类型 是 规上 }"),
        ("条件 甲 依据 第一条 { 率 不低于 5% }。", "条件 甲 依据 第一条 { 率 不低于 5% }"),
        (
            "条件 甲 依据 第一条 { 率 不低于 5% & 率 不高于 9% }",
            "条件 甲 依据 第一条 { 率 不低于 5%  且  率 不高于 9% }",
        ),
        ("条仵 甲 依据 第一条 { 率 不低于 5% }", "条件 甲 依据 第一条 { 率 不低于 5% }"),
        ("定义 甲 = 如果 率 低于 10% 则 1 否则 2", "定义 甲 = 若 率 低于 10% 则 1 否则 2"),
        ("定义 甲 = 5 kg", "定义 甲 = 5 千克"),
        ("定义 甲 = 方根(率, 2)", "定义 甲 = 方根(率, 2) 精确到 10 位"),
        ("定义 甲 = 最大(率, 10%)", "定义 甲 = 最大值(率, 10%)"),
        ("定义 甲 = 增速度(税收, 税收)", "定义 甲 = 增速(税收, 税收)"),
        ("等次 {\n  A+ 总分 不低于 8 分\n  其余 \"差\"\n}", "等次 {\n  \"A+\" 总分 不低于 8 分\n  其余 \"差\"\n}"),
        ("等次 {\n  优 总分 不低于 8 分\n}", "等次 {\n  优 总分 不低于 8 分\n  其余 \"未达合格\"\n}"),
        (
            "参数 甲 { 2024-12-31 至 2024-01-01 : 3 依据 \"通知\" }",
            "参数 甲 { 2024-01-01 至 2024-12-31 : 3 依据 \"通知\" }",
        ),
        ("示例 \"空\" {\n  期望 D1 得 3 分\n}", "示例 \"空\" {\n  企业 { 编号 : P1 }\n  期望 D1 得 3 分\n}"),
        (
            "示例 \"空\" {\n  企业 { 编号 : P1 }\n  期望 D 为 3 分\n}",
            "示例 \"空\" {\n  企业 { 编号 : P1 }\n  期望 D 得 3 分\n}",
        ),
    ] {
        fixed(items, wanted);
    }
}

#[test]
fn a_missing_clause_is_added_where_it_belongs() {
    for (from, to, code) in [
        ("舍入 指标 2 位 四舍五入\n", "", Code::H0405),
        ("汇总 求和", "汇总 几何平均", Code::H0407),
        ("汇总 求和", "汇总 截尾平均", Code::H0405),
        ("汇总 求和", "汇总 平均\n  赋权 熵权法 范围 全部\n  缺项 折算", Code::H0407),
        ("汇总 求和", "汇总 平均\n  赋权 熵权法 范围 全部 精确到 4 位", Code::H0405),
        ("计分 算式 满分 × 取值", "计分 自 5 分 高于 90% 时 每高 1 个百分点 加 0.2 分 不足一步 不计", Code::H0405),
        ("计分 算式 满分 × 取值", "计分 自 满分 低于 90% 时 每低 1% 减 0.2 分 不足一步 不计", Code::H0301),
        ("计分 算式 满分 × 取值", "计分 比例 目标 80%", Code::H0405),
        ("计分 算式 满分 × 取值", "计分 自 满分 低于 90% 时 每低 1 个百分点 减 0.2 分 不足一步 不计", Code::H0405),
        ("计分 算式 满分 × 取值", "计分 极差 范围 全部 底 60 幅 40", Code::H0405),
        ("取值 率 ;", "取值 分位数(率 范围 全部 位置 25%) ;", Code::H0405),
        ("取值 率 ;", "取值 率 保留 2 位 ;", Code::H0405),
        ("大额 不低于 目标", "大额 不低于 目标 且 面积 不为空", Code::H0207),
        ("→ 万元", "→ 万元 精确到 60 位", Code::H0408),
    ] {
        let mut text = RULES.replacen(from, to, 1);
        if to.contains("保留") {
            text = text.replacen("舍入 指标 2 位 四舍五入", "舍入 指标 不舍入 显示 2 位", 1);
        }
        assert_ne!(text, RULES, "{from}");
        let host = Memory::default();
        host.put("rules.heng", text);
        host.put("f.rhai", "fn 倍(数) { 数 * 2 }\n");
        let (_, findings) = checked(&host, "rules.heng");
        assert!(findings.iter().any(|finding| finding.code == code && finding.fix.is_some()), "{to}\n{findings:#?}");
        hold(&host, || checked(&host, "rules.heng"));
    }
}

#[test]
fn a_fix_is_in_the_language_of_the_file() {
    let english = syntax::format(HEAD, Some(Language::En)).unwrap();
    for (items, wanted) in [
        ("define 甲 = root(率, 2)\n", "define 甲 = root(率, 2) accurate_to 10 places\n"),
        ("define 甲 = max(率, 10%)\n", "define 甲 = greatest(率, 10%)\n"),
        ("total { capp 10 分 }\n", "total { cap 10 分 }\n"),
        ("conditoin 甲 basis 第一条 { 率 at_least 5% }\n", "condition 甲 basis 第一条 { 率 at_least 5% }\n"),
    ] {
        let host = Memory::default();
        let text = format!("{english}{items}");
        host.put("rules.heng", text.as_str());
        let (_, findings) = checked(&host, "rules.heng");
        let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref()?.applied(SourceId(0), &text));
        assert_eq!(fixes.collect::<Vec<_>>(), [format!("{english}{wanted}")], "{items}\n{findings:#?}");
        hold_in(&text);
    }
}

#[test]
fn what_may_mean_two_things_has_no_fix() {
    for items in [
        // Two columns are as near.
        "数据 丙 \"c.csv\" 属于 企业 按 编号 { 甲数 人 ; 乙数 人 }\n定义 丁 = 求和(丙.丁数)",
        // 万元, 万人 and others are as near.
        "条件 甲 依据 第一条 { 税收 超过 1 万圆 }",
        // The figure itself may belong or not.
        "条件 甲 依据 第一条 { 税收 达到 90 万元以上 }",
        // Which brackets are meant.
        "条件 甲 依据 第一条 { 率 不低于 5% 且 税收 超过 1 万元 或 率 超过 9% }",
    ] {
        let host = Memory::default();
        host.put("rules.heng", format!("{HEAD}{items}"));
        let (_, findings) = checked(&host, "rules.heng");
        let error = findings.iter().find(|finding| finding.is_error()).unwrap();
        assert!(error.help.is_some() && error.fix.is_none(), "{items}\n{error:#?}");
    }
}

#[test]
fn a_keyword_behind_which_nothing_right_follows_has_no_fix() {
    // With the keyword put right the statement still could not be read, so the keyword may not be what is meant.
    let host = Memory::default();
    host.put("rules.heng", format!("{HEAD}条仵 甲 依据 第一条 率 不低于 5%\n"));
    let (_, findings) = checked(&host, "rules.heng");
    let error = findings.iter().find(|finding| finding.code == Code::H0102).unwrap();
    assert!(error.help.is_some() && error.fix.is_none(), "{error:#?}");
    assert!(keyword::KEYWORDS.iter().any(|word| error.help.as_ref().unwrap().zh.contains(word.zh)));
}
