//! What is one expression for whole columns, and what is said of the rest.

use heng::script::{Limits, Pure, PureKind, Script};

/// A pure function in short.
fn shown(pure: &Pure) -> String {
    let list = |parts: &[Pure]| parts.iter().map(shown).collect::<Vec<_>>().join(", ");
    match &pure.kind {
        PureKind::Number(number) => number.to_string(),
        PureKind::YesNo(truth) => truth.to_string(),
        PureKind::Text(text) => format!("{text:?}"),
        PureKind::Parameter(index) => format!("p{index}"),
        PureKind::Local(index) => format!("l{index}"),
        PureKind::Field(index, name) => format!("p{index}.{name}"),
        PureKind::Let { value, rest } => format!("let {} in {}", shown(value), shown(rest)),
        PureKind::If { condition, then, otherwise } => {
            format!("if {} then {} else {}", shown(condition), shown(then), shown(otherwise))
        }
        PureKind::Negate(operand) => format!("-{}", shown(operand)),
        PureKind::Not(operand) => format!("!{}", shown(operand)),
        PureKind::And(left, right) => format!("({} && {})", shown(left), shown(right)),
        PureKind::Or(left, right) => format!("({} || {})", shown(left), shown(right)),
        PureKind::Binary { operator, left, right } => format!("({} {operator:?} {})", shown(left), shown(right)),
        PureKind::Helper { helper, arguments, .. } => format!("{}({})", helper.name(), list(arguments)),
        PureKind::List(items) => format!("[{}]", list(items)),
        PureKind::Call { function, arguments } => format!("f{function}({})", list(arguments)),
    }
}

fn first(text: &str) -> Result<String, String> {
    let script = Script::parse(text, &Limits::default()).unwrap_or_else(|found| panic!("{text}: {found:?}"));
    script.functions()[0]
        .pure
        .as_ref()
        .map(shown)
        .map_err(|impure| format!("{} {}", &text[impure.at.clone()], impure.zh))
}

#[test]
fn straight_functions_are_one_expression() {
    for (text, expected) in [
        ("fn f(a, b) { a / b * 100 }", "((p0 Divide p1) Multiply 100)"),
        (
            "fn f(a) { let x = a + 1; let y = x * 2; y - x }",
            "let (p0 Add 1) in let (l0 Multiply 2) in (l1 Subtract l0)",
        ),
        ("fn f(a) { let a = a + 1; a }", "let (p0 Add 1) in l0"),
        ("fn f(a) { if a > 1 { return 5; } a }", "if (p0 Above 1) then 5 else p0"),
        (
            "fn f(a) { if a > 2 { 1 } else if a > 1 { 2 } else { 3 } }",
            "if (p0 Above 2) then 1 else if (p0 Above 1) then 2 else 3",
        ),
        (
            "fn f(a) { if a > 2 { return 1; } if a > 1 { return 2; } 3 }",
            "if (p0 Above 2) then 1 else if (p0 Above 1) then 2 else 3",
        ),
        (
            "fn f(a) { let r = if a > 1 { 1 } else { 2 }; r * 2 }",
            "let if (p0 Above 1) then 1 else 2 in (l0 Multiply 2)",
        ),
        ("fn f(a, b) { !(a && b || a == b) }", "!((p0 && p1) || (p0 Equal p1))"),
        ("fn f(r) { -r.产值 + r.税收 }", "(-p0.产值 Add p0.税收)"),
        ("fn f(a) { 分段(a, [[90, 5], [60, 3]], 0) }", "分段(p0, [[90, 5], [60, 3]], 0)"),
        ("fn f(a) { g(a, 1) } private fn g(x, y) { x ** y }", "f1(p0, 1)"),
        (
            "fn f(a) { switch a { 1 | 2 => 10, 3..5 => 20, _ => 30 } }",
            "if ((p0 Equal 1) || (p0 Equal 2)) then 10 else if ((p0 AtLeast 3) && (p0 Below 5)) then 20 else 30",
        ),
        (
            "fn f(a) { switch a + 1 { 1 => \"x\", _ => \"y\" } }",
            "let (p0 Add 1) in if (l0 Equal 1) then \"x\" else \"y\"",
        ),
    ] {
        assert_eq!(first(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn the_rest_say_what_stands_in_the_way() {
    for (text, place) in [
        ("fn f(a) { let s = 0; for x in a { s += x; } s }", "for x in a 循环"),
        ("fn f(a) { a += 1; a }", "a += 1 改变变量"),
        ("fn f(a) { throw \"x\"; }", "throw \"x\" throw"),
        ("fn f(a) { a % 2 }", "a % 2 %"),
        ("fn f(a) { if a > 1 { 2 } }", "if a > 1 有的情况没有返回值"),
        ("fn f(a) { a.map(|x| x) }", "a.map(|x| x) 列和文本的方法"),
        ("fn f(a) { [a, 1] }", "[a, 1] 列只能"),
        ("fn f(a) { f(a) }", "f(a) 函数直接或间接调用了自己"),
        ("fn f(a) { g(a) } fn g(a) { f(a) }", "g(a) 函数直接或间接调用了自己"),
        ("fn f(a) { g(a) } fn g(a) { while a { } 1 }", "g(a) 调用的函数「g」不能按列计算"),
    ] {
        let found = first(text).unwrap_err();
        assert!(found.starts_with(place), "{text}: {found}");
    }
}

#[test]
fn functions_come_in_the_order_of_the_file_with_their_places() {
    let text = "/* fn x() */ fn 乙(甲值, b) { 1 }\nprivate fn 甲() { 2 }";
    let script = Script::parse(text, &Limits::default()).unwrap();
    let [first, second] = script.functions() else { panic!() };
    assert_eq!((first.name.as_str(), first.private, &text[first.at.clone()]), ("乙", false, "fn 乙(甲值, b)"));
    assert_eq!(first.parameters, ["甲值", "b"]);
    assert_eq!((second.name.as_str(), second.private, &text[second.at.clone()]), ("甲", true, "fn 甲()"));
    assert_eq!(script.text(), text);
}
