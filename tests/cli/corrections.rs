//! 更正: what holds in the place of what some cells say.

use crate::folder::Folder;
use crate::sheet::Sheet;

const HEADER: &str = "表,键,字段,原值,新值,理由,文号\n";

const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号 文本 主键
  名   文本 名称
  类型 枚举 { 综合, 专业 }
  收入 万元 不低于 0 万元
  升级 是否
  日子 日期 可缺失 列 "日期"
}
数据 年报 "years.csv" 属于 园区 按 编号 {
  年度 文本
  税收 万元
  主键 编号, 年度
}
数据 流水 "flows.csv" 属于 园区 按 编号 {
  数 个
}
定义 税收合计 = 求和(年报.税收)
方面 A "甲" 100 分 {
  指标 A1 "收入" 40 分 {
    依据 第一条
    取值 收入
    计分 比例 目标 100 万元 封顶 满分 保底 0 分
  }
  指标 A2 "税" 40 分 {
    依据 第二条
    取值 税收合计
    计分 比例 目标 100 万元 封顶 满分 保底 0 分
  }
  指标 A3 "其他" 20 分 {
    依据 第三条
    计分 累计 { 升级 : 5 分 ; 类型 是 综合 : 5 分 ; 日子 为空 : 5 分 ; 日子 不为空 且 日子 不晚于 2023-06-30 : 5 分 }
  }
}
"#;

fn folder(corrections: &str) -> Folder {
    Folder::empty()
        .with("r.heng", RULES)
        .with_folder("data")
        .with("data/parks.csv", "编号,名,类型,收入,升级,日期\nP1,甲园,综合,50,是,2023-03-01\nP2,乙园,专业,60,否,\n")
        .with("data/years.csv", "编号,年度,税收\nP1,2022,10\nP1,2023,20.5\nP2,2023,7\n")
        .with("data/flows.csv", "编号,数\nP1,1\n")
        .with("data/更正.csv", format!("{HEADER}{corrections}"))
}

const SCORE: &str = "score r.heng --data data --format csv";

#[test]
fn what_was_corrected_holds_in_every_kind_of_column() {
    let corrections = "园区,P1,收入,50,25.125,审计核减,审〔2024〕3号\n年报,\"P1, 2023\",税收,20.5,10,重复计算,\n\
                       园区,P2,升级,否,是,补证,\n园区,P2,类型,专业,综合,批文,浙〔2023〕1号\n园区,P2,日期,,2023年5月1日,补报,\n\
                       园区,P1,名,甲园,甲产业园,更名,\n园区,P1,日子,2023-03-01,,误填,\n";
    let folder = folder(corrections);
    for engine in ["exact", "columnar"] {
        let found = Sheet::of(&folder.heng(&format!("{SCORE} --engine {engine}")).succeeds());
        assert_eq!(["A1", "A2", "A3"].map(|code| found.cell("P1", code)), ["10.05", "8.00", "15.00"]);
        assert_eq!(["A1", "A2", "A3"].map(|code| found.cell("P2", code)), ["24.00", "2.80", "15.00"]);
        assert_eq!(found.cell("P1", "名"), "甲产业园");
    }
}

#[test]
fn an_explanation_says_what_the_file_says_and_what_holds() {
    let corrections = "园区,P1,收入,50,25.125,审计核减,审〔2024〕3号\n园区,P2,日期,,2023年5月1日,补报,\n园区,P1,日期,2023-03-01,,误填,\n";
    let folder = folder(corrections);
    let text = folder.heng("explain r.heng --data data --subject P1 --all").succeeds();
    assert!(text.contains("parks.csv 第 2 行「收入」“50”，更正为“25.125”（审计核减，审〔2024〕3号）"), "{text}");
    assert!(text.contains("「日期」“2023-03-01”，更正为空（误填）"), "{text}");
    let text = folder.heng("explain r.heng --data data --subject P2 --lang en --all").succeeds();
    assert!(text.contains(", corrected to “2023年5月1日” (补报)"), "{text}");
    let json = folder.heng("explain r.heng --data data --subject P1 --format json").succeeds();
    assert!(json.contains("\"correction\"") && json.contains("审〔2024〕3号"), "{json}");
    assert!(
        !folder
            .without("data/更正.csv")
            .heng("explain r.heng --data data --subject P1 --format json")
            .succeeds()
            .contains("correction")
    );
}

#[test]
fn a_correction_that_finds_no_cell_or_another_is_refused() {
    let cases = [
        ("园区,P1,收入,51,25,核减,\n", "parks.csv 第 2 行这一格现在是「50」"),
        ("园区,P2,日期,2023-01-01,,核减,\n", "parks.csv 第 3 行这一格是空的"),
        ("园区,P1,收入,,25,核减,\n", "现在是「50」"),
        ("园,P1,收入,50,25,核减,\n", "没有数据「园」"),
        ("园区,P9,收入,50,25,核减,\n", "没有键为「P9」的行"),
        ("园区,P1,收人,50,25,核减,\n", "是不是想写「收入」？"),
        ("园区,P1,编号,P1,P3,改名,\n", "「编号」是主键或上级的键，不能更正"),
        ("年报,\"P1, 2023\",编号,P1,P2,改属,\n", "不能更正"),
        ("流水,P1,数,1,2,核减,\n", "数据「流水」没有主键"),
        ("园区,P1,收入,50,25,,\n", "没有写理由"),
        ("园区,P1,收入,50,25,核减,\n园区,P1,收入,50,26,核增,\n", "同一格更正了两次，前一次在 更正.csv 第 2 行"),
    ];
    for (corrections, words) in cases {
        folder(corrections).heng(SCORE).is_refused().are(&["H0517"]).say(words).say("更正.csv 第 ");
    }
    let several = "园区,P1,收入,51,25,核减,\n园区,P9,收入,50,25,核减,\n园区,P2,收入,60,61,核增,\n";
    folder(several).heng(SCORE).is_refused().are(&["H0517", "H0517"]);
}

#[test]
fn a_new_value_is_read_as_a_cell_is() {
    let cases = [
        ("园区,P1,收入,50,约25,核减,\n", "H0503"),
        ("园区,P1,收入,50,-1,核减,\n", "H0509"),
        ("园区,P1,类型,综合,混合,核减,\n", "H0507"),
        ("园区,P1,收入,50,0.0000000000000000000000000000000000000001,核减,\n", "H0503"),
    ];
    for (corrections, code) in cases {
        folder(corrections).heng(SCORE).is_refused().are(&[code]).say("更正.csv 第 2 行「新值」列");
    }
    let text = folder("园区,P1,收入,50,0.003 亿元,核减,\n").heng(SCORE).succeeds();
    assert_eq!(Sheet::of(&text).cell("P1", "A1"), "12.00");
}

#[test]
fn what_could_not_be_read_can_be_corrected() {
    let rows: String = (0..40).map(|row| format!("P{row},园,综合,约{row},是,\n")).collect();
    let corrections: String = (0..40).map(|row| format!("园区,P{row},收入,约{row},{row},核实,\n")).collect();
    let folder = folder(&corrections)
        .with("data/parks.csv", format!("编号,名,类型,收入,升级,日期\n{rows}"))
        .with("data/years.csv", "编号,年度,税收\n")
        .with("data/flows.csv", "编号,数\n");
    let found = Sheet::of(&folder.heng(SCORE).succeeds());
    assert_eq!(found.cell("P30", "A1"), "12.00");
    // What is not corrected stays wrong, and is counted.
    let few: String = corrections.lines().take(10).map(|line| format!("{line}\n")).collect();
    let folder = folder.with("data/更正.csv", format!("{HEADER}{few}"));
    let codes = [&["H0503"; 21][..]].concat();
    folder.heng(SCORE).is_refused().are(&codes).say("另有 10 处");
}

#[test]
fn the_file_may_be_named_and_be_in_english() {
    let folder = folder("园区,P1,收入,50,25,核减,\n")
        .with_folder("elsewhere")
        .with("elsewhere/c.csv", "table,key,field,old,new,reason,document\n园区,P2,收入,60,30,audit,No. 3\n");
    let found = Sheet::of(&folder.heng(&format!("{SCORE} --corrections elsewhere/c.csv")).succeeds());
    assert_eq!((found.cell("P1", "A1"), found.cell("P2", "A1")), ("10.00", "12.00"));
    folder.heng(&format!("{SCORE} --corrections elsewhere/none.csv")).is_refused().are(&["H0501"]);
    let folder = folder.with("elsewhere/c.csv", "table,key\n园区,P2\n");
    folder.heng(&format!("{SCORE} --corrections elsewhere/c.csv")).is_refused().include(&["H0502"]);
    folder.heng("plan r.heng --corrections elsewhere/c.csv").is_misused().say("--data");
}

#[test]
fn parquet_is_corrected_as_csv_is() {
    let folder =
        folder("园区,P1,收入,50,25.5,核减,\n园区,P2,升级,否,是,补证,\n").turning_into_parquet("parks", "r.heng");
    let found = Sheet::of(&folder.heng(SCORE).succeeds());
    assert_eq!(found.cell("P1", "A1"), "10.20");
}

#[test]
fn a_table_may_have_the_name_of_the_file_and_a_pattern_leaves_it_out() {
    let folder = folder("园区,P1,收入,50,25,核减,\n").replacing("r.heng", "\"parks.csv\"", "\"p*.csv\"");
    assert_eq!(Sheet::of(&folder.heng(SCORE).succeeds()).cell("P1", "A1"), "10.00");
    let folder = folder.replacing("r.heng", "\"p*.csv\"", "\"更正.csv\"");
    let parks = folder.read("data/parks.csv");
    let folder = folder.with("data/更正.csv", parks);
    assert_eq!(Sheet::of(&folder.heng(SCORE).succeeds()).cell("P1", "A1"), "20.00");
}
