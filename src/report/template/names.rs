//! Names of sheets and of files.

use std::collections::BTreeSet;

use crate::report::file_name::file_of;

/// The longest name of a sheet, in units of UTF-16.
const LONGEST_SHEET: usize = 31;

/// Names that are taken, whatever their case: no two sheets, and on many systems no two files, differ in case alone.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Takes a name for a sheet, if a sheet may have it.
    pub(super) fn sheet(&mut self, name: &str) -> Option<String> {
        const FORBIDDEN: &[char] = &['[', ']', ':', '*', '?', '/', '\\'];
        let length = name.encode_utf16().count();
        let is_sound = (1..=LONGEST_SHEET).contains(&length)
            && !name.contains(FORBIDDEN)
            && !name.contains(char::is_control)
            && name.trim() == name
            && !name.starts_with('\'')
            && !name.ends_with('\'')
            && !name.eq_ignore_ascii_case("history");
        (is_sound && self.0.insert(name.to_lowercase())).then(|| name.to_owned())
    }

    /// Takes the first of some names that is free, with a number behind where none is.
    pub(super) fn first_free(&mut self, name: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{name}{number}"));
        let mut free = std::iter::once(name.to_owned()).chain(numbered).filter_map(|name| self.sheet(&name));
        free.next().unwrap_or_default()
    }
}

/// The name of the workbook for a part, safe on every system; none of `taken`, to which it is added.
#[must_use]
pub fn file_name(value: &str, taken: &mut BTreeSet<String>) -> String {
    file_of(value, "xlsx", taken)
}
