//! Lines of a canonical rule file, and numbers in them.

use std::ops::Range;

/// Numbers of a line outside quotes, dates, names and clauses: where each stands.
pub(super) fn numbers(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut is_quoted = false;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '"' {
            is_quoted = !is_quoted;
        }
        if is_quoted || !c.is_ascii_digit() || before.is_alphanumeric() || before == '_' || before == '-' {
            before = c;
            continue;
        }
        let mut end = start + 1;
        while let Some((at, next)) = chars.peek().copied().filter(|(_, next)| next.is_ascii_digit() || *next == '.') {
            end = at + next.len_utf8();
            chars.next();
        }
        before = '0';
        let is_date = line[end..].starts_with('-') || line[end..].starts_with('年') || line[end..].starts_with('月');
        if !is_date {
            found.push(start..end);
        }
    }
    found
}

/// A line with one piece of it exchanged.
pub(super) fn exchanged(line: &str, place: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &line[..place.start], &line[place.end..])
}

/// The indices of the lines from an opening brace to its closing one, both included.
pub(super) fn block(lines: &[&str], opening: usize) -> Range<usize> {
    let mut depth = 0_usize;
    for (at, line) in lines.iter().enumerate().skip(opening) {
        depth += line.matches('{').count();
        depth = depth.saturating_sub(line.matches('}').count());
        if depth == 0 {
            return opening..at + 1;
        }
    }
    opening..lines.len()
}

/// The line that opens the block in which a line stands.
pub(super) fn opening(lines: &[&str], at: usize) -> Option<usize> {
    (0..at).rev().find(|&above| lines[above].ends_with('{') && block(lines, above).contains(&at))
}
