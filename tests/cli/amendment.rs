//! 沿用: last cycle's file and a list of changes.

use crate::folder::Folder;

const BASE: &str = r#"规则集 "评估（2024）" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  园区编号 文本 主键
  营业收入 万元
  满意率   %
}

参数 营收目标 = 10 亿元 依据 "通知"

否决 停业 营业收入 低于 1 万元 则 不予定等

方面 D "效益" 10 分 {
  指标 D1 "营业收入" 6 分 {
    依据 第十四条
    取值 营业收入
    计分 比例 目标 营收目标 封顶 满分
    建议 "还差 {营收目标 - 取值}"
  }
  指标 D2 "满意率" 4 分 {
    依据 第十四条
    取值 满意率
    计分 分档 { 不低于 90% : 4 分 ; 其余 : 0 分 }
    缺失 得 0 分
  }
}

等次 {
  优秀 总分 不低于 9 分
  合格 总分 不低于 6 分
  其余 "未达合格"
}

示例 "一半" {
  园区 { 园区编号 : P1 ; 营业收入 : 50000 }
  期望 D1 得 3 分
}
"#;

const HEAD: &str = "规则集 \"评估（2025）\" 示例\n周期 2025-01-01 至 2025-12-31\n沿用 \"last.heng\"\n";

fn folder(changes: &str) -> Folder {
    Folder::empty()
        .with("last.heng", BASE)
        .with("rules.heng", format!("{HEAD}{changes}"))
        .with_folder("data")
        .with("data/parks.csv", "园区编号,营业收入,满意率\nP1,60000,95\nP2,120000,85\n")
}

#[test]
fn what_is_not_changed_stays_and_examples_are_not_inherited() {
    folder("").heng("check rules.heng").prints("rules.heng：没有错误（方面 1、指标 2、条件 0、示例 0）\n");
}

#[test]
fn the_expanded_text_is_one_canonical_file() {
    let changes = "修改 参数 营收目标 = 12 亿元 依据 \"新通知\"\n\
                   修改 指标 D1 5 分\n\
                   更名 指标 D2 \"服务满意率\"\n\
                   修改 指标 D2 { 计分 分档 { 不低于 80% : 4 分 ; 其余 : 0 分 } ; 删除 缺失 }\n\
                   新增 指标 D3 \"达标\" 1 分 于 方面 D { 依据 第十四条 ; 计分 累计 { 满意率 不低于 90% : 1 分 } }\n\
                   删除 否决 停业\n\
                   修改 等次 { 优秀 总分 不低于 9.5 分 ; 新增 良好 总分 不低于 8 分 }\n\
                   修改 数据 园区 { 满意率 % 列 \"满意率\" }\n";
    let expected = r#"规则集 "评估（2025）" 示例
周期 2025-01-01 至 2025-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  园区编号 文本 主键
  营业收入 万元
  满意率   % 列 "满意率"
}

参数 营收目标 = 12 亿元 依据 "新通知"

方面 D "效益" 10 分 {
  指标 D1 "营业收入" 5 分 {
    依据 第十四条
    取值 营业收入
    计分 比例 目标 营收目标 封顶 满分
    建议 "还差 {营收目标 - 取值}"
  }

  指标 D2 "服务满意率" 4 分 {
    依据 第十四条
    取值 满意率
    计分 分档 { 不低于 80% : 4 分 ; 其余 : 0 分 }
  }

  指标 D3 "达标" 1 分 {
    依据 第十四条
    计分 累计 { 满意率 不低于 90% : 1 分 }
  }
}

等次 {
  优秀 总分 不低于 9.5 分
  良好 总分 不低于 8 分
  合格 总分 不低于 6 分
  其余 "未达合格"
}
"#;
    let folder = folder(changes);
    folder.heng("check rules.heng --expanded").prints(expected);
    let folder = folder.with("whole.heng", expected);
    folder.heng("check whole.heng").succeeds();
    folder.heng("fmt --check whole.heng").prints("");
    let scores = folder.heng("score rules.heng --data data --format csv").succeeds();
    folder.heng("score whole.heng --data data --format csv").prints(&scores);
    let why = folder.heng("explain rules.heng --data data --subject P1").succeeds();
    folder.heng("explain whole.heng --data data --subject P1").prints(&why);
}

#[test]
fn a_new_name_is_the_name_wherever_the_old_one_stood() {
    let folder = folder("更名 参数 营收目标 为 收入目标\n修改 参数 收入目标 = 6 亿元\n更名 指标 D2 为 D9\n");
    let whole = folder.heng("check rules.heng --expanded").succeeds();
    assert!(!whole.contains("营收目标") && !whole.contains("D2"), "{whole}");
    for part in ["参数 收入目标 = 6 亿元", "目标 收入目标 封顶", "{收入目标 - 取值}", "指标 D9 \"满意率\" 4 分"]
    {
        assert!(whole.contains(part), "{part} is not in {whole}");
    }
}

#[test]
fn what_is_said_of_a_head_stands_before_its_indicators() {
    let changes = "修改 方面 D { 汇总 平均 ; 舍入 2 位 四舍五入 }\n修改 指标 D1 10 分 { 权重 60% }\n\
                   修改 指标 D2 10 分 { 权重 40% ; 计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 } }\n\
                   新增 总分 { 封顶 9 分 }\n";
    let folder = folder(changes);
    let whole = folder.heng("check rules.heng --expanded").succeeds();
    assert!(whole.contains("方面 D \"效益\" 10 分 {\n  汇总 平均\n  舍入 2 位 四舍五入\n\n  指标 D1"), "{whole}");
    let scores = folder.heng("score rules.heng --data data --format csv").succeeds();
    assert!(scores.contains("P1,6.00,10.00,7.60,7.60,0.00,0.00,7.60,"), "{scores}");
    let again = folder.with(
        "more.heng",
        HEAD.replace("last.heng", "rules.heng") + "修改 总分 { 封顶 7 分 }\n修改 方面 D { 删除 汇总 ; 汇总 求和 }\n",
    );
    again.heng("check more.heng").is_refused().include(&["H0411"]);
}

#[test]
fn a_chain_of_files_is_followed_and_the_nearest_change_counts() {
    let folder = folder("修改 参数 营收目标 = 12 亿元\n删除 否决 停业\n").with(
        "next.heng",
        "规则集 \"评估（2026）\"\n周期 2026-01-01 至 2026-12-31\n沿用 \"./rules.heng\"\n修改 参数 营收目标 = 6 亿元\n",
    );
    let whole = folder.heng("check next.heng --expanded").succeeds();
    assert!(whole.starts_with("规则集 \"评估（2026）\"\n周期 2026-01-01 至 2026-12-31\n"), "{whole}");
    assert!(whole.contains("参数 营收目标 = 6 亿元\n") && !whole.contains("否决"), "{whole}");
}

#[test]
fn english_words_change_a_chinese_file() {
    let english = "rule_set \"Parks 2025\"\ncycle 2025-01-01 to 2025-12-31\ninherit \"last.heng\"\n\
                   amend indicator D1 5 分\namend indicator D2 5 分 { remove missing }\nrename indicator D2 to_be D3\n";
    let folder = folder("").with("rules.heng", english);
    let whole = folder.heng("check rules.heng --expanded").succeeds();
    assert!(whole.contains("indicator D3 \"满意率\" 5 分 {\n    basis 第十四条\n    value 满意率\n"), "{whole}");
    folder.with("whole.heng", whole).heng("check whole.heng").succeeds();
}

#[test]
fn a_list_of_what_is_there_says_how_much_it_leaves_out() {
    for (count, help) in [(12, "值11、值12\n"), (13, "值11、值12，另有 1 个\n"), (40, "值11、值12，另有 28 个\n")]
    {
        let defined: String = (1..=count).map(|i| format!("定义 值{i} = 营业收入 × {i}\n")).collect();
        let folder = folder("删除 定义 成本\n").with("last.heng", format!("{BASE}{defined}"));
        folder.heng("check rules.heng").is_refused().include(&["H0213"]).say(help);
    }
}

#[test]
fn every_wrong_change_is_found_with_its_place() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("修改 参数 收入目标 = 12 亿元\n", &["H0213"], "是不是想写「营收目标」？"),
        ("修改 指标 D7 3 分\n", &["H0213"], "沿用的是这个文件"),
        ("删除 否决 事故\n", &["H0213"], "沿用的文件里有：停业"),
        ("修改 指标 D2 { 删除 佐证 }\n", &["H0213"], "指标「D2」里没有「佐证」"),
        ("新增 参数 营收目标 = 12 亿元\n", &["H0214"], "last.heng:12:4"),
        (
            "新增 指标 D3 \"新\" 1 分 于 方面 F { 依据 第一条 ; 计分 累计 { 满意率 不低于 1% : 1 分 } }\n",
            &["H0213"],
            "没有方面「F」",
        ),
        ("更名 参数 营收目标 \"目标\"\n", &["H0215"], "没有引号里的名称可换"),
        ("更名 参数 营收目标 为 满意率\n修改 指标 D1\n", &["H0202", "H0215"], "没有写指标「D1」改成什么"),
        ("修改 参数 营收目标 = 1 亿元\n修改 参数 营收目标 = 2 亿元\n", &["H0205"], "第一次在这里"),
        ("修改 参数 营收目标 = 1 亿元\n更名 参数 营收目标 为 目标额\n", &["H0215"], "先改了内容，再更名"),
        ("参数 新目标 = 12 亿元\n", &["H0217"], "没有写明是修改还是新增"),
        ("沿用 \"last.heng\"\n", &["H0205"], "「沿用」只写一次"),
        ("删除 参数 营收目标\n修改 参数 营收目标 = 1 亿元\n", &["H0205"], "改了两次"),
        ("删除 参数 营收目标\n", &["H0201"], "last.heng:20:"),
        ("修改 指标 D1 7 分\n", &["H0401"], "last.heng:16:"),
        ("修改 指标 D1 7 天\n", &["H0301"], "rules.heng:4:10"),
        ("修改 指标 D1 { 计分 比列 目标 营收目标 }\n", &["H0105"], "rules.heng:4:"),
        ("修改 方面\n新增 等级 甲\n", &["H0105", "H0102"], "rules.heng:5:4"),
        ("更名 指标 D1\n修改\n", &["H0105", "H0105"], "没有写新的名称"),
        ("修改 参数 营收目标 = 1 亿元 依据 通知\n修改 指标 D9 1 分\n", &["H0105", "H0213"], "rules.heng:4:"),
    ];
    for (changes, codes, words) in cases {
        eprintln!("{changes}");
        folder(changes).heng("check rules.heng").is_refused().are(codes).say(words);
    }
}

#[test]
fn both_files_are_shown_where_both_matter() {
    let found = folder("新增 参数 营收目标 = 12 亿元\n").heng("check rules.heng").is_refused();
    found.say("--> rules.heng:4:7").say("::: last.heng:12:4").say("在这里");
}

#[test]
fn a_file_that_is_not_there_is_named_at_its_place() {
    folder("").without("last.heng").heng("check rules.heng").is_refused().are(&["H0211"]).say("--> rules.heng:3:4");
}

#[test]
fn a_ring_of_files_is_refused() {
    let folder = folder("").with("last.heng", HEAD.replace("last.heng", "./rules.heng"));
    folder.heng("check rules.heng").is_refused().are(&["H0212"]).say("rules.heng → last.heng → rules.heng");
}

#[test]
fn mistakes_of_the_inherited_file_are_shown_there() {
    let folder = folder("").replacing("last.heng", "满分 10 分", "满分 十 分");
    folder.heng("check rules.heng").is_refused().are(&["H0105"]).say("--> last.heng:3:");
}

#[test]
fn changes_without_an_inherited_file_are_refused() {
    let folder = folder("修改 指标 D1 7 分\n").replacing("rules.heng", "沿用 \"last.heng\"\n", "");
    folder.heng("check rules.heng").is_refused().are(&["H0216"]).say("没有写「沿用」");
}

#[test]
fn findings_for_programs_name_the_file_that_was_written() {
    let found = folder("修改 指标 D1 7 分\n").heng("check rules.heng --format concise").lists();
    assert!(found.starts_with("rules.heng:4:7: H0401"), "{found}");
    let found = folder("删除 参数 营收目标\n").heng("check rules.heng --format json").lists();
    assert!(found.contains("\"file\": \"rules.heng\""), "{found}");
}

#[test]
fn an_amendment_is_laid_out_like_every_file() {
    let folder =
        folder("修改   数据 园区{\n新增 满意人数  人  可缺失\n营收 万元\n}\n更名 参数 营收目标 为 目标额 // 新名\n");
    folder.heng("fmt rules.heng").succeeds();
    let text = folder.read("rules.heng");
    assert!(
        text.ends_with(
            "修改 数据 园区 {\n  新增 满意人数 人 可缺失\n  营收 万元\n}\n更名 参数 营收目标 为 目标额 // 新名\n"
        ),
        "{text}"
    );
    folder.heng("fmt rules.heng --keywords en").succeeds();
    assert!(folder.read("rules.heng").contains("rename parameter 营收目标 to_be 目标额"));
    folder.heng("fmt rules.heng --keywords zh").succeeds();
    assert_eq!(folder.read("rules.heng"), text);
}

#[test]
fn the_dated_value_of_the_cycle_counts() {
    let dated = |values: &str| folder(&format!("修改 参数 营收目标 {{\n{values}\n}}\n"));
    let values = "2024-01-01 至 2024-12-31 : 10 亿元 依据 \"甲\"\n2025-01-01 起 : 12 亿元 依据 \"乙\"";
    let scores = dated(values).heng("score rules.heng --data data --format csv").succeeds();
    assert!(scores.contains("P1,3.00,"), "{scores}");
    let cases = [
        ("2024-01-01 至 2024-12-31 : 10 亿元", "H0431", "「营收目标」在本周期没有值"),
        ("2025-02-01 起 : 10 亿元", "H0431", "没有盖住整个周期"),
        ("2025-01-01 至 2025-06-30 : 10 亿元 ; 2025-07-01 起 : 12 亿元", "H0431", "在周期当中换了"),
        ("2024-01-01 起 : 10 亿元 ; 2025-01-01 起 : 12 亿元", "H0432", "2025-01-01 有两个值"),
        ("2025-12-31 至 2025-01-01 : 10 亿元", "H0105", "止日早于起日"),
        ("2024-01-01 至 2024-12-31 : 10 亩 ; 2025-01-01 起 : 12 亿元", "H0301", ""),
        ("2025-01-01 起 : 营业收入", "H0201", ""),
        ("2025-01-01 起 10 亿元", "H0105", ""),
    ];
    for (values, code, words) in cases {
        eprintln!("{values}");
        dated(values).heng("check rules.heng").is_refused().are(&[code]).say(words);
    }
}

#[test]
fn proofs_and_clauses_name_the_file_that_was_written() {
    let folder = folder("修改 指标 D1 { 佐证 \"报表\" }\n")
        .with("clauses.toml", "[[clause]]\nclause = \"第十四条\"\ntext = \"评估\"\n");
    let found = folder.heng("check rules.heng --proofs --format json").succeeds();
    assert!(found.contains("\"file\": \"last.heng\""), "{found}");
}
