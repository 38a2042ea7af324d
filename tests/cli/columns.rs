//! What of a result is printed: columns, rows, their order, and what columns come to together.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "列" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 县 "a.csv" {
  编号 文本 主键
  县名 文本 名称
  类型 枚举 { 平原, 山区 }
  值   数值 不低于 0 不超过 10 可缺失
  收入 万元 不低于 0 万元
  达标 是否
}

条件 有收入 依据 "一" { 收入 高于 0 万元 }

方面 A "甲" 10 分 {
  指标 A1 "质量" 10 分 {
    依据 "一"
    取值 值
    计分 直接 封顶 满分 保底 0 分
  }
}

等次 { 优秀 总分 不低于 8 分 ; 其余 "合格" }

列出 {
  收入 亿元 1 位
  收入 / 3 "三分之一"
  达标
}
"#;

const DATA: &str = "编号,县名,类型,值,收入,达标\n\
    P1,东县,平原,9,12000,是\nP2,西县,山区,,50000,否\nP3,南县,山区,10,9000,是\nP4,北县,平原,3,0,否\n";

fn folder() -> Folder {
    Folder::empty().with("rules.heng", RULES).with_folder("data").with("data/a.csv", DATA)
}

fn score(options: &[&str]) -> crate::run::Run {
    let folder = folder();
    let mut command = folder.command("score rules.heng --data data", &[]);
    command.args(options);
    crate::run::run(command)
}

fn csv(options: &[&str]) -> String {
    score(&[options, &["--format", "csv"]].concat()).succeeds()
}

#[test]
fn columns_stand_behind_the_key_in_the_order_in_which_they_are_asked_for() {
    assert_eq!(
        csv(&["--columns", "总分,收入", "--columns", "质量"]),
        "编号,总分,收入（亿元）,A1\nP1,9.00,1.2,9.00\nP2,,5.0,\nP3,10.00,0.9,10.00\nP4,3.00,0.0,3.00\n"
    );
}

#[test]
fn rows_are_those_of_whom_the_question_holds() {
    let keys = |question: &str| {
        let rows = csv(&["--where", question, "--columns", "编号"]);
        rows.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys("总分 不低于 9 分 且 等次 是 优秀"), "P1 P3");
    // Whose total is missing answers no comparison, and is empty.
    assert_eq!(keys("总分 低于 9 分"), "P4");
    assert_eq!(keys("总分 为空 或 达标"), "P1 P2 P3");
    assert_eq!(keys("非 ( 总分 低于 9 分 )"), "P1 P3");
    // 12000 万元 is above 1 亿元.
    assert_eq!(keys("收入 高于 1 亿元"), "P1 P2");
    assert_eq!(keys("\"收入（亿元）\" 不超过 0.9"), "P3 P4");
    assert_eq!(keys("县名 属于 { 东县, \"北县\" }"), "P1 P4");
    assert_eq!(keys("有收入 是 不符合"), "P4");
    assert_eq!(keys("名次 不超过 1"), "P3");
}

#[test]
fn rows_come_in_the_order_that_is_asked_for() {
    let names = |options: &[&str]| {
        let rows = csv(&[options, &["--columns", "编号"]].concat());
        rows.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&["--sort", "总分"]), "P3 P1 P4 P2");
    assert_eq!(names(&["--sort", "总分 升序"]), "P4 P1 P3 P2");
    assert_eq!(names(&["--sort", "达标 降序，收入 升序"]), "P3 P1 P4 P2");
    assert_eq!(names(&["--top", "2"]), "P3 P1");
    assert_eq!(names(&["--top", "1", "--sort", "收入", "--where", "达标"]), "P1");
}

#[test]
fn a_selection_is_the_same_in_every_form() {
    let chosen = ["--columns", "总分,三分之一", "--top", "2"];
    score(&chosen).prints(
        "列（示例，非官方）\n\n编号   总分  三分之一\n─────────────────────\nP3    10.00      3000\nP1     9.00      4000\n",
    );
    let json: serde_json::Value =
        serde_json::from_str(&score(&[&chosen[..], &["--format", "json"]].concat()).succeeds()).unwrap();
    let first = &json["subjects"][0];
    assert_eq!((&first["key"], &first["total"]), (&"P3".into(), &"10.00".into()));
    assert_eq!(first["outputs"]["三分之一"], "3000");
    assert!(first.get("grade").is_none() && first.get("notes").is_none(), "{first}");
}

#[test]
fn a_summary_is_exact() {
    let json: serde_json::Value =
        serde_json::from_str(&score(&["--summary", "--columns", "A1,三分之一", "--format", "json"]).succeeds())
            .unwrap();
    let [marks, third] = [&json["summary"][0], &json["summary"][1]];
    // 9, 10 and 3: 22/3.
    assert_eq!((&marks["count"], &marks["without"], &marks["mean"]), (&3.into(), &1.into(), &"22/3".into()));
    assert_eq!((&marks["median"], &marks["lower_quartile"]), (&"9".into(), &"6".into()));
    assert_eq!((&marks["full"], &marks["full_share"]), (&1.into(), &"1/3".into()));
    // 12000, 50000, 9000 and 0 over 3: 71000/12.
    assert_eq!(third["mean"], "17750/3");
    let text = score(&["--summary", "--columns", "A1"]).succeeds();
    assert!(text.contains("A1 质量     3       1  7.3333  3.00  6.0000  9.0000  9.5000  10.00   33.3%"), "{text}");
}

#[test]
fn what_cannot_be_asked_is_told() {
    let refused = |options: &[&str], code: &str| {
        let run = score(options);
        assert!(run.stderr.contains(code) && run.stdout.is_empty() && run.code == Some(2), "{}", run.stderr);
    };
    refused(&["--columns", "没有的"], "结果里没有「没有的」这一列");
    refused(&["--where", "总份 高于 3"], "H0201");
    refused(&["--where", "等次 是 良好"], "H0208");
    refused(&["--where", "总分 高于 3 万元"], "H0301");
    refused(&["--where", "等次 高于 优秀"], "H0302");
    refused(&["--where", "总分 高于"], "H0105");
    refused(&["--where", "总分 高于 3 分 且 达标 或 达标"], "H0106");
    refused(&["--sort", "说明"], "不能用来排序");
    refused(&["--summary", "--format", "csv"], "--summary");
}
