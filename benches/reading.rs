//! Text to program: reading and checking of a shipped rule set and of five hundred generated indicators.
//!
//! ```text
//! cargo bench --bench reading [-- FILTER] [--save-baseline NAME | --baseline NAME]
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "measuring beside the product"
)]

#[path = "../examples/large_rules/rules.rs"]
mod large;

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput};
use heng::check;
use heng::finding::SourceId;
use heng::syntax;

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut criterion = Criterion::default().noise_threshold(0.05).configure_from_args();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/wenzhou/evaluation-2022-2023.heng");
    for (name, text) in [("温州", std::fs::read_to_string(shipped).unwrap()), ("五百个指标", large::text(500, 1))]
    {
        stages(&mut criterion, name, &text);
    }
    criterion.final_summary();
}

fn stages(criterion: &mut Criterion, name: &str, text: &str) {
    let (file, findings) = syntax::parse(SourceId(0), text);
    assert!(findings.is_empty(), "{name}: {findings:?}");
    let checked = check::check(&file, &[]);
    assert!(checked.program.is_some(), "{name}: {:?}", checked.findings);
    let mut group = criterion.benchmark_group("读");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("parse", name), |bench| {
        bench.iter(|| syntax::parse(SourceId(0), black_box(text)));
    });
    group
        .bench_function(BenchmarkId::new("format", name), |bench| bench.iter(|| syntax::format(black_box(text), None)));
    group.finish();
    let mut group = criterion.benchmark_group("查");
    group.bench_function(BenchmarkId::new("check", name), |bench| {
        bench.iter(|| check::check(black_box(&file), &[]));
    });
    group.finish();
}
