//! An explanation as a page for a browser and for paper, and the page that leads to those of all subjects. A page asks
//! for nothing else and runs nothing: what is long is folded, and open on paper.

mod index;
mod line;
mod marks;
mod reasons;
mod ruling;
mod running;
mod subject;
mod tree;

pub use index::{Entry, index};
pub use subject::{Around, page};
