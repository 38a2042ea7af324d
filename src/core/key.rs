//! The key of a row as a reader writes it: `P01`, or `AFG, 2022` where several columns make it.

/// One text for the parts of a key. A single part stands as it is; among several, one that holds a comma or a
/// quotation mark, or has blanks at its ends, stands in quotation marks.
#[must_use]
pub fn key_text<T: AsRef<str>>(parts: &[T]) -> String {
    match parts {
        [only] => only.as_ref().to_owned(),
        _ => parts.iter().map(|part| quoted(part.as_ref())).collect::<Vec<_>>().join(", "),
    }
}

/// The parts of a key of several columns; of a text that somebody wrote, also with a comma of another form.
#[must_use]
pub fn key_parts(key: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut letters = key.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        let mut part = String::new();
        if letters.next_if_eq(&'"').is_some() {
            while let Some(letter) = letters.next() {
                if letter == '"' && letters.next_if_eq(&'"').is_none() {
                    break;
                }
                part.push(letter);
            }
        }
        let mut rest = String::new();
        while let Some(letter) = letters.next_if(|letter| !is_comma(*letter)) {
            rest.push(letter);
        }
        part.push_str(rest.trim_end());
        parts.push(part);
        if letters.next().is_none() {
            return parts;
        }
    }
}

fn quoted(part: &str) -> String {
    let is_plain = !part.contains(|letter| is_comma(letter) || letter == '"') && part.trim() == part;
    if is_plain { part.to_owned() } else { format!("\"{}\"", part.replace('"', "\"\"")) }
}

fn is_comma(letter: char) -> bool {
    matches!(letter, ',' | '，' | '、')
}
