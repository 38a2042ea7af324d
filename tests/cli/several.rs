//! One table in several files: the same result as of one, and every origin with its file.

use crate::folder::Folder;

/// The golden parks with their institutions in a folder, one file for each park, their columns in another order in one.
fn split() -> Folder {
    let folder = Folder::golden().with_folder("data/orgs");
    let sheet = folder.sheet("orgs");
    let park = sheet.column("园区编号");
    let mut parks: Vec<&String> = sheet.rows.iter().map(|row| &row[park]).collect();
    parks.dedup();
    let pieces: Vec<(String, String)> = parks
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let mut own = folder.sheet("orgs");
            own.rows.retain(|row| row[park] == **name);
            if number == 1 {
                own.header.reverse();
                own.rows.iter_mut().for_each(|row| row.reverse());
            }
            (format!("data/orgs/{name}.csv"), own.text())
        })
        .collect();
    assert_eq!(pieces.len(), 5);
    let folder = pieces.iter().fold(folder, |folder, (file, text)| folder.with(file, text));
    folder.without("data/orgs.csv")
}

#[test]
fn a_table_in_several_files_scores_as_one() {
    let whole = Folder::golden().scores().succeeds();
    for pattern in ["orgs/", "orgs/*.csv", "orgs/P0?.csv"] {
        let folder = split().replacing("evaluation.heng", "\"orgs.csv\"", &format!("\"{pattern}\""));
        folder.scores().prints(&whole);
        folder.heng("score evaluation.heng --data data --format csv --engine exact").prints(&whole);
    }
}

#[test]
fn an_explanation_names_the_file_and_its_line() {
    let folder = split().replacing("evaluation.heng", "\"orgs.csv\"", "\"orgs/\"");
    let explained = folder.heng("explain evaluation.heng --data data --subject P02 --all").succeeds();
    assert!(explained.contains("orgs/P02.csv 第 2 行"), "{explained}");
    assert!(!explained.contains("orgs.csv 第"), "{explained}");
    // The same in all but the places of 机构.
    let whole = Folder::golden().heng("explain evaluation.heng --data data --subject P02 --all").succeeds();
    let without = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(" 第 ").next().unwrap().replace("orgs/P02.csv", "orgs.csv")).collect()
    };
    assert_eq!(without(&explained), without(&whole));
}

#[test]
fn findings_name_the_file_and_its_line() {
    let folder = split().replacing("evaluation.heng", "\"orgs.csv\"", "\"orgs/*.csv\"");
    let first = folder.read("data/orgs/P03.csv").lines().nth(1).unwrap().to_owned();
    let folder = folder.appending("data/orgs/P04.csv", &format!("{first}\n"));
    folder.scores().is_refused().are(&["H0504"]).say("orgs/P04.csv 第").say("在 orgs/P03.csv 第 2 行已经有了");
    let folder = split().replacing("evaluation.heng", "\"orgs.csv\"", "\"orgs/*.tsv\"");
    folder.scores().is_refused().include(&["H0501"]).say("没有符合「orgs/*.tsv」的数据文件").say("P01.csv、P02.csv");
}

#[test]
fn a_result_does_not_replace_one_of_the_files() {
    let folder = split().replacing("evaluation.heng", "\"orgs.csv\"", "\"orgs/\"");
    let before = folder.read("data/orgs/P02.csv");
    let found = folder.heng("score evaluation.heng --data data --format csv --out data/orgs/P02.csv").is_misused();
    found.say("data/orgs/P02.csv");
    assert_eq!(folder.read("data/orgs/P02.csv"), before);
}
