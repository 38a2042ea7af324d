//! What the library publishes goes from thread to thread.

use std::sync::Arc;
use std::thread;

use heng::result;
use heng::{Cancel, Data, Engine, Error, Explanation, Finding, FindingSeverity, FoundAt, Language, Rules, Run, Scores};

mod parks {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs"));
}

/// Does not compile for a type that one thread may not hand to another, or not share with it.
fn goes<T: Send + Sync + 'static>() {}

#[test]
fn everything_published_goes_between_threads() {
    goes::<(Rules, Data, Run, Cancel, Engine)>();
    goes::<(Error, Finding, FindingSeverity, FoundAt, Language)>();
    goes::<(Scores, result::Subjects, result::Marks, result::Mark, result::Truths)>();
    goes::<(result::Decision, result::Note, result::Verdict)>();
    goes::<(Explanation, result::Step, result::Cohort, result::Operation, result::Value)>();
    goes::<(result::Total, result::Head, result::Indicator, result::Block, result::Condition)>();
    goes::<(result::Ruling, result::Asked, result::Placing, result::Competitor, result::Held, result::Gloss)>();
    goes::<(result::Above, result::NextGrade, result::Unmet, result::Missing, result::Clause, result::Name)>();
}

#[test]
fn one_run_scores_and_explains_on_several_threads_at_once() {
    let run = parks::run().unwrap();
    let wanted = run.score().unwrap();
    let shared = Arc::new(run);
    let threads: Vec<_> = ["P1", "P2", "P3", "P4"]
        .into_iter()
        .map(|key| {
            let run = Arc::clone(&shared);
            thread::spawn(move || (run.score(), run.explain(key)))
        })
        .collect();
    for (thread, grade) in threads.into_iter().zip(wanted.grade.iter()) {
        let (scores, explanation) = thread.join().unwrap();
        assert_eq!(scores.unwrap(), wanted);
        assert_eq!(explanation.unwrap().grade.as_deref(), grade.as_deref());
    }
}
