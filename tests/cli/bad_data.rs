//! Data with mistakes: a coded diagnostic with file, row, column and text, exit 1, no result.

use crate::bad_rules::{noise, noisy_line};
use crate::folder::Folder;
use crate::run::Findings;
use crate::sheet::Sheet;

/// Scores with one table changed.
#[track_caller]
fn with(table: &str, change: impl FnOnce(&mut Sheet)) -> Findings {
    Folder::golden().changing(table, change).scores().is_refused()
}

#[test]
fn a_missing_file_is_named() {
    Folder::golden().without("data/honors.csv").scores().is_refused().are(&["H0501"]).say("honors.csv").say("「荣誉」");
}

#[test]
fn a_file_for_the_data_folder_is_named_once() {
    let found = Folder::golden().heng("score evaluation.heng --data data/honors.csv").is_refused();
    found.are(&["H0501"]).say("「data/honors.csv」是文件").say("--data data");
}

#[test]
fn a_header_with_what_is_no_unit_is_declared_so() {
    let named = |header: &str| {
        let header = header.to_owned();
        Folder::golden().changing("org_year", |years| {
            let column = years.column("营业收入");
            years.header[column] = header;
        })
    };
    named("营业收入（含代收代付）")
        .scores()
        .is_refused()
        .are(&["H0502", "H0502"])
        .say("规则里这一列写：营业收入 … 列 \"营业收入（含代收代付）\"");
    // The unit that is declared, or another of money, is read.
    assert_eq!(named("营业收入（万元）").scores().succeeds(), Folder::golden().scores().succeeds());
}

#[test]
fn a_missing_folder_is_one_finding() {
    Folder::rules().scores().is_refused().are(&["H0501"]).say("没有「data」这个文件夹").say("--data");
    let found = Folder::golden().heng("explain evaluation.heng --data dat --subject P1").is_refused();
    found.are(&["H0501"]).say("没有「dat」这个文件夹");
}

#[test]
fn a_file_for_a_folder_is_refused() {
    let found = Folder::golden().heng("score evaluation.heng --data evaluation.heng").is_refused();
    assert!(!found.codes().is_empty());
}

#[test]
fn a_renamed_column_is_missing_and_its_new_name_unknown() {
    with("org_year", |years| {
        let column = years.column("营业收入");
        years.header[column] = "营收".to_owned();
    })
    .are(&["H0502", "H0502"])
    .say("org_year.csv「营业收入」列")
    .say("是不是想写「营收」？")
    .say("「营收」列没有声明");
}

#[test]
fn a_column_too_many_is_unknown() {
    with("orgs", |orgs| {
        orgs.header.push("备注".to_owned());
        orgs.rows.iter_mut().for_each(|row| row.push(String::new()));
    })
    .are(&["H0502"])
    .say("orgs.csv")
    .say("备注")
    .say("其余列 忽略");
}

#[test]
fn a_column_twice_is_refused() {
    with("orgs", |orgs| {
        orgs.header.push("机构类别".to_owned());
        orgs.rows.iter_mut().for_each(|row| row.push("其他".to_owned()));
    })
    .are(&["H0502"])
    .say("机构类别");
}

#[test]
fn a_text_in_a_number_column_is_shown_with_its_place() {
    let mut line = 0;
    with("org_year", |years| line = years.set(&[("年度", "2022")], "营业收入", "约2000万"))
        .are(&["H0503"])
        .say(&format!("org_year.csv 第 {line} 行「营业收入」列：“约2000万”"));
    assert_eq!(line, 3);
}

#[test]
fn a_dash_in_a_number_column_is_no_zero() {
    with("survey", |survey| _ = survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "—"))
        .are(&["H0503"])
        .say("survey.csv 第 9 行「满意率」列：“—”")
        .say("缺失请留空");
}

#[test]
fn an_area_in_a_money_column_is_a_unit_clash() {
    with("org_year", |years| _ = years.set(&[("年度", "2022")], "营业收入", "2000平方米"))
        .are(&["H0503"])
        .say("第 3 行「营业收入」列：“2000平方米”")
        .say("平方米");
}

#[test]
fn a_day_that_does_not_exist_is_no_date() {
    with("events", |events| _ = events.set(&[("园区编号", "P01")], "活动日期", "2023-02-29"))
        .are(&["H0503"])
        .say("events.csv 第 2 行「活动日期」列：“2023-02-29”");
}

#[test]
fn a_duplicate_key_names_the_row_and_the_text() {
    with("parks", |parks| parks.rows.push(parks.row("P01").to_vec()))
        .are(&["H0504"])
        .say("parks.csv 第 7 行")
        .say("P01");
}

#[test]
fn a_duplicate_key_of_two_columns_is_found() {
    with("org_year", |years| {
        let first = years.rows[0].clone();
        years.rows.push(first);
    })
    .are(&["H0504"])
    .say("org_year.csv 第 462 行");
}

#[test]
fn an_orphan_row_names_the_missing_parent() {
    with("branches", |branches| _ = branches.set(&[("园区编号", "P05")], "园区编号", "P09"))
        .are(&["H0505"])
        .say("branches.csv 第 9 行「园区编号」列：“P09”")
        .say("parks.csv");
}

#[test]
fn a_park_type_outside_the_enumeration_is_shown_with_the_near_one() {
    with("parks", |parks| _ = parks.set(&[("园区编号", "P02")], "园区类型", "综合"))
        .are(&["H0507"])
        .say("parks.csv 第 3 行「园区类型」列：“综合”")
        .say("是不是想写「综合性」？");
}

#[test]
fn an_empty_key_is_refused() {
    with("parks", |parks| _ = parks.set(&[("园区编号", "P02")], "园区编号", ""))
        .include(&["H0506"])
        .say("parks.csv 第 3 行");
}

#[test]
fn a_row_with_a_cell_too_many_is_refused() {
    Folder::golden()
        .replacing("data/honors.csv", "P04,RY-P04-1,省级,", "P04,RY-P04-1,省级,,")
        .scores()
        .is_refused()
        .are(&["H0508"])
        .say("honors.csv 第 5 行");
}

#[test]
fn all_errors_of_all_files_are_reported_in_one_run() {
    Folder::golden()
        .without("data/honors.csv")
        .changing("org_year", |years| _ = years.set(&[("年度", "2022")], "营业收入", "两千多"))
        .changing("org_year", |years| _ = years.set(&[("年度", "2021")], "税收", "无"))
        .changing("branches", |branches| _ = branches.set(&[("园区编号", "P05")], "园区编号", "P09"))
        .changing("incidents", |incidents| _ = incidents.set(&[("园区编号", "P05")], "事件类别", "造假"))
        .changing("services", |services| services.header[1] = "编号".to_owned())
        .changing("policy_cash", |cash| {
            let first = cash.rows[0].clone();
            cash.rows.push(first);
        })
        .scores()
        .is_refused()
        .are(&["H0501", "H0503", "H0503", "H0505", "H0507", "H0502", "H0502", "H0504"])
        .say("“两千多”")
        .say("“无”")
        .say("“造假”");
}

#[test]
fn a_wrong_column_does_not_bury_the_rest() {
    let found = Folder::synthetic()
        .changing("org_year", |years| {
            let column = years.column("营业收入");
            years.rows.iter_mut().for_each(|row| row[column].push('甲'));
        })
        .without("data/honors.csv")
        .scores()
        .is_refused()
        .include(&["H0501", "H0503"]);
    assert!(found.codes().len() < 50, "{} findings", found.codes().len());
    found.say("另有 4251 处");
}

/// How a table is written.
type Way<'w> = &'w dyn Fn(&str) -> Vec<u8>;

#[test]
fn other_encodings_and_separators_change_nothing() {
    let before = Folder::golden().scores().succeeds();
    let utf_16 = |text: &str| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let ways: [(&str, Way<'_>); 3] = [
        ("GB18030", &|text| encoding_rs::GB18030.encode(text).0.into_owned()),
        ("UTF-16", &utf_16),
        ("semicolons", &|text| if text.contains([';', '"']) { text.into() } else { text.replace(',', ";").into() }),
    ];
    for (name, way) in ways {
        let mut folder = Folder::golden();
        for table in folder.tables() {
            let file = format!("data/{table}.csv");
            let text = folder.read(&file);
            folder = folder.with(&file, way(&text));
        }
        assert_eq!(folder.scores().succeeds(), before, "{name}");
    }
    // What is neither is refused with the way out.
    let folder = Folder::golden().with("data/services.csv", b"\xD4\xB0\xC7\xF8\xFF\xFF,\x00\r\n");
    folder.scores().is_refused().are(&["H0508"]).say("services.csv").say("CSV UTF-8");
}

#[test]
fn byte_order_marks_and_line_ends_change_nothing() {
    let mut folder = Folder::golden();
    let before = folder.scores().succeeds();
    let tables = folder.tables();
    for table in &tables {
        let file = format!("data/{table}.csv");
        let text = folder.read(&file);
        folder = folder.with(&file, format!("\u{feff}{text}"));
    }
    folder.scores().prints(&before);
    for table in &tables {
        let file = format!("data/{table}.csv");
        let text = folder.read(&file).replace('\n', "\r\n");
        folder = folder.with(&file, text);
    }
    folder.scores().prints(&before);
    for table in &tables {
        let file = format!("data/{table}.csv");
        let text = folder.read(&file).replace("\r\n", "\r");
        folder = folder.with(&file, text);
    }
    folder.scores().prints(&before);
}

#[test]
fn an_empty_file_has_no_header() {
    Folder::golden().with("data/honors.csv", "").scores().is_refused().are(&["H0502"]).say("honors.csv");
    Folder::golden().with("data/honors.csv", "\n\n").scores().is_refused().are(&["H0502"]);
}

#[test]
fn a_table_of_parks_without_a_park_is_refused() {
    with("parks", |parks| parks.rows.clear()).include(&["H0508"]).say("parks.csv");
}

#[test]
fn a_child_table_without_rows_is_no_mistake() {
    let found = Folder::golden().changing("honors", |honors| honors.rows.clear()).scores().succeeds();
    assert_eq!(Sheet::of(&found).cell("P04", "加分"), "0.00");
}

#[test]
fn a_folder_for_a_table_is_refused() {
    Folder::golden()
        .without("data/honors.csv")
        .with_folder("data/honors.csv")
        .scores()
        .is_refused()
        .are(&["H0508"])
        .say("honors.csv");
}

#[test]
fn a_workbook_for_a_table_is_refused() {
    Folder::golden().with("data/honors.csv", b"PK\x03\x04rest").scores().is_refused().are(&["H0508"]).say("xlsx");
}

#[test]
fn ten_megabytes_of_bytes_for_a_table_are_refused_in_seconds() {
    Folder::golden().with("data/orgs.csv", noise(10 << 20)).scores().is_refused().include(&["H0508"]).say("orgs.csv");
    let found = Folder::golden().with("data/orgs.csv", vec![0; 10 << 20]).scores().is_refused();
    assert!(!found.codes().is_empty());
}

#[test]
fn a_line_of_noise_of_ten_megabytes_for_a_table_is_refused_in_seconds() {
    for noise in [noisy_line(), ",".repeat(10 << 20), "\"".repeat(10 << 20), "甲".repeat(3 << 20)] {
        let folder = Folder::golden();
        let header = folder.read("data/orgs.csv").lines().next().unwrap().to_owned();
        let found = folder.with("data/orgs.csv", &noise).scores().is_refused();
        assert!(found.codes().iter().all(|code| code.starts_with("H05")), "{:?}", found.codes());
        let folder = Folder::golden().with("data/orgs.csv", format!("{header}\n{noise}\n"));
        let found = folder.scores().is_refused();
        assert!(found.codes().iter().all(|code| code.starts_with("H05")), "{:?}", found.codes());
    }
}

#[test]
fn deep_nesting_in_a_cell_is_a_text_like_any_other() {
    for deep in ["{", "(", "[", "非"] {
        with("org_year", |years| _ = years.set(&[("年度", "2022")], "营业收入", &deep.repeat(100_000)))
            .are(&["H0503"])
            .say("第 3 行");
    }
}

#[test]
fn an_unclosed_quote_is_found() {
    let folder = Folder::golden().replacing("data/honors.csv", "P04,RY-P04-1,省级,", "P04,RY-P04-1,省级,\"");
    folder.scores().is_refused().include(&["H0508"]).say("honors.csv");
}

#[test]
fn a_stray_quotation_mark_is_refused_with_its_place() {
    for (written, behind) in [("\"50\"9", "9"), ("\"9\"5", "5"), ("\"省\" \"级\"", "\"级\"")] {
        let cell = format!("P04,RY-P04-1,{written},");
        Folder::golden()
            .replacing("data/honors.csv", "P04,RY-P04-1,省级,", &cell)
            .scores()
            .is_refused()
            .are(&["H0508"])
            .say("honors.csv 第 5 行「级别」列")
            .say(&format!("后面还有「{behind}」"));
    }
}

#[test]
fn two_rows_where_one_was_meant_are_refused_or_kept_apart() {
    // 年度 is part of the key, so a second 2023 row is a duplicate key already.
    with("survey", |survey| survey.rows.push(survey.rows[1].clone())).are(&["H0504"]);
}

#[test]
fn marks_outside_their_bounds_are_a_finding_and_no_result() {
    with("judges", |judges| {
        for expert in ["Z1", "Z2", "Z3", "Z4", "Z5"] {
            judges.set(&[("园区编号", "P01"), ("指标代号", "C5"), ("专家代号", expert)], "分值", "400");
        }
    })
    .are(&["H0701"])
    .say("P01")
    .say("C5");
}
