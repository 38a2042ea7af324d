//! Nothing that applies is no number at any level, and what is missing says why wherever it leads.

use crate::folder::Folder;

/// What both engines give, as CSV.
fn scored(nodes: &str, data: &str) -> String {
    let rules = format!(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 20 分\n舍入 指标 2 位 四舍五入\n舍入 方面 2 位 四舍五入\n舍入 总分 2 位 四舍五入\n\
         数据 站 \"s.csv\" {{\n  编号 文本 主键\n  甲 数值\n  乙 数值\n  丙 数值\n}}\n{nodes}\
         等次 {{\n  优 总分 不低于 10 分\n  其余 \"劣\"\n}}\n"
    );
    let folder = Folder::empty().with("r.heng", rules).with_folder("data").with("data/s.csv", data);
    let of = |engine: &str| folder.heng(&format!("score r.heng --data data --format csv --engine {engine}")).succeeds();
    let found = of("columnar");
    assert_eq!(found, of("exact"), "{nodes}");
    found
}

fn head(code: &str, full: u32, clauses: &str, values: &[&str]) -> String {
    let mut text = format!("方面 {code} \"例\" {full} 分 {{\n{clauses}");
    let each = if clauses.contains("汇总") { full } else { full / u32::try_from(values.len()).unwrap() };
    for (place, value) in values.iter().enumerate() {
        text += &format!(
            "  指标 {code}{} \"例\" {each} 分 {{ 依据 第一条 ; 取值 {value} ; 计分 换算 10 封顶 满分 保底 0 分 ; 缺失 不适用 }}\n",
            place + 1
        );
    }
    text + "}\n"
}

const DATA: &str = "编号,甲,乙,丙\nS1,10,10,10\nS2,,,\nS3,,,10\n";

fn line<'t>(table: &'t str, subject: &str) -> &'t str {
    table.lines().find(|line| line.starts_with(&format!("{subject},"))).unwrap()
}

#[test]
fn no_aggregate_of_nothing_is_a_number() {
    for clauses in [
        "",
        "  缺项 折算\n",
        "  汇总 平均\n  缺项 折算\n",
        "  汇总 最大\n",
        "  汇总 最小\n",
        "  汇总 中位数\n",
        "  汇总 调和平均\n  缺项 折算\n",
        "  汇总 几何平均 精确到 9 位\n  缺项 折算\n",
    ] {
        for total in ["", "总分 {\n  缺项 折算\n}\n"] {
            let nodes = [head("A", 10, clauses, &["甲", "乙"]), head("B", 10, "", &["丙"]), total.to_owned()].concat();
            let table = scored(&nodes, DATA);
            let none = line(&table, "S2");
            assert!(none.contains("S2,,,"), "{clauses}{total}\n{table}");
            assert!(
                !none.contains('优') && !none.contains('劣') && none.contains("没有一项指标适用"),
                "{clauses}{total}\n{table}"
            );
            // Where something applies there is a total, and the head of which nothing does is left out.
            let some = line(&table, "S3");
            assert!(some.contains("S3,,,10.00,,10.00,"), "{clauses}{total}\n{table}");
            assert!(
                some.contains(if total.is_empty() { ",10.00,2,优" } else { ",20.00,1,优" }),
                "{clauses}{total}\n{table}"
            );
            assert!(line(&table, "S1").contains("20.00,1,优"), "{clauses}{total}\n{table}");
        }
    }
}

#[test]
fn who_has_no_total_takes_no_place_and_no_rank() {
    let nodes = [head("A", 10, "", &["甲", "乙"]), head("B", 10, "", &["丙"])].concat();
    let table = scored(&nodes, DATA);
    assert!(!line(&table, "S1").contains("S2"), "{table}");
}

#[test]
fn a_lapse_keeps_its_reason() {
    for (value, data, said) in [
        ("倍数(甲, 乙)", "编号,甲,乙,丙\nS1,3,0,10\n", "除数为 0，无法计算（s.csv 第 2 行），出自「乙」"),
        ("方根(甲, 2) 精确到 9 位", "编号,甲,乙,丙\nS1,-3,0,10\n", "（s.csv 第 2 行），出自「甲」"),
        ("对数(甲) 精确到 9 位", "编号,甲,乙,丙\nS1,0,0,10\n", "（s.csv 第 2 行），出自「甲」"),
        ("甲", "编号,甲,乙,丙\nS1,,0,10\n", "「甲」（s.csv 第 2 行）"),
        ("倍数(甲, 乙 - 丙)", "编号,甲,乙,丙\nS1,3,10,10\n", "除数为 0，无法计算（s.csv 第 2 行）"),
        (
            "名次(倍数(甲, 乙) 范围 全部 降序 并列 同名次)",
            "编号,甲,乙,丙\nS1,3,0,10\n",
            "除数为 0，无法计算（s.csv 第 2 行），出自「乙」",
        ),
        (
            "平均(倍数(甲, 乙) 范围 全部)",
            "编号,甲,乙,丙\nS1,3,0,10\n",
            "除数为 0，无法计算（s.csv 第 2 行），出自「乙」",
        ),
        (
            "中位数(倍数(甲, 乙) 范围 全部)",
            "编号,甲,乙,丙\nS1,3,0,10\n",
            "除数为 0，无法计算（s.csv 第 2 行），出自「乙」",
        ),
    ] {
        for gaps in ["", "  缺项 折算\n"] {
            let nodes = [head("A", 10, gaps, &[value, "丙"]), head("B", 10, "", &["丙"])].concat();
            let table = scored(&nodes, data);
            let line = line(&table, "S1");
            assert!(line.contains("A1 不适用（") && line.contains(said), "{value}\n{table}");
        }
    }
}

#[test]
fn who_has_no_value_earns_nothing_of_what_all_equal_get() {
    let min_max = "方面 A \"例\" 20 分 {\n  指标 A1 \"例\" 20 分 {\n    依据 第一条\n    取值 甲\n    \
                   计分 极差 范围 全部 底 0 幅 100 相等 得 满分\n    CLAUSE\n  }\n}\n";
    for clause in ["", "缺失 不适用"] {
        let table = scored(&min_max.replace("CLAUSE", clause), "编号,甲,乙,丙\nS1,3,0,0\nS2,3,0,0\nS3,,0,0\n");
        assert!(line(&table, "S1").starts_with("S1,20.00,20.00,"), "{table}");
        assert!(line(&table, "S3").starts_with("S3,,,"), "{clause}\n{table}");
        assert!(!line(&table, "S3").contains('优'), "{clause}\n{table}");
    }
}
