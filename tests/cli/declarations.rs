//! What check passes loads: every type of column in every role, from text and from parquet, and as the facts of a 示例.

use crate::folder::Folder;
use crate::sheet::Sheet;

/// A type, two values of it as a file writes them, and the range that holds both.
const TYPES: &[(&str, [&str; 2], &str)] = &[
    ("文本", ["鹿城", "乐清"], ""),
    ("是否", ["是", "否"], ""),
    ("日期", ["2024-01-05", "2024-03-01"], "不早于 2024-01-01 不晚于 2024-12-31"),
    ("枚举 { 鹿城, 乐清 }", ["鹿城", "乐清"], ""),
    ("数值", ["1", "2"], "不低于 0 不超过 5"),
    ("年", ["2023", "2024"], "不低于 2000 年 不超过 2100 年"),
    ("%", ["10", "20"], "不低于 0% 不超过 100%"),
    ("万元", ["1.5", "2.25"], "不低于 0 万元"),
    ("个工作日", ["3", "4"], "不少于 1 个工作日"),
    ("人", ["3", "4"], "不少于 1 人"),
];

/// How the column is declared: the columns of the subject table, and tables below.
const ROLES: &[(&str, &str, &str)] = &[
    ("key", "  甲 {type} 主键\n", ""),
    ("key with a range", "  甲 {type} 主键 {range}\n", ""),
    ("key and title", "  甲 {type} 主键 名称\n", ""),
    ("key under another header", "  乙 {type} 主键 列 \"甲\"\n", ""),
    ("part of a key", "  甲 {type}\n  丁 文本\n  主键 甲, 丁\n", ""),
    ("plain", "  丁 文本 主键\n  甲 {type}\n", ""),
    ("range", "  丁 文本 主键\n  甲 {type} {range}\n", ""),
    ("may be empty", "  丁 文本 主键\n  甲 {type} 可缺失\n", ""),
    ("for the record", "  丁 文本 主键\n  甲 {type} 备查\n", ""),
    ("title", "  丁 文本 主键\n  甲 {type} 名称\n", ""),
    ("other columns", "  丁 文本 主键\n  甲 {type}\n  其余列 忽略\n", ""),
    ("key of a table below", "  甲 {type} 主键\n", "数据 下 \"b.{form}\" 属于 上 按 甲 {\n  数 数值\n}\n"),
    (
        "key of a table below that has the column too",
        "  甲 {type} 主键\n",
        "数据 下 \"b.{form}\" 属于 上 按 甲 {\n  甲 {type}\n  数 数值\n}\n",
    ),
    (
        "key of two tables below",
        "  甲 {type} 主键 名称\n",
        "数据 下 \"b.{form}\" 属于 上 按 甲 {\n  数 数值\n  主键 甲\n}\n\
         数据 又 \"b.{form}\" 属于 上 按 甲 {\n  数 数值\n  主键 甲, 数\n}\n",
    ),
    (
        "several columns of a table below",
        "  甲 {type}\n  丁 文本\n  主键 甲, 丁\n",
        "数据 下 \"b.{form}\" 属于 上 按 甲, 丁 {\n  数 数值\n  主键 甲, 丁\n}\n\
         数据 底 \"b.{form}\" 属于 下 按 甲, 丁 {\n  数 数值\n}\n",
    ),
    (
        "key and part of the key below",
        "  丁 文本 主键\n",
        "数据 下 \"b.{form}\" 属于 上 按 丁 {\n  甲 {type}\n  数 数值\n  主键 丁, 甲\n}\n",
    ),
    ("two columns of one header", "  丁 文本 主键\n  甲 {type}\n  乙 {type} 列 \"甲\"\n", ""),
    ("key and choice of one header", "  丁 {type} 主键 列 \"甲\"\n  乙 枚举 { 鹿城, 乐清 } 列 \"甲\"\n", ""),
    ("key and number of one header", "  丁 {type} 主键 列 \"甲\"\n  乙 数值 列 \"甲\"\n", ""),
    ("text of a key above", "  甲 {type} 主键\n", "数据 下 \"b.{form}\" 属于 上 按 甲 {\n  甲 文本\n  数 数值\n}\n"),
    (
        "choice of a key above",
        "  甲 {type} 主键\n",
        "数据 下 \"b.{form}\" 属于 上 按 甲 {\n  甲 枚举 { 鹿城, 乐清 }\n  数 数值\n}\n",
    ),
];

fn rules(ty: &str, range: &str, (own, below): (&str, &str), form: &str) -> String {
    let filled = |text: &str| text.replace("{type}", ty).replace("{range}", range).replace("{form}", form);
    format!(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
         数据 上 \"a.{form}\" {{\n{}  分值 数值\n}}\n{}方面 A \"甲\" 10 分 {{\n  指标 A1 \"一\" 10 分 {{\n    依据 \"一\"\n\
         \x20   取值 分值\n    计分 直接 封顶 满分 保底 0 分\n  }}\n}}\n",
        filled(own),
        filled(below)
    )
}

#[test]
fn what_check_passes_loads() {
    let mut loaded = 0;
    let mut wrong = Vec::new();
    for (ty, [one, other], range) in TYPES {
        for (role, own, below) in ROLES {
            // A text may be anything, and these are no numbers.
            if *ty == "文本" && role.contains("number") {
                continue;
            }
            let text = rules(ty, range, (own, below), "csv");
            let subjects = format!("甲,丁,分值\n{one},K1,3\n{other},K2,4\n");
            let subjects = if own.contains("丁 ") && !own.contains("丁 {type}") {
                subjects
            } else {
                format!("甲,分值\n{one},3\n{other},4\n")
            };
            let subjects = if own.contains("甲") { subjects } else { "丁,分值\nK1,3\nK2,4\n".to_owned() };
            let needs =
                |column: &str| below.contains(&format!("按 {column}")) || below.contains(&format!(", {column} {{"));
            let (甲, 丁) = (below.contains("甲"), needs("丁"));
            let rows = match (甲, 丁) {
                (true, true) => format!("甲,丁,数\n{one},K1,1\n{other},K2,1\n"),
                (true, false) => format!("甲,数\n{one},1\n{other},1\n"),
                _ => "数\n1\n".to_owned(),
            };
            let folder = Folder::empty()
                .with("rules.heng", &text)
                .with_folder("data")
                .with("data/a.csv", &subjects)
                .with("data/b.csv", &rows);
            let checked = folder.heng("check rules.heng");
            if checked.code != Some(0) {
                continue;
            }
            loaded += 1;
            let in_parquet = Folder::empty()
                .with("rules.heng", rules(ty, range, (own, below), "parquet"))
                .with_folder("data")
                .with("data/a.parquet", crate::parquet::typed(&Sheet::of(&subjects)))
                .with("data/b.parquet", crate::parquet::typed(&Sheet::of(&rows)));
            let scored = in_parquet.heng("score rules.heng --data data --format csv");
            // A parquet file holds a date or a number as such, and not as the text that a table below declares.
            let is_other = role.starts_with("text of");
            if !is_other && (scored.code != Some(0) || !scored.stdout.contains("3.00")) {
                wrong.push(format!("{role}, {ty}, parquet: {}{}", scored.stdout, scored.stderr));
            }
            for engine in ["columnar", "exact"] {
                let scored = folder.heng(&format!("score rules.heng --data data --format csv --engine {engine}"));
                if scored.code != Some(0) || !scored.stdout.contains("3.00") {
                    wrong.push(format!("{role}, {ty}: {}{}", scored.stdout, scored.stderr));
                }
            }
            for subject in [one, other] {
                if role.starts_with("key") && !role.contains("part") {
                    let told = folder.heng(&format!("explain rules.heng --data data --subject {subject}"));
                    if told.code != Some(0) {
                        wrong.push(format!("{role}, {ty}, {subject}: {}", told.stderr));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {loaded}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(loaded > 120, "{loaded}");
}

#[test]
fn every_key_names_the_subjects_of_an_example() {
    for (ty, values, _) in TYPES {
        let [one, other] = *values;
        let text = rules(ty, "", ("  甲 {type} 主键\n", "数据 下 \"b.csv\" 属于 上 按 甲 {\n  数 数值\n}\n"), "csv");
        let named = |value: &str| {
            if value.starts_with(|c: char| c.is_ascii_digit()) || *ty == "是否" {
                format!("\"{value}\"")
            } else {
                value.to_owned()
            }
        };
        let example = format!(
            "示例 \"各家\" {{\n  上 {{ 甲, 分值 }} = ({one}, 3), ({other}, 4)\n  下 {{ 甲, 数 }} = ({other}, 1), ({one}, 2)\n  \
             期望 A1 得 3 分\n  期望 {} A1 得 3 分\n  期望 {} A1 得 4 分\n}}\n",
            named(one),
            named(other)
        );
        let folder = Folder::empty().with("rules.heng", format!("{text}{example}"));
        folder.heng("test rules.heng").succeeds();
        let wrong = folder.replacing("rules.heng", "A1 得 4 分", "A1 得 5 分");
        wrong.heng("test rules.heng").finds().1.are(&["H0801"]);
    }
}
