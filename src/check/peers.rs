//! 范围: who is compared with whom.

use super::Checker;
use super::context::Cohort;
use crate::core::{FieldId, Peers, Schema, TableId};
use crate::finding::{Code, Diagnostic, Fix};
use crate::syntax::ast::{self, StatementKind};
use crate::words;

impl Checker<'_> {
    /// 范围 … of subjects.
    pub(super) fn cohort_of(&mut self, scope: &ast::Scope) -> Option<Cohort> {
        self.cohort_at(scope, Schema::SUBJECTS)
    }

    /// 范围 … of the rows of a table.
    pub(super) fn cohort_at(&mut self, scope: &ast::Scope, table: TableId) -> Option<Cohort> {
        if scope.participating && !self.has_participation() {
            if !self.file.may_lack(StatementKind::Participation) {
                self.report(
                    Diagnostic::error(
                        Code::H0204,
                        scope.span,
                        words!(
                            "范围是参评的，却没有写哪些参评",
                            "the cohort is that of participants, but no item says who participates"
                        ),
                    )
                    .help(words!(
                        "加一条：参评 … 其余 \"不参评\" 依据 …，或写 范围 全部",
                        "add: participates … otherwise \"not evaluated\" basis …, or write scope everyone"
                    )),
                );
            }
            return None;
        }
        let peers = Peers { table, same: self.shared_fields(scope, table)? };
        Some(Cohort { peers, participating: scope.participating })
    }

    /// The fields that rows of a table share in a cohort: of their own table, or of one above it.
    fn shared_fields(&mut self, scope: &ast::Scope, table: TableId) -> Option<Vec<(TableId, FieldId)>> {
        let mut fields = Vec::new();
        for shared in &scope.same {
            let of = if let Some(above) = &shared.table {
                self.table_above(above, table)?
            } else {
                self.own_field(table, &shared.name)?;
                table
            };
            fields.push((of, self.field_id(of, &shared.name)?));
        }
        Some(fields)
    }

    /// Refuses the name of a field that only a table above has.
    fn own_field(&mut self, table: TableId, name: &ast::Name) -> Option<()> {
        let has =
            |of: TableId| self.schema.table(of)?.fields.iter().any(|field| field.name == name.value).then_some(of);
        let mut above = std::iter::successors(self.schema.parent(table), |at| self.schema.parent(*at));
        let Some(of) = above.find_map(has).filter(|_| has(table).is_none()) else { return Some(()) };
        let (written, here, above) = (&name.value, self.table_name(table), self.table_name(of));
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!(
                    "「{here}」没有名为「{written}」的列，它是「{above}」的列",
                    "`{here}` has no column `{written}`; it is one of `{above}`"
                ),
            )
            .help(words!("写作：{above}.{written}", "write: {above}.{written}"))
            .fix(Fix::replace(name.span, format!("{above}.{written}"))),
        )
    }

    /// A table by name, which is that of some rows or above it.
    fn table_above(&mut self, name: &ast::Name, table: TableId) -> Option<TableId> {
        let of = self.table_id(name)?;
        if self.schema.path_up(table, of).is_some() {
            return Some(of);
        }
        let (written, here) = (&name.value, self.table_name(table));
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                name.span,
                words!(
                    "「{written}」不在「{here}」之上，一行「{here}」没有一个确定的「{written}」",
                    "`{written}` is not above `{here}`: a row of `{here}` has no one row of `{written}`"
                ),
            )
            .help(words!(
                "「同」后面写「{here}」自己的列，或上级表的列（表.列）",
                "behind `same` write columns of `{here}`, or of a table above it (table.column)"
            )),
        )
    }
}
