//! Whatever stands in a script, it is read or refused, and what is read ends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use heng::number::{Accuracy, Calendar, Date, Number};
use heng::script::{Datum, Limits, Machine, Script};

use crate::random::Random;
use crate::written;

/// Longer than this is a hang; a call of a million steps takes far less.
const LONGEST: Duration = Duration::from_secs(5);

/// Words and signs that scripts are made of, and some that they are not.
const PIECES: &[&str] = &[
    "fn ",
    "private ",
    "let ",
    "const ",
    "if ",
    "else ",
    "while ",
    "loop ",
    "for ",
    "in ",
    "switch ",
    "return ",
    "break ",
    "continue ",
    "throw ",
    "do ",
    "until ",
    "true",
    "false",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "#{",
    ";",
    ",",
    ":",
    ".",
    "..",
    "..=",
    "=>",
    "->",
    "|",
    "||",
    "&&",
    "!",
    "!in ",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "+=",
    "-=",
    "*=",
    "/=",
    "**",
    "+",
    "-",
    "*",
    "/",
    "%",
    "0",
    "1",
    "7",
    "0.1",
    "1e3",
    "0x1f",
    "9223372036854775807",
    "\"字\"",
    "'c'",
    "`a`",
    "\\",
    "甲",
    "乙",
    "帮(",
    "算(",
    "缺失(",
    "默认(",
    "方根(",
    "分段(",
    "插值(",
    "求和(",
    "[[1, 2], [3, 4]]",
    ".push(",
    ".map(",
    ".filter(",
    ".reduce(",
    ".sort()",
    ".len()",
    ".keys()",
    "|x| x",
    "this",
    "eval(",
    "print(",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "\u{3000}",
    "（",
    "；",
    "×",
    "\u{0}",
    "😀",
    "_",
    "$",
    "@",
    "?.",
    "??",
    "::",
];

const LIMITS: Limits = Limits { operations: 20_000, depth: 16, length: 1_000, items: 1_000 };

/// A script with some pieces put in, taken out or doubled.
fn text(random: &mut Random) -> String {
    let script = written::script(random);
    let mut letters: Vec<char> = if random.one_in(8) { Vec::new() } else { script.chars().collect() };
    for _ in 0..random.below(4) {
        let at = random.below(letters.len() + 1);
        let end = (at + random.below(12)).min(letters.len());
        match random.below(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let again: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, again);
            }
            _ => {
                let pieces: String = (0..=random.below(3)).map(|_| random.of_all(PIECES)).collect();
                letters.splice(at..at, pieces.chars());
            }
        }
    }
    letters.into_iter().collect()
}

fn value(random: &mut Random) -> Datum {
    match random.below(8) {
        0 => Datum::YesNo(random.one_in(2)),
        1 => Datum::Text(Arc::from("甲类")),
        2 => Datum::Missing([heng::script::Lack::Given(0)].into()),
        3 => Datum::List(vec![Datum::Number(Number::one()), Datum::Number(Number::from_integer(3))]),
        4 => Datum::Record(vec![(Arc::from("甲"), Datum::Number(Number::one()))]),
        5 => Datum::Date(Date::from_ymd(2024, 5, 1).unwrap()),
        _ => Datum::Number(Number::ratio(random.below(2000) as i128 - 1000, random.below(7) as i128 + 1).unwrap()),
    }
}

/// One text: how many functions of it were called.
fn one(seed: u64, number: u64, calendar: &Calendar) -> Result<usize, String> {
    let random = &mut Random::of(seed, number);
    let text = text(random);
    let started = Instant::now();
    let called = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let Ok(script) = Script::parse(&text, &LIMITS) else { return 0 };
        let machine = Machine::new(&script, &LIMITS, calendar);
        for function in script.functions() {
            let arguments: Vec<Datum> = function.parameters.iter().map(|_| value(random)).collect();
            let precision = Accuracy::new(4, &Number::one());
            let plain = machine.call(&function.name, arguments.clone(), &precision);
            let (stepped, _) = machine.stepped(&function.name, arguments, &precision);
            assert_eq!(plain.as_ref().ok(), stepped.as_ref().ok(), "a call and its steps differ");
        }
        script.functions().len()
    }));
    let took = started.elapsed();
    match called {
        Ok(called) if took < LONGEST => Ok(called),
        Ok(_) => Err(format!("text {number} of seed {seed} took {took:?}:\n{text}")),
        Err(_) => Err(format!("text {number} of seed {seed} panics:\n{text}")),
    }
}

fn run(seed: u64, texts: u64) -> (usize, Vec<String>) {
    let calendar = Calendar::china().unwrap();
    let (mut called, mut failures) = (0, Vec::new());
    for number in 0..texts {
        match one(seed, number, &calendar) {
            Ok(more) => called += more,
            Err(failure) => failures.push(failure),
        }
        if failures.len() > 3 {
            break;
        }
    }
    (called, failures)
}

#[test]
fn any_text_is_read_or_refused_and_what_is_read_ends() {
    let (called, failures) = run(1, 5_000);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(called > 500, "only {called} functions could be called");
}

#[test]
#[ignore = "takes as long as HENG_SCRIPTS says"]
fn as_many_texts_as_wanted_are_read_or_refused() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let (called, failures) = run(number("HENG_SCRIPTS_SEED", 2), number("HENG_SCRIPTS", 100_000));
    eprintln!("{called} functions called");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
