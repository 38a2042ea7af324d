//! Tables of pages.

use encoding_rs::GB18030;
use heng::book::{Area, Book, Form, form};

use crate::support::{fixture, lines, read, sheet, told};

#[test]
fn a_page_of_libreoffice_is_a_sheet() {
    let book = Book::open(&fixture("page_libreoffice_html.xls")).unwrap();
    assert_eq!(book.form(), Form::Html);
    let found = lines(&book.sheet(0).unwrap());
    for expected in [
        "D3 占比\n（%）",
        "B4 2022年",
        "A5 甲公司",
        "B5 66490 (Number)",
        "D5 70% (Percent) <0.7>",
        "E5 2023-12-31 (Date) <45291>",
        "G5 330302199001011000 (Lost) <3.30302199001011E+017>",
        "G6 330302199001011234",
    ] {
        assert!(found.iter().any(|line| line == expected), "{expected}: {found:#?}");
    }
}

#[test]
fn a_page_is_read_as_browsers_show_it() {
    let page = "\u{feff}<HTML xmlns:x='urn:schemas-microsoft-com:office:excel'><head><style>td{color:red}</style>\
        <script>document.write('<table><tr><td>不</table>')</script><!-- <table><tr><td>不</td></tr></table> --></head><body>\
        <TABLE><caption> 机构 表 </caption><colgroup><col><col span=2 style='display: none'></colgroup><thead>\
        <tr><th rowspan=2>机构<th colspan=2>营业\n   收入</th></tr><tr><td>2022<td>2023</tr></thead>\
        <tr style=\"DISPLAY:none\"><td>甲&amp;乙<br>园区</td><td>1,234.50</td><td x:num='0.70000000000000007'>70%</td></tr>\
        <tr/><tr><td></td><td>&nbsp;</td><td title='a>b' x:num=\"66490.4\">66,490</td></tr>\
        <tr><td><p>一</p><p>二</p></td><td>3 < 5</td></tr></TABLE><table><tr><td></td></tr></table><table><td>二</td></table></body></HTML>";
    let book = Book::open(&page.as_bytes().to_vec()).unwrap();
    let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["机构 表", "2"]);
    let sheet = book.sheet(0).unwrap();
    assert_eq!(
        lines(&sheet),
        [
            "A1 机构",
            "B1 营业 收入",
            "B2 2022",
            "C2 2023",
            "A3 甲&乙\n园区 hidden",
            "B3 1,234.50 hidden",
            "C3 70% (Percent) <0.70000000000000007> hidden",
            "B5 \u{a0}",
            "C5 66490.4 (Number)",
            "A6 一\n二",
            "B6 3 < 5",
        ]
    );
    assert_eq!(sheet.merged(), [Area { rows: 0..2, columns: 0..1 }, Area { rows: 0..1, columns: 1..3 }]);
    assert_eq!(sheet.hidden_columns(), [1, 2]);
}

#[test]
fn a_page_is_read_in_its_encoding() {
    let page =
        |charset: &str| format!("<html><meta charset={charset}><table><tr><td>温州市㛃𠮷</td></tr></table></html>");
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(page("x").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [
        page("utf-8").into_bytes(),
        page("gb2312").into_bytes(),
        GB18030.encode(&page("gb2312")).0.into_owned(),
        GB18030.encode(&page("\"GBK\"")).0.into_owned(),
        GB18030.encode("<table><tr><td>温州市㛃𠮷").0.into_owned(),
        utf_16,
    ] {
        assert_eq!(form(&bytes), Some(Form::Html));
        assert_eq!(read(&bytes), ["A1 温州市㛃𠮷"]);
    }
    assert_eq!(
        read(b"<html><table><tr><td>\xFF\xFF"),
        ["the file is damaged: html: its text is not in the encoding that it says"]
    );
}

#[test]
fn what_is_no_table_of_data_is_refused() {
    for (page, why) in [
        (
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            "this is a workbook as a file of XML",
        ),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "this is a page in a single file (mht), not a workbook"),
        ("<html><body>没有</body></html>", "this is a page without a table"),
        (
            "<html><table><tr><td><table><tr><td>1</table></table>",
            "the file is damaged: html: there is a table within a table",
        ),
    ] {
        assert_eq!(form(page.as_bytes()), Some(Form::Html));
        assert_eq!(told(&sheet(page.as_bytes()).unwrap_err()), why);
    }
}
