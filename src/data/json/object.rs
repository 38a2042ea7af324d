//! One object of JSON to its members. Numbers stay as they are written: no digit of theirs passes through a binary
//! number.

use std::borrow::Cow;

use crate::invariant::part_of;

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'t> {
    Null,
    Truth(bool),
    /// As it is written. NaN and Infinity, which are no JSON but are written by some programs, are among them.
    Number(&'t str),
    Text(Cow<'t, str>),
    /// An object or a list.
    Nested,
}

/// What is wrong with an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is a list, a text, a number or the like.
    NoObject,
    /// It ends too early.
    Ended,
    /// Something that no JSON has there, so many bytes from its start.
    Odd(usize),
    /// Brackets within brackets without end.
    Deep,
}

/// No more brackets than these stand within one another.
const DEEPEST: usize = 128;

/// Reads an object; what stands around it is blank.
pub(super) fn members<'t>(text: &'t str, out: &mut Vec<(Cow<'t, str>, Value<'t>)>) -> Result<(), Wrong> {
    out.clear();
    let mut reader = Reader { text, at: 0 };
    match reader.seen() {
        Some(b'{') => reader.step(),
        Some(b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => return Err(Wrong::NoObject),
        _ => return Err(reader.odd()),
    }
    if reader.seen() == Some(b'}') {
        reader.step();
    } else {
        loop {
            reader.expect(b'"')?;
            let name = reader.text()?;
            reader.seen();
            reader.expect(b':')?;
            out.push((name, reader.value()?));
            match reader.seen() {
                Some(b',') => {
                    reader.step();
                    reader.seen();
                }
                Some(b'}') => {
                    reader.step();
                    break;
                }
                _ => return Err(reader.odd()),
            }
        }
    }
    match reader.seen() {
        None => Ok(()),
        Some(_) => Err(reader.odd()),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// The next byte that is no blank.
    fn seen(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
        self.byte()
    }

    fn odd(&self) -> Wrong {
        if self.at >= self.text.len() { Wrong::Ended } else { Wrong::Odd(self.at) }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        if self.byte() != Some(byte) {
            return Err(self.odd());
        }
        self.step();
        Ok(())
    }

    fn value(&mut self) -> Result<Value<'t>, Wrong> {
        match self.seen() {
            Some(b'"') => {
                self.step();
                self.text().map(Value::Text)
            }
            Some(b'{' | b'[') => self.nested().map(|()| Value::Nested),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(_) => {
                let words = [
                    ("null", Value::Null),
                    ("true", Value::Truth(true)),
                    ("false", Value::Truth(false)),
                    ("NaN", Value::Number("NaN")),
                    ("Infinity", Value::Number("Infinity")),
                ];
                let rest = part_of(self.text, self.at..);
                let Some((word, value)) = words.into_iter().find(|(word, _)| rest.starts_with(word)) else {
                    return Err(self.odd());
                };
                self.at = self.at.saturating_add(word.len());
                Ok(value)
            }
            None => Err(Wrong::Ended),
        }
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        let from = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.step();
        }
        if self.at == from { Err(self.odd()) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<&'t str, Wrong> {
        let from = self.at;
        if self.byte() == Some(b'-') {
            self.step();
            if part_of(self.text, self.at..).starts_with("Infinity") {
                self.at = self.at.saturating_add("Infinity".len());
                return Ok(part_of(self.text, from..self.at));
            }
        }
        // A 0 in front of other digits is no number: it may be a code that has lost its quotation marks.
        if self.byte() == Some(b'0') {
            self.step();
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.step();
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.step();
            }
            self.digits()?;
        }
        Ok(part_of(self.text, from..self.at))
    }

    /// A text behind its opening mark.
    fn text(&mut self) -> Result<Cow<'t, str>, Wrong> {
        let from = self.at;
        let mut own: Option<String> = None;
        let mut plain = from;
        loop {
            match self.byte() {
                None => return Err(Wrong::Ended),
                Some(b'"') => {
                    let last = part_of(self.text, plain..self.at);
                    self.step();
                    return Ok(match own {
                        None => Cow::Borrowed(last),
                        Some(own) => Cow::Owned(own + last),
                    });
                }
                Some(b'\\') => {
                    let own = own.get_or_insert_default();
                    own.push_str(part_of(self.text, plain..self.at));
                    self.step();
                    let letter = self.escaped()?;
                    own.push(letter);
                    plain = self.at;
                }
                Some(0..=0x1F) => return Err(self.odd()),
                Some(_) => self.step(),
            }
        }
    }

    /// What stands behind a \.
    fn escaped(&mut self) -> Result<char, Wrong> {
        let byte = self.byte().ok_or(Wrong::Ended)?;
        let letter = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.step();
                return self.by_number();
            }
            _ => return Err(self.odd()),
        };
        self.step();
        Ok(letter)
    }

    /// The letter of four hexadecimal digits, or of two times four.
    fn by_number(&mut self) -> Result<char, Wrong> {
        let high = self.four()?;
        if let Some(letter) = char::from_u32(high) {
            return Ok(letter);
        }
        if !part_of(self.text, self.at..).starts_with("\\u") {
            return Err(self.odd());
        }
        self.at = self.at.saturating_add(2);
        let here = self.at;
        let low = self.four()?;
        let pair = [high, low].map(|half| u16::try_from(half).unwrap_or_default());
        let mut letters = char::decode_utf16(pair);
        letters.next().and_then(Result::ok).filter(|_| letters.next().is_none()).ok_or(Wrong::Odd(here))
    }

    fn four(&mut self) -> Result<u32, Wrong> {
        let mut number = 0_u32;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16)).ok_or_else(|| self.odd())?;
            number = number.saturating_mul(16).saturating_add(digit);
            self.step();
        }
        Ok(number)
    }

    /// Passes over an object or a list.
    fn nested(&mut self) -> Result<(), Wrong> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.seen().ok_or(Wrong::Ended)? {
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                b'"' => {
                    self.step();
                    self.text()?;
                    continue;
                }
                byte @ (b'}' | b']') if open.pop() != Some(byte) => return Err(self.odd()),
                _ => {}
            }
            self.step();
            if open.is_empty() {
                return Ok(());
            }
            if open.len() > DEEPEST {
                return Err(Wrong::Deep);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(Cow<'_, str>, Value<'_>)>, Wrong> {
        let mut out = Vec::new();
        members(text, &mut out).map(|()| out)
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        for number in ["0", "-0", "12.50", "1e5", "1.5E-05", "0.1234567890123456789012345", "NaN", "-Infinity"] {
            assert_eq!(read(&format!("{{\"a\": {number}}}")), Ok(vec![("a".into(), Value::Number(number))]));
        }
    }

    #[test]
    fn texts_are_what_they_say() {
        for (written, said) in [
            (r"园区", "园区"),
            (r#"a\"b\\c\/d"#, "a\"b\\c/d"),
            (r"\u56ed\u533A", "园区"),
            (r"\ud842\udfb7野", "𠮷野"),
            (r"a\tb\nc", "a\tb\nc"),
        ] {
            assert_eq!(read(&format!("{{\"a\":\"{written}\"}}")), Ok(vec![("a".into(), Value::Text(said.into()))]));
        }
    }

    #[test]
    fn what_is_no_object_is_told_by_its_place() {
        for (text, wrong) in [
            ("[1]", Wrong::NoObject),
            ("", Wrong::Ended),
            ("{\"a\":1", Wrong::Ended),
            ("{\"a\":1,}", Wrong::Odd(7)),
            ("{\"a\" 1}", Wrong::Odd(5)),
            ("{a:1}", Wrong::Odd(1)),
            ("{\"a\":01}", Wrong::Odd(6)),
            ("{\"a\":1.}", Wrong::Odd(7)),
            ("{\"a\":\"\\ud800\"}", Wrong::Odd(12)),
            ("{\"a\":\"\\udfff\\ud800\"}", Wrong::Odd(14)),
            ("{\"a\":[1,2}", Wrong::Odd(9)),
            ("{} {}", Wrong::Odd(3)),
        ] {
            assert_eq!(read(text), Err(wrong), "{text}");
        }
        assert_eq!(read(&format!("{{\"a\":{}}}", "[".repeat(200))), Err(Wrong::Deep));
        assert_eq!(read("{\"a\":{\"b\":[\"]\"]}}"), Ok(vec![("a".into(), Value::Nested)]));
    }
}
