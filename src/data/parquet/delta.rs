//! Texts of which each says how much of it is as in the one before: a page of a few bytes may stand for any number of long
//! texts, so they are measured before they are made.

use polars_core::prelude::{PolarsResult, polars_bail};
use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::page::{DataPage, DataPageHeader, split_buffer};

use crate::cancel::looking;
use crate::invariant::fit;

/// What the texts of a page have in common with those before has no more bytes than these.
const MOST: u64 = 1 << 28;

/// Whether a page holds such texts.
pub(super) fn is_of(header: &DataPageHeader) -> bool {
    Encoding::try_from(header.encoding()).is_ok_and(|own| own == Encoding::DeltaByteArray)
}

/// Checks how long they are.
///
/// # Errors
/// Texts that no table has, or lengths that cannot be read.
pub(super) fn check(page: &DataPage) -> PolarsResult<()> {
    let parts = split_buffer(page)?;
    match shared(parts.values, page.num_values()) {
        Some(length) if length <= MOST => Ok(()),
        Some(_) => polars_bail!(ComputeError: "a page says that its texts are longer than they can be"),
        None => polars_bail!(ComputeError: "a page does not say how long its texts are"),
    }
}

/// How many bytes so many texts have in common with those before. They are told as whole numbers, each by its difference
/// from the one before, in blocks of small ones.
fn shared(mut bytes: &[u8], rows: usize) -> Option<u64> {
    let block = usize::try_from(varint(&mut bytes)?).ok()?;
    let parts = usize::try_from(varint(&mut bytes)?).ok()?;
    let all = usize::try_from(varint(&mut bytes)?).ok()?;
    let mut last = zigzag(&mut bytes)?;
    let of_part = block.checked_div(parts)?;
    let mut left = all.min(rows);
    if left == 0 {
        return Some(0);
    }
    let mut sum = u64::try_from(last).ok()?;
    left = left.saturating_sub(1);
    while left > 0 {
        let smallest = zigzag(&mut bytes)?;
        let (widths, rest) = bytes.split_at_checked(parts)?;
        bytes = rest;
        // A block without numbers would be gone through for ever.
        (of_part > 0 && !widths.is_empty()).then_some(())?;
        for width in widths.iter().map(|width| usize::from(*width)) {
            let (own, rest) = bytes.split_at_checked(of_part.checked_mul(width)?.div_ceil(8).min(bytes.len()))?;
            if left == 0 {
                break;
            }
            bytes = rest;
            (width <= 64).then_some(())?;
            for place in looking(0..of_part.min(left)) {
                let more = bits(own, place.checked_mul(width)?, width);
                last = last.wrapping_add(smallest).wrapping_add(more.cast_signed());
                sum = sum.saturating_add(u64::try_from(last).ok()?);
            }
            left = left.saturating_sub(of_part);
        }
    }
    Some(sum)
}

/// So many bits from a place on, the lowest first; nothing stands behind the end.
fn bits(bytes: &[u8], from: usize, width: usize) -> u64 {
    let mut all = 0_u128;
    for (place, byte) in bytes.iter().skip(from / 8).take(9).enumerate() {
        all |= u128::from(*byte) << fit::<u32>(place.saturating_mul(8));
    }
    let mask = (1_u128 << width) - 1;
    u64::try_from((all >> (from % 8)) & mask).unwrap_or(u64::MAX)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn zigzag(bytes: &mut &[u8]) -> Option<i64> {
    let written = varint(bytes)?;
    Some((written >> 1).cast_signed() ^ -((written & 1).cast_signed()))
}
