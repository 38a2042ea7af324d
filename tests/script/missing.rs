//! Missing values are seen, stood in for, passed on with their reasons, and decide nothing.

use heng::script::{Datum, Lack};

use super::{call, missing, number, value};

fn with_missing(body: &str) -> Datum {
    let gaps = vec![missing(&[Lack::Given(0)]), missing(&[Lack::Given(1)])];
    call(&format!("fn f(甲, 乙) {{ {body} }}"), gaps).unwrap()
}

#[test]
fn a_missing_value_can_be_told_and_stood_in_for() {
    assert_eq!(with_missing("缺失(甲) && !缺失(1) && is_missing(1 / 0)"), Datum::YesNo(true));
    assert_eq!(with_missing("默认(甲, 5) + default_to(2, 7)"), number("7"));
}

#[test]
fn arithmetic_helpers_and_lists_pass_all_reasons_on() {
    for (body, lacks) in [
        ("甲 + 1", vec![Lack::Given(0)]),
        ("-甲 * 乙", vec![Lack::Given(0), Lack::Given(1)]),
        ("let x = 甲; x += 乙; x", vec![Lack::Given(0), Lack::Given(1)]),
        ("最大值(甲, 3, 乙)", vec![Lack::Given(0), Lack::Given(1)]),
        ("平均([1, 甲, [乙][0]])", vec![Lack::Given(0), Lack::Given(1)]),
        ("保留(甲, 2)", vec![Lack::Given(0)]),
        ("分段(甲, [[1, 2]], 0)", vec![Lack::Given(0)]),
        ("甲.产值", vec![Lack::Given(0)]),
    ] {
        assert_eq!(with_missing(body), missing(&lacks), "{body}");
    }
}

#[test]
fn a_decision_on_a_missing_value_ends_the_call_with_the_reasons_of_its_operands() {
    for (body, lacks) in [
        ("if 甲 > 乙 { 1 } else { 2 }", vec![Lack::Given(0), Lack::Given(1)]),
        ("let x = 甲 == 1; 5", vec![Lack::Given(0)]),
        ("if 乙 { 1 } else { 2 }", vec![Lack::Given(1)]),
        ("!甲", vec![Lack::Given(0)]),
        ("true && 乙", vec![Lack::Given(1)]),
        ("while 甲 { } 1", vec![Lack::Given(0)]),
        ("for i in 0..甲 { } 1", vec![Lack::Given(0)]),
        ("for i in 乙 { } 1", vec![Lack::Given(1)]),
        ("[1, 2][甲]", vec![Lack::Given(0)]),
        ("switch 甲 { 1 => 2, _ => 3 }", vec![Lack::Given(0)]),
        ("[甲, 1].filter(|x| x > 0)", vec![Lack::Given(0)]),
        ("g(甲) + 1 } fn g(x) { if x > 0 { 1 } else { 2 }", vec![Lack::Given(0)]),
    ] {
        assert_eq!(with_missing(body), missing(&lacks), "{body}");
    }
}

#[test]
fn what_is_not_asked_does_not_matter() {
    assert_eq!(with_missing("if false && 甲 > 1 { 1 } else { 2 }"), number("2"));
    assert_eq!(with_missing("if true || 甲 > 1 { 1 } else { 2 }"), number("1"));
    assert_eq!(with_missing("if 缺失(甲) { 3 } else { 甲 }"), number("3"));
}

#[test]
fn a_reason_has_the_bytes_of_its_operation() {
    assert_eq!(value("(1 + 2) / (3 - 3)"), missing(&[Lack::ZeroDivisor(9, 26)]));
    assert_eq!(value("5 % 0"), missing(&[Lack::ZeroDivisor(9, 14)]));
    assert_eq!(value("方根(0 - 1, 2)"), missing(&[Lack::OutsideDomain(9, 25)]));
    assert_eq!(value("平均([])"), missing(&[Lack::NoItem(9, 19)]));
}
