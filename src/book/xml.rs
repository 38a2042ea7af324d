//! XML event by event, each with its depth. What is not well-formed, and what no office program writes, is refused.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::fault::Fault;
use super::zipped::unreadable;
use crate::finding::Words;
use crate::words;

/// XML as it is read.
pub(super) struct Xml<'p, R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    part: &'p str,
    depth: usize,
    /// Whether the outermost element is closed.
    is_over: bool,
}

/// What comes next.
pub(super) enum Next<'x> {
    /// An element begins, at its depth; the outermost is at 1.
    Start(usize, Tag<'x>),
    /// An element ends, at its depth.
    End(usize),
    /// A text within an element at a depth.
    Text(usize, Cow<'x, str>),
    /// What says nothing: a comment, an instruction.
    Nothing,
    /// There is no more.
    Over,
}

/// The tag that begins an element.
pub(super) struct Tag<'x> {
    start: BytesStart<'x>,
    part: &'x str,
}

/// No office program nests deeper.
const DEEPEST: usize = 256;

/// No office program gives an element more attributes.
const MOST_ATTRIBUTES: usize = 256;

impl<'p, R: BufRead> Xml<'p, R> {
    pub(super) fn new(input: R, part: &'p str) -> Self {
        let mut reader = Reader::from_reader(input);
        // An element that is empty ends as others do.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part, depth: 0, is_over: false }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Next<'_>, Fault> {
        let part = self.part;
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| told(part, &error))?;
        let depth = self.depth;
        Ok(match event {
            Event::Start(start) => {
                self.depth = depth.saturating_add(1);
                if self.is_over || self.depth > DEEPEST {
                    return Err(malformed(part));
                }
                Next::Start(self.depth, Tag { start, part })
            }
            Event::End(_) => {
                self.depth = depth.saturating_sub(1);
                self.is_over = self.depth == 0;
                Next::End(depth)
            }
            Event::Text(text) => Next::Text(depth, text.xml10_content()),
            Event::CData(text) => Next::Text(depth, text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = quick_xml::escape::resolve_xml_entity(&reference).map(Cow::Borrowed);
                let numbered = || reference.resolve_char_ref().ok().flatten().map(|letter| letter.to_string().into());
                Next::Text(depth, known.or_else(numbered).ok_or_else(|| malformed(part))?)
            }
            Event::Eof if self.is_over => Next::Over,
            // A document type can declare what its texts stand for; no office program writes one.
            Event::Eof | Event::DocType(_) => return Err(malformed(part)),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Empty(_) => Next::Nothing,
        })
    }

    /// A fault of the part at hand.
    pub(super) fn broken(&self, why: Words) -> Fault {
        Fault::Broken { part: self.part.to_owned(), why }
    }
}

impl Tag<'_> {
    /// The name of the element without its prefix.
    pub(super) fn local_name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The name of the element.
    pub(super) fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The attributes by their names.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Result<(&str, Cow<'_, str>), Fault>> {
        self.start.attributes().enumerate().map(|(count, attribute)| {
            let attribute = attribute.ok().filter(|_| count < MOST_ATTRIBUTES).ok_or_else(|| malformed(self.part))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| malformed(self.part))?;
            Ok((attribute.key.into_inner(), value))
        })
    }

    /// An attribute by its name.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, Fault> {
        for attribute in self.attributes() {
            let (key, value) = attribute?;
            if key == name {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

/// Whether an attribute says yes.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

fn malformed(part: &str) -> Fault {
    Fault::Broken { part: part.to_owned(), why: words!("不是完整的 XML", "it is not well-formed XML") }
}

fn told(part: &str, error: &Error) -> Fault {
    match error {
        Error::Io(error) => unreadable(part, error),
        _ => malformed(part),
    }
}
