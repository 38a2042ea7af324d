//! Rule files with mistakes: a coded diagnostic, exit 1, no result, and never a panic.

use crate::fixes;
use crate::folder::Folder;
use crate::run::Findings;

const RULES: &str = "evaluation.heng";

/// Scores with the rules changed in one place.
#[track_caller]
fn with(from: &str, to: &str) -> Findings {
    let folder = Folder::golden().replacing(RULES, from, to);
    fixes::hold(&folder);
    folder.scores().is_refused()
}

#[test]
fn a_missing_rule_file_is_misuse() {
    let folder = Folder::golden();
    for command in [
        "score no.heng --data data",
        "check no.heng",
        "test no.heng",
        "fmt no.heng",
        "plan no.heng",
        "explain no.heng --data data --subject P01",
    ] {
        folder.heng(command).is_misused().are(&["H0901"]).say("no.heng");
    }
}

#[test]
fn a_folder_for_a_rule_file_is_misuse() {
    Folder::golden().heng("score data --data data").is_misused().are(&["H0901"]).say("data");
}

#[test]
fn an_unknown_name_is_named_with_the_near_one() {
    with("求和(入园机构.本年营收)", "求和(入园机构.本年营业)")
        .are(&["H0201"])
        .say("evaluation.heng:183:19")
        .say("「本年营业」")
        .say("是不是想写「本年营收」？");
}

#[test]
fn an_unknown_table_is_named_with_the_near_one() {
    with("计数(不重复 服务事项.事项编号)", "计数(不重复 服务事件.事项编号)")
        .are(&["H0201"])
        .say("「服务事件」")
        .say("是不是想写「服务事项」？");
}

#[test]
fn an_unknown_choice_is_named_with_the_near_one() {
    with("机构类别 不是 配套服务 且", "机构类别 不是 配套服务单位 且")
        .include(&["H0208"])
        .say("配套服务单位")
        .say("是不是想写「配套服务」？");
}

#[test]
fn a_condition_may_not_take_a_column_that_results_have() {
    for name in ["基础分", "园区编号", "园区名称", "D1"] {
        with("条件 机构集中度", &format!("条件 {name}")).include(&["H0202"]).say(name);
    }
}

#[test]
fn a_share_is_compared_with_a_percentage_or_written_as_a_multiple() {
    with("集中度 不低于 70%\n", "集中度 不低于 70\n").are(&["H0304"]).say("在数后写 %").say("倍数(");
}

#[test]
fn counting_a_column_is_refused_since_rows_or_values_may_be_meant() {
    with("取值 计数(活动)\n", "取值 计数(活动.活动日期)\n").are(&["H0207"]).say("计数(不重复 表.列)");
}

#[test]
fn marks_beyond_the_full_ones_are_found_before_any_data() {
    for (from, to) in [
        ("不少于 24 场 : 4 分", "不少于 24 场 : 12 分"),
        ("不少于 1 场 : 1 分 ; 其余 : 0 分", "不少于 1 场 : 1 分 ; 其余 : -1 分"),
        ("插值 { 60% : 0 分 ; 90% : 满分 }", "插值 { 60% : 0 分 ; 90% : 40 分 }"),
        ("比例 目标 营收目标 封顶 满分", "比例 目标 营收目标 封顶 20 分"),
        ("首名 满分 每降一位", "首名 7 分 每降一位"),
    ] {
        let found = Folder::golden().replacing(RULES, from, to).heng("check evaluation.heng").is_refused();
        found.are(&["H0701"]).say("超出 0 到满分");
    }
}

#[test]
fn a_misspelt_total_is_named_with_the_right_one() {
    with("合格 总分 不低于 60 分", "合格 总份 不低于 60 分").are(&["H0201"]).say("是不是想写「总分」？");
}

#[test]
fn one_wrong_name_gives_one_finding() {
    // Whatever is built on a wrong definition is not reported as well.
    with("机构类别 不是 配套服务 且", "机构类别 不是 配套服务单位 且").are(&["H0208"]);
}

#[test]
fn an_unknown_function_is_named_with_the_near_one() {
    with("取值 增速(", "取值 增速度(").are(&["H0206"]).say("增速度").say("是不是想写「增速」？");
}

#[test]
fn money_and_area_do_not_meet() {
    with("营业收入 不低于 5 亿元 : 1.5 分", "营业收入 不低于 5 平方米 : 1.5 分")
        .are(&["H0301"])
        .say("金额（万元）")
        .say("面积（平方米）");
}

#[test]
fn percent_and_percentage_points_do_not_mix() {
    with("集中度 不低于 集中度标准 - 10 个百分点 : 1 分", "集中度 不低于 10 个百分点 : 1 分")
        .are(&["H0301"])
        .say("百分点");
}

#[test]
fn an_unknown_unit_is_named_with_the_near_one() {
    with("参数 营收目标 = 10 亿元", "参数 营收目标 = 10 亿圆").include(&["H0303"]).say("亿圆").say("亿元");
}

#[test]
fn a_bare_number_does_not_meet_money() {
    with("营业收入 不低于 5 亿元 : 1.5 分", "营业收入 不低于 50000 : 1.5 分").are(&["H0304"]).say("50000");
}

#[test]
fn indicators_that_do_not_add_up_to_their_head() {
    with("指标 D1 \"营业收入规模\" 8 分", "指标 D1 \"营业收入规模\" 7 分")
        .are(&["H0401"])
        .say("方面 D")
        .say("34 分，不是 35 分")
        .say("D1 7 + D2 5");
}

#[test]
fn heads_that_do_not_add_up_to_the_full_marks() {
    with("满分 100 分", "满分 90 分")
        .are(&["H0401"])
        .say("100 分，不是满分 90 分")
        .say("A 15 + B 15 + C 20 + D 35 + E 15");
}

#[test]
fn marks_that_add_up_for_one_type_of_park_only() {
    with("  指标 D7 \"类型特色\" 3 分 {", "  指标 D7 \"类型特色\" 3 分 {\n    适用 园区类型 是 综合性")
        .are(&["H0401"])
        .say("园区类型 专业性")
        .say("32 分，不是 35 分");
}

#[test]
fn bands_in_the_wrong_order_overlap() {
    with("不低于 95% : 4 分 ; 不低于 90% : 3 分", "不低于 90% : 4 分 ; 不低于 95% : 3 分").are(&["H0402"]).say("95%");
}

#[test]
fn bands_that_share_a_limit_overlap() {
    with("不低于 95% : 4 分 ; 不低于 90% : 3 分", "不低于 95% : 4 分 ; 不低于 95% : 3 分").are(&["H0402"]).say("95%");
}

#[test]
fn bands_without_a_rest_leave_a_gap() {
    with("不低于 80% : 1 分 ; 其余 : 0 分 }\n    调整 取(满意度", "不低于 80% : 1 分 }\n    调整 取(满意度")
        .are(&["H0403"])
        .say("比 80% 更低的值");
}

#[test]
fn grades_without_a_rest_leave_a_gap() {
    with("  其余 \"未达合格\"\n", "").are(&["H0403"]).say("等次有空档");
}

#[test]
fn a_better_grade_has_a_higher_line() {
    with("良好 总分 不低于 75 分", "良好 总分 不低于 95 分").are(&["H0404"]).say("「良好」").say("「优秀」");
}

#[test]
fn a_definition_may_not_read_itself() {
    with("定义 建筑面积 = 求和(分园区.建筑面积)", "定义 建筑面积 = 建筑面积")
        .are(&["H0203"])
        .say("建筑面积 → 建筑面积");
}

#[test]
fn definitions_may_not_read_one_another() {
    Folder::golden()
        .replacing(RULES, "定义 建筑面积 = 求和(分园区.建筑面积)", "定义 建筑面积 = 面积标准 + 1 平方米")
        .replacing(RULES, "则 5000 平方米 否则 3000 平方米", "则 5000 平方米 否则 建筑面积")
        .scores()
        .is_refused()
        .are(&["H0203"])
        .say("建筑面积 → 面积标准 → 建筑面积");
}

#[test]
fn an_unclosed_brace_is_found_where_it_was_opened() {
    with(
        "方面 D \"整体经济社会效益\" 35 分 依据 第十四条（四） {",
        "方面 D \"整体经济社会效益\" 35 分 依据 第十四条（四） {{",
    )
    .are(&["H0103"])
    .say("evaluation.heng:311:34");
}

#[test]
fn a_brace_left_out_at_the_end_is_found_where_it_was_opened() {
    let folder = Folder::golden();
    let text = folder.read(RULES);
    let cut = text.trim_end().strip_suffix('}').unwrap().to_owned();
    folder
        .with(RULES, cut)
        .scores()
        .is_refused()
        .are(&["H0103"])
        .say("示例 \"五家园区定等：名额一个，受限制的不评优秀\" {");
}

#[test]
fn and_and_or_need_brackets() {
    with(
        "或 计数(入园机构 其中 本年营收 超过 6000 万元)",
        "且 营业收入 超过 0 元 或 计数(入园机构 其中 本年营收 超过 6000 万元)",
    )
    .are(&["H0106"])
    .say("括号");
}

#[test]
fn a_name_declared_twice() {
    with("参数 上年 = 2022 年", "参数 本年 = 2022 年").include(&["H0202"]).say("「本年」");
}

#[test]
fn an_indicator_without_its_scoring() {
    with("    计分 换算 百分制\n", "").are(&["H0204"]).say("C5").say("计分");
}

#[test]
fn a_quota_must_say_how_it_is_rounded() {
    with("参评园区的 30% 向下取整 并列", "参评园区的 30% 并列").are(&["H0405"]).say("取整");
}

#[test]
fn an_unknown_item() {
    with("否决 弄虚作假", "否绝 弄虚作假").are(&["H0102"]).say("否绝").say("否决");
}

#[test]
fn an_english_rule_file_gets_english_messages() {
    let folder = Folder::golden();
    folder.heng("fmt evaluation.heng --keywords en").prints("");
    let folder = folder.replacing(RULES, "indicator D1 \"营业收入规模\" 8 分", "indicator D1 \"营业收入规模\" 7 分");
    folder.scores().is_refused().are(&["H0401"]).say("error[H0401]").say("add up to 34 marks, not 35");
    folder.heng("check evaluation.heng --lang zh").is_refused().are(&["H0401"]).say("错误[H0401]");
}

#[test]
fn all_errors_of_a_file_are_reported_in_one_run() {
    let folder = Folder::golden()
        .replacing(RULES, "求和(入园机构.上年营收)", "求和(入园机构.去年营收)")
        .replacing(RULES, "定义 建筑面积 = 求和(分园区.建筑面积)", "定义 建筑面积 = 建筑面积")
        .replacing(RULES, "营业收入 不低于 5 亿元 : 1.5 分", "营业收入 不低于 5 平方米 : 1.5 分")
        .replacing(RULES, "不低于 95% : 4 分 ; 不低于 90% : 3 分", "不低于 90% : 4 分 ; 不低于 95% : 3 分")
        .replacing(RULES, "  其余 \"未达合格\"\n", "")
        .replacing(RULES, "良好 总分 不低于 75 分", "良好 总分 不低于 95 分")
        .replacing(RULES, "指标 B1 \"政策体系\" 3 分", "指标 B1 \"政策体系\" 4 分")
        .replacing(RULES, "向下取整 并列 比 D", "并列 比 D");
    let found = folder.scores().is_refused();
    found.include(&["H0201", "H0203", "H0301", "H0401", "H0402", "H0403", "H0404", "H0405"]);
    let lines = folder.heng("check evaluation.heng --format concise").lists();
    let places: Vec<usize> = lines.lines().map(|line| line.split(':').nth(1).unwrap().parse().unwrap()).collect();
    assert!(places.is_sorted(), "findings follow the text:\n{lines}");
}

#[test]
fn a_mistake_of_spelling_hides_no_mistake_of_meaning() {
    Folder::golden()
        .replacing(RULES, "否决 弄虚作假", "否绝 弄虚作假")
        .replacing(RULES, "参数 营收目标 = 10 亿元", "参数 营收目标 = 10 亿圆")
        .replacing(RULES, "舍入 指标 2 位 四舍五入", "舍入 指标 四舍五入")
        .replacing(RULES, "营业收入 不低于 5 亿元 : 1.5 分", "营业收入 不低于 5 平方米 : 1.5 分")
        .replacing(RULES, "不低于 95% : 4 分 ; 不低于 90% : 3 分", "不低于 90% : 4 分 ; 不低于 95% : 3 分")
        .scores()
        .is_refused()
        .include(&["H0102", "H0303", "H0105", "H0301", "H0402"]);
}

#[test]
fn nothing_depends_on_the_encoding_marks_of_editors() {
    let folder = Folder::golden();
    let before = folder.scores().succeeds();
    let text = folder.read(RULES);
    let folder = folder.with(RULES, format!("\u{feff}{text}"));
    folder.scores().prints(&before);
    let folder = folder.with(RULES, text.replace('\n', "\r\n"));
    folder.scores().prints(&before);
    let folder = folder.with(RULES, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    folder.scores().prints(&before);
}

#[test]
fn an_empty_rule_file_lacks_everything() {
    Folder::golden().with(RULES, "").scores().is_refused().include(&["H0204"]);
    Folder::golden().with(RULES, "\n\n// 空\n").scores().is_refused().include(&["H0204"]);
}

#[test]
fn a_rule_file_in_gbk_is_refused() {
    // 规则集 in GBK
    let folder = Folder::golden().with(RULES, b"\xB9\xE6\xD4\xF2\xBC\xAF \"x\"\n");
    folder.scores().is_refused().are(&["H0901"]).say("UTF-8");
}

/// Noise that is the same on every run.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}

/// Ten megabytes on one line, of signs and words that mean something to the parser.
pub(crate) fn noisy_line() -> String {
    let words = ["衡", "示例", "{", "}", "(", "，", "。", "a", "0", "\"", " ", "=", "若", "95%", "//", "\u{1F600}"];
    let mut line = String::with_capacity(11 << 20);
    for byte in noise(4 << 20) {
        line.push_str(words[usize::from(byte) % words.len()]);
        if line.len() > 10 << 20 {
            break;
        }
    }
    line
}

#[test]
fn a_line_of_noise_of_ten_megabytes_is_refused_in_seconds() {
    Folder::golden().with(RULES, noisy_line()).scores().is_refused().are(&["H0107"]);
}

#[test]
fn a_file_of_noise_of_ten_megabytes_in_lines_is_refused_in_seconds() {
    let mut lines = String::new();
    for (place, letter) in noisy_line().char_indices() {
        lines.push(letter);
        if place % 97 == 0 {
            lines.push('\n');
        }
    }
    Folder::golden().with(RULES, &lines).scores().is_refused().are(&["H0107"]);
    let shorter: String = lines.chars().take(2_000_000).collect();
    let found = Folder::golden().with(RULES, shorter).scores().is_refused();
    assert!(!found.codes().is_empty());
}

#[test]
fn ten_megabytes_of_bytes_are_refused() {
    Folder::golden().with(RULES, noise(10 << 20)).scores().is_refused().are(&["H0107"]);
    Folder::golden().with(RULES, vec![0; 10 << 20]).scores().is_refused();
}

/// The rules with something deep at their end, all on one line and one line each.
#[track_caller]
fn deep(before: &str, opens: &str, middle: &str, closes: &str, after: &str) {
    for end in ["", "\n"] {
        let opens = format!("{opens}{end}").repeat(100_000);
        let closes = format!("{end}{closes}").repeat(100_000);
        let item = format!("\n{before}{opens}{middle}{closes}{after}\n");
        let found = Folder::golden().appending(RULES, &item).scores().is_refused();
        let codes = found.codes();
        assert!(codes.iter().any(|code| ["H0103", "H0104", "H0107"].contains(code)), "{codes:?}\n{}", found.stderr);
    }
}

#[test]
fn a_hundred_thousand_braces_are_refused_in_seconds() {
    deep("", "{", "", "}", "");
    deep("条件 深 依据 第九条 ", "{", "升级省级园", "}", "");
    deep("方面 F \"深\" 1 分 ", "{", "", "", "");
    deep("", "", "", "}", "");
}

#[test]
fn a_hundred_thousand_brackets_are_refused_in_seconds() {
    deep("定义 深 = ", "(", "1", ")", "");
    deep("定义 深 = ", "（", "1", "", "");
    deep("定义 深 = ", "计数(", "机构", ")", "");
    deep("定义 深 = ", "[", "1", "]", "");
}

#[test]
fn a_hundred_thousand_negations_are_refused_in_seconds() {
    deep("条件 深 依据 第九条 { ", "非 ", "升级省级园", "", " }");
    deep("定义 深 = ", "- ", "1", "", "");
}

#[test]
fn a_hundred_thousand_choices_within_choices_are_refused_in_seconds() {
    deep("定义 深 = ", "若 升级省级园 则 1 否则 ", "1", "", "");
    deep("定义 深 = ", "若 若 ", "升级省级园", "", "");
}

#[test]
fn a_long_chain_of_definitions_is_refused() {
    let mut chain = String::from("\n定义 链0 = 1 人\n");
    for link in 1..5000 {
        let before = link - 1;
        chain.push_str(&format!("定义 链{link} = 链{before} + 1 人\n"));
    }
    let long_first: String = chain.lines().rev().map(|line| format!("{line}\n")).collect();
    Folder::golden().appending(RULES, &long_first).scores().is_refused().include(&["H0104"]);
}

#[test]
fn thousands_of_mistakes_are_not_all_printed() {
    let heads = "方面 X \"重复\" 1 分 {\n".repeat(100_000);
    let found = Folder::golden().appending(RULES, &format!("\n{heads}")).scores().is_refused();
    assert!(found.codes().len() <= 200, "{} findings", found.codes().len());
}
