//! What all sheets have in common: A4 on its side, one page wide, who and where at the head and foot, locked.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

use super::source::Template;
use super::width::cut;

/// The number of A4 in the list of paper sizes.
const A4: u8 = 9;

/// The longest texts at the head of a page. With each `&` written twice all of them are less than the 255 that a page
/// takes.
const LONGEST_TITLE: usize = 60;
const LONGEST_PART: usize = 30;
const LONGEST_NAME: usize = 31;

/// An empty sheet. Only what is unlocked in it can be changed; no password keeps anybody from lifting that.
pub(super) fn page(template: &Template<'_>, name: &str, title: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.6, 0.9, 0.8, 0.4, 0.4).set_print_center_horizontally(true);
    let shown = |text: &str, most| cut(text, most).replace('&', "&&").replace(['\n', '\r'], " ");
    let rules = shown(&template.program.rules.title, LONGEST_TITLE);
    let part = template.filled.part.as_ref().map(|part| shown(&part.text, LONGEST_PART)).unwrap_or_default();
    let title = shown(title, LONGEST_NAME);
    sheet.set_header_footer_scale_with_doc(false);
    sheet.set_header(format!("&L{part}&C{rules}&R{title}"));
    let (filler, number, signed) = template.says.foot();
    sheet.set_footer(format!("&L{filler}&C{number}&R{signed}"));
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(sheet)
}
