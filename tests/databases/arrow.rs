//! Arrow files that are damaged, of whatever kind: a finding, and never a panic, an abort or a row too few.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use heng::finding::Code;
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::program::Program;
use heng::session;

use crate::folder::{Folder, shipped};
use crate::random::Random;

const RULES: &str = "规则集 \"甲\" 示例
周期 2023-01-01 至 2023-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 \"FILE\" {
  园区编号 文本 主键
  面积 平方米
  其余列 忽略
}
方面 A \"甲\" 10 分 {
  指标 A1 \"面积\" 10 分 { 依据 第一条; 取值 面积; 计分 比例 目标 100000000 平方米 封顶 满分; 缺失 得 0 分 }
}
等次 { 优秀 总分 不低于 4 分; 其余 \"合格\" }
";

const WHOLE: &str = "  园区名称 文本\n  类型 枚举 { 综合性, 专业性 }\n  营收 万元\n  人数 人\n  满意率 %\n  认定日期 日期\n  收件日 日期\n  升级 是否\n  文号 文本\n";

fn fixture(file: &str) -> Vec<u8> {
    fs::read(shipped("tests/databases/fixtures").join(file)).unwrap()
}

#[test]
fn a_type_that_is_not_read_is_named_and_disturbs_nobody_where_no_rule_reads_it() {
    let folder = |rules: &str| Folder::empty().with("rules.heng", rules).with("data/odd.arrow", fixture("odd.arrow"));
    let rules = RULES.replace("FILE", "odd.arrow");
    folder(&rules).score(&[]).succeeds();
    for (column, ty) in [("图", "Binary"), ("点", "List"), ("时刻", "Timestamp"), ("大数", "Decimal256")] {
        let reading = rules.replace("  其余列", &format!("  {column} 文本\n  其余列"));
        folder(&reading).score(&[]).is_refused(&["H0503", column, ty]);
    }
}

#[test]
fn what_is_no_arrow_file_is_told() {
    let whole = fixture("parks.arrow");
    for (bytes, word) in [
        (Vec::new(), "不是完好的 Arrow 文件"),
        (b"FEA1 and so on".to_vec(), "第一版的 Feather"),
        ("园区编号,面积\n".as_bytes().to_vec(), "不是完好的 Arrow 文件"),
        (whole[..whole.len() - 1].to_vec(), "不是完好的 Arrow 文件"),
    ] {
        let folder = Folder::empty().with("rules.heng", RULES.replace("FILE", "a.arrow")).with("data/a.arrow", bytes);
        folder.score(&[]).is_refused(&["H0508", word]);
    }
}

/// Reads a file; a panic of ours is one of the test.
fn rows(program: &Program, bytes: Vec<u8>) -> Result<usize, Vec<Code>> {
    let host = Memory::default();
    host.put("data/a.arrow", bytes);
    let read = catch_unwind(AssertUnwindSafe(|| session::tables(&host, program, "data", &UNSEEN)));
    let read = read.unwrap_or_else(|_| panic!("a damaged file ended in a panic"));
    read.map(|tables| tables.0[0].rows).map_err(|found| found.iter().map(|finding| finding.code).collect())
}

fn program() -> std::sync::Arc<Program> {
    let host = Memory::default();
    let rules = RULES.replace("FILE", "a.arrow").replace("  其余列 忽略\n", WHOLE);
    host.put("rules.heng", rules);
    let rules = session::rules(&host, "rules.heng").unwrap();
    rules.program.unwrap_or_else(|| panic!("{:?}", rules.diagnostics))
}

#[test]
fn a_file_that_is_cut_off_is_never_a_shorter_table() {
    let program = program();
    for file in ["parks.arrow", "parks.feather", "parks_stream.arrow"] {
        let whole = fixture(file);
        assert_eq!(rows(&program, whole.clone()), Ok(4), "{file}");
        for end in 0..whole.len() {
            let found = rows(&program, whole[..end].to_vec());
            assert_eq!(found, Err(vec![Code::H0508]), "{file} up to {end}");
        }
    }
}

#[test]
fn damaged_files_end_in_findings() {
    let program = program();
    let inputs: u64 = std::env::var("HENG_ARROW_INPUTS").map_or(3_000, |inputs| inputs.parse().unwrap());
    let mut random = Random::of(11, 0);
    let files = ["parks.arrow", "parks.feather", "parks_stream.arrow"].map(fixture);
    for _ in 0..inputs {
        let mut bytes = files[random.below(files.len())].clone();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at] = [0, 1, 0x7F, 0x80, 0xFF][random.below(5)],
                2 => {
                    // A length or an offset.
                    let at = at / 8 * 8;
                    let value: i64 = [0, -1, i64::MAX, i64::MIN, 1 << 40, 1 << 31, 7][random.below(7)];
                    for (place, byte) in value.to_le_bytes().into_iter().enumerate() {
                        if let Some(old) = bytes.get_mut(at + place) {
                            *old = byte;
                        }
                    }
                }
                _ => {
                    let end = (at + random.below(64)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        // Whatever comes of it, it comes soon.
        let started = Instant::now();
        let kept = bytes.clone();
        // Of an input that ends the process, this is what is left.
        if let Some(file) = std::env::var_os("HENG_ARROW_KEEP") {
            fs::write(file, &kept).unwrap();
        }
        let _ = rows(&program, bytes);
        assert!(started.elapsed() < Duration::from_secs(5), "{:?} for {kept:?}", started.elapsed());
    }
}
