//! Checking: syntax tree to [`RuleSet`].
//!
//! Names become ids, units are inferred, scoring methods are spelt out in the core expressions, and
//! what can be refused before any data is refused. All findings of a file are reported in one run.

mod aggregate;
mod cases;
mod checker;
mod claims;
mod clauses;
mod conditions;
mod context;
mod copeland;
mod cycles;
mod declared;
mod edition;
mod enumerations;
mod examples;
mod expectations;
mod expected_names;
mod grades;
mod gradings;
mod heads;
mod indicator;
mod infer;
mod items;
mod kinds;
mod known;
mod levels;
mod links;
mod listed;
mod lost;
mod manual;
mod marks;
mod method;
mod missing;
mod multiples;
mod names;
mod nodes;
mod open_marks;
mod other_kinds;
mod outputs;
mod own;
mod own_weights;
mod parameter;
mod participation;
mod peers;
mod places;
mod places_of_grade;
mod proofs;
mod ranges;
mod reach;
mod repeated;
mod schema;
mod scripts;
mod stages;
mod symbols;
mod translate;
mod unknown;
mod uses;
mod vetoes;
mod weights;

use crate::finding::{Diagnostic, told_once_for_items};
use crate::program::Program;
use crate::syntax::ast;
use checker::{Checker, DEEPEST_CHAIN, DefinitionKey, State};
use listed::{summands, texts};

pub use scripts::{ScriptText, complained};
pub use symbols::{Symbol, Symbols};

/// What is known of a file once it has been checked.
#[derive(Debug)]
pub struct Checked {
    /// The program; there exactly when all of the file was read and no finding is an error.
    pub program: Option<Program>,
    /// Its declared names, also of what has errors.
    pub symbols: Symbols,
    /// What is wrong with it. What only seems to be missing, since a statement could not be read, is not reported.
    pub findings: Vec<Diagnostic>,
}

/// Checks a file. `scripts` are the texts of its 脚本, in their order.
#[must_use]
pub fn check(file: &ast::File, scripts: &[ScriptText]) -> Checked {
    let mut checker = Checker::new(file);
    let rules = checker.rules(scripts);
    // Types of symbols are read from the arena, which the program takes with it.
    let symbols = checker.symbols();
    checker.refuse_shared_names(&symbols);
    checker.warn_of_look_alikes(&symbols);
    checker.warn_of_unused_enumerations(&symbols);
    let program =
        if checker.arena.is_full() { checker.too_large() } else { rules.and_then(|rules| checker.program(rules)) };
    let findings = told_once_for_items(checker.diagnostics);
    let failed = file.has_unread() || findings.iter().any(Diagnostic::is_error);
    Checked { program: program.filter(|_| !failed), symbols, findings }
}
