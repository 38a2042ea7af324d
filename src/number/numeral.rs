//! Numbers in Chinese characters and in English words.

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

const WORDS: &[(&str, u64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// The number that three, twenty-five or two hundred and six stands for. `None` for what is no number: five five.
#[must_use]
pub fn whole_of_words(text: &str) -> Option<u64> {
    let (mut whole, mut section, mut last) = (0_u64, 0_u64, None::<u64>);
    for word in text.split(['-', ' ']).map(str::to_ascii_lowercase).filter(|word| word != "and" && !word.is_empty()) {
        match word.as_str() {
            "hundred" => section = last.take().filter(|count| (1..10).contains(count))?.checked_mul(100)?,
            "thousand" if whole == 0 => {
                whole = section.checked_add(last.take().unwrap_or(0)).filter(|count| *count > 0)?.checked_mul(1000)?;
                section = 0;
            }
            _ => {
                let value = WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)?;
                last = match last {
                    None => Some(value),
                    // twenty-five
                    Some(tens @ 20..) if tens % 10 == 0 && (1..10).contains(&value) => tens.checked_add(value),
                    Some(_) => return None,
                };
            }
        }
    }
    whole.checked_add(section)?.checked_add(last.unwrap_or(0))
}

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
