//! Bits as truths of a byte each, which loops over slices read as they read values.

use std::ops::Range;

use polars_arrow::bitmap::Bitmap;

use crate::invariant::{OrBroken, entry};

/// The bits of each byte, from the lowest on.
static BITS: [[bool; 8]; 256] = bits_of_bytes();

#[allow(clippy::indexing_slicing, reason = "both places are within their lists, which the compiler checks here")]
const fn bits_of_bytes() -> [[bool; 8]; 256] {
    let mut bits = [[false; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            bits[byte][bit] = byte >> bit & 1 == 1;
            bit += 1;
        }
        byte += 1;
    }
    bits
}

/// The truths of some rows.
pub(super) fn truths(bits: &Bitmap, rows: &Range<usize>) -> Vec<bool> {
    let (bytes, offset, _) = bits.as_slice();
    let (start, end) = (offset + rows.start, offset + rows.end);
    let bytes = bytes.get(start / 8..end.div_ceil(8)).or_broken("a column has a bit for each row");
    let mut truths: Vec<bool> = Vec::with_capacity(bytes.len() * 8);
    for byte in bytes {
        let bits: &[bool; 8] = entry(&BITS, usize::from(*byte));
        truths.extend_from_slice(bits);
    }
    truths.drain(..start % 8);
    truths.truncate(rows.len());
    truths
}

#[cfg(test)]
mod tests {
    use polars_arrow::bitmap::Bitmap;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn each_row_has_its_own_bit(
            bits in proptest::collection::vec(any::<bool>(), 0..200),
            cut in any::<usize>(),
            ends in any::<(usize, usize)>(),
        ) {
            let cut = cut % (bits.len() + 1);
            let bitmap = bits.iter().copied().collect::<Bitmap>().sliced(cut, bits.len() - cut);
            let kept: Vec<bool> = bits.into_iter().skip(cut).collect();
            let (one, other) = (ends.0 % (kept.len() + 1), ends.1 % (kept.len() + 1));
            let rows = one.min(other)..one.max(other);
            let wanted = kept.get(rows.clone()).unwrap_or_default();
            prop_assert_eq!(super::truths(&bitmap, &rows), wanted);
        }
    }
}
