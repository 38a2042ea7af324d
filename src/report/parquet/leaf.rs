//! What a column of the file holds.

use polars_parquet_format::{
    ConvertedType, DecimalType, FieldRepetitionType, IntType, LogicalType, SchemaElement, StringType, Type,
};

use crate::invariant::fit;

/// Digits of a decimal that a parquet file holds in 64 bits, and the most that it can hold.
const USUAL_DIGITS: i32 = 18;
const MOST_DIGITS: i32 = 38;

/// Bytes of a decimal of the most digits.
const LONG_BYTES: i32 = 16;

/// A column of the file.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The values of a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Texts in UTF-8.
    Text,
    /// Decimals of so many places, of at most 18 digits.
    Decimal(u32),
    /// Decimals of so many places and more digits.
    LongDecimal(u32),
    /// Counts.
    Count,
}

impl Kind {
    pub(super) fn physical(self) -> Type {
        match self {
            Self::Text => Type::BYTE_ARRAY,
            Self::Decimal(_) | Self::Count => Type::INT64,
            Self::LongDecimal(_) => Type::FIXED_LEN_BYTE_ARRAY,
        }
    }
}

impl Leaf {
    /// The column as the schema has it. Readers older than logical types know the converted one.
    pub(super) fn element(&self) -> SchemaElement {
        let decimal = |scale: u32, precision: i32| {
            let scale = fit(scale);
            let logical = LogicalType::DECIMAL(DecimalType { scale, precision });
            (ConvertedType::DECIMAL, logical, Some((scale, precision)))
        };
        let (converted, logical, digits) = match self.kind {
            Kind::Text => (ConvertedType::UTF8, LogicalType::STRING(StringType {}), None),
            Kind::Decimal(scale) => decimal(scale, USUAL_DIGITS),
            Kind::LongDecimal(scale) => decimal(scale, MOST_DIGITS),
            Kind::Count => {
                let logical = LogicalType::INTEGER(IntType { bit_width: 64, is_signed: false });
                (ConvertedType::UINT_64, logical, None)
            }
        };
        SchemaElement {
            type_: Some(self.kind.physical()),
            type_length: matches!(self.kind, Kind::LongDecimal(_)).then_some(LONG_BYTES),
            repetition_type: Some(FieldRepetitionType::OPTIONAL),
            name: self.name.clone(),
            num_children: None,
            converted_type: Some(converted),
            scale: digits.map(|(scale, _)| scale),
            precision: digits.map(|(_, precision)| precision),
            field_id: None,
            logical_type: Some(logical),
        }
    }
}
