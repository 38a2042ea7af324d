//! What a 示例 names: indicators and definitions.

use super::Checker;
use super::context::Context;
use super::uses::Meaning;
use crate::core::{FigureId, IndicatorId, Schema, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::syntax::ast::{self, Assumed, StatementKind};
use crate::words;

impl Checker<'_> {
    /// Whether something of an indicator has been refused where it is written; `by` as lacking that clause.
    pub(super) fn is_refused_indicator(&self, code: &str, by: Option<&str>) -> bool {
        let source = self.file.indicators().find(|indicator| indicator.code.value == code);
        let is_inside = |at: Span| source.is_some_and(|source| source.span.contains(at));
        self.diagnostics.iter().any(|finding| {
            let is_meant = by.is_none_or(|by| finding.code == Code::H0204 && finding.message.zh.contains(by));
            is_meant && finding.is_error() && finding.span().is_some_and(is_inside)
        })
    }

    pub(super) fn indicator_id(&mut self, name: &ast::Name) -> Option<IndicatorId> {
        if let Some(id) = self.indicator_of(name) {
            return Some(id);
        }
        if self.is_lost(name, Self::EARNERS) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self.indicators.iter().map(|indicator| indicator.code.clone()).collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有编号为「{written}」的指标", "there is no indicator `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    /// The figure that an example sets, and its type.
    pub(super) fn assumed(&mut self, name: &ast::Name, what: Assumed) -> Option<(FigureId, Type)> {
        match what {
            Assumed::Definition => self.definition_named(name),
            Assumed::Total => {
                self.may_read_marks(name.span, &Context::subject())?;
                Some((FigureId::Total, Type::marks()))
            }
            Assumed::Mark => {
                if let Some(head) = self.head_of(name) {
                    return Some((FigureId::Head(head), Type::marks()));
                }
                Some((FigureId::Mark(self.indicator_id(name)?), Type::marks()))
            }
            Assumed::Value => {
                let id = self.indicator_id(name)?;
                // What it is set to may be right.
                if self.is_refused_indicator(&name.value, None) {
                    return None;
                }
                let indicator = self.indicators.get(id.0)?;
                // A value with errors has been reported where it is written.
                if indicator.has_value {
                    return Some((FigureId::Value(id), self.arena[indicator.value?].ty.clone()));
                }
                let code = &name.value;
                self.refuse(Diagnostic::error(
                    Code::H0802,
                    name.span,
                    words!("指标 {code} 没有取值可设", "indicator {code} has no value to set"),
                ))
            }
        }
    }

    pub(super) fn definition_named(&mut self, name: &ast::Name) -> Option<(FigureId, Type)> {
        let key = (Some(Schema::SUBJECTS), name.value.clone());
        if let Some(id) = self.definition_ids.get(&key).copied() {
            self.means(Meaning::Definition(id), name.span);
            let definition = self.definition(id)?;
            return Some((FigureId::Definition(id), self.arena[definition.value].ty.clone()));
        }
        let is_own_lost = || {
            let own = name.value.rsplit_once('.').map(|(_, own)| own);
            // A column of a header is a figure of its rows.
            let is_column = self.file.may_lack(StatementKind::Header);
            own.is_some_and(|own| is_column || self.may_be_lost(own, &[StatementKind::Definition]))
        };
        if is_own_lost() || self.is_lost(name, &[StatementKind::Definition, StatementKind::Indicator]) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self
            .definition_ids
            .keys()
            .filter(|key| key.0 == Some(Schema::SUBJECTS))
            .map(|key| key.1.clone())
            .chain(self.indicators.iter().map(|indicator| indicator.code.clone()))
            .collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有名为「{written}」的定义", "there is no definition `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }
}
