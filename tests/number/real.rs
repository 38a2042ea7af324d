//! Correctly rounded roots, powers, logarithms and exponentials.

use heng::number::{Accuracy, Number, exponential, logarithm, product_of_powers};
use proptest::prelude::*;

fn n(text: &str) -> Number {
    match text.split_once('/') {
        Some((above, below)) => n(above).checked_div(&n(below)).unwrap(),
        None => Number::parse(text).expect("a number"),
    }
}

#[test]
fn a_result_is_rounded_once_in_each_mode() {
    use heng::number::RoundingMode::{Ceiling, Down, Floor, HalfEven, HalfUp, Up};
    // √2 = 1.41421…, √7 = 2.64575…, and roots that are exact or lie in the middle.
    for (under, places, wanted) in [
        ("2", 3, ["1.414", "1.414", "1.415", "1.414", "1.415", "1.414"]),
        ("7", 3, ["2.646", "2.646", "2.646", "2.645", "2.646", "2.645"]),
        ("36", 2, ["6", "6", "6", "6", "6", "6"]),
        ("0.0625", 1, ["0.3", "0.2", "0.3", "0.2", "0.3", "0.2"]),
    ] {
        for (mode, wanted) in [HalfUp, HalfEven, Up, Down, Ceiling, Floor].into_iter().zip(wanted) {
            let accuracy = to(places).by(mode);
            let root = product_of_powers(&[(n(under), n("1/2"))], &accuracy);
            assert_eq!(root, Some(n(wanted)), "{under} {mode:?}");
            // By logarithms: an exponent whose denominator is too large for a root.
            let parts = [(n(under), n("33/131")), (n(under), n("65/262"))];
            assert_eq!(product_of_powers(&parts, &accuracy), Some(n(wanted)), "{under} {mode:?}");
        }
    }
    for (mode, log, exp) in
        [(HalfUp, "0.69", "7.39"), (Up, "0.7", "7.39"), (Down, "0.69", "7.38"), (HalfEven, "0.69", "7.39")]
    {
        assert_eq!(logarithm(&n("2"), None, &to(2).by(mode)), Some(n(log)));
        assert_eq!(exponential(&n("2"), &to(2).by(mode)), Some(n(exp)));
        assert_eq!(logarithm(&n("8"), Some(&n("4")), &to(2).by(mode)), Some(n("1.5")));
    }
}

fn to(places: u32) -> Accuracy {
    Accuracy::new(places, &Number::one())
}

fn power(base: &str, exponent: &str, places: u32) -> Option<Number> {
    product_of_powers(&[(n(base), n(exponent))], &to(places))
}

#[test]
fn exact_values_come_out_exactly() {
    let table = [
        ("4", "1/2", 6, "2"),
        ("1.1664", "1/2", 6, "1.08"),
        ("0.000001", "1/3", 4, "0.01"),
        ("8/27", "2/3", 3, "0.444"),
        ("2", "10", 0, "1024"),
        ("2", "-2", 2, "0.25"),
        ("0", "1/2", 6, "0"),
        ("7", "0", 6, "1"),
        ("0", "0", 2, "1"),
        // Ties go up: 0.25 is the root of 0.0625, 0.125 of 0.015625.
        ("0.0625", "1/2", 1, "0.3"),
        ("0.015625", "1/2", 2, "0.13"),
        ("6.25", "1/2", 0, "3"),
    ];
    for (base, exponent, places, expected) in table {
        assert_eq!(power(base, exponent, places), Some(n(expected)), "{base}^{exponent} to {places}");
    }
}

/// Worked out with mpmath at 160 digits.
#[test]
fn powers_agree_with_a_table_of_high_precision() {
    let table = [
        ("81/20", "1/2", 1, "2.0"),
        ("47/10000", "5/2", 0, "0"),
        ("123/2000", "1/3", 20, "0.39472233864840574878"),
        ("31/1000", "1/3", 20, "0.31413806523913930045"),
        ("29", "5/2", 0, "4529"),
        ("831971/10000", "7/10", 0, "22"),
        ("297/10000", "-1/2", 2, "5.80"),
        ("37/5000", "1/7", 2, "0.50"),
        ("6102", "1/3", 1, "18.3"),
        ("1/1000", "7/10", 50, "0.00794328234724281502065918282836387932588960631755"),
        ("1054103/2000", "1929/15625", 50, "2.16784931024473123493909445764866225459487818084857"),
        ("16281/50", "3/10", 4, "5.6730"),
        ("68839", "1929/15625", 10, "3.9560311496"),
        ("39909/500", "1/3", 1, "4.3"),
        ("553521/2000", "333/1000", 2, "6.50"),
        ("657789/1000", "1/3", 10, "8.6968544580"),
        ("311621/50", "1929/15625", 50, "2.94085179792657125535091671859886810736917706648798"),
        ("35", "1929/15625", 1, "1.6"),
        ("84821", "5/2", 50, "2095359139497.12673078449441252073609692194139197925095181316804"),
        ("5821783/100", "1/2", 50, "241.28371267037483149835987539338255096058382581745028"),
        ("313/50", "1/3", 50, "1.84299763423392241729813007838588894834477192501728"),
        ("4710", "3/10", 4, "12.6446"),
        ("8330001/1000", "1/3", 2, "20.27"),
        ("9218073/1000", "1/7", 2, "3.68"),
    ];
    for (base, exponent, places, expected) in table {
        assert_eq!(power(base, exponent, places), Some(n(expected)), "{base}^{exponent} to {places}");
    }
}

#[test]
fn logarithms_agree_with_a_table_of_high_precision() {
    let natural = [
        ("14947617/50", 50, "12.60803944167430216504830781916230590181902373288058"),
        ("89486/125", 6, "6.573524"),
        ("17/2", 2, "2.14"),
        ("3823/10", 0, "6"),
        ("27/100", 4, "-1.3093"),
        ("430", 20, "6.06378520868760810749"),
        ("249849/25", 2, "9.21"),
        ("1/1250", 50, "-7.13089883029634680782026945436292712617790555143433"),
        ("6678501/10000", 6, "6.504064"),
        ("31/500", 50, "-2.78062089393704549670757791805255884427786540104547"),
        ("1/250", 0, "-6"),
        ("10891983/5", 0, "15"),
        ("1/50", 0, "-4"),
        ("11/200", 0, "-3"),
        ("1/50", 2, "-3.91"),
        ("311533/1250", 50, "5.51836172030697340580882938496282318605035567304025"),
        ("100000001/100000000", 20, "0.00000000999999995000"),
        ("99999999/100000000", 20, "-0.00000001000000005000"),
    ];
    for (value, places, expected) in natural {
        assert_eq!(logarithm(&n(value), None, &to(places)), Some(n(expected)), "ln {value} to {places}");
    }
    let to_base = [
        ("157884/25", "8243803/50", 0, "1"),
        ("3223877/50", "5629/500", 2, "4.57"),
        ("776315", "23221572/25", 2, "0.99"),
        ("1/2500", "38431/2500", 20, "-2.86325160375010311712"),
        ("320071362", "67948", 4, "1.7601"),
        ("404718/5", "290751634/5", 20, "0.63212692952745811314"),
        ("1599/50", "1902029/5", 2, "0.27"),
        ("47722797/10000", "5", 6, "5.263067"),
        ("1983/20", "24264148/25", 4, "0.3334"),
        ("29/100", "7702", 2, "-0.14"),
    ];
    for (value, base, places, expected) in to_base {
        let found = logarithm(&n(value), Some(&n(base)), &to(places));
        assert_eq!(found, Some(n(expected)), "log {value} to the base {base} to {places}");
    }
}

#[test]
fn exponentials_agree_with_a_table_of_high_precision() {
    let table = [
        ("54143/10000", 6, "224.595274"),
        ("-297999/1000000", 50, "0.74230208204948526780950618634062984779204744769501"),
        ("60717/1000", 50, "233914992196346887070115205.42044677121350787219684313105367834872187455747823"),
        ("-2723/15625", 50, "0.84006836798371306820686446051412808664891915344035"),
        ("-90999/1000000", 2, "0.91"),
        ("155003/100000", 0, "5"),
        ("57533/500000", 6, "1.121947"),
        ("-52739/2500", 2, "0.00"),
        ("-166791/1000", 2, "0.00"),
        ("93979/5000", 20, "145516494.14905096899445379471"),
        ("197399/100000", 2, "7.20"),
        ("275311/10000", 0, "904908798111"),
        ("-142533/500", 20, "0.00000000000000000000"),
        ("-76993/500000", 2, "0.86"),
    ];
    for (exponent, places, expected) in table {
        assert_eq!(exponential(&n(exponent), &to(places)), Some(n(expected)), "e^{exponent} to {places}");
    }
}

#[test]
fn logarithms_between_powers_of_one_number_are_exact() {
    let table = [
        ("8", "2", 6, "3"),
        ("8", "4", 0, "2"),
        ("2", "4", 0, "1"),
        ("1/8", "4", 0, "-2"),
        ("4/9", "27/8", 6, "-0.666667"),
        ("1", "7", 6, "0"),
        ("1000000", "10", 0, "6"),
    ];
    for (value, base, places, expected) in table {
        let found = logarithm(&n(value), Some(&n(base)), &to(places));
        assert_eq!(found, Some(n(expected)), "log {value} to the base {base} to {places}");
    }
}

#[test]
fn outside_the_domain_there_is_no_value() {
    assert_eq!(power("-1", "1/2", 2), None);
    assert_eq!(power("0", "-1/2", 2), None);
    assert_eq!(logarithm(&n("0"), None, &to(2)), None);
    assert_eq!(logarithm(&n("-3"), None, &to(2)), None);
    assert_eq!(logarithm(&n("3"), Some(&n("1")), &to(2)), None);
    assert_eq!(logarithm(&n("3"), Some(&n("-2")), &to(2)), None);
    assert_eq!(n("0").power(-1), None);
}

#[test]
fn results_too_large_to_print_are_refused_at_once_and_small_ones_are_0() {
    let huge = n("1000000000");
    assert_eq!(exponential(&huge, &to(2)), None);
    assert_eq!(exponential(&-&huge, &to(2)), Some(Number::zero()));
    assert_eq!(power("2", "1000000000", 2), None);
    assert_eq!(power("1/2", "1000000000", 2), Some(Number::zero()));
    assert_eq!(power("3", "1000000000000000000000000000000000000000000000001/7", 2), None);
    assert_eq!(n("2").power(1_000_000), None);
    assert_eq!(n("2").power(i64::MIN), None);
    assert_eq!(n("1").power(i64::MAX), Some(n("1")));
    assert_eq!(n("-1").power(i64::MAX), Some(n("-1")));
    assert_eq!(n("0").power(i64::MAX), Some(n("0")));
    // A weight with a long denominator is no reason to give up.
    let third = Number::ratio(1_234_567_890_123, 9_999_999_999_937).unwrap();
    let mean = product_of_powers(&[(n("80"), third.clone()), (n("95"), n("1") - third)], &to(6));
    assert_eq!(mean, Some(n("93.005703")));
}

#[test]
fn decimals_are_those_of_the_figure_in_its_unit() {
    // The root of 2 (亿元)² is 1.41 亿元, in 元.
    let unit = n("100000000");
    let under = n("2") * &unit * &unit;
    let found = product_of_powers(&[(under, n("1/2"))], &Accuracy::new(2, &unit));
    assert_eq!(found, Some(n("141000000")));
    // A share is shown in %: 14.29% to two decimals.
    let share = product_of_powers(&[(n("0.02042"), n("1/2"))], &Accuracy::new(2, &n("0.01")));
    assert_eq!(share, Some(n("0.1429")));
}

proptest! {
    /// r is the root to the last decimal: (r − half)^d ≤ x < (r + half)^d.
    #[test]
    fn a_root_lies_within_half_a_decimal(a in 1..1_000_000_000_u64, b in 1..100_000_u64, degree in 1..12_i64, places in 0..9_u32) {
        let x = Number::ratio(a.into(), b.into()).unwrap();
        let root = product_of_powers(&[(x.clone(), Number::ratio(1, degree.into()).unwrap())], &to(places)).unwrap();
        let half = Number::ratio(1, 2 * 10_i128.pow(places)).unwrap();
        prop_assert!((&root + &half).power(degree).unwrap() > x);
        let below = &root - &half;
        prop_assert!(below.is_negative() || below.power(degree).unwrap() <= x);
    }

    /// The two ways of a root agree: that of one whole number, and that by logarithms (the second
    /// factor, 1 to a power of large degree, forbids the first).
    #[test]
    fn a_root_by_logarithms_is_the_same(a in 1..1_000_000_u64, b in 1..1_000_u64, above in 1..20_i64, degree in 1..12_i64, places in 0..9_u32) {
        let x = Number::ratio(a.into(), b.into()).unwrap();
        let e = Number::ratio(above.into(), degree.into()).unwrap();
        let by_root = product_of_powers(&[(x.clone(), e.clone())], &to(places));
        let one = (Number::one(), Number::ratio(1, 1009).unwrap());
        prop_assert_eq!(by_root, product_of_powers(&[(x, e), one], &to(places)));
    }

    #[test]
    fn squares_have_exact_roots_by_either_way(a in 0..10_000_000_u64, places in 0..5_u32) {
        let root = Number::ratio(a.into(), 100).unwrap();
        let square = &root * &root;
        let rounded = root.round(heng::number::Rounding::new(places, heng::number::RoundingMode::HalfUp));
        let half = Number::ratio(1, 2).unwrap();
        let found = product_of_powers(&[(square.clone(), half.clone())], &to(places));
        prop_assert_eq!(found.as_ref(), Some(&rounded));
        let one = (Number::one(), Number::ratio(1, 1009).unwrap());
        prop_assert_eq!(product_of_powers(&[(square, half), one], &to(places)), Some(rounded));
    }

    #[test]
    fn functions_are_monotone(a in 1..1_000_000_u64, b in 1..1_000_000_u64, places in 0..9_u32) {
        let (low, high) = (Number::ratio(a.min(b).into(), 1000).unwrap(), Number::ratio(a.max(b).into(), 1000).unwrap());
        prop_assert!(logarithm(&low, None, &to(places)) <= logarithm(&high, None, &to(places)));
        let e = Number::ratio(3, 7).unwrap();
        prop_assert!(product_of_powers(&[(low.clone(), e.clone())], &to(places)) <= product_of_powers(&[(high.clone(), e)], &to(places)));
        let (low, high) = (low * Number::ratio(1, 50).unwrap(), high * Number::ratio(1, 50).unwrap());
        let (low, high) = (exponential(&low, &to(places)), exponential(&high, &to(places)));
        prop_assert!(high.is_none() || low <= high);
    }

    /// To half a decimal each: ln(e^x) = x for small x, and e^(ln x) = x.
    #[test]
    fn the_exponential_undoes_the_logarithm(a in 1..100_000_000_u64) {
        let x = Number::ratio(a.into(), 10_000).unwrap();
        let back = exponential(&logarithm(&x, None, &to(40)).unwrap(), &to(20)).unwrap();
        prop_assert_eq!(back, x);
    }
}
