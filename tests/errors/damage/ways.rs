//! Ways in which one line of a rule set comes to harm under a hurried hand.

/// A way, and what it makes of a line; a line is harmed once for each place that it has for it.
pub(super) struct Way {
    pub(super) name: &'static str,
    /// The line, or two lines, in what they become. Of the line behind, only joining takes any notice.
    pub(super) harmed: fn(&str, Option<&str>) -> Vec<String>,
}

pub(super) const WAYS: &[Way] = &[
    Way { name: "lose a brace", harmed: |line, _| without(line, &['{', '}']) },
    Way { name: "double a brace", harmed: |line, _| twice(line, &['{', '}']) },
    Way { name: "lose a quote", harmed: |line, _| without(line, &['"', '“', '”']) },
    Way { name: "double a quote", harmed: |line, _| twice(line, &['"', '“', '”']) },
    Way { name: "lose a parenthesis", harmed: |line, _| without(line, &['(', ')', '（', '）']) },
    Way { name: "double a parenthesis", harmed: |line, _| twice(line, &['(', ')', '（', '）']) },
    Way { name: "lose a sign", harmed: |line, _| without(line, &[':', ',', '=', ';', '、', '：', '，']) },
    Way { name: "delete the line", harmed: |_, _| vec![String::new()] },
    Way { name: "double the line", harmed: |line, _| vec![format!("{line}\n{line}")] },
    Way { name: "cut the line in half", harmed: |line, _| vec![half(line)] },
    Way { name: "join two lines", harmed: |line, next| next.map(|next| joined(line, next)).into_iter().collect() },
    Way { name: "swap two words", harmed: |line, _| words(line, |words, at| words.swap(at, at + 1)) },
    Way { name: "lose a word", harmed: |line, _| words(line, |words, at| _ = words.remove(at)) },
    Way { name: "lose a token", harmed: |line, _| tokens(line) },
    Way { name: "double a word", harmed: |line, _| words(line, |words, at| words.insert(at, words[at])) },
];

fn without(line: &str, signs: &[char]) -> Vec<String> {
    let places = line.match_indices(signs);
    places.map(|(at, sign)| format!("{}{}", &line[..at], &line[at + sign.len()..])).collect()
}

fn twice(line: &str, signs: &[char]) -> Vec<String> {
    let places = line.match_indices(signs);
    places.map(|(at, sign)| format!("{}{sign}{}", &line[..at], &line[at..])).collect()
}

fn half(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let letters = line[indent..].chars().count();
    let end = line[indent..].char_indices().nth(letters / 2).map_or(line.len(), |(at, _)| indent + at);
    line[..end].to_owned()
}

fn joined(line: &str, next: &str) -> String {
    format!("{line} {}", next.trim_start())
}

/// The line once for each word behind the first, with something done at that word.
fn words(line: &str, change: fn(&mut Vec<&str>, usize)) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let words: Vec<&str> = line[indent..].split(' ').collect();
    let changed = (0..words.len().saturating_sub(1)).map(|at| {
        let mut words = words.clone();
        change(&mut words, at);
        format!("{}{}", &line[..indent], words.join(" "))
    });
    changed.filter(|changed| changed != line).collect()
}

/// The line without each of its tokens: a text in quotes, a run of letters, a number, a sign.
fn tokens(line: &str) -> Vec<String> {
    let kind = |letter: char| match letter {
        '0'..='9' | '.' => 1,
        letter if letter.is_alphanumeric() || letter == '_' => 2,
        letter if letter.is_whitespace() => 0,
        _ => 3,
    };
    let mut found = Vec::new();
    let mut letters = line.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = letters.peek().copied() {
            let goes_on = match first {
                '"' => !line[start + 1..end].contains('"'),
                _ => kind(first) != 3 && kind(next) == kind(first),
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            letters.next();
        }
        if kind(first) != 0 {
            found.push(format!("{}{}", &line[..start], &line[end..]));
        }
    }
    found
}

/// A text with the n-th line, or the lines n and n + 1 where a way joins them, harmed in all of the ways.
pub(super) fn harmed<'t>(text: &'t str, at: usize, way: &'t Way) -> impl Iterator<Item = (String, String)> + 't {
    let lines: Vec<&str> = text.lines().collect();
    let next = lines.get(at + 1).copied();
    let takes_next = way.name == "join two lines";
    (way.harmed)(lines[at], next).into_iter().map(move |line| {
        let behind = at + 1 + usize::from(takes_next);
        let mut whole = lines[..at].to_vec();
        whole.push(&line);
        whole.extend(&lines[behind.min(lines.len())..]);
        (format!("{}\n", whole.join("\n")), line.clone())
    })
}
