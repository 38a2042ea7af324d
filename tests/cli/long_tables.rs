//! Long tables whose rows are columns: what is wrong with them, several files, parquet, amendments, workbooks.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "长表" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 县区 "stats.csv" {
  县区代码 文本 主键
  县区名称 文本 名称
  展开 项目 取 数值 {
    "地区生产总值" 作 生产总值 亿元 不低于 0 亿元
    "人口" 作 人口 万人 可缺失
  }
}

方面 A "甲" 10 分 {
  指标 A1 "人均" 10 分 {
    依据 "一"
    取值 生产总值 / 人口
    计分 比例 目标 10 万元/人 封顶 满分
    缺失 得 0 分
  }
}
列出 { 生产总值 ; 人口 }
"#;

const DATA: &str = "县区代码,县区名称,项目,数值\nP1,东县,地区生产总值,500\nP2,西县,人口,20\nP1,东县,人口,100\nP2,西县,地区生产总值,80亿元\n";

fn folder(data: &str) -> Folder {
    Folder::empty().with("rules.heng", RULES).with_folder("data").with("data/stats.csv", data)
}

const SCORE: &str = "score rules.heng --data data --columns A1,生产总值,人口 --format csv";

#[test]
fn rows_of_one_key_are_one_row_wherever_they_stand() {
    folder(DATA).heng(SCORE).prints("县区代码,A1,生产总值（亿元）,人口（万人）\nP1,5.00,500,100\nP2,4.00,80,20\n");
}

#[test]
fn what_is_wrong_is_told_at_the_row_of_the_long_file() {
    let refused = |more: &str, code: &str, told: &str| {
        let data = format!("{DATA}{more}\n");
        folder(&data).heng(SCORE).is_refused().are(&[code]).say(told);
    };
    refused("P2,西县,人口,21", "H0504", "第 6 行");
    refused("P2,西县,人品,21", "H0502", "没有声明「人品」");
    refused("P2,西县,人均收入,21", "H0502", "第 6 行");
    refused("P3,南县,人口,许多", "H0503", "第 6 行「人口」");
    refused("P3,南县,地区生产总值,-1", "H0509", "第 6 行「地区生产总值」");
}

#[test]
fn other_rows_may_be_of_no_use() {
    let rules = RULES.replace("  展开", "  其余列 忽略\n  展开");
    let data = format!("{DATA}P2,西县,人均收入,21\n");
    folder(&data).with("rules.heng", rules).heng(SCORE).succeeds();
}

#[test]
fn what_a_subject_is_called_is_the_same_in_all_of_its_rows() {
    folder(&DATA.replace("西县,地区", "西乡,地区")).heng(SCORE).is_refused().are(&["H0504"]).say("第 3 行是「西县」");
}

#[test]
fn a_row_that_is_not_there_is_missing_data() {
    let data = DATA.replace("P2,西县,人口,20\n", "");
    let explained = folder(&data).heng("explain rules.heng --data data --subject P2").succeeds();
    assert!(explained.contains("人口 = 缺失  ← stats.csv 第 4 行「人口」“”（没有这一行）"), "{explained}");
    let rules = RULES.replace("    缺失 得 0 分\n", "");
    let scored = folder(&data).with("rules.heng", rules).heng("score rules.heng --data data").succeeds();
    assert!(scored.contains("没有「人口」这一行（stats.csv，第 4 行起）"), "{scored}");
    assert!(explained.contains("stats.csv 第 4 行「地区生产总值」“80亿元”"), "{explained}");
}

#[test]
fn a_long_table_lies_in_several_files_too() {
    let (head, rows) = DATA.split_once('\n').unwrap();
    let of = |key: &str| {
        let own: Vec<&str> = rows.lines().filter(|line| line.starts_with(key)).collect();
        format!("{head}\n{}\n", own.join("\n"))
    };
    let rules = RULES.replace("\"stats.csv\"", "\"*.csv\"");
    let folder = Folder::empty().with("rules.heng", rules).with_folder("data");
    let folder = folder.with("data/a.csv", of("P1")).with("data/b.csv", of("P2"));
    folder.heng(SCORE).prints("县区代码,A1,生产总值（亿元）,人口（万人）\nP1,5.00,500,100\nP2,4.00,80,20\n");
    let explained = folder.heng("explain rules.heng --data data --subject P2").succeeds();
    assert!(explained.contains("b.csv 第 2 行「人口」“20”"), "{explained}");
}

/// The parquet file is one that a result was written into.
#[test]
fn numbers_of_parquet_files_are_spread_too() {
    let rows = "规则集 \"行\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 行 \"rows.csv\" {\n  序号 文本 主键\n  县区代码 文本\n  \
        县区名称 文本\n  项目 文本\n  数值 数值\n}\n列出 { 县区代码 ; 县区名称 ; 项目 ; 数值 2 位 }\n";
    let data = "序号,县区代码,县区名称,项目,数值\n1,P1,东县,地区生产总值,500.25\n2,P1,东县,人口,100\n";
    let folder = Folder::empty().with("rows.heng", rows).with_folder("from").with("from/rows.csv", data);
    let rules = RULES.replace("stats.csv", "stats.parquet").replace("  展开", "  其余列 忽略\n  展开");
    let folder = folder.with_folder("data").with("rules.heng", rules);
    folder.heng("score rows.heng --data from --format parquet --out data/stats.parquet").succeeds();
    folder.heng(SCORE).prints("县区代码,A1,生产总值（亿元）,人口（万人）\nP1,5.00,500.25,100\n");
}

#[test]
fn rows_that_are_columns_are_amended_by_the_name_of_the_column() {
    let changes = "修改 数据 县区 { 修改 展开 { \"人口\" 作 人口 千人 ; 新增 \"工业\" 作 工业 亿元 可缺失 } }\n修改 列出 { 新增 工业 }\n";
    let base = RULES.replace("stats.csv", "a.csv");
    let whole = Folder::amended(&base, changes, DATA).expanded();
    assert!(whole.contains("    \"人口\" 作 人口 千人\n    \"工业\" 作 工业 亿元 可缺失\n"), "{whole}");
}

#[test]
fn nobody_fills_in_a_long_table() {
    folder(DATA).heng("template rules.heng --out t.xlsx").is_refused().are(&["H0912"]);
}

#[test]
fn what_if_names_the_column_that_a_row_is() {
    let told = folder(DATA).heng("what-if rules.heng --data data --set P1.人口=50").succeeds();
    assert!(told.contains("A1 5.00 → 10.00"), "{told}");
}
