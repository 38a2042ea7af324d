//! The page on numbers: every line of its tables of examples is worked out.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::host;

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/numbers.md")).unwrap()
}

/// The rows of the tables «算式 | 值».
fn examples() -> Vec<(String, String)> {
    let text = page();
    let mut rows = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells.as_slice() {
            ["算式", "值"] => inside = true,
            [expression, value] if inside && !expression.starts_with("---") => {
                rows.push(((*expression).to_owned(), (*value).to_owned()));
            }
            ["---", "---"] => {}
            _ => inside = false,
        }
    }
    rows
}

#[test]
fn every_example_comes_out_as_the_page_says() {
    let examples = examples();
    assert!(examples.len() > 30, "{}", examples.len());
    let mut text = String::from(
        "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n}\n",
    );
    for (at, (expression, _)) in examples.iter().enumerate() {
        writeln!(text, "定义 例{at} = {expression}").unwrap();
    }
    text.push_str("示例 \"各例\" {\n  园区 { 园区编号 : P1 }\n");
    for (at, (_, value)) in examples.iter().enumerate() {
        writeln!(text, "  期望 例{at} 为 {value}").unwrap();
    }
    text.push_str("}\n");
    let (findings, examples) = (host::findings(&text), host::examples(&text));
    assert!(findings.is_empty() && examples.is_empty(), "{findings:#?}\n{examples:#?}");
}

#[test]
fn the_page_ends_in_english() {
    let text = page();
    let last = text.trim_end().rsplit("\n\n").next().unwrap();
    assert!(last.starts_with("English: ") && last.is_ascii(), "{last}");
}
