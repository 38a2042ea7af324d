//! Places as workbooks name them: `AB12`, `A1:C3`.

use super::sheet::Area;

/// The column, from 0, and the row, from 1, of `AB12`.
pub(super) fn cell(text: &str) -> Option<(u32, u32)> {
    let (mut column, mut row, mut letters, mut digits) = (0_u32, 0_u32, 0_u32, 0_u32);
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && letters < 3 => {
                let letter = byte.to_ascii_uppercase().saturating_sub(b'A');
                column = column.saturating_mul(26).saturating_add(u32::from(letter)).saturating_add(1);
                letters = letters.saturating_add(1);
            }
            b'0'..=b'9' if digits < 7 => {
                row = row.saturating_mul(10).saturating_add(u32::from(byte.saturating_sub(b'0')));
                digits = digits.saturating_add(1);
            }
            _ => return None,
        }
    }
    (letters > 0 && row > 0).then(|| (column.saturating_sub(1), row))
}

/// The area of `A1:C3`, or of one cell.
pub(super) fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((left, top), (right, bottom)) = (cell(from)?, cell(to)?);
    let rows = top.min(bottom).saturating_sub(1)..top.max(bottom);
    let columns = left.min(right)..left.max(right).saturating_add(1);
    Some(Area { rows, columns })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::sheet::address;

    #[test]
    fn names_of_cells_lead_there_and_back() {
        for (text, column, row) in [("A1", 0, 1), ("Z9", 25, 9), ("AA10", 26, 10), ("XFD1048576", 16383, 1_048_576)] {
            assert_eq!(cell(text), Some((column, row)));
            assert_eq!(address(column, row), text);
        }
        for text in ["", "A", "1", "A0", "1A", "A1B", "AAAA1", "A12345678", "甲1", "A1:B2"] {
            assert_eq!(cell(text), None, "{text}");
        }
        assert_eq!(area("C3:A1"), Some(Area { rows: 0..3, columns: 0..3 }));
        assert_eq!(area("$B$2"), Some(Area { rows: 1..2, columns: 1..2 }));
    }
}
