//! Texts that no person wrote end at once, and with a finding.

use super::{findings, shape, tree};

fn refused(text: &str, code: &str) {
    let found = findings(text);
    assert!(found.iter().any(|finding| finding.code.name() == code), "{found:?}");
    assert!(found.len() < 150);
}

#[test]
fn a_hundred_thousand_brackets_are_too_deep() {
    refused(&format!("条件 a {}", "{\n".repeat(100_000)), "H0104");
    refused(&format!("定义 a = {}", "(\n".repeat(100_000)), "H0104");
    refused(&format!("定义 a = {}b{}", "(\n".repeat(100_000), ")\n".repeat(100_000)), "H0104");
    refused(&"{\n".repeat(100_000), "H0104");
}

#[test]
fn a_hundred_thousand_prefixes_are_too_deep() {
    refused(&format!("定义 a = {}b", "非\n".repeat(100_000)), "H0104");
    refused(&format!("定义 a = {}b", "-\n".repeat(100_000)), "H0104");
    refused(&format!("定义 a = {}b", "若 x 则 1 否则\n".repeat(100_000)), "H0104");
    refused(&format!("定义 a = {}", "若\n".repeat(100_000)), "H0104");
}

#[test]
fn a_sum_of_thousands_is_too_deep_and_a_long_list_of_conditions_is_not() {
    refused(&format!("定义 a = b{}", " +\nb".repeat(10_000)), "H0104");
    tree(&format!("定义 a = b{}", " 且\nb".repeat(10_000)));
    tree(&format!("定义 a = b{}", " +\nb".repeat(200)));
}

#[test]
fn the_deepest_legal_nesting_fits_a_small_stack() {
    let text = |depth: usize| {
        let brackets = format!("{}b{}", "f(-".repeat(depth), ")".repeat(depth));
        let ifs = format!("{}b", "若 a 不低于 1 则 1 否则 ".repeat(depth));
        let lookups = format!("{}b{}", "按 x { y : ".repeat(depth), " }".repeat(depth));
        format!("定义 a = {brackets}\n定义 b = {ifs}\n定义 c = {lookups}")
    };
    let deep = text(60);
    std::thread::Builder::new().stack_size(2 << 20).spawn(move || tree(&deep)).unwrap().join().unwrap();
}

#[test]
fn a_long_line_and_a_large_file_are_not_read() {
    refused(&"定义 ".repeat(1_500_000), "H0107");
    refused(&"x".repeat(10_000_000), "H0107");
    refused(&"x".repeat(70_000), "H0107");
    assert_eq!(findings(&"x".repeat(10_000_000)).len(), 1);
}

#[test]
fn a_large_file_read_on_several_cores_is_the_same_as_its_parts() {
    let parts: Vec<String> = (0..3000).map(|n| format!("定义 a{n} = b + {n} × ( c 且 d )\n")).collect();
    let whole = tree(&parts.concat());
    assert_eq!(whole.items.len(), 3000);
    let one = |part: &String| shape(&tree(part)).trim_matches(['[', ']']).to_owned();
    assert_eq!(shape(&whole), format!("[{}]", parts.iter().map(one).collect::<Vec<_>>().join(", ")));
    let last = format!("{}定义 z = )\n", parts.concat());
    assert_eq!(findings(&last).len(), 1);
}

#[test]
fn a_template_is_bounded_too() {
    let advice = |inside: &str| format!("方面 A \"x\" 3 分 {{ 指标 B \"y\" 3 分 {{ 建议 \"{{{inside}}}\" }} }}");
    refused(&advice(&"(".repeat(10_000)), "H0104");
    refused(&advice(&format!("{}x", "- ".repeat(10_000))), "H0104");
}
