//! Workbooks and the like: bytes in, sheets of cells out. Nothing is known here of rules, tables or headers.

mod book;
mod fault;
mod form;
mod sheet;

pub use book::{Book, Name};
pub use fault::Fault;
pub use form::{Form, form};
pub use sheet::{Area, Cell, Kind, Row, Sheet, address};
