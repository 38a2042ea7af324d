//! A call line by line.

use heng::number::{Accuracy, Number};
use heng::script::{Limits, Script};

use super::{machine, number};

const TEXT: &str = "fn f(n) {
    let s = 0;
    for i in 0..2 {
        s += g(n);
    }
    if s > 5 {
        return s;
    }
    s
}
private fn g(x) {
    x * 2
}";

#[test]
fn every_line_is_noted_with_what_it_changed_and_decided() {
    let script = Script::parse(TEXT, &Limits::default()).unwrap();
    let (result, steps) = machine(&script).stepped("f", vec![number("1")], &Accuracy::new(2, &Number::one()));
    assert_eq!(result, Ok(number("4")));
    let shown: Vec<String> = steps
        .iter()
        .map(|step| {
            let variables: Vec<String> =
                step.variables.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
            format!("{} {} {:?} {}", step.line, step.text, step.branch, variables.join(" "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1 fn f(n) { None n=Number(1)",
            "2 let s = 0; None s=Number(0)",
            "3 for i in 0..2 { Some(true) i=Number(0)",
            "11 private fn g(x) { None x=Number(1)",
            "12 x * 2 None ",
            "4 s += g(n); None s=Number(2)",
            "3 for i in 0..2 { Some(true) i=Number(1)",
            "11 private fn g(x) { None x=Number(1)",
            "12 x * 2 None ",
            "4 s += g(n); None s=Number(4)",
            "3 for i in 0..2 { Some(false) ",
            "6 if s > 5 { Some(false) ",
            "9 s None ",
        ]
    );
}

#[test]
fn steps_end_where_the_call_ends_and_change_nothing() {
    let text = "fn f(a) {\n let b = 1 / a;\n if b > 1 { 1 } else { 2 }\n}";
    let script = Script::parse(text, &Limits::default()).unwrap();
    let machine = machine(&script);
    let precision = Accuracy::new(2, &Number::one());
    let (result, steps) = machine.stepped("f", vec![number("0")], &precision);
    assert_eq!(result, machine.call("f", vec![number("0")], &precision));
    assert_eq!(steps.last().map(|step| (step.line, step.branch)), Some((3, None)));
    let endless = Script::parse("fn f() { let i = 0; loop { i += 1; } }", &Limits::default()).unwrap();
    let (result, steps) = super::machine(&endless).stepped("f", Vec::new(), &precision);
    assert!(result.is_err() && steps.len() <= 5_000);
}
