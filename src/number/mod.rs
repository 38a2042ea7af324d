//! Exact numbers, units, rounding, dates and working days.
//!
//! This room knows of no other. Nothing in it uses floating point, and nothing in it panics on any input.

mod arithmetic;
mod calendar;
mod common;
mod copeland;
mod date;
mod decimal;
mod digit;
mod dimension;
mod divisor;
mod exact;
mod exponent;
pub mod figures;
pub mod moments;
mod numeral;
mod quantile;
mod rational;
mod real;
mod rounding;
mod sum;
mod unit;
mod unit_signs;
mod unit_table;
pub mod weights;
mod written;

pub use calendar::{Calendar, CalendarError};
pub use common::over_common;
pub use copeland::{Pairs, copeland};
pub use date::Date;
pub use dimension::{Base, Dimension, Quantity, quantity_name, quantity_name_in_english};
pub use exponent::{scientific, without_exponent};
pub use numeral::{decimal_of_numeral, whole_of_numeral, whole_of_words};
pub use quantile::quantile;
pub use rational::Number;
pub use real::{Accuracy, exponential, logarithm, product_of_powers};
pub use rounding::{Rounding, RoundingMode};
pub use unit::{Unit, shown_in};
pub use unit_signs::unit_of_sign;
