//! Each case of `tests/corpus/cases` as it is, and with its relatives: one thing in it is written otherwise.

use std::path::Path;

use crate::folder::Folder;
use crate::run::Run;

/// A folder with the files of one folder of cases, those of its folders too.
fn of_case(folder: &str) -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cases").join(folder);
    let mut copy = Folder::empty();
    for entry in std::fs::read_dir(&root).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            copy = copy.with_folder(&name);
            for file in std::fs::read_dir(entry.path()).unwrap() {
                let file = file.unwrap();
                let below = format!("{name}/{}", file.file_name().into_string().unwrap());
                copy = copy.with(&below, std::fs::read(file.path()).unwrap());
            }
        } else {
            copy = copy.with(&name, std::fs::read(entry.path()).unwrap());
        }
    }
    copy
}

/// What a command says of a case in which one text is another.
fn said(folder: &str, (file, from, to): (&str, &str, &str), command: &str) -> Run {
    let copy = of_case(folder);
    let copy = if from.is_empty() { copy } else { copy.replacing(file, from, to) };
    copy.heng(command)
}

const WHOLE: &str = "";

/// The move that a change of `amend/move_to_another_head` writes out as a removal and an addition.
const MOVED: &str = "删除 指标 A2\n新增 指标 A2 \"二\" 2 分 于 方面 B {\n  依据 \"一\"\n  取值 数\n  计分 换算 100 封顶 满分 保底 0 分\n}\n";

/// Rules, what is written otherwise in them, and each finding of check: its code and a part of its words.
type Checked = (&'static str, &'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const CHECKED: &[Checked] = &[
    ("check", "marks_by_yes_no", "饮料 是否", "饮料 文本", &[("H0302", ""), ("H0302", "")]),
    (
        "check",
        "marks_by_yes_no",
        "不低于 0 克",
        "不低于 0 克 不超过 3 克",
        &[("H0401", "（非 饮料）相加为 15 分"), ("H0401", "（饮料）相加为 7 分")],
    ),
    (
        "check",
        "marks_by_yes_no",
        "适用 非 饮料",
        "适用 糖 超过 3 克",
        &[("H0401", "相加为 0 分"), ("H0401", "相加为 15 分"), ("H0401", "相加为 7 分"), ("H0401", "相加为 22 分")],
    ),
    ("check", "reweighted_by_kind", "缺项 折算", "缺项 折算 覆盖 不低于 50%", &[("H0450", "A1 是同一个数")]),
    ("check", "reweighted_by_kind", "  缺项 折算\n", "", &[("H0401", "（类 乙）相加为 6 分")]),
    ("check", "choice_as_key", WHOLE, "", &[]),
    ("check", "division_by_literal_zero", WHOLE, "", &[("H0452", "除数总是 0")]),
    ("check", "division_by_literal_zero", "值 / 0", "倍数(值, 0)", &[("H0452", "除数总是 0")]),
    ("check", "division_by_literal_zero", "值 / 0", "值 / 1", &[]),
    ("check", "adjustment_called_dead", "不超过 50", "低于 51", &[]),
    (
        "check",
        "adjustment_called_dead",
        "  数 数值\n",
        "  数 数值 不低于 60\n",
        &[("H0445", "这个条件不会成立"), ("H0451", "这个条件总是成立")],
    ),
    ("check", "band_of_one_value", "超过 5", "超过 6", &[("H0403", "5 与 6 之间")]),
    ("check", "band_of_one_value", "等于 5 : 10 分 ; ", "", &[("H0403", "5 本身")]),
    ("check", "rounded_twice", "精确到 4 位", "精确到 12 位", &[]),
    ("check", "rounded_twice", "几何平均", "幂平均 2", &[("H0418", "精确到 4 位以后又舍入到 3 位")]),
    ("check", "step_of_zero", "每低 0", "每低 -1", &[("H0416", "一步是 -1")]),
    (
        "check",
        "step_of_zero",
        "自 满分 低于 95 时 每低 0 减 0.2 分 不足一步 按一步 保底 0 分",
        "每 0 得 1 分 封顶 满分 不足一步 按一步",
        &[("H0416", "一步是 0")],
    ),
    ("check", "cap_below_floor", "换算 100", "比例 目标 100", &[("H0417", "封顶 5 分低于保底 8 分")]),
    ("check", "cap_below_floor", "封顶 5 分", "封顶 8 分", &[("H0454", "都得 8 分")]),
    (
        "check/column_hides_a_parameter",
        "addcol",
        WHOLE,
        "",
        &[("H0202", "既是「户」的列，又是参数"), ("H0213", "「户」里没有「线」")],
    ),
    (
        "check/column_hides_a_parameter",
        "addcol",
        "数据 户 {\n  线",
        "数据 项 {\n  新增 线",
        &[("H0202", "既是「项」的列，又是参数")],
    ),
    ("check/column_hides_a_parameter", "addcol", "  线 %", "  新增 门槛 % 列 \"线\"", &[("H0446", "没有规则读它")]),
    ("amend", "deduction_counted_twice", WHOLE, "", &[("H0213", "「扣分」里没有「通报批评")]),
    ("amend", "deduction_counted_twice", "修改 扣分 { ", "修改 扣分 { 新增 ", &[]),
    ("amend", "deduction_counted_twice", "每次3分", "每次2分", &[]),
    ("amend", "move_to_another_head", WHOLE, "", &[("H0219", "又加到方面「B」里"), ("H0450", "B1 是同一个数")]),
    ("amend", "move_to_another_head", MOVED, "移动 指标 A2 至 方面 B\n", &[("H0450", "B1 是同一个数")]),
    ("amend", "move_to_another_head", MOVED, "移动 指标 A2 至 方面 C\n", &[("H0213", "没有方面「C」")]),
];

#[test]
fn check_finds_in_each_relative_what_is_wrong_and_no_more() {
    for (folder, name, from, to, expected) in CHECKED {
        let file = format!("{name}.heng");
        let found = said(folder, (&file, from, to), &format!("check {file} --format concise"));
        let lines: Vec<&str> = found.stdout.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{name}, {to}\n{}{}", found.stdout, found.stderr);
        for (line, (code, words)) in lines.iter().zip(*expected) {
            assert!(line.contains(code) && line.contains(words), "{name}, {to}: {line}");
        }
    }
}

/// A folder, what is written otherwise in one of its files, a command, what it says and what it does not say.
struct Told {
    folder: &'static str,
    otherwise: (&'static str, &'static str, &'static str),
    command: &'static str,
    says: &'static [&'static str],
    never: &'static [&'static str],
}

const AS_IT_IS: (&str, &str, &str) = ("", WHOLE, "");
const FLAT: &str = "explain r.heng --data . --subject P1";
const CAPPED: &str = "explain m.heng --data . --subject S1";
const TIED: &str = "score r.heng --data .";
const EXAMPLE: &str = "test example_names_a_file.heng";
const COVERED: &str = "test cap_of_the_total.heng --coverage";

const TOLD: &[Told] = &[
    Told {
        folder: "check",
        otherwise: (
            "choice_as_key.heng",
            "(鹿城, 5), (乐清, 8)\n  期望 A1 得 5 分",
            "(乐清, 8), (鹿城, 5)\n  期望 鹿城 A1 得 5 分",
        ),
        command: "test choice_as_key.heng",
        says: &["通过 1，不符 0"],
        never: &[],
    },
    Told {
        folder: "check",
        otherwise: ("choice_as_key.heng", "(乐清, 8)", "(乐清市, 8)"),
        command: "test choice_as_key.heng",
        says: &["枚举里没有「乐清市」"],
        never: &[],
    },
    Told {
        folder: "check",
        otherwise: AS_IT_IS,
        command: "explain composite_key.heng --data d_composite --subject AFG,2021",
        says: &["AFG, 2021", "总分 3.00"],
        never: &["总分 4.00"],
    },
    Told {
        folder: "check",
        otherwise: ("composite_key.heng", "主键 国家, 年度", "主键 年度, 国家"),
        command: "score composite_key.heng --data d_composite --format csv",
        says: &["年度,国家,A1", "2021,AFG,3.00", "2022,AFG,4.00"],
        never: &[],
    },
    Told {
        folder: "check/mark_beyond_128_bits",
        otherwise: ("p.csv", "2000000000000000000000000000000000000", "2000000000000000000000000000000000"),
        command: TIED,
        says: &["2000000000000000000000000000000000.00", "5.00"],
        never: &["H0705"],
    },
    Told {
        folder: "check/mark_beyond_128_bits",
        otherwise: ("r.heng", "取值 × 1 分", "取值 × 10 分"),
        command: TIED,
        says: &["H0705", "p.csv 第 2 行「数」"],
        never: &[],
    },
    Told {
        folder: "check/nothing_applies",
        otherwise: AS_IT_IS,
        command: "score sum.heng --data .",
        says: &["S2    不适用  不适用     0     0  不适用  不适用", "共 3 家：污染 1、优 1、不适用 1"],
        never: &["待定"],
    },
    Told {
        folder: "check/nothing_applies",
        otherwise: AS_IT_IS,
        command: "explain greatest.heng --data . --subject S2",
        says: &["等次 不适用  总分 不适用"],
        never: &["待定"],
    },
    Told {
        folder: "explain/flat_ends",
        otherwise: AS_IT_IS,
        command: FLAT,
        says: &["落在 超过 85，两端 持平"],
        never: &[],
    },
    Told {
        folder: "explain/flat_ends",
        otherwise: ("a.csv", "P1,90", "P1,10"),
        command: FLAT,
        says: &["落在 不超过 20，两端 持平", "得分 0 分"],
        never: &[],
    },
    Told {
        folder: "explain/flat_ends",
        otherwise: ("a.csv", "P1,90", "P1,85"),
        command: FLAT,
        says: &["取值 85 − 20"],
        never: &["落在"],
    },
    Told {
        folder: "explain",
        otherwise: AS_IT_IS,
        command: "test two_adjustments.heng",
        says: &["通过 1，不符 0"],
        never: &[],
    },
    Told {
        folder: "explain",
        otherwise: ("two_adjustments.heng", "因 \"不低于 10%\"", "因 \"不低于 40%\""),
        command: "test two_adjustments.heng",
        says: &["通过 1，不符 0"],
        never: &[],
    },
    Told {
        folder: "explain",
        otherwise: (
            "two_adjustments.heng",
            "甲 : 80% }\n  期望 A1 得 2 分 因 \"不低于 10%\"",
            "甲 : 30% }\n  期望 A1 得 1.5 分 因 \"不低于 40%\"",
        ),
        command: "test two_adjustments.heng",
        says: &["而是：调整 甲 不低于 10% 时 减半"],
        never: &["调整 甲 不低于 40%"],
    },
    Told {
        folder: "explain", otherwise: AS_IT_IS, command: COVERED, says: &["分支 2/6"], never: &["总分  封顶"]
    },
    Told {
        folder: "explain",
        otherwise: ("cap_of_the_total.heng", "  封顶 12 分", "  封顶 16 分"),
        command: COVERED,
        says: &["总分  封顶 16 分", "分支 1/6"],
        never: &[],
    },
    Told {
        folder: "explain",
        otherwise: ("cap_of_the_total.heng", "甲 : 100% }\n  期望 总分 得 12 分", "甲 : 60% }\n  期望 总分 得 11 分"),
        command: COVERED,
        says: &["总分  封顶 12 分", "分支 1/6"],
        never: &[],
    },
    Told {
        folder: "explain", otherwise: AS_IT_IS, command: EXAMPLE, says: &["通过 1，不符 0"], never: &["a.csv"]
    },
    Told {
        folder: "explain",
        otherwise: ("example_names_a_file.heng", "因 \"收入\"", "因 \"a.csv\""),
        command: EXAMPLE,
        says: &["而是：缺数据：县「收入」（example_names_a_file.heng 第 20 行）"],
        never: &[],
    },
    Told {
        folder: "explain",
        otherwise: ("example_names_a_file.heng", "编号 : P1", "编号 : P1 ; 收入 : 8"),
        command: EXAMPLE,
        says: &["期望 缺失，实得 0.32 分"],
        never: &["a.csv"],
    },
    Told {
        folder: "explain/note_of_a_tie",
        otherwise: AS_IT_IS,
        command: TIED,
        says: &[
            "P1  达到优秀条件，优秀名额 1 个（参评 2 家的 50%，向下取整），线上并列未能区分",
            "P2  达到优秀条件，优秀名额 1 个（参评 2 家的 50%，向下取整），线上并列未能区分",
        ],
        never: &[],
    },
    Told {
        folder: "explain/note_of_a_tie",
        otherwise: ("p.csv", "P2,95", "P2,95\nP3,95\nP4,91"),
        command: TIED,
        says: &[
            "P3  达到优秀条件，优秀名额 2 个（参评 4 家的 50%，向下取整），线上并列未能区分",
            "P4  达到优秀条件，优秀名额 2 个（参评 4 家的 50%，向下取整），未进入名额",
        ],
        never: &[],
    },
    Told {
        folder: "explain/note_of_a_tie",
        otherwise: ("p.csv", "P2,95", "P2,94"),
        command: TIED,
        says: &["P2  达到优秀条件，优秀名额 1 个（参评 2 家的 50%，向下取整），未进入名额"],
        never: &["并列"],
    },
    Told {
        folder: "explain/cap_and_next_grade",
        otherwise: AS_IT_IS,
        command: CAPPED,
        says: &["基础分 99 分 + 加分 5 分 = 104 分 → 封顶 100 分 → 100.00 分"],
        never: &[],
    },
    Told {
        folder: "explain/cap_and_next_grade",
        otherwise: ("m.heng", "封顶 100 分", "封顶 104 分"),
        command: CAPPED,
        says: &["基础分 99 分 + 加分 5 分 = 104 分 → 104.00 分"],
        never: &["→ 封顶"],
    },
    Told {
        folder: "explain/cap_and_next_grade",
        otherwise: ("s.csv", "S1,100,98,是", "S1,100,98,否"),
        command: CAPPED,
        says: &["基础分 99 分 + 加分 0 分 = 99 分 → 99.00 分"],
        never: &["→ 封顶"],
    },
    Told {
        folder: "explain/small_numbers",
        otherwise: AS_IT_IS,
        command: "explain s.heng --data . --subject S1",
        says: &["x 0.00000000001821 ÷"],
        never: &["0.000000…", "0.00…"],
    },
    Told {
        folder: "explain/small_numbers",
        otherwise: ("s.heng", "x / 求和(x 范围 全部)", "x / 最大(x 范围 全部)"),
        command: "explain s.heng --data . --subject S1",
        says: &["x 0.00000000001821 ÷"],
        never: &["0.000000…"],
    },
];

#[test]
fn each_relative_is_told_as_it_is() {
    for Told { folder, otherwise, command, says, never } in TOLD {
        let found = said(folder, *otherwise, command);
        let text = format!("{}{}", found.stdout, found.stderr);
        for words in *says {
            assert!(text.contains(words), "{folder}, {}: no `{words}` in\n{text}", otherwise.2);
        }
        for words in *never {
            assert!(!text.contains(words), "{folder}, {}: `{words}` in\n{text}", otherwise.2);
        }
    }
}
