//! What `heng explain` says where a figure alone would leave a gap: rows left out, what does not apply, 折算, deadlines,
//! declared marks in cells, 口径, roundings, peers and their cells.

use crate::folder::Folder;

fn folder(items: &str) -> Folder {
    let rules = format!(
        "规则集 \"缝\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 100 分\n舍入 指标 2 位 四舍六入五成双\n舍入 方面 2 位 四舍五入\n\
         口径 K1 \"面积按实测\" 依据 第一条\n口径 K2 \"与此无关\" 依据 第三十条\n\
         参数 标准 = 3 起 依据 第二条\n\
         数据 县 \"d.csv\" {{\n  编号 文本 主键\n  类型 枚举 {{ 甲类, 乙类 }}\n  数 数值\n  率 数值\n\
         \x20 不适用记号 \"/\"\n}}\n\
         数据 事项 \"e.csv\" 属于 县 按 编号 {{\n  类别 文本\n  发生日 日期\n  报告日 日期 可缺失\n}}\n{items}"
    );
    Folder::empty()
        .with("r.heng", rules)
        .with("d.csv", "编号,类型,数,率\nP1,甲类,7,3\nP2,乙类,/,0\nP3,甲类,5,6\n")
        .with(
            "e.csv",
            "编号,类别,发生日,报告日\nP1,事故,2024-09-27,2024-10-12\nP1,事故,2024-10-08,2024-10-10\nP1,表彰,2024-03-01,\n",
        )
}

/// One indicator of 100.
fn one(lines: &str) -> String {
    format!("方面 A \"甲\" 100 分 {{\n  指标 A1 \"一\" 100 分 {{\n    依据 第一条\n{lines}\n  }}\n}}\n")
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

fn told(folder: &Folder, subject: &str, options: &str) -> String {
    folder.heng(&format!("explain r.heng --data . --subject {subject} {options}")).succeeds()
}

const LATE: &str = "    取值 计数(事项 其中 类别 是 \"事故\" 且 报告日 晚于 工作日后(发生日, 5 个工作日))\n    计分 自 满分 高于 0 时 每高 1 减 10 分 不足一步 不计 保底 0 分";

#[test]
fn rows_left_out_are_counted_by_the_condition_and_listed_with_all() {
    let folder = folder(&one(LATE));
    let text = told(&folder, "P1", "");
    has(
        &text,
        &[
            "未计入 1 行（类别 是 \"事故\" 不成立）\n",
            "未计入 1 行（报告日 晚于 工作日后(发生日, 5 个工作日) 不成立）\n",
        ],
    );
    assert!(!text.contains("e.csv 第 4 行"), "{text}");
    let whole = told(&folder, "P1", "--all");
    has(&whole, &["未计入  ← e.csv 第 4 行「类别」“表彰”", "e.csv 第 3 行 = 未计入\n"]);
}

#[test]
fn a_deadline_tells_its_working_days_and_which_days_were_skipped() {
    let text = told(&folder(&one(LATE)), "P1", "");
    // 27 September is a Friday; the 29th is worked, the first week of October is off.
    has(
        &text,
        &[
            "工作日后(发生日, 5 个工作日)」2024-10-10（2024-09-27 起第 5 个工作日；跳过非工作日 8 天：2024-09-28、2024-10-01 至 2024-10-07）",
        ],
    );
    let next =
        "    取值 若 存在(事项 其中 报告日 不晚于 顺延(发生日)) 则 1 否则 0\n    计分 换算 1 封顶 满分 保底 0 分";
    let folder = folder(&one(next)).replacing("e.csv", "2024-09-27,2024-10-12", "2024-10-01,2024-10-08");
    has(
        &told(&folder, "P1", ""),
        &["2024-10-08（2024-10-01 不是工作日，顺延；跳过非工作日 7 天：2024-10-01 至 2024-10-07）"],
    );
}

#[test]
fn what_does_not_apply_says_why_with_its_cells() {
    let written = folder(&format!(
        "方面 A \"甲\" 100 分 {{\n  汇总 平均\n  缺项 折算\n{}{}}}\n",
        "  指标 A1 \"一\" 100 分 {\n    依据 第一条\n    适用 类型 是 甲类\n    取值 率\n    计分 换算 10 封顶 满分 保底 0 分\n  }\n",
        "  指标 A2 \"二\" 100 分 {\n    依据 第四条\n    取值 率\n    计分 换算 10 封顶 满分 保底 0 分\n  }\n"
    ));
    has(
        &told(&written, "P2", ""),
        &[
            "A1 一  不适用 / 100 分  依据 第一条\n    适用 类型 是 甲类，不成立\n      类型 = 乙类  ← d.csv 第 3 行「类型」“乙类”\n",
        ],
    );
    let lapsed = folder(&format!(
        "方面 A \"甲\" 100 分 {{\n  缺项 折算\n{}{}}}\n",
        "  指标 A1 \"一\" 60 分 {\n    依据 第一条\n    取值 数\n    计分 换算 10 封顶 满分 保底 0 分\n    缺失 不适用\n  }\n",
        "  指标 A2 \"二\" 40 分 {\n    依据 第四条\n    取值 率 + 5\n    计分 换算 10 封顶 满分 保底 0 分\n  }\n"
    ));
    has(
        &told(&lapsed, "P2", ""),
        &[
            "缺项 折算\n  折算：适用部分得 20 分，适用部分满分 40 分，乘 100 分 ÷ 40 分 = 2.5\n",
            "得分 (A1 0 分 + A2 20 分) ÷ (0 分 + 40 分) × 100 分 = 50 → 50.00 分",
            "    没有值，按「缺失 不适用」处理\n      未发生/不适用（记号 /）：县「数」（d.csv 第 3 行）\n",
            "A1 取值 = 未发生/不适用（记号 /）  ← d.csv 第 3 行「数」“/”（不适用记号）",
        ],
    );
}

#[test]
fn a_declared_mark_is_not_told_as_lacking_data() {
    let folder = folder(&one("    取值 数\n    计分 换算 10 封顶 满分 保底 0 分"));
    let text = told(&folder, "P2", "");
    has(&text, &["未发生/不适用（记号 /）：县「数」（d.csv 第 3 行）", "“/”（不适用记号）"]);
    assert!(!text.contains("缺数据：县「数」"), "{text}");
    has(
        &told(&folder, "P2", "--lang en"),
        &["did not occur, or does not apply (mark /)", "“/” (an inapplicable mark)"],
    );
}

#[test]
fn a_mark_names_its_rounding_where_it_changed_something_and_the_glosses_of_its_clauses() {
    let folder = folder(&one("    取值 率\n    计分 算式 取值 / 7 * 满分"));
    let text = told(&folder, "P1", "");
    has(&text, &["→ 42.86 分（四舍六入五成双 2 位）\n", "    口径 K1：面积按实测  依据 第一条\n"]);
    assert!(!text.contains("K2"), "{text}");
    assert!(!told(&folder, "P2", "").contains("五成双"), "nothing is rounded of 0");
}

#[test]
fn a_parameter_has_its_clauses_and_a_definition_its_text() {
    let items = format!(
        "定义 倍 = 率 * 2\n{}",
        one("    取值 若 倍 不低于 标准 / 1 起 则 1 否则 0\n    计分 换算 1 封顶 满分 保底 0 分")
    );
    let folder = folder(&items);
    has(&told(&folder, "P1", ""), &["标准 = 3 起  依据 第二条"]);
    has(&told(&folder, "P1", "--all"), &["定义 倍 = 率 * 2"]);
}

#[test]
fn peers_are_told_with_their_cells() {
    let folder = folder(&one("    取值 率\n    计分 比例 目标 最大(取值 范围 全部) 封顶 满分 保底 0 分"));
    has(&told(&folder, "P1", ""), &["P1 = 3  ← d.csv 第 2 行「率」“3”\n", "P3 = 6  ← d.csv 第 4 行「率」“6”\n"]);
}

#[test]
fn a_part_can_be_asked_for_by_its_word_or_name() {
    let folder = Folder::golden();
    let explain = |name: &str| {
        let command = format!("explain evaluation.heng --data data --subject P05 --indicator {name}");
        folder.heng(&command).succeeds()
    };
    let parts = [
        ("总分", "total", "基础分 72.37 分", "  A1 "),
        ("加分", "bonus", "\n加分  0.00 分", "基础分 72.37 分 +"),
        ("扣分", "deduction", "\n扣分  0.00 分", "\n加分"),
        ("等次", "grades", "否决 弄虚作假（不予定等）：得多少分都不改变", "\nA 符合"),
    ];
    for (zh, en, wanted, never) in parts {
        let text = explain(zh);
        assert!(text.contains(wanted) && !text.contains(never), "{zh}\n{text}");
        assert_eq!(explain(en), text, "{en}");
    }
    has(
        &explain("机构集中度"),
        &["  机构集中度  不适用  依据 第九条（三）\n    适用 = 园区类型 专业性 是 综合性 = 否\n"],
    );
    let refused = folder.heng("explain evaluation.heng --data data --subject P05 --indicator 总份").is_refused();
    refused.are(&["H0902"]).say("是不是想写「总分」？");
}
