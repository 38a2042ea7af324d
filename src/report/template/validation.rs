//! What a cell takes.

use rust_xlsxwriter::utility::{column_number_to_name, worksheet_range_absolute};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, XlsxError};

use super::bound::{Bound, bounds};
use super::column::Column;
use super::form::Sheet;
use super::lists::Lists;
use super::message::Message;
use super::source::Template;
use super::style::is_count;
use super::unfit::MOST_ROWS;
use crate::core::Type;
use crate::invariant::fit;

/// A longer code is likely to be a mistake.
const LONGEST_KEY: u32 = 64;

/// The rule of a column with its words.
pub(super) fn validation(
    template: &Template<'_>,
    sheet: &Sheet<'_>,
    place: usize,
    lists: &mut Lists,
) -> Result<Option<DataValidation>, XlsxError> {
    let Some(column) = sheet.columns.get(place) else { return Ok(None) };
    let words = Message::of(template, column, sheet.id);
    let rule = match chosen_above(template, column) {
        Some(rule) => rule,
        None => rule(template, column, place, lists)?,
    };
    let rule = rule.set_input_title(words.title)?.set_input_message(words.input)?;
    Ok(Some(rule.set_error_title(words.error_title)?.set_error_message(words.error)?))
}

/// One of the keys that stand in the sheet above by now.
fn chosen_above(template: &Template<'_>, column: &Column<'_>) -> Option<DataValidation> {
    let (above, place) = template.form.chosen_from(&template.program.rules.schema, column)?;
    let place: u16 = fit(place);
    let bottom = fit(MOST_ROWS.saturating_sub(1));
    let start = worksheet_range_absolute(&above.name, 1, place, 1, place);
    let all = worksheet_range_absolute(&above.name, 1, place, bottom, place);
    // As long as the keys are: empty cells in a list would let everything pass.
    let list = format!("OFFSET({start},0,0,MAX(1,COUNTA({all})),1)");
    Some(DataValidation::new().allow_list_formula(Formula::new(list)))
}

fn rule(
    template: &Template<'_>,
    column: &Column<'_>,
    place: usize,
    lists: &mut Lists,
) -> Result<DataValidation, XlsxError> {
    let (low, high) = bounds(column.field);
    if let Some(part) = template.part_of(column) {
        return lists.choose(std::slice::from_ref(&part.text));
    }
    Ok(match column.ty() {
        Type::Choice(choices) => lists.choose(choices.in_files())?,
        Type::YesNo => lists.choose(&["是", "否"].map(str::to_owned))?,
        Type::Text if column.names_a_row() => {
            let length = DataValidationRule::Between(1, LONGEST_KEY);
            DataValidation::new().allow_text_length(length).set_error_style(DataValidationErrorStyle::Warning)
        }
        Type::Text => DataValidation::new().allow_any_value(),
        Type::Date => {
            let first = || Bound { formula: "DATE(1900,3,1)".to_owned(), text: String::new(), inclusive: true };
            let low = low.or_else(|| high.is_none().then(first));
            within(low.as_ref(), high.as_ref(), place, |rule| DataValidation::new().allow_date_formula(rule))
        }
        // Decimals of what is counted are odd and not wrong.
        Type::Number(unit) if is_count(unit) && low.is_none() && high.is_none() => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0);
            DataValidation::new().allow_whole_number(rule).set_error_style(DataValidationErrorStyle::Warning)
        }
        Type::Number(_) => {
            let least = || Bound { formula: "-1E+300".to_owned(), text: String::new(), inclusive: true };
            let low = low.or_else(|| high.is_none().then(least));
            within(low.as_ref(), high.as_ref(), place, |rule| DataValidation::new().allow_decimal_number_formula(rule))
        }
    })
}

/// A rule of one or two ends. Between two of which one does not belong is a formula of its own.
fn within(
    low: Option<&Bound>,
    high: Option<&Bound>,
    place: usize,
    rule: impl Fn(DataValidationRule<Formula>) -> DataValidation,
) -> DataValidation {
    let formula = |bound: &Bound| Formula::new(&bound.formula);
    match (low, high) {
        (Some(low), Some(high)) if low.inclusive && high.inclusive => {
            rule(DataValidationRule::Between(formula(low), formula(high)))
        }
        (Some(low), Some(high)) => {
            let cell = format!("{}2", column_number_to_name(fit(place)));
            let above = if low.inclusive { ">=" } else { ">" };
            let below = if high.inclusive { "<=" } else { "<" };
            let (least, most) = (&low.formula, &high.formula);
            let said = format!("AND(ISNUMBER({cell}),{cell}{above}{least},{cell}{below}{most})");
            DataValidation::new().allow_custom(Formula::new(said))
        }
        (Some(low), None) if low.inclusive => rule(DataValidationRule::GreaterThanOrEqualTo(formula(low))),
        (Some(low), None) => rule(DataValidationRule::GreaterThan(formula(low))),
        (None, Some(high)) if high.inclusive => rule(DataValidationRule::LessThanOrEqualTo(formula(high))),
        (None, Some(high)) => rule(DataValidationRule::LessThan(formula(high))),
        (None, None) => DataValidation::new().allow_any_value(),
    }
}
