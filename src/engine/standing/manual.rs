//! 人工定等 stands above all else.

use super::Standing;
use crate::engine::manual::ManualGrade;
use crate::result::{Decision, Note};

impl Standing<'_> {
    /// A decision of people stands above everything that the rules would say.
    pub(super) fn take_decisions(&mut self, manual: &[ManualGrade]) {
        for ManualGrade { row, label, reason, document } in manual {
            let (grade, reason, document) = (label.clone(), reason.clone(), document.clone());
            self.note(*row, Note::ManualGrade { grade, reason, document });
            self.set(*row, Decision::Manual, label);
        }
    }
}
