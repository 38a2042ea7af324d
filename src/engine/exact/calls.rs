//! What calls of scripts have given: the same arguments give the same result.

#[allow(clippy::disallowed_types, reason = "looked up only, never walked through; script values have no order")]
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::core::FunctionId;
use crate::script::{Datum, Failure};

/// Results that are remembered; with more, those of old are forgotten.
const MOST_KNOWN: usize = 100_000;

/// A function and what it is called with.
pub(super) type Call = (FunctionId, Vec<Given>);

/// An argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Given {
    Value(Datum),
    Column(Column),
}

/// The values of a cohort. They are looked through once, however many subjects they are handed in for.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Equal columns have equal numbers.
    id: usize,
    values: Arc<[Datum]>,
}

/// Calls and columns known so far, shared by all evaluators of a run.
#[derive(Clone, Default)]
pub struct Calls(Arc<Mutex<Known>>);

#[derive(Default)]
#[allow(clippy::disallowed_types, reason = "looked up only, never walked through; script values have no order")]
struct Known {
    results: HashMap<Call, Arc<OnceLock<Result<Datum, Failure>>>>,
    columns: HashMap<Arc<[Datum]>, usize>,
}

impl Given {
    /// The argument as a script takes it.
    pub(super) fn datum(&self) -> Datum {
        match self {
            Self::Value(value) => value.clone(),
            Self::Column(column) => Datum::List(column.values.to_vec()),
        }
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Column {}

impl Hash for Column {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl Calls {
    /// What a call gives; it is worked out the first time.
    pub(super) fn result(
        &self,
        call: &Call,
        run: impl FnOnce(&Call) -> Result<Datum, Failure>,
    ) -> Result<Datum, Failure> {
        let place = {
            let results = &mut self.known().results;
            if let Some(known) = results.get(call) {
                Arc::clone(known)
            } else {
                if results.len() >= MOST_KNOWN {
                    results.clear();
                }
                Arc::clone(results.entry(call.clone()).or_default())
            }
        };
        // Others go on meanwhile; whoever asks for the same waits for it.
        place.get_or_init(|| run(call)).clone()
    }

    pub(super) fn column(&self, values: Vec<Datum>) -> Column {
        let values: Arc<[Datum]> = values.into();
        let columns = &mut self.known().columns;
        let next = columns.len();
        let id = *columns.entry(Arc::clone(&values)).or_insert(next);
        Column { id, values }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
