//! What steps are made of.

use super::{Operation, OrderedTerm, OrderedWeights, StepId, Taken};

impl Operation {
    /// The steps directly below, in the order in which they were asked. Rows, members of cohorts and what scripts were
    /// handed are not among them.
    #[must_use]
    pub fn operands(&self) -> Vec<StepId> {
        match self {
            Self::Constant
            | Self::Undecided
            | Self::Uncovered
            | Self::Cell { .. }
            | Self::IsEmpty { .. }
            | Self::Rows { .. }
            | Self::Cohort { .. }
            | Self::CohortWeight { .. }
            | Self::Script(_) => Vec::new(),
            Self::Figure { of, .. }
            | Self::Negate { of }
            | Self::Not { of }
            | Self::TextLength { of }
            | Self::Round { of, .. }
            | Self::Exponential { of, .. }
            | Self::Rank { own: of, .. }
            | Self::NextWorkingDay { date: of, .. } => vec![*of],
            Self::Arithmetic { left, right, .. }
            | Self::Compare { left, right, .. }
            | Self::TextTest { left, right, .. } => {
                vec![*left, *right]
            }
            Self::Asked { applies, requirement, .. } => applies.iter().chain(requirement).copied().collect(),
            Self::WorkingDayAfter { date, days, .. } => vec![*date, *days],
            Self::Sum { terms }
            | Self::And { terms }
            | Self::Or { terms }
            | Self::Least { terms, .. }
            | Self::Greatest { terms, .. } => terms.clone(),
            Self::Choose { asked, taken, .. } => {
                asked.iter().copied().chain(taken.map(|Taken { value, .. }| value)).collect()
            }
            Self::IfMissing { of, stand_in, .. } => vec![*of, *stand_in],
            Self::Copeland { own, weights, .. } => own.iter().chain(weights).copied().collect(),
            Self::Powers { factors, .. } => factors.iter().flat_map(|(base, exponent)| [*base, *exponent]).collect(),
            Self::Logarithm { of, base, .. } => std::iter::once(*of).chain(*base).collect(),
            Self::Ordered { terms, weights } => {
                let terms = terms.iter().flat_map(|OrderedTerm { value, counts }| counts.iter().chain([value]));
                let written = match weights {
                    OrderedWeights::Written(weights) => weights.as_slice(),
                    OrderedWeights::Trimmed { .. }
                    | OrderedWeights::Middle
                    | OrderedWeights::Greatest
                    | OrderedWeights::Least => &[],
                };
                terms.chain(written).copied().collect()
            }
        }
    }

    /// Whether a step is a figure to its readers, not a part of a formula.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        matches!(
            self,
            Self::Cell { .. }
                | Self::IsEmpty { .. }
                | Self::Figure { .. }
                | Self::Rows { .. }
                | Self::Cohort { .. }
                | Self::CohortWeight { .. }
                | Self::Copeland { .. }
                | Self::Rank { .. }
                | Self::Script(_)
        )
    }
}
