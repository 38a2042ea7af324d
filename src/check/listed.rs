//! Texts in a row.

/// The texts of spanned strings.
pub(super) fn texts(spanned: &[crate::finding::Spanned<String>]) -> Vec<String> {
    spanned.iter().map(|text| text.value.clone()).collect()
}

/// Summands in a row, cut off where nobody adds up by hand.
pub(super) fn summands(parts: &[String]) -> String {
    const SHOWN: usize = 40;
    let mut list = parts.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(" + ");
    if parts.len() > SHOWN {
        list.push_str(" + …");
    }
    list
}
