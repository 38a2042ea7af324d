//! JSON that is none, and JSON that is no table.

use crate::folder::Folder;

const RULES: &str = "规则集 \"甲\" 示例
周期 2023-01-01 至 2023-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 \"FILE\" {
  园区编号 文本 主键
  营收 万元
  升级 是否 可缺失 备查
  备注 文本 可缺失 备查
}
方面 A \"甲\" 10 分 {
  指标 A1 \"营收\" 10 分 { 依据 第一条; 取值 营收; 计分 比例 目标 100 万元 封顶 满分; 缺失 得 0 分 }
}
等次 { 优秀 总分 不低于 4 分; 其余 \"合格\" }
";

fn folder(file: &str, content: impl AsRef<[u8]>) -> Folder {
    Folder::empty().with("rules.heng", RULES.replace("FILE", file)).with(&format!("data/{file}"), content)
}

#[test]
fn what_is_no_table_is_refused_with_its_place() {
    for (file, content, words) in [
        ("a.ndjson", "", &["H0508", "没有一行数据"][..]),
        ("a.json", "", &["H0508", "文件是空的"]),
        ("a.json", "[]", &["H0508", "没有一行数据"]),
        ("a.json", "\"text\"", &["H0508", "不是 JSON"]),
        ("a.json", "{\"data\": [{}]}", &["H0508", "最外面不是列表", ".ndjson"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 1}", &["H0508", "没有到列表的末尾"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 1}] x", &["H0508", "列表后面还有"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 1},]", &["H0508", "第 2 行", "没有写完"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 1}, 5]", &["H0508", "第 2 行", "不是 {…}"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 01}]", &["H0508", "第 1 行", "从「1}」起不是 JSON"]),
        ("a.ndjson", "[{\"园区编号\": \"P1\"}]", &["H0508", "第 1 行", "是列表", ".json"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": 1}\n\n{\"园区编号\"}\n{\"营收\": }\n", &["第 3 行", "第 4 行"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": {\"a\": 1}}\n", &["H0503", "第 1 行「营收」列", "套着"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": 1, \"营收\": 2}\n", &["H0502", "第 1 行「营收」列", "写了两次"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": NaN}\n", &["H0503", "第 1 行「营收」列", "NaN"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": true}\n", &["H0503", "第 1 行「营收」列"]),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": \"约5\"}\n", &["H0503", "第 1 行「营收」列", "约5"]),
        (
            "a.ndjson",
            "{\"营收\": 1}\n{\"园区编号\": \"P2\", \"营收\": 1, \"多\": 1}\n",
            &["H0506", "第 1 行", "H0502", "「多」"],
        ),
        ("a.ndjson", "{\"园区编号\": \"P1\", \"营收\": 1}\n{}\n", &["第 2 行", "没有一格有内容"]),
        ("a.json", "[{\"园区编号\": \"P1\", \"营收\": 1}, {\"园区编号\": \"P1\", \"营收\": 2}]", &["H0504", "第 2 行"]),
    ] {
        // Columns that no object has are none of the file.
        let content = content.replace("\"营收\": 1}", "\"营收\": 1, \"升级\": null, \"备注\": null}");
        folder(file, content).score(&[]).is_refused(words);
    }
    folder("a.ndjson", [b"{\"a\": \"", &[0xD6, 0xD0][..], b"\"}"].concat()).score(&[]).is_refused(&["H0508", "UTF-8"]);
    let deep = format!("{{\"园区编号\": {}", "[".repeat(100_000));
    folder("a.ndjson", deep).score(&[]).is_refused(&["H0508", "太多层"]);
}

#[test]
fn numbers_are_what_is_written_digit_for_digit() {
    let row = |number: &str| format!("{{\"园区编号\": \"P1\", \"营收\": {number}, \"升级\": false, \"备注\": 1e5}}");
    for (number, mark) in [
        ("1e1", "1.00"),
        ("5.55E+01", "5.55"),
        ("-0.0", "0.00"),
        ("0.1234567890123456789012345678", "0.01"),
        // As a binary number this is less than a half.
        ("1.0499999999999999999999999999", "0.10"),
        ("1.0500000000000000000000000000", "0.11"),
    ] {
        let printed = folder("a.json", format!("[{}]", row(number))).score(&[]).succeeds();
        let cells: Vec<&str> = printed.lines().nth(1).unwrap().split(',').collect();
        assert_eq!(cells[1], mark, "{number}");
    }
}

#[test]
fn a_large_object_and_a_long_list_are_read_piece_by_piece() {
    let long = "长".repeat(400_000);
    let rows: Vec<String> = (0..20_000)
        .map(|row| {
            let note = if row == 7_000 { long.as_str() } else { "" };
            format!("{{\"园区编号\": \"P{row}\", \"营收\": {row}, \"升级\": null, \"备注\": \"{note}\"}}")
        })
        .collect();
    let printed = folder("a.json", format!("[{}]", rows.join(" ,\n "))).score(&[]).succeeds();
    assert_eq!(printed.lines().count(), 20_001);
    let lines = folder("a.jsonl", rows.join("\r\n")).score(&[]).succeeds();
    assert_eq!(lines, printed);
    let endless = format!("[{{\"园区编号\": \"{}", "x".repeat(20 << 20));
    folder("a.json", endless).score(&[]).is_refused(&["H0508", "太长"]);
}
