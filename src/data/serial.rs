//! Days that a spreadsheet program keeps as numbers, in cells that are not formatted as days: 45291.

use crate::book::Epoch;
use crate::number::Date;

/// The day of a serial number. Only those of this age are taken for one: 2023 is a year, and 20231231 is written as a day.
pub(super) fn day(text: &str, epoch: Epoch) -> Option<Date> {
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first = match epoch {
        // The programs count a 29 February 1900 that never was; days behind it are counted from here.
        Epoch::Of1900 => Date::from_ymd(1899, 12, 30),
        Epoch::Of1904 => Date::from_ymd(1904, 1, 1),
    };
    let day = first?.add_days(text.parse().ok()?)?;
    let (year, ..) = day.ymd();
    (1950..2100).contains(&year).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_five_digits_is_a_day_of_this_age() {
        let cases = [
            ("45291", Epoch::Of1900, Some("2023-12-31")),
            ("43829", Epoch::Of1904, Some("2023-12-31")),
            ("36526", Epoch::Of1900, Some("2000-01-01")),
            ("18264", Epoch::Of1900, Some("1950-01-01")),
            ("18263", Epoch::Of1900, None),
            ("73050", Epoch::Of1900, Some("2099-12-31")),
            ("73051", Epoch::Of1900, None),
            ("2023", Epoch::Of1900, None),
            ("45291.5", Epoch::Of1900, None),
            ("20231231", Epoch::Of1900, None),
            ("-5291", Epoch::Of1900, None),
        ];
        for (text, epoch, expected) in cases {
            assert_eq!(day(text, epoch).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }
}
