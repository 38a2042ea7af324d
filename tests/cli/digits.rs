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
