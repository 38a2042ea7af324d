# Recipes for daily work; `.ci/run` is what counts.

# everything that CI runs
ci:
    .ci/run

# build once, with the one profile that README uses
build:
    cargo build --release

test:
    cargo test --release

# how long reading, checking, planning and each scoring method take
bench:
    cargo bench

lint:
    cargo fmt --check
    cargo clippy --release --all-targets -- -D warnings

# score the golden parks
score:
    cargo run --release -- score rules/wenzhou/evaluation-2022-2023.heng --data datasets/wenzhou-2023

# write the data sets anew
data:
    cargo run --release --example wenzhou_data -- golden datasets/wenzhou-2023 tests/golden/facts.csv
    cargo run --release --example wenzhou_data -- next datasets/wenzhou-2025 tests/golden/facts_2025.csv
    cargo run --release -- score rules/wenzhou/evaluation-2022-2023.heng --data datasets/wenzhou-2023 --format csv > datasets/wenzhou-2025/history.csv
    cargo run --release --example wenzhou_data -- synthetic datasets/wenzhou-synthetic-2023 --seed 2023

# write the JSON Schemas anew
schemas:
    for command in score explain check test script data bounds firm what-if why-not verify diff; do cargo run --release --quiet -- schema $command > docs/schema/$command.json; done
