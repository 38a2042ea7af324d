//! Whatever a script tries, it ends: within two seconds, a hundred megabytes and a stack of two.

use std::time::{Duration, Instant};

use heng::number::{Accuracy, Calendar, Number};
use heng::script::{FailureKind, Limits, Machine, Script};

/// Scripts that would not end, or would take all there is.
const HOSTILE: &[(&str, &str)] = &[
    ("an endless loop", "fn f() { loop { } }"),
    ("an endless while", "fn f() { while true { } }"),
    ("an endless do", "fn f() { do { } while true }"),
    ("a loop over all numbers", "fn f() { for i in 0..9223372036854775807 { } }"),
    ("a function that calls itself", "fn f() { f() }"),
    ("two functions that call each other", "fn f() { g() } fn g() { f() }"),
    ("a function that calls itself in an expression", "fn f() { 1 + (2 * (3 - f())) }"),
    ("a function that calls itself in a closure", "fn f() { [1].map(|x| f()) }"),
    ("a tree of calls", "fn f() { g(31) } fn g(n) { if n == 0 { 0 } else { g(n - 1) + g(n - 1) } }"),
    ("a text that doubles", "fn f() { let s = \"字\"; loop { s += s; } }"),
    ("a text that grows", "fn f() { let s = \"\"; loop { s += \"abc\"; } }"),
    ("a list that grows", "fn f() { let a = []; loop { a.push(1); } }"),
    ("a list that doubles", "fn f() { let a = [1]; loop { a += a; } }"),
    ("a list of itself", "fn f() { let a = [1]; loop { a = [a, a]; } }"),
    ("a list put into itself", "fn f() { let a = [1]; loop { a[0] = a; } }"),
    ("a list pushed into itself", "fn f() { let a = []; loop { a.push(a); } }"),
    ("a record of itself", "fn f() { let r = #{}; loop { r = #{甲: r, 乙: r}; } }"),
    ("a record that grows", "fn f() { let r = #{}; let i = 0; loop { r[\"k\" + i] = i; i += 1; } }"),
    (
        "shared lists handed out",
        "fn f() { let a = [1,1,1,1,1,1,1,1,1,1]; for i in 0..12 { a = [a,a,a,a,a,a,a,a,a,a]; } a }",
    ),
    (
        "shared lists compared",
        "fn f() { let a = [1,1,1,1,1,1,1,1,1,1]; let b = [1,1,1,1,1,1,1,1,1,1]; for i in 0..12 { a = [a,a,a,a,a,a,a,a,a,a]; b = [b,b,b,b,b,b,b,b,b,b]; } a == b }",
    ),
    ("copies of a long list", "fn f() { let a = []; for i in 0..9000 { a.push(i); } loop { let b = a; b[0] = 1; } }"),
    (
        "many copies kept",
        "fn f() { let a = []; for i in 0..9000 { a.push(i); } let k = []; loop { let b = a; b[0] = 1; k.push(b); } }",
    ),
    ("mentions of a long list", "fn f() { let a = []; for i in 0..9000 { a.push(i); } loop { let b = a; } }"),
    ("sums of a long list", "fn f() { let a = []; for i in 0..9000 { a.push(i); } loop { let b = 求和(a); } }"),
    (
        "lengths of shared lists looked through",
        "fn f() { let a = [1,1,1,1,1,1,1,1,1,1]; for i in 0..12 { a = [a,a,a,a,a,a,a,a,a,a]; } 求和(a) }",
    ),
    (
        "sorts of a long list",
        "fn f() { let a = []; for i in 0..9000 { a.push(0 - i); } loop { let b = a; b.sort(); } }",
    ),
    ("searches of a long text", "fn f() { let s = \"a\"; for i in 0..13 { s += s; } loop { s.contains(\"b\"); } }"),
    (
        "splits of a long text",
        "fn f() { let s = \"a\"; for i in 0..13 { s += s; } let k = []; loop { k.push(s.split(\"\")); } }",
    ),
    ("letters of a long text", "fn f() { let s = \"a\"; for i in 0..13 { s += s; } loop { for c in s { } } }"),
    (
        "fields of a long record",
        "fn f() { let r = #{}; for i in 0..3000 { r[\"k\" + i] = i; } loop { let x = r.k2999; } }",
    ),
    ("squares of squares", "fn f() { let x = 3; loop { x = x * x; } }"),
    ("fractions of fractions", "fn f() { let x = 1/3; loop { x = x * x + 1/7; } }"),
    ("sums of ever new fractions", "fn f() { let s = 0; let i = 1; loop { s += 1 / i; i += 1; } }"),
    ("a factorial without end", "fn f() { let x = 1; let i = 1; loop { x *= i; i += 1; } }"),
    ("large powers", "fn f() { loop { let x = 2 ** 60000; } }"),
    ("large powers shown", "fn f() { loop { let x = \"\" + 2 ** 60000; } }"),
    ("roots", "fn f() { let i = 1; loop { let x = 方根(i, 7, 100); i += 1; } }"),
    ("logarithms", "fn f() { let i = 2; loop { let x = 对数(i / 7, 10, 100); i += 1; } }"),
    ("exponentials", "fn f() { let i = 1; loop { let x = 指数(i / 7, 100); i += 1; } }"),
    ("broken powers", "fn f() { let i = 1; loop { let x = i ** (i / 1009); i += 1; } }"),
    ("broken powers of large numbers", "fn f() { let x = 3 ** 2000 + 1; loop { let y = 幂(x, 0.1234567, 100); } }"),
    ("roots of large numbers", "fn f() { let x = 3 ** 20000 + 1; loop { let y = 方根(x, 3); } }"),
    (
        "deviations of large numbers",
        "fn f() { let a = []; for i in 1..300 { a.push(3 ** i / 7 ** i); } loop { let y = 标准差(a); } }",
    ),
    ("geometric means", "fn f() { let a = []; for i in 1..2000 { a.push(i * i + 1); } loop { let y = 几何平均(a); } }"),
    ("medians", "fn f() { let a = []; for i in 1..9000 { a.push(0 - i); } loop { let y = 中位数(a); } }"),
    ("tables", "fn f() { let a = []; for i in 1..3000 { a.push([i, i]); } loop { let y = 插值(2999.5, a); } }"),
    ("reasons without end", "fn f() { let a = []; for i in 0..5000 { a.push(1 / 0); } loop { let y = 求和(a); } }"),
];

#[test]
fn hostile_scripts_end() {
    let work = || {
        let before = memory();
        for (name, text) in HOSTILE {
            let started = Instant::now();
            let script = Script::parse(text, &Limits::default()).unwrap_or_else(|found| panic!("{name}: {found:?}"));
            let machine = Machine::new(&script, &Limits::default(), &Calendar::china().unwrap());
            let result = machine.call("f", Vec::new(), &Accuracy::new(6, &Number::one()));
            let took = started.elapsed();
            assert!(memory() < before + 100_000, "{name} brought the process to {} KB", memory());
            assert!(took < Duration::from_secs(2), "{name} took {took:?}");
            match result {
                Err(failure) => assert_eq!(failure.kind, FailureKind::Limit, "{name}: {failure:?}"),
                Ok(value) => panic!("{name}: {}", format!("{value:?}").chars().take(80).collect::<String>()),
            }
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

/// The most memory that was held so far in KB, where the system tells it; else 0.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
}

#[test]
fn texts_that_are_nested_or_long_are_refused_or_read() {
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        format!("fn f(a) {{ {}{inner}{} }}", open.repeat(times), close.repeat(times))
    };
    let mut texts =
        vec![format!("fn f() {{ {} }}", "let x = 1; ".repeat(5000)), "fn".repeat(30_000), "(".repeat(60_000)];
    for times in [10, 50, 60, 100, 2000, 9000] {
        texts.push(nested("(", "1", ")", times));
        texts.push(nested("[", "1", "]", times));
        texts.push(nested("-(", "1", ")", times));
        texts.push(nested("{", "1", "}", times));
        texts.push(nested("if a {", "1", "}", times));
        texts.push(nested("[1].map(|x| ", "1", ")", times.min(3000)));
        texts.push(nested("a[", "1", "]", times));
        texts.push(nested("1+", "1", "", times));
        texts.push(nested("1**", "1", "", times));
        texts.push(nested("a", "", ".b", times));
        texts.push(nested("if a { 1 } else ", "{ 2 }", "", times.min(4000)));
        texts.push(nested("!", "a", "", times));
        texts.push(nested("/*", "", "*/", times));
        texts.push(format!(
            "fn f(a) {{ switch a {{ {} _ => 0 }} }}",
            (0..times.min(5000)).map(|n| format!("{n}=>1,")).collect::<String>()
        ));
        texts.push((0..times.min(3000)).map(|n| format!("fn f{n}() {{ f{}() }} ", n + 1)).collect());
    }
    let work = move || {
        for text in texts {
            let started = Instant::now();
            let read = Script::parse(&text, &Limits::default());
            if let Ok(script) = &read {
                let machine = Machine::new(script, &Limits::default(), &Calendar::china().unwrap());
                for function in script.functions().iter().take(3) {
                    let arguments = vec![super::number("1"); function.parameters.len()];
                    drop(machine.call(&function.name, arguments, &Accuracy::new(6, &Number::one())));
                }
            }
            let took = started.elapsed();
            assert!(took < Duration::from_secs(2), "{took:?}: {}", text.chars().take(60).collect::<String>());
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_file_over_64_kb_is_refused() {
    let text = format!("fn f() {{ 1 }} // {}", "字".repeat(30_000));
    assert!(super::complaints(&text)[0].zh.contains("64 KB"));
}

#[test]
fn each_limit_is_that_of_the_caller() {
    let limits = Limits { operations: 100_000, depth: 100, length: 20, items: 5 };
    for (text, kind) in [
        ("fn f() { g(90) } fn g(n) { if n == 0 { 7 } else { g(n - 1) } }", None),
        ("fn f() { g(100) } fn g(n) { if n == 0 { 7 } else { g(n - 1) } }", Some(FailureKind::Limit)),
        ("fn f() { let a = []; for i in 0..5 { a.push(i); } a.len() + 2 }", None),
        ("fn f() { let a = []; for i in 0..6 { a.push(i); } a.len() }", Some(FailureKind::Limit)),
        ("fn f() { \"一二三四五六七八九十\" + \"一二三四五六七八九十\" }", None),
        ("fn f() { \"一二三四五六七八九十\" + \"一二三四五六七八九十!\" }", Some(FailureKind::Limit)),
    ] {
        let script = Script::parse(text, &limits).unwrap();
        let machine = Machine::new(&script, &limits, &Calendar::china().unwrap());
        let result = machine.call("f", Vec::new(), &Accuracy::new(6, &Number::one()));
        assert_eq!(result.err().map(|failure| failure.kind), kind, "{text}");
    }
}

#[test]
fn a_sort_beyond_the_limit_is_refused_whatever_stands_in_the_list() {
    let script = Script::parse("fn f(列) { 列.sort(); 列[0] }", &Limits::default()).unwrap();
    let (calendar, precision) = (Calendar::china().unwrap(), Accuracy::new(2, &Number::one()));
    let mut refused = 0;
    for length in 2..300_i64 {
        let items = (0..length).map(|item| heng::script::Datum::Number(Number::from_integer(item * 7919 % 1009)));
        let list = heng::script::Datum::List(items.collect());
        for operations in [length.unsigned_abs() * 2, length.unsigned_abs() * 5, 100_000] {
            let limits = Limits { operations, ..Limits::default() };
            match Machine::new(&script, &limits, &calendar).call("f", vec![list.clone()], &precision) {
                Ok(least) => assert_eq!(least, heng::script::Datum::Number(Number::zero()), "{length} items"),
                Err(failure) => {
                    assert_eq!(failure.kind, FailureKind::Limit);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 100, "only {refused} sorts were refused");
}
