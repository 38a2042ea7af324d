//! What `heng explain` says of the decision: the entry of 等次, the quota with its competitors, and the next grade that
//! can be reached.

use crate::folder::Folder;

/// Rules with what stands above the marks, and with a quota of 优.
fn folder(above: &str, quota: &str, rows: &[&str]) -> Folder {
    let rules = format!(
        "规则集 \"定\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 100 分\n舍入 指标 2 位 四舍五入\n\
         数据 县 \"d.csv\" {{\n  编号 文本 主键\n  名称 文本 名称\n  片区 枚举 {{ 东, 西 }}\n\
         \x20 甲 分 不低于 0 分 不超过 60 分\n  乙 分 不低于 0 分 不超过 40 分\n  事故 数值\n  整改 是否\n}}\n\
         方面 A \"甲\" 60 分 {{\n  指标 A1 \"甲\" 60 分 {{\n    依据 第一条\n    取值 甲\n    计分 直接\n  }}\n}}\n\
         方面 B \"乙\" 40 分 {{\n  指标 B1 \"乙\" 40 分 {{\n    依据 第二条\n    取值 乙\n    计分 直接\n  }}\n}}\n\
         {above}\n等次 依据 第九条 {{\n  优 总分 不低于 90 分 {quota}\n  良 总分 不低于 75 分\n  中 总分 不低于 60 分\n\
         \x20 其余 \"差\"\n}}\n"
    );
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    Folder::empty()
        .with("r.heng", rules)
        .with("d.csv", format!("编号,名称,片区,甲,乙,事故,整改\n{rows}"))
        .with("m.csv", "编号,等次,理由,文号\nM1,优,先行先试,温评〔2024〕1号\n")
}

#[track_caller]
fn says(folder: &Folder, subject: &str, wanted: &[&str], never: &[&str]) {
    let text = folder.heng(&format!("explain r.heng --data . --subject {subject}")).succeeds();
    let text = text.split("\nA 甲").next().unwrap();
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
    for never in never {
        assert!(!text.contains(never), "«{never}» in\n{text}");
    }
}

const QUOTA: &str = "名额 25% 向下取整 并列 比 A 仍同 全退";

/// Eight of whom five meet 优 and two have a place.
const EIGHT: [&str; 8] = [
    "K1,一县,东,58,40,0,是",
    "K2,二县,东,60,36,0,是",
    "K3,三县,西,58,38,0,是",
    "K4,四县,西,55,40,0,是",
    "K5,五县,西,50,40,0,是",
    "K6,六县,东,50,30,0,是",
    "K7,七县,东,40,30,0,是",
    "K8,八县,东,30,20,0,是",
];

#[test]
fn the_entry_is_told_as_written_with_what_is_met_and_what_is_not() {
    let folder = folder("", "", &EIGHT);
    says(
        &folder,
        "K6",
        &[
            "定等  依据 第九条\n  优 总分 不低于 90 分  → 条件不满足\n",
            "  良 总分 不低于 75 分  → 评为此等\n    满足  总分 80 分，要求不低于 75 分\n",
            "距「优」\n  总分 80 分，要求不低于 90 分，差 10 分\n",
        ],
        &["中 总分"],
    );
    says(&folder, "K1", &["优 总分 不低于 90 分  → 评为此等"], &["距「"]);
    says(&folder, "K8", &["等次 差", "距「中」\n  总分 50 分，要求不低于 60 分，差 10 分"], &[]);
}

#[test]
fn a_quota_names_its_places_and_who_stands_above_and_below_the_line() {
    let folder = folder("", QUOTA, &EIGHT);
    says(
        &folder,
        "K3",
        &[
            "→ 条件满足，未进入名额",
            "    名额 2 个（参评 8 家的 25%，向下取整）\n    达到条件 5 家，进入 2 家；先比总分，再比 A，仍同全退\n",
            "         1  K1 一县  总分 98 分  A 58 分  进入\n",
            "         2  K2 二县  总分 96 分  A 60 分  进入（同分，比 A 分先后）\n      —— 名额到此 ——\n",
            "      →  3  K3 三县  总分 96 分  A 58 分  未进入\n",
            "距「优」\n  须排到 K2 之前：同分，A 须超过 60 分，现少 2 分，或总分超过 96 分\n",
        ],
        &["要求不低于 90 分，差"],
    );
    says(&folder, "K4", &["距「优」\n  须排到 K2 之前：总分须超过 96 分，现少 1 分，或同分而 A 更高\n"], &[]);
    says(&folder, "K1", &["      →  1  K1 一县  总分 98 分  A 58 分  进入\n"], &["距「"]);
}

#[test]
fn who_is_still_tied_at_the_line_is_told_so() {
    let rows = ["K1,一县,东,60,39,0,是", "K2,二县,东,55,40,0,是", "K3,三县,西,55,40,0,是", "K4,四县,西,10,10,0,是"];
    let out = folder("", "名额 50% 向下取整 并列 比 A 仍同 全退", &rows);
    says(
        &out,
        "K3",
        &["2  K2 二县  总分 95 分  A 55 分  未进入（并列，分不出先后）", "与 K2 并列在名额线上：总分须超过 95 分"],
        &[],
    );
    let all_in = folder("", "名额 50% 向下取整 并列 比 A 仍同 全进", &rows);
    says(&all_in, "K3", &["→ 评为此等", "达到条件 3 家，进入 3 家", "仍同全进"], &["距「"]);
}

#[test]
fn a_quota_without_a_place_is_not_helped_by_any_total() {
    let folder = folder("", "名额 10% 向下取整 仍同 全退", &EIGHT[..4]);
    says(&folder, "K1", &["名额 0 个（参评 4 家的 10%", "名额是 0 个，得多少分都没有名额"], &["须排到"]);
}

#[test]
fn each_group_has_its_own_places() {
    let folder = folder("", "名额 25% 范围 同 片区 向下取整 并列 比 A 仍同 全退", &EIGHT);
    says(&folder, "K2", &["名额 1 个（东 参评 5 家的 25%，向下取整）", "达到条件 2 家，进入 1 家"], &["K3"]);
}

#[test]
fn nobody_exceeds_a_total_at_the_cap() {
    let rows = ["K1,一县,东,60,40,0,是", "K2,二县,东,60,35,0,是", "K3,三县,西,10,40,0,是", "K4,四县,西,10,10,0,是"];
    let folder = folder("总分 { 封顶 98 分 }", QUOTA, &rows);
    says(
        &folder,
        "K2",
        &["K1 总分 98 分，已到封顶：须总分同到封顶（现少 3 分），并超过其 A 60 分"],
        &["总分须超过 98 分"],
    );
}

#[test]
fn a_restriction_is_to_be_lifted_and_the_line_that_is_met_is_not_told() {
    let above = "限制 短板 非 各方面得分率 不低于 60% 则 最高 中 依据 第七条";
    let folder = folder(above, "", &["K1,一县,东,60,23,0,是", "K2,二县,东,50,20,0,是"]);
    says(
        &folder,
        "K1",
        &[
            "等次 中",
            "  良 总分 不低于 75 分  → 条件满足，被限制\n",
            "距「良」\n  限制 短板（最高 中）：须先解除\n    方面 B 得分率 57.5%，要求不低于 60%，差 2.5 个百分点，B 差 1 分\n",
        ],
        &["要求不低于 90 分", "差 7 分"],
    );
    // Where the line is not met either, both are in the way.
    says(&folder, "K2", &["  限制 短板（最高 中）：须先解除\n", "  总分 70 分，要求不低于 75 分，差 5 分"], &[]);
}

#[test]
fn what_lifts_a_restriction_is_told_by_its_condition() {
    let any = folder("限制 事故多 事故 超过 2 且 非 整改 则 最高 中", "", &["K1,一县,东,60,30,3,否"]);
    says(&any, "K1", &["任一即可（1）：事故 3，要求不超过 2，差 1", "任一即可（2）：整改 否，要求是"], &["差 0"]);
}

#[test]
fn no_total_helps_a_vetoed_subject() {
    let folder =
        folder("否决 大事故 事故 不低于 5 则 不予定等", "", &["K1,一县,东,40,25,7,否", "K2,二县,东,60,40,0,是"]);
    says(
        &folder,
        "K1",
        &[
            "等次 不予定等",
            "中 总分 不低于 60 分  → 条件满足，被否决",
            "否决 大事故（不予定等）：得多少分都不改变，须先解除\n    事故 7，要求低于 5，差 2，须低于",
        ],
        &["要求不低于 90 分", "要求不低于 75 分，差 10 分\n距"],
    );
}

#[test]
fn a_demotion_says_what_was_earned_and_what_would_do() {
    let folder = folder("降等 整改不力 非 整改 则 降 1 等 依据 第八条", "", &["K1,一县,东,50,30,0,否"]);
    says(
        &folder,
        "K1",
        &[
            "等次 中",
            "达到良条件，因「整改不力」降 1 等",
            "  良 总分 不低于 75 分  → 条件满足，被降等",
            "距「良」\n  降等 整改不力（降 1 等）：须先解除\n    整改 否，要求是\n  或者达到「优」的条件，降等后为「良」",
        ],
        &["差 10 分\n距"],
    );
}

#[test]
fn a_grade_that_people_gave_names_its_record_and_no_line() {
    let above = "数据 决定 \"m.csv\" 属于 县 按 编号 {\n  评定 文本 列 \"等次\"\n  理由 文本\n  文号 文本\n}\n人工定等 决定 { 等次 评定 ; 理由 理由 ; 文号 文号 }";
    let folder =
        folder(above, "名额 50% 向上取整 并列 比 A 仍同 全退", &["M1,一县,东,10,10,0,是", "K2,二县,东,60,35,0,是"]);
    says(&folder, "M1", &["等次 优", "人工定等", "温评〔2024〕1号", "m.csv 第 2 行"], &["距「", "条件不满足"]);
    says(
        &folder,
        "K2",
        &["名额 1 个（参评 2 家的 50%，向上取整，人工定等已占 1 个）", "名额已由人工定等占满，得多少分都没有名额"],
        &[],
    );
}

#[test]
fn on_the_line_is_not_lacking_nothing() {
    let folder = folder("", "", &["K1,一县,东,45,30,0,是", "K2,二县,东,60,40,0,是", "K3,三县,东,50,30,0,是"]);
    let folder = folder.replacing("r.heng", "优 总分 不低于 90 分", "优 总分 超过 线").replacing(
        "r.heng",
        "等次 依据",
        "定义 线 = 中位数(总分 范围 全部)\n等次 依据",
    );
    says(
        &folder,
        "K3",
        &[
            "距「优」\n  总分 80 分，须超过 80 分（线）\n    线 = 中位数(总分 范围 全部) = 80 分\n      K1 = 75 分\n      K2 = 100 分\n",
        ],
        &["差 0"],
    );
    says(&folder, "K1", &["总分 75 分，要求超过 80 分（线），差 5 分，须超过\n    线 = 中位数"], &[]);
    says(&folder, "K2", &["满足  总分 100 分，要求超过 80 分（线）\n      线 = 中位数"], &[]);
}

#[test]
fn it_is_said_in_english_too() {
    let folder = folder("限制 短板 非 各方面得分率 不低于 60% 则 最高 中", QUOTA, &EIGHT);
    let text = |subject: &str| {
        let command = format!("explain r.heng --data . --subject {subject} --indicator grades --lang en");
        folder.heng(&command).succeeds()
    };
    for wanted in [
        "how it was graded  basis 第九条",
        "→ met, beyond the quota",
        "2 places (25% of 8 participants, rounded down)",
        "5 met it, 2 in; by total, then A; all who are still tied are out",
        "K2 二县  total 96 marks  A 60 marks  in (same total, told apart by A)",
        "—— no place below ——",
        "has to stand before K2: same total, more than 60 marks of A, now 2 marks less, or a total of more than 96 marks",
    ] {
        assert!(text("K3").contains(wanted), "no «{wanted}» in\n{}", text("K3"));
    }
}
