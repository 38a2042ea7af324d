use super::support::*;
use heng::core::Type;
use heng::finding::Code;

fn refused(bytes: &[u8]) -> (String, String) {
    let (code, path, message, help) = only_file(read(vec![keyed_parks()], &[("parks.csv", bytes)]));
    assert_eq!((code, path.as_str()), (Code::H0508, "d/parks.csv"));
    (message, help)
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    for text in ["\u{feff}园区编号\nP1\n", "\u{feff}\u{feff}园区编号\nP1\n", "园区编号\nP1\n"] {
        assert_eq!(lines(&read_one(keyed_parks(), text).unwrap()), [2]);
    }
}

#[test]
fn a_quoted_header_after_a_mark_is_read() {
    assert_eq!(read_one(keyed_parks(), "\u{feff}\"园区编号\"\nP1\n").unwrap().rows, 1);
}

/// What the key of the last row says.
fn last(bytes: &[u8]) -> String {
    let tables = read(vec![parks().with("id", Type::Text).key(&[field(0)])], &[("parks.csv", bytes)]).unwrap();
    tables.0[0].place(heng::core::FieldId(0), tables.0[0].rows - 1).text.unwrap()
}

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn gbk_is_read() {
    // 营业收入 in GBK, in the first line and behind a block of ASCII.
    assert_eq!(last(b"id\nP1\n\xD3\xAA\xD2\xB5\xCA\xD5\xC8\xEB\n"), "营业收入");
    let rows = (0..400_000).map(|row| format!("P{row}\n")).collect::<Vec<_>>().concat();
    assert_eq!(last(&[format!("id\n{rows}").as_bytes(), b"\xD3\xAA\xD2\xB5\xCA\xD5\xC8\xEB\n"].concat()), "营业收入");
    // A character outside GBK, of four bytes, a separator and a quotation mark beside others.
    let text = "id\n㛃𠮷㐂\n\"鹿,城\"\"区\"\n";
    assert_eq!(last(&encoded(text, encoding_rs::GB18030)), "鹿,城\"区");
    assert_eq!(last(&encoded("id\n㛃𠮷㐂的、区\n", encoding_rs::GB18030)), "㛃𠮷㐂的、区");
    let (message, _) = refused(b"id\n\xD3\xAA\xD2\xB5\xCA\xD5\n\xFF\xFF\n");
    assert!(message.contains("UTF-8"), "{message}");
}

#[test]
fn utf_16_is_read() {
    assert_eq!(last(&utf_16("id\n㛃𠮷\n", u16::to_le_bytes)), "㛃𠮷");
    assert_eq!(last(&utf_16("id\r\n营业\r\n", u16::to_be_bytes)), "营业");
}

#[test]
fn a_short_text_that_could_be_gbk_too_stays_utf_8() {
    assert_eq!(last("id\n营业收入\n".as_bytes()), "营业收入");
    assert!(encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement("营业".as_bytes()).is_some());
}

#[test]
fn latin_1_is_not_called_gbk() {
    // Zürich, Genève, São Paulo.
    for bytes in [&b"id\nZ\xFCrich\n"[..], b"id\nGen\xE8ve,1\n", b"id\nS\xE3o Paulo;\xC5rhus\n"] {
        let (message, help) = refused(bytes);
        assert!(message.contains("Latin-1") && !message.contains("GBK"), "{message}");
        assert!(help.contains("CSV UTF-8"));
    }
    // A sign of Latin-1 that is no letter: 20 °C, 5 £.
    for bytes in [&b"id\n20 \xB0C\n"[..], b"id\n5\xA3,1\n"] {
        let (message, _) = refused(bytes);
        assert!(!message.contains("GBK"), "{message}");
    }
    // A rare character among common ones is still GBK: 朱镕基.
    assert_eq!(last(b"id\n\xD6\xEC\xE9F\xBB\xF9\n"), "朱镕基");
}

#[test]
fn other_bytes_are_refused() {
    let (message, help) = refused(b"id\n\xFF\x00\n");
    assert!(message.contains("UTF-8") && !message.contains("GBK"), "{message}");
    assert!(help.contains("CSV UTF-8"));
}

#[test]
fn broken_utf_16_is_named() {
    assert!(refused(b"\xFF\xFEi\0\x00\xD8").0.contains("UTF-16"));
}

#[test]
fn rare_characters_stay() {
    let table = read_one(keyed_parks(), "园区编号\n㛃𠮷㐂\n").unwrap();
    assert_eq!(table.place(heng::core::FieldId(0), 0).text.unwrap(), "㛃𠮷㐂");
}
