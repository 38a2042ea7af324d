//! Rows of three tables in any order, far more than are worked out at a time: both engines give the same bytes, and so
//! does the file in order.

use std::fmt::Write as _;

use crate::folder::Folder;

const RULES: &str = r#"规则集 "学校评价" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入

数据 学校 "schools.csv" {
  校号 文本 主键
  类型 枚举 { 小学, 初中 }
}
数据 班级 "classes.csv" 属于 学校 按 校号 {
  班号 文本 主键
  人数 人 不少于 0 人 可缺失
}
数据 测验 "tests.csv" 属于 班级 按 班号 {
  分数 数值 不低于 0 不超过 100 可缺失
}
定义 在册班级 = 班级 其中 人数 不为空
定义 有分测验 = 测验 其中 分数 不为空

方面 A "规模" 40 分 {
  指标 A1 "班数" 20 分 {
    依据 第一条
    取值 计数(在册班级)
    计分 名次 范围 同 类型 降序 首名 满分 每降一位 减 0.01 分 保底 2 分 并列 平均
  }
  指标 A2 "人数" 20 分 {
    依据 第一条
    取值 求和(在册班级.人数)
    计分 极差 范围 全部 底 5 幅 15 相等 得 满分
  }
}
方面 B "质量" 60 分 {
  指标 B1 "平均分" 40 分 {
    依据 第一条
    取值 平均(有分测验.分数)
    计分 换算 100 封顶 满分 保底 0 分
    缺失 得 0 分
  }
  指标 B2 "最低分" 20 分 {
    依据 第一条
    取值 最小(有分测验.分数)
    计分 分档 { 不低于 60 : 满分 ; 不低于 30 : 10 分 ; 其余 : 0 分 }
    缺失 得 0 分
  }
}
等次 {
  优 总分 不低于 80 分
  良 总分 不低于 60 分
  其余 "中"
}
"#;

const SCHOOLS: usize = 400;
const CLASSES: usize = 20_000;
const TESTS: usize = 40_000;

/// The school of a class: of every third the first one, so that its rows are more than one batch.
fn school(class: usize) -> usize {
    if class.is_multiple_of(3) { 0 } else { class * 7 % SCHOOLS }
}

/// The rows of a table, numbered in order or scattered by a step that has no part in common with their count.
fn table(header: &str, rows: usize, step: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = format!("{header}\n");
    for number in 0..rows {
        writeln!(text, "{}", row(number * step % rows)).unwrap();
    }
    text
}

/// What is scored of the tables with their rows below in order, or scattered.
fn scored(is_scattered: bool, engine: &str) -> String {
    let step = |scattered: usize| if is_scattered { scattered } else { 1 };
    let kind = |school: usize| if school % 5 < 3 { "小学" } else { "初中" };
    let schools = table("校号,类型", SCHOOLS, 1, |school| format!("S{school},{}", kind(school)));
    let classes = table("校号,班号,人数", CLASSES, step(7919), |class| {
        let count = if class % 17 == 4 { String::new() } else { (class * 31 % 61).to_string() };
        format!("S{},C{class},{count}", school(class))
    });
    let tests = table("班号,分数", TESTS, step(10_007), |test| {
        let mark = if test % 11 == 7 { String::new() } else { format!("{}.{}", test * 13 % 100, test % 10) };
        format!("C{},{mark}", test * 3 % CLASSES)
    });
    let folder = Folder::empty().with("rules.heng", RULES).with_folder("data");
    let folder = folder.with("data/schools.csv", schools).with("data/classes.csv", classes);
    let folder = folder.with("data/tests.csv", tests);
    folder.heng(&format!("score rules.heng --data data --format csv --engine {engine}")).succeeds()
}

#[test]
fn neither_the_order_of_rows_nor_batches_change_a_byte() {
    let law = scored(false, "exact");
    assert_eq!(law.lines().count(), SCHOOLS + 1);
    for is_scattered in [false, true] {
        assert_eq!(scored(is_scattered, "columnar"), law, "{is_scattered}");
    }
}
