//! What the content of an ods may say.

use crate::support::{ods, read, sheet};
use heng::book::{Area, Book};

fn cells(inside: &str) -> Vec<String> {
    read(&ods(&format!("<table:table table:name=\"表\"><table:table-row>{inside}</table:table-row></table:table>")))
}

#[test]
fn each_kind_of_cell_is_read() {
    for (cell, expected) in [
        (r#"office:value-type="float" office:value="66490"><text:p>66,490</text:p>"#, "A1 66490 (Number)"),
        (r#"office:value-type="currency" office:value="5.50"><text:p>¥5.50</text:p>"#, "A1 5.5 (Number) <5.50>"),
        (r#"office:value-type="float" office:value="5.2"><text:p>5.20亿元</text:p>"#, "A1 5.2亿元 <5.2>"),
        (r#"office:value-type="percentage" office:value="0.7"><text:p>70%</text:p>"#, "A1 70% (Percent) <0.7>"),
        (r#"office:value-type="date" office:date-value="2023-12-31"><text:p>x</text:p>"#, "A1 2023-12-31 (Date)"),
        (r#"office:value-type="time" office:time-value="PT08H30M00S">"#, "A1 08:30:00 (Date) <PT08H30M00S>"),
        (r#"office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p>"#, "A1 TRUE (Truth) <true>"),
        (r#"office:value-type="float" office:value="1"><text:p>TRUE</text:p>"#, "A1 TRUE (Truth) <1>"),
        (
            r#"office:value-type="string"><text:p>甲<text:s text:c="3"/>乙<text:tab/>丙</text:p><text:p>丁</text:p>"#,
            "A1 甲   乙\t丙\n丁",
        ),
        (
            r#"office:value-type="string"><text:p> 甲 <text:span> 乙<text:line-break/>丙</text:span>  丁</text:p>"#,
            "A1 甲 乙\n丙 丁",
        ),
        (
            r#"office:value-type="string"><office:annotation><text:p>批</text:p></office:annotation><text:p>甲</text:p>"#,
            "A1 甲",
        ),
        (
            r#"office:value-type="string"><text:p><text:ruby><text:ruby-base>甲</text:ruby-base><text:ruby-text>jia</text:ruby-text></text:ruby></text:p>"#,
            "A1 甲",
        ),
        (r#"office:value-type="string" office:string-value="全"><text:p>半</text:p>"#, "A1 全"),
        (
            r#"table:formula="of:=[.B1]/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>"#,
            "A1 #DIV/0! (Error)",
        ),
        (
            r#"table:formula="of:=[.B1]/0" office:value-type="float" office:value="0"><text:p>Err:502</text:p>"#,
            "A1 Err:502 (Error) <0>",
        ),
        (r#"table:formula="of:=SUM([.B1:.B9])">"#, "A1 =SUM([.B1:.B9]) (Unvalued)"),
        (r#"office:value-type="float" office:value="x">"#, "A1 x (Error)"),
        (
            r#"office:value-type="float" office:value="91330302199001011234">"#,
            "A1 91330302199001000000 (Lost) <91330302199001011234>",
        ),
    ] {
        assert_eq!(cells(&format!("<table:table-cell {cell}</table:table-cell>")), [expected], "{cell}");
    }
    assert!(cells(r#"<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>"#).is_empty());
    assert!(cells(r#"<table:table-cell office:value-type="string"><text:p/></table:table-cell>"#).is_empty());
}

#[test]
fn what_repeats_and_what_is_hidden_is_told() {
    let number = |value: u32, more: &str| {
        format!(r#"<table:table-cell {more} office:value-type="float" office:value="{value}"/>"#)
    };
    let bytes = ods(&format!(
        r#"<table:tracked-changes><table:table-cell office:value-type="float" office:value="9"/></table:tracked-changes>
        <table:table table:name="一"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
        <table:table-column table:number-columns-repeated="16381"/>
        <table:table-header-rows><table:table-row table:number-rows-repeated="2">{one}<table:table-cell table:number-columns-repeated="2"/>{two}</table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="10"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row-group table:display="false"><table:table-row>{one}</table:table-row></table:table-row-group>
        <table:table-row table:visibility="filter">{wide}<table:covered-table-cell/>{two}</table:table-row>
        <table:table-row table:number-rows-repeated="1048562"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        one = number(1, r#"table:number-columns-repeated="2""#),
        two = number(2, ""),
        wide = number(3, r#"table:number-columns-spanned="2" table:number-rows-spanned="3""#),
    ));
    let n = |place: &str, value: u32, more: &str| format!("{place} {value} (Number){more}");
    assert_eq!(
        read(&bytes),
        [
            n("A1", 1, ""),
            n("B1", 1, ""),
            n("E1", 2, ""),
            n("A2", 1, ""),
            n("B2", 1, ""),
            n("E2", 2, ""),
            n("A13", 1, " hidden"),
            n("B13", 1, " hidden"),
            n("A14", 3, " hidden"),
            n("C14", 2, " hidden"),
        ]
    );
    let sheet = sheet(&bytes).unwrap();
    assert_eq!(sheet.hidden_columns(), [1, 2]);
    assert_eq!(sheet.merged(), [Area { rows: 13..16, columns: 0..2 }]);
}

#[test]
fn sheets_are_told_apart() {
    let cell = |value: u32| {
        format!(
            r#"<table:table-row><table:table-cell office:value-type="float" office:value="{value}"/></table:table-row>"#
        )
    };
    let bytes = ods(&format!(
        r#"<table:table table:name="一">{}</table:table><table:table table:name="二 ">{}</table:table>"#,
        cell(1),
        cell(2)
    ));
    let book = Book::open(&bytes).unwrap();
    let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["一", "二 "]);
    for (place, value) in ["1", "2"].into_iter().enumerate() {
        let sheet = book.sheet(place).unwrap();
        assert_eq!(sheet.rows().next().unwrap().cells().next().unwrap().text, value);
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let nested = cells("<table:table-cell><table:table><table:table-row/></table:table></table:table-cell>");
    assert_eq!(nested, ["the file is damaged: content.xml: there is a table within a cell"]);
    assert_eq!(read(&ods("")), ["there is no sheet in this file"]);
}
