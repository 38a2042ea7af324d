//! Decimal numbers as whole numbers of their last place.

/// Reads a number with at most `places` decimals as a whole number of units of the last place.
pub(crate) fn parse_scaled(text: &str, places: usize) -> Result<i64, String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > places {
        return Err(format!("“{text}” has more than {places} decimals"));
    }
    // Padding the fraction to full length joins both parts into one whole number.
    format!("{whole}{fraction:0<places$}").parse().map_err(|_| format!("“{text}” is not a number"))
}

/// Writes hundredths with two decimals; the data sets hold no negative amounts.
pub(crate) fn two_places(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Writes tenths with one decimal.
pub(crate) fn one_place(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Writes millionths with six decimals: hundredths of 万元 as 亿元.
pub(crate) fn six_places(millionths: i64) -> String {
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}
