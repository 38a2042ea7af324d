//! What is written instead.

use super::super::super::sign::half_width_text;

/// What is written instead of a form.
pub(super) struct Written {
    pub(super) text: String,
    /// Whether it can mean nothing else.
    pub(super) is_certain: bool,
    /// The part of the form that shows what is wrong, by its bytes.
    pub(super) shows: Option<(usize, usize)>,
}

impl Written {
    pub(super) fn certain(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), is_certain: true, shows: None })
    }

    pub(super) fn likely(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), is_certain: false, shows: None })
    }
}

/// A number with its unit, as it is set: 20%, 40 分.
pub(super) fn with_unit(number: &str, unit: &str) -> String {
    let unit = half_width_text(unit.trim());
    let gap = if unit.is_empty() || unit.starts_with(['%', '‰']) { "" } else { " " };
    format!("{number}{gap}{unit}")
}
