//! Numbers in explanations: whole where they end, with six significant digits where they do not.

use crate::folder::Folder;

/// Explains one indicator that reads a column.
fn explained(value: &str, rows: &[&str], subject: &str) -> String {
    let rules = format!(
        "规则集 \"小\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 1 分\n舍入 指标 2 位 四舍五入\n\
         数据 家 \"d.csv\" {{\n  编号 文本 主键\n  x 数值\n}}\n\
         方面 A \"a\" 1 分 {{\n  指标 A1 \"a\" 1 分 {{\n    依据 \"一\"\n    取值 {value}\n    \
         计分 算式 取值 * 满分 封顶 满分 保底 0 分\n  }}\n}}\n"
    );
    let rows: String = rows.iter().enumerate().map(|(place, x)| format!("S{},{x}\n", place + 1)).collect();
    let folder = Folder::empty().with("r.heng", rules).with("d.csv", format!("编号,x\n{rows}"));
    let text = folder.heng(&format!("explain r.heng --data . --subject {subject}")).succeeds();
    assert!(!text.contains("0.000000…") && !text.contains("0.00000000…"), "{text}");
    text
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

#[test]
fn a_small_number_is_shown_with_all_its_digits() {
    let rows = ["0.00000000001821", "0.00000000005463"];
    let sum = "(求和(x 范围 全部) = 0.00000000007284)";
    let text = explained("x / 求和(x 范围 全部)", &rows, "S1");
    has(&text, &[&format!("x 0.00000000001821 ÷ {sum} = 25%"), "S2 = 0.00000000005463", "← d.csv 第 2 行"]);
    let text = explained("x / 求和(x 范围 全部)", &rows, "S2");
    has(&text, &[&format!("x 0.00000000005463 ÷ {sum} = 75%")]);
}

#[test]
fn a_small_number_without_end_has_six_digits() {
    let text = explained("x / 3", &["0.00000000001"], "S1");
    has(&text, &["x 0.00000000001 ÷ 3 = 0.00000000000333333…", "取值 0.00000000000333333… × 1 分"]);
    has(&text, &["= 0.00000000000333333… 分 → 0.00 分"]);
    let text = explained("x / 7 - x / 7 * 2", &["0.0000001"], "S1");
    has(&text, &["-0.0000000142857…"]);
}

#[test]
fn an_exact_decimal_is_never_cut() {
    let text = explained("x / 1024", &["0.001"], "S1");
    has(&text, &["x 0.001 ÷ 1024 = 0.0000009765625", "得分 最大值", "= 0.0000009765625 分 → 0.00 分"]);
    let text = explained("x * x * x", &["0.123456789"], "S1");
    has(&text, &["= 0.001881676371789154860897069", "得分 最大值"]);
    assert!(!text.contains('…'), "{text}");
}

#[test]
fn findings_and_gaps_follow_the_same_rule() {
    let rules = "规则集 \"小\" 示例\n周期 2024-01-01 至 2024-12-31\n\
                 数据 家 \"d.csv\" {\n  编号 文本 主键\n  x 数值\n}\n条件 够 依据 \"一\" { x 不低于 0.000000012 }\n条件 除 依据 \"一\" { x / 3 不低于 0.5 }\n";
    let folder = Folder::empty().with("r.heng", rules).with("d.csv", "编号,x\nS1,0.000000002\n");
    let text = folder.heng("explain r.heng --data . --subject S1").succeeds();
    has(&text, &["x 0.000000002，要求不低于 0.000000012，差 0.00000001"]);
    has(&text, &["x / 3 0.000000000666666…，要求不低于 0.5，差 0.499999…"]);
}

#[test]
fn a_root_that_goes_straight_into_a_rounding_is_rounded_once_in_its_mode() {
    let rules = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 3 位 MODE
舍入 方面 3 位 MODE
数据 县 \"a.csv\" {
  编号 文本 主键
  甲 数值 不低于 0 不超过 10
  乙 数值 不低于 0 不超过 10
}
脚本 \"f.rhai\" { 去(x: 数值) → 数值 ; 进(x: 数值) → 数值 }
定义 根 = 方根(甲, 2) 保留 3 位
方面 A \"甲\" 10 分 {
  汇总 几何平均
  指标 A1 \"一\" 10 分 { 依据 第一条 ; 取值 甲 ; 计分 直接 }
  指标 A2 \"二\" 10 分 { 依据 第一条 ; 取值 乙 ; 计分 直接 }
}
扣分 { \"差\" (根 + 去(甲) + 进(甲)) × 0 分 }
示例 \"一\" {
  县 { 编号 : P1 ; 甲 : 7 ; 乙 : 1 }
  期望 根 为 WANTED
  期望 A 得 WANTED 分
  期望 去(7) 为 2.645
  期望 进(7) 为 2.646
}
";
    for (mode, wanted) in [("四舍五入", "2.646"), ("四舍六入五成双", "2.646"), ("进位", "2.646"), ("舍去", "2.645")]
    {
        let folder = Folder::empty()
            .with("r.heng", rules.replace("MODE", mode).replace("WANTED", wanted))
            .with("f.rhai", "fn 去(x) { 去尾(方根(x, 2), 3) }\nfn 进(x) { 方根(x, 2).进位(3) }\n")
            .with_folder("data")
            .with("data/a.csv", "编号,甲,乙\nP1,7,1\nP2,4,9\n");
        folder.heng("test r.heng").succeeds();
        let scores = folder.heng("score r.heng --data data --format csv").succeeds();
        assert!(
            scores.contains(&format!("P1,7.000,1.000,{wanted},")) && scores.contains("P2,4.000,9.000,6.000,"),
            "{scores}"
        );
        folder.heng("score r.heng --data data --format csv --engine exact").prints(&scores);
    }
}

#[test]
fn a_warning_of_two_roundings_stands_at_the_words_that_state_the_decimals() {
    let rules = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
舍入 方面 2 位 四舍五入
舍入 总分 2 位 四舍五入
数据 县 \"a.csv\" {
  编号 文本 主键
  甲 数值 不低于 1 不超过 10
}
定义 根 = 方根(甲, 2) WORDS 保留 2 位
方面 A \"甲\" 10 分 {
  汇总 HEAD
  指标 A1 \"一\" 10 分 { 依据 第一条 ; 取值 根 × 3 ; 计分 直接 }
}
总分 { 汇总 TOTAL }
";
    for (words, head, total, line) in [
        ("精确到 3 位", "求和", "求和", "11:17"),
        ("", "几何平均 精确到 3 位", "求和", "13:11"),
        ("", "求和", "几何平均 精确到 3 位", "16:14"),
    ] {
        let rules = rules.replace("WORDS", words).replace("HEAD", head).replace("TOTAL", total);
        let found = Folder::empty().with("r.heng", rules).heng("check r.heng --format concise").stdout;
        assert!(
            found.contains(&format!("r.heng:{line}: H0418")) || found.contains(&format!("r.heng:{line}: 警告")),
            "{found}"
        );
    }
}
