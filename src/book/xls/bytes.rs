//! Numbers among bytes, the lowest byte first.

/// Bytes that are read from their start on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'b>(pub(super) &'b [u8]);

impl<'b> Run<'b> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
}

/// A number at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Run(bytes.get(at..)?).u16()
}

/// A number at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Run(bytes.get(at..)?).u32()
}
