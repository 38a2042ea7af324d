//! The layout of a rule file.

use heng::syntax::format;
use proptest::prelude::*;

use super::rule_files::EVALUATION;
use super::{shape, tree};

fn formatted(text: &str, expected: &str) {
    assert_eq!(format(text, None).unwrap(), expected);
    assert_eq!(format(expected, None).unwrap(), expected);
    assert_eq!(shape(&tree(text)), shape(&tree(expected)));
}

#[test]
fn spaces_signs_and_indentation_have_one_form() {
    formatted("\u{feff}参数  甲＝10亿元;参数 乙=70 ％", "参数 甲 = 10 亿元 ; 参数 乙 = 70%\n");
    formatted(
        "条件 a\n{\n计数( b ,c )不少于5家\n且(d 或\n e)}",
        "条件 a {\n  计数(b, c) 不少于 5 家\n  且 ( d 或\n    e ) }\n",
    );
    formatted("定义 a = - 5+−b − ( -3 )", "定义 a = -5 + -b - ( -3 )\n");
    formatted("定义 a = b\n+ c", "定义 a = b\n  + c\n");
    formatted("定义 a = b >= 2 万元／平方米", "定义 a = b >= 2 万元/平方米\n");
    formatted("口径 A “x” 依据 第九条(一)、 第十条（二）", "口径 A \"x\" 依据 第九条(一)、第十条（二）\n");
    formatted("口径 A “他说\"是\"”", "口径 A “他说\"是\"”\n");
}

#[test]
fn comments_stay_and_blank_lines_are_at_most_one() {
    formatted(
        "\n\n// 甲  \n参数 a = 1   // 乙\n\n\n\n// 丙\n参数 b = 2 ;\n",
        "// 甲\n参数 a = 1 // 乙\n\n// 丙\n参数 b = 2\n",
    );
    formatted("条件 a // 甲\n{ b }", "条件 a // 甲\n{ b }\n");
}

#[test]
fn types_of_columns_stand_below_each_other() {
    formatted(
        "数据 a \"a.csv\" {\n编号 文本 主键;\n  园区类型 枚举 { 甲, 乙 }\n主键 编号\n}",
        "数据 a \"a.csv\" {\n  编号     文本 主键\n  园区类型 枚举 { 甲, 乙 }\n  主键 编号\n}\n",
    );
}

#[test]
fn a_separator_before_a_negative_number_stays() {
    let head = "方面 A \"x\" 3 分 {\n  指标 B \"y\" 3 分 {\n";
    let text =
        format!("{head}    计分 插值 {{\n      -10% : 0 分\n      -5% : 1 分 ;\n      -甲 : 2 分\n    }}\n  }}\n}}\n");
    formatted(&text, &text);
}

/// A line break beside a comma ends nothing, so that a separator there would change what is a statement.
#[test]
fn a_separator_beside_a_comma_is_none() {
    for between in [",;", ",;\n", ",\n;", ",\n;\n", ",; // 甲\n", ", // 甲\n;\n", "、;\n", ",;;\n;"] {
        for text in [
            format!("方面 A \"x\" 9 分 {{ 赋权 层次分析法 {{ (1, 3, 5){between} (1/3, 1, 3), (1/5, 1/3, 1) }} }}"),
            format!(
                "方面 A \"x\" 9 分 {{\n  赋权 层次分析法 {{\n    (1, 3, 5){between}    (1/3, 1, 3)\n    (1/5, 1/3, 1)\n  }}\n}}"
            ),
            format!("方面 A \"x\" 9 分 {{ 汇总 有序加权 {{ 50%{between} 30%, 20% }} }}"),
            format!("示例 \"x\" {{ 园区 {{ 甲 : 1{between} 乙 : 2 }} }}"),
        ] {
            let once = format(&text, None).unwrap();
            assert_eq!(format(&once, None).unwrap(), once, "{text}");
            assert_eq!(shape(&tree(&text)), shape(&tree(&once)), "{text}");
        }
    }
    for between in [";,", ";\n,", "\n;,\n", ";\n// 甲\n,"] {
        let text = format!("示例 \"x\" {{\n  园区 {{\n    甲 : 1{between} 乙 : 2\n  }}\n}}\n");
        let once = format(&text, None).unwrap();
        assert_eq!(format(&once, None).unwrap(), once, "{text}");
        assert_eq!(shape(&tree(&text)), shape(&tree(&once)), "{text}");
    }
    formatted(
        "方面 A \"x\" 9 分 {\n  赋权 层次分析法 {\n    (1, 3, 5),;\n    (1/3, 1, 3)\n    (1/5, 1/3, 1)\n  }\n}\n",
        "方面 A \"x\" 9 分 {\n  赋权 层次分析法 {\n    (1, 3, 5),\n      (1 / 3, 1, 3)\n    (1 / 5, 1 / 3, 1)\n  }\n}\n",
    );
}

#[test]
fn several_separators_are_as_one() {
    formatted("条件 a { b;; }", "条件 a { b }\n");
    formatted("定义 a = b 属于 { ;c;;d;； }", "定义 a = b 属于 { c ; d }\n");
    formatted("参数 a = 1;;参数 b = 2;\n;", "参数 a = 1 ; 参数 b = 2\n");
}

#[test]
fn a_file_with_mistakes_is_not_formatted() {
    assert_eq!(format("满份 100 分", None).unwrap_err().len(), 1);
}

/// The rule file with other white space between its tokens.
fn relaid(seeds: &[u8]) -> String {
    let mut text = String::new();
    let mut in_string = false;
    for (at, c) in EVALUATION.chars().enumerate() {
        in_string ^= c == '"';
        let seed = seeds[at % seeds.len()];
        match c {
            ' ' if !in_string => {
                text.push_str([" ", "  ", "\t", "\u{3000}"][usize::from(seed % 4)]);
            }
            '\n' => {
                in_string = false;
                text.push_str(["\n", "\n\n", " \n", "\r\n", "\n\n\n  "][usize::from(seed % 5)]);
            }
            ';' if !in_string => text.push_str([";", "\n", "；", ";\n"][usize::from(seed % 4)]),
            ',' | '{' if !in_string && seed.is_multiple_of(3) => {
                text.push(c);
                text.push('\n');
            }
            _ => text.push(c),
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_layout_formats_to_a_fixed_point_with_the_same_tree(seeds in prop::collection::vec(any::<u8>(), 50..400)) {
        let text = relaid(&seeds);
        let once = format(&text, None).unwrap();
        prop_assert_eq!(shape(&tree(&text)), shape(&tree(EVALUATION)));
        prop_assert_eq!(shape(&tree(&once)), shape(&tree(EVALUATION)));
        prop_assert_eq!(format(&once, None).unwrap(), once);
    }
}
