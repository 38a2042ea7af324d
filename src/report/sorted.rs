//! JSON with the members of each object in the order of their names, which is that of [`serde_json::Value`]: but a value
//! for each part of a large document would take many times the memory of the text.

use std::ops::Range;

use serde::ser::{self, Serialize};
use serde_json::{Error, Result, Value};

use crate::cancel::{BYTES, look};
use crate::invariant::OrBroken;

/// The text of something, indented, with a line end.
pub(super) fn text(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    value.serialize(Writer { out: &mut out, depth: 0 }).or_broken("what is reported can be written as JSON");
    out.push(b'\n');
    String::from_utf8(out).or_broken("JSON is UTF-8")
}

/// Writes one value at the end of a text.
struct Writer<'t> {
    out: &'t mut Vec<u8>,
    /// How many lists and objects it stands in.
    depth: usize,
}

impl<'t> Writer<'t> {
    fn plain(self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(self.out, value)
    }

    fn object(self) -> Object<'t> {
        Object {
            start: self.out.len(),
            out: self.out,
            depth: self.depth,
            members: Vec::new(),
            key: String::new(),
            around: None,
        }
    }

    /// The one member of an object.
    fn only<T>(self, name: &str, write: impl FnOnce(Writer<'_>) -> Result<T>) -> Result<()> {
        let mut object = self.object();
        object.member(name.to_owned(), write)?;
        object.end()
    }
}

fn line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

/// A list that is being written; around it may stand an object with it alone.
struct List<'t> {
    out: &'t mut Vec<u8>,
    depth: usize,
    is_empty: bool,
    /// Whether a variant stands around it.
    is_variant: bool,
}

impl<'t> List<'t> {
    fn begin(out: &'t mut Vec<u8>, depth: usize, variant: Option<&str>) -> Result<Self> {
        let is_variant = variant.is_some();
        let depth = depth + usize::from(is_variant);
        if let Some(name) = variant {
            open_variant(out, depth, name)?;
        }
        out.push(b'[');
        Ok(Self { out, depth, is_empty: true, is_variant })
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        line(self.out, self.depth + 1);
        value.serialize(Writer { out: self.out, depth: self.depth + 1 })
    }

    fn close(self) {
        if !self.is_empty {
            line(self.out, self.depth);
        }
        self.out.push(b']');
        if self.is_variant {
            close_variant(self.out, self.depth);
        }
    }
}

fn open_variant(out: &mut Vec<u8>, depth: usize, name: &str) -> Result<()> {
    out.push(b'{');
    line(out, depth);
    serde_json::to_writer(&mut *out, name)?;
    out.extend_from_slice(b": ");
    Ok(())
}

fn close_variant(out: &mut Vec<u8>, depth: usize) {
    line(out, depth.saturating_sub(1));
    out.push(b'}');
}

/// An object whose members are being written one after the other, without their names.
struct Object<'t> {
    out: &'t mut Vec<u8>,
    depth: usize,
    start: usize,
    members: Vec<(String, Range<usize>)>,
    /// The name of the member that comes.
    key: String,
    /// The variant around it.
    around: Option<&'static str>,
}

impl Object<'_> {
    fn member<T>(&mut self, name: String, write: impl FnOnce(Writer<'_>) -> Result<T>) -> Result<()> {
        let from = self.out.len();
        write(Writer { out: self.out, depth: self.depth + 1 })?;
        self.members.push((name, from..self.out.len()));
        Ok(())
    }

    /// Puts the members in order, each behind its name.
    fn end(mut self) -> Result<()> {
        let written = self.out.split_off(self.start);
        if let Some(name) = self.around {
            open_variant(self.out, self.depth, name)?;
        }
        self.members.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.out.push(b'{');
        for (place, (name, range)) in self.members.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            line(self.out, self.depth + 1);
            serde_json::to_writer(&mut *self.out, name)?;
            self.out.extend_from_slice(b": ");
            let range = range.start - self.start..range.end - self.start;
            for part in written.get(range).or_broken("a member was written").chunks(BYTES) {
                look();
                self.out.extend_from_slice(part);
            }
        }
        if !self.members.is_empty() {
            line(self.out, self.depth);
        }
        self.out.push(b'}');
        if self.around.is_some() {
            close_variant(self.out, self.depth);
        }
        Ok(())
    }
}

macro_rules! plain {
    ($($method:ident $type:ty,)*) => {
        $(
            fn $method(self, value: $type) -> Result<()> {
                self.plain(&value)
            }
        )*
    };
}

impl<'t> ser::Serializer for Writer<'t> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'t>;
    type SerializeTuple = List<'t>;
    type SerializeTupleStruct = List<'t>;
    type SerializeTupleVariant = List<'t>;
    type SerializeMap = Object<'t>;
    type SerializeStruct = Object<'t>;
    type SerializeStructVariant = Object<'t>;

    plain! {
        serialize_bool bool,
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_i128 i128,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_u128 u128,
        serialize_f32 f32,
        serialize_f64 f64,
        serialize_char char,
        serialize_str &str,
        serialize_bytes &[u8],
    }

    fn serialize_none(self) -> Result<()> {
        self.plain(&())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.plain(&())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.plain(&())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.plain(&variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.only(variant, |writer| value.serialize(writer))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'t>> {
        List::begin(self.out, self.depth, None)
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'t>> {
        List::begin(self.out, self.depth, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'t>> {
        List::begin(self.out, self.depth, None)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<List<'t>> {
        List::begin(self.out, self.depth, Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'t>> {
        Ok(self.object())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'t>> {
        Ok(self.object())
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Object<'t>> {
        let object = self.object();
        Ok(Object { depth: object.depth + 1, around: Some(variant), ..object })
    }
}

macro_rules! list {
    ($($trait:ident $method:ident,)*) => {
        $(
            impl ser::$trait for List<'_> {
                type Ok = ();
                type Error = Error;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                    self.element(value)
                }

                fn end(self) -> Result<()> {
                    self.close();
                    Ok(())
                }
            }
        )*
    };
}

list! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

macro_rules! object {
    ($($trait:ident,)*) => {
        $(
            impl ser::$trait for Object<'_> {
                type Ok = ();
                type Error = Error;

                fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
                    self.member(key.to_owned(), |writer| value.serialize(writer))
                }

                fn end(self) -> Result<()> {
                    Object::end(self)
                }
            }
        )*
    };
}

object! {
    SerializeStruct,
    SerializeStructVariant,
}

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = match serde_json::to_value(key)? {
            Value::String(key) => key,
            other => other.to_string(),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = std::mem::take(&mut self.key);
        self.member(key, |writer| value.serialize(writer))
    }

    fn end(self) -> Result<()> {
        Object::end(self)
    }
}
