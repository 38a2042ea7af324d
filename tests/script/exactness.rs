//! Numbers are exact.

use heng::script::{ComplaintKind, Datum, Lack};

use super::{call, complaints, missing, number, value};

#[test]
fn arithmetic_is_exact_and_widens() {
    for (expression, expected) in [
        ("7 / 2", "3.5"),
        ("0.1 + 0.2", "0.3"),
        ("1 / 3 * 3", "1"),
        ("1 / 3", "1/3"),
        ("9223372036854775807 + 1", "9223372036854775808"),
        ("-9223372036854775807 - 2", "-9223372036854775809"),
        ("9223372036854775807 * 9223372036854775807", "85070591730234615847396907784232501249"),
        ("let x = 9223372036854775807; x += 1; x -= 1; x", "9223372036854775807"),
        ("let x = 7; x /= 2; x *= 4; x", "14"),
        ("let x = 17; x %= 5; x **= 3; x", "8"),
        ("2 ** 100", "1267650600228229401496703205376"),
        ("2 ** -2", "0.25"),
        ("(0 - 7) % 3", "-1"),
        ("-0.5", "-0.5"),
        ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
        ("1_000_000", "1000000"),
        ("1234567890123456789012345678", "1234567890123456789012345678"),
        ("0.1234567890123456789012345678", "0.1234567890123456789012345678"),
        ("[10, 20, 30][7 / 2 - 2.5]", "20"),
        ("let s = 0; for i in 0..(9 / 3) { s += i; } s", "3"),
    ] {
        assert_eq!(value(expression), number(expected), "{expression}");
    }
}

#[test]
fn comparison_is_exact() {
    for expression in [
        "0.1 + 0.2 == 0.3",
        "1/3 < 0.3333333333333333333333334",
        "9223372036854775807 < 9223372036854775808",
        "2 ** 64 > 2 ** 64 - 1",
        "1.0 == 1",
        "0.5 == 1/2",
        "3 in [1, 6/2]",
        "2 !in [1]",
        "2.5 in 1..3",
    ] {
        assert_eq!(value(expression), Datum::YesNo(true), "{expression}");
    }
}

#[test]
fn a_number_too_long_is_refused_or_missing_never_wrong() {
    assert_eq!(complaints("fn f() { 12345678901234567890123456789012345 }")[0].kind, ComplaintKind::Syntax);
    let text = "fn f(x) { x * x }";
    let cube = |number: &heng::number::Number| &(number * number) * number;
    let large = cube(&cube(&heng::number::Number::from_integer(2).power(20_000).unwrap()));
    let Datum::Missing(lacks) = call(text, vec![Datum::Number(large)]).unwrap() else { panic!() };
    assert!(matches!(lacks.first(), Some(Lack::OutsideDomain(..))));
    assert_eq!(value("2 ** 1000000"), missing(&[Lack::OutsideDomain(9, 21)]));
}
