//! The scoring tree on the command line: what `explain`, `plan` and the result files show of it.

use crate::folder::Folder;

const PARKS: &str =
    "数据 园区 \"parks.csv\" {\n  编号 文本 主键\n  类型 枚举 { 甲类, 乙类 }\n  一 数值\n  二 数值\n}\n";

fn rules(nodes: &str) -> String {
    format!(
        "规则集 \"树\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 100 分\n舍入 指标 不舍入 显示 2 位\n\
         舍入 方面 3 位 四舍五入\n舍入 总分 1 位 四舍五入\n{PARKS}{nodes}"
    )
}

fn indicator(code: &str, weight: &str, value: &str) -> String {
    format!(
        "指标 {code} \"{code}\" 100 分 {{\n依据 第一条\n{weight}\n取值 {value}\n计分 换算 3 封顶 满分 保底 0 分\n}}\n"
    )
}

fn weighted() -> String {
    let total = "总分 { 汇总 平均 }\n";
    let a = format!(
        "方面 A \"甲\" 100 分 {{\n汇总 平均\n权重 60%\n{}{}}}\n",
        indicator("A1", "权重 按 类型 { 甲类 : 75% ; 乙类 : 50% }", "一"),
        indicator("A2", "权重 按 类型 { 甲类 : 25% ; 乙类 : 50% }", "二"),
    );
    let b = format!(
        "方面 B \"乙\" 100 分 {{\n汇总 最大\n权重 40%\n{}{}}}\n",
        indicator("B1", "", "一"),
        indicator("B2", "", "二")
    );
    rules(&format!("{total}{a}{b}"))
}

fn folder(rules: String) -> Folder {
    Folder::empty().with("rules.heng", rules).with("parks.csv", "编号,类型,一,二\nP1,甲类,1,2\nP2,乙类,2,1\n")
}

#[test]
fn every_column_has_its_own_places() {
    let folder = folder(weighted());
    for engine in ["exact", "columnar"] {
        let printed = folder.heng(&format!("score rules.heng --data . --format csv --engine {engine}")).succeeds();
        // A: 33.33… × 75% + 66.66… × 25% = 41.66…; total 41.667 × 60% + 66.667 × 40%
        assert_eq!(
            printed.lines().collect::<Vec<_>>(),
            [
                "编号,A1,A2,B1,B2,A,B,基础分,加分,扣分,总分,名次,等次,说明",
                "P1,33.33,66.67,33.33,66.67,41.667,66.667,51.7,0.00,0.00,51.7,2,,B 取最大：B2",
                "P2,66.67,33.33,66.67,33.33,50.000,66.667,56.7,0.00,0.00,56.7,1,,B 取最大：B1",
            ]
        );
    }
}

#[test]
fn explain_shows_aggregates_weights_and_effective_weights() {
    let text = folder(weighted()).heng("explain rules.heng --data . --subject P1").succeeds();
    for line in [
        "  汇总 平均\n  权重 A 60%、B 40%\n  得分 0.6 × A 41.667 分 + 0.4 × B 66.667 分 = 51.667 → 51.7 分（四舍五入 1 位）\n",
        "A 甲  41.667 / 100 分\n  汇总 平均\n  权重 A1 75%、A2 25%\n  得分 0.75 × A1 33.333333… 分 + 0.25 × A2 66.666666… 分 = 41.66666666… → 41.667 分（四舍五入 3 位）\n",
        "    有效权重 45%\n",
        "    有效权重 15%\n",
        "B 乙  66.667 / 100 分\n  汇总 最大\n  取 B2\n  得分 最大值(B1 33.333333… 分, B2 66.666666… 分) = 66.66666666… → 66.667 分（四舍五入 3 位）\n",
    ] {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
    assert_eq!(text.matches("有效权重").count(), 2, "what 最大 takes has no effective weight\n{text}");
}

#[test]
fn explain_shows_the_weights_that_data_and_judgements_give() {
    let data = format!(
        "方面 A \"甲\" 100 分 {{\n汇总 平均\n赋权 标准差法 范围 全部 精确到 3 位\n{}{}}}\n",
        indicator("A1", "", "一"),
        indicator("A2", "", "二")
    );
    let text = folder(rules(&data)).heng("explain rules.heng --data . --subject P1").succeeds();
    assert!(text.contains("  赋权 标准差法 范围 全部 精确到 3 位\n  权重 A1 50%、A2 50%\n"), "{text}");
    let judged = data.replace("标准差法 范围 全部", "层次分析法 { (1, 3), (1 / 3, 1) }");
    let folder = folder(rules(&judged));
    let text = folder.heng("explain rules.heng --data . --subject P1").succeeds();
    assert!(text.contains("  赋权 层次分析法，最大特征值 2.0000，CR = 0.0000\n  权重 A1 75%、A2 25%\n"), "{text}");
    let plan = folder.heng("plan rules.heng").succeeds();
    assert!(plan.ends_with("\n有效权重\n  A1 A1  75%\n  A2 A2  25%\n"), "{plan}");
}

#[test]
fn plan_says_why_a_weight_is_not_known_without_data() {
    let plan = folder(weighted()).heng("plan rules.heng").succeeds();
    let shown = "\n有效权重\n  A1 A1  各家不同，见 explain\n  A2 A2  各家不同，见 explain\n  B1 B1  上级不加权\n  B2 B2  上级不加权\n";
    assert!(plan.ends_with(shown), "{plan}");
}

/// A missing mark may still become the full one, whatever the aggregate: places of a quota wait for it.
#[test]
fn a_quota_waits_for_the_most_that_a_weighted_total_can_be() {
    let rules = weighted() + "等次 {\n优秀 总分 不低于 50 分 名额 50% 向下取整 仍同 全退\n其余 \"合格\"\n}\n";
    // P2 without 二: A at most 66.667 × 50% + 100 × 50% = 83.333, total at most 90.0 with B at 100.
    let waits = Folder::empty()
        .with("rules.heng", rules.clone())
        .with("parks.csv", "编号,类型,一,二\nP1,甲类,2,2\nP2,乙类,2,\n");
    let printed = waits.heng("score rules.heng --data . --format csv").succeeds();
    assert!(printed.contains("优秀名额待定：P2 缺数据"), "{printed}");
    // P2 without 一 of 权重 50%: even at the best it stays below P1 with full marks.
    let settled =
        Folder::empty().with("rules.heng", rules).with("parks.csv", "编号,类型,一,二\nP1,甲类,3,3\nP2,乙类,,1\n");
    let printed = settled.heng("score rules.heng --data . --format csv").succeeds();
    assert!(
        printed.contains("P1,100.00,100.00,100.00,100.00,100.000,100.000,100.0,0.00,0.00,100.0,1,优秀,"),
        "{printed}"
    );
}

/// Ranks are taken on what 舍入 总分 leaves.
#[test]
fn ranks_are_taken_on_the_total_as_it_is_rounded_or_not() {
    let data = "编号,类型,一,二\nP1,甲类,1,0\nP2,甲类,1.0001,0\n";
    let node =
        format!("方面 A \"甲\" 100 分 {{\n汇总 平均\n{}{}}}\n", indicator("A1", "", "一"), indicator("A2", "", "二"));
    let rounded = Folder::empty().with("rules.heng", rules(&node)).with("parks.csv", data);
    let printed = rounded.heng("score rules.heng --data . --format csv").succeeds();
    let rank = |printed: &str| -> Vec<String> {
        printed.lines().skip(1).map(|line| line.split(',').skip(7).take(2).collect::<Vec<_>>().join(",")).collect()
    };
    assert_eq!(rank(&printed), ["16.7,1", "16.7,1"]);
    let exact = rules(&node)
        .replace("舍入 方面 3 位 四舍五入", "舍入 方面 不舍入 显示 3 位")
        .replace("舍入 总分 1 位 四舍五入", "舍入 总分 不舍入 显示 1 位");
    let exact = Folder::empty().with("rules.heng", exact).with("parks.csv", data);
    for engine in ["exact", "columnar"] {
        let printed = exact.heng(&format!("score rules.heng --data . --format csv --engine {engine}")).succeeds();
        assert_eq!(rank(&printed), ["16.7,2", "16.7,1"], "{engine}");
    }
}

#[test]
fn the_weights_of_data_name_whom_they_were_not_taken_from() {
    let data = format!(
        "方面 A \"甲\" 100 分 {{\n汇总 平均\n赋权 熵权法 范围 全部 精确到 4 位\n{}{}}}\n",
        indicator("A1", "", "一"),
        indicator("A2", "", "二")
    );
    let folder = Folder::empty()
        .with("rules.heng", rules(&data))
        .with("parks.csv", "编号,类型,一,二\nP1,甲类,1,2\nP2,乙类,2,1\nP3,乙类,,1\n");
    let printed = folder.heng("score rules.heng --data . --format csv").succeeds();
    assert_eq!(printed.matches("A 的权重未计入缺数据的 P3").count(), 2, "{printed}");
}

/// The clauses of the tree are amended one by one like those of an indicator.
#[test]
fn the_tree_is_amended_clause_by_clause() {
    let next = "规则集 \"次\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"rules.heng\"\n\n\
                修改 总分 { 汇总 几何平均 精确到 2 位 ; 封顶 60 分 }\n\
                修改 方面 A { 汇总 最大 ; 删除 权重 }\n修改 方面 B { 删除 权重 }\n\
                修改 指标 A1 { 删除 权重 }\n修改 指标 A2 { 删除 权重 ; 舍入 0 位 舍去 }\n\
                修改 舍入 总分 2 位 四舍五入\n";
    let folder = folder(weighted()).with("next.heng", next);
    let printed = folder.heng("score next.heng --data . --format csv").succeeds();
    // A2 of P1 is 66.66… cut to 66; the totals are capped.
    assert!(printed.contains("P1,33.33,66,33.33,66.67,66.000,66.667,66.33,0.00,0.00,60.00,1,,"), "{printed}");
    // That 类型 is read no more is said beside.
    let run = folder.heng("check next.heng --expanded");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let expanded = run.stdout;
    let again = folder.with("again.heng", expanded);
    assert_eq!(again.heng("score again.heng --data . --format csv").succeeds(), printed);
    again.heng("fmt again.heng --check").succeeds();
}
