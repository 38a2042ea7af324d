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
        assert_eq!(marks, ["X,10.00,不适用", "Y,不适用,9.00", "Z,6.00,不适用"]);
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
