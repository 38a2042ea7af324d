//! Numbers in Chinese characters.

const DIGITS: &[(char, u64)] = &[
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('壹', 1),
    ('贰', 2),
    ('叁', 3),
    ('肆', 4),
    ('伍', 5),
    ('陆', 6),
    ('柒', 7),
    ('捌', 8),
    ('玖', 9),
];

const TENS: &[(char, u64)] = &[('十', 10), ('百', 100), ('千', 1000), ('拾', 10), ('佰', 100), ('仟', 1000)];

/// The number that 四十, 一万二千 or 二〇二四 stands for. `None` for anything else, and where people differ: 一百五.
#[must_use]
pub fn whole_of_numeral(text: &str) -> Option<u64> {
    let digit = |letter: char| DIGITS.iter().find(|(known, _)| *known == letter).map(|(_, value)| *value);
    let digits: Option<Vec<u64>> = text.chars().map(digit).collect();
    if let Some(digits) = digits.filter(|digits| !digits.is_empty()) {
        return digits.into_iter().try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    let (mut whole, mut section, mut last) = (0_u64, 0_u64, None);
    // How much less than the word before it the next one is; 零 lets it be any.
    let mut step = u64::MAX;
    for letter in text.chars() {
        if let Some(value) = digit(letter) {
            if value == 0 {
                step = u64::MAX;
            } else if last.replace(value).is_some() {
                return None;
            }
        } else if let Some((_, ten)) = TENS.iter().find(|(known, _)| *known == letter) {
            section = section.checked_add(last.take().unwrap_or(1).checked_mul(*ten)?)?;
            step = *ten;
        } else {
            section = section.checked_add(last.take().unwrap_or(0))?;
            whole = match letter {
                '万' if section > 0 => whole.checked_add(section.checked_mul(10_000)?)?,
                '亿' => whole.checked_add(section)?.checked_mul(100_000_000).filter(|whole| *whole > 0)?,
                _ => return None,
            };
            (section, step) = (0, u64::MAX);
        }
    }
    if last.is_some() && step != 10 && step != u64::MAX {
        return None;
    }
    whole.checked_add(section)?.checked_add(last.unwrap_or(0))
}

/// The decimal that 三点五 or 四十 stands for, in digits.
#[must_use]
pub fn decimal_of_numeral(text: &str) -> Option<String> {
    let Some((whole, fraction)) = text.split_once('点') else {
        return whole_of_numeral(text).map(|whole| whole.to_string());
    };
    let digit = |letter: char| DIGITS.iter().find(|(known, _)| *known == letter).map(|(_, value)| value.to_string());
    let fraction: Option<String> = fraction.chars().map(digit).collect();
    let fraction = fraction.filter(|fraction| !fraction.is_empty())?;
    Some(format!("{}.{fraction}", whole_of_numeral(whole)?))
}
