//! What is written instead.

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
