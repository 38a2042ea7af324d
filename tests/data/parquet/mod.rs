//! Parquet files, written with polars and with other programs.

mod damage;
mod files;
mod floats;
mod keys;
mod support;
mod types;
mod written;
