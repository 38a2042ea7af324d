//! The rule files of the project.

use heng::finding::Language;
use heng::syntax::{format, keyword_language};

use super::{shape, tree};

pub(crate) const ADMISSION: &str = include_str!("../../rules/wenzhou/admission.heng");
pub(crate) const EVALUATION: &str = include_str!("../../rules/wenzhou/evaluation-2022-2023.heng");

#[test]
fn the_rule_files_parse_without_a_finding() {
    assert!(tree(ADMISSION).items.len() > 50);
    assert!(tree(EVALUATION).items.len() > 50);
}

#[test]
fn the_english_twin_has_the_same_tree() {
    for text in [ADMISSION, EVALUATION] {
        let english = format(text, Some(Language::En)).unwrap();
        assert_eq!(shape(&tree(text)), shape(&tree(&english)));
        assert_eq!(keyword_language(text), Language::Zh);
        assert_eq!(keyword_language(&english), Language::En);
    }
}

#[test]
fn chinese_to_english_and_back_is_the_same_text() {
    for text in [ADMISSION, EVALUATION] {
        let chinese = format(text, Some(Language::Zh)).unwrap();
        let english = format(text, Some(Language::En)).unwrap();
        assert_eq!(format(&english, Some(Language::Zh)).unwrap(), chinese);
        assert_eq!(format(&chinese, Some(Language::En)).unwrap(), english);
    }
}

#[test]
fn formatting_twice_changes_nothing_and_keeps_the_tree() {
    for text in [ADMISSION, EVALUATION] {
        let once = format(text, None).unwrap();
        assert_eq!(format(&once, None).unwrap(), once);
        assert_eq!(shape(&tree(text)), shape(&tree(&once)));
    }
}
