//! Working days, from a rule file to its verdict.

use heng::number::Date;

use crate::folder::Folder;
use crate::vectors::VECTORS;

/// An invented arrangement for 2027.
const YEAR_2027: &str =
    "[2027]\nweekday_off = [\"01-01\", \"02-08\", \"02-09\", \"02-10\"]\nweekend_work = [\"02-20\"]\n";

const RULES: &str = "规则集 \"公示期\"
周期 2022-01-01 至 2026-12-31
依据 \"温人社发〔2021〕142号\"

数据 公示 \"notices.csv\" {
  编号 文本 主键
  发布日 日期
  截止日 日期
}

口径 A12 \"公示期不计发布当日，截止日不早于第五个工作日\" 依据 第十条（四）

参数 公示工作日 = 5 个工作日 依据 第十条（四）

定义 最早截止日 = 工作日后(发布日, 公示工作日)
定义 上报截止日 = 顺延(截止日)

条件 公示期限 依据 第十条（四） { 截止日 不早于 最早截止日 }
";

fn day_before(date: &str) -> String {
    let days = Date::parse(date).unwrap().days_since_epoch();
    Date::from_days(days - 1).unwrap().to_string()
}

fn rules(examples: &str) -> Folder {
    Folder::empty().with("days.heng", format!("{RULES}\n{examples}"))
}

fn example(published: &str, until: &str, expects: &[String]) -> String {
    let expects: String = expects.iter().map(|expected| format!("  期望 {expected}\n")).collect();
    format!("示例 \"{published} 起\" {{\n  公示 {{ 编号, 发布日, 截止日 }} = (甲, {published}, {until})\n{expects}}}\n")
}

#[test]
fn the_twelve_vectors_hold() {
    let mut examples = String::new();
    for (published, until, _) in VECTORS {
        let expects = [format!("最早截止日 为 {until}"), "公示期限 符合".to_owned()];
        examples.push_str(&example(published, until, &expects));
        let too_soon = day_before(until);
        examples.push_str(&example(published, &too_soon, &["公示期限 不符合".to_owned()]));
    }
    let said = rules(&examples).heng("test days.heng").succeeds();
    assert!(said.ends_with("days.heng：示例 24 个，通过 24，不符 0\n"), "{said}");
}

#[test]
fn counting_the_first_day_is_another_reading_and_does_not_hold() {
    for (published, until, first_day_counted) in VECTORS {
        assert!(first_day_counted < until, "{published}");
        let wrong = example(published, until, &[format!("最早截止日 为 {first_day_counted}")]);
        let (_, found) = rules(&wrong).heng("test days.heng").finds();
        found.are(&["H0801"]).say(&format!("期望 {first_day_counted}，实得 {until}"));
    }
}

#[test]
fn a_deadline_on_a_sunday_moves_to_the_next_working_day() {
    let due = [
        ("2022-03-31", "2022-03-31"),
        ("2023-03-31", "2023-03-31"),
        ("2024-03-31", "2024-04-01"),
        ("2025-03-31", "2025-03-31"),
        ("2026-03-31", "2026-03-31"),
    ];
    let examples: String =
        due.iter().map(|(due, moved)| example("2022-01-04", due, &[format!("上报截止日 为 {moved}")])).collect();
    rules(&examples).heng("test days.heng").succeeds();
}

#[test]
fn a_date_outside_the_calendar_is_a_finding_and_no_guess() {
    for (published, until) in [("2027-01-04", "2027-01-11"), ("2020-06-01", "2020-06-08"), ("2026-12-30", "2027-01-07")]
    {
        let folder = rules(&example(published, until, &["公示期限 符合".to_owned()]));
        let (_, found) = folder.heng("test days.heng").finds();
        found.are(&["H0601"]).say(&published[..4]).say("--calendar");
    }
}

#[test]
fn a_date_outside_the_calendar_in_the_data_gives_no_result() {
    let folder =
        rules("").with("notices.csv", "编号,发布日,截止日\n甲,2022-01-26,2022-02-07\n乙,2027-01-04,2027-01-11\n");
    for engine in ["exact", "columnar"] {
        let command = format!("score days.heng --data . --format csv --engine {engine}");
        folder.heng(&command).is_refused().are(&["H0601"]).say("2027").say("notices.csv 第 3 行");
        folder.heng(&format!("{command} --lang en")).is_refused().say("the calendar has no holidays of 2027");
        let folder = rules("")
            .with("notices.csv", "编号,发布日,截止日\n甲,2022-01-26,2022-02-07\n乙,2027-01-04,2027-01-11\n")
            .with("2027.toml", YEAR_2027);
        let found = folder.heng(&format!("{command} --calendar 2027.toml")).succeeds();
        assert!(found.ends_with("乙,,,,,,,,符合\n"), "{found}");
    }
}

#[test]
fn a_calendar_file_extends_the_years() {
    let held = [
        example("2027-01-04", "2027-01-11", &["最早截止日 为 2027-01-11".to_owned()]),
        // Three days off and a Saturday of work.
        example("2027-02-05", "2027-02-17", &["最早截止日 为 2027-02-17".to_owned()]),
        example("2026-12-30", "2027-01-07", &["最早截止日 为 2027-01-07".to_owned()]),
    ];
    let folder = rules(&held.concat()).with("2027.toml", YEAR_2027);
    folder.heng("test days.heng --calendar 2027.toml").succeeds();
}

#[test]
fn a_calendar_file_that_contradicts_itself_is_refused() {
    let folder = rules("").with("notices.csv", "编号,发布日,截止日\n甲,2022-01-26,2022-02-07\n");
    for (toml, word) in [
        ("[2027]\nweekday_off = [\"01-02\"]\nweekend_work = []\n", "2027-01-02"),
        ("[2027]\nweekday_off = [\"02-30\"]\nweekend_work = []\n", "02-30"),
        ("[2027]\nweekday_off = []\n", "weekend_work"),
        ("[2027\n", "1"),
        ("[二〇二七]\nweekday_off = []\nweekend_work = []\n", ""),
        ("[2027]\nworkdays_total = 1\nweekday_off = []\nweekend_work = []\n", "2027"),
    ] {
        let folder = Folder::empty()
            .with("days.heng", folder.read("days.heng"))
            .with("notices.csv", folder.read("notices.csv"))
            .with("2027.toml", toml);
        let command = "score days.heng --data . --format csv --calendar 2027.toml";
        folder.heng(command).is_refused().are(&["H0602"]).say("2027.toml").say(word);
    }
    folder.heng("score days.heng --data . --calendar no.toml").is_refused().are(&["H0602"]).say("no.toml");
}
