//! Calls of scripts.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::calls::{Calls, Given};
use super::evaluator::Evaluator;
use super::faults::Case;
use super::reasons::{Gathered, Occurrence, Reason, Reasons};
use super::value::Value;
use crate::core::{Argument, Expr, ExprId, FieldId, FunctionId, Schema, ScriptCall, ScriptId, TableId, Term, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::{OrBroken, broken};
use crate::number::Number;
use crate::rules::{PortKind, ScriptFile, ScriptFunction};
use crate::script::{self, Failure, FailureKind, Lack, Machine, Step};
use crate::words;

/// Machines of the files, and what calls have given.
#[derive(Default)]
pub(super) struct Scripts {
    machines: RefCell<BTreeMap<ScriptId, Rc<Machine>>>,
    /// Functions that have failed: the run ends in an error, and their other calls might take as long.
    failed: RefCell<BTreeSet<FunctionId>>,
    pub(super) calls: Calls,
}

/// How a call went, line by line.
pub struct Steps {
    /// The lines that ran; the first says what was handed in.
    pub steps: Vec<Step>,
    /// What came out, as the script has it; `None` when it failed.
    pub result: Option<script::Datum>,
}

/// Arguments as a script sees them.
struct Handed {
    values: Vec<Given>,
    /// Why the missing ones among them are missing, by [`Lack::Given`].
    reasons: Vec<Reasons>,
}

impl Handed {
    fn missing(&mut self, reasons: Reasons) -> script::Datum {
        let index = self.reasons.len();
        self.reasons.push(reasons);
        script::Datum::Missing([Lack::Given(index)].into())
    }

    fn seen(&mut self, value: Value, ty: &Type) -> script::Datum {
        seen(value, ty).unwrap_or_else(|reasons| self.missing(reasons))
    }
}

/// A value of the core as a script sees it, a number in the unit of its type; or why it is missing.
pub(super) fn seen(value: Value, ty: &Type) -> Result<script::Datum, Reasons> {
    Ok(match value {
        Value::Number(number) => {
            let scale = ty.script_scale();
            let shown = if scale == Number::one() {
                number
            } else {
                number.checked_div(&scale).or_broken("no unit is nothing")
            };
            script::Datum::Number(shown)
        }
        Value::YesNo(truth) => script::Datum::YesNo(truth),
        Value::Text(text) => script::Datum::Text(text),
        Value::Choice(choice) => {
            let name = if let Type::Choice(choices) = ty { choices.get(choice) } else { None };
            script::Datum::Text(Arc::from(name.or_broken("a choice is one of its type").as_str()))
        }
        Value::Date(date) => script::Datum::Date(date),
        Value::Missing(reasons) => return Err(reasons),
    })
}

impl<'a> Evaluator<'a> {
    /// What a function of a script gives for a row.
    pub(super) fn script(&self, expr: &Expr, call: &ScriptCall, table: TableId, row: usize) -> Value {
        let function = self.program.rules.function(call.function);
        if self.scripts.failed.borrow().contains(&call.function) {
            return Value::missing(Reason::Fault(expr.span()));
        }
        let machine = self.machine(function.file);
        let Handed { values, reasons } = self.handed(function, call, table, row);
        let outcome = self.scripts.calls.result(&(call.function, values), |(_, values)| {
            machine.call(&function.name, values.iter().map(Given::datum).collect(), &function.accuracy())
        });
        let back = match outcome {
            Ok(value) => self.given_back(value, (function, call), &reasons, (table, row)),
            Err(failure) => Err(failed(failure, function)),
        };
        back.unwrap_or_else(|(code, message, place)| {
            self.scripts.failed.borrow_mut().insert(call.function);
            self.at_fault(code, &message, place, function, (expr, table, row))
        })
    }

    /// How a call goes for a row, line by line.
    #[must_use]
    pub fn steps(&self, call: &ScriptCall, table: TableId, row: usize) -> Steps {
        let function = self.program.rules.function(call.function);
        let machine = self.machine(function.file);
        let Handed { values, .. } = self.handed(function, call, table, row);
        let values = values.iter().map(Given::datum).collect();
        let (outcome, steps) = machine.stepped(&function.name, values, &function.accuracy());
        Steps { steps, result: outcome.ok() }
    }

    fn machine(&self, file: ScriptId) -> Rc<Machine> {
        if let Some(machine) = self.scripts.machines.borrow().get(&file) {
            return Rc::clone(machine);
        }
        let machine = Machine::new(&self.file(file).script, &self.program.rules.limits, self.calendar);
        let machine = Rc::new(machine);
        self.scripts.machines.borrow_mut().insert(file, Rc::clone(&machine));
        machine
    }

    fn file(&self, file: ScriptId) -> &'a ScriptFile {
        self.program.rules.script(file)
    }

    fn handed(&self, function: &ScriptFunction, call: &ScriptCall, table: TableId, row: usize) -> Handed {
        let mut handed = Handed { values: Vec::new(), reasons: Vec::new() };
        for (port, argument) in function.ports.iter().zip(&call.arguments) {
            let value = match (argument, &port.kind) {
                (Argument::Value(value), PortKind::Value(ty)) => handed.seen(self.eval(*value, table, row), ty),
                (Argument::Column { same, filter, value }, PortKind::Column(ty)) => {
                    match self.column(same, *filter, *value, ty, row) {
                        Ok(column) => {
                            handed.values.push(Given::Column(column));
                            continue;
                        }
                        Err(reasons) => handed.missing(reasons),
                    }
                }
                (Argument::Parts(terms), PortKind::Parts(ty)) => self.parts(terms, ty, (table, row), &mut handed),
                (Argument::Record(of), _) => match self.up(table, row, *of) {
                    Some(above) => self.record(*of, above, &mut handed),
                    None => handed.missing(Reason::UnknownTable(*of).into()),
                },
                (Argument::Rows { table: of, filter }, _) => self.records((table, row), *of, *filter, &mut handed),
                _ => broken("an argument is of the kind of its port"),
            };
            handed.values.push(Given::Value(value));
        }
        handed
    }

    /// The values of the parts that count. Of one that nobody knows to count, the whole is missing.
    fn parts(&self, terms: &[Term], ty: &Type, (table, row): (TableId, usize), handed: &mut Handed) -> script::Datum {
        let mut missing = Gathered::default();
        let mut values = Vec::new();
        for term in terms {
            match term.counts.map(|counts| self.eval(counts, table, row)) {
                None | Some(Value::YesNo(true)) => values.push(handed.seen(self.eval(term.value, table, row), ty)),
                Some(Value::Missing(reasons)) => missing.add(reasons),
                Some(_) => {}
            }
        }
        missing.all().map_or_else(|| script::Datum::List(values), |reasons| handed.missing(reasons))
    }

    /// The fields of a row under their names.
    fn record(&self, table: TableId, row: usize, handed: &mut Handed) -> script::Datum {
        let fields = &self.program.rules.schema.table(table).or_broken("a table that is read is declared").fields;
        let fields = (0..).map(crate::core::FieldId).zip(fields).map(|(id, field)| {
            let value = self.field(table, row, table, id);
            (Arc::from(field.name.as_str()), handed.seen(value, &field.ty))
        });
        script::Datum::Record(fields.collect())
    }

    fn records(&self, at: (TableId, usize), of: TableId, filter: Option<ExprId>, handed: &mut Handed) -> script::Datum {
        let Some(rows) = self.rows_below(at, of) else { return handed.missing(Reason::UnknownTable(of).into()) };
        let mut missing = Gathered::default();
        let mut records = Vec::new();
        for row in rows {
            match filter.map(|filter| self.eval(filter, of, row)) {
                None | Some(Value::YesNo(true)) => records.push(self.record(of, row, handed)),
                // A row that nobody knows to belong may not be passed over.
                Some(Value::Missing(reasons)) => missing.add(reasons),
                Some(_) => {}
            }
        }
        missing.all().map_or_else(|| script::Datum::List(records), |reasons| handed.missing(reasons))
    }

    /// What came back, as a value of the declared type.
    fn given_back(
        &self,
        value: script::Datum,
        (function, call): (&ScriptFunction, &ScriptCall),
        reasons: &[Reasons],
        (table, row): (TableId, usize),
    ) -> Result<Value, Fault> {
        let ty = &function.result;
        Ok(match (value, ty) {
            (script::Datum::Missing(lacks), _) => {
                let source = self.file(function.file).source;
                let place = |start, end| {
                    let span = Span::new(source, start, end);
                    let field = self.field_in(call, (table, row), span);
                    Occurrence { table, row: Some(row), field, span }
                };
                let mut all = Gathered::default();
                for lack in lacks {
                    match lack {
                        Lack::Given(index) => {
                            all.add(reasons.get(index).or_broken("what is missing was handed in").clone());
                        }
                        Lack::ZeroDivisor(start, end) => all.add(Reason::ZeroDivisor(place(start, end)).into()),
                        Lack::OutsideDomain(start, end) | Lack::NoItem(start, end) => {
                            all.add(Reason::OutsideDomain(place(start, end)).into());
                        }
                    }
                }
                Value::Missing(all.all().or_broken("a missing value has a reason"))
            }
            (script::Datum::Number(number), Type::Number(_)) => Value::Number(number * &ty.script_scale()),
            (script::Datum::YesNo(truth), Type::YesNo) => Value::YesNo(truth),
            (script::Datum::Text(text), Type::Text) => Value::Text(text),
            (script::Datum::Date(date), Type::Date) => Value::Date(date),
            (script::Datum::Text(text), Type::Choice(choices)) => match choices.place(&text) {
                Some(choice) => Value::Choice(choice),
                None => return Err(wrong_type(&format!("「{text}」"), &format!("`{text}`"), function)),
            },
            (other, _) => {
                let (zh, en) = kind_words(&other);
                return Err(wrong_type(zh, en, function));
            }
        })
    }

    /// The field of a row that leaves an operation of a script without a number, where the script can be spelt out.
    fn field_in(&self, call: &ScriptCall, (table, row): (TableId, usize), operation: Span) -> Option<FieldId> {
        let Value::Missing(reasons) = self.eval(call.translated?, table, row) else { return None };
        reasons.iter().find_map(|reason| match reason {
            Reason::ZeroDivisor(place) | Reason::OutsideDomain(place) if place.span == operation => place.field,
            _ => None,
        })
    }

    /// Notes a fault of a script: where it stands there, and for which subject.
    fn at_fault(
        &self,
        code: Code,
        message: &Words,
        place: Option<Range<usize>>,
        function: &ScriptFunction,
        (expr, table, row): (&Expr, TableId, usize),
    ) -> Value {
        let ScriptFile { source, script, .. } = self.file(function.file);
        let own = || script.functions().iter().find(|own| own.name == function.name).map(|own| own.at.clone());
        let range = place.or_else(own).or_broken("a declared function is one of its script");
        let subject = self.subject_of(table, row);
        let (who, line) = self.line((table, row));
        let Words { zh, en } = message;
        let mut fault = Diagnostic::error(
            code,
            Span::new(*source, range.start, range.end),
            words!("{who} 第 {line} 行（{subject}）：{zh}", "{who}, row {line} ({subject}): {en}"),
        )
        .label(expr.span(), words!("在这里调用", "called here"));
        if code == Code::H0711 {
            fault = fault.help(words!(
                "核对循环和递归会不会停；确实要更多时写：脚本限度 运算 … 层数 … 字数 … 项数 …（用得上的几个）",
                "see whether loops and recursion end; if more is really needed write: script_limits operations … call_depth … text_length … list_items … (those that you need)"
            ));
        }
        let case = Case { row: Some((table, row)), date: None };
        self.fault(Span::new(*source, range.start, range.end), code, case, || fault);
        Value::missing(Reason::Fault(expr.span()))
    }

    /// The key of the subject that a row belongs to.
    fn subject_of(&self, table: TableId, row: usize) -> String {
        let key = self.program.rules.subject_key();
        let row = self.up(table, row, Schema::SUBJECTS);
        row.and_then(|row| self.tables.subjects().key_text(&key, row)).unwrap_or_default()
    }
}

/// Why a call has no value: the code, what is said of it, and where in the script.
type Fault = (Code, Words, Option<Range<usize>>);

fn wrong_type(zh: &str, en: &str, function: &ScriptFunction) -> Fault {
    let name = &function.name;
    let (wanted_zh, wanted_en) = type_words(&function.result);
    let message = words!(
        "脚本「{name}」声明的结果是{wanted_zh}，返回的是{zh}",
        "the script `{name}` declares {wanted_en} as its result and returned {en}"
    );
    (Code::H0713, message, None)
}

fn failed(failure: Failure, function: &ScriptFunction) -> Fault {
    let name = &function.name;
    let Failure { kind, at, zh, en } = failure;
    let code = match kind {
        FailureKind::Limit => Code::H0711,
        FailureKind::Thrown | FailureKind::Runtime => Code::H0712,
    };
    (code, words!("脚本「{name}」：{zh}", "script `{name}`: {en}"), at)
}

fn kind_words(value: &script::Datum) -> (&'static str, &'static str) {
    match value {
        script::Datum::Number(_) => ("数", "a number"),
        script::Datum::YesNo(_) => ("是否", "yes or no"),
        script::Datum::Text(_) => ("文本", "a text"),
        script::Datum::Date(_) => ("日期", "a date"),
        script::Datum::List(_) => ("一组值", "a list"),
        script::Datum::Record(_) => ("一条记录", "a record"),
        script::Datum::Missing(_) => ("缺失", "nothing"),
    }
}

fn type_words(ty: &Type) -> (&'static str, &'static str) {
    match ty {
        Type::Number(_) => ("数", "a number"),
        Type::YesNo => ("是否", "yes or no"),
        Type::Text => ("文本", "a text"),
        Type::Choice(_) => ("枚举里的一项", "a choice of its enumeration"),
        Type::Date => ("日期", "a date"),
    }
}
