//! What a number in a file is taken for, by how its cell shows it.

use super::dates::{Epoch, text as date};
use super::decimal::{Decimal, is_plain};
use super::sheet::Kind;
use super::shown::Shown;

/// The kind of a number that a file writes so; its text is put into `out`.
pub(super) fn number(written: &str, shown: Shown, epoch: Epoch, out: &mut String) -> Kind {
    out.clear();
    if shown == Shown::Number && is_plain(written) {
        out.push_str(written);
        return Kind::Number;
    }
    let Some(decimal) = Decimal::read(written) else {
        out.push_str(written);
        return Kind::Error;
    };
    match shown {
        Shown::Number => {
            decimal.write(out);
            if decimal.is_beyond_floats() { Kind::Lost } else { Kind::Number }
        }
        Shown::Percent => {
            decimal.times_ten_to(2).write(out);
            out.push('%');
            if decimal.is_beyond_floats() { Kind::Lost } else { Kind::Percent }
        }
        Shown::With(unit) => {
            decimal.times_ten_to(unit.shift.saturating_neg()).write(out);
            out.push_str(unit.word);
            match unit.word {
                _ if decimal.is_beyond_floats() => Kind::Lost,
                "%" => Kind::Percent,
                // Which unit a column is in is not known here.
                _ => Kind::Text,
            }
        }
        Shown::Date | Shown::Time | Shown::Span => {
            let date = date(decimal, shown, epoch);
            // As the programs show what is no date.
            out.push_str(date.as_deref().unwrap_or("########"));
            if date.is_some() { Kind::Date } else { Kind::Error }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_for_what_its_cell_shows() {
        for (written, shown, text, kind) in [
            ("0.7", Shown::Percent, "70%", Kind::Percent),
            ("0.070000000000000007", Shown::Percent, "7%", Kind::Percent),
            ("1.125", Shown::Percent, "112.5%", Kind::Percent),
            ("-5E-4", Shown::Percent, "-0.05%", Kind::Percent),
            ("0", Shown::Percent, "0%", Kind::Percent),
            ("45291", Shown::Date, "2023-12-31", Kind::Date),
            ("5.2", Shown::by_code("0.00\"亿元\""), "5.2亿元", Kind::Text),
            ("12345", Shown::by_code("0!.0,\"万\""), "1.2345万", Kind::Text),
            ("70", Shown::by_code("0.0\"%\""), "70%", Kind::Percent),
            ("-5", Shown::Date, "########", Kind::Error),
            ("330302199001011234", Shown::Number, "330302199001011000", Kind::Lost),
            ("12a", Shown::Number, "12a", Kind::Error),
        ] {
            let mut out = String::new();
            let found = number(written, shown, Epoch::Of1900, &mut out);
            assert_eq!((out.as_str(), found), (text, kind), "{written}");
        }
    }
}
