//! Keys of several columns: in data, outputs, `--subject`, notes, 示例, explanations, and links between tables.

use crate::folder::Folder;

const RULES: &str = r#"规则集 "复合主键" 示例
周期 2021-01-01 至 2022-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 国家年度 "a.csv" {
  国家 文本
  年度 年
  主键 国家, 年度
  值   数值
}
数据 月报 "b.csv" 属于 国家年度 按 国家, 年度 {
  月份 数值
  主键 国家, 年度, 月份
  数   数值
}
数据 日报 "c.csv" 属于 月报 按 国家、年度、月份 {
  件 数值
}

条件 有值 依据 "一" { 值 大于 3 }

方面 A "甲" 10 分 {
  指标 A1 "值" 6 分 {
    依据 "一"
    取值 值
    计分 直接 封顶 满分 保底 0 分
  }
  指标 A2 "数" 4 分 {
    依据 "一"
    取值 求和(月报.数) + 求和(日报.件)
    计分 直接 封顶 满分 保底 0 分
  }
}

等次 {
  优 总分 不低于 3 分 名额 50% 向下取整 并列 比 A 仍同 全退
  其余 "差"
}

示例 "两国" {
  国家年度 { 国家, 年度, 值 } = (AFG, 2021, 3), (AFG, 2022, 4), ("A,B", 2021, 1)
  月报 { 国家, 年度, 月份, 数 } = (AFG, 2022, 1, 1), (AFG, 2021, 1, 2), ("A,B", 2021, 1, 0)
  日报 { 国家, 年度, 月份, 件 } = (AFG, 2022, 1, 0.5), (AFG, 2021, 1, 0), ("A,B", 2021, 1, 0)
  期望 "AFG, 2022" A1 得 4 分
  期望 "AFG，2022" A2 得 1.5 分
  期望 "AFG,2021" A2 得 2 分
}
"#;

fn folder() -> Folder {
    Folder::empty()
        .with("rules.heng", RULES)
        .with_folder("data")
        .with("data/a.csv", "国家,年度,值\nAFG,2021,3\nAFG,2022,4\n\"A,B\",2021,1\nBEL,2022,\n")
        .with("data/b.csv", "国家,年度,月份,数\nAFG,2022,1,1\nAFG,2021,1,2\n\"A,B\",2021,1,0\nBEL,2022,1,1\n")
        .with("data/c.csv", "年度,国家,月份,件\n2022,AFG,1,0.5\n2021,AFG,1,0\n2021,\"A,B\",1,0\n2022,BEL,1,1\n")
}

#[test]
fn both_columns_stand_in_every_output() {
    let folder = folder();
    for engine in ["columnar", "exact"] {
        let csv = folder.heng(&format!("score rules.heng --data data --format csv --engine {engine}")).succeeds();
        assert!(csv.starts_with("国家,年度,A1,A2,A,"), "{csv}");
        for row in ["\nAFG,2021,3.00,2.00,5.00,", "\nAFG,2022,4.00,1.50,5.50,", "\n\"A,B\",2021,1.00,0.00,"] {
            assert!(csv.contains(row), "{row} is not in {csv}");
        }
    }
    let table = folder.heng("score rules.heng --data data").succeeds();
    assert!(table.contains("国家") && table.contains("年度"), "{table}");
    assert!(table.contains("BEL, 2022  "), "{table}");
    let json = folder.heng("score rules.heng --data data --format json").succeeds();
    assert!(json.contains("\"key\": \"AFG, 2022\""), "{json}");
    assert!(json.contains("\"key\": \"\\\"A,B\\\", 2021\"") && json.contains("\"国家\": \"A,B\""), "{json}");
    let parquet = folder.heng("score rules.heng --data data --format csv --lang en").succeeds();
    assert!(parquet.starts_with("国家,年度,"), "{parquet}");
}

#[test]
fn results_in_parquet_are_a_table_with_the_same_key() {
    let folder = folder();
    let mut command = folder.command("score rules.heng --data data --format parquet", &[]);
    let bytes = crate::run::bytes({
        command.stdin(std::process::Stdio::null());
        command
    });
    let next = "规则集 \"下一年\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
                数据 甲 \"r.parquet\" {\n  国家 文本\n  年度 文本\n  主键 国家, 年度\n  总分 分 可缺失 列 \"总分\"\n  其余列 忽略\n}\n\
                方面 A \"甲\" 10 分 {\n  指标 A1 \"值\" 10 分 { 依据 \"一\" ; 取值 上次 ; 计分 直接 封顶 满分 }\n}\n";
    let next = next.replace("  总分 分 可缺失", "  上次 分 可缺失");
    let folder = folder.with("data/r.parquet", bytes).with("next.heng", next);
    let scores = folder.heng("score next.heng --data data --format csv").succeeds();
    assert!(scores.contains("\nAFG,2022,5.50,"), "{scores}");
}

#[test]
fn a_subject_is_asked_for_by_all_parts_of_its_key() {
    let folder = folder();
    for (subject, first) in [
        ("AFG, 2022", "AFG, 2022"),
        ("AFG,2022", "AFG, 2022"),
        ("AFG，2022", "AFG, 2022"),
        (" AFG 、 2022 ", "AFG, 2022"),
        ("\"AFG\",\"2021\"", "AFG, 2021"),
        ("\"A,B\", 2021", "\"A,B\", 2021"),
    ] {
        let mut command = folder.command("explain rules.heng --data data --subject", &[]);
        command.arg(subject);
        let told = String::from_utf8(crate::run::bytes(command)).unwrap();
        assert!(told.contains(&format!("\n{first}\n")), "{subject}: {told}");
    }
    for subject in ["AFG", "2022", "AFG, 2023", "A,B, 2021"] {
        let mut command = folder.command("explain rules.heng --data data --subject", &[]);
        command.arg(subject);
        crate::run::run(command).is_refused().are(&["H0902"]).say(if subject.contains("2023") {
            "AFG, 202"
        } else {
            ""
        });
    }
}

#[test]
fn examples_name_all_parts_and_link_tables_by_them() {
    folder().heng("test rules.heng").succeeds();
    let wrong = folder().replacing("rules.heng", "期望 \"AFG, 2022\" A1 得 4 分", "期望 \"AFG, 2023\" A1 得 4 分");
    wrong.heng("test rules.heng").is_refused().are(&["H0802"]).say("AFG, 202");
    let folder = folder().replacing("rules.heng", "(AFG, 2022, 1, 1),", "(AFG, 2023, 1, 1),");
    folder.heng("test rules.heng").finds().1.include(&["H0802"]).say("没有「国家年度」的行「AFG, 2023」");
}

#[test]
fn rows_below_name_all_parts() {
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("b.csv", "AFG,2022,1,1\n", "AFG,2023,1,1\n", "H0505", "AFG, 202"),
        ("b.csv", "AFG,2022,1,1\n", "AFG,,1,1\n", "H0506", "「年度」不能为空"),
        ("c.csv", "2022,AFG,1,0.5\n", "2022,AFG,2,0.5\n", "H0505", "AFG, 2022, 1"),
        ("b.csv", "AFG,2022,1,1\n", "AFG,2022,1,1\nAFG,2022,1,1\n", "H0504", "主键「国家、年度、月份」重复"),
        ("a.csv", "AFG,2022,4\n", "AFG,2022,4\nAFG,2022,4\n", "H0504", "主键「国家、年度」重复"),
        ("b.csv", "国家,年度,", "国家,年份,", "H0502", "缺少「年度」列"),
    ];
    for (file, from, to, code, words) in cases {
        eprintln!("{to}");
        let folder = folder().replacing(&format!("data/{file}"), from, to);
        folder.heng("score rules.heng --data data").is_refused().include(&[code]).say(words);
    }
}

#[test]
fn a_link_says_as_many_columns_as_the_key_has() {
    let cases = [
        ("属于 国家年度 按 国家, 年度", "属于 国家年度 按 国家", "写：属于 国家年度 按 国家、年度"),
        ("属于 月报 按 国家、年度、月份", "属于 月报 按 国家、年度", "写：属于 月报 按 国家、年度、月份"),
        ("  主键 国家, 年度, 月份\n", "  主键 国家, 月份\n", "主键里也写上：年度"),
        ("  主键 国家, 年度, 月份\n", "", "没有主键"),
        ("属于 国家年度 按 国家, 年度", "属于 国家年度 按 国家, 国家", ""),
    ];
    for (from, to, words) in cases {
        eprintln!("{to}");
        folder().replacing("rules.heng", from, to).heng("check rules.heng").is_refused().say(words);
    }
    // In another order they are meant by name.
    let folder = folder().replacing("rules.heng", "属于 国家年度 按 国家, 年度", "属于 国家年度 按 年度, 国家");
    folder.heng("score rules.heng --data data --format csv").succeeds();
}

/// Who has no key has no name: what an 示例 expects of somebody says nothing more.
#[test]
fn a_lost_key_of_the_subjects_is_told_once() {
    const RULES: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
        数据 户 \"p.csv\" {\n  编号 文本\n  数 数值\n}\n\
        方面 A \"例\" 10 分 {\n  指标 A1 \"例\" 10 分 { 依据 第一条 ; 取值 数 ; 计分 换算 10 封顶 满分 保底 0 分 }\n}\n\
        示例 \"两家\" {\n  户 { 编号, 数 } = (P1, 0.5), (P2, 1)\n  期望 P1 A1 得 5 分\n  期望 P2 A1 得 10 分\n}\n";
    Folder::empty().with("r.heng", RULES).heng("check r.heng").is_refused().are(&["H0204"]);
}

#[test]
fn a_row_of_totals_is_told_once() {
    const RULES: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
        数据 站 \"s.csv\" {\n  县 文本\n  站号 文本\n  主键 县, 站号\n  数 数值\n}\n\
        方面 A \"例\" 10 分 {\n  指标 A1 \"例\" 10 分 { 依据 第一条 ; 取值 数 ; 计分 换算 10 封顶 满分 保底 0 分 }\n}\n";
    let refused = |row: &str| {
        let rows = format!("县,站号,数\n甲,1,1\n{row}\n");
        let folder = Folder::empty().with("r.heng", RULES).with_folder("data").with("data/s.csv", rows);
        folder.heng("score r.heng --data data").is_refused()
    };
    refused("小计,,3").are(&["H0510"]).say("合计行「数」写的是「3」，上面各行加起来是 1");
    refused(",合计,3").are(&["H0510"]).say("合计行「数」");
    refused("平均,,3").are(&["H0506"]).say("是平均等统计行");
    // A cell of a key that is only empty is still told.
    refused("乙,,3").are(&["H0506"]).say("「站号」不能为空");
}
