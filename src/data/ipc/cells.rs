//! The values of an Arrow column as texts of cells.

use std::borrow::Cow;

use polars_arrow::array::{
    Array, BooleanArray, DictionaryArray, DictionaryKey, PrimitiveArray, Utf8Array, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, IntegerType, TimeUnit};
use polars_arrow::types::NativeType;

use crate::data::asked::Asked;
use crate::number::{Date, Number};

/// What the cell of a row says; nothing where it is empty.
pub(super) type Cells<'a> = Box<dyn Fn(usize) -> Option<Cow<'a, str>> + 'a>;

/// Such a decimal has no more digits.
const DECIMALS: usize = 38;

/// Whether values of a type can be said as texts without a doubt.
pub(super) fn is_told(ty: &ArrowDataType) -> bool {
    match ty.to_storage() {
        ArrowDataType::Dictionary(_, values, _) => {
            !matches!(values.to_storage(), ArrowDataType::Dictionary(..)) && is_told(values)
        }
        ArrowDataType::Decimal(_, scale) => *scale <= DECIMALS,
        ArrowDataType::Null
        | ArrowDataType::Boolean
        | ArrowDataType::Int8
        | ArrowDataType::Int16
        | ArrowDataType::Int32
        | ArrowDataType::Int64
        | ArrowDataType::UInt8
        | ArrowDataType::UInt16
        | ArrowDataType::UInt32
        | ArrowDataType::UInt64
        | ArrowDataType::Float32
        | ArrowDataType::Float64
        | ArrowDataType::Date32
        | ArrowDataType::Date64
        | ArrowDataType::Timestamp(_, None)
        | ArrowDataType::Utf8
        | ArrowDataType::LargeUtf8
        | ArrowDataType::Utf8View => true,
        _ => false,
    }
}

/// The cells of a column; `None` of a type that is not told.
pub(super) fn cells(array: &dyn Array, asked: Asked) -> Option<Cells<'_>> {
    match array.dtype().to_storage() {
        ArrowDataType::Null => Some(Box::new(|_| None)),
        ArrowDataType::Boolean => {
            let array = array.as_any().downcast_ref::<BooleanArray>()?;
            Some(Box::new(move |row| array.get(row).map(|value| asked.truth(value).into())))
        }
        ArrowDataType::Int8 => said::<i8>(array, |value| value.to_string()),
        ArrowDataType::Int16 => said::<i16>(array, |value| value.to_string()),
        ArrowDataType::Int32 => said::<i32>(array, |value| value.to_string()),
        ArrowDataType::Int64 => said::<i64>(array, |value| value.to_string()),
        ArrowDataType::UInt8 => said::<u8>(array, |value| value.to_string()),
        ArrowDataType::UInt16 => said::<u16>(array, |value| value.to_string()),
        ArrowDataType::UInt32 => said::<u32>(array, |value| value.to_string()),
        ArrowDataType::UInt64 => said::<u64>(array, |value| value.to_string()),
        // The shortest decimal that reads back, as in parquet files.
        ArrowDataType::Float32 => said::<f32>(array, |value| value.to_string()),
        ArrowDataType::Float64 => said::<f64>(array, |value| value.to_string()),
        ArrowDataType::Decimal(_, scale) => {
            let scale = u32::try_from(*scale).ok()?;
            said::<i128>(array, move |value| Number::from_scaled(value, scale).to_string())
        }
        ArrowDataType::Date32 => said::<i32>(array, |value| day(value.into())),
        ArrowDataType::Date64 => said::<i64>(array, |value| moment(value, 1000)),
        ArrowDataType::Timestamp(unit, None) => {
            let second = match unit {
                TimeUnit::Second => 1,
                TimeUnit::Millisecond => 1000,
                TimeUnit::Microsecond => 1_000_000,
                TimeUnit::Nanosecond => 1_000_000_000,
            };
            said::<i64>(array, move |value| moment(value, second))
        }
        ArrowDataType::Utf8 => {
            let array = array.as_any().downcast_ref::<Utf8Array<i32>>()?;
            Some(Box::new(|row| array.get(row).map(Cow::Borrowed)))
        }
        ArrowDataType::LargeUtf8 => {
            let array = array.as_any().downcast_ref::<Utf8Array<i64>>()?;
            Some(Box::new(|row| array.get(row).map(Cow::Borrowed)))
        }
        ArrowDataType::Utf8View => {
            let array = array.as_any().downcast_ref::<Utf8ViewArray>()?;
            Some(Box::new(|row| array.get(row).map(Cow::Borrowed)))
        }
        ArrowDataType::Dictionary(key, ..) => match key {
            IntegerType::Int8 => of_dictionary::<i8>(array, asked),
            IntegerType::Int16 => of_dictionary::<i16>(array, asked),
            IntegerType::Int32 => of_dictionary::<i32>(array, asked),
            IntegerType::Int64 => of_dictionary::<i64>(array, asked),
            IntegerType::UInt8 => of_dictionary::<u8>(array, asked),
            IntegerType::UInt16 => of_dictionary::<u16>(array, asked),
            IntegerType::UInt32 => of_dictionary::<u32>(array, asked),
            IntegerType::UInt64 => of_dictionary::<u64>(array, asked),
            _ => None,
        },
        _ => None,
    }
}

fn said<'a, T: NativeType>(array: &'a dyn Array, say: impl Fn(T) -> String + 'a) -> Option<Cells<'a>> {
    let array = array.as_any().downcast_ref::<PrimitiveArray<T>>()?;
    Some(Box::new(move |row| (!array.is_null(row)).then(|| Cow::Owned(say(array.value(row))))))
}

fn of_dictionary<K: DictionaryKey>(array: &dyn Array, asked: Asked) -> Option<Cells<'_>> {
    let array = array.as_any().downcast_ref::<DictionaryArray<K>>()?;
    let entries = cells(array.values().as_ref(), asked)?;
    Some(Box::new(move |row| if array.is_null(row) { None } else { entries(array.key_value(row)) }))
}

fn day(days: i64) -> String {
    let date = i32::try_from(days).ok().and_then(Date::from_days);
    date.map_or_else(|| format!("1970-01-01 {days:+}"), |date| date.to_string())
}

/// A moment at midnight is a day; another one says its time, which is no day.
fn moment(value: i64, second: i64) -> String {
    const DAY: i64 = 86_400;
    let whole = second.saturating_mul(DAY);
    let (date, within) = (day(value.div_euclid(whole)), value.rem_euclid(whole));
    if within == 0 {
        return date;
    }
    let seconds = within.div_euclid(second);
    let [hours, minutes] = [3600, 60].map(|part| seconds.div_euclid(part));
    let time = format!("{date} {hours:02}:{:02}:{:02}", minutes.rem_euclid(60), seconds.rem_euclid(60));
    if within.rem_euclid(second) == 0 { time } else { format!("{time}+") }
}
