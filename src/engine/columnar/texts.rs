//! What is asked of texts, row by row.

use super::bounds::Bounds;
use super::form::Form;
use super::lower::Lowerer;
use super::number::Fraction;
use super::operand::Operand;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{ExprId, TableId, TextTest};

impl Lowerer<'_> {
    /// How one text stands in another.
    pub(super) fn text_test(
        &mut self,
        asked: TextTest,
        text: ExprId,
        part: ExprId,
        table: TableId,
    ) -> Result<Operand, Reason> {
        let (text, part) = (self.text(text, table)?, self.text(part, table)?);
        Ok(Operand::YesNo(text.tested(asked, &part)))
    }

    /// How many characters a text has.
    pub(super) fn text_length(&mut self, text: ExprId, table: TableId) -> Result<Operand, Reason> {
        let length = Whole::of(self.text(text, table)?.length(), Bounds::new(0, i32::MAX));
        Ok(Operand::from(Fraction::whole(length)))
    }

    fn text(&mut self, expr: ExprId, table: TableId) -> Result<Form, Reason> {
        match self.lower(expr, table)? {
            Operand::Text(text) => Ok(text),
            _ => Err(Reason::Form),
        }
    }
}
