//! SHA-256, as the manifests write it.

use std::fmt;
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

use crate::cancel::{BYTES, look};
use crate::host::{Input, read_all};
use crate::invariant::fit;

/// The SHA-256 of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of bytes at hand.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hashing = Hashing::default();
        hashing.add(bytes);
        hashing.end().0
    }

    /// Of a file, and how many bytes that has.
    ///
    /// # Errors
    /// As the file system says.
    pub fn of_input(input: &dyn Input) -> io::Result<(Self, u64)> {
        let mut hashing = Hashing::default();
        let mut some = vec![0; BYTES];
        loop {
            look();
            let read = read_all(input, hashing.length, &mut some)?;
            hashing.add(some.get(..read).unwrap_or_default());
            if read < some.len() {
                return Ok(hashing.end());
            }
        }
    }

    /// As the manifests write it: 64 digits, the letters small.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if hex.len() != 64 || !hex.bytes().all(is_digit) {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            let from = place.saturating_mul(2);
            *byte = u8::from_str_radix(hex.get(from..from.saturating_add(2))?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// As numbers, say to seed draws with.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A digest that is being made.
#[derive(Default)]
pub(super) struct Hashing {
    hash: Sha256,
    length: u64,
}

impl Hashing {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.length = self.length.saturating_add(fit(bytes.len()));
    }

    /// The digest, and of how many bytes.
    pub(super) fn end(self) -> (Digest, u64) {
        (Digest(self.hash.finalize().into()), self.length)
    }
}

/// A writer that makes the digest of what passes.
pub(super) struct Passing<'w> {
    pub(super) out: &'w mut dyn Write,
    pub(super) hashing: &'w mut Hashing,
}

impl Write for Passing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hashing.add(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
