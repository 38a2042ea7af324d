//! `heng test --from-data`: a subject of the data as a 示例.

use crate::folder::Folder;

/// The 示例 of every park holds behind the rules.
fn every_park_holds(folder: Folder) {
    let parks = folder.read("data/parks.csv");
    let keys: Vec<&str> = parks.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(keys.len() > 4, "{parks}");
    let mut more = String::new();
    for key in &keys {
        more += &folder.heng(&format!("test --from-data {key} evaluation.heng --data data")).succeeds();
    }
    let before = folder.read("evaluation.heng");
    let folder = folder.with("all.heng", format!("{before}\n{more}"));
    let said = folder.heng("test all.heng").succeeds();
    for key in keys {
        assert!(said.contains(&format!("✓ 数据里的 {key}\n")), "{said}");
    }
}

#[test]
fn the_example_of_every_golden_park_holds() {
    every_park_holds(Folder::golden());
}

#[test]
fn the_example_of_every_park_of_the_next_cycle_holds() {
    every_park_holds(Folder::next_cycle());
}

#[test]
fn what_hangs_on_others_is_set_or_left_out_and_said_to_be() {
    let said = Folder::golden().heng("test --from-data P01 evaluation.heng --data data").succeeds();
    assert!(said.starts_with("示例 \"数据里的 P01\" {\n  // 与别家比的得分照数据设定：C2、D3、D4\n"), "{said}");
    assert!(said.contains("\n  设 得分 C2 = ") && !said.contains("期望 C2"), "{said}");
}

#[test]
fn nothing_is_written_and_an_unknown_subject_is_told() {
    let folder = Folder::golden();
    let before = folder.read("evaluation.heng");
    folder.heng("test --from-data P01 evaluation.heng --data data").succeeds();
    assert_eq!(folder.read("evaluation.heng"), before);
    folder.heng("test --from-data P99 evaluation.heng --data data").is_refused().are(&["H0902"]);
}
