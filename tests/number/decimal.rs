use heng::number::Number;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

fn ratio(a: i128, b: i128) -> Number {
    Number::ratio(a, b).unwrap()
}

#[test]
fn plain_decimals_are_read() {
    for (text, value) in [
        ("0", ratio(0, 1)),
        ("-0", ratio(0, 1)),
        ("007", ratio(7, 1)),
        ("+1.50", ratio(3, 2)),
        ("-1.5", ratio(-3, 2)),
        ("−1.5", ratio(-3, 2)),
        ("－１．５", ratio(-3, 2)),
        ("＋１２３", ratio(123, 1)),
        ("1２.５", ratio(25, 2)),
        (".5", ratio(1, 2)),
    ] {
        assert_eq!(Number::parse(text), Some(value), "{text}");
    }
}

#[test]
fn anything_but_a_plain_decimal_is_refused() {
    for text in [
        "",
        "+",
        "-",
        ".",
        "-.",
        "5.",
        "1.2.3",
        "1,234",
        "1，234",
        "1e5",
        "1E5",
        " 1",
        "1 ",
        "1 000",
        "--1",
        "+-1",
        "1-",
        "NaN",
        "inf",
        "一",
        "٣",
        "²",
        "0x10",
        "1_000",
        "1%",
        "1．2.3",
        "\u{feff}1",
        "½",
        "-\u{0}",
    ] {
        assert_eq!(Number::parse(text), None, "{text:?}");
    }
}

#[test]
fn a_number_longer_than_4096_characters_is_refused() {
    assert!(Number::parse(&"9".repeat(4096)).is_some());
    assert!(Number::parse(&"９".repeat(4096)).is_some());
    assert!(Number::parse(&"9".repeat(4097)).is_none());
}

#[test]
fn a_number_prints_exactly() {
    assert_eq!(n("-0012.3400").to_string(), "-12.34");
    assert_eq!(n("0.05").to_string(), "0.05");
    assert_eq!(n("-0.05").to_string(), "-0.05");
    assert_eq!(n("100").to_string(), "100");
    assert_eq!(ratio(-2, 3).to_string(), "-2/3");
    assert_eq!(format!("{:?}", ratio(1, 8)), "0.125");
}

#[test]
fn fixed_decimals_are_padded_and_ties_go_away_from_zero() {
    assert_eq!(n("85.5").to_fixed(2), "85.50");
    assert_eq!(n("2.675").to_fixed(2), "2.68");
    assert_eq!(n("-2.675").to_fixed(2), "-2.68");
    assert_eq!(n("0.5").to_fixed(0), "1");
    assert_eq!(n("-0.004").to_fixed(2), "0.00");
    assert_eq!(n("0.004").to_fixed(3), "0.004");
    assert_eq!(n("999.995").to_fixed(2), "1000.00");
    assert_eq!(n("0").to_fixed(2), "0.00");
    assert_eq!(n("1").to_fixed(u32::MAX).len(), 4098);
}

#[test]
fn a_readable_number_says_when_it_was_cut() {
    assert_eq!(n("85.50").to_readable(4), "85.5");
    assert_eq!(n("100").to_readable(0), "100");
    assert_eq!(ratio(2, 3).to_readable(8), "0.66666666…");
    assert_eq!(n("1.0004").to_readable(4), "1.0004");
    assert_eq!(ratio(1, 3).to_readable(u32::MAX).chars().count(), 4099);
}

#[test]
fn an_exact_decimal_is_never_cut() {
    assert_eq!(n("1.00004").to_readable(4), "1.00004");
    assert_eq!(n("0.00000000001821").to_readable(6), "0.00000000001821");
    assert_eq!(
        n("-0.000000000000000000000000000000000000054").to_readable(0),
        "-0.000000000000000000000000000000000000054"
    );
    assert_eq!(ratio(1, 1_048_576).to_readable(2), "0.00000095367431640625");
    let long = format!("0.{}1", "0".repeat(4090));
    assert_eq!(n(&long).to_readable(6), long);
    // Longer than any number that is read.
    let square = &n(&long) * &n(&long);
    assert_eq!(square.to_readable(6), format!("0.{}1", "0".repeat(8181)));
}

#[test]
fn a_cut_number_has_at_least_six_significant_digits() {
    assert_eq!(ratio(2, 3).to_readable(4), "0.666666…");
    assert_eq!(ratio(-2, 3).to_readable(0), "-0.666666…");
    assert_eq!(ratio(5, 3).to_readable(0), "1.66666…");
    assert_eq!(ratio(100_000, 3).to_readable(0), "33333.3…");
    assert_eq!(ratio(1_000_000, 3).to_readable(0), "333333…");
    assert_eq!(ratio(1, 3_000_000).to_readable(6), "0.000000333333…");
    assert_eq!(ratio(-1, 300_000_000_000_000).to_readable(6), "-0.00000000000000333333…");
    let tiny = (0..40).fold(Number::from_integer(1), |tiny, _| tiny * &ratio(1, 3_000_000_000));
    let shown = tiny.to_readable(6);
    let digits = shown.trim_end_matches('…').trim_start_matches(['0', '.']);
    assert_eq!((digits.len(), shown.len() > 380), (6, true), "{shown}");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*") {
        let _ = Number::parse(&text);
    }

    #[test]
    fn text_near_a_number_never_makes_the_reader_panic(text in "[-+−－0-9０-９.．,e ]{0,40}") {
        let _ = Number::parse(&text);
    }

    #[test]
    fn what_is_displayed_reads_back_as_the_same_number(value in any::<i128>(), places in 0_u32..50) {
        let number = Number::from_scaled(value, places);
        let text = number.to_string();
        prop_assert_eq!(Number::parse(&text), Some(number.clone()));
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        prop_assert_eq!(number.places(), u32::try_from(decimals).ok());
    }

    #[test]
    fn a_decimal_text_in_shortest_form_displays_as_itself(text in "-?(0|[1-9][0-9]{0,40})\\.[0-9]{0,40}[1-9]") {
        prop_assert_eq!(n(&text).to_string(), text);
    }

    #[test]
    fn fixed_text_is_the_half_up_rounding(a in any::<i64>(), b in 1..i64::MAX, places in 0_u32..8) {
        use heng::number::{Rounding, RoundingMode};
        let number = ratio(a.into(), b.into());
        let rounded = number.round(Rounding::new(places, RoundingMode::HalfUp));
        prop_assert_eq!(Number::parse(&number.to_fixed(places)), Some(rounded));
    }
}
