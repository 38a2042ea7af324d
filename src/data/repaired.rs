//! The cells of a column that were repaired in reading.

use std::borrow::Cow;

use super::table::{Column, Found, Typed};
use crate::invariant::fit;

impl Column {
    /// The cells that have a value and do not say it in the plain way, with what they say.
    pub fn repaired(&self) -> impl Iterator<Item = (usize, Cow<'_, str>)> + '_ {
        let odd: Box<dyn Iterator<Item = usize> + '_> = match (&self.found, &self.typed) {
            (_, Typed::Text(_)) | (Found::Values(..), _) => Box::new(std::iter::empty()),
            (Found::Spelled(spelled), _) => Box::new(spelled.odd.rows().map(fit)),
            (Found::Texts(_) | Found::Corrected(..), typed) => Box::new(0..typed.len()),
        };
        odd.filter(|row| self.typed.is_present(*row)).filter_map(|row| {
            let text = self.text(row)?;
            (self.plain(row).as_deref() != Some(text.as_ref())).then_some((row, text))
        })
    }
}
