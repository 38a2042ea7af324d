//! Who is compared with whom, and which outcome counts.

use crate::folder::Folder;

const HEAD: &str = "规则集 \"站位\"\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n";

#[test]
fn a_subject_that_an_indicator_does_not_concern_takes_no_place_in_its_ranks() {
    let rules = format!(
        "{HEAD}数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  类型 枚举 {{ 甲类, 乙类 }}\n  产值 数值\n}}\n\
         方面 A \"产出\" 10 分 {{\n\
         指标 A1 \"甲类名次\" 10 分 {{\n依据 第一条\n适用 类型 是 甲类\n取值 产值\n\
         计分 名次 范围 全部 降序 首名 满分 每降一位 减 4 分 并列 同名次 保底 0 分\n}}\n\
         指标 A2 \"乙类产值\" 10 分 {{\n依据 第一条\n适用 类型 是 乙类\n取值 产值\n计分 直接\n}}\n}}\n"
    );
    let folder =
        Folder::empty().with("rules.heng", rules).with("parks.csv", "编号,类型,产值\nX,甲类,8\nY,乙类,9\nZ,甲类,7\n");
    for engine in ["exact", "columnar"] {
        let printed = folder.heng(&format!("score rules.heng --data . --format csv --engine {engine}")).succeeds();
        let marks: Vec<String> =
            printed.lines().skip(1).map(|line| line.split(',').take(3).collect::<Vec<_>>().join(",")).collect();
        assert_eq!(marks, ["X,10.00,", "Y,,9.00", "Z,6.00,"]);
    }
}

#[test]
fn of_two_vetoes_the_first_that_is_written_counts_and_both_are_named() {
    let rules = format!(
        "{HEAD}数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  得数 数值\n  造假 是否\n  事故 是否\n}}\n\
         方面 A \"产出\" 10 分 {{\n指标 A1 \"得数\" 10 分 {{\n依据 第一条\n取值 得数\n计分 直接\n}}\n}}\n\
         否决 弄虚作假 造假 则 取消资格\n否决 安全事故 事故 则 不予定等\n\
         等次 {{\n合格 总分 不低于 6 分\n其余 \"未达合格\"\n}}\n"
    );
    let folder = Folder::empty()
        .with("rules.heng", rules)
        .with("parks.csv", "编号,得数,造假,事故\nX,8,是,是\nY,8,否,是\nZ,8,,是\n");
    let printed = folder.heng("score rules.heng --data . --format csv").succeeds();
    let lines: Vec<&str> = printed.lines().skip(1).collect();
    assert!(lines[0].ends_with(",取消资格,否决：弄虚作假；否决：安全事故"), "{printed}");
    assert!(lines[1].ends_with(",不予定等,否决：安全事故"), "{printed}");
    // Whether the first veto fires is not known, and it would come to something else.
    assert!(lines[2].contains(",,否决：安全事故；缺数据：园区「造假」"), "{printed}");
}

/// A rule set with everything that stands above the marks.
fn above_the_marks() -> Folder {
    let rules = format!(
        "{HEAD}数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  类型 枚举 {{ 甲类, 乙类 }}\n  认定日期 日期\n  得数 数值\n  违规 是否\n}}\n\
         数据 决定 \"decisions.csv\" 属于 园区 按 编号 {{\n  定为 文本\n  为何 文本\n  凭何 文本\n}}\n\
         参评 认定日期 不晚于 2023-12-31 其余 \"不参评\" 依据 第三条\n\
         方面 A \"产出\" 10 分 {{\n指标 A1 \"得数\" 10 分 {{\n依据 第一条\n取值 得数\n\
         计分 比例 目标 最大(取值 范围 参评 同 类型) 封顶 满分\n}}\n}}\n\
         人工定等 决定 {{ 等次 定为 ; 理由 为何 ; 文号 凭何 }}\n\
         降等 违规经营 违规 则 降 1 等 依据 第五条\n\
         等次 {{\n优秀 得分率(A) 不低于 90% 名额 50% 范围 同 类型 向上取整 仍同 全退\n\
         良好 总分 不低于 平均(总分 范围 参评)\n合格 总分 不低于 2 分\n其余 \"不合格\"\n}}\n"
    );
    Folder::empty()
        .with("rules.heng", rules)
        .with(
            "parks.csv",
            "编号,类型,认定日期,得数,违规\n\
             X,甲类,2020-01-01,50,是\nY,甲类,2020-01-01,49,否\nZ,甲类,2024-05-01,90,否\nW,乙类,2020-01-01,10,否\n",
        )
        .with("decisions.csv", "编号,定为,为何,凭何\nW,合格,转型期,办1号\n")
}

#[test]
fn who_does_not_participate_has_no_marks_and_counts_nowhere() {
    let folder = above_the_marks();
    for engine in ["exact", "columnar"] {
        folder.heng(&format!("score rules.heng --data . --format csv --engine {engine}")).prints(
            "编号,A1,A,基础分,加分,扣分,总分,名次,等次,说明\n\
             X,10.00,10.00,10.00,0.00,0.00,10.00,1,良好,达到优秀条件，因「违规经营」降 1 等\n\
             Y,9.80,9.80,9.80,0.00,0.00,9.80,3,优秀,\n\
             Z,,,,,,,,不参评,不满足参评条件（依据 第三条）\n\
             W,10.00,10.00,10.00,0.00,0.00,10.00,1,合格,人工定等：合格（理由：转型期；文号：办1号）\n",
        );
    }
    let table = folder.heng("score rules.heng --data .").succeeds();
    assert!(table.contains("共 4 家：优秀 1、良好 1、合格 1、不合格 0、不参评 1"), "{table}");
    let json = folder.heng("score rules.heng --data . --format json").succeeds();
    assert!(json.contains("\"total\": \"不适用\""), "{json}");
}

#[test]
fn an_explanation_begins_with_what_stands_above_the_marks() {
    let folder = above_the_marks();
    let text = |key: &str| folder.heng(&format!("explain rules.heng --data . --subject {key}")).succeeds();
    for (key, parts) in [
        ("X", &["等次 良好", "名次 1/3", "降等 违规经营  降 1 等  依据 第五条", "← parks.csv 第 2 行「违规」“是”"][..]),
        ("Z", &["等次 不参评", "参评  不参评  依据 第三条", "认定日期 2024-05-01，要求不晚于 2023-12-31"]),
        ("W", &["等次 合格", "人工定等  合格  依据 办1号", "← decisions.csv 第 2 行「为何」“转型期”"]),
        ("Y", &["最大(取值 范围 参评 同 类型) = 50", "X = 50"]),
    ] {
        let text = text(key);
        for part in parts {
            assert!(text.contains(part), "{part} of\n{text}");
        }
    }
    // Neither the data of those who do not participate nor the condition itself is repeated at each figure.
    assert!(!text("Y").contains("Z = ") && !text("Y").contains("参评 = "), "{}", text("Y"));
    assert!(!text("Z").contains("距「"), "{}", text("Z"));
}

#[test]
fn what_is_unknown_of_participation_or_of_the_group_withholds_what_it_could_change() {
    let folder = above_the_marks();
    let rows = "编号,类型,认定日期,得数,违规\nX,甲类,2020-01-01,50,否\nY,甲类,2020-01-01,49,否\nV,甲类,,20,否\n";
    let printed = folder.with("parks.csv", rows).with("decisions.csv", "编号,定为,为何,凭何\n");
    let printed = printed.heng("score rules.heng --data . --format csv").succeeds();
    let line = |key: &str| printed.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    // With V there are two places, without it one; V itself may come first.
    assert!(line("X,").contains(",,优秀名额待定：V 缺数据"), "{printed}");
    assert!(line("Y,").contains(",,优秀名额待定：有 1 家是否参评或归入哪一组未定"), "{printed}");
    assert!(line("V,").contains("缺数据：园区「认定日期」（parks.csv 第 4 行）"), "{printed}");
}

#[test]
fn what_stands_above_the_marks_is_used_and_can_be_reached() {
    // Not one warning: columns of 人工定等 and groups of quotas are read, and lowered grades are had.
    let checked = above_the_marks().heng("check rules.heng").succeeds();
    assert_eq!(checked, "rules.heng：没有错误（方面 1、指标 1、条件 0、示例 0）\n");
}
