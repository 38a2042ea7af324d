//! What is written: by the binary, of the data of the cases.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder;

const HEAD: &str = "规则集 \"到达\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";

/// A folder of its own with a rule file that reads a file of a case.
fn prepared(name: &str, case: u32, file: &str, columns: &str, items: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("arrival-{name}"));
    fs::create_dir_all(to.join("data")).unwrap();
    fs::write(to.join("r.heng"), format!("{HEAD}数据 园区 \"{file}\" {{\n{columns}}}\n{items}")).unwrap();
    fs::copy(folder(case).join(file), to.join("data").join(file)).unwrap();
    to
}

const REVENUE: &str = "方面 A \"甲\" 10 分 {\n  指标 A1 \"收入\" 10 分 {\n    依据 \"一\"\n    取值 营业收入\n    计分 比例 目标 2 万元 封顶 满分 保底 0 分\n  }\n}\n";

const PARKS: &str = "  编号 文本 主键\n  园区名称 文本 名称\n  营业收入 万元\n";

/// What a run prints; it has to succeed.
fn heng(at: &Path, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_heng")).current_dir(at).args(arguments).output().unwrap();
    assert!(run.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Case 6.
#[test]
fn rare_characters_come_out_as_they_went_in() {
    let at = prepared("rare", 6, "gb18030.csv", PARKS, REVENUE);
    let csv = text(heng(&at, &["score", "r.heng", "--data", "data", "--format", "csv", "--bom"]));
    assert!(csv.starts_with('\u{feff}') && csv.contains("㛃𠮷产业园") && csv.contains("㐂乐产业园"), "{csv}");
    assert!(!csv.contains("&#"), "{csv}");
}

/// Case 43.
#[test]
fn growth_over_no_base_is_missing() {
    let columns = "  编号 文本 主键\n  本期 万元\n  基期 万元 可缺失\n";
    let items = "方面 A \"甲\" 10 分 {\n  指标 A1 \"增速\" 10 分 {\n    依据 \"一\"\n    取值 增速(本期, 基期)\n    计分 比例 目标 25% 封顶 满分 保底 0 分\n  }\n}\n";
    let at = prepared("growth", 43, "base.csv", columns, items);
    let csv = text(heng(&at, &["score", "r.heng", "--data", "data", "--format", "csv"]));
    let marks: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    // 0, -3, 8, nothing.
    assert_eq!(marks, ["", "", "10.00", ""], "{csv}");
}

/// Case 52.
#[test]
fn text_that_begins_as_a_formula_becomes_none() {
    let at = prepared("formula", 52, "formula.csv", PARKS, REVENUE);
    let csv = text(heng(&at, &["score", "r.heng", "--data", "data", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<String> = reader.records().map(|record| record.unwrap()[1].to_owned()).collect();
    assert_eq!(names, ["'=HYPERLINK(\"http://x\",\"y\")", "'+1+1", "'@SUM(A1)", "'-乙"]);
}

/// The parts of the workbook that `heng template` writes.
fn template(at: &Path) -> impl Fn(&str) -> String {
    heng(at, &["template", "r.heng", "--out", "form.xlsx"]);
    let bytes = fs::read(at.join("form.xlsx")).unwrap();
    move |part: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

/// The part of the sheet that the rows are filled in.
fn rows(part: &impl Fn(&str) -> String) -> String {
    let workbook = part("xl/workbook.xml");
    let before = workbook.split("<sheet name=\"园区\"").next().unwrap();
    part(&format!("xl/worksheets/sheet{}.xml", before.matches("<sheet ").count() + 1))
}

/// Case 56.
#[test]
fn a_workbook_prints_on_a4_below_a_header_that_stays() {
    let at = prepared("print", 6, "utf8.csv", PARKS, REVENUE);
    let part = template(&at);
    let sheet = rows(&part);
    for wanted in [
        "paperSize=\"9\"",
        "fitToPage=\"1\"",
        "fitToHeight=\"0\"",
        "orientation=\"landscape\"",
        "state=\"frozen\"",
        "<cols>",
    ] {
        assert!(sheet.contains(wanted), "no {wanted} in {sheet}");
    }
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

/// Case 57.
#[test]
fn codes_are_texts_and_numbers_are_numbers() {
    let at = prepared("formats", 6, "utf8.csv", PARKS, REVENUE);
    let part = template(&at);
    let (sheet, styles) = (rows(&part), part("xl/styles.xml"));
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    // The format of the cells of a column, from 1.
    let format = |column: usize| {
        let column = sheet.split(&format!("<col min=\"{column}\"")).nth(1).unwrap();
        let style: usize = column.split("style=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        let style = formats.split("<xf ").nth(style + 1).unwrap();
        let id = style.split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap();
        let own = styles.split("<numFmt ").find(|format| format.starts_with(&format!("numFmtId=\"{id}\"")));
        own.map_or_else(
            || id.to_owned(),
            |own| own.split("formatCode=\"").nth(1).unwrap().split('"').next().unwrap().to_owned(),
        )
    };
    // 49 is the format “text” of every program.
    assert!(["@", "49"].contains(&format(1).as_str()), "{} {styles}", format(1));
    assert!(!["@", "49"].contains(&format(3).as_str()), "{} {styles}", format(3));
}

/// Case 58.
#[test]
fn what_does_not_apply_is_a_dash_and_what_is_missing_says_so() {
    let columns = "  编号 文本 主键\n  园区名称 文本 名称\n  营业收入 万元 可缺失\n  类型 文本\n";
    let items = REVENUE
        .replace("    依据", "    适用 类型 是 \"综合\"\n    依据")
        .replace("  指标 A1", "  缺项 折算\n  指标 A1")
        + "舍入 方面 2 位 四舍五入\n";
    let at = prepared("dash", 6, "utf8.csv", columns, &items);
    fs::write(at.join("data/utf8.csv"), "编号,园区名称,营业收入,类型\nP1,甲,1,综合\nP2,乙,1,专业\nP3,丙,,综合\n")
        .unwrap();
    let table = text(heng(&at, &["score", "r.heng", "--data", "data"]));
    let cells = |key: &str| -> Vec<String> {
        let line = table.lines().find(|line| line.split_whitespace().nth(1) == Some(key)).unwrap();
        line.split_whitespace().skip(3).take(2).map(str::to_owned).collect()
    };
    assert_eq!(cells("P1"), ["5.00", "5.00"], "{table}");
    assert_eq!(cells("P2"), ["—", "—"], "{table}");
    assert_eq!(cells("P3"), ["缺失", "缺失"], "{table}");
}

/// Case 59.
#[test]
fn everything_that_is_written_has_the_same_bytes_twice() {
    let ways: &[&[&str]] = &[
        &["score", "r.heng", "--data", "data"],
        &["score", "r.heng", "--data", "data", "--format", "csv"],
        &["score", "r.heng", "--data", "data", "--format", "json"],
        &["score", "r.heng", "--data", "data", "--format", "parquet"],
        &["explain", "r.heng", "--data", "data", "--subject", "P1"],
        &["explain", "r.heng", "--data", "data", "--subject", "P1", "--format", "json"],
        &["check", "r.heng", "--proofs", "--format", "json"],
        &["plan", "r.heng", "--data", "data"],
    ];
    let all = |name: &str| {
        let at = prepared(name, 1, "gbk.csv", PARKS, REVENUE);
        let mut outputs: Vec<Vec<u8>> = ways.iter().map(|way| heng(&at, way)).collect();
        heng(&at, &["template", "r.heng", "--out", "form.xlsx"]);
        outputs.push(fs::read(at.join("form.xlsx")).unwrap());
        outputs
    };
    let first = all("once");
    // Times of day would differ by now.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    for ((one, other), way) in first.iter().zip(all("again")).zip(ways.iter().chain([&["template"].as_slice()])) {
        assert!(*one == other, "{way:?} has other bytes");
    }
}
