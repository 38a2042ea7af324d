//! `heng plan` over data: the integer program, line by line.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "三家试算" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  编号   文本 主键
  类型   枚举 { 大, 小 }
  入驻率 % 可缺失
}
数据 机构 "orgs.csv" 属于 园区 按 编号 {
  营业收入 万元 可缺失
}

定义 报收入机构 = 机构 其中 营业收入 不为空

方面 A "全部" 10 分 依据 第九条 {
  指标 A1 "入驻率" 4 分 {
    依据 第九条
    取值 入驻率
    计分 分档 { 不低于 90% : 满分 ; 不低于 60% : 2 分 ; 其余 : 0 分 }
    缺失 得 0 分
  }
  指标 A2 "收入" 6 分 {
    依据 第九条
    取值 求和(报收入机构.营业收入)
    计分 比例 目标 最大(取值 范围 同 类型) 封顶 满分
    缺失 得 0 分
  }
}
"#;

/// Three parks, one of which has no rate and one no institution.
fn three() -> Folder {
    Folder::empty()
        .with("r.heng", RULES)
        .with_folder("data")
        .with("data/parks.csv", "编号,类型,入驻率\nP1,大,95%\nP2,小,\nP3,大,61.5%\n")
        .with("data/orgs.csv", "编号,营业收入\nP1,12.5\nP1,\nP3,7\n")
}

/// Each step has the width that its values have been proved to need; a sum is made as rows are gone through, a factor
/// of units is taken once and not for each row, and bands of one number are one step.
#[test]
fn the_integer_program_is_shown_step_by_step() {
    let folder = three();
    let plan = folder.heng("plan r.heng").succeeds();
    folder.heng("plan r.heng --data data").prints(&format!("{plan}{PROGRAM}"));
}

const PROGRAM: &str = r"
机构的各行（一家至多 2 行）
  %0 = 营业收入 [7, 12.5] ? : i32
  $0 = sum(%0) → 园区 : i32

各园区，第 1 遍
  %0 = 入驻率 [61.5, 95] ? : i32
  %1 = %0 ≠ null : bool
  %2 = %0 ≥ 900 ? 400 : ≥ 600 ? 200 : 0 : i32
  %3 = 0 : i32
  %4 = %1 ? %2 : %3 : i32
  %5 = 机构 $0 : i32
  %6 = 1000 : i32
  #0 ← %3
  #1 ← %4
  #2 ← %5
  #5 ← %6

全部园区，第 1 遍以后
  #3 = max(#2) by 类型 : i32

各园区，第 2 遍
  %0 = 0 : i32
  %1 = #1 : i32
  %2 = #2 : i32
  %3 = #3 : i32
  %4 = %3 > %0 : bool
  %5 = null : i32
  %6 = %4 ? %2 : %5 : i32
  %7 = 6 : i32
  %8 = %6 × %7 : i32
  %9 = %7 × %3 : i32
  %10 = %8 ≤ %9 : bool
  %11 = %10 ? %8 : %7 : i32
  %12 = %11 ≠ null : bool
  %13 = %12 ? %11 : %0 : i32
  %14 = 200 : i32
  %15 = %13 × %14 : i32
  %16 = 1 : i32
  %17 = %10 ? %3 : %16 : i32
  %18 = %12 ? %17 : %16 : i32
  %19 = %15 + %18 : i32
  %20 = 2 : i32
  %21 = %18 × %20 : i32
  %22 = %19 ÷ %21 : i32
  %23 = %1 + %22 : i32
  #4 ← %22
  #6 ← %23

结果
  得分 A1（舍入） = #1
  得分 A2（舍入） = #4
  满分 A = #5
  方面 A = #6
  基础分 = #6
  加分 = #0
  扣分 = #0
  总分 = #6
";

#[test]
fn the_program_speaks_english() {
    let english = three().heng("plan r.heng --data data --lang en").succeeds();
    for title in [
        "rows of `机构` (at most 2 of one subject)",
        "each of `园区`, pass 1",
        "all of `园区`, after pass 1",
        "results",
    ] {
        assert!(english.lines().any(|line| line == title), "{english}");
    }
}

#[test]
fn a_column_beyond_the_bounds_of_another_year_has_another_width() {
    let wide = three().replacing("data/orgs.csv", "12.5", "99999999999.5");
    let plan = wide.heng("plan r.heng --data data").succeeds();
    assert!(plan.contains("%0 = 营业收入 [7, 99999999999.5] ? : i64"), "{plan}");
}

#[test]
fn what_is_no_quotient_is_said_to_run_row_by_row() {
    let root = three().replacing("r.heng", "    取值 入驻率\n", "    取值 几何平均(入驻率, 入驻率) 精确到 4 位\n");
    let plan = root.heng("plan r.heng --data data").succeeds();
    let told = plan.split("\n按行精确计算\n").nth(1).unwrap_or_default();
    assert!(told.contains("得分 A1（舍入）"), "{plan}");
}

#[test]
fn data_that_cannot_be_read_end_the_plan_with_their_findings() {
    three().heng("plan r.heng --data nowhere").is_refused().are(&["H0501"]).say("没有「nowhere」这个文件夹");
    three().heng("plan r.heng --calendar x.toml").is_misused().say("--data");
}
