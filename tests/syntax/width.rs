//! Full-width and half-width forms are the same.

use super::rule_files::{ADMISSION, EVALUATION};
use super::{shape, tree};

/// Makes signs and digits full-width outside strings, comments and the bracketed part of clauses.
fn widened(text: &str) -> String {
    let mut wide = String::new();
    let mut in_string = false;
    for line in text.lines() {
        let is_comment = line.trim_start().starts_with("//");
        for c in line.chars() {
            in_string ^= c == '"';
            let is_sign = "{}():;,=+-*/.%".contains(c) || c.is_ascii_digit();
            if is_sign && !in_string && !is_comment {
                wide.push(char::from_u32(u32::from(c) + 0xFEE0).unwrap());
            } else {
                wide.push(c);
            }
        }
        wide.push('\n');
    }
    wide
}

#[test]
fn the_rule_files_in_full_width_have_the_same_tree() {
    for text in [ADMISSION, EVALUATION] {
        let wide = widened(text);
        assert_eq!(shape(&tree(&wide)), shape(&tree(text)));
        assert_eq!(heng::syntax::format(&wide, None).unwrap(), heng::syntax::format(text, None).unwrap());
    }
}

#[test]
fn quotes_and_clause_brackets_come_in_both_widths() {
    let half = shape(&tree("口径 A \"x\" 依据 第九条(一)、第十条"));
    for text in ["口径 A “x” 依据 第九条（一），第十条", "口径　Ａ ＂x＂ 依据 第九条（一）, 第十条；"]
    {
        assert_eq!(shape(&tree(text)), half, "{text}");
    }
}
