//! The rules of the benchmark, with data drawn by a seed.

use std::fmt::Write as _;

use crate::folder::{Folder, shipped};
use crate::parquet::{frame, result};
use crate::sheet::Sheet;

/// Column, decimals, least and greatest.
const FIELDS: [(&str, u32, i64, i64); 24] = [
    ("建筑面积", 2, 1000, 16000),
    ("专职人员", 0, 0, 16),
    ("入驻率", 1, 35, 100),
    ("固定资产投资", 2, 100, 50000),
    ("服务事项", 0, 0, 45),
    ("活动场次", 0, 0, 36),
    ("满意率", 2, 70, 100),
    ("服务人次", 0, 0, 200_000),
    ("服务企业", 0, 0, 3000),
    ("培训人次", 0, 0, 4000),
    ("营收增速", 2, -15, 25),
    ("亩均税收", 4, 0, 45),
    ("税收", 2, 0, 20000),
    ("劳动生产率", 3, 5, 120),
    ("研发占比", 2, 0, 8),
    ("促进就业", 0, 0, 10000),
    ("引进人才", 0, 0, 160),
    ("荣誉", 0, 0, 8),
    ("兑现率", 2, 50, 100),
    ("办理时限", 1, 1, 12),
    ("违规案件", 0, 0, 6),
    ("报送信息", 0, 0, 30),
    ("单位能耗", 3, 0, 1),
    ("专家评分", 2, 55, 100),
];

struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    /// One in fifty is missing; a quarter of the rest is a round number, as lines of rules are.
    fn number(&mut self, decimals: u32, low: i64, high: i64) -> String {
        if self.below(50) == 0 {
            return String::new();
        }
        let whole = low + i64::try_from(self.below(u64::try_from(high - low).unwrap())).unwrap();
        if decimals == 0 || self.below(4) == 0 {
            return whole.to_string();
        }
        let part = self.below(10_u64.pow(decimals));
        let places = decimals as usize;
        let text = format!("{}.{part:0places$}", whole.abs());
        if whole < 0 { format!("-{text}") } else { text }
    }
}

/// `rules.heng` of the benchmark, and so many parks with some institutions each as csv.
pub(crate) fn of_parks(parks: u32, seed: u64) -> Folder {
    let rules = std::fs::read_to_string(shipped("bench/rules.heng")).unwrap().replace(".parquet\"", ".csv\"");
    let mut draw = Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = format!("园区编码,县,类型,{}\n", FIELDS.map(|(name, ..)| name).join(","));
    let mut below = "园区编码,机构类别,营业收入,从业人员\n".to_owned();
    for park in 0..parks {
        let kind = ["综合型", "综合型", "专业型"][usize::try_from(draw.below(3)).unwrap()];
        let cells = FIELDS.map(|(_, decimals, low, high)| draw.number(decimals, low, high));
        writeln!(text, "P{park:05},县{},{kind},{}", draw.below(30), cells.join(",")).unwrap();
        for _ in 0..draw.below(9) {
            let kind = ["人力资源服务", "其他", "配套服务"][usize::try_from(draw.below(3)).unwrap()];
            let (revenue, people) = (draw.number(2, 0, 20000), draw.number(0, 1, 40));
            writeln!(below, "P{park:05},{kind},{revenue},{people}").unwrap();
        }
    }
    let folder = Folder::empty().with("rules.heng", rules).with_folder("data");
    folder.with("data/parks.csv", text).with("data/institutions.csv", below)
}

fn scores(folder: &Folder, engine: &str) -> String {
    folder.heng(&format!("score rules.heng --data data --format csv --engine {engine}")).succeeds()
}

#[test]
fn both_engines_and_any_number_of_threads_give_the_same_bytes() {
    let folder = of_parks(400, 3);
    let exact = scores(&folder, "exact");
    let command = "score rules.heng --data data --format csv";
    let parquet = result(&folder, "rules.heng", "--engine exact", &[]);
    for threads in ["1", "2", "16"] {
        let variables = [("POLARS_MAX_THREADS", threads)];
        folder.heng_with(command, &variables).prints(&exact);
        assert!(result(&folder, "rules.heng", "", &variables) == parquet, "{threads} threads");
    }
}

#[test]
fn the_order_of_rows_changes_nothing_but_the_order_of_rows() {
    let sorted = |text: &str| {
        let mut sheet = Sheet::of(text);
        sheet.rows.sort();
        sheet.text()
    };
    let mut folder = of_parks(300, 5);
    let before = sorted(&scores(&folder, "columnar"));
    for seed in [1, 2] {
        folder = folder.changing("institutions", |sheet| sheet.shuffle(seed));
        folder = folder.changing("parks", |sheet| sheet.shuffle(seed + 10));
        for engine in ["exact", "columnar"] {
            let found = sorted(&scores(&folder, engine));
            assert!(found == before, "{seed} {engine}\n{found}\n{before}");
        }
    }
}

/// What a result says without 说明, which names cells by the lines of a text file or the rows of a file without lines.
fn without_notes(text: &str) -> Vec<Vec<String>> {
    let sheet = Sheet::of(text);
    let notes = sheet.column("说明");
    let keep = |row: &Vec<String>| {
        row.iter().enumerate().filter(|(at, _)| *at != notes).map(|(_, cell)| cell.clone()).collect()
    };
    sheet.rows.iter().map(keep).collect()
}

#[test]
fn a_table_as_parquet_gives_the_scores_of_the_same_table_as_csv() {
    let mut folder = of_parks(300, 9);
    let before = without_notes(&scores(&folder, "exact"));
    for table in ["parks", "institutions"] {
        folder = folder.turning_into_parquet(table, "rules.heng");
        for engine in ["exact", "columnar"] {
            let found = without_notes(&scores(&folder, engine));
            assert!(found == before, "{table} {engine}");
        }
    }
    assert_eq!(frame(result(&folder, "rules.heng", "", &[])).height(), 300);
}

#[test]
fn the_synthetic_parks_as_parquet_score_as_they_do_as_csv() {
    let mut folder = Folder::synthetic();
    let before = without_notes(&folder.scores().succeeds());
    let rules = folder.read("evaluation.heng");
    for table in folder.tables().iter().filter(|table| rules.contains(&format!("\"{table}.csv\""))) {
        folder = folder.turning_into_parquet(table, "evaluation.heng");
    }
    for engine in ["exact", "columnar"] {
        let command = format!("score evaluation.heng --data data --format csv --engine {engine}");
        let one = folder.heng_with(&command, &[("POLARS_MAX_THREADS", "1")]).succeeds();
        assert!(without_notes(&one) == before, "{engine}");
        folder.heng_with(&command, &[("POLARS_MAX_THREADS", "16")]).prints(&one);
    }
}
