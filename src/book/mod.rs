//! Workbooks and the like: bytes in, sheets of cells out. Nothing is known here of rules, tables or headers.

mod book;
mod dates;
mod decimal;
mod escapes;
mod fault;
mod form;
mod growing;
mod name;
mod reference;
mod sheet;
mod shown;
mod value;
mod xlsx;
mod xml;
mod zipped;

pub use book::Book;
pub use fault::Fault;
pub use form::{Form, form};
pub use name::Name;
pub use sheet::{Area, Cell, Kind, Row, Sheet, address};
