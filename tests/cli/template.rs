//! `heng template`: the workbook is read back, its XML looked into, and a real office program opens it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

use crate::folder::Folder;

/// A workbook that was written: cells as a program reads them, parts as they are.
struct Book {
    bytes: Vec<u8>,
}

impl Book {
    fn of(folder: &Folder, path: &str) -> Self {
        Self { bytes: fs::read(folder.at(path)).unwrap() }
    }

    fn xlsx(&self) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(self.bytes.clone())).unwrap()
    }

    fn sheets(&self) -> Vec<String> {
        self.xlsx().sheet_names()
    }

    /// The texts of the cells of a row, counted from 1.
    fn row(&self, sheet: &str, row: usize) -> Vec<String> {
        let range = self.xlsx().worksheet_range(sheet).unwrap();
        range.rows().nth(row - 1).map(|cells| cells.iter().map(text).collect()).unwrap_or_default()
    }

    /// All texts of a sheet, row by row.
    fn text(&self, sheet: &str) -> String {
        let range = self.xlsx().worksheet_range(sheet).unwrap();
        let rows = range.rows().map(|row| row.iter().map(text).collect::<Vec<_>>().join("|"));
        rows.collect::<Vec<_>>().join("\n")
    }

    fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The XML of a sheet.
    fn xml(&self, sheet: &str) -> String {
        let place = self.sheets().iter().position(|name| name == sheet).unwrap();
        self.part(&format!("xl/worksheets/sheet{}.xml", place + 1))
    }

    /// What the cells of a column take.
    fn validation(&self, sheet: &str, column: &str) -> String {
        let xml = self.xml(sheet);
        let all = xml.split("<dataValidation ").skip(1);
        let range = format!("sqref=\"{column}2:{column}1048576\"");
        all.map(|one| one.split("</dataValidation>").next().unwrap().to_owned())
            .find(|one| one.contains(&range))
            .unwrap_or_else(|| panic!("{column} of {sheet} takes anything: {xml}"))
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// The names of the files in a folder, in order.
fn files(folder: &Folder, name: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.at(name)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const SCHOOLS: &str = r#"rule_set "Schools & more" example
cycle 2024-01-01 to 2024-12-31
basis "Notice 7"
table schools "schools.csv" {
  pass_rate % at_least 0% at_most 100% column "Pass rate"
  code text key column "School code"
  title text title column "Name"
  county choice { North, South, East }
  income 万元 above 0 万元 at_most 900 万元 optional column "Income（万元）"
  area 平方米 at_least 1 亩
  opened date at_least 2000-01-01 at_most 2024-12-31 record_only
  boarding yes_no
}
table classes "classes.csv" within schools by code {
  year 年
  pupils 人
  key code, year
}
"#;

fn schools() -> Folder {
    Folder::empty().with("rules.heng", SCHOOLS)
}

#[test]
fn each_table_has_its_sheet_with_the_declared_headers_and_their_units() {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out 填报表.xlsx").prints("");
    let book = Book::of(&folder, "填报表.xlsx");
    let sheets = book.sheets();
    let tables: Vec<&str> = sheets[1..sheets.len() - 1].iter().map(String::as_str).collect();
    assert_eq!((sheets[0].as_str(), sheets[sheets.len() - 1].as_str()), ("填报说明", "汇总核对"));
    assert_eq!(tables.len(), 17);
    let headers: BTreeMap<&str, String> = tables.iter().map(|table| (*table, book.row(table, 1).join("|"))).collect();
    for (table, expected) in [
        (
            "园区",
            "园区编号|园区名称|归属县|园区类型|园区数|认定文号|认定日期|运营单位|管理机构文号|专职人员（人）|升级省级园|时点日期",
        ),
        ("分园区", "园区编号|分园区名|是否主园|建筑面积（平方米）|可租面积（平方米）|已租面积（平方米）"),
        ("机构", "园区编号|信用代码|机构名称|机构类别|许可证号|是否专业性|是否百强|入园日|退园日"),
        ("机构年度", "信用代码|年度|营业收入（万元）|代收代付（万元）|特色产业收入（万元）|税收（万元）|数据状态"),
        // What already ends with its unit does not say it twice.
        ("园区年度", "园区编号|年度|服务人次|促进就业（人）|引进人才（人）"),
        ("满意度", "园区编号|年度|有效样本（份）|满意率（%）"),
        ("评分", "园区编号|指标代号|专家代号|分值|回避"),
    ] {
        assert_eq!(headers[table], expected);
    }
    for table in tables {
        assert_eq!(book.xlsx().worksheet_range(table).unwrap().height(), 1, "{table} has nothing but its header");
    }
}

#[test]
fn a_column_that_says_its_unit_stays_as_it_is_and_the_key_comes_first() {
    let folder = schools();
    folder.heng("template rules.heng --out out.xlsx").prints("");
    let book = Book::of(&folder, "out.xlsx");
    assert_eq!(book.sheets(), ["Instructions", "schools", "classes", "Totals"]);
    let header = "School code|Name|Pass rate (%)|county|Income（万元）|area (平方米)|opened|boarding";
    assert_eq!(book.row("schools", 1).join("|"), header);
    assert_eq!(book.row("classes", 1).join("|"), "code|year (年)|pupils (人)");
}

#[test]
fn cells_take_what_the_column_declares() {
    let folder = schools();
    folder.heng("template rules.heng --out out.xlsx").prints("");
    let book = Book::of(&folder, "out.xlsx");
    for (sheet, column, expected) in [
        ("schools", "A", vec!["type=\"textLength\"", "<formula1>1</formula1><formula2>64</formula2>"]),
        // A percentage is the share that its format shows.
        ("schools", "C", vec!["type=\"decimal\"", "<formula1>0</formula1><formula2>1</formula2>"]),
        ("schools", "D", vec!["type=\"list\"", "<formula1>\"North,South,East\"</formula1>"]),
        ("schools", "E", vec!["type=\"custom\"", "<formula1>AND(ISNUMBER(E2),E2&gt;0,E2&lt;=900)</formula1>"]),
        // A bound without an end as a decimal stays exact.
        ("schools", "F", vec!["operator=\"greaterThanOrEqual\"", "<formula1>2000/3</formula1>"]),
        (
            "schools",
            "G",
            vec!["type=\"date\"", "<formula1>DATE(2000,1,1)</formula1><formula2>DATE(2024,12,31)</formula2>"],
        ),
        ("schools", "H", vec!["type=\"list\"", "<formula1>\"是,否\"</formula1>"]),
        ("classes", "A", vec!["type=\"list\"", "OFFSET(schools!$A$2,0,0,MAX(1,COUNTA(schools!$A$2:$A$1048576)),1)"]),
        ("classes", "B", vec!["type=\"decimal\""]),
        ("classes", "C", vec!["type=\"whole\"", "errorStyle=\"warning\"", "<formula1>0</formula1>"]),
    ] {
        let found = book.validation(sheet, column);
        for part in expected {
            assert!(found.contains(part), "{sheet} {column} has no {part}: {found}");
        }
        assert!(found.contains("promptTitle=") && found.contains("error="), "{found}");
    }
}

#[test]
fn a_cell_says_what_it_is_for() {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out a.xlsx").prints("");
    let book = Book::of(&folder, "a.xlsx");
    let revenue = book.validation("机构年度", "C");
    for said in [
        "promptTitle=\"营业收入（万元）\"",
        "必填。数，单位是万元",
        "用于：A3 经营规模达标、D1 营业收入规模",
        "依据：第九条（二）",
    ] {
        assert!(revenue.contains(said), "{revenue}");
    }
    assert!(revenue.contains("error=\"这一格要填：数，单位是万元。没有数据就空着"), "{revenue}");
    let guide = book.text("填报说明");
    for said in [
        "温州市市级人力资源服务产业园综合评估（2022—2023）",
        "周期 2022-01-01 至 2023-12-31；依据：温人社发〔2021〕142号；示例，非官方",
        "表 2　分园区：每行属于一个「园区」，可以有几行，也可以没有；园区编号、分园区名相同的只能有一行。各行用于：A1 建筑面积达标、D4 单位面积营收、E1 入驻率",
        "满意率（%）|百分数，如 95%，写 95 也可以|%|不小于 0%，不大于 100%|必填|C4 服务满意度（满意度调查问卷）|第十四条（三）",
        // The rows of 活动 are counted, whatever stands in them.
        "各行用于：C3 活动场次、D6 公益与引才",
        "口径 A14：3月31日遇非工作日顺延至下一工作日（第十三条）",
    ] {
        assert!(guide.contains(said), "no «{said}» in\n{guide}");
    }
    // What nothing reads has no purpose, and what grades rest on only through marks is not theirs.
    assert!(guide.contains("认定文号|文字|||备查||"), "{guide}");
    assert!(!guide.contains("等次「"), "{guide}");
}

#[test]
fn a_sheet_prints_on_one_width_of_a4_and_only_its_cells_are_open() {
    let folder = schools();
    folder.heng("template rules.heng --out out.xlsx").prints("");
    let book = Book::of(&folder, "out.xlsx");
    for sheet in ["Instructions", "schools", "classes", "Totals"] {
        let xml = book.xml(sheet);
        for part in [
            "<pageSetUpPr fitToPage=\"1\"/>",
            "paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
            "<sheetProtection sheet=\"1\"",
            "&amp;CSchools &amp;&amp; more&amp;R",
            "&amp;CPage &amp;P of &amp;N",
        ] {
            assert!(xml.contains(part), "{sheet} has no {part}: {}", &xml[..600]);
        }
    }
    let xml = book.xml("classes");
    assert!(xml.contains("<pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\""), "{xml}");
    let workbook = book.part("xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles\" localSheetId=\"2\">classes!$1:$1<"), "{workbook}");
    // The header is locked, and so is every column that no table has; the cells below are not.
    let styles = book.part("xl/styles.xml");
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let style = |cell: &str| -> usize {
        xml.split(cell).nth(1).unwrap().split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    assert!(!formats[style("<c r=\"A1\"")].contains("locked=\"0\""));
    assert!(formats[style("<c r=\"A2\"")].contains("locked=\"0\""));
    assert!(xml.contains("<col min=\"2\" max=\"3\""), "{xml}");
}

#[test]
fn the_same_rules_give_the_same_bytes() {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out a.xlsx").prints("");
    folder.heng("template evaluation.heng --out b.xlsx").prints("");
    assert_eq!(Book::of(&folder, "a.xlsx").bytes, Book::of(&folder, "b.xlsx").bytes);
    assert!(!folder.files().iter().any(|file| file.contains("heng-new")));
}

#[test]
fn each_county_has_its_workbook_with_its_parks() {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out 填报/县 --split 归属县 --data data").prints("");
    assert_eq!(files(&folder, "填报/县"), ["乐清市.xlsx", "平阳县.xlsx", "瑞安市.xlsx", "鹿城区.xlsx"]);
    let book = Book::of(&folder, "填报/县/瑞安市.xlsx");
    let known = "P02|示例综合园乙|瑞安市|综合性|多个|示例人社发〔2020〕2号|2020-09-08|示例园区运营有限公司02|示例编办〔2019〕2号|4|否|2023-12-31";
    assert_eq!(book.row("园区", 2).join("|"), known);
    assert!(book.row("园区", 3).join("|").starts_with("P05|示例专业园戊|瑞安市|专业性|"));
    // The rows behind are empty until somebody writes a key.
    assert_eq!(book.row("园区", 4).concat(), "");
    let xml = book.xml("园区");
    assert!(xml.contains("t=\"str\"><f>IF(LEN($A4)=0,\"\",\"瑞安市\")</f><v></v>"), "{xml}");
    assert!(book.validation("园区", "C").contains("<formula1>\"瑞安市\"</formula1>"));
    assert!(book.text("填报说明").contains("归属县：瑞安市（本工作簿只填这一部分）"));
    let totals = book.text("汇总核对");
    for line in ["园区|行数|2||", "园区|归属县|2|0|—", "园区|管理机构文号|2|—|—", "园区|专职人员（人）|2|0|7"]
    {
        assert!(totals.contains(line), "no {line} in\n{totals}");
    }
}

#[test]
fn without_data_each_choice_has_its_workbook() {
    let folder = schools();
    folder.heng("template rules.heng --out counties --split county").prints("");
    assert_eq!(files(&folder, "counties"), ["East.xlsx", "North.xlsx", "South.xlsx"]);
    let book = Book::of(&folder, "counties/South.xlsx");
    assert!(book.xml("schools").contains("<f>IF(LEN($A2)=0,\"\",\"South\")</f><v></v>"));
    assert_eq!(book.row("schools", 2).concat(), "");
    // A choice that is the whole key has its one row.
    let folder = schools().replacing("rules.heng", "code text key column \"School code\"", "code choice { A, B } key");
    folder.heng("template rules.heng --out out --split code").prints("");
    let book = Book::of(&folder, "out/A.xlsx");
    assert_eq!((book.row("schools", 2).concat(), book.row("schools", 3).concat()), ("A".to_owned(), String::new()));
}

#[test]
fn a_list_of_names_need_not_have_the_figures_of_the_year() {
    let folder = schools().with_folder("data").with("data/schools.csv", "School code,Name,county\n007,=Lion,South\n");
    folder.heng("template rules.heng --out out.xlsx --data data").prints("");
    let book = Book::of(&folder, "out.xlsx");
    assert_eq!(book.row("schools", 2).join("|"), "007|=Lion||South||||");
    assert!(!book.xml("schools").contains("<f>"), "a name that looks like a formula is none");
    // A column under another name is not taken for one that is left out.
    let folder = folder.with("data/schools.csv", "School code,Name,Counties\n007,Lion,South\n");
    folder.heng("template rules.heng --out out.xlsx --data data").is_refused().include(&["H0502"]).say("Counties");
}

#[test]
fn numbers_are_written_to_their_last_digit() {
    let header = "School code,Name,county,Pass rate,Income（万元）,area,opened,boarding";
    let rows = "1,A,South,95.7,123.45,700.5,2020-02-29,是\n2,B,South,100%,,12345678901234.5678,,否\n";
    let folder = schools().with_folder("data").with("data/schools.csv", format!("{header}\n{rows}"));
    folder.heng("template rules.heng --out out.xlsx --data data").prints("");
    let book = Book::of(&folder, "out.xlsx");
    assert_eq!(book.row("schools", 2).join("|"), "1|A|0.957|South|123.45|700.5|2020-02-29|是");
    // More digits than a spreadsheet program keeps are a text.
    assert_eq!(book.row("schools", 3).join("|"), "2|B|1|South||12345678901234.5678||否");
}

#[test]
fn names_of_files_are_safe_and_tell_all_values_apart() {
    let data = "code,group\n1,a/b\n2,a:b\n3,..\n4,CON\n5,Con\n6,甲 \u{202e}乙\n";
    let rules = "rule_set \"T\" example\ncycle 2024-01-01 to 2024-12-31\ntable t \"t.csv\" {\n  code text key\n  group text\n}\n";
    let folder = Folder::empty().with("r.heng", rules).with_folder("data").with("data/t.csv", data);
    folder.heng("template r.heng --out out --split group --data data").prints("");
    let expected = ["_.xlsx", "_CON.xlsx", "_Con-2.xlsx", "a_b-2.xlsx", "a_b.xlsx", "甲 _乙.xlsx"];
    assert_eq!(files(&folder, "out"), expected);
}

#[test]
fn what_makes_no_sense_is_refused_with_a_way_out() {
    let folder = Folder::golden().with("file", "");
    let run = |arguments: &str| folder.heng(&format!("template evaluation.heng {arguments}"));
    run("").is_misused().say("还缺少 --out");
    run("--out 填报表.xls").is_misused().say("要以 .xlsx 结尾");
    run("--out 填报表.xlsx --split 归属县").is_misused().say("--out 写文件夹");
    run("--out file --split 归属县").is_misused().say("是文件");
    run("--out file/县 --split 归属县").is_misused().say("建不了");
    run("--out 填报 --split 所属县").is_refused().are(&["H0913"]).say("是不是想写「归属县」");
    run("--out 填报 --split 专职人员").is_refused().are(&["H0913"]).say("不能用来分工作簿").say("归属县");
    run("--out 填报 --split 机构类别").is_refused().are(&["H0913"]).say("它在「机构」里");
    run("--out 填报 --split 运营单位").is_refused().are(&["H0913"]).say("--data");
    run("--out 填报 --split 归属县 --data nowhere").is_refused().are(&["H0501"]);
    run("--out 填报 --split 归属县 --lang en").prints("");
    let folder = folder.changing("parks", |parks| {
        parks.set(&[("园区编号", "P03")], "归属县", "");
    });
    let run = folder.heng("template evaluation.heng --out 县 --split 归属县 --data data");
    run.is_refused().are(&["H0911"]).say("parks.csv 第 4 行");
    assert!(!folder.at("县").exists());
    let folder = folder.replacing("evaluation.heng", "满分 100 分", "满分 90 分");
    folder.heng("template evaluation.heng --out a.xlsx").is_refused().are(&["H0401"]);
    assert!(!folder.at("a.xlsx").exists());
}

#[test]
fn sheets_of_our_own_give_way_to_tables_of_their_names() {
    let rules = "规则集 \"表\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 填报说明 \"a.csv\" {\n  编号 文本 主键\n}\n\
                 数据 汇总核对 \"b.csv\" 属于 填报说明 按 编号 {\n  数 数值\n}\n";
    let folder = Folder::empty().with("r.heng", rules);
    folder.heng("template r.heng --out a.xlsx").prints("");
    assert_eq!(Book::of(&folder, "a.xlsx").sheets(), ["填报说明2", "填报说明", "汇总核对", "汇总核对2"]);
}

#[test]
fn long_lists_stand_on_a_sheet_of_their_own() {
    let choices: Vec<String> = (1..=120).map(|number| format!("第{number}号")).collect();
    let folder = schools().replacing("rules.heng", "North, South, East", &choices.join(", "));
    folder.heng("template rules.heng --out a.xlsx").prints("");
    let book = Book::of(&folder, "a.xlsx");
    assert!(book.validation("schools", "D").contains("<formula1>Choices!$A$2:$A$121</formula1>"));
    assert_eq!(book.row("Choices", 121).concat(), "第120号");
}

/// An office program, if it is here.
fn office(folder: &Folder, form: &str, file: &str) -> Option<Vec<u8>> {
    let home = folder.at("office");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", form, "--outdir"])
        .arg(folder.at("converted"))
        .arg(folder.at(file))
        .output();
    let Ok(output) = run else {
        eprintln!("skipped: there is no soffice (apt-get install libreoffice-calc)");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stem = file.rsplit_once('.').unwrap().0;
    Some(fs::read(folder.at("converted").join(format!("{stem}.{form}"))).unwrap())
}

#[test]
fn an_office_program_opens_prints_and_saves_it() {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out all.xlsx --data data").prints("");
    let written = Book::of(&folder, "all.xlsx");
    let Some(saved) = office(&folder, "xlsx", "all.xlsx") else { return };
    let saved = Book { bytes: saved };
    assert_eq!(saved.sheets(), written.sheets());
    for sheet in &written.sheets()[1..18] {
        assert_eq!(saved.row(sheet, 1), written.row(sheet, 1), "{sheet}");
        let xml = saved.xml(sheet);
        assert!(xml.contains("<sheetProtection"), "{sheet}");
        assert!(xml.contains("<dataValidation "), "{sheet}");
    }
    for row in 2..7 {
        assert_eq!(saved.row("园区", row), written.row("园区", row));
    }
    // What the program works out is what was written for those that do not.
    assert_eq!(saved.text("汇总核对"), written.text("汇总核对"));
    // One page of each table: none is wider than the paper, and empty rows are not printed.
    let pdf = office(&folder, "pdf", "all.xlsx").unwrap();
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type/Page").count() - text.matches("/Type/Pages").count();
    assert!((22..=34).contains(&pages), "{pages} pages");
}

/// The workbook with the rows of csv files written into its sheets, as a county would: numbers as numbers, dates as
/// dates, percentages as shares, everything else as text.
fn filled(book: &Book, tables: &[(&str, &str)]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(&book.bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let sheets = book.sheets();
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        let sheet = number.and_then(|number| sheets.get(number.parse::<usize>().unwrap() - 1));
        if let Some((sheet, csv)) = tables.iter().find(|(table, _)| sheet.is_some_and(|sheet| sheet == table)) {
            content = with_rows(book, sheet, csv).into_bytes();
        }
        // Who writes into it in an office program has the totals worked out anew; here they are left to be.
        if sheet.is_some_and(|sheet| *sheet == "汇总核对") {
            content = book.xml("汇总核对").replace("</f><v>0</v>", "</f>").into_bytes();
        }
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// The XML of a sheet with the rows of a csv file, in the formats of its second row.
fn with_rows(book: &Book, sheet: &str, csv: &str) -> String {
    let xml = book.xml(sheet);
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().unwrap();
    let columns: Vec<(usize, String, String, String)> = book
        .row(sheet, 1)
        .into_iter()
        .enumerate()
        .map(|(at, header)| {
            let letter = char::from(b'A' + u8::try_from(at).unwrap());
            let name = names.iter().position(|name| header == *name || header.starts_with(&format!("{name}（")));
            let style = xml.split(&format!("<c r=\"{letter}2\" s=\"")).nth(1).unwrap().split('"').next().unwrap();
            let kind = book.validation(sheet, &letter.to_string());
            (name.unwrap(), letter.to_string(), style.to_owned(), header + kind.as_str())
        })
        .collect();
    let (before, rest) = xml.split_once("<row r=\"2\"").unwrap();
    let (_, after) = rest.split_once("</sheetData>").unwrap();
    let mut rows = String::new();
    for (line, cells) in lines.enumerate().map(|(line, cells)| (line + 2, cells)) {
        rows += &format!("<row r=\"{line}\">");
        for (name, letter, style, kind) in &columns {
            let text = cells[*name];
            let start = format!("<c r=\"{letter}{line}\" s=\"{style}\"");
            rows += &if text.is_empty() {
                format!("{start}/>")
            } else if kind.contains("type=\"date\"") {
                let days = heng::number::Date::parse(text).unwrap().days_since_epoch() + 25_569;
                format!("{start}><v>{days}</v></c>")
            } else if kind.contains("（%）") {
                let share = heng::number::Number::parse(text).unwrap() * heng::number::Number::ratio(1, 100).unwrap();
                format!("{start}><v>{share}</v></c>")
            } else if kind.contains("type=\"decimal\"") || kind.contains("type=\"whole\"") {
                format!("{start}><v>{text}</v></c>")
            } else {
                format!(
                    "{start} t=\"inlineStr\"><is><t>{}</t></is></c>",
                    text.replace('&', "&amp;").replace('<', "&lt;")
                )
            };
        }
        rows += "</row>";
    }
    format!("{before}{rows}</sheetData>{after}")
}

/// The tables of the example cycle by the names of their sheets, with their files.
const FILES: [(&str, &str); 17] = [
    ("园区", "parks"),
    ("分园区", "branches"),
    ("机构", "orgs"),
    ("机构年度", "org_year"),
    ("园区年度", "park_year"),
    ("合作", "partners"),
    ("服务事项", "services"),
    ("兑现", "policy_cash"),
    ("活动", "events"),
    ("事件", "incidents"),
    ("荣誉", "honors"),
    ("重大事项", "changes"),
    ("报送", "reports"),
    ("年度总结", "summaries"),
    ("满意度", "survey"),
    ("评分", "judges"),
    ("定性判定", "qualitative"),
];

/// The example cycle in the workbook that its counties were sent: `out.xlsx`, and `filled.xlsx`.
fn reported() -> (Folder, Book) {
    let folder = Folder::golden();
    folder.heng("template evaluation.heng --out out.xlsx").prints("");
    let texts = FILES.map(|(sheet, file)| (sheet, folder.read(&format!("data/{file}.csv"))));
    let tables: Vec<(&str, &str)> = texts.iter().map(|(sheet, text)| (*sheet, text.as_str())).collect();
    let bytes = filled(&Book::of(&folder, "out.xlsx"), &tables);
    let folder = folder.with("filled.xlsx", bytes);
    let book = Book::of(&folder, "filled.xlsx");
    (folder, book)
}

#[test]
fn what_a_county_writes_stands_in_the_workbook_as_in_its_files() {
    let (folder, book) = reported();
    for (sheet, file) in FILES {
        let csv = folder.read(&format!("data/{file}.csv"));
        assert_eq!(book.xlsx().worksheet_range(sheet).unwrap().height(), csv.lines().count(), "{sheet}");
    }
    assert_eq!(book.row("满意度", 3).join("|"), "P01|2023|312|0.964");
    assert_eq!(book.row("年度总结", 2).join("|"), "P01|2022|2023-03-31|2023-03-31");
    assert_eq!(book.row("机构年度", 2).join("|"), "91330302HENG0001XT|2021|1994.94|1112.84|0|47.29|审计");
    // An office program adds up what stands there.
    let Some(saved) = office(&folder, "xlsx", "filled.xlsx") else { return };
    let totals = Book { bytes: saved }.text("汇总核对");
    let rows = folder.read("data/orgs.csv").lines().count() - 1;
    for line in [
        format!("机构|行数|{rows}||"),
        "园区|行数|5||".to_owned(),
        "园区|园区编号|5|0|—".to_owned(),
        "机构年度|代收代付（万元）|".to_owned(),
    ] {
        assert!(totals.contains(&line), "no {line} in\n{totals}");
    }
}

#[test]
fn a_filled_workbook_scores_as_its_files_do() {
    let (folder, _) = reported();
    let expected = folder.heng("score evaluation.heng --data data --format csv").succeeds();
    folder.heng("score evaluation.heng --data filled.xlsx --format csv").prints(&expected);
}
