//! Edits in the JSON of findings, as a program would carry them out.

use serde_json::Value;

use crate::folder::Folder;

const RULES: &str = "evaluation.heng";

/// Carries out every fix of what `heng check` finds, one at a time: its finding goes, and nothing becomes unreadable.
/// How many there were.
#[track_caller]
pub(crate) fn hold(folder: &Folder) -> usize {
    let text = folder.read(RULES);
    let before = findings(folder);
    let mut tried = 0;
    for finding in before.iter().filter(|finding| finding.get("fix").is_some()) {
        std::fs::write(folder.at(RULES), fixed(&text, &finding["fix"]["edits"])).unwrap();
        let after = findings(folder);
        std::fs::write(folder.at(RULES), &text).unwrap();
        let place =
            |finding: &Value| finding["place"].get("line").cloned().zip(finding["place"].get("column").cloned());
        let is_same = |other: &Value| other["code"] == finding["code"] && place(other) == place(finding);
        assert!(!after.iter().any(is_same), "still found after its fix: {finding}\n{after:#?}");
        let unreadable = |findings: &[Value]| {
            findings.iter().filter(|finding| finding["code"].as_str().unwrap().starts_with("H01")).count()
        };
        assert!(unreadable(&after) <= unreadable(&before), "unreadable after its fix: {finding}\n{after:#?}");
        tried += 1;
    }
    tried
}

fn findings(folder: &Folder) -> Vec<Value> {
    serde_json::from_str(&folder.heng(&format!("check {RULES} --format json")).stdout).unwrap()
}

/// A text with edits carried out, the last first.
fn fixed(text: &str, edits: &Value) -> String {
    let mut fixed = text.to_owned();
    for edit in edits.as_array().unwrap().iter().rev() {
        let place = &edit["place"];
        assert_eq!(place["file"], RULES);
        let byte = |line: &str, column: &str| {
            let line = usize::try_from(place[line].as_u64().unwrap()).unwrap();
            let column = usize::try_from(place[column].as_u64().unwrap()).unwrap();
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
        };
        fixed.replace_range(byte("line", "column")..byte("end_line", "end_column"), edit["text"].as_str().unwrap());
    }
    fixed
}

#[test]
fn a_finding_has_its_fix_only_where_there_is_one() {
    let folder = Folder::golden().replacing(RULES, "求和(入园机构.本年营收)", "求和(入园机构.本年营业)");
    let found = findings(&folder);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    let edits = finding["fix"]["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1);
    assert_eq!(edits[0]["text"], "本年营收");
    assert_eq!(edits[0]["place"], finding["place"]);
    assert_eq!(hold(&folder), 1);

    let folder = Folder::golden().replacing(RULES, "满分 100 分", "满分 90 分");
    assert!(findings(&folder).iter().all(|finding| finding.get("fix").is_none()));
}
