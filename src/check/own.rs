//! What an item reads of its own: the figures that it defines, 取值 wherever it stands in the file, and 满分, 得分 and
//! 得分率 without a code.

use std::collections::BTreeSet;

use super::context::{Context, Owner, Wanted};
use super::heads::DECLARED;
use super::uses::Meaning;
use super::{Checker, State};
use crate::core::{
    ChildId, DefinitionId, Direction, ExprId, ExprKind, FigureId, HeadId, IndicatorId, Item, Schema, TableId, Type,
};
use crate::finding::{Code, Diagnostic, Fix, Span, Spanned};
use crate::invariant::OrBroken;
use crate::syntax::ast::{self, Name, StatementKind};
use crate::syntax::keyword::function_words;
use crate::words;

impl<'a> Checker<'a> {
    /// From now on this item is looked at; gives what was looked at before.
    pub(super) fn begin(&mut self, owner: Option<Owner>) -> Option<Owner> {
        self.arena.begin(owner.map(|owner| match owner {
            Owner::Indicator(id) => Item::Indicator(id),
            Owner::Head(id) => Item::Head(id),
            Owner::Total => Item::Total,
        }));
        std::mem::replace(&mut self.at_hand, owner)
    }

    /// What is written outside of the tree is no part of the item that reads it first.
    pub(super) fn outside_of_items<T>(&mut self, infer: impl FnOnce(&mut Self) -> T) -> T {
        self.inside(None, false, infer)
    }

    fn inside<T>(&mut self, owner: Option<Owner>, is_figure: bool, infer: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.begin(owner);
        let was_figure = std::mem::replace(&mut self.is_own_figure, is_figure);
        let inferred = infer(self);
        self.is_own_figure = was_figure;
        self.begin(outside);
        inferred
    }

    pub(super) fn owner_of(&self, code: &str) -> Option<Owner> {
        if code == TOTAL {
            return Some(Owner::Total);
        }
        let indicator = self.indicators.iter().position(|known| known.code == code);
        let head = || self.heads.iter().position(|known| known.code == code);
        let indicator = indicator.map(|index| Owner::Indicator(IndicatorId(index)));
        indicator.or_else(|| Some(Owner::Head(HeadId(head()?))))
    }

    /// What stands directly below a head.
    pub(super) fn parts_below(&self, head: HeadId) -> &[ChildId] {
        &self.heads.get(head.0).or_broken(DECLARED).children
    }

    /// The code of an item.
    pub(super) fn code_of(&self, owner: Owner) -> &str {
        let code = match owner {
            Owner::Indicator(id) => self.indicators.get(id.0).map(|known| known.code.as_str()),
            Owner::Head(id) => self.heads.get(id.0).map(|known| known.code.as_str()),
            Owner::Total => Some(TOTAL),
        };
        code.or_broken("an item that is looked at was declared")
    }

    /// Of a finding about a clause that stands for several items: which of them it concerns.
    pub(super) fn about_item(&self, finding: Diagnostic) -> Diagnostic {
        let Some(owner) = self.at_hand else { return finding };
        let is_shared = |at: Span| self.shared_places.iter().any(|shared| shared.contains(at));
        if finding.span().is_some_and(is_shared) { finding.about(self.code_of(owner)) } else { finding }
    }

    /// A figure that an item defines.
    pub(super) fn own_figure(&mut self, code: &Name, value: &ast::Expr) -> Option<ExprId> {
        // One that could not be read has no figures either.
        let owner = self.owner_of(&code.value)?;
        let context = match owner {
            Owner::Indicator(id) => Context { indicator: Some(id), may_read_value: true, ..Context::subject() },
            Owner::Head(_) | Owner::Total => Context::subject(),
        };
        self.inside(Some(owner), true, |checker| checker.infer(value, &context, None))
    }

    /// Infers something of a part of the tree as of a row.
    pub(super) fn of_part<T>(&mut self, part: Owner, infer: impl FnOnce(&mut Self, &Context) -> T) -> T {
        let base = Context { of_part: true, ..Context::subject() };
        let context = match part {
            Owner::Indicator(id) => Context { indicator: Some(id), may_read_value: true, ..base },
            Owner::Head(_) | Owner::Total => base,
        };
        self.inside(Some(part), false, |checker| infer(checker, &context))
    }

    /// 取值 of an indicator, inferred when first asked for; `None` with errors, and without the clause.
    pub(super) fn value_of_own(&mut self, id: IndicatorId) -> Option<ExprId> {
        let (source, state) = self.values.get_mut(id.0)?;
        let source = *source;
        let find = |clause: &'a ast::Clause| match &clause.kind {
            ast::ClauseKind::Value(value) => Some(value),
            _ => None,
        };
        let written = source.clauses.iter().find_map(find)?;
        let name = Spanned::new(format!("{}.取值", source.code.value), written.span);
        match state {
            State::Done(value) => return *value,
            State::Open => return self.cycle(&name),
            State::Untouched => *state = State::Open,
        }
        // All methods but those that are written out compare or calculate with it.
        let is_free = |scoring: &ast::Scoring| {
            matches!(scoring.method.value, ast::Method::Formula(_) | ast::Method::Cumulative(_))
        };
        let is_compared = source.clauses.iter().any(|clause| match &clause.kind {
            ast::ClauseKind::Scoring(scoring) => !is_free(scoring),
            _ => false,
        });
        let wanted = is_compared.then_some(Wanted::Number);
        let context = Context { indicator: Some(id), ..Context::subject() };
        let value = self.inside(Some(Owner::Indicator(id)), false, |checker| {
            checker.chained(&name, |checker| checker.infer_wanted(written, &context, wanted))
        });
        if let Some((_, state)) = self.values.get_mut(id.0) {
            *state = State::Done(value);
        }
        if let Some(known) = self.indicators.get_mut(id.0) {
            known.value = value;
        }
        value
    }

    /// 方向 of the item at hand: whatever has an order there follows it.
    pub(super) fn direction_at_hand(&self) -> Option<Direction> {
        let Some(Owner::Indicator(id)) = self.at_hand else { return None };
        self.values.get(id.0)?.0.clauses.iter().find_map(|clause| match &clause.kind {
            ast::ClauseKind::Direction(direction) => Some(*direction),
            _ => None,
        })
    }

    /// The definition that a bare name is of the item at hand.
    pub(super) fn own_definition(&self, name: &str) -> Option<DefinitionId> {
        let owner = self.at_hand?;
        let key = (Some(Schema::SUBJECTS), format!("{}.{name}", self.code_of(owner)));
        self.definition_ids.get(&key).copied()
    }

    /// A bare name in a row below a subject that is a figure of the item at hand, and CODE.NAME anywhere. `None` of a name
    /// that is something else.
    #[allow(clippy::option_option, reason = "outer: whether it is meant; inner: without errors")]
    pub(super) fn figure_of_item(
        &mut self,
        code: Option<&Name>,
        name: &Name,
        (at, span): (TableId, Span),
    ) -> Option<Option<ExprId>> {
        let is_below = self.schema.path_up(at, Schema::SUBJECTS).is_some();
        let id = match code {
            None if at != Schema::SUBJECTS && is_below && !self.is_member(at, &name.value) => {
                self.own_definition(&name.value)?
            }
            None => return None,
            Some(code) if self.is_row_source(&code.value) => return None,
            Some(code) => {
                let full = format!("{}.{}", code.value, name.value);
                let found = self.definition_ids.get(&(Some(Schema::SUBJECTS), full.clone())).copied();
                if let Some(id) = found {
                    id
                } else {
                    self.owner_of(&code.value)?;
                    return Some(self.no_such_figure(code, name, &full));
                }
            }
        };
        if !is_below {
            return None;
        }
        self.means(Meaning::Definition(id), name.span);
        let definition = self.definition(id);
        Some(definition.map(|definition| {
            let ty = self.arena[definition.value].ty.clone();
            self.arena.add(ExprKind::Figure(FigureId::Definition(id)), ty, span)
        }))
    }

    fn no_such_figure(&mut self, code: &Name, name: &Name, full: &str) -> Option<ExprId> {
        if self.may_be_lost(full, &[StatementKind::Definition]) {
            return None;
        }
        let (item, written) = (&code.value, &name.value);
        let prefix = format!("{item}.");
        let known: Vec<&str> = self.definition_ids.keys().filter_map(|key| key.1.strip_prefix(&prefix)).collect();
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("{item} 没有自己的「{written}」", "{item} has no `{written}` of its own"),
        )
        .suggest(written, known.iter().copied());
        // A1.得分率 is read as 得分率(A1).
        if is_rate(written).is_some() {
            let call = format!("{written}({item})");
            return self.refuse(error.fix(Fix::replace(code.span.to(name.span), call)));
        }
        let error = if error.help.is_some() || known.is_empty() {
            error
        } else {
            let list = crate::finding::Words::listed(&known);
            let (zh, en) = (list.zh, list.en);
            error.help(words!("它有：{zh}", "it has: {en}"))
        };
        self.refuse(error)
    }

    /// A figure that others of the items have, and this one lacks.
    pub(super) fn lacks_figure(&self, name: &Name) -> Option<Diagnostic> {
        let owner = self.at_hand?;
        let end = format!(".{}", name.value);
        let is_of_others =
            self.definition_ids.keys().any(|key| key.0 == Some(Schema::SUBJECTS) && key.1.ends_with(&end));
        let full = format!("{}{end}", self.code_of(owner));
        if !is_of_others || self.may_be_lost(&full, &[StatementKind::Definition]) {
            return None;
        }
        let written = &name.value;
        let error =
            Diagnostic::error(Code::H0201, name.span, words!("「{written}」没有写", "`{written}` is not written"));
        Some(error.help(words!(
            "在这一项里写上它（表头有这一列的，写在那一格），或者不读它",
            "write it in the item (under a header, in its cell), or do not read it"
        )))
    }

    /// 满分 of a head or of 总分, whose clauses or figures are looked at.
    pub(super) fn full_marks_of_node(&mut self, span: Span) -> Option<ExprId> {
        match self.at_hand? {
            Owner::Indicator(_) => None,
            Owner::Head(id) => Some(self.arena.mark_of(FigureId::HeadFull(id), span)),
            Owner::Total => {
                let full = self.written_full_marks()?;
                Some(self.arena.marks(full, span))
            }
        }
    }

    /// 得分, 得分率 and 权重 of the item at hand.
    #[allow(clippy::option_option, reason = "outer: whether it is meant; inner: without errors")]
    pub(super) fn own_marks(&mut self, name: &Name, at: TableId) -> Option<Option<ExprId>> {
        let owner = self.at_hand.filter(|_| at == Schema::SUBJECTS)?;
        let weight = function_words("权重");
        if name.value == weight.zh || name.value == weight.en {
            return Some(self.weight_of(owner, name.span));
        }
        let is_rate = is_rate(&name.value)?;
        let may = self.may_read_marks(name.span, &Context::subject());
        Some(may.and_then(|()| self.earned(owner, is_rate, name.span)))
    }

    /// Refuses figures of items that have the name of something that every item can read.
    pub(super) fn refuse_hiding_names(&mut self) {
        let mut told: Vec<Span> = Vec::new();
        let codes: BTreeSet<&str> = self.file.tree().into_iter().map(|node| node.code().value.as_str()).collect();
        let own: Vec<&ast::Definition> =
            self.definitions.iter().map(|(source, _)| *source).filter(|source| source.of.is_some()).collect();
        for source in own {
            let bare = source.name.value.split_once('.').map_or("", |(_, bare)| bare);
            let Some((zh, en)) = self.hidden_by(bare, &codes).filter(|_| !told.contains(&source.name.span)) else {
                continue;
            };
            told.push(source.name.span);
            self.report(
                Diagnostic::error(
                    Code::H0202,
                    source.name.span,
                    words!(
                        "「{bare}」已经用过：它是{zh}，又是这里定义的",
                        "`{bare}` is declared twice: as {en} and as a figure of the item"
                    ),
                )
                .help(words!("给这里的换一个名称", "give this one another name")),
            );
        }
    }

    /// What else bears a name, where an item can read it.
    fn hidden_by(&self, name: &str, codes: &BTreeSet<&str>) -> Option<(&'static str, &'static str)> {
        let subjects = self.schema.table(Schema::SUBJECTS);
        if subjects.is_some_and(|table| table.fields.iter().any(|field| field.name == name)) {
            return Some(("一列", "a column"));
        }
        if self.parameter_ids.contains_key(name) {
            return Some(("参数", "a parameter"));
        }
        let is_definition = |table| self.definition_ids.contains_key(&(table, name.to_owned()));
        if is_definition(Some(Schema::SUBJECTS)) || is_definition(None) {
            return Some(("定义", "a definition"));
        }
        if self.schema.tables.iter().any(|table| table.name == name) {
            return Some(("数据表", "a table"));
        }
        if self.condition_ids.contains_key(name) {
            return Some(("条件", "a condition"));
        }
        if codes.contains(name) {
            return Some(("编号", "a code"));
        }
        let fields = self.schema.tables.iter().flat_map(|table| &table.fields);
        let mut choices = fields.filter_map(|field| match &field.ty {
            Type::Choice(choices) => Some(choices),
            _ => None,
        });
        if choices.any(|choices| choices.iter().any(|choice| choice == name)) {
            return Some(("枚举的一项", "a choice of an enumeration"));
        }
        let is_own = ["取值", "得分", "得分率", "满分", "权重"].into_iter().any(|word| {
            let words = function_words(word);
            words.zh == name || words.en == name
        });
        is_own.then_some(("每一项都有的数", "a figure that every item has"))
    }

    /// A column called 得分率 beside the bare word in a figure of an item: which is meant cannot be told.
    pub(super) fn is_column_too(&mut self, name: &Name) -> bool {
        if !self.is_own_figure || is_rate(&name.value).is_none() {
            return false;
        }
        let (written, table) = (&name.value, self.table_name(Schema::SUBJECTS));
        self.report(
            Diagnostic::error(
                Code::H0202,
                name.span,
                words!(
                    "「{written}」既是这一项自己的，又是「{table}」的列",
                    "`{written}` is of the item itself, and a column of `{table}` too"
                ),
            )
            .help(words!(
                "读这一列的，写 {table}.{written}；读自己的，给列换一个名称",
                "to read the column write {table}.{written}; for its own, give the column another name"
            ))
            .fix(Fix::replace(name.span, format!("{table}.{written}"))),
        );
        true
    }
}

/// What 总分 is called where one of its figures is named.
const TOTAL: &str = "总分";

/// Whether a word is 得分率; `None` when it is not 得分 either.
fn is_rate(name: &str) -> Option<bool> {
    [("得分", false), ("得分率", true)].into_iter().find_map(|(word, is_rate)| {
        let words = function_words(word);
        (words.zh == name || words.en == name).then_some(is_rate)
    })
}
