//! `heng score` for people: the table.

use unicode_width::UnicodeWidthStr;

use crate::folder::Folder;

#[test]
fn the_table_ranks_the_parks_and_counts_the_grades() {
    let table = Folder::golden().heng("score evaluation.heng --data data").succeeds();
    let places: Vec<usize> = ["P01", "P04", "P02", "P05", "P03"].iter().map(|park| table.find(park).unwrap()).collect();
    assert!(places.is_sorted(), "{table}");
    assert!(table.trim_end().ends_with("共 5 家：优秀 1、良好 2、合格 1、未达合格 0、不予定等 1"), "{table}");
    assert!(table.starts_with("温州市市级人力资源服务产业园综合评估（2022—2023）（示例，非官方）\n"), "{table}");
}

#[test]
fn columns_stand_in_line_under_chinese_names() {
    for folder in [Folder::golden(), Folder::synthetic()] {
        let table = folder.heng("score evaluation.heng --data data").succeeds();
        let lines: Vec<&str> = table.lines().skip(2).take_while(|line| !line.is_empty()).collect();
        let (header, rows) = (lines[0], &lines[2..]);
        let grade_at = header.split("等次").next().unwrap().width();
        let name_at = header.split("名称").next().unwrap().width();
        for row in rows {
            let grades = ["不予定等", "未达合格", "优秀", "良好", "合格"];
            let grade = grades.iter().find(|grade| row.ends_with(*grade)).unwrap();
            assert_eq!(row.strip_suffix(grade).unwrap().width(), grade_at, "{header}\n{row}");
            assert_eq!(row.split("示例").next().unwrap().width(), name_at, "{header}\n{row}");
        }
        assert_eq!(lines[1].chars().filter(|c| *c != '─').count(), 0);
    }
}

#[test]
fn json_has_marks_as_texts_and_verdicts() {
    let text = Folder::golden().heng("score evaluation.heng --data data --format json").succeeds();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["cycle"]["from"], "2022-01-01");
    assert_eq!(json["is_example"], true);
    let park = &json["subjects"][1];
    assert_eq!(park["key"], "P02");
    assert_eq!(park["indicators"]["D1"], "5.32");
    assert_eq!(park["heads"]["B"], "10.20");
    assert_eq!(park["total"], "80.22");
    assert_eq!(park["rank"], 3);
    assert_eq!(park["grade"], "良好");
    assert_eq!(park["conditions"]["机构集中度"], "待说明");
}

#[test]
fn a_name_that_a_spreadsheet_would_run_is_made_a_text() {
    let folder = Folder::golden().changing("parks", |parks| {
        parks.set(&[("园区编号", "P01")], "园区名称", "=HYPERLINK(\"x\")");
    });
    let text = folder.scores().succeeds();
    let row = text.lines().nth(1).unwrap();
    assert!(row.starts_with("P01,\"'=HYPERLINK(\"\"x\"\")\",4.00"), "{row}");
}

#[test]
fn the_plan_of_a_rule_file_can_be_printed() {
    let folder = Folder::rules();
    let plan = folder.heng("plan evaluation.heng").succeeds();
    assert!(plan.contains("营业收入") && plan.contains("D1"), "{plan}");
    folder.heng("plan evaluation.heng").prints(&plan);
    folder
        .replacing("evaluation.heng", "满分 100 分", "满分 90 分")
        .heng("plan evaluation.heng")
        .is_refused()
        .are(&["H0401"]);
}
