//! The order of operations.

use heng::syntax::ast::{Comparison, Expr, ExprKind, Item, Operator, RoundTo};

use super::{shape, tree};

fn value(text: &str) -> Expr {
    let file = tree(&format!("定义 x = {text}"));
    match file.items.into_iter().next() {
        Some(Item::Definition(definition)) => definition.value,
        other => panic!("{other:?}"),
    }
}

/// Fully bracketed.
fn read(expr: &Expr) -> String {
    let list = |list: &[Expr], word: &str| list.iter().map(read).collect::<Vec<_>>().join(word);
    match &expr.kind {
        ExprKind::Number { value, unit } => {
            format!("{value}{}", unit.as_ref().map_or("", |unit| &unit.value))
        }
        ExprKind::Name { table, name } => {
            let table = table.as_ref().map_or(String::new(), |table| format!("{}.", table.value));
            table + name.value.as_str()
        }
        ExprKind::Negate(inner) => format!("-{}", read(inner)),
        ExprKind::Arithmetic { operator, left, right } => {
            let sign = match operator {
                Operator::Add => '+',
                Operator::Subtract => '-',
                Operator::Multiply => '*',
                Operator::Divide => '/',
            };
            format!("({}{sign}{})", read(left), read(right))
        }
        ExprKind::Compare { word, left, right, .. } => {
            format!("({} {} {})", read(left), word.value, read(right))
        }
        ExprKind::Within { value, choices, negated } => {
            format!("({} {negated} in {})", read(value), list(choices, ","))
        }
        ExprKind::Empty { value, negated } => format!("({} {negated} empty)", read(value)),
        ExprKind::And(parts) => format!("({})", list(parts, " and ")),
        ExprKind::Or(parts) => format!("({})", list(parts, " or ")),
        ExprKind::Not(inner) => format!("(not {})", read(inner)),
        ExprKind::Round { value, to: RoundTo::Places(places), .. } => format!("round({},{places})", read(value)),
        ExprKind::Round { value, to: RoundTo::Multiples(of), .. } => format!("round({},{})", read(value), read(of)),
        ExprKind::OfText(asked) => format!("({} {} {})", read(&asked.left), asked.word.value, read(&asked.right)),
        ExprKind::If { condition, then, otherwise } => {
            format!("if({},{},{})", read(condition), read(then), read(otherwise))
        }
        ExprKind::Call(call) => format!("{}({})", call.function.value, list(&call.arguments, ",")),
        other => format!("{other:?}"),
    }
}

#[test]
fn operators_bind_as_on_paper() {
    for (text, expected) in [
        ("1 + 2 × 3 - 4 / 5", "((1+(2*3))-(4/5))"),
        ("1 - 2 - 3", "((1-2)-3)"),
        ("8 / 4 / 2 * 3", "(((8/4)/2)*3)"),
        ("-a + -b × -c", "(-a+(-b*-c))"),
        ("(1 + 2) × 3", "((1+2)*3)"),
        ("a + 1 不低于 b × 2", "((a+1) 不低于 (b*2))"),
        ("非 a 是 b 且 c", "((not (a 是 b)) and c)"),
        ("非 非 a", "(not (not a))"),
        ("a 或 b 或 c 低于 3", "(a or b or (c 低于 3))"),
        ("a + b 保留 2 位", "(a+round(b,2))"),
        ("(a + b) 保留 2 位 四舍五入", "round((a+b),2)"),
        ("a 属于 { b, c } 且 d 不为空", "((a false in b,c) and (d true empty))"),
        ("若 a 则 1 否则 若 b 则 2 否则 3 + 4", "if(a,1,if(b,2,(3+4)))"),
        ("不存在(a)", "(not 存在(a))"),
        ("sum(a.b)", "求和(a.b)"),
        ("5亿元 + 70% - 3000㎡", "((5亿元+70%)-3000㎡)"),
        ("2 万元/平方米 × 3 m²", "(2万元/平方米*3m²)"),
        ("a 不低于95%", "(a 不低于 95%)"),
    ] {
        assert_eq!(read(&value(text)), expected, "{text}");
    }
}

#[test]
fn every_comparison_word_has_its_meaning_in_both_languages() {
    let of = |text: &str| match value(&format!("a {text} b")).kind {
        ExprKind::Compare { comparison, .. } => comparison,
        other => panic!("{other:?}"),
    };
    for (words, comparison) in [
        ("不低于 不少于 不小于 达到 不早于 at_least reaches ≥ >=", Comparison::AtLeast),
        ("超过 高于 大于 多于 晚于 exceeds above > ＞", Comparison::Above),
        ("不超过 不高于 不大于 不多于 不晚于 at_most ≤", Comparison::AtMost),
        ("低于 少于 小于 不足 不满 早于 below <", Comparison::Below),
        ("是 等于 is equals =", Comparison::Equal),
        ("不是 不等于 is_not ≠ !=", Comparison::Unequal),
    ] {
        for word in words.split(' ') {
            assert_eq!(of(word), comparison, "{word}");
        }
    }
}

#[test]
fn a_newline_goes_on_after_an_operator_and_before_one() {
    let flat = shape(&tree("定义 x = a + b 且 c"));
    for text in ["定义 x =\na +\nb 且\nc", "定义 x = a\n+ b\n且 c", "定义 x = a // 甲\n  + b\n\n  且 c\n"] {
        assert_eq!(shape(&tree(text)), flat, "{text}");
    }
}
