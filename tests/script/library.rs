//! Every function of the library, by values worked out by hand.

use heng::number::Date;
use heng::script::{Datum, FailureKind, Helper};

use super::{call, number, run, text, value};

#[test]
fn numbers_by_hand() {
    for (expression, expected) in [
        ("绝对值(0 - 2.5)", "2.5"),
        ("最大值(1, 3, 2)", "3"),
        ("最小值(1, 0.5)", "0.5"),
        ("保留(2.345, 2)", "2.35"),
        ("保留(0 - 2.5, 0)", "-3"),
        ("进位(2.301, 2)", "2.31"),
        ("去尾(2.309, 2)", "2.3"),
        ("方根(2, 2)", "1.414214"),
        ("方根(27, 3)", "3"),
        ("方根(2, 2, 2)", "1.41"),
        ("幂(2, 10)", "1024"),
        ("幂(2, 0.5)", "1.414214"),
        ("幂(2, 0.5, 3)", "1.414"),
        ("幂(1.5, 2, 1)", "2.3"),
        ("对数(100, 10)", "2"),
        ("对数(2)", "0.693147"),
        ("自然对数(2)", "0.693147"),
        ("ln(2, 3)", "0.693"),
        ("对数(8, 2)", "3"),
        ("对数(2, 10, 3)", "0.301"),
        ("指数(1)", "2.718282"),
        ("指数(1, 2)", "2.72"),
        ("增速(110, 100)", "0.1"),
        ("求和([1, 2, 3.5])", "6.5"),
        ("求和([])", "0"),
        ("平均([1, 2, 4])", "7/3"),
        ("最大([1, 9, 3])", "9"),
        ("最小([4, 2, 3])", "2"),
        ("中位数([3, 1, 2])", "2"),
        ("中位数([4, 1, 2, 3])", "2.5"),
        ("计数([1, 1])", "2"),
        ("去高去低平均([1, 5, 6, 100], 1, 1)", "5.5"),
        ("几何平均([1, 4])", "2"),
        ("几何平均([1, 2], 2)", "1.41"),
        ("标准差([2, 4, 4, 4, 5, 5, 7, 9])", "2"),
        ("样本标准差([1, 2, 3])", "1"),
        ("名次(8, [9, 8, 8, 7])", "2"),
        ("名次(7, [9, 8, 8, 7])", "4"),
        ("升序名次(8, [9, 8, 8, 7])", "2"),
        ("分段(90, [[90, 5], [60, 3]], 0)", "5"),
        ("分段(59.9, [[90, 5], [60, 3]], 0)", "0"),
        ("插值(15, [[10, 1], [20, 2]])", "1.5"),
        ("插值(5, [[10, 1], [20, 2]])", "1"),
        ("插值(99, [[10, 1], [20, 2]])", "2"),
        ("插值(20, [[10, 1], [20, 2], [30, 5]])", "2"),
        ("[1, 2].求和()", "3"),
        ("(0 - 3).abs()", "3"),
    ] {
        assert_eq!(value(expression), number(expected), "{expression}");
    }
    assert_eq!(value("分段(75, [[90, \"优\"], [60, \"良\"]], \"差\")"), text("良"));
}

#[test]
fn growth_needs_a_base_above_zero_as_in_clauses() {
    for expression in ["增速(1, 0)", "增速(1, 0 - 2)"] {
        assert!(matches!(value(expression), Datum::Missing(_)), "{expression}");
    }
}

#[test]
fn dates_by_hand() {
    let date = |day| Datum::Date(Date::from_ymd(2023, 3, day).unwrap());
    let of = |body: &str, arguments: Vec<Datum>| call(&format!("fn f(a, b) {{ {body} }}"), arguments).unwrap();
    let friday = || vec![date(31), date(1)];
    assert_eq!(of("年(a) * 10000 + 月(a) * 100 + 日(a)", friday()), number("20230331"));
    assert_eq!(of("相隔天数(b, a)", friday()), number("30"));
    assert_eq!(of("工作日后(a, 1)", friday()), Datum::Date(Date::from_ymd(2023, 4, 3).unwrap()));
    assert_eq!(of("顺延(b)", vec![date(1), date(25)]), date(27));
    assert_eq!(of("a > b", friday()), Datum::YesNo(true));
}

#[test]
fn tables_out_of_order_and_other_misuse_fail_with_a_place() {
    for body in [
        "分段(1, [[60, 1], [90, 2]], 0)",
        "分段(1, [[60]], 0)",
        "插值(1, [[2, 1], [1, 2]])",
        "保留(1.5, 0 - 1)",
        "保留(1.5, 0.5)",
        "求和(3)",
        "平均([\"a\"])",
        "年(1)",
        "去高去低平均([1], 0 - 1, 0)",
    ] {
        let failure = run(&format!("fn f() {{ {body} }}")).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Runtime, "{body}");
        assert!(failure.at.is_some(), "{body}");
    }
}

#[test]
fn every_helper_is_found_by_both_names_and_no_two_share_one() {
    for helper in Helper::ALL {
        assert_eq!(Helper::of(helper.name()), Some(*helper));
        assert_eq!(Helper::of(helper.english()), Some(*helper));
        assert!(helper.signature().starts_with(helper.name()));
    }
}
