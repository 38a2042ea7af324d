//! `heng data`: what was read of a folder, repaired and missing, and what is probably wrong.

use crate::folder::Folder;

const RULES: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
    数据 园区 \"parks.csv\" {\n  编号 文本 主键\n  县 枚举 { 鹿城, 瓯海 } 可缺失 备查\n  收入 万元 可缺失\n  满意率 % 备查\n}\n\
    数据 机构 \"orgs.csv\" 属于 园区 按 编号 {\n  收入 万元\n}\n\
    方面 A \"甲\" 10 分 {\n  指标 A1 \"值\" 10 分 {\n    依据 第一条\n    取值 收入\n    计分 比例 目标 100 万元 封顶 满分 保底 0 分\n  }\n}\n\
    等次 {\n  优秀 总分 不低于 8 分\n  其余 \"合格\"\n}\n";

fn folder(parks: &str) -> Folder {
    Folder::empty()
        .with("rules.heng", RULES)
        .with_folder("data")
        .with("data/parks.csv", parks)
        .with("data/orgs.csv", "编号,收入\nP1,100\n")
}

/// A table as a county sends it.
const SENT: &str =
    "2024年园区情况\n填报单位：鹿城区,,单位：亿元\n编号,县,收入,满意率\nP1,鹿城,0.01,0.95\nP2,瓯海,,0.9\n合计,,0.01,\n";

#[test]
fn what_was_read_is_told() {
    let text = folder(SENT).heng("data rules.heng --data data").stdout;
    for line in [
        "园区：2 行，4 列",
        "  parks.csv（UTF-8，逗号分隔，表头到第 3 行）",
        "    表头「收入」是「收入」，按 亿元 换算",
        "    第 6 行不算数据：合计",
        "  编号    文本     2   0                 0",
        "  收入    万元     1   1   100   100     1",
        "  缺「收入」：瓯海 1/1",
        "  修整「收入」：换算单位 1 处",
        "    parks.csv 第 4 行：“0.01” → 100",
        "机构：1 行，1 列",
    ] {
        assert!(text.lines().any(|own| own == line), "no «{line}» in\n{text}");
    }
}

#[test]
fn what_is_probably_wrong_is_a_warning_with_its_place() {
    let run = folder(SENT).heng("data rules.heng --data data");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in [
        "警告[H0511]: 「满意率」的单位是 %，而 2 个数都不大于 1，像是小数",
        "parks.csv 第 4 行「满意率」列：“0.95”",
        "警告[H0512]: 1 家「园区」（共 2 家）在「机构」里没有一行：P2",
    ] {
        assert!(run.stderr.contains(words), "no «{words}» in\n{}", run.stderr);
    }
    // Tables that do not agree.
    let parks = SENT.replace("0.01", "0.02");
    let run = folder(&parks).heng("data rules.heng --data data");
    assert!(run.stderr.contains("警告[H0513]: 「收入」与「机构」里各行加起来的 100 万元 对不上"), "{}", run.stderr);
}

#[test]
fn json_and_the_page_say_the_same_and_findings_are_json_too() {
    let folder = folder(SENT);
    let json = folder.heng("data rules.heng --data data --format json").succeeds();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["tables"][0]["files"][0]["left_out"][0]["row"], 6);
    let repaired = &document["tables"][0]["columns"][2]["repaired"][0];
    assert_eq!((&repaired["repair"], &repaired["examples"][0]["value"]), (&"unit".into(), &"100".into()));
    assert_eq!(document["findings"][0]["code"], "H0511");
    folder.heng("data rules.heng --data data --format html --out page.html").prints("");
    let page = folder.read("page.html");
    for words in ["<h2>园区</h2>", "换算单位 1", "H0512", "@page"] {
        assert!(page.contains(words), "no «{words}»");
    }
    assert!(!page.contains("<script") && !page.contains("http"), "a page that asks for something or runs something");
    // A folder that is not there is one finding, whatever the command.
    for command in ["data", "score"] {
        let run = folder.heng(&format!("{command} rules.heng --data nowhere --format json"));
        let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let codes: Vec<_> = found.as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect();
        assert_eq!((run.code, run.stderr.as_str(), codes), (Some(1), "", vec!["H0501"]), "{command}");
    }
}

#[test]
fn a_name_in_a_page_is_a_text() {
    let parks = "编号,县,收入,满意率\n<b>P1</b>,鹿城,百,50\n".replace("百", "一百");
    let folder = folder(&parks).with("data/orgs.csv", "编号,收入\n<b>P1</b>,100\n");
    let page = folder.heng("data rules.heng --data data --format html").stdout;
    assert!(!page.contains("<b>P1"), "{page}");
}

#[test]
fn missing_is_counted_by_the_field_that_is_asked_for() {
    let folder = folder(SENT);
    let text = folder.heng("data rules.heng --data data --by 编号").stdout;
    assert!(text.contains("  缺「收入」：P2 1/1"), "{text}");
    let run = folder.heng("data rules.heng --data data --by 县名");
    assert!(run.code == Some(2) && run.stderr.contains("是不是想写「县」"), "{}", run.stderr);
}

#[test]
fn strict_refuses_repairs_and_ends_with_one_for_open_grades() {
    let repaired = folder("编号,县,收入,满意率\nP1,鹿城,\"1,200\",50%\n");
    repaired.heng("score rules.heng --data data").succeeds();
    let refused = repaired.heng("score rules.heng --data data --strict").is_refused().are(&["H0515"]);
    refused.say("「收入」的「1,200」是按 1200 读的").say("把这一格写成 1200");
    // A cell that names the unit of its column is plain enough, and a result with an open grade is printed all the same.
    let open = folder("编号,县,收入,满意率\nP1,鹿城,,50%\n");
    let run = open.heng("score rules.heng --data data --strict --format csv");
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 2), "{}", run.stderr);
    let whole = folder("编号,县,收入,满意率\nP1,鹿城,90,50%\n");
    whole.heng("score rules.heng --data data --strict --format csv").succeeds();
}
