//! Unified social credit codes that are well formed and belong to nobody.

/// The characters of GB 32100—2015 in the order of their values.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A code of 18 characters for an enterprise in `region`.
///
/// The organisation part begins with HENG: issued codes begin with MA or a digit, so no real body's code can
/// come out, while both check characters are right.
pub(crate) fn credit_code(region: &str, serial: i64) -> Result<String, String> {
    let body = format!("HENG{serial:04}");
    if body.len() != 8 {
        return Err(format!("institution number {serial} does not fit four digits"));
    }
    let organisation = format!("{body}{}", organisation_check(&body)?);
    let head = format!("91{region}{organisation}");
    let check = social_check(&head)?;
    Ok(format!("{head}{check}"))
}

/// The check character of the nine-character organisation code (GB 11714—1997).
fn organisation_check(body: &str) -> Result<char, String> {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (character, weight) in body.chars().zip(weights) {
        let value = character.to_digit(36).ok_or_else(|| format!("{character} is not in GB 11714"))?;
        sum += value * weight;
    }
    match 11 - sum % 11 {
        10 => Ok('X'),
        11 => Ok('0'),
        digit => char::from_digit(digit, 10).ok_or_else(|| "check digit out of range".to_owned()),
    }
}

/// The eighteenth character (GB 32100—2015): weights are the powers of three modulo 31.
fn social_check(head: &str) -> Result<char, String> {
    let (mut sum, mut weight) = (0, 1);
    for character in head.chars() {
        let value = ALPHABET.find(character).ok_or_else(|| format!("{character} is not in GB 32100"))?;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum % 31) % 31;
    ALPHABET.chars().nth(check).ok_or_else(|| "check character out of range".to_owned())
}
