//! Names that could mean two things, and names and keys that look the same.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "x" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 户 "p.csv" {
  编号 文本 主键
  率   %
  类型 枚举 { 甲类, 乙类 }
}
数据 项 "c.csv" 属于 户 按 编号 {
  比 %
}
参数 线 = 80%
定义 高项 = 项 其中 比 不低于 线
定义 合计比 = 求和(项.比)
条件 达线 依据 第一条 { 率 不低于 线 且 类型 是 甲类 }
方面 A "a" 10 分 {
  指标 A1 "x" 6 分 {
    依据 第一条
    取值 率
    计分 分档 { 不低于 线 : 满分 ; 其余 : 0 分 }
  }
  指标 A2 "y" 4 分 {
    依据 第一条
    取值 计数(高项) + 合计比
    计分 每 1 个 得 1 分 封顶 满分
  }
}
"#;

fn folder(rules: &str) -> Folder {
    Folder::empty()
        .with("old.heng", RULES)
        .with("rules.heng", rules)
        .with_folder("data")
        .with("data/p.csv", "编号,率,类型\nP1,85,甲类\nP2,75,甲类\n")
        .with("data/c.csv", "编号,比\nP1,81\nP2,81\n")
}

fn next(changes: &str) -> String {
    format!("规则集 \"y\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"old.heng\"\n{changes}")
}

/// 取值 计数(高项) + 合计比 would be no plain number.
fn sound() -> String {
    RULES
        .replace(" + 合计比", "")
        .replace("定义 合计比 = 求和(项.比)\n", "定义 合计比 = 求和(项.比)\n定义 用 = 合计比\n")
}

#[test]
fn two_things_of_one_name_are_refused_whatever_they_are() {
    let sound = sound();
    let cases: &[(&str, &str, &str)] = &[
        ("  率   %\n", "  率   %\n  线 %\n", "「线」已经用过"),
        ("  比 %\n", "  比 %\n  线 %\n", "「线」已经用过"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 率 = 1%\n", "既是「户」的列，又是参数"),
        ("参数 线 = 80%\n", "定义 额 = 率\n参数 线 = 80%\n参数 额 = 1%\n", "既是「户」的定义，又是参数"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 高项 = 1%\n", "既是参数，又是行集"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 项 = 1%\n", "既是数据表，又是参数"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n定义 项 = 率\n", "既是数据表，又是「户」的定义"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n定义 项.比 = 1%\n", "既是「项」的列，又是「项」的定义"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n定义 项.编号 = 1%\n", "既是「项」的列，又是「项」的定义"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 编号 = 1%\n", "既是「户」的列，又是参数"),
        ("定义 高项 =", "定义 率 = 项 其中 比 不低于 1%\n定义 高项 =", "既是「户」的列，又是行集"),
        ("条件 达线", "条件 高项", "既是行集，又是条件"),
        ("条件 达线", "条件 线", "既是参数，又是条件"),
        ("条件 达线", "条件 合计比", "既是「户」的定义，又是条件"),
        ("条件 达线", "条件 率", "既是「户」的列，又是条件"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n定义 A1 = 率\n", "既是「户」的定义，又是方面或指标"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 甲类 = 80%\n", "既是枚举的一项，又是参数"),
        ("  率   %\n", "  率   %\n  甲类 %\n", "既是枚举的一项，又是「户」的列"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n定义 甲类 = 率\n", "既是枚举的一项，又是「户」的定义"),
    ];
    folder(&sound).heng("score rules.heng --data data --format csv").succeeds();
    for (from, to, words) in cases {
        eprintln!("{to}");
        assert!(sound.contains(from), "{from}");
        folder(&sound.replace(from, to)).heng("check rules.heng").is_refused().are(&["H0202"]).say(words);
    }
}

#[test]
fn a_name_that_a_change_brings_is_refused_too() {
    let sound = sound();
    let cases = [
        ("修改 数据 户 { 新增 线 % }\n", "rules.heng:4:"),
        ("修改 数据 项 { 新增 线 % }\n", "rules.heng:4:"),
        ("新增 参数 率 = 80%\n", "rules.heng:4:"),
        ("更名 参数 线 为 率\n", "rules.heng:4:"),
        ("更名 参数 线 为 高项\n", "rules.heng:4:"),
        ("更名 参数 线 为 比\n", "rules.heng:4:"),
        ("更名 定义 合计比 为 线\n", "rules.heng:4:"),
        ("更名 条件 达线 为 线\n", "rules.heng:4:"),
        ("更名 参数 线 为 甲类\n", "rules.heng:4:"),
        ("更名 数据 项 为 线\n", "rules.heng:4:"),
    ];
    for (changes, place) in cases {
        eprintln!("{changes}");
        let folder = folder(&next(changes)).with("old.heng", &sound);
        folder.heng("check rules.heng").is_refused().are(&["H0202"]).say(&format!("--> {place}")).say("old.heng:");
    }
}

#[test]
fn a_column_that_is_not_declared_takes_no_place() {
    let sound = sound();
    let more = "编号,率,类型,线\nP1,85,甲类,90\nP2,75,甲类,70\n";
    let folder = folder(&sound).with("data/p.csv", more);
    folder.heng("score rules.heng --data data").is_refused().are(&["H0502"]);
    let ignoring = sound.replace("  率   %\n", "  率   %\n  其余列 忽略\n");
    let scores = folder.with("rules.heng", ignoring).heng("score rules.heng --data data --format csv").succeeds();
    assert!(scores.contains("P1,6.00,1.00") && scores.contains("P2,0.00,1.00"), "{scores}");
}

#[test]
fn a_table_a_parameter_and_a_condition_share_no_name_with_a_column_or_a_code() {
    let sound = sound();
    for (from, to, words) in [
        ("  率   %\n", "  率   %\n  项 %\n", "既是「户」的列，又是数据表"),
        ("  比 %\n", "  比 %\n  项 %\n", "既是数据表，又是「项」的列"),
        ("条件 达线 ", "条件 项 ", "既是数据表，又是条件"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 A1 = 80%\n", "既是参数，又是方面或指标"),
        ("参数 线 = 80%\n", "参数 线 = 80%\n参数 A = 80%\n", "既是参数，又是方面或指标"),
    ] {
        eprintln!("{to}");
        assert!(sound.contains(from), "{from}");
        let rules = sound.replacen(from, to, 1);
        folder(&rules).heng("check rules.heng").is_refused().are(&["H0202"]).say(words);
    }
}

#[test]
fn a_table_may_be_called_as_its_key() {
    let sound = sound().replace("数据 户 ", "数据 编号 ").replace("属于 户 ", "属于 编号 ");
    folder(&sound).heng("score rules.heng --data data").succeeds();
}

#[test]
fn names_that_look_the_same_are_named_once_for_each_pair() {
    let sound = sound();
    let cases = [
        // A compatibility ideograph, a Cyrillic and a Greek letter, a composed and a decomposed letter.
        ("金额", "\u{F90A}额"),
        ("A型额", "\u{410}型额"),
        ("o型额", "\u{3BF}型额"),
        ("caf\u{E9}额", "cafe\u{301}额"),
        ("Ⅱ额", "II额"),
        ("α额", "a额"),
        ("率γ", "率y"),
        ("ρ", "p"),
    ];
    for (one, other) in cases {
        eprintln!("{one} {other}");
        let both = format!("定义 {one} = 率\n定义 {other} = 率 + {one}\n定义 用它 = {one} + {other} + {other}\n");
        let rules = sound.replace("定义 用 = 合计比", &format!("{both}定义 用 = 合计比"));
        let found = folder(&rules).heng("check rules.heng").findings_only();
        assert_eq!(found.matches("H0218").count(), 1, "{found}");
        assert!(found.contains("U+"), "{found}");
        // Another kind of thing, and an item of an enumeration.
        let rules = sound.replace("条件 达线", &format!("定义 {one} = 率\n条件 {other}"));
        assert_eq!(folder(&rules).heng("check rules.heng").findings_only().matches("H0218").count(), 1);
        let rules = sound.replace("乙类 }", &format!("{one}, {other} }}"));
        assert_eq!(folder(&rules).heng("check rules.heng").findings_only().matches("H0218").count(), 1);
    }
    let three = "定义 金额 = 率\n定义 \u{F90A}额 = 率\n定义 金\u{200D}额 = 率\n";
    let rules = sound.replace("定义 用 = 合计比", &format!("{three}定义 用 = 合计比"));
    let found = folder(&rules).heng("check rules.heng").findings_only();
    assert!(found.contains("H0218") || found.contains("H0101"), "{found}");
    // Letters that are told apart at a glance.
    for (one, other) in [("P1", "P2"), ("O1", "o1"), ("线一", "线二"), ("β", "b"), ("土地", "士地")] {
        let rules = sound.replace("定义 用 = 合计比", &format!("定义 {one} = 率\n定义 {other} = 率\n定义 用 = 合计比"));
        let found = folder(&rules).heng("check rules.heng").findings_only();
        assert!(!found.contains("H0218"), "{one} {other} {found}");
    }
}

#[test]
fn digits_and_letters_of_one_form_are_named_where_both_are_declared() {
    for (one, other, told) in [
        ("Q1", "Ql", "一个是 数字 1，一个是 小写字母 l"),
        ("l1", "I1", "一个是 小写字母 l，一个是 大写字母 I"),
        ("P0", "PO", "一个是 数字 0，一个是 大写字母 O"),
    ] {
        eprintln!("{one} {other}");
        let rules =
            sound().replace("定义 用 = 合计比", &format!("定义 {one} = 率\n定义 {other} = 率\n定义 用 = 合计比"));
        let found = folder(&rules).heng("check rules.heng").findings_only();
        assert_eq!(found.matches("H0218").count(), 1, "{found}");
        assert!(found.contains(told), "{found}");
        // One alone is as good as any name.
        let rules = sound().replace("定义 用 = 合计比", &format!("定义 {other} = 率\n定义 用 = 合计比"));
        assert!(!folder(&rules).heng("check rules.heng").findings_only().contains("H0218"));
    }
}

#[test]
fn a_name_that_only_looks_like_a_known_one_is_told_so() {
    let rules = sound().replace("取值 率", "取值 A率").replace("  率   %\n", "  率   %\n  \u{410}率 %\n");
    let found = folder(&rules).heng("check rules.heng").is_refused();
    found.say("看起来一样，可是第 1 个字一个是 U+0410，一个是 U+0041");
}

#[test]
fn keys_that_look_the_same_stay_apart_with_one_warning_for_each_pair() {
    let folder = folder(&sound());
    let cases = [
        ("金华", "\u{F90A}华"),
        ("P1", "\u{420}1"),
        ("P1", "Ｐ1"),
        ("A园", "A\u{200B}园"),
        ("caf\u{E9}", "cafe\u{301}"),
        ("（一）", "(一)"),
        ("长兴", "\u{2ED3}兴"),
    ];
    for (one, other) in cases {
        eprintln!("{one} {other}");
        let folder = Folder::empty()
            .with("rules.heng", sound())
            .with_folder("data")
            .with("data/p.csv", format!("编号,率,类型\n{one},85,甲类\n丙,1,甲类\n{other},75,甲类\n"))
            .with("data/c.csv", format!("编号,比\n{one},81\n{other},1\n"));
        for engine in ["columnar", "exact"] {
            let run = folder.heng(&format!("score rules.heng --data data --format csv --engine {engine}"));
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            assert_eq!(run.stderr.matches("H0218").count(), 1, "{}", run.stderr);
            assert!(run.stderr.contains("p.csv:4") || run.stderr.contains("第 4 行"), "{}", run.stderr);
            assert!(run.stdout.contains(&format!("{one},6.00,1.00")), "{}", run.stdout);
            assert!(run.stdout.contains(&format!("{other},0.00,0.00")), "{}", run.stdout);
        }
    }
    let more = folder.with("data/c.csv", "编号,比\nP1,81\n\u{420}2,81\n");
    more.heng("score rules.heng --data data").is_refused().are(&["H0505"]).say("看起来一样");
}

#[test]
fn a_name_is_suggested_only_where_its_type_fits() {
    let rules =
        sound().replace("  率   %\n", "  率   %\n  营业收入 万元\n  主办单位 文本 备查\n  主办单立 日期 备查\n");
    // What stands there, what is typed, and the name that can be meant.
    for (from, to, meant) in [
        ("取值 率", "取值 营业收人", Some("营业收入")),
        ("取值 率", "取值 主办单味", None),
        ("率 不低于 线", "营业收人 不低于 80 万元", Some("营业收入")),
        ("率 不低于 线", "营业收人 不低于 80%", None),
        ("率 不低于 线", "营业收人 不低于 线", None),
        ("率 不低于 线", "主办单味 是 \"甲\"", Some("主办单位")),
        ("率 不低于 线", "主办单味 晚于 2024-01-01", Some("主办单立")),
        ("率 不低于 线", "主办单味 不低于 3", None),
        ("定义 用 = 合计比", "定义 用 = 营业收人 + 1 万元", Some("营业收入")),
        ("定义 用 = 合计比", "定义 用 = 营业收人 + 线", None),
    ] {
        let rules = rules.replacen(from, to, 1);
        let found = folder(&rules).heng("check rules.heng").is_refused().include(&["H0201"]);
        match meant {
            Some(name) => _ = found.say(&format!("是不是想写「{name}」")),
            None => assert!(!found.stderr.contains("是不是想写"), "{to}: {}", found.stderr),
        }
    }
}

#[test]
fn a_row_of_bonus_or_deduction_is_written_once() {
    for block in ["加分", "扣分"] {
        let rows = |again: &str| {
            format!("{block} 封顶 5 分 {{\n  \"人数\" 计数(项) × 1 分\n  \"{again}\" 计数(项) × 1 分\n}}\n")
        };
        let check = |again: &str| {
            Folder::empty()
                .with("rules.heng", format!("{RULES}{}", rows(again)))
                .heng("check rules.heng")
                .findings_only()
        };
        let found = check("人数");
        assert!(found.contains("H0202") && found.contains("「人数」已经用过"), "{block}: {found}");
        assert!(!check("别的").contains("H0202"), "{block}");
    }
}

#[test]
fn an_own_figure_hides_nothing_that_an_item_can_read() {
    for (name, what) in [
        ("达线", "条件"),
        ("A1", "编号"),
        ("甲类", "枚举的一项"),
        ("得分", "每一项都有的数"),
        ("线", "参数"),
        ("项", "数据表"),
    ] {
        let rules = RULES.replace("    取值 率\n", &format!("    定义 {name} = 率\n    取值 率\n"));
        folder(&rules).heng("check rules.heng").is_refused().include(&["H0202"]).say(what);
    }
}
