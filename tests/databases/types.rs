//! One table as the libraries of other languages write it (`fixtures/make.py`): each value is what it is in csv.

use std::fs;

use crate::folder::{Folder, shipped};

/// The same table as a person would write it.
const CSV: &str = "园区编号,园区名称,类型,面积,营收,人数,满意率,认定日期,收件日,升级,文号
P01,甲园,综合性,8200.5,0.1,12,94.3,2019-06-18,2023-01-31,是,〔2019〕1号
P02,\"乙\"\"园\"\", 二期\",专业性,4974,123456.789,0,60.25,2020-02-29,2022-12-31,否,
P03,\"丙园\n分部\",综合性,0.05,0.00001,7,100,2021-01-01,2023-02-28,是,
P04,丁园 𠮷,专业性,99999999.99,12.35,,0.5,1999-12-31,2023-03-01,,无
";

/// Rules that show each value in a mark or in a reason.
fn rules(file: &str) -> String {
    let indicator = |code: &str, value: &str, target: &str| {
        format!(
            "  指标 {code} \"{code}\" 10 分 {{ 依据 第一条; 取值 {value}; 计分 比例 目标 {target} 封顶 满分; 缺失 得 0 分 }}\n"
        )
    };
    let marks = [
        ("A1", "面积", "100000000 平方米"),
        ("A2", "营收", "200000 万元"),
        ("A3", "人数", "100 人"),
        ("A4", "满意率", "100%"),
        ("A5", "若 认定日期 晚于 2019-06-17 且 认定日期 早于 2020-03-01 则 2 人 否则 1 人", "3 人"),
        ("A6", "若 收件日 晚于 2022-12-30 且 收件日 早于 2023-02-01 则 2 人 否则 1 人", "3 人"),
        ("A7", "若 升级 则 2 人 否则 1 人", "3 人"),
        ("A8", "若 类型 是 综合性 则 2 人 否则 1 人", "3 人"),
    ];
    let marks: String = marks.iter().map(|(code, value, target)| indicator(code, value, target)).collect();
    format!(
        "规则集 \"各种类型\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 80 分\n舍入 指标 9 位 四舍五入\n\
         数据 园区 {file} {{\n  园区编号 文本 主键\n  园区名称 文本 名称\n  类型 枚举 {{ 综合性, 专业性 }}\n  面积 平方米\n\
         营收 万元\n  人数 人\n  满意率 %\n  认定日期 日期\n  收件日 日期\n  升级 是否\n  文号 文本 可缺失 备查\n}}\n\
         方面 A \"各列\" 80 分 {{\n{marks}}}\n等次 {{ 优秀 总分 不低于 40 分; 其余 \"合格\" }}\n"
    )
}

#[test]
fn what_other_languages_write_is_what_csv_says() {
    let fixtures = shipped("tests/databases/fixtures");
    let explained = |folder: &Folder, subject: &str| {
        folder.run(&["explain", "rules.heng", "--data", "data", "--subject", subject]).succeeds()
    };
    // The origin is another one, and parquet and Arrow have no lines.
    let bare = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("第 ") && !line.contains("parks."));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let expected = Folder::empty().with("rules.heng", rules("\"parks.csv\"")).with("data/parks.csv", CSV);
    for file in ["parks.json", "parks.ndjson", "parks.arrow", "parks.feather", "parks_stream.arrow", "parks.db"] {
        let named = if file == "parks.db" { "\"parks.db\" 表 \"园区\"".to_owned() } else { format!("\"{file}\"") };
        let folder = Folder::empty().with("rules.heng", rules(&named));
        let folder = folder.with(&format!("data/{file}"), fs::read(fixtures.join(file)).unwrap());
        let [found, wanted] = [&folder, &expected].map(|folder| folder.score(&[]).succeeds());
        let cells = |text: &str| {
            let rows = text.lines().map(|line| line.rsplit_once(',').map_or(line, |(marks, _)| marks).to_owned());
            rows.collect::<Vec<_>>()
        };
        assert_eq!(cells(&found), cells(&wanted), "{file}");
        for subject in ["P01", "P02", "P03"] {
            assert_eq!(bare(&explained(&folder, subject)), bare(&explained(&expected, subject)), "{file} {subject}");
        }
    }
}

#[test]
fn the_fixtures_are_as_long_as_a_table_is() {
    // A file that Git turned into another would be noticed here first.
    for (file, start) in
        [("parks.arrow", &b"ARROW1"[..]), ("parks_stream.arrow", b"\xff\xff\xff\xff"), ("parks.db", b"SQLite")]
    {
        assert!(fs::read(shipped("tests/databases/fixtures").join(file)).unwrap().starts_with(start), "{file}");
    }
}
