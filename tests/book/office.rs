//! Files of real programs.

use heng::book::{Area, Book, Form, Kind, Name, form};

use crate::support::{fixture, lines};

/// What `orgs` of `fixtures/make.py` holds: how each line begins, as forms have their own ways to say a number.
const ORGS: &[&str] = &[
    "A1 2023年度机构情况表",
    "A2 填报单位：鹿城区（盖章）",
    "A3 机构",
    "B3 营业收入",
    "D3 占比\n（%）",
    "E3 成立日期",
    "F3 是否备案",
    "B4 2022年",
    "C4 2023年",
    "A5 甲公司",
    "B5 66490 (Number)",
    "C5 0.3 (Number)",
    "D5 70% (Percent) <0.7>",
    "E5 2023-12-31 (Date)",
    "F5 TRUE (Truth)",
    "G5 330302199001011000 (Lost)",
    "H5 藏在 H 列",
    "A6 乙公司",
    "B6 120000 (Number)",
    "C6 0.0000001 (Number)",
    "D6 7% (Percent)",
    "E6 2023-12-31 08:30:00 (Date)",
    "F6 FALSE (Truth)",
    "G6 330302199001011234",
    "A7 丙",
    "B7 -12.5 (Number)",
    "C7 123456.789 (Number)",
    "D7 112.5% (Percent) <1.125>",
    "E7 1900-02-2",
    "F7 TRUE (Truth)",
    "A8 隐藏公司 hidden",
    "B8 1 (Number) hidden",
    "C8 2 (Number) hidden",
    "D8 3% (Percent) <0.03> hidden",
    "E8 1900-03-01 (Date)",
    "F8 TRUE (Truth)",
    "A9 ＝1+1",
    "B9 3 (Number)",
    "C9 4 (Number)",
    "D9 50% (Percent) <0.5>",
    "E9 08:30:00 (Date)",
    "F9 FALSE (Truth)",
    "A10 合 计",
];

#[test]
fn a_sheet_is_the_same_in_each_form() {
    // Of formulas openpyxl writes no values.
    let unvalued = [
        "B10 =SUM(B5:B9) (Unvalued)",
        "C10 =C5/0 (Unvalued)",
        "D10 =\"\" (Unvalued)",
        "E10 =\"合\"&\"计\" (Unvalued)",
        "F10 =B5>0 (Unvalued)",
    ];
    let valued = ["B10 186481.5 (Number)", "C10 #DIV/0! (Error)", "E10 合计", "F10 TRUE (Truth) <1>"];
    for (name, form_of, last) in [
        ("orgs_openpyxl.xlsx", Form::Xlsx, unvalued.as_slice()),
        ("orgs_libreoffice.xlsx", Form::Xlsx, &valued),
        ("orgs_libreoffice.ods", Form::Ods, &valued),
        ("orgs_libreoffice.xls", Form::Xls, &valued),
    ] {
        let bytes = fixture(name);
        assert_eq!(form(&bytes[..4096]), Some(form_of), "{name}");
        let book = Book::open(&bytes).unwrap();
        assert_eq!(book.form(), form_of);
        let names = [("鹿城 ", false), ("隐藏表", true), ("空表", false), ("瓯海", false)];
        let names = names.map(|(name, is_hidden)| Name { name: name.to_owned(), is_hidden });
        assert_eq!(book.sheets(), names, "{name}");
        let sheet = book.sheet(0).unwrap();
        let found = lines(&sheet);
        let expected: Vec<&str> = ORGS.iter().chain(last).copied().collect();
        assert_eq!(found.len(), expected.len(), "{name}: {found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{name}: {found:?} for {expected:?}");
        }
        let mut merged = sheet.merged().to_vec();
        merged.sort_by_key(|area| (area.rows.start, area.columns.start));
        let area = |rows, columns| Area { rows, columns };
        assert_eq!(merged, [area(0..1, 0..6), area(2..4, 0..1), area(2..3, 1..3)], "{name}");
        assert_eq!(sheet.hidden_columns(), [7], "{name}");
        assert_eq!(lines(&book.sheet(1).unwrap()), ["B2 看不见"]);
        assert_eq!(book.sheet(2).unwrap().cells(), 0);
        let far =
            if form_of == Form::Xls { vec!["A1 1 (Number)"] } else { vec!["A1 1 (Number)", "XFD1048576 最后一格"] };
        assert_eq!(lines(&book.sheet(3).unwrap()), far, "{name}");
        assert!(book.sheet(4).is_err());
    }
}

#[test]
fn days_are_counted_from_1904_where_the_file_says_so() {
    for name in
        ["in_1904_openpyxl.xlsx", "in_1904_libreoffice.xlsx", "in_1904_libreoffice.xls", "in_1904_libreoffice.ods"]
    {
        let sheet = Book::open(&fixture(name)).unwrap().sheet(0).unwrap();
        assert!(lines(&sheet)[0].starts_with("A1 2023-12-31 (Date)"), "{name}");
    }
}

#[test]
fn cells_that_repeat_others_are_cells() {
    let of = |name: &str| lines(&Book::open(&fixture(name)).unwrap().sheet(0).unwrap());
    let expected = of("repeated_openpyxl.xlsx");
    assert_eq!(expected.len(), 2002);
    assert_eq!(expected[2000..], ["A300   两 头  有空格 ", "B300 一行\n又一行\t制表"]);
    for name in ["repeated_libreoffice.xlsx", "repeated_libreoffice.xls", "repeated_libreoffice.ods"] {
        let found = of(name);
        let differing: Vec<_> = found.iter().zip(&expected).filter(|(found, expected)| found != expected).collect();
        assert_eq!(found.len(), expected.len(), "{name}");
        if name == "repeated_libreoffice.ods" {
            // LibreOffice leaves the tab out when it saves an ods.
            assert_eq!(differing, [(&"B300 一行\n又一行制表".to_owned(), &expected[2001])]);
        } else {
            assert!(differing.is_empty(), "{name}: {differing:?}");
        }
    }
}

#[test]
fn texts_of_an_xls_go_on_in_the_next_record() {
    let book = Book::open(&fixture("old_xlwt.xls")).unwrap();
    let sheet = book.sheet(0).unwrap();
    let rows: Vec<_> = sheet.rows().collect();
    for (number, row) in rows.iter().enumerate().take(400).skip(1) {
        let cells: Vec<_> = row.cells().collect();
        assert_eq!(row.number as usize, number + 1);
        assert_eq!(row.is_hidden, number == 5);
        assert!(cells[0].text.starts_with(&format!("第 {number} 家企业，名称很长")) && cells[0].text.ends_with("长长"));
        // 3.3000000000000003 is 3.3.
        let tenths = number * 11;
        let expected =
            if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) };
        assert_eq!(cells[1].text, expected);
        assert_eq!((cells[2].kind, cells[3].kind, cells[4].kind), (Kind::Percent, Kind::Date, Kind::Truth));
    }
    assert_eq!(sheet.hidden_columns(), [3]);
    assert_eq!(sheet.merged(), [Area { rows: 400..402, columns: 0..2 }]);
    assert!(book.sheets()[1].is_hidden);
}

#[test]
fn a_password_is_said() {
    // What a program writes behind the head of the stream when it encrypts the rest.
    let mut old = fixture("orgs_libreoffice.xls");
    let head = b"\x09\x08\x10\x00\x00\x06\x05\x00";
    let at = old.windows(head.len()).position(|some| some == head).unwrap();
    old[at + 20] = 0x2F;
    old[at + 21] = 0;
    for bytes in [fixture("password_msoffcrypto.xlsx"), fixture("password_libreoffice.ods"), old] {
        let fault = Book::open(&bytes).unwrap_err();
        assert_eq!(crate::support::told(&fault), "the file is protected by a password");
    }
}

/// A workbook as `heng` writes them: of a formula it says no value that somebody worked out, unless it does.
#[test]
fn a_formula_of_rust_xlsxwriter_has_the_value_that_was_set() {
    use rust_xlsxwriter::{Format, Formula, Workbook};
    let mut made = Workbook::new();
    let sheet = made.add_worksheet();
    let percent = Format::new().set_num_format("0.00%");
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write(0, 0, "机构\n名称").unwrap();
    sheet.write_with_format(1, 0, 0.58, &percent).unwrap();
    sheet.write_with_format(1, 1, 45291, &date).unwrap();
    sheet.write(2, 0, Formula::new("=SUM(A2:A2)")).unwrap();
    sheet.write(2, 1, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(2, 2, Formula::new("=\"甲\"").set_result("甲")).unwrap();
    sheet.write(2, 3, true).unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    sheet.merge_range(4, 0, 5, 1, "合并", &Format::new()).unwrap();
    let sheet = Book::open(&made.save_to_buffer().unwrap()).unwrap().sheet(0).unwrap();
    assert_eq!(
        lines(&sheet),
        [
            "A1 机构\n名称",
            "A2 58% (Percent) <0.58>",
            "B2 2023-12-31 (Date) <45291>",
            "A3 =SUM(A2:A2) (Unvalued) hidden",
            "B3 2 (Number) hidden",
            "C3 甲 hidden",
            "D3 TRUE (Truth) <1> hidden",
            "A5 合并",
        ]
    );
    assert_eq!(sheet.hidden_columns(), [3]);
    assert_eq!(sheet.merged(), [Area { rows: 4..6, columns: 0..2 }]);
}
