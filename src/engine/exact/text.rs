//! What is asked of texts.

use super::value::Value;
use crate::core::{TextTest, text_length};
use crate::invariant::{OrBroken, broken};
use crate::number::Number;

/// How one text stands in another; missing where either is.
pub(super) fn text_test(asked: TextTest, text: Value, part: Value) -> Value {
    match (text, part) {
        (Value::Text(text), Value::Text(part)) => Value::YesNo(asked.holds(&text, &part)),
        (Value::Missing(reasons), Value::Missing(more)) => Value::Missing(reasons.and(more)),
        (missing @ Value::Missing(_), _) | (_, missing @ Value::Missing(_)) => missing,
        _ => broken("texts are asked for texts in them"),
    }
}

/// How many characters a text has; missing where it is.
pub(super) fn length(text: Value) -> Value {
    match text {
        Value::Text(text) => {
            let length = i64::try_from(text_length(&text)).ok().or_broken("the length of a text is a number");
            Value::Number(Number::from_integer(length))
        }
        missing @ Value::Missing(_) => missing,
        _ => broken("only a text has a length"),
    }
}
