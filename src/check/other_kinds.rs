//! What bears an unknown name is something else than a value of a row.

use super::Checker;
use super::context::Wanted;
use crate::core::{Type, Verdict};
use crate::finding::{Fix, Span, Words};
use crate::syntax::ast::Name;
use crate::words;

/// The way out, with its edits when there is but one.
type WayOut = (Words, Option<Fix>);

impl Checker<'_> {
    /// How what bears a name is read, when it is no value of a row.
    pub(super) fn of_another_kind(&self, name: &Name, span: Span, wanted: Option<&Wanted>) -> Option<WayOut> {
        let written = name.value.as_str();
        self.of_table(written)
            .or_else(|| self.of_marks(written, span))
            .or_else(|| self.of_condition(written, span))
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

    /// A condition where there is no subject, and 合规符合 written in one word.
    fn of_condition(&self, name: &str, span: Span) -> Option<WayOut> {
        if self.condition_ids.contains_key(name) {
            let help = words!(
                "「{name}」是条件，说的是一家被评对象，不能写在参数里或下级的行里",
                "`{name}` is a condition of a subject and cannot be read in a parameter or in a row below"
            );
            return Some((help, None));
        }
        let ends = [
            ("不符合", Verdict::NotMet),
            ("符合", Verdict::Met),
            ("达标", Verdict::Met),
            ("通过", Verdict::Met),
            ("满足", Verdict::Met),
            ("待说明", Verdict::NeedsReason),
            ("不适用", Verdict::NotApplicable),
        ];
        let of = |(end, verdict): &(&str, Verdict)| Some((name.strip_suffix(end)?.to_owned(), *verdict));
        let (condition, verdict) =
            ends.iter().filter_map(of).find(|(name, _)| self.condition_ids.contains_key(name.as_str()))?;
        let asked = format!("{condition} {}", verdict.written(self.file.language));
        let help = words!(
            "「{condition}」是条件，它的结果这样问：{asked}",
            "`{condition}` is a condition; what it comes to is asked like this: {asked}"
        );
        Some((help, Some(Fix::replace(span, asked))))
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
