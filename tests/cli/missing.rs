//! Missing is not zero: the grade is withheld, the cell is named, nothing else changes.

use crate::folder::Folder;
use crate::run::Run;
use crate::sheet::Sheet;

const ENGINES: [&str; 2] = ["exact", "columnar"];

fn scores(folder: &Folder, engine: &str) -> Run {
    folder.heng(&format!("score evaluation.heng --data data --format csv --engine {engine}"))
}

/// The marks of a park hold whatever others lack: all but these columns are as before. Standing depends on
/// all parks.
#[track_caller]
fn holds(before: &Sheet, after: &Sheet, park: &str, but: &[&str]) {
    for column in &before.header {
        if but.contains(&column.as_str()) || ["名次", "等次", "说明"].contains(&column.as_str()) {
            continue;
        }
        assert_eq!(after.cell(park, column), before.cell(park, column), "{column} of {park}");
    }
}

/// A mark by comparison is taken over those whose data are there, and the park is told who was left out.
#[track_caller]
fn compares_without(absent: &str, after: &Sheet, park: &str, indicators: &[&str]) {
    for indicator in indicators {
        assert_ne!(after.cell(park, indicator), "", "{indicator} of {park}");
        let note = format!("{indicator} 的比较未计入缺数据的 {absent}");
        assert!(after.cell(park, "说明").contains(&note), "{park}: {}", after.cell(park, "说明"));
    }
}

#[track_caller]
fn is_withheld(after: &Sheet, park: &str, columns: &[&str], names: &[&str]) {
    for column in columns.iter().chain(&["基础分", "总分", "名次", "等次"]) {
        assert_eq!(after.cell(park, column), "", "{column} of {park}");
    }
    for name in names {
        assert!(after.cell(park, "说明").contains(name), "no {name} in {}", after.cell(park, "说明"));
    }
}

#[test]
fn a_missing_satisfaction_rate_withholds_the_grade_of_its_park_alone() {
    let mut line = 0;
    let folder = Folder::golden();
    let before = Sheet::of(&folder.scores().succeeds());
    let folder = folder.changing("survey", |survey| {
        line = survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "");
    });
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        is_withheld(&after, "P04", &["C4", "C"], &["survey.csv", &format!("第 {line} 行"), "满意率"]);
        holds(&before, &after, "P04", &["C4", "C", "基础分", "总分"]);
        for park in ["P01", "P02", "P03", "P05"] {
            holds(&before, &after, park, &[]);
            assert_eq!(after.cell(park, "等次"), before.cell(park, "等次"), "{park}");
        }
    }
}

#[test]
fn a_missing_tax_of_one_institution_withholds_the_rank_of_its_park() {
    let mut line = 0;
    let folder = Folder::golden();
    let before = Sheet::of(&folder.scores().succeeds());
    let orgs = folder.sheet("orgs");
    let org = orgs.rows[orgs.find(&[("园区编号", "P03"), ("机构类别", "人力资源服务")])][1].clone();
    let folder = folder.changing("org_year", |years| {
        line = years.set(&[("信用代码", &org), ("年度", "2023")], "税收", "");
    });
    let needs_it = ["D3", "D", "基础分", "总分"];
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        is_withheld(&after, "P03", &["D3", "D"], &["org_year.csv", &format!("第 {line} 行"), "税收"]);
        holds(&before, &after, "P03", &needs_it);
        for park in ["P01", "P02"] {
            holds(&before, &after, park, &[]);
            compares_without("P03", &after, park, &["D3"]);
        }
        for park in ["P04", "P05"] {
            holds(&before, &after, park, &[]);
            assert!(!after.cell(park, "说明").contains("未计入"), "{park}");
        }
    }
}

#[test]
fn a_missing_figure_of_a_past_institution_is_not_missed() {
    let folder = Folder::golden();
    let before = folder.scores().succeeds();
    let orgs = folder.sheet("orgs");
    let left = orgs.rows[orgs.find(&[("园区编号", "P02"), ("退园日", "2023-06-30")])][1].clone();
    let folder = folder.changing("org_year", |years| {
        years.set(&[("信用代码", &left), ("年度", "2022")], "营业收入", "");
    });
    for engine in ENGINES {
        scores(&folder, engine).prints(&before);
    }
}

#[test]
fn a_park_without_its_type_has_no_grade_and_others_are_told_so() {
    let folder = Folder::golden();
    let before = Sheet::of(&folder.scores().succeeds());
    let folder = folder.changing("parks", |parks| {
        parks.set(&[("园区编号", "P03")], "园区类型", "");
    });
    let by_type = ["C2", "D3", "D4", "C", "D", "基础分", "总分"];
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        is_withheld(
            &after,
            "P03",
            &["A1", "A2", "C2", "D3", "D5", "A", "C", "D"],
            &["parks.csv", "第 4 行", "园区类型"],
        );
        assert_eq!(after.cell("P03", "B1"), before.cell("P03", "B1"));
        for park in ["P01", "P02", "P04", "P05"] {
            holds(&before, &after, park, &by_type);
            compares_without("P03", &after, park, &["C2", "D3", "D4"]);
        }
    }
}

#[test]
fn a_missing_least_figure_is_left_out_of_the_range_and_others_are_told_so() {
    let folder = Folder::golden();
    let before = Sheet::of(&folder.scores().succeeds());
    let folder = folder.changing("park_year", |years| {
        years.set(&[("园区编号", "P03"), ("年度", "2023")], "服务人次", "");
    });
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        is_withheld(&after, "P03", &["C2", "C"], &["park_year.csv", "第 7 行", "服务人次"]);
        for park in ["P01", "P02"] {
            holds(&before, &after, park, &["C2", "C", "基础分", "总分"]);
            compares_without("P03", &after, park, &["C2"]);
        }
        // P01 and P02 are the range now: 60 of 100 at its foot.
        assert_eq!((after.cell("P01", "C2"), after.cell("P02", "C2")), ("5.00", "3.00"));
        for park in ["P04", "P05"] {
            holds(&before, &after, park, &[]);
        }
    }
}

#[test]
fn a_missing_row_is_missing_and_not_zero() {
    let folder = Folder::golden();
    let before = Sheet::of(&folder.scores().succeeds());
    let folder = folder.changing("survey", |survey| {
        let row = survey.find(&[("园区编号", "P01"), ("年度", "2023")]);
        survey.rows.remove(row);
    });
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        is_withheld(&after, "P01", &["C4", "C"], &["满意度"]);
        for park in ["P02", "P03", "P04", "P05"] {
            holds(&before, &after, park, &[]);
        }
    }
}

#[test]
fn a_veto_stands_whatever_is_missing() {
    let folder = Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P05"), ("年度", "2023")], "满意率", "");
    });
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        assert_eq!(after.cell("P05", "等次"), "不予定等");
        assert_eq!(after.cell("P05", "C4"), "");
        assert_eq!(after.cell("P05", "总分"), "");
        assert!(after.cell("P05", "说明").contains("弄虚作假"));
    }
}

#[test]
fn a_grade_under_a_quota_waits_for_whoever_might_still_take_the_place() {
    // P01 leads for the one place; without its marks nobody can be given it.
    let folder = Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P01"), ("年度", "2023")], "满意率", "");
    });
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        assert_eq!(after.cell("P01", "等次"), "");
        assert_eq!(after.cell("P04", "等次"), "");
        assert!(after.cell("P04", "说明").contains("P01"), "{}", after.cell("P04", "说明"));
        assert_eq!(after.cell("P02", "等次"), "良好");
    }
}

#[test]
fn a_missing_clause_says_what_missing_means() {
    let folder = Folder::golden()
        .changing("survey", |survey| {
            survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "");
        })
        .replacing("evaluation.heng", "    佐证 \"满意度调查问卷\"", "    缺失 得 0 分\n    佐证 \"满意度调查问卷\"");
    for engine in ENGINES {
        let after = Sheet::of(&scores(&folder, engine).succeeds());
        assert_eq!(after.cell("P04", "C4"), "0.00");
        assert_eq!(after.cell("P04", "总分"), "94.63");
        assert_eq!(after.cell("P04", "等次"), "良好");
    }
}

#[test]
fn the_table_shows_what_is_withheld() {
    let folder = Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "");
    });
    let table = folder.heng("score evaluation.heng --data data").succeeds();
    let row = table.lines().find(|line| line.contains("示例专业园丁")).unwrap();
    assert!(row.contains('—') && row.contains("待定") && !row.contains("0.00  待定"), "{row}");
    assert!(table.contains("待定 1"), "{table}");
}

#[test]
fn a_note_that_many_share_is_said_once() {
    let rules = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
                 数据 园区 \"parks.csv\" {\n  编号 文本 主键\n  甲 数值\n}\n\
                 方面 D \"例\" 10 分 {\n  指标 D1 \"例\" 10 分 {\n    依据 第一条\n    取值 甲\n    计分 换算 10 封顶 满分 保底 0 分\n  }\n}\n";
    let parks = |full: usize| {
        let rows = (1..=full).map(|park| format!("P{park},{park}\n")).collect::<String>();
        Folder::empty()
            .with("rules.heng", rules)
            .with("parks.csv", format!("编号,甲\n{rows}PX,\n"))
            .heng("score rules.heng --data .")
            .succeeds()
    };
    let text = parks(6);
    assert!(text.contains("\n  P6、P5、P4 等 6 家  名次未计入缺数据的 PX，补齐后可能后移\n"), "{text}");
    assert_eq!(text.matches("补齐后可能后移").count(), 1, "{text}");
    assert_eq!(parks(5).matches("补齐后可能后移").count(), 5);
}
