//! What bears an unknown name is something else than a value of a row.

use super::Checker;
use super::context::Wanted;
use crate::core::Type;
use crate::finding::{Fix, Span, Words};
use crate::syntax::ast::{self, Name};
use crate::words;

/// The way out, with its edits when there is but one.
type WayOut = (Words, Option<Fix>);

impl Checker<'_> {
    /// How what bears a name is read, when it is no value of a row.
    pub(super) fn of_another_kind(&self, name: &Name, span: Span, wanted: Option<&Wanted>) -> Option<WayOut> {
        let written = name.value.as_str();
        self.of_table(written)
            .or_else(|| self.of_marks(written, span))
            .or_else(|| self.of_condition(written))
            .or_else(|| self.of_choice(written, span, wanted))
            .or_else(|| self.of_truth(written, span, wanted))
    }

    /// 真, true: what other programs write for 是.
    fn of_truth(&self, name: &str, span: Span, wanted: Option<&Wanted>) -> Option<WayOut> {
        let truth = match name {
            "真" | "有" | "对" | "TRUE" | "True" | "true" | "yes" | "Y" => true,
            "假" | "无" | "错" | "FALSE" | "False" | "false" | "no" | "N" => false,
            _ => return None,
        };
        if !wanted.is_none_or(|wanted| wanted.accepts(&Type::YesNo)) {
            return None;
        }
        let written = self.file.language.truth(truth);
        let help = words!("「{name}」写作「{written}」", "for `{name}`, write `{written}`");
        Some((help, Some(Fix::replace(span, written))))
    }

    fn of_table(&self, name: &str) -> Option<WayOut> {
        let is_table = self.schema.tables.iter().any(|table| table.name == name);
        is_table.then(|| {
            let help = words!(
                "「{name}」是数据表：写 计数({name})，或 求和({name}.列)",
                "`{name}` is a table: write count({name}), or sum({name}.FIELD)"
            );
            (help, None)
        })
    }

    /// A1, or A1得分 and 保洁率得分 of the indicator A1 “保洁率”.
    fn of_marks(&self, name: &str, span: Span) -> Option<WayOut> {
        let is_code = |name: &str| {
            self.indicators.iter().any(|known| known.code == name) || self.heads.iter().any(|known| known.code == name)
        };
        if is_code(name) {
            let help = words!(
                "「{name}」是指标或方面的编号：它的得分写 得分({name})，得分率写 得分率({name})",
                "`{name}` is an indicator or a head: its mark is mark({name}), its rate mark_rate({name})"
            );
            return Some((help, None));
        }
        let ends = [("得分率", words!("得分率", "mark_rate")), ("得分", words!("得分", "mark"))];
        let (whose, function) = ends.into_iter().find_map(|(end, word)| Some((name.strip_suffix(end)?, word)))?;
        let whose = whose.trim_end_matches('的');
        let code = if is_code(whose) { whose } else { self.code_of_title(whose)? };
        let call = format!("{}({code})", self.in_file(&function));
        let help = words!("指标和方面的得分按编号读：{call}", "marks are read by the code: {call}");
        Some((help, Some(Fix::replace(span, call))))
    }

    /// The code of the only head or indicator with a title.
    fn code_of_title(&self, title: &str) -> Option<&str> {
        let nodes = self.file.tree().into_iter();
        let titled = nodes.filter(|node| node.title().is_some_and(|known| known.value == title));
        let mut found = titled.map(|node| node.code().value.as_str());
        found.next().filter(|_| found.next().is_none())
    }

    fn of_condition(&self, name: &str) -> Option<WayOut> {
        let conditions = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Condition(condition) => Some(condition.name.value.as_str()),
            _ => None,
        });
        let ends = ["", "符合", "达标", "通过", "满足"];
        let mut meant = conditions.filter(|known| name.strip_prefix(known).is_some_and(|rest| ends.contains(&rest)));
        let condition = meant.next()?;
        let help = words!(
            "「{condition}」是条件，这里读不到：把它的要求另写成「定义」，在条件和这里都引用",
            "`{condition}` is a condition and cannot be read here: write what it requires as a `define`, and read that in both places"
        );
        Some((help, None))
    }

    /// An item of an enumeration, which says nothing without its column.
    fn of_choice(&self, name: &str, span: Span, wanted: Option<&Wanted>) -> Option<WayOut> {
        let columns = self.schema.tables.iter().take(1).flat_map(|table| &table.fields);
        let mut columns = columns
            .filter(|field| matches!(&field.ty, Type::Choice(choices) if choices.iter().any(|choice| choice == name)));
        let column = columns.next()?.name.as_str();
        let is = words!("是", "is");
        let comparison = format!("{column} {} {name}", self.in_file(&is));
        let help = words!(
            "「{name}」是「{column}」的一项，写明是哪一列的：{comparison}",
            "`{name}` is a choice of `{column}`; the column is named: {comparison}"
        );
        let is_only = columns.next().is_none() && wanted.is_none_or(|wanted| wanted.accepts(&Type::YesNo));
        Some((help, is_only.then(|| Fix::replace(span, comparison))))
    }
}
