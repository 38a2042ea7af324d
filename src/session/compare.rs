//! Two rule sets beside one another.

mod cells;
mod corners;
mod folders;
mod migration;
mod tied;

use super::Rules;
use crate::compare::{self, Differences, Side};
use crate::finding::{Diagnostic, SourceId};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::syntax::{self, ast};
pub use folders::Folder;
pub use migration::{Folders, migration};

/// A checked rule set with its tree and the texts of its scripts.
#[derive(Debug)]
pub struct Compared<'r> {
    rules: &'r Rules,
    program: &'r Program,
    file: ast::File,
    scripts: Vec<String>,
}

impl<'r> Compared<'r> {
    /// Of rules that were checked.
    #[must_use]
    pub fn of(rules: &'r Rules, program: &'r Program) -> Self {
        let file = parsed(rules, rules.whole);
        let scripts = program.rules.scripts.iter().map(|script| rules.sources.source(script.source).text.clone());
        Self { rules, program, file, scripts: scripts.collect() }
    }

    /// The same tree with places that are in no text of the other rule set.
    fn tree(&self, id: SourceId) -> ast::File {
        parsed(self.rules, id)
    }

    fn side(&self) -> Side<'_> {
        let path = self.rules.sources.get(SourceId::default()).or_broken("rules that were checked have a file");
        Side {
            file: &self.file,
            sources: &self.rules.sources,
            program: self.program,
            scripts: &self.scripts,
            path: &path.path,
        }
    }
}

fn parsed(rules: &Rules, id: SourceId) -> ast::File {
    let (mut file, _): (_, Vec<Diagnostic>) = syntax::parse(id, &rules.sources.source(rules.whole).text);
    file.language = rules.language;
    file
}

/// What differs between two rule sets, item by item and clause by clause.
#[must_use]
pub fn differences(old: &Compared<'_>, new: &Compared<'_>) -> Differences {
    compare::differences(old.side(), new.side())
}
