use heng::number::RoundingMode::{self, Ceiling, Down, Floor, HalfEven, HalfUp, Up};
use heng::number::{Number, Rounding};
use num_bigint::BigInt;
use proptest::prelude::*;

const MODES: [RoundingMode; 6] = [HalfUp, HalfEven, Up, Down, Ceiling, Floor];

fn n(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

#[test]
fn each_mode_rounds_as_its_name_says() {
    // The columns are in the order of MODES.
    let table = [
        ("2.5", 0, ["3", "2", "3", "2", "3", "2"]),
        ("-2.5", 0, ["-3", "-2", "-3", "-2", "-2", "-3"]),
        ("3.5", 0, ["4", "4", "4", "3", "4", "3"]),
        ("-3.5", 0, ["-4", "-4", "-4", "-3", "-3", "-4"]),
        ("0.5", 0, ["1", "0", "1", "0", "1", "0"]),
        ("-0.5", 0, ["-1", "0", "-1", "0", "0", "-1"]),
        ("2.4999", 0, ["2", "2", "3", "2", "3", "2"]),
        ("2.5001", 0, ["3", "3", "3", "2", "3", "2"]),
        ("-2.5001", 0, ["-3", "-3", "-3", "-2", "-2", "-3"]),
        ("1.005", 2, ["1.01", "1", "1.01", "1", "1.01", "1"]),
        ("1.015", 2, ["1.02", "1.02", "1.02", "1.01", "1.02", "1.01"]),
        ("-1.015", 2, ["-1.02", "-1.02", "-1.02", "-1.01", "-1.01", "-1.02"]),
        ("2.675", 2, ["2.68", "2.68", "2.68", "2.67", "2.68", "2.67"]),
        ("9.995", 2, ["10", "10", "10", "9.99", "10", "9.99"]),
        ("7", 0, ["7", "7", "7", "7", "7", "7"]),
        ("-7.20", 1, ["-7.2", "-7.2", "-7.2", "-7.2", "-7.2", "-7.2"]),
        ("0.0001", 2, ["0", "0", "0.01", "0", "0.01", "0"]),
        ("-0.0001", 2, ["0", "0", "-0.01", "0", "0", "-0.01"]),
    ];
    for (text, places, expected) in table {
        for (mode, result) in MODES.into_iter().zip(expected) {
            assert_eq!(n(text).round(Rounding::new(places, mode)), n(result), "{text} to {places} {mode:?}");
        }
    }
}

#[test]
fn a_quotient_is_rounded_on_its_exact_value() {
    let two_thirds = Number::ratio(2, 3).unwrap();
    assert_eq!(two_thirds.round(Rounding::new(4, HalfUp)), n("0.6667"));
    assert_eq!(two_thirds.round(Rounding::new(4, Down)), n("0.6666"));
}

#[test]
fn an_absurd_number_of_decimals_is_taken_as_the_most_there_are() {
    let third = Number::ratio(1, 3).unwrap();
    let most = third.round(Rounding::new(Rounding::MAX_PLACES, Down));
    assert_eq!(third.round(Rounding::new(u32::MAX, Down)), most);
    assert_eq!(most.places(), Some(4096));
}

proptest! {
    #[test]
    fn rounding_is_the_big_integer_definition(a in any::<i64>(), b in 1..100_000_i64, places in 0_u32..12) {
        let number = Number::ratio(a.into(), b.into()).unwrap();
        let ten = BigInt::from(10).pow(places);
        let scaled = BigInt::from(a) * &ten;
        let b = BigInt::from(b);
        // `/` of big integers cuts towards zero; `%` has the sign of the dividend.
        let cut = &scaled / &b;
        let rest = &scaled % &b;
        let zero = BigInt::from(0);
        let away = if rest == zero { cut.clone() } else if scaled < zero { &cut - 1 } else { &cut + 1 };
        let twice = if rest < zero { -&rest * 2 } else { &rest * 2 };
        let even = &cut % 2 == zero;
        let expected = |mode| match mode {
            Down => &cut,
            Up => &away,
            Ceiling => (&cut).max(&away),
            Floor => (&cut).min(&away),
            HalfUp => if twice >= b { &away } else { &cut },
            HalfEven => if twice > b || (twice == b && !even) { &away } else { &cut },
        };
        for mode in MODES {
            let scaled_back = number.round(Rounding::new(places, mode)) * Number::from(ten.clone());
            prop_assert_eq!(scaled_back, Number::from(expected(mode).clone()), "{:?}", mode);
        }
    }

    #[test]
    fn ties_are_decided_by_the_definition(half in any::<i32>(), places in 0_u32..6) {
        let number = Number::from_scaled(i128::from(half) * 10 + 5, places + 1);
        let up = i128::from(half) + i128::from(half >= 0);
        let even = i128::from(half) + i128::from(half % 2 != 0);
        prop_assert_eq!(number.round(Rounding::new(places, HalfUp)), Number::from_scaled(up, places));
        prop_assert_eq!(number.round(Rounding::new(places, HalfEven)), Number::from_scaled(even, places));
    }

    #[test]
    fn rounding_twice_is_rounding_once(a in any::<i64>(), b in 1..i64::MAX, places in 0_u32..8) {
        for mode in MODES {
            let once = Number::ratio(a.into(), b.into()).unwrap().round(Rounding::new(places, mode));
            prop_assert_eq!(once.round(Rounding::new(places, mode)), once);
        }
    }
}
