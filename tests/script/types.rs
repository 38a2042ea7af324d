//! Lists, records, texts, closures, and what unlike values do.

use heng::script::{Datum, FailureKind};

use super::{number, run, text, value};

#[test]
fn unlike_values_are_never_compared_in_silence() {
    for body in [
        "1 == \"1\"",
        "1 != true",
        "\"a\" < 1",
        "true == \"是\"",
        "[1] == 1",
        "#{a: 1} == [1]",
        "1 in [\"1\"]",
        "switch \"1\" { 1 => 2, _ => 3 }",
        "true < false",
        "1 + true",
        "\"a\" - 1",
        "if \"x\" + 1 { 1 } else { 2 }",
    ] {
        let failure = run(&format!("fn f() {{ {body} }}")).expect_err(body);
        assert_eq!(failure.kind, FailureKind::Runtime, "{body}");
    }
}

#[test]
fn what_is_no_value_is_not_returned() {
    for body in ["", "let x = 1;", "return;", "for i in 0..3 { }", "let x; x", "()"] {
        let failure = run(&format!("fn f() {{ {body} }}")).expect_err(body);
        assert_eq!((failure.kind, failure.at.is_some()), (FailureKind::Runtime, true), "{body}");
    }
}

#[test]
fn lists_records_and_texts_work_as_in_rhai() {
    for (body, expected) in [
        ("let a = [1, 2]; let b = a; b.push(3); a.len() * 10 + b.len()", "23"),
        ("let a = [[1], [2]]; a[1][0] += 5; a[-1][0]", "7"),
        ("let r = #{甲: #{乙: 1}}; r.甲.乙 = 4; r[\"甲\"].乙", "4"),
        ("let r = #{列: []}; r.列.push(2); r.列.push(3); r.列.len()", "2"),
        ("[1, 2, 3, 4].filter(|x| x % 2 == 0).map(|x| x * x).reduce(|a, x| a + x, 0)", "20"),
        ("[1, 2, 3].map(翻倍)[2] } fn 翻倍(x) { x * 2", "6"),
        ("let k = 10; [1, 2].map(|x| x * k)[1]", "20"),
        ("let a = [3, 1, 2]; a.sort(); a.reverse(); a[0] * 100 + a[1] * 10 + a[2]", "321"),
        ("let a = [1, 2, 3]; a.remove(0) + a.pop() + a[0]", "6"),
        ("\"温州市\".len()", "3"),
        ("let n = 0; for c in \"温州\" { n += 1; } n", "2"),
        ("let n = 0; for (x, i) in [5, 6] { n += x * i; } n", "6"),
        ("let x = loop { break 3; }; x", "3"),
        ("switch 3.5 { 1 | 2 => 1, 3..4 => 2, _ => 3 }", "2"),
        ("switch \"乙\" { \"甲\" => 1, \"乙\" if 1 > 2 => 2, \"乙\" => 3, _ => 4 }", "3"),
        ("let a = 1; switch a { 2 if (a > 1) => (a + 1) * 2, 1 if a * 2 > 1 => a + 1, _ => -a }", "2"),
        ("let a = 9; switch a { 1 => { let b = 2; b }, 9 => { a } _ => 0 }", "9"),
        ("if [1, [2]] == [1, [2]] && #{a: 1, b: 2} == #{b: 2, a: 1} { 1 } else { 2 }", "1"),
    ] {
        assert_eq!(run(&format!("fn f() {{ {body} }}")), Ok(number(expected)), "{body}");
    }
    assert_eq!(value("\"a\" + 1.50 + 'b'"), text("a1.5b"));
    assert_eq!(value("\"一二三\"[1]"), text("二"));
    assert_eq!(value("[1, 2, 3].some(|x| x > 2) && [].all(|x| false)"), Datum::YesNo(true));
}

#[test]
fn a_failure_says_where_and_throw_says_what_the_author_wrote() {
    let failure = run("fn f() { g() } fn g() { throw \"基期不对\"; }").unwrap_err();
    assert_eq!((failure.kind, failure.zh.as_str(), failure.at), (FailureKind::Thrown, "基期不对", Some(24..44)));
    for body in ["[1][5]", "#{a: 1}.b", "let a = []; a.pop()", "[1, 2][0.5]"] {
        assert_eq!(run(&format!("fn f() {{ {body} }}")).unwrap_err().kind, FailureKind::Runtime, "{body}");
    }
}
