//! What is asked of texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::both_present;
use crate::core::{TextTest, text_length};
use crate::engine::columnar::vector::{Values, Vector};
use crate::finding::{in_one_form, is_in_one_form};
use crate::invariant::{OrBroken, broken};

/// How each text stands in the other; null where either is.
pub(in crate::engine::columnar) fn tested<'a>(asked: TextTest, text: &Vector<'a>, part: &Vector<'a>) -> Vector<'a> {
    let (texts, parts) = (list(text), list(part));
    let truths: Vec<bool> = match parts {
        [part] => {
            let part = in_one_form(part);
            each(texts, |text| asked.holds_of(&in_one_form(text), &part))
        }
        parts => {
            let parts = parts.iter().map(|part| in_one_form(part));
            let texts: Vec<Cow<'_, str>> = match texts {
                [text] => vec![in_one_form(text); parts.len()],
                texts => texts.iter().map(|text| in_one_form(text)).collect(),
            };
            texts.iter().zip(parts).map(|(text, part)| asked.holds_of(text, &part)).collect()
        }
    };
    let present = both_present(text.present.as_deref(), part.present.as_deref(), truths.len());
    Vector { values: Values::Truths(truths), present }
}

/// How many characters each text has.
pub(in crate::engine::columnar) fn characters<'a>(text: &Vector<'a>) -> Vector<'a> {
    let count = |text: &str| i32::try_from(text_length(text)).ok().or_broken("no cell has letters beyond 32 bits");
    Vector { values: Values::Bits32(each(list(text), count)), present: text.present.clone() }
}

fn list<'v, 'a>(vector: &'v Vector<'a>) -> &'v [&'a str] {
    match &vector.values {
        Values::Texts(list) => list,
        _ => broken("texts are asked for texts in them"),
    }
}

/// A function of each text. One that has to be put into its form is looked at once however often it is said.
fn each<'a, T: Copy>(texts: &[&'a str], function: impl Fn(&str) -> T) -> Vec<T> {
    let mut known: BTreeMap<&'a str, T> = BTreeMap::new();
    let mut of = |text: &'a str| {
        if is_in_one_form(text) { function(text) } else { *known.entry(text).or_insert_with(|| function(text)) }
    };
    texts.iter().map(|text| of(text)).collect()
}
