//! Names of files for what data name.

use std::collections::BTreeSet;

/// The longest name of a file before its ending, in bytes: file systems take 255.
const LONGEST_FILE: usize = 180;

/// The name of the file for a value, safe on every system; none of `taken`, to which it is added.
#[must_use]
pub fn file_of(value: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
    let safe = |letter: char| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        letter if letter.is_control() || is_unseen(letter) => '_',
        letter => letter,
    };
    let mut stem = String::new();
    for letter in value.trim().chars().map(safe) {
        if stem.len().saturating_add(letter.len_utf8()) > LONGEST_FILE {
            break;
        }
        stem.push(letter);
    }
    // A name that begins with a dot is hidden, one that ends with one loses it on Windows.
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() || is_device(stem) { format!("_{stem}") } else { stem.to_owned() };
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
    let mut free = std::iter::once(stem.clone()).chain(numbered).filter(|name| taken.insert(name.to_lowercase()));
    format!("{}.{ending}", free.next().unwrap_or(stem))
}

/// Marks of direction and others that nobody sees.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name that Windows keeps for a device, with any ending.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|digit: char| digit.is_ascii_digit()))
    };
    matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}
