//! A page as tags and the texts between them.

use std::borrow::Cow;

use crate::cancel::look;
use crate::invariant::part_of;

/// The part that faults are said of.
pub(super) const PART: &str = "html";

/// What comes next.
pub(super) enum Token<'t> {
    /// A text, its entities not yet replaced.
    Text(&'t str),
    /// An element begins.
    Start(Tag<'t>),
    /// An element ends.
    End(Cow<'t, str>),
}

/// The tag that begins an element.
pub(super) struct Tag<'t> {
    /// The name in small letters.
    pub(super) name: Cow<'t, str>,
    attributes: &'t str,
}

/// Goes through a page.
pub(super) struct Tokens<'t> {
    text: &'t str,
    pub(super) at: usize,
}

/// Elements within which there are no tags, and notes that `LibreOffice` puts beside a cell.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noscript", "comment"];

impl<'t> Tokens<'t> {
    pub(super) fn from(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// What comes next; nothing at the end.
    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        look();
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            if let Some(behind) = rest.strip_prefix("<!--") {
                self.pass(rest, behind.find("-->").map(|end| end.saturating_add(7)));
                continue;
            }
            if rest.starts_with("<!") || rest.starts_with("<?") {
                self.pass(rest, rest.find('>').map(|end| end.saturating_add(1)));
                continue;
            }
            let ended = rest.strip_prefix("</");
            let is_end = ended.is_some();
            let name = ended.or_else(|| rest.strip_prefix('<')).unwrap_or_default();
            if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                // A `<` that begins no tag is text.
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let length = part_of(rest, first..).find('<').map_or(rest.len(), |next| next.saturating_add(first));
                self.at = self.at.saturating_add(length);
                return Some(Token::Text(part_of(rest, ..length)));
            }
            let length = name.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/'));
            let (name, behind) = name.split_at_checked(length.unwrap_or(name.len())).unwrap_or((name, ""));
            let attributes = part_of(behind, ..end_of_tag(behind));
            let length = rest.len().saturating_sub(behind.len()).saturating_add(attributes.len()).saturating_add(1);
            self.pass(rest, Some(length));
            let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                Cow::Owned(name.to_ascii_lowercase())
            } else {
                Cow::Borrowed(name)
            };
            if is_end {
                return Some(Token::End(name));
            }
            if RAW.contains(&name.as_ref()) {
                self.pass_raw(&name);
            }
            return Some(Token::Start(Tag { name, attributes }));
        }
    }

    /// Passes over so many bytes, or all that is left.
    fn pass(&mut self, rest: &str, length: Option<usize>) {
        let length = length.filter(|length| rest.is_char_boundary(*length)).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
    }

    /// Passes over what is no text, up to where its element ends.
    fn pass_raw(&mut self, name: &str) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |at: &usize| {
            let behind = rest.get(at.saturating_add(2)..).and_then(|behind| behind.get(..name.len()));
            behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name))
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(ends);
        self.at = self.at.saturating_add(end.unwrap_or(rest.len()));
    }
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(behind: &str) -> usize {
    let mut quote = None;
    for (at, byte) in behind.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    behind.len()
}

/// Where the next table begins, from a place on.
pub(super) fn next_table(text: &str, from: usize) -> Option<usize> {
    let mut tokens = Tokens::from(text, from);
    loop {
        let at = tokens.at;
        match tokens.next()? {
            Token::Start(tag) if tag.name == "table" => return Some(at),
            _ => {}
        }
    }
}

impl<'t> Tag<'t> {
    /// An attribute by its name, its entities not yet replaced.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let mut rest = self.attributes.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        while !rest.is_empty() {
            let end = rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '=' || letter == '/');
            // A `=` at the start is part of a name.
            let end = end.map_or(rest.len(), |end| end.max(1));
            let (name, behind) = rest.split_at_checked(end)?;
            let behind = behind.trim_ascii_start();
            let (value, behind) = match behind.strip_prefix('=') {
                None => ("", behind),
                Some(behind) => value(behind.trim_ascii_start()),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = behind.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        }
        None
    }
}

/// The value that stands first, and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
