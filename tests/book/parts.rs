//! What an xlsx may say, part by part.

use crate::support::{Xlsx, lines, pack, read, sheet, told, zipped};
use heng::book::{Area, Book};

fn rows(inside: &str) -> Vec<String> {
    let sheet = format!("<sheetData>{inside}</sheetData>");
    let strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr/><t xml:space=\"preserve\"> 丙</t></r>\
                   <rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></si><si><t/></si><si><t>A_x000D_\nB</t></si>";
    let styles = "<numFmts><numFmt numFmtId=\"176\" formatCode=\"0.0%;[Red]-0.0%\"/>\
                  <numFmt numFmtId=\"177\" formatCode=\"0.00&quot;亿元&quot;\"/></numFmts>\
                  <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
                  <cellXfs><xf/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"46\"/><xf numFmtId=\"177\"/></cellXfs>";
    read(&Xlsx { sheet: &sheet, strings, styles, ..Xlsx::default() }.bytes())
}

#[test]
fn each_kind_of_cell_is_read() {
    let row = |cells: &str| rows(&format!("<row r=\"1\">{cells}</row>"));
    for (cells, expected) in [
        ("<c r=\"A1\"><v>0.30000000000000004</v></c>", "A1 0.3 (Number) <0.30000000000000004>"),
        ("<c r=\"A1\" t=\"n\"><v>1.2E+05</v></c>", "A1 120000 (Number) <1.2E+05>"),
        ("<c r=\"A1\"><v> 5 </v></c>", "A1 5 (Number)"),
        ("<c r=\"A1\" s=\"1\"><v>0.7</v></c>", "A1 70% (Percent) <0.7>"),
        ("<c r=\"A1\" s=\"3\"><v>-0.0325</v></c>", "A1 -3.25% (Percent) <-0.0325>"),
        ("<c r=\"A1\" s=\"2\"><v>45291</v></c>", "A1 2023-12-31 (Date) <45291>"),
        ("<c r=\"A1\" s=\"2\"><v>-3</v></c>", "A1 ######## (Error) <-3>"),
        ("<c r=\"A1\" s=\"4\"><v>1.5</v></c>", "A1 36:00:00 (Date) <1.5>"),
        ("<c r=\"A1\" s=\"5\"><v>5.2</v></c>", "A1 5.2亿元 <5.2>"),
        ("<c r=\"A1\" s=\"99\"><v>1</v></c>", "A1 1 (Number)"),
        ("<c r=\"A1\" t=\"s\"><v>0</v></c>", "A1 甲"),
        ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "A1 乙 丙"),
        ("<c r=\"A1\" t=\"s\"><v>3</v></c>", "A1 A\r\nB"),
        ("<c r=\"A1\" t=\"inlineStr\"><is><r><t>丁</t></r><r><t>&amp;&#x4e59;</t></r></is></c>", "A1 丁&乙"),
        ("<c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v>戊x</v></c>", "A1 戊x"),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "A1 TRUE (Truth) <1>"),
        ("<c r=\"A1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "A1 #DIV/0! (Error)"),
        ("<c r=\"A1\" t=\"d\"><v>2023-12-31T08:30:00</v></c>", "A1 2023-12-31 08:30:00 (Date) <2023-12-31T08:30:00>"),
        ("<c r=\"A1\"><f>SUM(B1:B9)</f></c>", "A1 =SUM(B1:B9) (Unvalued)"),
        ("<c r=\"A1\"><f>SUM(B1:B9)</f><v/></c>", "A1 =SUM(B1:B9) (Unvalued)"),
        ("<c r=\"A1\"><f>SUM(B1:B9)</f><v>12</v></c>", "A1 12 (Number)"),
        ("<c r=\"A1\"><v>12,5</v></c>", "A1 12,5 (Error)"),
        ("<c r=\"A1\"><v>330302199001011234</v></c>", "A1 330302199001011000 (Lost) <330302199001011234>"),
        ("<c r=\"$B$1\" xmlns:x=\"y\"><v><!-- no -->7</v></c>", "B1 7 (Number)"),
    ] {
        assert_eq!(row(cells), [expected], "{cells}");
    }
    for cells in [
        "<c r=\"A1\" s=\"1\"/>",
        "<c r=\"A1\" t=\"s\"><v>2</v></c>",
        "<c r=\"A1\" t=\"inlineStr\"><is><t/></is></c>",
        "<c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c>",
    ] {
        assert!(row(cells).is_empty(), "{cells}");
    }
}

#[test]
fn places_are_counted_where_they_are_not_said() {
    let found = rows(
        "<row><c><v>1</v></c><c><v>2</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c></row><row r=\"9\" hidden=\"1\"><c><v>6</v></c></row>\
         <row ht=\"0\"><c><v>7</v></c></row>",
    );
    assert_eq!(
        found,
        [
            "A1 1 (Number)",
            "B1 2 (Number)",
            "D1 4 (Number)",
            "E1 5 (Number)",
            "A9 6 (Number) hidden",
            "A10 7 (Number) hidden"
        ]
    );
}

#[test]
fn cells_in_another_order_are_put_in_order_and_none_stands_twice() {
    let found = rows(
        "<row r=\"2\"><c r=\"B2\"><v>4</v></c><c r=\"A2\"><v>3</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
    );
    assert_eq!(found, ["A1 1 (Number)", "A2 3 (Number)", "B2 4 (Number)"]);
    for twice in [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>",
    ] {
        assert_eq!(rows(twice), ["the file is damaged: xl/worksheets/sheet1.xml: the cell A1 stands there twice"]);
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    for (inside, why) in [
        ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "a cell of row 1 says that it is A2"),
        ("<row r=\"1\"><c r=\"甲\"><v>1</v></c></row>", "a cell of row 1 says that it is 甲"),
        ("<row r=\"0\"/>", "there is a row 0, which no sheet has"),
        ("<row r=\"1048577\"/>", "there is a row 1048577, which no sheet has"),
        ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "row 1 has a column 16385, which no sheet has"),
        ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>", "the text of the cell A1 is nowhere in the file"),
        ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "the text of the cell A1 is nowhere in the file"),
        ("<row r=\"1\"><c r=\"A1\" t=\"q\"><v>4</v></c></row>", "a cell of row 1 is of a type q that there is not"),
        ("<row r=\"1\"><c r=\"A1\"><v>4</c></row>", "it is not well-formed XML"),
        ("<row r=\"1\"><c r=\"A1\"><v>&foo;</v></c></row>", "it is not well-formed XML"),
        ("<row r=\"1\" r=\"2\"></row>", "it is not well-formed XML"),
    ] {
        assert_eq!(rows(inside), [format!("the file is damaged: xl/worksheets/sheet1.xml: {why}")], "{inside}");
    }
}

#[test]
fn formulas_that_are_to_be_worked_out_by_who_opens_the_file_have_no_value() {
    let of = |workbook: &str| {
        let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><f>B1</f><v>0</v></c><c r=\"B1\"><f>C1</f><v>5</v></c><c r=\"C1\"><v>0</v></c></row></sheetData>";
        read(&Xlsx { workbook, sheet, ..Xlsx::default() }.bytes())
    };
    assert_eq!(of(""), ["A1 0 (Number)", "B1 5 (Number)", "C1 0 (Number)"]);
    assert_eq!(of("<calcPr fullCalcOnLoad=\"1\"/>"), ["A1 =B1 (Unvalued)", "B1 5 (Number)", "C1 0 (Number)"]);
}

#[test]
fn columns_and_areas_are_told() {
    let inside = "<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/>\
                  <col min=\"7\" max=\"9\"/></cols><sheetData/><mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C1\"/></mergeCells>";
    let found = sheet(&Xlsx { sheet: inside, ..Xlsx::default() }.bytes()).unwrap();
    assert_eq!(found.hidden_columns(), [1, 2, 4]);
    assert_eq!(found.merged(), [Area { rows: 0..2, columns: 0..2 }]);
}

/// The strict form, prefixes, targets from the root and in the other direction, a chart among the sheets.
#[test]
fn other_ways_to_say_the_same_are_read() {
    let workbook = r#"<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships">
        <x:workbookPr date1904="true"/><x:sheets><x:sheet name="图" sheetId="9" q:id="c"/><x:sheet name="一&#10;二 " sheetId="1" state="veryHidden" q:id="a"/></x:sheets></x:workbook>"#;
    let links = r#"<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/Xl\sheets\One.xml"/>
        <Relationship Id="c" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>"#;
    let cells = r#"<?xml version="1.0"?><x:worksheet xmlns:x="y"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    let bytes = zipped(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sheets/one.xml", cells.as_bytes()),
    ]);
    let book = Book::open(&bytes).unwrap();
    assert_eq!(book.sheets().len(), 1);
    assert!(book.sheets()[0].is_hidden);
    assert_eq!(book.sheets()[0].name, "一\n二 ");
    assert_eq!(lines(&book.sheet(0).unwrap()), ["A1 甲"]);
}

#[test]
fn documents_of_other_programs_are_named() {
    for (member, what) in [
        ("word/document.xml", "this is a document of Word, not a workbook"),
        ("ppt/presentation.xml", "this is a presentation, not a workbook"),
    ] {
        let bytes = zipped(&[("[Content_Types].xml", b"<Types/>"), (member, b"<x/>")]);
        assert_eq!(told(&Book::open(&bytes).unwrap_err()), what);
    }
    let links =
        r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
    let bytes = zipped(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", links.as_bytes())]);
    assert_eq!(told(&Book::open(&bytes).unwrap_err()), "this is a binary workbook (xlsb)");
    assert_eq!(told(&Book::open(&b"a,b\n1,2\n".to_vec()).unwrap_err()), "this is not a workbook");
}

#[test]
fn a_part_that_is_missing_is_named() {
    let whole = Xlsx::default().parts();
    for (gone, (name, _)) in whole.iter().enumerate().skip(2) {
        let mut parts = whole.clone();
        parts.remove(gone);
        assert_eq!(read(&pack(&parts)), [format!("the file is damaged: {name}: it is missing")]);
    }
}
