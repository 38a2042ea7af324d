//! Workbooks and the like: bytes in, sheets of cells out. Nothing is known here of rules, tables or headers.

mod archive;
mod dates;
mod decimal;
mod escapes;
mod fault;
mod form;
mod growing;
mod html;
mod name;
mod ods;
mod reference;
mod sheet;
mod shown;
mod unit;
mod value;
mod whole;
mod workbook;
mod xls;
mod xlsx;
mod xml;
mod zipped;

pub use archive::{Archive, Member};
pub use dates::Epoch;
pub use fault::Fault;
pub use form::{Form, form};
pub use name::Name;
pub use sheet::{Area, Cell, Kind, Row, Sheet, address};
pub use workbook::Book;
