//! Strangers' rules: what a rule set names lies in its folder or that of the data, or is not read.

use crate::folder::Folder;

const SECRET: &str = "root:x:0:0:秘密";

fn amended(file: &str) -> String {
    format!("规则集 \"乙\" 示例\n周期 2024-01-01 至 2024-12-31\n沿用 \"{file}\"\n")
}

fn rules(table: &str, more: &str) -> String {
    format!(
        "规则集 \"甲\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
         数据 园区 \"{table}\" {{\n  编号 文本 主键\n  收入 万元\n}}\n{more}\
         方面 A \"甲\" 10 分 {{\n  指标 A1 \"值\" 10 分 {{\n    依据 第一条\n    取值 收入\n\
         \x20   计分 比例 目标 100 万元 封顶 满分 保底 0 分\n  }}\n}}\n"
    )
}

/// `own/` with rules and data, and beside it what they must not read.
fn folder() -> Folder {
    let folder = Folder::empty().with_folder("own").with_folder("own/data").with_folder("else");
    folder
        .with("own/data/parks.csv", "编号,收入\nP1,50\n")
        .with("else/parks.csv", "编号,收入\nP1,70\n")
        .with("else/secret.csv", format!("编号,收入\n{SECRET},1\n"))
        .with("else/secret", format!("{SECRET}\n"))
        .with("else/base.heng", rules("parks.csv", ""))
        .with("else/f.rhai", "fn 两倍(x) { x * 2 }\n")
}

#[test]
fn an_inherited_file_elsewhere_is_not_read() {
    let secret = folder().at("else/secret");
    for file in [secret.to_str().unwrap(), "../else/secret", "../else/none", "/etc/passwd", "x/../../else/secret"] {
        let folder = folder().with("own/r.heng", amended(file));
        for command in ["check own/r.heng", "score own/r.heng --data own/data", "test own/r.heng", "plan own/r.heng"] {
            let found = folder.heng(command).is_refused().are(&["H0903"]).say("own/r.heng:3:4").say("--allow");
            assert!(!found.stderr.contains("root:"), "{}", found.stderr);
        }
    }
}

#[test]
fn what_is_allowed_is_read() {
    let folder = folder().with("own/r.heng", amended("../else/base.heng"));
    folder.heng("check own/r.heng").is_refused().are(&["H0903"]).say("--allow else；");
    folder.heng("check own/r.heng --allow else").succeeds();
    folder.heng("check own/r.heng --allow own --allow else/base.heng").succeeds();
    folder.heng("check own/r.heng --allow own").is_refused().are(&["H0903"]);
    // What is allowed may name what lies there, and not what lies elsewhere.
    let folder = folder.with("else/next.heng", amended("base.heng")).with("own/r.heng", amended("../else/next.heng"));
    folder.heng("check own/r.heng --allow else").succeeds();
    let folder = folder.with("base.heng", rules("parks.csv", "")).with("else/next.heng", amended("../base.heng"));
    folder.heng("check own/r.heng --allow else").is_refused().are(&["H0903"]).say("--allow .；");
}

#[test]
fn a_script_elsewhere_is_not_read() {
    let script = |file: &str| rules("parks.csv", &format!("脚本 \"{file}\" {{\n  两倍(x: 数值) → 数值\n}}\n"));
    let folder = folder().with("own/r.heng", script("../else/f.rhai"));
    let found = folder.heng("check own/r.heng").is_refused().include(&["H0903"]).stderr;
    assert!(found.contains("--allow else") && !found.contains("x * 2"), "{found}");
    assert!(!folder.heng("check own/r.heng --allow else").findings_only().contains("H0903"));
}

#[test]
fn a_table_elsewhere_is_not_read() {
    for file in ["../../else/secret.csv", "../../else/*.csv", "../../else/"] {
        let folder = folder().with("own/r.heng", rules(file, ""));
        let found = folder.heng("score own/r.heng --data own/data").is_refused().are(&["H0903"]).say("else");
        assert!(!found.stderr.contains("root:"), "{}", found.stderr);
    }
    let folder = folder().with("own/r.heng", rules("../../else/parks.csv", ""));
    folder.heng("score own/r.heng --data own/data").is_refused().are(&["H0903"]).say("--allow own/data/../../else；");
    let text = folder.heng("score own/r.heng --data own/data --allow own/data/../../else --format csv").succeeds();
    assert!(text.contains("P1,7.00"), "{text}");
    folder.heng("explain own/r.heng --data own/data --subject P1 --allow else").succeeds();
}

#[test]
fn tables_may_lie_beside_the_rules() {
    let folder = folder().with("own/parks.csv", "编号,收入\nP1,30\n").with("own/r.heng", rules("../parks.csv", ""));
    assert!(folder.heng("score own/r.heng --data own/data --format csv").succeeds().contains("P1,3.00"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_inside() {
    use std::os::unix::fs::symlink;
    let folder = folder().with("own/r.heng", amended("link.heng")).with("own/real.heng", rules("link.csv", ""));
    symlink(folder.at("else/secret"), folder.at("own/link.heng")).unwrap();
    let found = folder.heng("check own/r.heng").is_refused().are(&["H0903"]).say("/else");
    assert!(!found.stderr.contains("root:"), "{}", found.stderr);
    let folder = folder.without("own/link.heng");
    symlink("real.heng", folder.at("own/link.heng")).unwrap();
    folder.heng("check own/r.heng").succeeds();
    symlink("../../else/secret.csv", folder.at("own/data/link.csv")).unwrap();
    folder.heng("score own/r.heng --data own/data").is_refused().are(&["H0903"]).say("/else");
    assert!(folder.heng("score own/r.heng --data own/data --allow else --format csv").succeeds().contains("秘密"));
    let folder = folder.without("own/data/link.csv");
    symlink("parks.csv", folder.at("own/data/link.csv")).unwrap();
    folder.heng("score own/r.heng --data own/data").succeeds();
    // A folder that is a link leads out as well.
    let folder = folder.with("own/r.heng", amended("there/base.heng"));
    symlink("../else", folder.at("own/there")).unwrap();
    folder.heng("check own/r.heng").is_refused().are(&["H0903"]);
    folder.heng("check own/r.heng --allow else").succeeds();
}

#[test]
fn what_the_command_line_names_is_read_wherever_it_is() {
    let folder = folder().with("own/r.heng", rules("parks.csv", ""));
    assert!(folder.heng("score own/r.heng --data else --format csv").succeeds().contains("P1,7.00"));
    let folder = folder.with("else/days.toml", "");
    assert!(!folder.heng("score own/r.heng --data own/data --calendar else/days.toml").stderr.contains("H0903"));
    folder.heng("check else/base.heng").succeeds();
}
