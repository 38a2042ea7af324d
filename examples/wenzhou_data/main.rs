//! Makes the Wenzhou data sets: `golden` and `next` from a file of facts, `synthetic` from a seed.
//!
//! ```text
//! cargo run --release --example wenzhou_data -- golden datasets/wenzhou-2023 tests/golden/facts.csv
//! cargo run --release --example wenzhou_data -- next datasets/wenzhou-2025 tests/golden/facts_2025.csv
//! cargo run --release --example wenzhou_data -- synthetic datasets/wenzhou-synthetic-2023 --seed 2023 --parks 40
//! ```

#![allow(clippy::disallowed_methods, reason = "a generator reads and writes files itself")]

mod credit_code;
mod day;
mod decimal;
mod facts;
mod golden;
mod level;
mod next;
mod orgs;
mod park;
mod records;
mod rng;
mod spread;
mod synthetic;
mod table;

use std::{env, fmt, io, io::Write, path::Path};

use park::Park;
use rng::SplitMix64;
use table::Tables;

/// How the program is called.
const USAGE: &str =
    "用法: wenzhou_data golden|next 目录 FACTS.csv | wenzhou_data synthetic 目录 --seed 数 [--parks 数]";

/// The seeds of the sets whose facts are given: they only decide how the facts are divided.
const GOLDEN_SEED: u64 = 2023;
/// See [`GOLDEN_SEED`].
const NEXT_SEED: u64 = 2025;

/// What went wrong, shown as it is when `main` returns it.
struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self(message)
    }
}

/// Reads the arguments and makes the set they name.
fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["golden", folder, facts] => {
            make(folder, SplitMix64::new(GOLDEN_SEED), 0, |_| golden::parks(Path::new(facts)))?;
        }
        ["next", folder, facts] => {
            make(folder, SplitMix64::new(NEXT_SEED), 0, |_| next::parks(Path::new(facts)))?;
        }
        ["synthetic", folder, options @ ..] => {
            let (seed, count) = synthetic_options(options)?;
            // The numbers of institutions begin behind those of the golden set, so that no code occurs in both.
            make(folder, SplitMix64::new(seed), 2_000, |rng| Ok(synthetic::parks(rng, count)))?;
        }
        _ => return Err(Failure(USAGE.to_owned())),
    }
    Ok(())
}

/// `--seed` and `--parks`.
fn synthetic_options(options: &[&str]) -> Result<(u64, i64), String> {
    let (mut seed, mut parks) = (None, 40);
    for pair in options.chunks(2) {
        match pair {
            ["--seed", value] => {
                seed = Some(value.parse().map_err(|_| format!("--seed {value}: 应为非负整数"))?);
            }
            ["--parks", value] => {
                parks = value.parse().map_err(|_| format!("--parks {value}: 应为整数"))?;
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    if !(1..=100).contains(&parks) {
        return Err(format!("--parks {parks}: 应为 1 至 100"));
    }
    Ok((seed.ok_or(USAGE)?, parks))
}

/// Makes the parks and writes their tables into `folder`.
fn make(
    folder: &str,
    mut rng: SplitMix64,
    mut serial: i64,
    parks: impl FnOnce(&mut SplitMix64) -> Result<Vec<Park>, String>,
) -> Result<(), String> {
    let parks = parks(&mut rng)?;
    let mut tables = Tables::of(parks.first().map_or(2023, |park| park.year));
    let first = serial;
    for (number, park) in (1..).zip(&parks) {
        orgs::write(&mut tables, &mut rng, &mut serial, park)?;
        records::write(&mut tables, &mut rng, number, park)?;
    }
    tables.write(Path::new(folder))?;
    let report = format!("{folder}: {} 个园区，{} 家机构", parks.len(), serial - first);
    writeln!(io::stdout(), "{report}").map_err(|error| error.to_string())
}
