//! A file of JSON cut into its objects, so that no more than one of them and the text around it is held.

use std::io;
use std::ops::Range;

use memchr::memchr;

use crate::cancel::{BYTES, look};
use crate::data::blocks::LONGEST;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};

/// How objects stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::data) enum Layout {
    /// In one list: `[{…}, {…}]`.
    List,
    /// Each in a line of its own.
    Lines,
}

/// Why there is no further object.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file system has no more to give.
    Unread(io::Error),
    /// An object of too many bytes.
    Long,
    /// The file ends within the list.
    Ended,
    /// The file begins as no list does, with this.
    NoList(u8),
    /// Something stands behind the list.
    Behind,
    /// There is nothing in the file.
    Empty,
}

/// Cuts a file.
pub(super) struct Pieces<'i> {
    input: &'i dyn Input,
    layout: Layout,
    /// Where the file is read on.
    at: u64,
    has_ended: bool,
    text: Vec<u8>,
    /// Where in the text goes on what was not taken.
    from: usize,
    /// Of the object that was taken last: its place in the list, or its line.
    number: u64,
    has_begun: bool,
    is_over: bool,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

impl<'i> Pieces<'i> {
    pub(super) fn new(input: &'i dyn Input, layout: Layout) -> Self {
        Self {
            input,
            layout,
            at: 0,
            has_ended: false,
            text: Vec::new(),
            from: 0,
            number: 0,
            has_begun: false,
            is_over: false,
        }
    }

    /// The place of what was taken last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The bytes of the next object, if each is what it is to be.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, Broken> {
        if self.is_over {
            return Ok(None);
        }
        if !std::mem::replace(&mut self.has_begun, true) {
            self.fill()?;
            if self.text.starts_with(MARK) {
                self.from = MARK.len();
            }
            if self.layout == Layout::List {
                self.opening()?;
            }
        }
        let piece = match self.layout {
            Layout::Lines => self.line()?,
            Layout::List => self.element()?,
        };
        Ok(piece.map(|piece| self.text.get(piece).or_broken("a piece lies in the text")))
    }

    /// A byte so far behind what was taken; nothing at the end of the file.
    fn byte(&mut self, ahead: usize) -> Result<Option<u8>, Broken> {
        loop {
            if let Some(byte) = self.text.get(self.from.saturating_add(ahead)) {
                return Ok(Some(*byte));
            }
            if self.has_ended {
                return Ok(None);
            }
            if ahead > LONGEST {
                return Err(Broken::Long);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), Broken> {
        look();
        self.text.drain(..self.from);
        self.from = 0;
        let held = self.text.len();
        self.text.resize(held.saturating_add(BYTES), 0);
        let room = self.text.get_mut(held..).or_broken("there is room for what is read");
        let read = read_all(self.input, self.at, room).map_err(Broken::Unread)?;
        self.text.truncate(held.saturating_add(read));
        self.at = self.at.saturating_add(fit(read));
        self.has_ended = read < BYTES;
        Ok(())
    }

    /// The next byte that is no blank.
    fn seen(&mut self) -> Result<Option<u8>, Broken> {
        loop {
            match self.byte(0)? {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.from = self.from.saturating_add(1),
                other => return Ok(other),
            }
        }
    }

    fn opening(&mut self) -> Result<(), Broken> {
        match self.seen()? {
            None => return Err(Broken::Empty),
            Some(b'[') => self.from = self.from.saturating_add(1),
            Some(other) => return Err(Broken::NoList(other)),
        }
        if self.seen()? == Some(b']') {
            self.from = self.from.saturating_add(1);
            self.closing()?;
        }
        Ok(())
    }

    fn closing(&mut self) -> Result<(), Broken> {
        self.is_over = true;
        if self.seen()?.is_some() { Err(Broken::Behind) } else { Ok(()) }
    }

    /// Up to the comma or bracket behind an element of the list.
    fn element(&mut self) -> Result<Option<Range<usize>>, Broken> {
        if self.is_over {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
        let mut ahead = 0_usize;
        loop {
            let byte = self.byte(ahead)?.ok_or(Broken::Ended)?;
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_text => is_escaped = true,
                b'"' => in_text = !in_text,
                _ if in_text => {}
                b'{' | b'[' => depth = depth.saturating_add(1),
                b',' | b']' if depth == 0 => {
                    let start = self.from;
                    let end = start.saturating_add(ahead);
                    self.from = end.saturating_add(1);
                    self.is_over = byte == b']';
                    return Ok(Some(start..end));
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            ahead = ahead.saturating_add(1);
        }
    }

    /// Whether there is nothing but blanks behind the list; asked when the last element was taken.
    pub(super) fn is_closed(&mut self) -> Result<(), Broken> {
        if self.layout == Layout::List { self.closing() } else { Ok(()) }
    }

    /// The next line in which there is something.
    fn line(&mut self) -> Result<Option<Range<usize>>, Broken> {
        let mut ahead = 0_usize;
        loop {
            let rest = self.text.get(self.from.saturating_add(ahead)..).unwrap_or_default();
            let found = memchr(b'\n', rest).map(|place| ahead.saturating_add(place));
            if found.is_none() && !self.has_ended {
                ahead = ahead.saturating_add(rest.len());
                if ahead > LONGEST {
                    return Err(Broken::Long);
                }
                self.fill()?;
                continue;
            }
            let length = found.unwrap_or_else(|| ahead.saturating_add(rest.len()));
            let line = self.from..self.from.saturating_add(length);
            if found.is_none() && length == 0 {
                return Ok(None);
            }
            self.from = line.end.saturating_add(usize::from(found.is_some()));
            (self.number, ahead) = (self.number.saturating_add(1), 0);
            let is_blank = self.text.get(line.clone()).is_none_or(|line| line.trim_ascii().is_empty());
            if !is_blank {
                return Ok(Some(line));
            }
        }
    }
}
