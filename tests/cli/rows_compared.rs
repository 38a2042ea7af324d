//! Rows beside those of all subjects and beside others of the same one: both engines, explanations, messages.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "月报" 示例
周期 2025-01-01 至 2025-12-31
满分 20 分
舍入 指标 2 位 四舍五入

数据 县区 "counties.csv" {
  县区代码 文本 主键
}
数据 月报 "monthly.csv" 属于 县区 按 县区代码 {
  年度 年
  月份 数值
  指数 数值 可缺失
  主键 县区代码, 年度, 月份
}
定义 县增幅 = 1
定义 月报.位次 = 名次(指数 范围 同 年度、月份 升序 并列 同名次)
定义 月报.同期 = 取(月报.指数 其中 年度 是 本行.年度 - 1 且 月份 是 本行.月份)
定义 月报.升幅 = 指数 - 同期 + 县区.县增幅

方面 A "甲" 20 分 {
  指标 A1 "位次" 10 分 {
    依据 "一"
    取值 平均(月报.位次 其中 指数 不为空)
    计分 算式 取值 × 1 分 封顶 满分 保底 0 分
  }
  指标 A2 "升幅" 10 分 {
    依据 "一"
    取值 求和(月报.升幅 其中 年度 是 2025 年 且 指数 不为空)
    计分 算式 取值 × 1 分 封顶 满分 保底 0 分
    缺失 得 0 分
  }
}
"#;

const COUNTIES: &str = "县区代码\nP1\nP2\n";

const MONTHLY: &str = "县区代码,年度,月份,指数\n\
    P2,2025,1,5\nP1,2024,1,3\nP1,2025,1,4\nP2,2024,1,3\nP1,2024,2,\nP1,2025,2,6\nP2,2025,2,\n";

fn folder(rules: &str) -> Folder {
    Folder::empty()
        .with("rules.heng", rules)
        .with_folder("data")
        .with("data/counties.csv", COUNTIES)
        .with("data/monthly.csv", MONTHLY)
}

#[test]
fn both_engines_compare_rows_and_look_them_up() {
    // P1: 1, 1 and, alone in the second month, 1; 4 − 3 + 1, and of the second month nothing a year before.
    // P2: 1 beside an equal one, 2; 5 − 3 + 1.
    for engine in ["columnar", "exact"] {
        folder(RULES)
            .heng(&format!("score rules.heng --data data --columns A1,A2 --format csv --engine {engine}"))
            .prints("县区代码,A1,A2\nP1,1.00,0.00\nP2,1.50,3.00\n");
    }
}

#[test]
fn an_explanation_names_rows_by_their_keys() {
    let told = folder(RULES).heng("explain rules.heng --data data --subject P2").succeeds();
    for line in ["月报 P1 年度 2025 月份 1 = 4", "名次(指数 范围 同 年度、月份 升序) = 2"] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn what_cannot_be_looked_up_is_refused_with_a_way_out() {
    let refused = |was: &str, is: &str, code: &str, told: &str| {
        assert!(RULES.contains(was));
        folder(&RULES.replace(was, is)).heng("check rules.heng").is_refused().are(&[code]).say(told);
    };
    refused("年度 是 本行.年度 - 1", "年度 低于 本行.年度", "H0207", "「本行」只能用来问「是」");
    refused("同 年度、月份", "同 年度、县区代码", "H0201", "县区.县区代码");
    let one_row = "定义 本年 = 月报 其中 年度 是 2025 年\n定义 县增幅 = 本年.指数";
    refused("定义 县增幅 = 1", one_row, "H0207", "「本年」可能有几行：主键里 月份 没有定");
}
