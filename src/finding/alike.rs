//! Texts that look the same and are not: one letter in two encodings, or two letters of one form.

use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed as Decomposed;

use crate::finding::Words;
use crate::words;

/// Letters of other scripts, and signs, that are printed as another is.
const SAME_FORM: &[(&str, &str)] = &[
    // Cyrillic
    ("АВЕЅІЈКМНОРСТУХԚԜӀ", "ABESIJKMHOPCTYXQWI"),
    ("асԁеһіјорԛѕухԝӏ", "acdehijopqsyxwl"),
    // Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα", "ABEZHIKMNOPTYXova"),
    ("γικρυχ", "yikpux"),
    // Katakana
    ("エカタトニハロ", "工力夕卜二八口"),
    // The forms of characters in a dictionary's index, which come out of printed files
    (
        "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
    ),
    // Circles, dashes, dots in the middle, and quotation marks
    ("○◯", "〇〇"),
    ("‐‑‒–—―−﹣─", "---------"),
    ("•‧・∙⋅", "·····"),
    ("‘’“”", "''\"\""),
];

/// What a text looks like: two texts with the same look cannot be told apart by a reader.
#[must_use]
pub fn look(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let decomposed = Decomposed::new_nfd().normalize(text);
    let is_plain = |letter: char| !is_unseen(letter) && !is_variant(letter) && same_form(letter) == letter;
    if decomposed.chars().all(is_plain) {
        return decomposed;
    }
    let variants = Decomposed::new_nfkd();
    let mut seen = String::with_capacity(decomposed.len());
    for letter in decomposed.chars().filter(|letter| !is_unseen(*letter)) {
        if is_variant(letter) {
            let plain = variants.normalize(letter.encode_utf8(&mut [0; 4])).into_owned();
            seen.extend(plain.chars().map(same_form));
        } else {
            seen.push(same_form(letter));
        }
    }
    Cow::Owned(seen)
}

/// What a name looks like in a table or on a slide, where the digits 1 and 0 cannot be told from the letters l, I and O.
#[must_use]
pub fn look_of_name(text: &str) -> String {
    let letter = |letter: char| match letter {
        'l' | '1' => 'I',
        '0' => 'O',
        letter => letter,
    };
    look(text).chars().map(letter).collect()
}

/// Whether two different texts look the same.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    one != other && !(one.is_ascii() && other.is_ascii()) && look(one) == look(other)
}

/// Where two texts that look the same differ: the character and what it is in each.
#[must_use]
pub fn difference(one: &str, other: &str) -> Words {
    let (mut left, mut right) = (one.chars(), other.chars());
    let mut place = 1_usize;
    loop {
        let (here, there) = (left.next(), right.next());
        if here == there && here.is_some() {
            place = place.saturating_add(1);
            continue;
        }
        let is_ascii = [here, there].iter().all(|letter| letter.is_some_and(|letter| letter.is_ascii()));
        let [(here, here_en), (there, there_en)] =
            [here, there].map(|letter| if is_ascii { told(letter) } else { named(letter) });
        return words!(
            "第 {place} 个字一个是 {here}，一个是 {there}",
            "character {place} is {here_en} in one and {there_en} in the other"
        );
    }
}

/// A character by its number, in Chinese and English.
fn named(letter: Option<char>) -> (String, String) {
    let Some(letter) = letter else { return ("没有".to_owned(), "missing".to_owned()) };
    let number = format!("U+{:04X}", u32::from(letter));
    if is_unseen(letter) {
        (format!("看不见的 {number}"), format!("the invisible {number}"))
    } else {
        (number.clone(), number)
    }
}

/// A letter or digit that is on every keyboard.
fn told(letter: Option<char>) -> (String, String) {
    let Some(letter) = letter else { return named(None) };
    let (kind, kind_en) = match letter {
        '0'..='9' => ("数字", "the digit"),
        'a'..='z' => ("小写字母", "the small letter"),
        'A'..='Z' => ("大写字母", "the capital letter"),
        _ => ("符号", "the sign"),
    };
    (format!("{kind} {letter}"), format!("{kind_en} {letter}"))
}

/// Whether nothing is printed for it.
pub(super) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether it is another form of a character that differs in width, weight or place in a list only.
fn is_variant(letter: char) -> bool {
    matches!(letter,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{2160}'..='\u{217F}'
        | '\u{2F00}'..='\u{2FD5}' | '\u{FB00}'..='\u{FB06}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{1D400}'..='\u{1D7FF}')
}

/// The character that is printed alike, or the same.
fn same_form(letter: char) -> char {
    // Nearly all letters of a Chinese table are none of these.
    if letter.is_ascii() || matches!(letter, '\u{4E00}'..='\u{9FFF}') {
        return letter;
    }
    let pairs = || SAME_FORM.iter().flat_map(|(from, to)| from.chars().zip(to.chars()));
    pairs().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| to)
}
