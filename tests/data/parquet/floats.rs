//! A binary number means its shortest decimal.

use super::support::*;
use heng::finding::Code;

const PLAIN: [(f64, &str); 12] = [
    (12.35, "12.35"),
    (0.1 + 0.2, "0.30000000000000004"),
    (0.1, "0.1"),
    (0.07, "0.07"),
    (1e15 + 0.5, "1000000000000000.5"),
    (1e15, "1000000000000000"),
    (999_999_999_999_999.0, "999999999999999"),
    (123_456_789_012_345.67, "123456789012345.67"),
    (-0.0, "0"),
    (1e-22, "0.0000000000000000000001"),
    (9_007_199_254_740_993.0, "9007199254740992"),
    (-2.5, "-2.5"),
];

#[test]
fn the_shortest_decimal_is_read_alone_and_among_others() {
    for (value, text) in PLAIN {
        assert_eq!(cells(&number(""), column("列", [value])), [text]);
        assert_eq!(cells(&number(""), column("列", [Some(0.5), None, Some(value)])), ["0.5", "缺失", text]);
    }
    // The least of these has 22 decimals, with which the largest still fit 128 bits.
    let values: Vec<f64> = PLAIN.iter().map(|(value, _)| *value).collect();
    let texts: Vec<&str> = PLAIN.iter().map(|(_, text)| *text).collect();
    assert_eq!(cells(&number(""), column("列", values)), texts);
}

#[test]
fn what_is_no_decimal_is_refused_with_its_row() {
    let odd = column("列", [Some(1.5), None, Some(f64::NAN), Some(f64::INFINITY), Some(1e300), Some(5e-324)]);
    let found = refused(&number(""), odd);
    let rows: Vec<_> = found.iter().map(|(code, row, _)| (*code, *row)).collect();
    assert_eq!(rows, [3, 4, 5, 6].map(|row| (Code::H0503, Some(row))));
    assert_eq!(found[0].2.as_deref(), Some("NaN"));
    assert_eq!(found[1].2.as_deref(), Some("inf"));
}

#[test]
fn a_number_that_is_not_there_is_missing_and_not_nan() {
    assert_eq!(cells(&number(""), column("列", [None::<f64>, None])), ["缺失", "缺失"]);
}

#[test]
fn numbers_of_32_bits_mean_their_own_shortest_decimal() {
    let values =
        [Some(0.1_f32), Some(12.35), None, Some(16_777_216.0), Some(-3.0), Some(95.5), Some(1e-10), Some(-0.0)];
    let texts = ["0.1", "12.35", "缺失", "16777216", "-3", "95.5", "0.0000000001", "0"];
    assert_eq!(cells(&number(""), column("列", values)), texts);
    let found = refused(&number(""), column("列", [f32::NAN, 1.0, f32::NEG_INFINITY, f32::MAX]));
    let rows: Vec<_> = found.iter().map(|(_, row, _)| row.unwrap()).collect();
    assert_eq!(rows, [1, 3, 4]);
}

#[test]
fn decimals_too_far_apart_are_refused_in_the_row_that_does_not_fit() {
    let found = refused(&number(""), column("列", [1e30, 1e-22]));
    assert_eq!(found.iter().map(|(code, row, _)| (*code, *row)).collect::<Vec<_>>(), [(Code::H0503, Some(1))]);
}

/// Each group of rows has decimals of its own; the cell is told as it stands in its group.
#[test]
fn decimals_too_far_apart_in_two_groups_are_told_with_their_values() {
    let frame = frame(vec![column("列", [Some(1e30), None, Some(-2.5e30), Some(0.5), Some(1.5e-22)])]);
    let found = read_bytes(parks().with("列", number("")), &file(&frame, 1)).unwrap_err();
    let large = ["1000000000000000000000000000000", "-2500000000000000000000000000000"];
    assert_eq!(
        places(&found),
        [(1, large[0]), (3, large[1])].map(|(row, text)| (Code::H0503, place(Some(row), "列", Some(text))))
    );
    for (found, text) in found.iter().zip(large) {
        let message = &found.message.zh;
        assert!(message.contains(text) && message.contains("0.00000000000000000000015"), "{message}");
    }
}

#[test]
fn any_number_reads_as_what_rust_writes() {
    use proptest::prelude::*;
    let numbers = prop::collection::vec(
        prop_oneof![
            (-1_000_000_000_i64..1_000_000_000, 0_u32..7)
                .prop_map(|(units, places)| { format!("{units}e-{places}").parse::<f64>().unwrap() }),
            (1e-6..1e15_f64),
            (-1e9..1e9_f64),
        ],
        1..20,
    );
    proptest!(ProptestConfig::with_cases(200), |(values in numbers)| {
        let texts: Vec<String> = values.iter().map(|value| (value + 0.0).to_string()).collect();
        prop_assert_eq!(cells(&number(""), column("列", values)), texts);
    });
}
