//! A document as a list of its clauses, and rule sets held against it.
//!
//! A rule covers the clause that its 依据 names, and the paragraphs of that clause, which have no number of their
//! own in the document: 第九条（六） covers 第九条（六）第二款. It does not cover numbered items below, since 依据 can
//! name each of them: 第九条 does not cover 第九条（一）. What stands above has a rule when something below has one.

mod compare;
mod list;
mod reference;

pub use compare::{Comparison, Source, Use, compare};
pub use list::{ClauseList, KINDS, ListedClause, read};
pub use reference::{Part, Reference};
