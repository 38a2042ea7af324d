//! The room of exact numbers, units, dates and working days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod calendar;
mod calendar_file;
mod common;
mod date;
mod decimal;
mod forms;
mod moments;
mod quantile;
mod rational;
mod real;
mod rounding;
mod unit;
#[path = "../golden/working_days.rs"]
mod vectors;
mod weights;
