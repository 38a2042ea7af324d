//! A function of a script, as others see it.

use std::ops::Range;

use super::{Impure, Pure};

/// One function of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Name.
    pub name: String,
    /// Names of its parameters, in order.
    pub parameters: Vec<String>,
    /// `private fn`: a helper of the file, which needs no declaration.
    pub private: bool,
    /// Bytes of `fn name(parameters)`.
    pub at: Range<usize>,
    /// The function as one expression for whole columns, or what stands in the way.
    pub pure: Result<Pure, Impure>,
    /// Whether it takes roots, logarithms or the like to decimals that it does not state itself, or calls one that
    /// does.
    pub irrational: bool,
}
