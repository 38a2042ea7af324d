//! The rule files of the project.

use heng::lang::SourceId;
use heng::lang::syntax;

pub const ADMISSION: &str = include_str!("../../rules/wenzhou/admission.heng");
pub const EVALUATION: &str = include_str!("../../rules/wenzhou/evaluation-2022-2023.heng");

#[test]
fn the_admission_rules_parse_without_a_finding() {
    let (file, diagnostics) = syntax::parse(SourceId::default(), ADMISSION);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    assert_eq!(file.items.len(), 77);
}

#[test]
fn the_evaluation_rules_parse_without_a_finding() {
    let (file, diagnostics) = syntax::parse(SourceId::default(), EVALUATION);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    assert_eq!(file.items.len(), 71);
}
