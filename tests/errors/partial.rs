//! A statement that cannot be read: the rest of the file is checked, its names are told, and nothing else is found
//! because of it.

use std::fmt::Write as _;

use heng::check::{Symbol, Symbols};
use heng::core::Type;
use heng::finding::{Code, Diagnostic, Place, SourceId, Sources};
use heng::host::Memory;
use heng::session;
use heng::syntax::ast::StatementKind;

/// A rule set in which each kind of statement stands, each where others read what it declares.
pub(crate) const RULES: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
依据 \"办法\"
满分 30 分
舍入 指标 2 位 四舍五入
舍入 总分 2 位 四舍五入
数据 企业 \"a.csv\" {
  编号 文本 主键
  税收 万元
  面积 平方米
  率 % 可缺失
  类别 枚举 { 甲类, 乙类 }
}
数据 项目 \"b.csv\" 属于 企业 按 编号 {
  项目号 文本
  金额 万元
  主键 编号, 项目号
}
数据 定等 \"c.csv\" 属于 企业 按 编号 {
  评定 文本
  缘由 文本
  决定号 文本
}
脚本 \"f.rhai\" {
  倍(数: 万元) → 万元
}
脚本限度 运算 200000
口径 K1 \"税收含附加\" 依据 第九条
参数 目标 = 100 万元 依据 \"通知\"
定义 大项目 = 项目 其中 金额 超过 目标
定义 亩均 = 倍(税收) / 面积
定义 大额 = 求和(大项目.金额)
条件 规模 依据 第一条 { 大额 不低于 目标 }
方面 A \"效益\" 20 分 依据 第二条 {
  汇总 求和
  指标 A1 \"税收\" 10 分 {
    依据 第二条（一）
    适用 类别 是 甲类 或 类别 是 乙类
    取值 税收
    计分 比例 目标 目标 封顶 满分
    调整 亩均 低于 1 万元/平方米 时 减半
    缺失 得 0 分
    方向 越高越好
    佐证 \"完税证明\"
    建议 \"还差 {目标 - 取值}\"
    舍入 2 位 四舍五入
  }
  指标 A2 \"大额\" 10 分 {
    依据 第二条（二）
    取值 大额
    计分 分档 { 不低于 目标 : 10 分 ; 其余 : 0 分 }
  }
}
方面 B \"质量\" 10 分 依据 第三条 {
  指标 B1 \"比率\" 10 分 { 依据 第三条（一） ; 取值 率 ; 计分 算式 满分 × 取值 ; 缺失 得 0 分 }
}
总分 {
  封顶 30 分
}
加分 封顶 2 分 {
  \"项目多\" 若 计数(项目) 不少于 3 则 1 分 否则 0 分
}
扣分 {
  \"无项目\" 若 计数(项目) 少于 1 则 1 分 否则 0 分
}
参评 税收 超过 0 万元 其余 \"不参评\" 依据 第四条
否决 虚报 税收 超过 9000 万元 则 不予定等 依据 第五条
限制 低率 率 低于 10% 则 最高 合格 依据 第五条
降等 少项目 计数(项目) 少于 1 则 降 1 等 依据 第五条
人工定等 定等 { 等次 评定 ; 理由 缘由 ; 文号 决定号 }
等次 依据 第六条 {
  优秀 总分 不低于 25 分 且 得分率(A) 不低于 60% 名额 50% 向下取整 并列 比 A1 仍同 全退
  合格 总分 不低于 15 分
  其余 \"不合格\"
}
示例 \"一家\" {
  企业 { 编号 : P1 ; 税收 : 100 ; 面积 : 50 ; 率 : 50% ; 类别 : 甲类 }
  项目 { 编号, 项目号, 金额 } = (P1, X1, 200)
  定等 无
  期望 大额 为 200 万元
  期望 P1 规模 符合
  期望 A1 得 10 分
  期望 等次 优秀
}
";

fn read(text: &str) -> (Sources, Symbols, Vec<Diagnostic>) {
    let host = Memory::default();
    host.put("rules.heng", text);
    host.put("f.rhai", "fn 倍(数) { 数 * 2 }\n");
    let rules = session::rules(&host, "rules.heng").unwrap();
    assert_eq!(rules.program.is_some(), !rules.diagnostics.iter().any(Diagnostic::is_error));
    (rules.sources, rules.symbols, rules.diagnostics)
}

/// Each statement with one that cannot be read in its place.
const BROKEN: &[(&str, &str)] = &[
    ("规则集 \"例\" 示例", "规则集 例 示例"),
    ("周期 2024-01-01 至 2024-12-31", "周期 2024-01-01 2024-12-31"),
    ("依据 \"办法\"\n", "依据 办法\n"),
    ("满分 30 分", "满分 30 分 整"),
    ("舍入 指标 2 位 四舍五入", "舍入 指标 2 四舍五入"),
    ("舍入 总分 2 位 四舍五入", "舍入 总分 2 位"),
    ("数据 企业 \"a.csv\" {", "数据 企业 a.csv {"),
    ("数据 项目 \"b.csv\" 属于 企业 按 编号 {", "数据 项目 b.csv 属于 企业 按 编号 {"),
    ("数据 项目 \"b.csv\" 属于 企业 按 编号 {", "数据 项目 \"b.csv\" 属于 企业 {"),
    ("数据 定等 \"c.csv\" 属于 企业 按 编号 {", "数据 定等 {"),
    ("  编号 文本 主键", "  编号 文本 主键 主键"),
    ("  税收 万元\n", "  税收 万圆圆\n"),
    ("  面积 平方米", "  面积 = 平方米"),
    ("  类别 枚举 { 甲类, 乙类 }", "  类别 枚举 甲类, 乙类"),
    ("  金额 万元\n", "  金额\n"),
    ("  主键 编号, 项目号", "  主键 编号 项目号"),
    ("  倍(数: 万元) → 万元", "  倍(数: 万元) 万元"),
    ("脚本 \"f.rhai\" {", "脚本 f.rhai {"),
    ("脚本限度 运算 200000", "脚本限度 200000"),
    ("口径 K1 \"税收含附加\"", "口径 K1 税收含附加"),
    ("参数 目标 = 100 万元", "参数 目标 100 万元"),
    ("参数 目标 = 100 万元", "参树 目标 = 100 万元"),
    ("参数 目标 = 100 万元", "目标 = 100 万元"),
    ("定义 大项目 = 项目 其中 金额 超过 目标", "定义 大项目 = 项目 其中 金额 超过"),
    ("定义 亩均 = 倍(税收) / 面积", "定义 亩均 = 倍(税收) / / 面积"),
    ("定义 大额 = 求和(大项目.金额)", "定义 大额 : 求和(大项目.金额)"),
    ("条件 规模 依据 第一条 { 大额 不低于 目标 }", "条件 规模 依据 第一条 { 大额 不低于 }"),
    ("条件 规模 依据 第一条 { 大额 不低于 目标 }", "条件 规模 依据 第一条"),
    ("方面 A \"效益\" 20 分 依据 第二条 {", "方面 A 效益 20 分 依据 第二条 {"),
    ("方面 A \"效益\" 20 分 依据 第二条 {", "方面 \"效益\" 20 分 依据 第二条 {"),
    ("方面 B \"质量\" 10 分 依据 第三条 {", "方面 B \"质量\" 依据 第三条 {"),
    ("  汇总 求和", "  汇总 = 求和"),
    ("  指标 A1 \"税收\" 10 分 {", "  指标 A1 税收 10 分 {"),
    ("  指标 A1 \"税收\" 10 分 {", "  指标 \"税收\" 10 分 {"),
    ("  指标 A2 \"大额\" 10 分 {", "  指针 A2 \"大额\" 10 分 {"),
    ("    依据 第二条（一）", "    依据 之一"),
    ("    适用 类别 是 甲类 或 类别 是 乙类", "    适用 类别 是 甲类 或"),
    ("    取值 税收", "    取值 税收 税收"),
    ("    取值 税收", "    取直 税收"),
    ("    取值 税收", "    取值 税收 计分 直接"),
    ("    计分 比例 目标 目标 封顶 满分", "    计分 比率 目标 目标 封顶 满分"),
    ("    调整 亩均 低于 1 万元/平方米 时 减半", "    调整 亩均 低于 1 万元/平方米 减半"),
    ("    缺失 得 0 分\n", "    缺失 0 分\n"),
    ("    方向 越高越好", "    方向 高"),
    ("    佐证 \"完税证明\"", "    佐证 完税证明"),
    ("    建议 \"还差 {目标 - 取值}\"", "    建议 \"还差 {目标 - }\""),
    ("    舍入 2 位 四舍五入", "    舍入 2 位"),
    ("    取值 大额\n", "    取值 大额 $\n"),
    ("  封顶 30 分", "  封顶 = 30 分"),
    ("加分 封顶 2 分 {", "加分 2 分 {"),
    ("  \"项目多\" 若", "  项目多 若"),
    ("扣分 {", "扣分 封 {"),
    ("  \"无项目\" 若 计数(项目) 少于 1 则 1 分 否则 0 分", "  \"无项目\" 若 计数(项目) 少于 1 则 1 分"),
    ("参评 税收 超过 0 万元 其余 \"不参评\"", "参评 税收 超过 0 万元 \"不参评\""),
    ("否决 虚报 税收 超过 9000 万元 则 不予定等", "否决 虚报 税收 超过 9000 万元 不予定等"),
    ("限制 低率 率 低于 10% 则 最高 合格", "限制 低率 率 低于 10% 最高 合格"),
    ("降等 少项目 计数(项目) 少于 1 则 降 1 等", "降等 少项目 计数(项目) 少于 1 则 降"),
    ("人工定等 定等 {", "人工定等 {"),
    ("等次 依据 第六条 {", "等次 第六条 {"),
    ("名额 50% 向下取整", "名额 50% 取整"),
    ("  合格 总分 不低于 15 分", "  合格 总分 不低于 15 分 16 分"),
    ("  合格 总分 不低于 15 分", "  合格+ 总分 不低于 15 分"),
    ("  其余 \"不合格\"", "  其余 不合格"),
    ("  合格 总分 不低于 15 分\n  其余", "  合格 总分 不低于 15 分 其余"),
    ("示例 \"一家\" {", "示例 一家 {"),
    ("  企业 { 编号 : P1 ;", "  企业 { 编号 P1 ;"),
    ("  项目 { 编号, 项目号, 金额 } = (P1, X1, 200)", "  项目 { 编号, 项目号, 金额 } = (P1, X1)"),
    ("  定等 无", "  定等 没有"),
    ("  期望 大额 为 200 万元", "  期望 大额 为"),
    ("  期望 P1 规模 符合", "  期望 规模"),
    ("  期望 等次 优秀", "  期望 等次"),
];

#[test]
fn the_rule_set_is_right_as_it_stands() {
    assert_eq!(read(RULES).2, []);
}

#[test]
fn a_statement_that_cannot_be_read_is_the_only_finding() {
    let mut wrong = String::new();
    for (from, to) in BROKEN {
        assert!(RULES.contains(from), "{from}");
        let (sources, _, findings) = read(&RULES.replacen(from, to, 1));
        let line = RULES.lines().take_while(|line| !line.contains(from.trim_matches('\n').lines().next().unwrap()));
        let line = line.count() + 1;
        let places = findings.iter().map(|finding| match finding.place {
            Some(Place::Source(span)) => (finding.code.name(), sources.line_column(span.source, span.start).0),
            _ => (finding.code.name(), 0),
        });
        let places: Vec<(&str, usize)> = places.collect();
        if places.len() != 1 || places[0].1.abs_diff(line) > 1 {
            writeln!(wrong, "{to} (line {line}): {places:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_wrong_elsewhere_is_found_all_the_same() {
    let slips = [
        (
            "口径 K1 \"税收含附加\" 依据 第九条",
            "口径 K1 \"税收含附加\" 依据 第九条\n条件 另 依据 第一条 { 无此列 不低于 1 }",
            "H0201",
        ),
        ("否决 虚报 税收 超过 9000 万元", "否决 虚报 税收 超过 9000 平方米", "H0301"),
        ("\"项目多\" 若 计数(项目)", "\"项目多\" 若 计树(项目)", "H0206"),
    ];
    let mut wrong = String::new();
    for (from, to) in BROKEN {
        let broken = RULES.replacen(from, to, 1);
        for (right, slip, code) in slips {
            let spoilt = broken.replacen(right, slip, 1);
            // The statement that is spoilt may be the one that cannot be read, or read what it declares.
            let reads_it = ["企业", "税收", "项目", "否决", "加分"].iter().any(|name| from.contains(name));
            if spoilt == broken || reads_it && code != "H0201" {
                continue;
            }
            if !read(&spoilt).2.iter().any(|finding| finding.code.name() == code) {
                writeln!(wrong, "{to} + {slip}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn symbol<'s>(symbols: &'s Symbols, kind: StatementKind, name: &str) -> &'s Symbol {
    let found: Vec<&Symbol> =
        symbols.all().iter().filter(|symbol| symbol.kind == kind && symbol.name == name).collect();
    let [only] = found.as_slice() else { panic!("one {kind:?} {name}: {found:#?}") };
    only
}

/// Kind, name and number of uses of all symbols that have a name of their own.
fn told(symbols: &Symbols) -> Vec<(StatementKind, &str, Option<&str>)> {
    symbols.all().iter().map(|symbol| (symbol.kind, symbol.name.as_str(), symbol.within.as_deref())).collect()
}

#[test]
fn symbols_have_their_place_their_type_and_their_uses() {
    let (sources, symbols, _) = read(RULES);
    let ty = |kind, name| symbol(&symbols, kind, name).ty.clone();
    let unit = |kind, name| match ty(kind, name) {
        Some(Type::Number(unit)) => unit.name.clone(),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(unit(StatementKind::Column, "税收"), "万元");
    assert_eq!(unit(StatementKind::Parameter, "目标"), "万元");
    assert_eq!(unit(StatementKind::Definition, "大额"), "万元");
    assert_eq!(unit(StatementKind::Indicator, "A1"), "万元");
    assert_eq!(unit(StatementKind::Function, "倍"), "万元");
    assert_eq!(ty(StatementKind::Definition, "大项目"), None);
    assert_eq!(symbol(&symbols, StatementKind::Column, "金额").within.as_deref(), Some("项目"));
    assert_eq!(symbol(&symbols, StatementKind::Indicator, "B1").within.as_deref(), Some("B"));
    for (kind, name, uses) in [
        (StatementKind::Table, "企业", 3),
        (StatementKind::Table, "项目", 5),
        (StatementKind::Column, "税收", 5),
        (StatementKind::Column, "金额", 3),
        (StatementKind::Column, "评定", 1),
        (StatementKind::Parameter, "目标", 5),
        (StatementKind::Definition, "大项目", 1),
        (StatementKind::Definition, "大额", 3),
        (StatementKind::Definition, "亩均", 1),
        (StatementKind::Function, "倍", 1),
        (StatementKind::Condition, "规模", 1),
        (StatementKind::Head, "A", 1),
        (StatementKind::Indicator, "A1", 2),
        (StatementKind::Grade, "合格", 1),
        (StatementKind::Grade, "优秀", 1),
        (StatementKind::Gloss, "K1", 0),
        (StatementKind::Veto, "虚报", 0),
    ] {
        let symbol = symbol(&symbols, kind, name);
        assert_eq!(sources.text(symbol.declared), name);
        let texts: Vec<&str> = symbol.uses.iter().map(|used| sources.text(*used)).collect();
        assert_eq!(texts, vec![name; uses], "{kind:?} {name}");
        for used in &symbol.uses {
            assert_eq!(symbols.at(*used).map(|symbol| symbol.declared), Some(symbol.declared));
        }
    }
}

#[test]
fn every_declared_name_is_told_whatever_cannot_be_read() {
    let (_, whole, _) = read(RULES);
    let mut wrong = String::new();
    for (from, to) in BROKEN {
        let (sources, symbols, _) = read(&RULES.replacen(from, to, 1));
        let told = told(&symbols);
        for (kind, name, within) in self::told(&whole) {
            let is_there = told.iter().any(|other| other.0 == kind && other.1 == name);
            // A misspelt keyword tells no kind, and without its code nobody knows what a head is called.
            let is_unknown = to.contains("参树") || to.starts_with("目标") || to.contains("指针");
            let is_nameless = name == "A" && to.contains("方面 \"") || name == "A1" && to.contains("指标 \"");
            let is_key = name == "编号" && within != Some("企业");
            let is_lost = is_unknown && from.contains(name);
            if !(is_there || is_nameless || is_key || is_lost) {
                writeln!(wrong, "{to}: {kind:?} {name}").unwrap();
            }
        }
        assert!(symbols.all().iter().all(|symbol| sources.text(symbol.declared).contains(&symbol.name)), "{to}");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_cannot_be_read_is_used_where_it_is_read() {
    for (from, to, kind, name, uses) in [
        ("参数 目标 = 100 万元", "参数 目标 100 万元", StatementKind::Parameter, "目标", 4),
        ("定义 亩均 = 倍(税收) / 面积", "定义 亩均 = 倍(税收) / / 面积", StatementKind::Definition, "亩均", 1),
        ("  面积 平方米", "  面积 = 平方米", StatementKind::Column, "面积", 2),
        ("  倍(数: 万元) → 万元", "  倍(数: 万元) 万元", StatementKind::Function, "倍", 1),
        ("  指标 A1 \"税收\" 10 分 {", "  指标 A1 \"税收\" 10 {", StatementKind::Indicator, "A1", 2),
        ("  合格 总分 不低于 15 分", "  合格 总分 不低于 15 分 16 分", StatementKind::Grade, "合格", 0),
    ] {
        let (sources, symbols, _) = read(&RULES.replacen(from, to, 1));
        let symbol = symbol(&symbols, kind, name);
        let texts: Vec<&str> = symbol.uses.iter().map(|used| sources.text(*used)).collect();
        assert!(texts.len() >= uses && texts.iter().all(|text| *text == name), "{name}: {texts:?}");
    }
}

/// What each of some texts in the place of another has as its only error: code and the text that it shows.
fn only_error(from: &str, to: &str) -> (Code, String, Diagnostic) {
    assert_eq!(RULES.matches(from).count(), 1, "{from}");
    let (sources, _, found) = read(&RULES.replace(from, to));
    let errors: Vec<&Diagnostic> = found.iter().filter(|finding| finding.is_error()).collect();
    let [error] = errors.as_slice() else { panic!("{to}: {errors:#?}") };
    (error.code, sources.text(error.span().unwrap()).to_owned(), (*error).clone())
}

/// 取值 of another unit fits none of the limits it is held against; the others stand beside the first.
#[test]
fn a_value_of_another_unit_is_one_finding() {
    let bands = "取值 税收\n    计分 分档 { 不低于 90% : 10 分 ; 不低于 80% : 取值 × 满分 ; 其余 : 0 分 }";
    let (code, shown, error) = only_error("取值 大额\n    计分 分档 { 不低于 目标 : 10 分 ; 其余 : 0 分 }", bands);
    assert_eq!((code, shown.as_str()), (Code::H0301, "90%"));
    let [label] = error.labels.as_slice() else { panic!("{error:#?}") };
    assert_eq!(label.words.zh, "这里要分值，写的却是金额·分数");
}

/// What each reader of a wrong declaration finds is one finding, with the declaration beside it.
#[test]
fn a_declaration_that_all_of_its_readers_find_wrong_is_one_finding() {
    let (code, _, error) = only_error("参数 目标 = 100 万元", "参数 目标 = 100");
    assert_eq!(code, Code::H0301);
    assert_eq!(error.labels[0].words.zh, "「目标」在这里没有写单位");
    assert!(error.labels.len() > 1, "{error:#?}");
    let (code, ..) = only_error("枚举 { 甲类, 乙类 }", "枚举 { 乙类 }");
    assert_eq!(code, Code::H0208);
    let (code, shown, _) = only_error("定义 大项目 = 项目 其中 金额 超过 目标", "定义 大项目 = 企");
    assert_eq!((code, shown.as_str()), (Code::H0201, "企"));
}

#[test]
fn an_expectation_whose_words_changed_places_is_one_finding() {
    for (from, to, right) in [
        ("期望 P1 规模 符合", "期望 规模 P1 符合", "P1 规模"),
        ("期望 A1 得 10 分", "期望 A1 P1 得 10 分", "P1 A1"),
        ("期望 大额 为 200 万元", "期望 大额 P1 为 200 万元", "P1 大额"),
    ] {
        let (code, shown, error) = only_error(from, to);
        assert_eq!((code, right.split(' ').rev().collect::<Vec<_>>().join(" ")), (Code::H0802, shown));
        let fixed = error.fix.unwrap().applied(SourceId(0), &RULES.replace(from, to)).unwrap();
        assert!(fixed.contains(&format!("期望 {right}")), "{fixed}");
    }
}

#[test]
fn a_name_that_is_cut_off_in_its_declaration_is_not_unknown_elsewhere() {
    for (from, to) in [
        ("参数 目标 = 100 万元 依据 \"通知\"", "参数 目"),
        ("定义 大额 = 求和(大项目.金额)", "定义 大"),
        ("定义 亩均 = 倍(税收) / 面积", "定义 亩"),
    ] {
        let (code, _, error) = only_error(from, to);
        assert!(code.name().starts_with("H01"), "{error:#?}");
    }
}

/// A name that is read at several places shows the line of the first.
#[test]
fn the_line_as_it_should_be_is_one_line() {
    let bands = "取值 大额\n    计分 分档 { 不低于 目标 : 10 分 ; 其余 : 0 分 }";
    let (_, _, error) = only_error(bands, "取值 金额\n    计分 分档 { 不低于 金额 : 10 分 ; 其余 : 0 分 }");
    assert_eq!(error.fix.as_ref().unwrap().edits.len(), 2);
    assert!(error.help.as_ref().unwrap().zh.ends_with("写作：取值 项目.金额"), "{error:#?}");
}
