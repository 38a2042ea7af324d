//! Texts of rules on one line.

/// The text of a rule on one line; a line break that ended a part becomes `;`.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let continues = line.is_empty()
            || line.ends_with(['{', ';', '(', ',', '；'])
            || part.starts_with(['}', ')', ';'])
            || ["且", "或", "and ", "or "].iter().any(|word| part.starts_with(word));
        if !line.is_empty() {
            line.push_str(if continues { " " } else { " ; " });
        }
        line.push_str(part);
    }
    line
}
