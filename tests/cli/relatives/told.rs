//! What scoring, explaining and testing say of each relative of a case.

use super::WHOLE;

/// A folder, what is written otherwise in one of its files, a command, what it says and what it does not say.
pub(super) struct Told {
    pub(super) folder: &'static str,
    pub(super) otherwise: (&'static str, &'static str, &'static str),
    pub(super) command: &'static str,
    pub(super) says: &'static [&'static str],
    pub(super) never: &'static [&'static str],
}

const AS_IT_IS: (&str, &str, &str) = ("", WHOLE, "");
const LAPSED: &str = "explain/reason_of_not_applicable";
const FLAT: &str = "explain r.heng --data . --subject P1";
const CAPPED: &str = "explain m.heng --data . --subject S1";
const TIED: &str = "score r.heng --data .";
const EXAMPLE: &str = "test example_names_a_file.heng";
const COVERED: &str = "test cap_of_the_total.heng --coverage";

pub(super) const TOLD: &[Told] = &[
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
        folder: "check",
        otherwise: ("composite_key.heng", "年度 年", "年度 文本"),
        command: "explain composite_key.heng --data d_composite --subject AFG,2022",
        says: &["AFG, 2022", "总分 4.00"],
        never: &["总分 3.00"],
    },
    Told {
        folder: "check",
        otherwise: ("d_composite/a.csv", "AFG,2022", "\"AFG,东\",2022"),
        command: "explain composite_key.heng --data d_composite --subject \"AFG,东\",2022",
        says: &["\"AFG,东\", 2022", "总分 4.00"],
        never: &["总分 3.00"],
    },
    Told {
        folder: "check",
        otherwise: AS_IT_IS,
        command: "explain composite_key.heng --data d_composite --subject AFG",
        says: &["没有编号为「AFG」的被评对象", "是不是想写「AFG, 2021」？"],
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
        says: &["S2      —       —     0     0     —  不适用", "共 3 家：污染 1、优 1、不适用 1"],
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
        folder: "check/nothing_applies",
        otherwise: ("greatest.heng", "汇总 最大", "汇总 平均"),
        command: "score greatest.heng --data .",
        says: &["S2     —       —     0     0     —  不适用", "S2  没有一项指标适用"],
        never: &["待定"],
    },
    Told {
        folder: "check/nothing_applies",
        otherwise: ("greatest.heng", "汇总 最大", "汇总 最小"),
        command: "score greatest.heng --data .",
        says: &["S2     —       —     0     0     —  不适用", "S2  没有一项指标适用"],
        never: &["待定"],
    },
    Told {
        folder: "check/nothing_applies",
        otherwise: ("s.csv", "S2,,", "S2,,5"),
        command: "score sum.heng --data .",
        says: &["共 3 家：污染 1、优 2"],
        never: &["没有一项指标适用"],
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
    Told {
        folder: "explain/small_numbers",
        otherwise: ("s.heng", "x / 求和(x 范围 全部)", "x * x"),
        command: "explain s.heng --data . --subject S1",
        says: &["0.0000000000000000000003316041"],
        never: &["0.000000…", "…"],
    },
    Told {
        folder: "explain/small_numbers",
        otherwise: ("d.csv", "0.00000000001821", "0.000000123456789123"),
        command: "explain s.heng --data . --subject S1",
        says: &["x 0.000000123456789123 ÷", "99.955769…%"],
        never: &["0.000000…"],
    },
    Told {
        folder: LAPSED,
        otherwise: AS_IT_IS,
        command: "score z.heng --data .",
        says: &["S1  A1 不适用（缺数据：除数为 0，无法计算（z.csv 第 2 行），出自「y」）"],
        never: &["S2  A1"],
    },
    Told {
        folder: LAPSED,
        otherwise: ("z.heng", "倍数(x, y)", "对数(y, 2) 精确到 4 位"),
        command: "explain z.heng --data . --subject S1",
        says: &["A1 不适用", "不在函数的定义域里", "（z.csv 第 2 行），出自「y」"],
        never: &[],
    },
    Told {
        folder: LAPSED,
        otherwise: ("z.csv", "S1,3,0", "S1,3,"),
        command: "score z.heng --data .",
        says: &["S1  A1 不适用（缺数据：家「y」（z.csv 第 2 行））"],
        never: &["除数为 0"],
    },
    Told {
        folder: LAPSED,
        otherwise: ("z.heng", "缺失 不适用", "缺失 得 平均得分 范围 全部"),
        command: "explain z.heng --data . --subject S1",
        says: &["x 3 ÷ y 0 = 缺失", "y = 0  ← z.csv 第 2 行「y」“0”"],
        never: &[],
    },
];
