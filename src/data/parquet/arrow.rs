//! What columns were before they were written, as Arrow keeps it in a file: gone through before the library follows it.
//!
//! It is a tree of tables that point to one another. A damaged one may point anywhere, and to one place twice, so that
//! the library would go through the same part again and again: here all steps are counted.

use std::ops::Range;

/// What a column held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// No value at all.
    Nothing,
    /// A length of time.
    Duration,
    /// What the library refuses to read.
    Unknown,
    Plain,
}

/// No table has more columns than these, those within columns counted.
const MOST: usize = 1 << 17;

/// No table has columns within columns of more levels than these.
const DEEPEST: usize = 64;

/// Names and remarks of columns may have so many bytes more than what they are written in.
const BEYOND: usize = 1 << 20;

// The kinds of Arrow that matter here.
const NULL: u8 = 1;
const DECIMAL: u8 = 7;
const DURATION: u8 = 18;
const RUN_END_ENCODED: u8 = 22;
const LIST_VIEW: u8 = 25;
const LARGE_LIST_VIEW: u8 = 26;

/// The kinds of the columns in their order; nothing where they are damaged.
pub(super) fn held(said: &str) -> Option<Vec<Held>> {
    let bytes = decoded(said)?;
    let bytes = if bytes.starts_with(&[0xFF; 4]) { bytes.get(8..)? } else { &bytes };
    let mut tree = Tree { bytes, steps: MOST, letters: bytes.len().saturating_mul(4).saturating_add(BEYOND) };
    let message = tree.follow(0)?;
    let schema = tree.follow(tree.field(message, 2)??)?;
    if let Some(remarks) = tree.field(schema, 2)? {
        tree.remarks(remarks)?;
    }
    let fields = match tree.field(schema, 1)? {
        Some(fields) => tree.parts(fields)?,
        None => return Some(Vec::new()),
    };
    fields.map(|at| tree.column(at, 0)).collect()
}

/// A tree of tables in some bytes. Each step gives nothing where it leads out of them.
struct Tree<'b> {
    bytes: &'b [u8],
    /// How many columns may still be looked at.
    steps: usize,
    /// How many bytes of names and remarks.
    letters: usize,
}

impl Tree<'_> {
    /// A column by the place that points to it.
    fn column(&mut self, at: usize, depth: usize) -> Option<Held> {
        if depth > DEEPEST {
            return None;
        }
        self.steps = self.steps.checked_sub(1)?;
        let column = self.follow(at)?;
        if let Some(name) = self.field(column, 0)? {
            self.text(name)?;
        }
        if let Some(remarks) = self.field(column, 6)? {
            self.remarks(remarks)?;
        }
        if let Some(children) = self.field(column, 5)? {
            for child in self.parts(children)? {
                self.column(child, depth.saturating_add(1))?;
            }
        }
        let kind = match self.field(column, 2)? {
            Some(at) => *self.bytes.get(at)?,
            None => 0,
        };
        Some(match kind {
            NULL => Held::Nothing,
            DURATION => Held::Duration,
            DECIMAL if self.bits(column)? > 128 => Held::Unknown,
            RUN_END_ENCODED | LIST_VIEW | LARGE_LIST_VIEW => Held::Unknown,
            _ => Held::Plain,
        })
    }

    /// How many bits a decimal has.
    fn bits(&self, column: usize) -> Option<u32> {
        const USUAL: u32 = 128;
        let Some(kind) = self.field(column, 3)? else { return Some(USUAL) };
        let kind = self.follow(kind)?;
        match self.field(kind, 2)? {
            Some(bits) => self.number(bits),
            None => Some(USUAL),
        }
    }

    /// Remarks: pairs of texts.
    fn remarks(&mut self, at: usize) -> Option<()> {
        for pair in self.parts(at)? {
            self.steps = self.steps.checked_sub(1)?;
            let pair = self.follow(pair)?;
            for field in 0..2 {
                if let Some(text) = self.field(pair, field)? {
                    self.text(text)?;
                }
            }
        }
        Some(())
    }

    fn text(&mut self, at: usize) -> Option<()> {
        let at = self.follow(at)?;
        let length = usize::try_from(self.number(at)?).ok()?;
        self.letters = self.letters.checked_sub(length)?;
        self.bytes.get(at.checked_add(4)?..at.checked_add(4)?.checked_add(length)?).map(|_| ())
    }

    /// The places of the parts of a list, each of which points to a table.
    fn parts(&self, at: usize) -> Option<impl Iterator<Item = usize> + use<>> {
        let at = self.follow(at)?;
        let length = usize::try_from(self.number(at)?).ok()?;
        let first = at.checked_add(4)?;
        let parts: Range<usize> = first..first.checked_add(length.checked_mul(4)?)?;
        self.bytes.get(parts.clone())?;
        Some(parts.step_by(4))
    }

    /// The place of a field of a table, if it has that field.
    #[allow(clippy::option_option, reason = "a table without a field is sound")]
    fn field(&self, table: usize, field: usize) -> Option<Option<usize>> {
        let back = i64::from(self.number(table)?.cast_signed());
        let layout = usize::try_from(i64::try_from(table).ok()?.checked_sub(back)?).ok()?;
        let entry = field.checked_mul(2)?.checked_add(4)?;
        if entry.checked_add(2)? > usize::from(self.short(layout)?) {
            return Some(None);
        }
        let own = usize::from(self.short(layout.checked_add(entry)?)?);
        Some(if own == 0 { None } else { Some(table.checked_add(own)?) })
    }

    /// Where a place points to.
    fn follow(&self, at: usize) -> Option<usize> {
        let to = at.checked_add(usize::try_from(self.number(at)?).ok()?)?;
        (to < self.bytes.len()).then_some(to)
    }

    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }
}

/// The bytes that a text in base 64 stands for.
fn decoded(said: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(said.len());
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in said.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}
