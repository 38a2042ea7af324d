//! Serial numbers of days to dates, and dates as files write them.

use super::decimal::Decimal;
use super::shown::Shown;
use crate::invariant::fit;

/// The day from which serial numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// 1 is 1 January 1900, and 60 the 29 February 1900 that never was.
    #[default]
    Of1900,
    /// 0 is 1 January 1904.
    Of1904,
}

const SECONDS: u128 = 86_400;

/// The day behind 31 December 9999, from which on programs show no date.
const END: u128 = 2_958_466;

/// The text of a serial number: `2023-12-31`, `2023-12-31 08:30:00`, `08:30:00`. None when the programs show none.
pub(super) fn text(serial: Decimal, shown: Shown, epoch: Epoch) -> Option<String> {
    if serial.is_negative {
        return None;
    }
    let (day, seconds) = days_and_seconds(serial)?;
    let time = |seconds: u128| format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if shown == Shown::Span {
        return Some(time(day.saturating_mul(SECONDS).saturating_add(seconds)));
    }
    if day == 0 && (shown == Shown::Time || (seconds > 0 && epoch == Epoch::Of1900)) {
        return Some(time(seconds));
    }
    let date = date(fit(day), epoch);
    Some(if seconds == 0 { date } else { format!("{date} {}", time(seconds)) })
}

/// Whole days and the seconds of the next, to the nearest.
fn days_and_seconds(serial: Decimal) -> Option<(u128, u128)> {
    let digits = u128::from(serial.digits);
    let power = |exponent: i32| u32::try_from(exponent).ok().and_then(|exponent| 10_u128.checked_pow(exponent));
    let (day, seconds) = if serial.exponent >= 0 {
        (digits.checked_mul(power(serial.exponent)?)?, 0)
    } else {
        match power(serial.exponent.saturating_neg()).filter(|scale| *scale <= 10_u128.pow(30)) {
            Some(scale) => {
                let twice = (digits % scale).saturating_mul(SECONDS).saturating_mul(2);
                let seconds = twice.saturating_add(scale) / scale.saturating_mul(2);
                (digits / scale, seconds)
            }
            // Less than a second.
            None => (0, 0),
        }
    };
    let (day, seconds) = if seconds == SECONDS { (day.saturating_add(1), 0) } else { (day, seconds) };
    (day < END).then_some((day, seconds))
}

fn date(day: i64, epoch: Epoch) -> String {
    // Days since 1 January 1970.
    let since = match (epoch, day) {
        (Epoch::Of1904, _) => day.saturating_sub(24_107),
        (Epoch::Of1900, 0) => return "1900-01-00".to_owned(),
        (Epoch::Of1900, 60) => return "1900-02-29".to_owned(),
        (Epoch::Of1900, ..60) => day.saturating_sub(25_568),
        (Epoch::Of1900, _) => day.saturating_sub(25_569),
    };
    let (year, month, day) = civil(since);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1 January 1970. Years are counted from March on, so that a leap day is the last.
fn civil(since: i64) -> (i64, i64, i64) {
    let day = since.saturating_add(719_468);
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era.saturating_mul(400) + i64::from(month <= 2), month, of_year - (153 * from_march + 2) / 5 + 1)
}

/// A date as files of a standard write it: `2023-12-31`, `2023-12-31T08:30:00.000`. None when it is none.
pub(super) fn iso(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    let is_date = matches!(date.as_bytes(),
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
            if [y1, y2, y3, y4, m1, m2, d1, d2].into_iter().all(u8::is_ascii_digit));
    if !is_date {
        return None;
    }
    let Some(time) = time else { return Some(date.to_owned()) };
    let time = time.strip_suffix('Z').unwrap_or(time);
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let is_time = matches!(time.as_bytes(), [h1, h2, b':', m1, m2, b':', s1, s2]
        if [h1, h2, m1, m2, s1, s2].into_iter().all(u8::is_ascii_digit));
    match time {
        "00:00:00" => Some(date.to_owned()),
        _ => is_time.then(|| format!("{date} {time}")),
    }
}

/// A time as ods writes it: `PT08H30M00S`.
pub(super) fn duration(text: &str) -> Option<String> {
    let rest = text.strip_prefix("PT")?.strip_suffix('S')?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, seconds) = rest.split_once('M')?;
    let seconds = seconds.split_once(['.', ',']).map_or(seconds, |(seconds, _)| seconds);
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_number_is_a_day() {
        let cases = [
            ("45291", Shown::Date, Epoch::Of1900, "2023-12-31"),
            ("45291.354166666664", Shown::Date, Epoch::Of1900, "2023-12-31 08:30:00"),
            ("45291.999999999", Shown::Date, Epoch::Of1900, "2024-01-01"),
            ("1", Shown::Date, Epoch::Of1900, "1900-01-01"),
            ("59", Shown::Date, Epoch::Of1900, "1900-02-28"),
            ("60", Shown::Date, Epoch::Of1900, "1900-02-29"),
            ("61", Shown::Date, Epoch::Of1900, "1900-03-01"),
            ("0", Shown::Date, Epoch::Of1900, "1900-01-00"),
            ("2958465", Shown::Date, Epoch::Of1900, "9999-12-31"),
            ("2958466", Shown::Date, Epoch::Of1900, "none"),
            ("-1", Shown::Date, Epoch::Of1900, "none"),
            ("1e300", Shown::Date, Epoch::Of1900, "none"),
            ("1e-300", Shown::Time, Epoch::Of1900, "00:00:00"),
            ("0", Shown::Date, Epoch::Of1904, "1904-01-01"),
            ("43829", Shown::Date, Epoch::Of1904, "2023-12-31"),
            ("0.5", Shown::Time, Epoch::Of1900, "12:00:00"),
            ("0", Shown::Time, Epoch::Of1900, "00:00:00"),
            ("1.5", Shown::Span, Epoch::Of1900, "36:00:00"),
        ];
        for (serial, shown, epoch, expected) in cases {
            let text = Decimal::read(serial).and_then(|serial| text(serial, shown, epoch));
            assert_eq!(text.as_deref().unwrap_or("none"), expected, "{serial}");
        }
    }

    #[test]
    fn dates_of_standards_are_read() {
        assert_eq!(iso("2023-12-31").as_deref(), Some("2023-12-31"));
        assert_eq!(iso("2023-12-31T00:00:00").as_deref(), Some("2023-12-31"));
        assert_eq!(iso("2023-12-31T08:30:00.000Z").as_deref(), Some("2023-12-31 08:30:00"));
        assert_eq!(iso("2023/12/31"), None);
        assert_eq!(iso("2023-12-31T8"), None);
        assert_eq!(duration("PT08H30M00S").as_deref(), Some("08:30:00"));
        assert_eq!(duration("PT36H00M00.5S").as_deref(), Some("36:00:00"));
        assert_eq!(duration("P1D"), None);
    }
}
