//! The room of exact numbers, units, dates and working days.

mod calendar;
mod calendar_file;
mod date;
mod decimal;
mod rational;
mod rounding;
mod unit;
