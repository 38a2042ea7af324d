//! What check says of each relative of a case.

use super::WHOLE;

/// The move that a change of `amend/move_to_another_head` writes out as a removal and an addition.
const MOVED: &str = "删除 指标 A2\n新增 指标 A2 \"二\" 2 分 于 方面 B {\n  依据 \"一\"\n  取值 数\n  计分 换算 100 封顶 满分 保底 0 分\n}\n";

/// Percentage points where bands are of a difference of rates, and what check says of the rest of these rules.
const POINTS: &str = "percentage_points_in_bands";
const UNREAD: (&str, &str) = ("H0446", "级 没有规则读它");

/// Rules, what is written otherwise in them, and each finding of check: its code and a part of its words.
pub(super) type Checked =
    (&'static str, &'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

pub(super) const CHECKED: &[Checked] = &[
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
    ("check", "marks_by_kind_all_wrong", WHOLE, "", &[("H0401", "固体）相加为 15 分"), ("H0401", "液体）相加为 7 分")]),
    (
        "check",
        "marks_by_kind_all_wrong",
        "固体, 液体",
        "固体, 液体, 粉剂",
        &[
            ("H0401", "（饮料 粉剂）没有一项适用"),
            ("H0401", "（饮料 固体）相加为 15"),
            ("H0401", "（饮料 液体）相加为 7"),
        ],
    ),
    (
        "check",
        "marks_by_kind_all_wrong",
        "适用 饮料 是 液体",
        "适用 饮料 不是 固体",
        &[("H0401", "（饮料 固体）相加为 15 分"), ("H0401", "（饮料 液体）相加为 7 分")],
    ),
    (
        "check",
        "marks_by_kind_all_wrong",
        "    适用 饮料 是 液体\n",
        "",
        &[("H0401", "（饮料 液体）相加为 7 分"), ("H0401", "（饮料 固体）相加为 22 分")],
    ),
    ("check", "reweighted_by_kind", "缺项 折算", "缺项 折算 覆盖 不低于 50%", &[("H0450", "A1 是同一个数")]),
    ("check", "reweighted_by_kind", "  缺项 折算\n", "", &[("H0401", "（类 乙）相加为 6 分")]),
    ("check", "choice_as_key", WHOLE, "", &[]),
    (
        "check",
        "choice_as_key",
        "地区 枚举 { 鹿城, 乐清 } 主键",
        "地区 枚举 { 鹿城, 乐清 } 主键\n  同 文本 列 \"地区\"",
        &[("H0446", "「地区」的 同 没有规则读它")],
    ),
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
    ("language", POINTS, WHOLE, "", &[UNREAD]),
    ("language", POINTS, "不低于 5 个百分点", "不低于 -5 个百分点", &[UNREAD]),
    (
        "language",
        POINTS,
        "分档 { 不低于 5 个百分点 : 10 分 ; 其余 : 0 分 }",
        "插值 { 0 个百分点 : 0 分 ; 5 个百分点 : 满分 } 两端 持平",
        &[UNREAD],
    ),
    (
        "language",
        POINTS,
        "分档 { 不低于 5 个百分点 : 10 分 ; 其余 : 0 分 }",
        "比例 目标 5 个百分点 封顶 满分 保底 0 分",
        &[UNREAD],
    ),
    ("language", POINTS, "率 - 90%", "率", &[("H0301", "右边是百分点")]),
];
