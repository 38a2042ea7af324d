//! Further gradings beside the main one, grades where nothing is scored, and the edition of a file.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "两套" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  编号 文本 主键
  效益、创新 分 不低于 0 分 不超过 50 分
  事故 次 不少于 0 次 不超过 9 次
}

方面 A "效益" 50 分 {
  指标 A1 "效益" 50 分 { 依据 第四条 ; 取值 效益 ; 计分 直接 }
}
方面 B "创新" 50 分 {
  指标 B1 "创新" 50 分 { 依据 第五条 ; 取值 创新 ; 计分 直接 }
}

等次 单项 依据 第八条 {
  限制 有事故 事故 不少于 1 次 则 最高 良好
  优秀 得分(B) 不低于 45 分
  良好 得分(B) 不低于 30 分
  其余 "一般"
}

等次 依据 第七条 {
  优秀 总分 不低于 80 分 且 等次(单项) 达到 良好
  其余 "合格"
}
"#;

const DATA: &str = "编号,效益,创新,事故\nP1,40,45,0\nP2,40,45,1\nP3,50,29,0\nP4,50,,0\n";

fn folder() -> Folder {
    Folder::empty().with("rules.heng", RULES).with("parks.csv", DATA)
}

#[test]
fn a_further_grading_is_a_column_that_can_be_asked_for_and_sorted_by() {
    let folder = folder();
    let csv = folder.heng("score rules.heng --data . --format csv --columns 编号,等次,单项").succeeds();
    assert_eq!(csv, "编号,等次,单项\nP1,优秀,优秀\nP2,优秀,良好\nP3,合格,一般\nP4,,\n");
    let exact = folder.heng("score rules.heng --data . --format csv --columns 编号,等次,单项 --engine exact");
    assert_eq!(exact.succeeds(), csv);
    let asked = folder.heng("score rules.heng --data . --format csv --columns 编号 --where 单项是良好");
    asked.is_misused().are(&["H0201"]);
    let table = folder.heng("score rules.heng --data .").succeeds();
    assert!(table.contains("等次  单项"), "{table}");
    let open = table.lines().find(|line| line.contains("P4") && line.contains("缺失")).unwrap();
    assert!(open.ends_with("待定  待定"), "{open}");
}

#[test]
fn an_explanation_says_each_grading() {
    let text = folder().heng("explain rules.heng --data . --subject P2").succeeds();
    assert!(text.contains("满足  等次(单项) 良好，要求达到 良好"), "{text}");
    assert!(text.contains("\n等次 单项  良好\n  等次(单项) = 良好"), "{text}");
    let page = folder().heng("explain rules.heng --data . --subject P2 --format html").succeeds();
    assert!(page.contains("<dt>单项</dt><dd>良好</dd>"), "{page}");
}

#[test]
fn what_is_supposed_moves_a_further_grading_too() {
    let text = folder().heng("what-if rules.heng --data . --set P2.事故=0").succeeds();
    assert!(text.contains("单项 良好 → 优秀"), "{text}");
    let json = folder().heng("what-if rules.heng --data . --set P2.事故=0 --format json").succeeds();
    assert!(json.contains(r#""gradings""#) && json.contains(r#""after": "优秀""#), "{json}");
    let text = folder().heng("why-not rules.heng --data . --subject P3").succeeds();
    assert!(text.contains("问的是没有名称的等次；另外几套（单项）见 heng explain"), "{text}");
}

#[test]
fn a_difference_names_the_grading_in_which_it_stands() {
    let changed = RULES.replace("得分(B) 不低于 30 分", "得分(B) 不低于 25 分");
    let text = folder().with("new.heng", changed).heng("diff rules.heng new.heng").succeeds();
    assert!(text.contains("等次 单项\n    良好 要求  得分(B) 不低于 30 分 → 得分(B) 不低于 25 分"), "{text}");
}

#[test]
fn a_further_grading_is_amended_by_its_name() {
    let head = "规则集 \"次\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"rules.heng\"\n";
    let next = |changes: &str| folder().with("next.heng", format!("{head}{changes}\n"));
    let score =
        |changes: &str| next(changes).heng("score next.heng --data . --format csv --columns 编号,单项").succeeds();
    assert_eq!(score("修改 等次 单项 { 删除 限制 有事故 }"), "编号,单项\nP1,优秀\nP2,优秀\nP3,一般\nP4,\n");
    let lowered = "修改 等次 单项 { 新增 降等 重 事故 不少于 1 次 则 降 2 等 ; 良好 得分(B) 不低于 29 分 }";
    assert_eq!(score(lowered), "编号,单项\nP1,优秀\nP2,一般\nP3,良好\nP4,\n");
    let renamed = next("更名 等次 单项 为 专项").heng("score next.heng --data . --format csv --columns 编号,等次,专项");
    assert_eq!(renamed.succeeds(), "编号,等次,专项\nP1,优秀,优秀\nP2,优秀,良好\nP3,合格,一般\nP4,,\n");
    next("删除 等次 单项").heng("check next.heng").is_refused().include(&["H0201"]);
    next("修改 等次 专项 { 良好 得分(B) 不低于 29 分 }").heng("check next.heng").is_refused().are(&["H0213"]);
}

#[test]
fn where_nothing_is_scored_results_have_no_marks() {
    let rules = "规则集 \"认定\" 示例\n周期 2024-01-01 至 2024-12-31\n数据 园区 \"parks.csv\" {\n  编号 文本 主键\n  国家奖 是否\n}\n等次 {\n  直接认定 国家奖\n  其余 \"不认定\"\n}\n";
    let folder = Folder::empty().with("rules.heng", rules).with("parks.csv", "编号,国家奖\nP1,是\nP2,否\n");
    folder.heng("score rules.heng --data . --format csv").prints("编号,等次,说明\nP1,直接认定,\nP2,不认定,\n");
    let table = folder.heng("score rules.heng --data .").succeeds();
    assert!(table.contains("\n编号  等次\n") && !table.contains("总分"), "{table}");
    let summary = folder.heng("score rules.heng --data . --summary").succeeds();
    assert!(summary.contains("没有一列是数"), "{summary}");
    let text = folder.heng("explain rules.heng --data . --subject P1").succeeds();
    assert!(text.contains("\n等次 直接认定\n") && !text.contains("总分"), "{text}");
    let new = rules.replace("直接认定 国家奖", "直接认定 非 国家奖");
    let text = folder.with("new.heng", new).heng("diff rules.heng new.heng --data .").succeeds();
    assert!(text.contains("2 家里有 2 家换等次") && !text.contains("总分变动"), "{text}");
}

#[test]
fn an_older_file_is_rewritten_into_the_newest_edition() {
    let old = RULES.replace("等次(单项) 达到 良好", "等次(单项) 达到 良好 名额 参评园区的 50% 向下取整 仍同 全退");
    let folder = folder().with("rules.heng", &old);
    let before = folder.heng("score rules.heng --data . --format csv").succeeds();
    folder.heng("fmt rules.heng --upgrade --check").lists();
    folder.heng("fmt rules.heng --upgrade").succeeds();
    let new = folder.read("rules.heng");
    assert!(new.starts_with("规则集 \"两套\" 示例\n版次 2\n周期"), "{new}");
    assert!(new.contains("名额 50% 向下取整") && !new.contains("参评园区的"), "{new}");
    assert_eq!(folder.heng("score rules.heng --data . --format csv").succeeds(), before);
    // A second time there is nothing to rewrite.
    folder.heng("fmt rules.heng --upgrade --check").prints("");
    let stated = old.replace("示例\n周期", "示例\n版次 2\n周期");
    let refused = folder.with("rules.heng", stated);
    refused.heng("check rules.heng").is_refused().are(&["H0232"]).say("第 2 版起不写「参评园区的」");
    let later = RULES.replace("示例\n周期", "示例\n版次 3\n周期");
    let later = Folder::empty().with("rules.heng", later);
    later.heng("check rules.heng").is_refused().are(&["H0232"]).say("这个程序只认到第 2 版");
}

/// The same grades and places as the main grading gives, whatever breaks ties: marks beyond the full ones, marks below
/// zero, totals of which the least is the best.
#[test]
fn a_quota_of_a_further_grading_goes_to_those_to_whom_the_main_one_gives_it() {
    for (direction, lines) in
        [("", ["不低于 80 分", "不低于 60 分"]), ("总分 { 方向 越低越好 }\n", ["不高于 80 分", "不高于 90 分"])]
    {
        let grades = |opening: &str| {
            format!(
                "等次 {opening}{{\n  优秀 总分 {} 名额 50% 向下取整 并列 比 B、A 仍同 全退\n  良好 总分 {}\n  其余 \"合格\"\n}}\n",
                lines[0], lines[1]
            )
        };
        let rules = format!(
            "规则集 \"两套\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 100 分\n舍入 指标 2 位 四舍五入\n\
             数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  甲、乙 分\n}}\n\
             方面 A \"甲\" 90 分 {{\n  指标 A1 \"甲\" 90 分 {{ 依据 第四条 ; 取值 甲 ; 计分 算式 取值 封顶 无 保底 无 }}\n}}\n\
             方面 B \"乙\" 10 分 {{\n  指标 B1 \"乙\" 10 分 {{ 依据 第五条 ; 取值 乙 ; 计分 算式 取值 封顶 无 保底 无 }}\n}}\n\
             {direction}{}{}",
            grades("单项 依据 第八条 "),
            grades("依据 第七条 ")
        );
        // P1 alone is first; P2 and P3 have a total, and P4 and P5.
        let data = "编号,甲,乙\nP1,95,0\nP2,60,25\nP3,45,40\nP4,-20,100\nP5,80,0\nP6,70,0\n";
        let folder = Folder::empty().with("rules.heng", rules).with("parks.csv", data);
        for engine in ["columnar", "exact"] {
            let csv = folder
                .heng(&format!("score rules.heng --data . --format csv --columns 编号,等次,单项 --engine {engine}"))
                .succeeds();
            for line in csv.lines().skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                assert_eq!(cells[1], cells[2], "{direction}{engine}\n{csv}");
            }
            assert!(csv.contains("优秀") && csv.contains("良好"), "{csv}");
        }
    }
}

/// Vetoes, restrictions, demotions and quotas of a further grading do what those of the main one do.
#[test]
fn a_further_grading_says_what_the_main_one_says() {
    const ROWS: &str = "  优秀 总分 不低于 14 分 名额 30% 范围 同 类 四舍五入 并列 比 B 仍同 TIES\n  良好 总分 不低于 9 分 且 数 不少于 2 件 名额 40% 范围 同 类 向上取整 仍同 TIES\n  合格 总分 不低于 5 分\n  其余 \"差\"\n";
    const SIDE: [&str; 4] = [
        "否决 假 数 等于 0 件 则 不予评定",
        "限制 短 数 等于 1 件 则 最高 合格",
        "降等 过 过 等于 1 件 则 降 1 等",
        "降等 多 过 等于 2 件 则 降 2 等",
    ];
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for ties in ["全退", "全进"] {
        let rows = ROWS.replace("TIES", ties);
        let rules = format!(
            "规则集 \"两套\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 20 分\n舍入 指标 2 位 四舍五入\n\
             数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  类 枚举 {{ 大, 小 }}\n  甲、乙 分 不低于 0 分 不超过 10 分\n  数、过 件\n}}\n\
             方面 A \"甲\" 10 分 {{\n  指标 A1 \"甲\" 10 分 {{ 依据 第四条 ; 取值 甲 ; 计分 直接 }}\n}}\n\
             方面 B \"乙\" 10 分 {{\n  指标 B1 \"乙\" 10 分 {{ 依据 第五条 ; 取值 乙 ; 计分 直接 }}\n}}\n\
             {}\n等次 依据 第七条 {{\n{rows}}}\n等次 单项 依据 第八条 {{\n  {}\n{rows}}}\n",
            SIDE.map(|line| line.to_owned() + " 依据 第九条").join("\n"),
            SIDE.join("\n  ")
        );
        let mut folder = Folder::empty().with("rules.heng", rules);
        for _ in 0..20 {
            let mut data = "编号,类,甲,乙,数,过\n".to_owned();
            for row in 1..=24 {
                let kind = if draw(2) == 0 { "大" } else { "小" };
                let line =
                    format!("P{row},{kind},{},{},{},{}\n", draw(11), draw(11), draw(5), draw(9).saturating_sub(6));
                data.push_str(&line);
            }
            folder = folder.with("parks.csv", &data);
            let csv = folder.heng("score rules.heng --data . --format csv --columns 编号,等次,单项").succeeds();
            for line in csv.lines().skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                assert_eq!(cells[1], cells[2], "{ties} {line}\n{data}\n{csv}");
            }
        }
    }
}
