//! Parquet files, written with polars.

mod damage;
mod files;
mod floats;
mod keys;
mod support;
mod types;
