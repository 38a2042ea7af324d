//! Texts in one form, so that what a person types twice is the same text twice.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed as Composed;

/// A text in one form: each letter composed (NFC), and as wide as on a keyboard — `Ａ（１）` is `A(1)`.
#[must_use]
pub fn in_one_form(text: &str) -> Cow<'_, str> {
    if is_in_one_form(text) {
        return Cow::Borrowed(text);
    }
    let narrow = Composed::new_nfkc();
    let mut one = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\u{3000}' | '\u{FF00}'..='\u{FFEF}') {
            one.push_str(&narrow.normalize(letter.encode_utf8(&mut [0; 4])));
        } else {
            one.push(letter);
        }
    }
    Cow::Owned(Composed::new_nfc().normalize(&one).into_owned())
}

/// Whether it is seen at once that a text is in its form: letters of a keyboard, Chinese characters and their signs.
#[must_use]
pub fn is_in_one_form(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '\0'..='\u{7F}' | '\u{3001}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}'))
}
