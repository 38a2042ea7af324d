//! Numbers that programs write with an exponent.

use std::borrow::Cow;

/// A number has no more digits than these when it is written out; a double has fewer.
const MOST: usize = 400;

/// A decimal with its exponent carried out, digit for digit: 1.5e3 is 1500. What is no such decimal stays as it is
/// written.
#[must_use]
pub fn without_exponent(text: &str) -> Cow<'_, str> {
    written_out(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn written_out(text: &str) -> Option<String> {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (number, exponent) = rest.split_once(['e', 'E'])?;
    let by: i64 = exponent.parse().ok()?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    // Where the point stands among the digits, counted from their beginning.
    let point = i64::try_from(whole.len()).ok()?.checked_add(by)?;
    let (zeros_before, zeros_behind) =
        (0_i64.saturating_sub(point), point.saturating_sub(i64::try_from(digits.len()).ok()?));
    let [zeros_before, zeros_behind] = [zeros_before, zeros_behind].map(|zeros| usize::try_from(zeros.max(0)).ok());
    let (before, behind) = (zeros_before?, zeros_behind?);
    if digits.len().saturating_add(before).saturating_add(behind) > MOST {
        return None;
    }
    let all = format!("{}{digits}{}", "0".repeat(before), "0".repeat(behind));
    let (whole, fraction) = all.split_at_checked(usize::try_from(point.max(0)).ok()?)?;
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_nothing = whole == "0" && fraction.is_empty();
    let sign = if is_nothing { "" } else { sign };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// The number in scientific notation with which a text begins, 1.2e3 or 1.2×10^3: how many bytes of the text it takes,
/// its digits and its exponent as written, both with an ASCII sign at most.
#[must_use]
pub fn scientific(text: &str) -> Option<(usize, &str, String)> {
    let behind = |text: &str, is_part: fn(char) -> bool| text.find(|sign| !is_part(sign)).unwrap_or(text.len());
    let digits = behind(text, |sign| sign.is_ascii_digit() || sign == '.');
    let (number, rest) = text.split_at_checked(digits)?;
    let spaces = |text: &str| behind(text, |sign| sign == ' ');
    let in_letters = rest.strip_prefix(['e', 'E', 'ｅ', 'Ｅ']);
    let rest = if let Some(rest) = in_letters {
        rest
    } else {
        let rest = rest.get(spaces(rest)..)?.strip_prefix(['×', '*', '＊', 'x', 'X'])?;
        let rest = rest.get(spaces(rest)..)?.strip_prefix("10")?;
        let raised = behind(rest, |sign| superscript(sign).is_some());
        if let (Some(written), true) = (rest.get(..raised), raised > 0) {
            let exponent = written.chars().filter_map(superscript).collect();
            return Some((text.len() - rest.len() + raised, number, exponent));
        }
        let rest = rest.get(spaces(rest)..)?.strip_prefix('^')?;
        rest.get(spaces(rest)..)?
    };
    let (sign, rest) = match rest.strip_prefix(['-', '−', '－']) {
        Some(rest) => ("-", rest),
        None => ("", rest.strip_prefix(['+', '＋']).unwrap_or(rest)),
    };
    let end = behind(rest, |sign| digit(sign).is_some());
    let exponent: String = rest.get(..end)?.chars().filter_map(digit).collect();
    let is_whole = !exponent.is_empty() && !number.is_empty();
    is_whole.then(|| (text.len() - rest.len() + end, number, format!("{sign}{exponent}")))
}

/// A digit, of either width.
fn digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' => Some(sign),
        '０'..='９' => char::from_u32(u32::from(sign) - 0xFEE0),
        _ => None,
    }
}

/// The digit or sign that stands raised.
fn superscript(sign: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
    let place = RAISED.chars().position(|raised| raised == sign)?;
    "0123456789-".chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scientific_notation_is_known_in_its_forms() {
        for (text, found) in [
            ("1.2e3", Some((5, "1.2", "3"))),
            ("1.2E-03 元", Some((7, "1.2", "-03"))),
            ("1.2×10^3", Some((9, "1.2", "3"))),
            ("5 × 10^-4 元", Some((10, "5", "-4"))),
            ("1.2×10³", Some((9, "1.2", "3"))),
            ("1.2 × 10", None),
            ("12 元", None),
            ("1e", None),
            ("e5", None),
        ] {
            let found = found.map(|(length, number, exponent)| (length, number, exponent.to_owned()));
            assert_eq!(scientific(text), found, "{text}");
        }
    }

    #[test]
    fn an_exponent_is_carried_out_digit_for_digit() {
        for (written, out) in [
            ("1e5", "100000"),
            ("1E+05", "100000"),
            ("1.50e1", "15"),
            ("-1.5e-05", "-0.000015"),
            ("12.345e2", "1234.5"),
            ("12.345e3", "12345"),
            ("0e9", "0"),
            ("-0.0e0", "0"),
            ("1e16", "10000000000000000"),
            ("12.5", "12.5"),
            ("1e", "1e"),
            ("e5", "e5"),
            ("1e999999999999", "1e999999999999"),
            ("1e-9223372036854775808", "1e-9223372036854775808"),
        ] {
            assert_eq!(without_exponent(written), out);
        }
    }
}
