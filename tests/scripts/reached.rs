//! A script is called for the rows that reach it, and for no others.

use heng::engine::{Outputs, columnar, exact};
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::number::Calendar;
use heng::session;

const SCRIPT: &str = "
fn 正(x) { if x <= 0 { throw \"不该算到这里\"; } let 次 = 0; for n in 1..=3 { 次 += x; } 次 / 3 }
fn 占(x, 列) { if x <= 0 { throw \"不该算到这里\"; } x / 求和(列) }
";

const DATA: &str = "编号,x,旗\nS0,4,是\nS1,0,否\nS2,-3,否\nS3,2,是\nS4,7,\nS5,,否\n";

/// What both engines give; the columns leave nothing to the exact engine.
fn in_columns(value: &str, data: &str) -> Outputs {
    let rules = format!(
        "规则集 \"轮到才算\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 4 位 四舍五入\n参数 开 = 否\n\
         数据 家 \"d.csv\" {{\n  编号 文本 主键\n  x 数值 可缺失\n  旗 是否 可缺失\n}}\n\
         脚本 \"s.rhai\" {{\n  正(x : 数值) → 数值 精确到 4 位\n  占(x : 数值, 列 : 各家 数值) → 数值\n}}\n\
         方面 A \"a\" 10 分 {{\n  指标 A1 \"a\" 10 分 {{\n    依据 \"一\"\n    取值 {value}\n\
         计分 算式 取值 * 1 分 封顶 满分 保底 0 分\n  }}\n}}\n"
    );
    let host = Memory::default();
    host.put("rules.heng", rules.as_str());
    host.put("s.rhai", SCRIPT);
    host.put("data/d.csv", data);
    let rules = session::rules(&host, "rules.heng").unwrap();
    let program = rules.program.unwrap_or_else(|| panic!("{value}: {:#?}", rules.diagnostics));
    let tables = session::tables(&host, &program, "data", &UNSEEN).unwrap();
    let calendar = Calendar::china().unwrap();
    let law = exact::run(&program, &tables, &calendar).unwrap();
    let columns = columnar::try_run(&program, &tables, &calendar, &UNSEEN).expect("nothing fails in columns");
    assert_eq!(law, columns, "{value}");
    law
}

#[test]
fn a_branch_that_is_not_taken_is_not_run() {
    for value in [
        "若 开 则 正(x) 否则 2",
        "若 开 则 占(x, x 范围 全部) 否则 2",
        "若 旗 则 正(x) 否则 2",
        "若 旗 则 占(x, x 范围 全部) 否则 2",
        "若 x 不高于 0 则 0 否则 正(x)",
        "若 x 低于 0 则 0 否则 若 x 等于 0 则 1 否则 占(x, x 范围 全部)",
        "若 旗 则 若 x 高于 3 则 正(x) 否则 正(x + 1) 否则 3",
        // A condition after others is asked by those alone for which they do not hold.
        "若 x 不高于 0 则 0 否则 若 正(x) 高于 3 则 1 否则 2",
        "若 旗 则 正(x) + 占(x, x 范围 全部) 否则 若 开 则 正(x) 否则 0",
    ] {
        in_columns(value, DATA);
    }
}

/// Others are looked at whether they reach the branch or not.
#[test]
fn figures_over_others_are_of_all_of_them() {
    let data = "编号,x,旗\nS0,4,是\nS1,9,否\nS2,3,否\nS3,2,是\n";
    for value in [
        "若 旗 则 最大(正(x) 范围 全部) / 9 否则 2",
        "若 旗 则 求和(占(x, x 范围 全部) 范围 全部) 否则 占(x, x 范围 全部)",
        "若 旗 则 占(x, 正(x) 范围 全部) 否则 正(x)",
    ] {
        in_columns(value, data);
    }
}
