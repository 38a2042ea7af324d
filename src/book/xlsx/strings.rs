//! The texts that cells share.

use std::io::BufRead;

use crate::book::escapes::decode;
use crate::book::fault::Fault;
use crate::book::xml::{Next, Xml};
use crate::invariant::{OrBroken, fit, part_of};
use crate::words;

/// Texts beside one another.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place.
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end = fit(*self.ends.get(place)?);
        let start = match place.checked_sub(1) {
            Some(before) => fit(*self.ends.get(before).or_broken("each text has one before it but the first")),
            None => 0_usize,
        };
        Some(part_of(&self.text, start..end))
    }
}

/// Reads the texts: runs of one text are put together, and how it is read aloud (`rPh`) is left out.
pub(super) fn read(input: impl BufRead, part: &str) -> Result<Strings, Fault> {
    let mut xml = Xml::new(input, part);
    let mut strings = Strings::default();
    let mut raw = String::new();
    // The depth of what is left out, and of a text.
    let (mut left_out, mut text) = (usize::MAX, usize::MAX);
    loop {
        match xml.next()? {
            Next::Start(2, _) => raw.clear(),
            Next::Start(depth, tag) if left_out == usize::MAX => match tag.local_name() {
                "rPh" => left_out = depth,
                "t" => text = depth,
                _ => {}
            },
            Next::Text(depth, piece) if depth == text => raw.push_str(&piece),
            Next::End(2) => {
                decode(&raw, &mut strings.text);
                let Ok(end) = u32::try_from(strings.text.len()) else {
                    let why = words!("文字超过 4 GiB", "it has more than 4 GiB of text");
                    return Err(Fault::TooLarge { part: part.to_owned(), why });
                };
                strings.ends.push(end);
            }
            Next::End(depth) if depth == left_out => left_out = usize::MAX,
            Next::End(depth) if depth == text => text = usize::MAX,
            Next::Over => return Ok(strings),
            _ => {}
        }
    }
}
