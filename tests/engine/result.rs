//! Results as data: written down and read back, and said in words of both languages.

use std::collections::BTreeSet;
use std::sync::Arc;

use heng::core::{
    ChildId, DemotionId, GradeId, HeadId, IndicatorId, RestrictionId, SubjectId, TableId, Verdict, VetoId,
};
use heng::engine::EngineKind;
use heng::finding::Language;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::Number;
use heng::program::Program;
use heng::result::{Compared, Decision, Line, Mark, Missing, Note, Obstacle, Scores, Several, Subjects, VERSION};
use heng::session;
use heng::words::Wording;
use serde_json::Value;

use crate::build::calendar;

const RULES: &str = r#"rule_set "parks"
cycle 2022-01-01 to 2023-12-31
full_marks 10 分
rounding indicator 2 places half_up
rounding head 2 places half_up
table parks "p.csv" {
  code text key
  name text title
  county text
  rate %
  ready yes_no
}
participates ready otherwise "out" basis "article 2"
head A "a" 10 分 {
  aggregate max
  indicator A1 "b" 10 分 {
    basis "x"
    value rate
    scoring ratio target 100% cap full_marks
  }
}
veto fined rate below 5% then barred
restrict weak rate below 10% then at_best fair
demote late rate below 20% then down 2 steps
condition big basis "x" { rate at_least 50% }
grades {
  good total at_least 8 分 quota of_participants 25% scope same county round_down still_tied all_out
  fair total at_least 2 分
  otherwise "none"
}
"#;

const DATA: &str = "code,name,county,rate,ready\nP1,North,N,90%,√\nP2,South,N,,√\nP3,East,S,12.5%,×\nP4,West,S,85%,√\nP5,Hill,S,1%,√\n";

fn model() -> Arc<Program> {
    let host = Memory::default();
    host.put("rules.heng", RULES);
    let rules = session::rules(&host, "rules.heng").unwrap();
    assert!(rules.diagnostics.is_empty(), "{:#?}", rules.diagnostics);
    rules.program.unwrap()
}

fn scored(model: &Program, engine: EngineKind) -> Scores {
    let host = Memory::default();
    host.put("p.csv", DATA);
    let tables = session::tables(&host, model, "", &Progress::new()).unwrap();
    session::score(model, &tables, &calendar(), engine, &Progress::new()).unwrap()
}

#[test]
fn scores_are_written_down_and_read_back() {
    let model = model();
    let scores = scored(&model, EngineKind::Columnar);
    let text = serde_json::to_string(&scores).unwrap();
    let back: Scores = serde_json::from_str(&text).unwrap();
    assert_eq!(back, scores);
    assert_eq!(back, scored(&model, EngineKind::Exact));
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
    let marks: Vec<Option<Mark>> = (0..6).map(|row| back.total.get(row)).collect();
    let given = |value| Some(Mark::Given { value, places: 2 });
    assert_eq!(marks, [given(900), Some(Mark::Withheld), Some(Mark::NotApplicable), given(850), given(10), None]);
    assert_eq!(back.decisions[1], Decision::Withheld { by: Obstacle::Veto { veto: VetoId(0) } });
    assert_eq!(
        (back.decisions[2], back.decisions[4]),
        (Decision::NotParticipating, Decision::Vetoed { veto: VetoId(0) })
    );
    assert_eq!(back.conditions, [[Verdict::Met, Verdict::Open, Verdict::NotMet, Verdict::Met, Verdict::NotMet]]);
}

#[test]
fn a_result_of_another_version_or_with_a_wrong_mark_is_not_read() {
    let text = serde_json::to_string(&scored(&model(), EngineKind::Exact)).unwrap();
    let (version, mark) = (format!("\"version\":{VERSION}"), "\"9.00\"");
    assert!(text.contains(&version) && text.contains(mark), "{text}");
    assert!(serde_json::from_str::<Scores>(&text.replace(&version, "\"version\":999")).is_err());
    for wrong in ["\"9.0\"", "\"nine\"", "\"9/4\"", "9.0"] {
        assert!(serde_json::from_str::<Scores>(&text.replace(mark, wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn a_number_is_written_down_exactly() {
    for text in ["66490", "-0.25", "1/3", "-22/7", "0", "123456789012345678901234567890.5"] {
        let number: Number = serde_json::from_value(Value::from(text)).unwrap();
        assert_eq!(serde_json::to_value(&number).unwrap(), Value::from(text));
    }
    for text in ["", "-", "1/0", "1.", ".5", "1e3", "+1", "1/-3", " 1", "１"] {
        assert!(serde_json::from_value::<Number>(Value::from(text)).is_err(), "`{text}`");
    }
}

/// One note of each kind.
fn notes() -> Vec<Note> {
    let several = |count| Several { first: [0, 1, 2].map(SubjectId).to_vec(), count };
    let line = || Line { file: "p.csv".to_owned(), line: 7 };
    let missing = [
        Missing::Cell { table: TableId(0), at: line(), column: "rate".to_owned(), mark: None },
        Missing::NoItem { table: TableId(0), at: line(), item: "gdp".to_owned() },
        Missing::NoRow { table: TableId(0) },
        Missing::UnknownTable { table: TableId(0) },
        Missing::ZeroDivisor { table: TableId(0), at: Some(line()), column: Some("rate".to_owned()) },
        Missing::ZeroDivisor { table: TableId(0), at: None, column: None },
        Missing::OutsideDomain { at: Some(line()), column: Some("rate".to_owned()) },
        Missing::OutsideDomain { at: None, column: None },
        Missing::NothingApplies,
        Missing::DoesNotApply { indicator: IndicatorId(0) },
        Missing::Undecided,
        Missing::Uncovered,
        Missing::Alike,
        Missing::Fault,
    ];
    let word = |text: &str| text.to_owned();
    let beyond = |by_people, is_tied, group: &[&str]| Note::BeyondQuota {
        grade: GradeId(0),
        places: 3,
        group: group.iter().map(|text| word(text)).collect::<Arc<[String]>>(),
        participants: 14,
        by_people,
        is_tied,
    };
    let mut notes = vec![
        Note::ManualGrade { grade: word("good"), reason: word("first"), document: word("No. 3") },
        Note::NotParticipating,
        Note::Vetoed { veto: VetoId(0) },
        Note::Demoted { grade: GradeId(0), demotion: DemotionId(0) },
        Note::Restricted { grade: GradeId(0), restriction: RestrictionId(0) },
        beyond(0, false, &[]),
        beyond(1, true, &["N", "large"]),
        Note::PlacesOpen { grade: GradeId(0), subjects: 1 },
        Note::GradingOpen { grading: word("innovation") },
        Note::Immaterial { least: Some(word("61.00")), most: None },
        Note::PlaceContested { grade: GradeId(0), rivals: several(3) },
        Note::RankMayFall { absent: several(9) },
        Note::ComparedWithout { of: Compared::Indicator { indicator: IndicatorId(0) }, absent: several(3) },
        Note::ComparedWithout { of: Compared::Grade { grade: GradeId(1) }, absent: several(3) },
        Note::WeighedWithout { head: Some(HeadId(0)), absent: several(3) },
        Note::WeighedWithout { head: None, absent: several(3) },
        Note::Chosen { head: Some(HeadId(0)), parts: vec![ChildId::Indicator(IndicatorId(0))] },
        Note::MoreMissing { count: 2 },
        Note::Lapsed { indicator: IndicatorId(0), reasons: vec![Note::Missing { reason: Missing::Undecided }] },
    ];
    notes.extend(missing.map(|reason| Note::Missing { reason }));
    notes
}

/// What must be tried: a new kind of note does not compile until it stands here.
fn kind(note: &Note) -> (&'static str, &'static str) {
    match note {
        Note::ManualGrade { .. } => ("manual_grade", ""),
        Note::NotParticipating => ("not_participating", ""),
        Note::Vetoed { .. } => ("vetoed", ""),
        Note::Demoted { .. } => ("demoted", ""),
        Note::Restricted { .. } => ("restricted", ""),
        Note::BeyondQuota { .. } => ("beyond_quota", ""),
        Note::PlacesOpen { .. } => ("places_open", ""),
        Note::GradingOpen { .. } => ("grading_open", ""),
        Note::Immaterial { .. } => ("immaterial", ""),
        Note::PlaceContested { .. } => ("place_contested", ""),
        Note::RankMayFall { .. } => ("rank_may_fall", ""),
        Note::ComparedWithout { .. } => ("compared_without", ""),
        Note::WeighedWithout { .. } => ("weighed_without", ""),
        Note::Chosen { .. } => ("chosen", ""),
        Note::MoreMissing { .. } => ("more_missing", ""),
        Note::Lapsed { .. } => ("lapsed", ""),
        Note::Missing { reason } => match reason {
            Missing::Cell { .. } => ("missing", "cell"),
            Missing::NoItem { .. } => ("missing", "no_item"),
            Missing::NoRow { .. } => ("missing", "no_row"),
            Missing::UnknownTable { .. } => ("missing", "unknown_table"),
            Missing::ZeroDivisor { .. } => ("missing", "zero_divisor"),
            Missing::OutsideDomain { .. } => ("missing", "outside_domain"),
            Missing::NothingApplies => ("missing", "nothing_applies"),
            Missing::DoesNotApply { .. } => ("missing", "does_not_apply"),
            Missing::Undecided => ("missing", "undecided"),
            Missing::Uncovered => ("missing", "uncovered"),
            Missing::Alike => ("missing", "alike"),
            Missing::Fault => ("missing", "fault"),
        },
    }
}

#[test]
fn every_note_is_written_down_by_its_kind_and_read_back() {
    let mut kinds = BTreeSet::new();
    for note in notes() {
        let written = serde_json::to_value(&note).unwrap();
        let (name, reason) = kind(&note);
        assert_eq!((&written["kind"], written["reason"]["kind"].as_str().unwrap_or("")), (&Value::from(name), reason));
        assert_eq!(serde_json::from_value::<Note>(written).unwrap(), note);
        kinds.insert((name, reason));
    }
    assert_eq!(kinds.len(), 28, "all kinds are tried");
}

#[test]
fn every_note_is_said_in_both_languages() {
    let model = model();
    let subjects = scored(&model, EngineKind::Exact).subjects;
    let say = |language| {
        let wording = Wording { model: &model.rules, subjects: &subjects, language };
        notes().iter().map(|note| wording.note(note)).collect::<Vec<_>>()
    };
    for sentence in say(Language::En) {
        assert!(sentence.is_ascii() && !sentence.contains("  ") && !sentence.contains("``"), "{sentence}");
    }
    let (mut zh, mut en) = (say(Language::Zh), say(Language::En));
    for (language, sentence) in [
        (
            &zh,
            "达到good条件，good名额 3 个（N、large 参评 14 家的 25%，向下取整，人工定等已占 1 个），线上并列未能区分，未进入名额",
        ),
        (&zh, "名次未计入缺数据的 P1、P2、P3等 9 家，补齐后可能后移"),
        (&zh, "缺数据：parks「rate」（p.csv 第 7 行）"),
        (
            &en,
            "meets good, beyond its quota of 3 (25% of 14 participants in N, large, rounded down, 1 taken by manual grades), tied at the line",
        ),
        (
            &en,
            "ranked without P1, P2, P3 and others (9 in all), for lack of data; the rank may fall once they are known",
        ),
        (&en, "no data: parks, column `rate` (p.csv, row 7)"),
    ] {
        assert!(language.iter().any(|said| said == sentence), "`{sentence}` in {language:#?}");
    }
    for said in [&mut zh, &mut en] {
        let all = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), all, "two kinds of notes are told apart");
    }
}

#[test]
fn what_is_said_twice_is_said_once() {
    let model = model();
    let subjects = Subjects::new(std::iter::empty().collect(), None);
    let wording = Wording { model: &model.rules, subjects: &subjects, language: Language::En };
    let undecided = Note::Missing { reason: Missing::Undecided };
    assert_eq!(wording.notes(&[undecided.clone(), Note::Vetoed { veto: VetoId(0) }, undecided]).len(), 2);
}
