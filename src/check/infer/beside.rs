//! Rows that are not below the row at hand but beside it, looked up by what they say: 年度 是 本行.年度 - 1.

use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{
    Beside, Comparison, Constant, DefinitionId, ExprId, ExprKind, FieldId, FigureId, KeyPart, Operator, Schema,
    Statistic, TableId, Type,
};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::syntax::ast;
use crate::words;

/// A condition of a look-up taken apart: what rows are to say that the row at hand says, and the rest.
type Taken<'e> = (Vec<(&'e ast::Expr, &'e ast::Expr)>, Vec<&'e ast::Expr>);

impl Checker<'_> {
    /// 本行.列, which only a look-up may ask for.
    pub(super) fn of_this_row(&mut self, name: &ast::Name, span: Span, context: &Context) -> Option<ExprId> {
        if context.of_this_row {
            return self.named(None, name, span, &Context { of_this_row: false, ..context.clone() });
        }
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                span,
                words!("「本行」只能用来问「是」", "`this_row` can only be asked for with `is`"),
            )
            .help(words!(
                "在行的定义里，从同一家的另外的行里取：取(表.列 其中 年度 是 本行.年度 - 1)；加减的是固定的整数",
                "in a definition of a row, of other rows of the same subject: pick(table.column where year is this_row.year - 1); what is added or taken away is a fixed whole number"
            )),
        )
    }

    /// The nearest table above both a table of rows and that of the row at hand, where the rows are not below it.
    pub(super) fn above_both(&self, of: TableId, at: TableId) -> Option<TableId> {
        if of != at && self.schema.path_up(of, at).is_some() {
            return None;
        }
        let mut above = std::iter::successors(self.schema.parent(of), |table| self.schema.parent(*table));
        above.find(|table| self.schema.path_up(at, *table).is_some())
    }

    /// Where rows stand that are looked up from a row, and the condition that is left: what they are to say and the row at
    /// hand says is the key of the look-up.
    pub(super) fn looked_up(
        &mut self,
        filter: Option<&ast::Expr>,
        (of, at, above): (TableId, TableId, TableId),
        span: Span,
    ) -> Option<(Beside, Option<ExprId>)> {
        let (asked, rest) = filter.map(taken_apart).unwrap_or_default();
        let theirs_at = Context::row(of);
        let mut keys = Vec::new();
        for (theirs, own) in asked {
            let side = self.infer(theirs, &theirs_at, None);
            let own_side = self.said_by_this_row(own, at);
            let compared = self.compared(Comparison::Equal, ("是", None), side?, own_side?, theirs.span)?;
            let ExprKind::Compare { left, right, .. } = self.arena[compared].kind else { return None };
            keys.push((left, right));
        }
        let rest: Vec<Option<ExprId>> = rest.into_iter().map(|term| self.infer_yes_no(term, &theirs_at)).collect();
        let rest = rest.into_iter().collect::<Option<Vec<ExprId>>>()?;
        let filter = match rest.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => Some(self.arena.yes_no(ExprKind::And(rest), span)),
        };
        Some((Beside { above, keys }, filter))
    }

    /// 本行.年度 - 1: what is taken away is in the unit of the column.
    fn said_by_this_row(&mut self, own: &ast::Expr, at: TableId) -> Option<ExprId> {
        let context = Context { of_this_row: true, ..Context::row(at) };
        let ast::ExprKind::Arithmetic { operator, left, right } = &own.kind else {
            return self.infer(own, &context, None);
        };
        let said = self.infer_number(left, &context)?;
        let moved = match &right.kind {
            ast::ExprKind::Number { value, unit: None } => {
                let unit = self.number_unit(said)?;
                self.arena.constant(Constant::Number(value * &unit.scale), Type::Number(unit), right.span)
            }
            _ => self.infer_number(right, &context)?,
        };
        self.operate(*operator, said, moved, own.span)
    }

    /// 本年.营业收入: the one row of a set whose 其中 fixes the whole key; nothing where the name is none of such a set.
    #[allow(clippy::option_option, reason = "outer: whether it is one; inner: without errors")]
    pub(in crate::check) fn only_row(
        &mut self,
        set: &ast::Name,
        name: &ast::Name,
        (of, at): (TableId, TableId),
        span: Span,
    ) -> Option<Option<ExprId>> {
        let id = self.definition_ids.get(&(None, set.value.clone())).copied()?;
        if self.schema.parent(of) != Some(at) {
            return None;
        }
        Some(self.read_only_row(id, (set, name), of, span))
    }

    fn read_only_row(
        &mut self,
        id: DefinitionId,
        (set, name): (&ast::Name, &ast::Name),
        of: TableId,
        span: Span,
    ) -> Option<ExprId> {
        let belongs = self.definition(id)?.value;
        let fixed = self.fixed_fields(belongs, of);
        let table = self.schema.table(of)?;
        let is_open = |part: &&KeyPart| matches!(part, KeyPart::Field(field) if !fixed.contains(field));
        let open = table.key.iter().filter(is_open).filter_map(|part| match part {
            KeyPart::Field(field) => table.fields.get(field.0).map(|field| field.name.clone()),
            KeyPart::Parent => None,
        });
        let (open, written, rows) = (open.collect::<Vec<_>>(), &set.value, &table.name);
        let Words { zh, en } = Words::listed(&open);
        let error = if table.key.is_empty() {
            words!(
                "「{written}」可能有几行：「{rows}」没有写主键",
                "`{written}` may have several rows: `{rows}` declares no key"
            )
        } else if open.is_empty() {
            let filter = self.arena.add(ExprKind::Figure(FigureId::Definition(id)), Type::YesNo, set.span);
            let value = self.named(None, name, name.span, &Context::row(of))?;
            let ty = self.arena[value].ty.clone();
            let (statistic, filter, value) = (Statistic::Only, Some(filter), Some(value));
            return Some(self.arena.add(
                ExprKind::Rows { table: of, beside: None, statistic, filter, value },
                ty,
                span,
            ));
        } else {
            words!(
                "「{written}」可能有几行：主键里 {zh} 没有定",
                "`{written}` may have several rows: of the key {en} is not fixed"
            )
        };
        self.refuse(Diagnostic::error(Code::H0207, span, error).help(words!(
            "在「{written}」的其中里写明这一列 是 哪一个，或用 取、求和 等函数",
            "fix it in the condition of `{written}` with `is`, or use a function such as pick or sum"
        )))
    }

    /// The fields of rows that a condition fixes.
    fn fixed_fields(&self, condition: ExprId, of: TableId) -> Vec<FieldId> {
        let mut fixed = Vec::new();
        let mut open = vec![condition];
        while let Some(expr) = open.pop() {
            match &self.arena[self.meant(expr)].kind {
                ExprKind::And(terms) => open.extend(terms),
                ExprKind::Figure(FigureId::Definition(id)) => {
                    open.extend(self.defined(*id).filter(|set| set.is_row_set).map(|set| set.value));
                }
                ExprKind::Compare { comparison: Comparison::Equal, left, right, .. } => {
                    for (side, other) in [(left, right), (right, left)] {
                        if let ExprKind::Field { table, field } = self.arena[*side].kind
                            && table == of
                            && self.constant(*other).is_some()
                        {
                            fixed.push(field);
                        }
                    }
                }
                _ => {}
            }
        }
        fixed
    }
}

impl Checker<'_> {
    /// Whether rows of a table can be looked up from a row of another, so that 本行 says what by.
    pub(super) fn is_beside(&self, of: TableId, at: Option<TableId>) -> Option<TableId> {
        let at = at.filter(|at| *at != Schema::SUBJECTS)?;
        self.above_both(of, at)
    }
}

/// The terms of a condition that ask 本行, and the others.
fn taken_apart(filter: &ast::Expr) -> Taken<'_> {
    let mut terms = vec![filter];
    let (mut asked, mut rest) = (Vec::new(), Vec::new());
    while let Some(term) = terms.pop() {
        match &term.kind {
            ast::ExprKind::And(parts) => terms.extend(parts.iter().rev()),
            ast::ExprKind::Compare { comparison: Comparison::Equal, left, right, .. } => {
                match (is_of_this_row(left), is_of_this_row(right)) {
                    (false, true) => asked.push((left.as_ref(), right.as_ref())),
                    (true, false) => asked.push((right.as_ref(), left.as_ref())),
                    _ => rest.push(term),
                }
            }
            _ => rest.push(term),
        }
    }
    (asked, rest)
}

/// 本行.列, or that and so many more or less.
fn is_of_this_row(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::ThisRow(_) => true,
        ast::ExprKind::Arithmetic { operator: Operator::Add | Operator::Subtract, left, right } => {
            let is_whole = matches!(&right.kind, ast::ExprKind::Number { value, .. } if value.is_integer());
            matches!(left.kind, ast::ExprKind::ThisRow(_)) && is_whole
        }
        _ => false,
    }
}
