//! Many numbers at once, over one denominator.

use heng::number::{Number, over_common};

fn numbers(texts: &[&str]) -> Vec<Number> {
    texts.iter().map(|text| Number::parse(text).expect("a number")).collect()
}

#[test]
fn numbers_over_their_least_common_denominator() {
    let some = numbers(&["0.5", "-1.25", "3"]);
    assert_eq!(over_common(some.iter()), Some((vec![2, -5, 12], 4)));
    assert_eq!(over_common([].iter()), Some((vec![], 1)));
    // Beyond 64 bits there is none.
    let far = [Number::ratio(1, 4_294_967_291).unwrap(), Number::ratio(1, 4_294_967_279).unwrap()];
    assert_eq!(over_common(far.iter()), None);
    assert_eq!(over_common(numbers(&["0.5", "99999999999999999999"]).iter()), None);
}
