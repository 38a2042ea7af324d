//! A smaller pair with the same defect.

use heng::number::Calendar;

use crate::compare::{Outcome, Pair, replayed};

/// Attempts beyond this number take too long.
const MOST_ATTEMPTS: usize = 4000;

/// Removes parts of a pair for as long as it keeps failing.
pub(crate) fn smallest(pair: &Pair, calendar: &Calendar) -> Pair {
    let mut pair = pair.clone();
    let mut attempts = 0;
    let fails = |pair: &Pair, attempts: &mut usize| {
        *attempts += 1;
        matches!(replayed(pair, calendar), Outcome::Differ(_))
    };
    loop {
        let before = pair.clone();
        let names: Vec<String> = pair.files.keys().cloned().collect();
        for name in names.iter().rev() {
            let lines = pair.files[name].lines().count();
            for line in (1..lines).rev() {
                let mut without = pair.clone();
                without.files.insert(name.clone(), without_lines(&pair.files[name], line, line + 1));
                if attempts < MOST_ATTEMPTS && fails(&without, &mut attempts) {
                    pair = without;
                }
            }
        }
        let mut line = pair.rules.lines().count();
        while line > 0 {
            line -= 1;
            let end = block_end(&pair.rules, line);
            let without = Pair { rules: without_lines(&pair.rules, line, end), ..pair.clone() };
            if attempts < MOST_ATTEMPTS && fails(&without, &mut attempts) {
                pair = without;
            }
        }
        let mut at = 0;
        while let Some((start, shorter)) = pulled_up(&pair.rules, at) {
            at = start + 1;
            for rules in shorter {
                let shorter = Pair { rules, ..pair.clone() };
                if attempts < MOST_ATTEMPTS && fails(&shorter, &mut attempts) {
                    pair = shorter;
                    at = start;
                    break;
                }
            }
        }
        if pair == before || attempts >= MOST_ATTEMPTS {
            return pair;
        }
    }
}

fn without_lines(text: &str, from: usize, to: usize) -> String {
    let kept = text.split_inclusive('\n').enumerate().filter(|(line, _)| !(from..to).contains(line));
    kept.map(|(_, line)| line).collect()
}

/// The line after the block that begins on a line.
fn block_end(text: &str, from: usize) -> usize {
    let mut depth = 0_i64;
    for (number, line) in text.lines().enumerate().skip(from) {
        depth += line.matches('{').count() as i64 - line.matches('}').count() as i64;
        if depth <= 0 {
            return number + 1;
        }
    }
    text.lines().count()
}

/// The next bracket from a place on, and the texts in which a bracket inside it stands for it.
fn pulled_up(text: &str, from: usize) -> Option<(usize, Vec<String>)> {
    let mut start = from;
    loop {
        let found = text.as_bytes().get(start..)?.iter().position(|byte| *byte == b'(')?;
        start += found;
        let Some(end) = closing(text, start) else {
            start += 1;
            continue;
        };
        let inside = &text[start + 1..end];
        let mut parts: Vec<&str> = Vec::new();
        for (at, _) in inside.match_indices('(') {
            if let Some(close) = closing(inside, at) {
                parts.push(&inside[at..=close]);
            }
        }
        for word in inside.split(' ') {
            if !word.is_empty() && !word.contains(['(', ')', ',']) {
                parts.push(word);
            }
        }
        let texts = parts.iter().map(|part| format!("{}{part}{}", &text[..start], &text[end + 1..])).collect();
        return Some((start, texts));
    }
}

fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
