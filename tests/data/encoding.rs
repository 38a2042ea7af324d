use super::support::*;
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

#[test]
fn gbk_is_named() {
    // 营业收入 in GBK.
    let (message, help) = refused(b"id\nP1\n\xD3\xAA\xD2\xB5\xCA\xD5\xC8\xEB\n");
    assert!(message.contains("GBK") && message.contains("第 3 行"), "{message}");
    assert!(help.contains("CSV UTF-8"));
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
    assert!(refused(b"id\n\xD6\xEC\xE9F\xBB\xF9\n").0.contains("GBK"));
}

#[test]
fn other_bytes_are_refused() {
    let (message, help) = refused(b"id\n\xFF\x00\n");
    assert!(message.contains("UTF-8") && !message.contains("GBK"), "{message}");
    assert!(help.contains("CSV UTF-8"));
}

#[test]
fn utf_16_and_workbooks_are_named() {
    assert!(refused(b"\xFF\xFEi\0d\0").0.contains("UTF-16"));
    assert!(refused(b"\xFE\xFF\0i\0d").0.contains("UTF-16"));
    assert!(refused(b"PK\x03\x04....").0.contains("xlsx"));
    assert!(refused(b"\xD0\xCF\x11\xE0....").0.contains("xls"));
}

#[test]
fn rare_characters_stay() {
    let table = read_one(keyed_parks(), "园区编号\n㛃𠮷㐂\n").unwrap();
    assert_eq!(table.place(heng::core::FieldId(0), 0).text.unwrap(), "㛃𠮷㐂");
}
