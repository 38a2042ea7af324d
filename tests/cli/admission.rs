//! The verdict on each condition for the five parks, derived by hand from `tests/golden/facts.csv` and
//! the records of `qualitative.csv` and `applications.csv`, by the official numbers of the regulation.

use crate::folder::Folder;
use crate::sheet::Sheet;

const Y: &str = "符合";
const N: &str = "不符合";
const R: &str = "待说明";
const O: &str = "待定";
const X: &str = "不适用";

/// P01, P02, P03: 综合性 (P02 with branches); P04, P05: 专业性.
const VERDICTS: &[(&str, [&str; 5])] = &[
    // 第四条: P02 and P05 share a county, where P02 is the only 综合性 one. R6: P04 不符合, «一般».
    ("综合性园区唯一", [Y, Y, Y, Y, Y]),
    ("区域条件", [Y, Y, Y, R, Y]),
    // 第九条（一）: 8200, 11600 with 3 branches, exactly 5000, 3600, 2950 ㎡.
    ("规划与资金计划", [Y, Y, Y, Y, Y]),
    ("综合性园区面积", [Y, X, Y, X, X]),
    ("专业性园区面积", [X, X, X, Y, N]),
    ("多个园区总面积", [X, Y, X, X, X]),
    ("分园区数量", [X, Y, X, X, X]),
    ("设施与功能", [Y, Y, Y, Y, Y]),
    // 第九条（二）: R14a of P02 待定. P03 has exactly 5 亿元 and, of institutions above 3000 and 6000 万元, 4 and 2.
    ("运营平稳", [Y, O, Y, Y, Y]),
    ("经营规模", [Y, Y, Y, Y, Y]),
    // 第九条（三）: 26/34, 28/41 = 68.3%, 21/30 = exactly 70%; 12/22 and 9/19 = 47.4%.
    ("综合性产业链", [Y, Y, Y, X, X]),
    ("综合性机构数", [Y, Y, Y, X, X]),
    ("综合性集中度", [Y, R, Y, X, X]),
    ("专业性集聚功能", [X, X, X, Y, Y]),
    ("专业性机构数", [X, X, X, Y, Y]),
    ("专业性机构占比", [X, X, X, Y, N]),
    // 第九条（四）（五）: staff 5, 4, 3, 4, 3; no record of R18 for P03.
    ("管理机构", [Y, Y, Y, Y, Y]),
    ("专职人员数", [Y, Y, Y, Y, Y]),
    ("公益活动", [Y, Y, O, Y, Y]),
    ("联系引才", [Y, Y, Y, Y, Y]),
    // 第九条（六）: 3, 2, 2 stations; 4, 3, 3 parks; R20c of P03 不符合.
    ("劳务联络站", [Y, Y, Y, X, X]),
    ("小微企业园合作", [Y, Y, Y, X, X]),
    ("合作成果", [Y, Y, N, X, X]),
    // 第九条（七）: R21b of P05 待定; 36012.6/63180 = 57.0% and 26214.9/52430 = 49.9998%; 3 and 2 colleges.
    ("产业匹配", [X, X, X, Y, Y]),
    ("全周期服务能力", [X, X, X, Y, O]),
    ("特色营收占比达标", [X, X, X, Y, N]),
    ("院校合作", [X, X, X, Y, Y]),
    // 第十条: P04 lacks one of four materials; P02 was displayed one working day too short, «一般»; objections 无,
    // 不属实, 查证中, 无, 属实.
    ("申报材料齐全", [Y, Y, Y, N, Y]),
    ("公示期限", [Y, R, Y, Y, Y]),
    ("公示异议", [Y, Y, N, Y, N]),
    // 第十三条: 2024-03-31 is a Sunday, so 04-01 (P01) is in time and 04-02 (P03) is not.
    ("年度总结按时上报", [Y, Y, N, Y, Y]),
];

fn verdicts(folder: &Folder, engine: &str) -> Sheet {
    let command = format!("score admission.heng --data data --format csv --engine {engine}");
    Sheet::of(&folder.heng(&command).succeeds())
}

fn verdict_of(folder: &Folder, park: &str, condition: &str) -> String {
    verdicts(folder, "exact").cell(park, condition).to_owned()
}

#[test]
fn every_condition_has_its_verdict_for_each_park() {
    let folder = Folder::golden();
    for engine in ["exact", "columnar"] {
        let found = verdicts(&folder, engine);
        let conditions: Vec<&str> = found.header.iter().skip(9).map(String::as_str).collect();
        let wanted: Vec<&str> = VERDICTS.iter().map(|(condition, _)| *condition).collect();
        assert_eq!(conditions, wanted);
        for (condition, wanted) in VERDICTS {
            let column = found.column(condition);
            let verdicts: Vec<&str> = found.rows.iter().map(|row| row[column].as_str()).collect();
            assert_eq!(verdicts, wanted, "{condition}, {engine}");
        }
    }
}

#[test]
fn conditions_give_no_marks_and_no_grade() {
    let found = verdicts(&Folder::golden(), "exact");
    for row in &found.rows {
        for column in ["基础分", "加分", "扣分", "总分", "名次", "等次"] {
            assert_eq!(row[found.column(column)], "", "{column} of {}", row[0]);
        }
    }
}

#[test]
fn a_hundredth_of_a_square_metre_less_than_5000_is_not_met() {
    let folder = Folder::golden();
    assert_eq!(verdict_of(&folder, "P03", "综合性园区面积"), Y);
    let folder = folder.changing("branches", |branches| {
        branches.set(&[("园区编号", "P03")], "建筑面积", "4999.99");
    });
    assert_eq!(verdict_of(&folder, "P03", "综合性园区面积"), N);
}

#[test]
fn a_hundredth_of_ten_thousand_yuan_less_than_five_hundred_million_is_not_met() {
    let folder = Folder::golden();
    let org = folder.sheet("orgs");
    let org = org.rows[org.find(&[("园区编号", "P03"), ("机构类别", "人力资源服务")])][1].clone();
    assert_eq!(verdict_of(&folder, "P03", "经营规模"), Y);
    let folder = folder.changing("org_year", |years| {
        let key = [("信用代码", org.as_str()), ("年度", "2023")];
        let column = years.column("营业收入");
        let revenue = &years.rows[years.find(&key)][column];
        let (whole, cents) = revenue.split_once('.').unwrap();
        let fen = whole.parse::<u64>().unwrap() * 100 + cents.parse::<u64>().unwrap() - 1;
        let less = format!("{}.{:02}", fen / 100, fen % 100);
        years.set(&key, "营业收入", &less);
    });
    assert_eq!(verdict_of(&folder, "P03", "经营规模"), N);
}

#[test]
fn one_institution_less_than_seventy_percent_is_to_be_explained() {
    let folder = Folder::golden();
    assert_eq!(verdict_of(&folder, "P03", "综合性集中度"), Y);
    let folder = folder.changing("orgs", |orgs| {
        orgs.set(&[("园区编号", "P03"), ("机构类别", "人力资源服务")], "机构类别", "其他");
    });
    assert_eq!(verdict_of(&folder, "P03", "综合性集中度"), R);
}

#[test]
fn a_second_comprehensive_park_in_a_county_is_one_too_many_for_both() {
    let folder = Folder::golden().changing("parks", |parks| {
        parks.set(&[("园区编号", "P03")], "归属县", "鹿城区");
    });
    assert_eq!(verdict_of(&folder, "P01", "综合性园区唯一"), N);
    assert_eq!(verdict_of(&folder, "P03", "综合性园区唯一"), N);
    assert_eq!(verdict_of(&folder, "P02", "综合性园区唯一"), Y);
}
