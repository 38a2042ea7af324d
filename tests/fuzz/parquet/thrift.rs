//! The compact protocol of thrift, as far as parquet files use it: to a tree and back.

use crate::random::Random;

/// A value, or one that says what it is not.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Truth(bool),
    Byte(u8),
    /// A whole number with the kind that it says it is of.
    Number(u8, i64),
    Double([u8; 8]),
    Bytes(Vec<u8>),
    /// A list with the kind of its parts, and how many it says it has where that is not so many.
    List(u8, Vec<Value>, Option<u64>),
    Struct(Vec<(i16, Value)>),
}

/// Reads a struct; the bytes behind it are left.
pub(crate) fn structure(bytes: &mut &[u8]) -> Option<Value> {
    let mut fields = Vec::new();
    let mut last = 0_i16;
    loop {
        let head = byte(bytes)?;
        let kind = head & 15;
        if kind == 0 {
            return Some(Value::Struct(fields));
        }
        let id = if head >> 4 == 0 { zigzag(varint(bytes)?) as i16 } else { last.checked_add(i16::from(head >> 4))? };
        let value = match kind {
            1 | 2 => Value::Truth(kind == 1),
            _ => value(kind, bytes)?,
        };
        fields.push((id, value));
        last = id;
    }
}

fn value(kind: u8, bytes: &mut &[u8]) -> Option<Value> {
    Some(match kind {
        3 => Value::Byte(byte(bytes)?),
        4..=6 => Value::Number(kind, zigzag(varint(bytes)?)),
        7 => {
            let (own, rest) = bytes.split_first_chunk::<8>()?;
            *bytes = rest;
            Value::Double(*own)
        }
        8 => {
            let length = usize::try_from(varint(bytes)?).ok()?;
            let (own, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Value::Bytes(own.to_vec())
        }
        9 => {
            let head = byte(bytes)?;
            let parts = if head >> 4 == 15 { varint(bytes)? } else { u64::from(head >> 4) };
            let parts = (0..parts).map(|_| value(head & 15, bytes)).collect::<Option<_>>()?;
            Value::List(head & 15, parts, None)
        }
        12 => structure(bytes)?,
        _ => return None,
    })
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let own = byte(bytes)?;
        value |= u64::from(own & 127) << shift;
        if own < 128 {
            return Some(value);
        }
    }
    None
}

fn zigzag(written: u64) -> i64 {
    (written >> 1).cast_signed() ^ -(written & 1).cast_signed()
}

fn put_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 128 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

impl Value {
    /// The bytes of a struct.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out);
        out
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Truth(truth) => 2 - u8::from(*truth),
            Self::Byte(_) => 3,
            Self::Number(kind, _) => *kind,
            Self::Double(_) => 7,
            Self::Bytes(_) => 8,
            Self::List(..) => 9,
            Self::Struct(_) => 12,
        }
    }

    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Truth(_) => {}
            Self::Byte(own) => out.push(*own),
            Self::Number(_, own) => put_varint(((own << 1) ^ (own >> 63)).cast_unsigned(), out),
            Self::Double(own) => out.extend(own),
            Self::Bytes(own) => {
                put_varint(own.len() as u64, out);
                out.extend(own);
            }
            Self::List(kind, parts, said) => {
                let said = said.unwrap_or(parts.len() as u64);
                if said < 15 {
                    out.push((said as u8) << 4 | kind);
                } else {
                    out.push(0xF0 | kind);
                    put_varint(said, out);
                }
                for part in parts {
                    part.put(out);
                }
            }
            Self::Struct(fields) => {
                let mut last = 0_i16;
                for (id, own) in fields {
                    if let Some(step @ 1..=15) = id.checked_sub(last) {
                        out.push((step as u8) << 4 | own.kind());
                    } else {
                        out.push(own.kind());
                        put_varint(((i64::from(*id) << 1) ^ (i64::from(*id) >> 63)).cast_unsigned(), out);
                    }
                    own.put(out);
                    last = *id;
                }
                out.push(0);
            }
        }
    }

    /// A field of a struct.
    pub(crate) fn field(&self, wanted: i16) -> Option<&Value> {
        let Self::Struct(fields) = self else { return None };
        fields.iter().find(|(id, _)| *id == wanted).map(|(_, own)| own)
    }

    pub(crate) fn field_mut(&mut self, wanted: i16) -> Option<&mut Value> {
        let Self::Struct(fields) = self else { return None };
        fields.iter_mut().find(|(id, _)| *id == wanted).map(|(_, own)| own)
    }

    pub(crate) fn without(&mut self, unwanted: i16) {
        if let Self::Struct(fields) = self {
            fields.retain(|(id, _)| *id != unwanted);
        }
    }

    pub(crate) fn number(&self) -> Option<i64> {
        if let Self::Number(_, own) = self { Some(*own) } else { None }
    }

    pub(crate) fn parts(&self) -> &[Value] {
        if let Self::List(_, parts, _) = self { parts } else { &[] }
    }

    /// How many values there are in it, itself counted.
    fn count(&self) -> usize {
        1 + match self {
            Self::List(_, parts, _) => parts.iter().map(Self::count).sum(),
            Self::Struct(fields) => fields.iter().map(|(_, own)| own.count()).sum::<usize>(),
            _ => 0,
        }
    }

    /// Changes one value in it.
    pub(crate) fn change(&mut self, random: &mut Random) {
        let place = random.below(self.count());
        self.change_at(place, random);
    }

    fn change_at(&mut self, place: usize, random: &mut Random) {
        if place == 0 {
            return self.change_own(random);
        }
        let mut place = place - 1;
        let parts: Vec<&mut Value> = match self {
            Self::List(_, parts, _) => parts.iter_mut().collect(),
            Self::Struct(fields) => fields.iter_mut().map(|(_, own)| own).collect(),
            _ => return,
        };
        for part in parts {
            let count = part.count();
            if place < count {
                return part.change_at(place, random);
            }
            place -= count;
        }
    }

    fn change_own(&mut self, random: &mut Random) {
        const SIZES: [u64; 8] = [0, 1, 16, 255, 65_535, 1 << 24, i32::MAX as u64, u32::MAX as u64];
        match self {
            Self::Truth(truth) => *truth = !*truth,
            Self::Byte(own) => *own = random.below(256) as u8,
            Self::Number(kind, own) => match random.below(8) {
                0 => *kind = 4 + random.below(3) as u8,
                1 => *own = random.of_all(&NUMBERS),
                2 => *own = own.wrapping_add(1),
                3 => *own = own.wrapping_sub(1),
                4 => *own = own.wrapping_neg(),
                5 => *own = own.wrapping_mul(2),
                6 => *own ^= 1 << random.below(64),
                _ => *own = random.below(64) as i64,
            },
            Self::Double(own) => own[random.below(8)] = random.below(256) as u8,
            Self::Bytes(own) => match random.below(5) {
                0 => own.clear(),
                1 => own.truncate(random.below(own.len() + 1)),
                2 => own.extend(std::iter::repeat_n(b'x', random.of_all(&[1, 16, 4096]))),
                _ if own.is_empty() => own.push(0xFF),
                3 => {
                    let at = random.below(own.len());
                    own[at] ^= 1 << random.below(8);
                }
                _ => {
                    let at = random.below(own.len());
                    own[at] = random.below(256) as u8;
                }
            },
            Self::List(kind, parts, said) => match random.below(7) {
                0 => *said = Some(random.of_all(&SIZES)),
                1 => *said = Some((parts.len() as u64).wrapping_add(1)),
                2 => *kind = random.below(16) as u8,
                _ if parts.is_empty() => *said = Some(1),
                3 => {
                    parts.remove(random.below(parts.len()));
                }
                4 => parts.extend(std::iter::repeat_n(parts[random.below(parts.len())].clone(), 1 + random.below(40))),
                _ => {
                    let (one, other) = (random.below(parts.len()), random.below(parts.len()));
                    parts.swap(one, other);
                }
            },
            Self::Struct(fields) => match random.below(6) {
                _ if fields.is_empty() => fields.push((1, Self::Number(5, 1))),
                0 | 1 => {
                    fields.remove(random.below(fields.len()));
                }
                2 => {
                    let at = random.below(fields.len());
                    fields[at].0 = random.below(20) as i16;
                }
                3 => {
                    let twice = fields[random.below(fields.len())].clone();
                    fields.push(twice);
                }
                4 => {
                    // One within another, many times.
                    let mut deep = Self::Struct(Vec::new());
                    for _ in 0..random.of_all(&[3, 100, 3000]) {
                        deep = Self::Struct(vec![(1 + random.below(15) as i16, deep)]);
                    }
                    fields.push((random.below(20) as i16, deep));
                }
                _ => {
                    let with = fields[random.below(fields.len())].1.clone();
                    let at = random.below(fields.len());
                    fields[at].1 = with;
                }
            },
        }
    }
}

const NUMBERS: [i64; 20] = [
    0,
    1,
    -1,
    2,
    7,
    8,
    31,
    32,
    64,
    127,
    255,
    65_536,
    1 << 20,
    1 << 30,
    i32::MAX as i64,
    i32::MIN as i64,
    u32::MAX as i64,
    1 << 40,
    i64::MAX,
    i64::MIN,
];
