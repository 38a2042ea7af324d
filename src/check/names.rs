//! Resolution of names.

use super::context::{Context, Wanted};
use super::unknown::in_digits;
use super::uses::Meaning;
use super::{Checker, State};
use crate::core::{
    DefinitionId, ExprId, ExprKind, FieldId, FigureId, HeadId, IndicatorId, Schema, Table, TableId, Type,
};
use crate::finding::{Code, Diagnostic, Span};
use crate::syntax::ast::{self, Name, StatementKind};
use crate::words;

/// What a name of a row can be.
#[derive(Clone, Copy)]
enum Member {
    Field(FieldId),
    Definition(DefinitionId),
}

impl Checker<'_> {
    /// What a value of a row can be.
    pub(super) const VALUES: &'static [StatementKind] =
        &[StatementKind::Column, StatementKind::Definition, StatementKind::Parameter, StatementKind::Condition];

    /// What earns marks.
    pub(super) const EARNERS: &'static [StatementKind] = &[StatementKind::Indicator, StatementKind::Head];

    /// Whether a name may be that of a declaration of one of these kinds that could not be read. Then it is no
    /// unknown name, and this is a use of it.
    pub(super) fn is_lost(&mut self, name: &Name, kinds: &'static [StatementKind]) -> bool {
        let is_lost = self.may_be_lost(&name.value, kinds);
        if is_lost {
            self.means(Meaning::Lost(kinds, name.value.clone()), name.span);
        }
        is_lost
    }

    /// As [`Self::is_lost`], where it is not sure that the name is used.
    pub(super) fn may_be_lost(&self, name: &str, kinds: &[StatementKind]) -> bool {
        self.lost.holds(name, kinds)
    }

    /// The indicator of a code, of which this is a use.
    pub(super) fn indicator_of(&mut self, code: &Name) -> Option<IndicatorId> {
        let id = IndicatorId(self.indicators.iter().position(|indicator| indicator.code == code.value)?);
        self.means(Meaning::Indicator(id), code.span);
        Some(id)
    }

    /// The head of a code, of which this is a use.
    pub(super) fn head_of(&mut self, code: &Name) -> Option<HeadId> {
        let id = HeadId(self.heads.iter().position(|head| head.code == code.value)?);
        self.means(Meaning::Head(id), code.span);
        Some(id)
    }

    /// Notes what a name means where it is used.
    pub(super) fn means(&mut self, meaning: Meaning, at: Span) {
        self.uses.0.push((meaning, at));
    }

    /// A table by name.
    pub(super) fn table_id(&mut self, name: &ast::Name) -> Option<TableId> {
        if let Some(index) = self.schema.tables.iter().position(|table| table.name == name.value) {
            self.means(Meaning::Table(TableId(index)), name.span);
            return Some(TableId(index));
        }
        if self.is_lost(name, &[StatementKind::Table]) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self.schema.tables.iter().map(|table| table.name.clone()).collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有名为「{written}」的数据表", "there is no table `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    /// A field of a table by name.
    pub(super) fn field_id(&mut self, table: TableId, name: &ast::Name) -> Option<FieldId> {
        let place = |table: &Table| table.fields.iter().position(|field| field.name == name.value);
        if let Some(index) = self.schema.table(table).and_then(place) {
            self.means(Meaning::Field(table, FieldId(index)), name.span);
            return Some(FieldId(index));
        }
        if self.is_lost(name, &[StatementKind::Column]) || self.is_lost_table(table) {
            return None;
        }
        let fields = self.schema.table(table).map_or(&[][..], |table| table.fields.as_slice());
        let known: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let table = self.table_name(table);
        let written = &name.value;
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("「{table}」没有名为「{written}」的列", "`{table}` has no column `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    /// A table or a set of rows by name: its table, and which rows belong.
    pub(super) fn row_source(&mut self, name: &ast::Name) -> Option<(TableId, Option<ExprId>)> {
        if let Some(index) = self.schema.tables.iter().position(|table| table.name == name.value) {
            self.means(Meaning::Table(TableId(index)), name.span);
            return Some((TableId(index), None));
        }
        if let Some(id) = self.definition_ids.get(&(None, name.value.clone())).copied() {
            self.means(Meaning::Definition(id), name.span);
            let definition = self.definition(id)?;
            let belongs = self.arena.add(ExprKind::Figure(FigureId::Definition(id)), Type::YesNo, name.span);
            return Some((definition.table, Some(belongs)));
        }
        if self.is_lost(name, &[StatementKind::Table, StatementKind::Definition]) || self.may_be_cut_rows(name) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self
            .schema
            .tables
            .iter()
            .map(|table| table.name.clone())
            .chain(self.definition_ids.keys().filter(|key| key.0.is_none()).map(|key| key.1.clone()))
            .collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有名为「{written}」的数据表或行集", "there is no table or set of rows `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    /// 定义 大项目 = 项: what is left of a set of rows has been reported where it is defined.
    pub(super) fn may_be_cut_rows(&mut self, name: &ast::Name) -> bool {
        let id = self.definition_ids.get(&(Some(Schema::SUBJECTS), name.value.clone())).copied();
        let source = id.and_then(|id| Some((id, self.definitions.get(id.0)?.0)));
        let cut = source.filter(|(_, source)| matches!(source.value.kind, ast::ExprKind::Name { table: None, .. }));
        cut.is_some_and(|(id, _)| self.definition(id).is_none())
    }

    /// Whether a name is that of a table or a set of rows.
    pub(super) fn is_row_source(&self, name: &str) -> bool {
        self.schema.tables.iter().any(|table| table.name == name)
            || self.definition_ids.contains_key(&(None, name.to_owned()))
    }

    /// The value of NAME or TABLE.NAME for the row at hand.
    pub(super) fn named(
        &mut self,
        table: Option<&ast::Name>,
        name: &ast::Name,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let Some(at) = context.table else { return self.named_constant(name, context.wanted.as_ref()) };
        if table.is_none()
            && let Some(level) = self.level_of_part(name, context)
        {
            return level;
        }
        if let Some(figure) = self.figure_of_item(table, name, (at, span)) {
            return figure;
        }
        let of = match table {
            Some(table) => self.row_source(table)?.0,
            None => at,
        };
        if self.schema.path_up(at, of).is_none() {
            if let Some(found) = table.and_then(|set| self.only_row(set, name, (of, at), span)) {
                return found;
            }
            let (of_name, field) = (self.table_name(of), &name.value);
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!(
                        "「{of_name}」一家可有多行，不能直接取值",
                        "`{of_name}` may have many rows here; a single value cannot be read"
                    ),
                )
                .help(words!(
                    "写成 求和({of_name}.{field})、计数({of_name}) 或 取({of_name}.{field} 其中 …)",
                    "write sum({of_name}.{field}), count({of_name}) or pick({of_name}.{field} where …)"
                )),
            );
        }
        let parameter = self.parameter_ids.get(&name.value).copied().filter(|_| table.is_none());
        if let Some(member) = self.member_of(of, &name.value) {
            if table.is_none() && of == Schema::SUBJECTS && self.is_column_too(name) {
                return None;
            }
            // What is both is refused where it is declared, and has no type here.
            return if parameter.is_some() { None } else { self.member(of, member, name, span) };
        }
        if let Some(id) = parameter {
            self.means(Meaning::Parameter(id), name.span);
            self.read_parameters.insert(id);
            let parameter = self.parameter(id)?;
            return Some(self.arena.add(
                ExprKind::Figure(FigureId::Parameter(id)),
                self.arena[parameter.value].ty.clone(),
                span,
            ));
        }
        if table.is_none()
            && let Some(own) = self.own_marks(name, at)
        {
            return own;
        }
        if let Some(id) = self.condition_ids.get(&name.value).copied()
            && table.is_none()
            && at == Schema::SUBJECTS
        {
            return self.condition_alone(id, name, span);
        }
        self.unknown_name(of, name, span, context.wanted.as_ref())
    }

    /// Whether a table has a field or definition of a name.
    pub(super) fn is_member(&self, of: TableId, name: &str) -> bool {
        self.member_of(of, name).is_some()
    }

    fn member_of(&self, of: TableId, name: &str) -> Option<Member> {
        let fields = self.schema.table(of).map_or(&[][..], |table| table.fields.as_slice());
        match fields.iter().position(|field| field.name == name) {
            Some(index) => Some(Member::Field(FieldId(index))),
            None => self
                .definition_ids
                .get(&(Some(of), name.to_owned()))
                .copied()
                .or_else(|| self.own_definition(name).filter(|_| of == Schema::SUBJECTS))
                .map(Member::Definition),
        }
    }

    /// A field or definition of a table; `None` when the definition has errors.
    fn member(&mut self, of: TableId, member: Member, name: &ast::Name, span: Span) -> Option<ExprId> {
        let id = match member {
            Member::Field(field) => {
                let ty = self.schema.field(of, field)?.ty.clone();
                self.means(Meaning::Field(of, field), name.span);
                return Some(self.arena.add(ExprKind::Field { table: of, field }, ty, span));
            }
            Member::Definition(id) => id,
        };
        self.means(Meaning::Definition(id), name.span);
        let definition = self.definition(id)?;
        Some(self.arena.add(ExprKind::Figure(FigureId::Definition(id)), self.arena[definition.value].ty.clone(), span))
    }

    fn named_constant(&mut self, name: &ast::Name, wanted: Option<&Wanted>) -> Option<ExprId> {
        if let Some(id) = self.parameter_ids.get(&name.value).copied() {
            self.means(Meaning::Parameter(id), name.span);
            self.read_parameters.insert(id);
            let parameter = self.parameter(id)?;
            let kind = ExprKind::Figure(FigureId::Parameter(id));
            return Some(self.arena.add(kind, self.arena[parameter.value].ty.clone(), name.span));
        }
        if self.is_lost(name, &[StatementKind::Parameter]) {
            return None;
        }
        let written = &name.value;
        let can_be_meant = |known: &&String| self.can_be_meant(Schema::SUBJECTS, known, wanted);
        let known: Vec<String> = self.parameter_ids.keys().filter(can_be_meant).cloned().collect();
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("没有名为「{written}」的参数", "there is no parameter `{written}`"),
        );
        if let Some(error) = in_digits(error.clone(), name) {
            return self.refuse(error);
        }
        self.refuse(error.suggest(written, known.iter().map(String::as_str)))
    }

    /// The type of what bears a name, as far as it is known.
    pub(super) fn known_type(&self, of: TableId, name: &str) -> Option<&Type> {
        let of_field = || self.schema.table(of)?.fields.iter().find(|field| field.name == name).map(|field| &field.ty);
        let of_definition = || {
            let own = || self.own_definition(name).filter(|_| of == Schema::SUBJECTS);
            let id = self.definition_ids.get(&(Some(of), name.to_owned())).copied().or_else(own)?;
            Some(&self.arena[self.defined(id)?.value].ty)
        };
        let of_parameter = || match &self.parameters.get(self.parameter_ids.get(name)?.0)?.1 {
            State::Done(parameter) => Some(&self.arena[parameter.as_ref()?.value].ty),
            State::Untouched | State::Open => None,
        };
        of_field().or_else(of_definition).or_else(of_parameter)
    }

    /// Whether what bears a name is of a type that a place asks for; what has no known type may be.
    fn can_be_meant(&self, of: TableId, name: &str, wanted: Option<&Wanted>) -> bool {
        wanted.zip(self.known_type(of, name)).is_none_or(|(wanted, ty)| wanted.accepts(ty))
    }

    pub(super) fn names_on(&self, of: TableId, wanted: Option<&Wanted>) -> Vec<String> {
        let marks = wanted.is_none_or(|wanted| wanted.accepts(&Type::marks()));
        let rate = wanted.is_none_or(|wanted| wanted.accepts(&Type::Number(super::infer::percent_unit())));
        let fields = self.schema.table(of).into_iter().flat_map(|table| &table.fields);
        fields
            .map(|field| field.name.clone())
            .chain(self.definition_ids.keys().filter(|key| key.0 == Some(of)).map(|key| key.1.clone()))
            .chain(self.parameter_ids.keys().cloned())
            .chain(
                [
                    (words!("总分", "total"), marks),
                    (words!("各方面得分率", "every_head_rate"), rate),
                    (words!("取值", "value"), true),
                    (words!("满分", "full_marks"), marks),
                ]
                .into_iter()
                .filter_map(|(word, is_meant)| is_meant.then(|| self.in_file(&word).to_owned())),
            )
            .filter(|name| self.can_be_meant(of, name, wanted))
            .collect()
    }

    /// Whether a table is not there because no declaration of one could be read.
    pub(super) fn is_lost_table(&self, id: TableId) -> bool {
        self.schema.table(id).is_none() && self.file.may_lack(StatementKind::Table)
    }

    /// The name of a table; empty of the subject table where no table is declared.
    pub(super) fn table_name(&self, id: TableId) -> String {
        self.schema.table(id).map(|table| table.name.clone()).unwrap_or_default()
    }

    /// Both conditions, where given.
    pub(super) fn all_of(&mut self, first: Option<ExprId>, second: Option<ExprId>, span: Span) -> Option<ExprId> {
        match (first, second) {
            (Some(first), Some(second)) => Some(self.arena.yes_no(ExprKind::And(vec![first, second]), span)),
            (one, other) => one.or(other),
        }
    }
}
