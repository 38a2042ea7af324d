//! Calls of functions of scripts.

use super::{Checker, type_names};
use crate::check::context::Context;
use crate::check::translate;
use crate::core::{Argument, Constant, ExprId, ExprKind, FunctionId, Schema, ScriptCall, TableId, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Port, PortKind, ScriptFunction};
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// NAME(argument, …) [其中 …] [范围 …]: `id` is that of the function.
    pub(super) fn script_call(
        &mut self,
        id: FunctionId,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        // One with errors has been reported where it is declared.
        let function = self.functions.get(id.0)?.clone()?;
        let (name, wanted, found) = (&function.name, function.ports.len(), call.arguments.len());
        if wanted != found {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    call.function.span,
                    words!(
                        "「{name}」要 {wanted} 个参数，写了 {found} 个",
                        "`{name}` takes {wanted} arguments, {found} given"
                    ),
                )
                .label(function.span, words!("声明在这里", "declared here")),
            );
        }
        self.script_modifiers(&function, call)?;
        let arguments: Vec<Option<Argument>> = function
            .ports
            .iter()
            .zip(&call.arguments)
            .map(|(port, argument)| self.argument(port, argument, call, context))
            .collect();
        let arguments = arguments.into_iter().collect::<Option<Vec<_>>>()?;
        // The files are lent to the translation, which asks the rest of the checker too.
        let scripts = std::mem::take(&mut self.scripts);
        let translated = scripts.get(function.file.0).and_then(|file| {
            let whole = translate::Function { file, declared: &function };
            self.translated(&whole, &arguments, (context.table, span))
        });
        self.scripts = scripts;
        let kind = ExprKind::Script(ScriptCall { function: id, arguments, translated });
        let ty = function.result.clone();
        let value = self.arena.add(kind, ty.clone(), span);
        Some(match function.places {
            Some(places) => {
                let rounding = Rounding::new(places, RoundingMode::HalfUp);
                self.arena.add(ExprKind::Round { value, rounding }, ty, span)
            }
            None => value,
        })
    }

    /// 其中 is about the rows of the only port that takes rows or a column, 范围 about columns.
    fn script_modifiers(&mut self, function: &ScriptFunction, call: &ast::Call) -> Option<()> {
        let columns = function.ports.iter().filter(|port| matches!(port.kind, PortKind::Column(_))).count();
        let rows = function.ports.iter().filter(|port| matches!(port.kind, PortKind::Rows(_))).count();
        let bare = call.distinct.is_none()
            && call.pick.is_none()
            && call.same_matter.is_none()
            && call.trim.is_none()
            && call.order.is_none()
            && call.ties.is_none()
            && call.position.is_none()
            && call.quantile_type.is_none()
            && call.divisor.is_none()
            && call.order_weights.is_none()
            && call.weights.iter().all(Option::is_none);
        if !bare || call.filter.is_some() && columns + rows != 1 || call.scope.is_some() && columns == 0 {
            return self.misused_modifier(call);
        }
        self.not_accurate(call)?;
        if columns > 0 && call.scope.is_none() {
            let name = &function.name;
            return self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    call.function.span,
                    words!(
                        "「{name}」要各家的值，没有写是哪些家",
                        "`{name}` takes the values of subjects, and it is not stated of which"
                    ),
                )
                .help(words!(
                    "在括号里最后写：范围 全部，或 范围 同 园区类型",
                    "write at the end of the brackets: scope everyone, or scope same kind"
                )),
            );
        }
        Some(())
    }

    fn argument(&mut self, port: &Port, written: &ast::Expr, call: &ast::Call, context: &Context) -> Option<Argument> {
        match &port.kind {
            PortKind::Value(ty) => Some(Argument::Value(self.port_value(port, ty, written, context)?)),
            PortKind::Column(ty) => {
                if context.table != Some(Schema::SUBJECTS) {
                    return self.refuse(Diagnostic::error(
                        Code::H0207,
                        written.span,
                        words!("「范围」只能用于被评对象的值", "a cohort can only be taken of values of the subjects"),
                    ));
                }
                let value = self.port_value(port, ty, written, context);
                let cohort = self.cohort_of(call.scope.as_ref()?);
                let filter = match &call.filter {
                    Some(filter) => Some(self.infer_yes_no(filter, &Context::subject())?),
                    None => None,
                };
                let (value, cohort) = (value?, cohort?);
                let (filter, value) = self.members(&cohort, (filter, Some(value)), written.span);
                Some(Argument::Column { same: cohort.fields(), filter, value: value? })
            }
            PortKind::Record(table) => self.record(port, *table, written, context),
            PortKind::Rows(table) => self.rows_argument(port, *table, written, call, context),
        }
    }

    /// A value of the port's type; a number of the same kind of quantity, in whatever unit.
    fn port_value(&mut self, port: &Port, ty: &Type, written: &ast::Expr, context: &Context) -> Option<ExprId> {
        let value = self.infer(written, context, Some(ty))?;
        let name = &port.name;
        let fits = match (&self.arena[value].ty, ty) {
            (Type::Number(own), Type::Number(wanted)) => own.dimension.compatible(&wanted.dimension),
            (own, wanted) => own == wanted,
        };
        if fits {
            return Some(value);
        }
        let unit = match ty {
            Type::Number(unit) if !unit.name.is_empty() => format!("（{}）", unit.name),
            _ => String::new(),
        };
        let ((wanted_zh, wanted_en), (own_zh, own_en)) = (type_names(ty), type_names(&self.arena[value].ty));
        let is_bare = matches!((&self.arena[value].ty, &self.arena[value].kind), (Type::Number(own), ExprKind::Constant(Constant::Number(_))) if own.name.is_empty());
        let both_numbers = matches!((&self.arena[value].ty, ty), (Type::Number(_), Type::Number(_)));
        let code = match (is_bare, both_numbers) {
            (true, true) => Code::H0304,
            (false, true) => Code::H0301,
            _ => Code::H0302,
        };
        self.refuse(
            Diagnostic::error(
                code,
                written.span,
                words!(
                    "参数「{name}」要{wanted_zh}{unit}，给的是{own_zh}",
                    "parameter `{name}` takes {wanted_en}{unit}, but this is {own_en}"
                ),
            )
            .help(words!("核对参数的次序和单位", "check the order of the arguments and their units")),
        )
    }

    fn record(&mut self, port: &Port, table: TableId, written: &ast::Expr, context: &Context) -> Option<Argument> {
        let here = context.table.filter(|at| self.schema.path_up(*at, table).is_some());
        let named = self.row_argument(written)?;
        if named == table && here.is_some() {
            return Some(Argument::Record(table));
        }
        self.not_the_table(port, table, written)
    }

    fn rows_argument(
        &mut self,
        port: &Port,
        table: TableId,
        written: &ast::Expr,
        call: &ast::Call,
        context: &Context,
    ) -> Option<Argument> {
        let ast::ExprKind::Name { table: None, name } = &written.kind else {
            return self.not_the_table(port, table, written);
        };
        let (of, outer) = self.row_source(name)?;
        let is_below = context.table.is_some_and(|at| self.schema.path_up(of, at).is_some_and(|path| !path.is_empty()));
        if of != table || !is_below {
            return self.not_the_table(port, table, written);
        }
        let filter = match &call.filter {
            Some(filter) => Some(self.infer_yes_no(filter, &Context::row(of))?),
            None => None,
        };
        let filter = match (outer, filter) {
            (Some(outer), Some(filter)) => Some(self.arena.yes_no(ExprKind::And(vec![outer, filter]), written.span)),
            (one, other) => one.or(other),
        };
        Some(Argument::Rows { table, filter })
    }

    /// The table that an argument names.
    fn row_argument(&mut self, written: &ast::Expr) -> Option<TableId> {
        if let ast::ExprKind::Name { table: None, name } = &written.kind {
            return self.table_id(name);
        }
        self.refuse(Diagnostic::error(
            Code::H0207,
            written.span,
            words!("这里写数据表的名称", "the name of a table is wanted here"),
        ))
    }

    fn not_the_table<T>(&mut self, port: &Port, table: TableId, written: &ast::Expr) -> Option<T> {
        let (name, table) = (&port.name, self.table_name(table));
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                written.span,
                words!("参数「{name}」要「{table}」的行", "parameter `{name}` takes rows of `{table}`"),
            )
            .help(words!(
                "写 {table}，或「{table}」的行集；记录只能取本行或上级的",
                "write {table}, or a set of rows of it; a record is that of the row at hand or above it"
            )),
        )
    }
}
