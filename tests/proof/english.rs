//! What is proved of English rules is said without a Chinese word but theirs.

use heng::finding::Sources;

use crate::answers::{BOUNDS, DIRECTIONS, text};
use crate::english_text::{foreign, foreign_in, in_english};
use crate::rules::proofs;

#[test]
fn what_is_proved_speaks_english() {
    let mut found = Vec::new();
    for (clauses, _) in BOUNDS.iter().chain(DIRECTIONS) {
        let text = in_english(&text(clauses));
        let proofs = proofs(&text);
        let mut sources = Sources::default();
        sources.add("rules.heng", text.as_str());
        let known = [text];
        found.extend(foreign_in(&sources, &proofs.findings, &known));
        let statements = proofs.statements.iter().flat_map(|statement| {
            [&statement.subject, &statement.claim.en, &statement.why.en].into_iter().chain(&statement.example)
        });
        found.extend(statements.flat_map(|said| foreign(said, &known)).map(str::to_owned));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
