//! Rule sets with some of the edits, scored.

use super::Compared;
use super::folders::OneSide;
use crate::check::{self, ScriptText};
use crate::compare::{Corner, Plan, Which};
use crate::engine::{self, EngineKind};
use crate::finding::SourceId;
use crate::host::progress::UNSEEN;
use crate::program::Program;
use crate::syntax::ast;

/// Places in texts of the older rules, of the newer ones and of scripts, that are in no other text.
pub(super) const OLD: SourceId = SourceId(1 << 20);
pub(super) const NEW: SourceId = SourceId(2 << 20);
const SCRIPTS: u32 = 3 << 20;

/// What scores a rule set with some of the edits.
pub(super) struct Corners<'c> {
    pub(super) plan: &'c Plan<'c>,
    pub(super) old: &'c Compared<'c>,
    pub(super) new: &'c Compared<'c>,
}

impl Corners<'_> {
    /// The scores of a rule set with some of the edits; `None` where it is no rule set, or data are against it.
    pub(super) fn corner(&self, takes: &dyn Fn(usize) -> bool, data: &OneSide) -> Option<Corner> {
        let program = self.program(takes, data.which, &data.declared)?;
        let scores = engine::score(&program, &data.tables, &data.calendar, EngineKind::Columnar, &UNSEEN).ok()?;
        Some(Corner { program, scores })
    }

    /// The program of a rule set with some of the edits.
    pub(super) fn program(
        &self,
        takes: &dyn Fn(usize) -> bool,
        which: Which,
        declared: &[ast::Table],
    ) -> Option<Program> {
        let blend = self.plan.blend(takes, which, declared)?;
        let scripts: Vec<ScriptText> = blend
            .scripts
            .iter()
            .zip(SCRIPTS..)
            .map(|((which, at), id)| {
                let of = if *which == Which::Old { self.old } else { self.new };
                Ok((SourceId(id), of.scripts.get(*at).cloned().unwrap_or_default()))
            })
            .collect();
        check::check(&blend.file, &scripts).program
    }
}
