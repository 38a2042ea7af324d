//! English results hold no Chinese but that of the rules and the data.

use std::fs;
use std::path::Path;

use crate::english_text::{foreign, is_chinese};
use crate::folder::{Folder, shipped};

/// Rules without a Chinese character but the unit of marks.
const RULES: &str = r#"rule_set "Parks" example
cycle 2022-01-01 to 2023-12-31
basis "x"
full_marks 10 分
rounding indicator 2 places half_up
rounding head 2 places half_up
table parks "p.csv" {
  code   text key
  label  text title
  county text
  rate   %
  growth %
  base   number
  open   yes_no optional
  fined  yes_no
  late   yes_no
  weak   yes_no
}
table decisions "d.csv" within parks by code {
  given  text
  why    text
  paper  text
}
participates open otherwise "out" basis "y"
head A "a" 6 分 {
  aggregate max
  indicator A1 "b" 6 分 {
    basis "x"
    value rate
    scoring ratio target 100% cap full_marks
  }
  indicator A2 "c" 6 分 {
    basis "x"
    value 1 / base
    scoring ratio target 1 cap full_marks
  }
}
head B "b" 4 分 {
  indicator B1 "d" 4 分 {
    basis "x"
    value growth
    scoring min_max scope participates base 0 span 4 all_equal gets 4 分
  }
}
condition big basis "x" { rate at_least 50% }
condition small in_principle basis "x" { rate below 50% }
veto fined fined then barred basis "x"
restrict weak weak then at_best fair basis "x"
demote late late then down 1 steps basis "x"
manual_grade decisions { grades given ; reason why ; document_number paper }
grades basis "x" {
  good total at_least 5 分 quota of_participants 25% scope same county round_down ties compare_by A still_tied all_out
  fair total at_least 1 分
  otherwise "none"
}
example "wrong" {
  parks { code : P1 ; rate : 10% ; base : 5 ; open : yes }
  expect P1 total gets 11 分
}
"#;

const PARKS: &str = "code,label,county,rate,growth,base,open,fined,late,weak
P01,North,N,100%,100%,1,√,×,×,×
P02,South,N,90%,90%,1,√,×,×,×
P03,East,N,80%,80%,1,√,×,×,×
P04,West,N,70%,70%,1,√,√,×,×
P05,Hill,N,60%,60%,1,√,×,√,×
P06,Lake,N,60%,60%,1,√,×,×,√
P07,Dale,N,,,1,√,×,×,×
P08,Moor,S,50%,50%,0,√,×,×,×
P09,Fen,S,40%,40%,2,×,×,×,×
P10,Wood,S,30%,30%,2,,×,×,×
P11,Cliff,S,20%,20%,2,√,×,×,×
P12,Shore,S,10%,10%,9,√,×,×,×
";

fn english() -> Folder {
    Folder::empty()
        .with("rules.heng", RULES)
        .with_folder("data")
        .with("data/p.csv", PARKS)
        .with("data/d.csv", "code,given,why,paper\nP11,good,first of its kind,No. 3\n")
}

/// Texts of all files below a folder.
fn texts(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else {
            found.extend(fs::read_to_string(&path));
        }
    }
    found
}

/// What a command prints, on either channel, holds no Chinese but that of the files.
#[track_caller]
fn says_nothing_foreign(folder: &Folder, command: &str, known: &[String]) {
    let run = folder.heng(&format!("{command} --lang en"));
    for said in [&run.stdout, &run.stderr] {
        assert!(!said.contains("panicked"), "{command}:\n{said}");
        assert_eq!(foreign(said, known), Vec::<&str>::new(), "{command}:\n{said}");
    }
}

/// Every command on a rule set that is in English, in every form.
fn speaks_english(folder: &Folder, rules: &str) {
    let known = texts(&folder.at(""));
    assert!(!known.is_empty());
    let csv = folder.heng(&format!("score {rules} --data data --format csv")).succeeds();
    let keys = csv.lines().skip(1).filter_map(|line| line.split(',').next()).filter(|key| !key.contains([' ', '"']));
    let header = csv.lines().next().unwrap();
    let code = header.split(',').find(|name| name.chars().any(|letter| letter.is_ascii_digit()));
    for key in keys.take(8) {
        for form in ["text", "json"] {
            let command = format!("explain {rules} --data data --subject {key} --format {form}");
            folder.heng(&command).succeeds();
            says_nothing_foreign(folder, &command, &known);
            if let Some(code) = code {
                says_nothing_foreign(folder, &format!("{command} --indicator {code}"), &known);
            }
        }
    }
    for command in [
        "check",
        "check --proofs",
        "check --format json",
        "check --format json --proofs",
        "check --format concise",
        "check --expanded",
        "test --coverage",
        "test --format json",
        "plan",
        "fmt --check",
        "score --data data",
        "score --data data --engine exact",
        "score --data data --format csv",
        "score --data data --format json",
        // What does not fit.
        "score --data nowhere",
        "score --data data --calendar nowhere.toml",
        "explain --data data --subject nobody",
        "explain --data data --subject P01 --indicator X99",
        "check --clauses nowhere.toml",
        "check nowhere.heng",
        "plan --data data",
        "score",
        "score --data data --format pdf",
    ] {
        says_nothing_foreign(folder, &format!("{command} {rules}"), &known);
    }
}

#[test]
fn commands_without_rules_speak_english() {
    let folder =
        Folder::empty().with("f.rhai", "fn half(x) {\n  let y = x / 2;\n  if y > 3 { y } else { root(y, 2) }\n}\n");
    let known = texts(&folder.at(""));
    for command in [
        "error",
        "error H0401",
        "error H0999",
        "script f.rhai --call half(9)",
        "script f.rhai --call half(2) --format json",
        "script f.rhai --call half(-2)",
        "script f.rhai --call half()",
        "script f.rhai --call none(1)",
        "script none.rhai --call half(1)",
        "score",
        "nonsense",
        "--help",
        "help score",
        "score --help",
        "check --help",
        "test --help",
        "fmt --help",
        "explain --help",
        "plan --help",
        "script --help",
        "error --help",
        "--version",
    ] {
        says_nothing_foreign(&folder, command, &known);
    }
}

#[test]
fn a_rule_set_without_chinese_gives_results_without_it() {
    let folder = english();
    for command in ["score rules.heng --data data", "score rules.heng --data data --format csv --engine exact"] {
        let said = folder.heng(command).succeeds();
        assert!(!said.contains(is_chinese), "{said}");
    }
    speaks_english(&folder, "rules.heng");
    let said = folder.heng("score rules.heng --data data").succeeds();
    for sentence in [
        "P05  meets good, lowered by 1 grade for `late`",
        "P06  meets good, barred from it by the restriction `weak`",
        "P04  veto: fined",
        "P08  no data: division by zero (p.csv, row 9)",
        "P09  does not participate (basis y)",
        "P10  no data: parks, column `open` (p.csv, row 11)",
        "P11  manual grade: good (reason: first of its kind; document: No. 3)",
        "not met: big",
        "12 subjects: good 1, fair 4",
    ] {
        assert!(said.contains(sentence), "`{sentence}` in:\n{said}");
    }
    let csv = folder.heng("score rules.heng --data data --format csv").succeeds();
    assert!(
        csv.starts_with("code,label,A1,A2,B1,A,B,base,bonus,deduction,total,rank,grade,notes,big,small\n"),
        "{csv}"
    );
    assert!(csv.contains("P09,Fen,,,,,,,,,,,out,does not participate"), "{csv}");
}

#[test]
fn an_explanation_of_rules_without_chinese_has_none_but_the_unit_of_marks() {
    let folder = english();
    let explain = |key: &str| folder.heng(&format!("explain rules.heng --data data --subject {key}")).succeeds();
    let said = (1..=12).map(|number| explain(&format!("P{number:02}"))).collect::<String>();
    assert!(!said.replace('分', "").contains(is_chinese), "{said}");
    for sentence in [
        "grade good  total 3.02, rank 7/11\n",
        "takes A1, A2",
        "  mark least(value 90% ÷ 100% × 6 marks, 6 marks) = 5.4 marks → 5.40 marks\n",
        "A1 value = rate = 90%\n        rate = 90%  ← p.csv, row 3 `rate` “90%”\n",
        "short of `fair`\n  total ",
        "  demotion late  lowered by 1 grade  basis x\n",
        "  restriction weak  at best fair  basis x\n",
        "  big  not met  basis x\n    rate 40%, wanted at_least 50%, short by 10 percentage points\n",
        "      no data: parks, column `rate` (p.csv, row 8)\n",
    ] {
        assert!(said.contains(sentence), "`{sentence}` in:\n{said}");
    }
}

#[test]
fn an_example_that_fails_says_so_in_english() {
    let found = english().heng("test rules.heng");
    assert!(found.stderr.contains("expected 11.00 marks, got "), "{}", found.stderr);
    assert!(!found.stderr.replace('分', "").contains(is_chinese), "{}", found.stderr);
    assert!(!found.stdout.contains(is_chinese), "{}", found.stdout);
}

#[test]
fn the_language_that_is_asked_for_goes_before_that_of_the_rules() {
    let zh = english().heng("score rules.heng --data data --lang zh").succeeds();
    assert!(zh.contains("名次") && zh.contains("P04  否决：fined"), "{zh}");
    let en = Folder::golden().heng("score evaluation.heng --data data --format csv --lang en").succeeds();
    assert!(en.lines().next().unwrap().contains(",base,bonus,deduction,total,rank,grade,notes"), "{en}");
}

#[test]
fn no_item_of_english_rules_is_called_like_a_column_of_their_results() {
    let folder = english().replacing("rules.heng", "condition big", "condition grade");
    folder.heng("check rules.heng").is_refused().are(&["H0202"]);
    // In Chinese rules it may be, and keeps its name where their results are read in English.
    let rules = "规则集 \"例\"\n周期 2022-01-01 至 2023-12-31\n数据 园区 \"p.csv\" { 编号 文本 主键 ; 面积 数值 }\n\
                 条件 grade 依据 \"甲\" { 面积 不低于 1 }\n";
    let folder = Folder::empty().with("r.heng", rules).with_folder("data").with("data/p.csv", "编号,面积\nP1,2\n");
    let csv = folder.heng("score r.heng --data data --format csv --lang en").succeeds();
    assert_eq!(csv, "编号,基础分,加分,扣分,总分,名次,等次,说明,grade\nP1,,,,,,,,met\n");
}

#[test]
fn the_shipped_rule_sets_speak_english_in_english() {
    let holes = |folder: Folder| {
        folder.changing("survey", |survey| {
            survey.set(&[("园区编号", "P03"), ("年度", "2023")], "满意率", "");
        })
    };
    for folder in [Folder::golden(), holes(Folder::golden()), Folder::synthetic()] {
        folder.heng("fmt evaluation.heng admission.heng --keywords en").prints("");
        speaks_english(&folder, "evaluation.heng");
        speaks_english(&folder, "admission.heng");
    }
    let folder = Folder::next_cycle();
    folder.heng("fmt evaluation.heng evaluation-2022-2023.heng --keywords en").prints("");
    speaks_english(&folder, "evaluation.heng");
    for entry in fs::read_dir(shipped("rules/gallery")).unwrap() {
        let entry = entry.unwrap().path();
        if !entry.is_dir() {
            continue;
        }
        let mut folder =
            Folder::empty().with_folder("data").with("rules.heng", fs::read(entry.join("rules.heng")).unwrap());
        for table in fs::read_dir(entry.join("data")).unwrap() {
            let table = table.unwrap().path();
            let name = format!("data/{}", table.file_name().unwrap().to_str().unwrap());
            folder = folder.with(&name, fs::read(&table).unwrap());
        }
        folder.heng("fmt rules.heng --keywords en").succeeds();
        speaks_english(&folder, "rules.heng");
    }
}
