//! How cells look. Fonts are named as Chinese offices have them, and never brought along.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::duty::Duty;
use crate::core::Type;
use crate::finding::Language;
use crate::number::{Base, Unit};

/// Sizes of text in points.
pub(super) const BODY: u32 = 10;
pub(super) const TITLE: u32 = 16;

const LINE: Color = Color::RGB(0x00A6_A6A6);
const DARK: Color = Color::RGB(0x001F_4E79);
const MIDDLE: Color = Color::RGB(0x00BD_D7EE);
const LIGHT: Color = Color::RGB(0x00F2_F2F2);

/// Makes the formats of a workbook.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style(pub(super) Language);

impl Style {
    fn font(self, zh: &str) -> Format {
        match self.0 {
            Language::Zh => Format::new().set_font_name(zh),
            Language::En => Format::new().set_font_name("Arial"),
        }
    }

    /// Text of a page, wrapped.
    pub(super) fn text(self) -> Format {
        let wrapped = self.font("宋体").set_font_size(BODY).set_text_wrap();
        wrapped.set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter)
    }

    /// The name of a page.
    pub(super) fn title(self) -> Format {
        self.font("黑体").set_font_size(TITLE).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
    }

    /// What stands below the title.
    pub(super) fn subtitle(self) -> Format {
        self.text().set_align(FormatAlign::Center)
    }

    /// The name of a section.
    pub(super) fn section(self) -> Format {
        let bold = self.font("黑体").set_font_size(BODY.saturating_add(1)).set_text_wrap();
        bold.set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter)
    }

    /// The header of a column; how dark it is says whether it has to be filled in, also in print without colours.
    pub(super) fn header(self, duty: Duty) -> Format {
        let header = self.font("黑体").set_font_size(BODY).set_text_wrap();
        let header = header.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let header = header.set_border(FormatBorder::Thin).set_border_color(LINE);
        match duty {
            Duty::Required => header.set_bold().set_background_color(DARK).set_font_color(Color::White),
            Duty::Recorded => header.set_background_color(MIDDLE),
            Duty::Optional => header.set_background_color(LIGHT).set_italic(),
        }
    }

    /// A cell of a page that nobody writes into.
    pub(super) fn cell(self) -> Format {
        self.text().set_border(FormatBorder::Thin).set_border_color(LINE)
    }

    /// The same in the middle.
    pub(super) fn centred(self) -> Format {
        self.cell().set_align(FormatAlign::Center)
    }

    /// A number of a page.
    pub(super) fn number(self, ty: &Type) -> Format {
        self.cell().set_align(FormatAlign::Right).set_num_format(number_format(ty).unwrap_or("General"))
    }

    /// A cell to write into: the text of a code stays a text, a percentage shows its sign.
    pub(super) fn input(self, ty: &Type) -> Format {
        let format = self.font("宋体").set_font_size(BODY).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        match (ty, number_format(ty)) {
            (Type::Number(_), Some(numbers)) => format.set_num_format(numbers),
            (Type::Number(_), None) => format,
            (Type::Date, _) => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            (Type::YesNo | Type::Choice(_), _) => format.set_num_format("@").set_align(FormatAlign::Center),
            (Type::Text, _) => format.set_num_format("@").set_align(FormatAlign::Left),
        }
    }
}

/// The lines around a cell.
pub(super) fn framed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// How numbers are shown: what is counted as it is, percentages with their sign, amounts with two decimals. The number
/// itself keeps all that it has.
fn number_format(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Number(unit) if unit.is_percent() => Some("0.00%"),
        Type::Number(unit) if is_count(unit) || is_bare(unit) => None,
        Type::Number(_) => Some("#,##0.00"),
        _ => None,
    }
}

/// Whether whole things are counted.
pub(super) fn is_count(unit: &Unit) -> bool {
    unit.scale.is_integer() && unit.scale.whole() == Some(1) && matches!(unit.dimension.as_base(), Some(Base::Count(_)))
}

/// Whether decimals of a number are neither usual nor unusual: no unit, years, days, marks.
fn is_bare(unit: &Unit) -> bool {
    let base = unit.dimension.as_base();
    unit.name.is_empty() || matches!(base, Some(Base::Year | Base::Day | Base::WorkingDay | Base::Mark | Base::Point))
}

/// Whether rows of a column can be added up: rates and years cannot.
pub(super) fn adds_up(ty: &Type) -> bool {
    match ty {
        Type::Number(unit) => {
            let base = unit.dimension.as_base();
            base.is_some() && !matches!(base, Some(Base::Year | Base::Point | Base::Mark))
        }
        _ => false,
    }
}
