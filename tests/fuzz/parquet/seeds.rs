//! Sound parquet files of several programs and encodings, and the rules that read them.

use std::path::Path;
use std::sync::Arc;

use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::program::Program;
use heng::session;
use polars_core::prelude::{Categories, Column, DataFrame, DataType, IntoColumn, NamedFrom, Series, TimeUnit};
use polars_io::prelude::{ParquetCompression, ParquetWriter};

/// A file and how it is read.
pub(crate) struct Seed {
    program: Arc<Program>,
    host: Memory,
    path: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Seed {
    fn new(rules: &str, path: &'static str, bytes: Vec<u8>) -> Self {
        let host = Memory::default();
        host.put("rules.heng", rules);
        let read = session::rules(&host, "rules.heng").unwrap();
        let program = read.program.clone().unwrap_or_else(|| panic!("{:#?}", read.diagnostics));
        let parks: Vec<String> = (0..100).map(|park| format!("P{park:03}")).collect();
        if path == ORGANISATIONS {
            host.put("data/parks.csv", format!("园区编号\n{}\n", parks.join("\n")));
        }
        let seed = Self { program, host, path, bytes };
        seed.read(&seed.bytes).unwrap_or_else(|found| panic!("{path}: {found:#?}"));
        seed
    }

    /// Reads other bytes in the place of the file: how many rows there are, or what was found.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<usize, Vec<String>> {
        self.host.put(self.path, bytes);
        match session::tables(&self.host, &self.program, "data", &UNSEEN) {
            Ok(tables) => {
                for table in &tables.0 {
                    assert!(table.columns.iter().all(|column| column.typed.len() == table.rows), "rows got lost");
                }
                Ok(tables.0.iter().map(|table| table.rows).sum())
            }
            Err(found) => {
                assert!(!found.is_empty(), "refused without a word");
                Err(found.iter().map(|found| format!("{} {}", found.code, found.message.zh)).collect())
            }
        }
    }

    /// All of them.
    pub(crate) fn all() -> Vec<Self> {
        let one =
            |columns: &str| format!("{HEAD}数据 园区 \"parks.parquet\" {{\n  园区编号 文本 主键\n{columns}}}\n{TAIL}");
        let many = format!(
            "{HEAD}数据 园区 \"parks.csv\" {{\n  园区编号 文本 主键\n}}\n\
             数据 机构 \"orgs.parquet\" 属于 园区 按 园区编号 {{\n{COLUMNS}}}\n{TAIL}"
        );
        let mut all = Vec::new();
        for compression in
            [ParquetCompression::Uncompressed, ParquetCompression::Snappy, ParquetCompression::Zstd(None)]
        {
            let mut bytes = Vec::new();
            let writer = ParquetWriter::new(&mut bytes).with_row_group_size(Some(16)).with_compression(compression);
            if writer.finish(&mut frame()).is_ok() {
                all.push(Self::new(&one(OWN), PARKS, bytes));
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/parquet/written");
        for name in ["fallback", "version_2", "delta", "spark", "dictionaries", "duckdb"] {
            let bytes = std::fs::read(folder.join(format!("{name}.parquet"))).unwrap();
            all.push(Self::new(&many, ORGANISATIONS, bytes));
        }
        all
    }
}

const PARKS: &str = "data/parks.parquet";
const ORGANISATIONS: &str = "data/orgs.parquet";

const HEAD: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";

const TAIL: &str =
    "方面 A \"甲\" 10 分 {\n  指标 A1 \"甲\" 10 分 {\n    依据 第一条\n    计分 累计 { 1 等于 1 : 10 分 }\n  }\n}\n";

const OWN: &str = concat!(
    "  栏1 数值 列 \"整数\"\n",
    "  栏2 数值 列 \"小数\"\n",
    "  栏3 万元 列 \"金额\"\n",
    "  栏4 是否 列 \"是否\"\n",
    "  栏5 日期 列 \"日\"\n",
    "  栏6 日期 列 \"时\"\n",
    "  栏7 枚举 { 甲, 乙 } 列 \"类\"\n",
    "  栏8 文本 列 \"空\"\n",
    "  栏9 数值 列 \"短\"\n",
    "  栏10 数值 列 \"长\"\n",
);

const COLUMNS: &str = concat!(
    "  栏1 文本 列 \"名称\"\n",
    "  栏2 枚举 { 甲, 乙, 丙 } 列 \"类\"\n",
    "  栏3 数值 列 \"数\"\n",
    "  栏4 数值 列 \"小数\"\n",
    "  栏5 万元 列 \"金额\"\n",
    "  栏6 万元 列 \"大额\"\n",
    "  栏7 是否 列 \"是否\"\n",
    "  栏8 日期 列 \"日\"\n",
    "  栏9 日期 列 \"时\"\n",
);

fn frame() -> DataFrame {
    let rows = 40_i64;
    let some = |value: i64| (value % 7 != 0).then_some(value);
    let days = (0..rows).map(|row| some(row).map(|row| i32::try_from(19000 + row).unwrap())).collect::<Vec<_>>();
    let moments = (0..rows).map(|row| some(row).map(|row| (19000 + row) * 86_400_000)).collect::<Vec<_>>();
    let amounts = (0..rows).map(|row| some(row).map(|row| i128::from(row * 1_234_567))).collect::<Vec<_>>();
    let kinds = (0..rows).map(|row| some(row).map(|row| if row % 2 == 0 { "甲" } else { "乙" })).collect::<Vec<_>>();
    let column = |name: &str, series: Series| -> Column { series.with_name(name.into()).into_column() };
    let of = |name: &str| -> polars_core::prelude::PlSmallStr { name.into() };
    DataFrame::new_infer_height(vec![
        Series::new(of("园区编号"), (0..rows).map(|row| format!("P{row}")).collect::<Vec<_>>()).into_column(),
        Series::new(of("整数"), (0..rows).map(some).collect::<Vec<_>>()).into_column(),
        Series::new(of("小数"), (0..40_u8).map(|row| (row % 7 != 0).then(|| f64::from(row) / 8.0)).collect::<Vec<_>>())
            .into_column(),
        Series::new(of("金额"), amounts).into_decimal(38, 4).unwrap().into_column(),
        Series::new(of("是否"), (0..rows).map(|row| some(row).map(|row| row % 3 == 0)).collect::<Vec<_>>())
            .into_column(),
        column("日", Series::new(of("日"), days).cast(&DataType::Date).unwrap()),
        column("时", Series::new(of("时"), moments).cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap()),
        column("类", Series::new(of("类"), kinds).cast(&DataType::from_categories(Categories::global())).unwrap()),
        Series::new_null(of("空"), 40).into_column(),
        Series::new(of("短"), (0..40_u8).map(|row| f32::from(row) / 10.0).collect::<Vec<_>>()).into_column(),
        Series::new(of("长"), (0..40_u64).map(|row| u64::MAX - row).collect::<Vec<_>>()).into_column(),
    ])
    .unwrap()
}
