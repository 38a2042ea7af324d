//! Each scoring method on ten thousand generated parks, by both engines.
//!
//! ```text
//! cargo bench --bench methods [-- FILTER] [--save-baseline NAME | --baseline NAME]
//! ```
#![allow(clippy::unwrap_used, clippy::panic, reason = "measuring beside the product")]

mod method;
mod parks;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use heng::engine::columnar::{self, Lowered};
use heng::engine::exact;
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::number::Calendar;
use heng::session;

use method::{METHODS, Method};

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PARKS: u32 = 10_000;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        // The same program twice differs by as much.
        .noise_threshold(0.05)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let host = Memory::default();
    host.put("data/parks.csv", parks::csv(PARKS, 1));
    for method in METHODS {
        both_engines(&mut criterion, &host, method);
    }
    criterion.final_summary();
}

fn both_engines(criterion: &mut Criterion, host: &Memory, method: &Method) {
    host.put("rules.heng", method.rules());
    let rules = session::rules(host, "rules.heng").unwrap();
    let Some(program) = rules.program else { panic!("{}: {:?}", method.name, rules.diagnostics) };
    let tables = session::tables(host, &program, "data", &UNSEEN).unwrap();
    let calendar = Calendar::china().unwrap();
    // A method that went another way would be measured as what it is not.
    let ways = columnar::describe(&program, &tables, &calendar);
    assert!(ways.iter().all(|(_, way)| matches!(way, Lowered::Columns)), "{}: {ways:?}", method.name);
    let in_columns = columnar::try_run(&program, &tables, &calendar, &UNSEEN).unwrap();
    assert_eq!(in_columns, exact::run(&program, &tables, &calendar).unwrap(), "{}", method.name);

    let mut group = criterion.benchmark_group(method.name);
    group.throughput(Throughput::Elements(u64::from(PARKS)));
    group.bench_function(BenchmarkId::from_parameter("columnar"), |bench| {
        bench.iter(|| columnar::run(black_box(&program), &tables, &calendar, &UNSEEN));
    });
    group.bench_function(BenchmarkId::from_parameter("exact"), |bench| {
        bench.iter(|| exact::run(black_box(&program), &tables, &calendar));
    });
    group.finish();
}
