//! Characters that xlsx writes as `_x000D_`.

use crate::invariant::part_of;

/// Adds a text with its characters put in for their escapes.
pub(super) fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    // The first half of a character beyond the basic plane.
    let mut high: Option<u16> = None;
    while let Some(at) = rest.find("_x") {
        let (before, behind) = (part_of(rest, ..at), part_of(rest, at..));
        if !before.is_empty() {
            lone(&mut high, out);
            out.push_str(before);
        }
        let Some((unit, after)) = unit(behind) else {
            lone(&mut high, out);
            out.push('_');
            rest = part_of(behind, 1..);
            continue;
        };
        match high.take() {
            Some(first) => {
                for character in char::decode_utf16([first, unit]) {
                    out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            None if (0xD800..0xDC00).contains(&unit) => high = Some(unit),
            None => out.push(char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
        rest = after;
    }
    lone(&mut high, out);
    out.push_str(rest);
}

/// A half of a character without the other.
fn lone(high: &mut Option<u16>, out: &mut String) {
    if high.take().is_some() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
}

/// The escape that a text begins with, and what stands behind.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (escape, after) = text.split_at_checked(7)?;
    let digits = escape.strip_prefix("_x")?.strip_suffix('_')?;
    let is_escape = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_escape).map(|unit| (unit, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        for (text, meant) in [
            ("园区", "园区"),
            ("甲_x000D_乙", "甲\r乙"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_b_x00_c", "a_b_x00_c"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_xD842_甲", "\u{FFFD}甲"),
            ("_xDFB7_", "\u{FFFD}"),
            ("__x0041_", "_A"),
            ("_x+041_", "_x+041_"),
            ("_x", "_x"),
        ] {
            let mut out = String::new();
            decode(text, &mut out);
            assert_eq!(out, meant, "{text}");
        }
    }
}
