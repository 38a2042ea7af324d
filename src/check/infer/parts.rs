//! Parts of the scoring tree as rows: 存在(各方面 其中 得分率 低于 60%), 求和(各指标.离优).
//!
//! The parts are known without data, so a call is spelt out: one term for each. A part that does not apply to a subject is
//! no row; else it goes as with rows: of none a sum is 0 and a mean missing, and one that is missing makes the whole missing.

use super::function::Function;
use crate::check::Checker;
use crate::check::context::{Context, Owner};
use crate::core::{
    ChildId, Comparison, Constant, ExprId, ExprKind, FigureId, HeadId, Operator, Origin, Places, Schema, Term, Type,
};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::syntax::ast::{self, Below, Parts};
use crate::syntax::keyword::function_words;
use crate::words;

/// A part as a row.
struct Row {
    /// Under which conditions it counts; always where there is none.
    counts: Vec<ExprId>,
    value: Option<ExprId>,
    /// Whether it is known not to count.
    is_out: bool,
}

impl Checker<'_> {
    /// A figure over 各指标 or 各方面.
    pub(super) fn each_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        each: &Parts,
        (span, context): (Span, &Context),
    ) -> Option<ExprId> {
        self.is_of_subject(each, context)?;
        if call.distinct.is_some() || call.same_matter.is_some() || call.scope.is_some() || call.arguments.len() > 1 {
            return self.misused_modifier(call);
        }
        let column = match (&each.column, &call.pick) {
            (Some(_), Some(_)) => return self.misused_modifier(call),
            (Some(column), None) => Some(column.as_ref()),
            (None, pick) => pick.as_ref(),
        };
        let wants_value = !matches!(function, Function::Count | Function::Exists);
        if wants_value != column.is_some() {
            return self.of_no_column(call, each, wants_value);
        }
        let parts = self.parts(each)?;
        self.is_column_of(each, &parts)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut is_whole = true;
        for part in parts {
            let row = self.of_part(part, |checker, context| checker.row(part, column, call.filter.as_ref(), context));
            let Some(mut row) = row else {
                is_whole = false;
                continue;
            };
            if let (Some(value), Some(first)) = (row.value, rows.first().and_then(|first| first.value)) {
                match self.same_type(first, value, span) {
                    Some((_, value)) => row.value = Some(value),
                    None => is_whole = false,
                }
            }
            rows.push(row);
        }
        // A level that is asked for is known of each part: those of another one are no rows.
        if rows.iter().any(|row| !row.is_out) {
            rows.retain(|row| !row.is_out);
        }
        if is_whole { self.over(function, call, rows, span) } else { None }
    }

    /// Parts are those of a subject.
    fn is_of_subject(&mut self, each: &Parts, context: &Context) -> Option<()> {
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                each.span,
                words!(
                    "各指标、各方面是被评对象的，不能写在参数里或下级的行里",
                    "the items of the tree belong to a subject; a parameter or a row below has none"
                ),
            ));
        }
        Some(())
    }

    /// A value of every part, for a script.
    pub(super) fn parts_as_terms(
        &mut self,
        each: &Parts,
        (column, filter): (&ast::Expr, Option<&ast::Expr>),
        context: &Context,
    ) -> Option<Vec<Term>> {
        self.is_of_subject(each, context)?;
        let parts = self.parts(each)?;
        self.is_column_of(each, &parts)?;
        let mut terms = Vec::new();
        for part in parts {
            let row = self.of_part(part, |checker, context| checker.row(part, Some(column), filter, context))?;
            if row.is_out {
                continue;
            }
            let counts = (!row.counts.is_empty()).then(|| self.all_hold(row.counts, Origin::implied(each.span)));
            terms.push(Term { value: row.value?, counts });
        }
        Some(terms)
    }

    /// What stands behind the dot is something that parts have. A column of the subjects would be the same for each.
    fn is_column_of(&mut self, each: &Parts, parts: &[Owner]) -> Option<()> {
        let Some(ast::ExprKind::Name { table: None, name }) = each.column.as_ref().map(|column| &column.kind) else {
            return Some(());
        };
        let bare = &name.value;
        let is_own = |part: &Owner| {
            self.definition_ids.contains_key(&(Some(Schema::SUBJECTS), format!("{}.{bare}", self.code_of(*part))))
        };
        let is_of_all = ["得分", "得分率", "权重"].into_iter().any(|word| {
            let words = function_words(word);
            words.zh == *bare || words.en == *bare
        });
        if is_of_all || parts.iter().any(is_own) || self.file.has_unread() {
            return Some(());
        }
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("各项没有「{bare}」", "the items of the tree have no `{bare}`"),
        );
        self.refuse(error.help(words!(
            "可以读：取值、得分、得分率、满分、权重，和各项里用 定义 写的数",
            "there are value, mark, mark_rate, full_marks, weight, and what the items define"
        )))
    }

    /// The parts that a set names, in file order.
    pub(in crate::check) fn parts(&mut self, each: &Parts) -> Option<Vec<Owner>> {
        let within = match &each.within {
            Some(code) => match self.head_of(code) {
                Some(head) => Some(head),
                None if self.is_lost(code, Self::EARNERS) => return None,
                None => {
                    let written = &code.value;
                    let known: Vec<String> = self.heads.iter().map(|head| head.code.clone()).collect();
                    let error = Diagnostic::error(
                        Code::H0201,
                        code.span,
                        words!("没有编号为「{written}」的方面", "there is no head `{written}`"),
                    );
                    return self.refuse(error.suggest(written, known.iter().map(String::as_str)));
                }
            },
            None => match self.at_hand {
                Some(Owner::Head(head)) => Some(head),
                Some(Owner::Indicator(_)) => {
                    return self.refuse(
                        Diagnostic::error(
                            Code::H0207,
                            each.span,
                            words!("指标下面没有各指标、各方面", "nothing stands below an indicator"),
                        )
                        .help(words!(
                            "写在方面、总分里；或写明是哪个方面的：A.各指标",
                            "write it in a head or in the total, or name the head: A.each_indicator"
                        )),
                    );
                }
                Some(Owner::Total) | None => None,
            },
        };
        let children = match within {
            Some(head) => self.parts_below(head).to_vec(),
            None => self.children.clone(),
        };
        let mut found = Vec::new();
        self.gather_parts(&children, each.of, &mut found);
        if found.is_empty() && !self.file.has_unread() {
            let (zh, en) = match each.of {
                Below::Indicators => ("指标", "indicator"),
                Below::Heads => ("方面", "head"),
            };
            return self.refuse(Diagnostic::error(
                Code::H0201,
                each.span,
                words!("这里下面没有{zh}", "there is no {en} below here"),
            ));
        }
        (!found.is_empty()).then_some(found)
    }

    fn gather_parts(&self, children: &[ChildId], of: Below, found: &mut Vec<Owner>) {
        for child in children {
            match (child, of) {
                (ChildId::Indicator(id), Below::Indicators) => found.push(Owner::Indicator(*id)),
                (ChildId::Indicator(_), Below::Heads) => {}
                (ChildId::Head(id), _) => {
                    if matches!(of, Below::Heads) {
                        found.push(Owner::Head(*id));
                    }
                    let below = self.parts_below(*id);
                    self.gather_parts(below, of, found);
                }
            }
        }
    }

    fn row(
        &mut self,
        part: Owner,
        column: Option<&ast::Expr>,
        filter: Option<&ast::Expr>,
        context: &Context,
    ) -> Option<Row> {
        let value = column.map(|column| self.infer(column, context, None));
        let filter = filter.map(|filter| self.infer_yes_no(filter, context));
        let mut counts: Vec<ExprId> = self.part_applies(part).into_iter().collect();
        let mut is_out = false;
        if let Some(filter) = filter {
            let (terms, is_false) = self.open_terms(filter?);
            is_out = is_false;
            counts.extend(terms);
        }
        let value = match value {
            Some(value) => Some(value?),
            None => None,
        };
        Some(Row { counts, value, is_out })
    }

    /// The terms of a condition without those that are known to hold, and whether one is known not to.
    fn open_terms(&self, condition: ExprId) -> (Vec<ExprId>, bool) {
        let terms = match &self.arena[condition].kind {
            ExprKind::And(terms) => terms.clone(),
            _ => vec![condition],
        };
        let is_false = terms.iter().any(|term| self.known_truth(*term) == Some(false));
        let open = |term: &ExprId| is_false || self.known_truth(*term).is_none();
        (terms.iter().copied().filter(open).collect(), is_false)
    }

    /// Whether two names are the same, where both are known: 层级 of a part and the one that is asked for.
    fn known_truth(&self, term: ExprId) -> Option<bool> {
        let ExprKind::Compare { comparison, left, right, .. } = self.arena[term].kind else { return None };
        match (comparison, &self.arena[left].kind, &self.arena[right].kind) {
            (Comparison::Equal, ExprKind::Constant(one), ExprKind::Constant(other)) => Some(one == other),
            (Comparison::Unequal, ExprKind::Constant(one), ExprKind::Constant(other)) => Some(one != other),
            _ => None,
        }
    }

    /// Whether a part applies to the subject; nothing where it always does.
    fn part_applies(&mut self, part: Owner) -> Option<ExprId> {
        let origin = Origin::implied(Span::default());
        match part {
            Owner::Indicator(id) => {
                let is_limited = self.indicators.get(id.0).is_some_and(|known| known.is_limited);
                is_limited.then(|| self.arena.truth_of(FigureId::Applies(id), origin))
            }
            Owner::Head(id) => self.may_lapse(id).then(|| {
                let full = self.arena.mark_of(FigureId::HeadFull(id), origin);
                let zero = self.arena.marks(Number::zero(), origin);
                self.arena.compare(Comparison::Above, (full, zero), origin)
            }),
            Owner::Total => None,
        }
    }

    /// Whether it can be that nothing below a head applies.
    fn may_lapse(&self, head: HeadId) -> bool {
        let children = self.parts_below(head);
        children.iter().all(|child| match child {
            ChildId::Indicator(id) => self.indicators.get(id.0).is_some_and(|known| known.is_limited),
            ChildId::Head(id) => self.may_lapse(*id),
        })
    }

    /// The figure of the rows.
    fn over(&mut self, function: Function, call: &ast::Call, rows: Vec<Row>, span: Span) -> Option<ExprId> {
        let origin = Origin::implied(span);
        let ty = rows.iter().find_map(|row| row.value).map_or_else(Type::pure, |value| self.arena[value].ty.clone());
        let is_number = matches!(ty, Type::Number(_));
        match function {
            Function::Exists => {
                let holds = rows.into_iter().map(|row| self.all_hold(row.counts, origin)).collect();
                Some(self.arena.yes_no(ExprKind::Or(holds), span))
            }
            Function::Count => {
                let ones = rows.into_iter().map(|row| self.one_where(row.counts, origin)).collect();
                Some(self.arena.add(ExprKind::Sum(ones), Type::pure(), span))
            }
            Function::Sum if is_number => {
                let values = rows.into_iter().filter_map(|row| Some((row.value?, row.counts)));
                let values: Vec<(ExprId, Vec<ExprId>)> = values.collect();
                let terms = values.into_iter().map(|(value, counts)| self.value_where(value, counts, origin)).collect();
                Some(self.arena.add(ExprKind::Sum(terms), ty, span))
            }
            Function::Mean if is_number => {
                let (mut terms, mut ones) = (Vec::new(), Vec::new());
                for Row { counts, value, .. } in rows {
                    let again = counts.iter().map(|count| self.arena.copied(*count)).collect();
                    terms.push(self.value_where(value?, counts, origin));
                    ones.push(self.one_where(again, origin));
                }
                let total = self.arena.sum(terms, ty.clone(), origin);
                let count = self.arena.sum(ones, Type::pure(), origin);
                Some(self.arena.arithmetic(Operator::Divide, (total, count), ty, span))
            }
            Function::Max | Function::Min | Function::Median | Function::TrimmedMean if is_number => {
                let places = match (function, &call.trim) {
                    (Function::Max, None) => Places::Greatest,
                    (Function::Min, None) => Places::Least,
                    (Function::Median, None) => Places::Middle,
                    (Function::TrimmedMean, Some((high, low))) => Places::Trimmed {
                        high: usize::try_from(high.value).ok()?,
                        low: usize::try_from(low.value).ok()?,
                    },
                    _ => return self.misused_modifier(call),
                };
                let mut terms = Vec::new();
                for Row { counts, value, .. } in rows {
                    let counts = (!counts.is_empty()).then(|| self.all_hold(counts, origin));
                    terms.push(Term { value: value?, counts });
                }
                Some(self.arena.add(ExprKind::Ordered { terms, places }, ty, span))
            }
            _ => {
                let Words { zh, en } = function_words(&call.function.value);
                self.refuse(
                    Diagnostic::error(
                        Code::H0207,
                        span,
                        words!("「{zh}」不能用于各指标、各方面", "`{en}` is not taken of the items of the tree"),
                    )
                    .help(words!(
                        "可以用：存在、不存在、计数、求和、平均、最大、最小、中位数、截尾平均",
                        "it may be exists, not_exists, count, sum, average, max, min, median or trimmed_mean"
                    )),
                )
            }
        }
    }

    fn all_hold(&mut self, mut conditions: Vec<ExprId>, origin: Origin) -> ExprId {
        match (conditions.pop(), conditions.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                conditions.push(last);
                self.arena.yes_no(ExprKind::And(conditions), origin)
            }
            (None, _) => self.arena.constant(Constant::YesNo(true), Type::YesNo, origin),
        }
    }

    fn value_where(&mut self, value: ExprId, counts: Vec<ExprId>, origin: Origin) -> ExprId {
        if counts.is_empty() {
            return value;
        }
        let ty = self.arena[value].ty.clone();
        let (counts, zero) = (self.all_hold(counts, origin), Constant::Number(Number::zero()));
        let zero = self.arena.constant(zero, ty, origin);
        self.arena.only_where(counts, value, zero, origin)
    }

    fn one_where(&mut self, counts: Vec<ExprId>, origin: Origin) -> ExprId {
        let one = self.arena.pure(Number::one(), origin);
        self.value_where(one, counts, origin)
    }

    /// 求和(各指标): which figure of them is not said, or one is said that is not asked for.
    fn of_no_column<T>(&mut self, call: &ast::Call, each: &Parts, wants_value: bool) -> Option<T> {
        let Words { zh, en } = function_words(&call.function.value);
        let (set, set_en) = match each.of {
            Below::Indicators => ("各指标", "each_indicator"),
            Below::Heads => ("各方面", "each_head"),
        };
        let error = if wants_value {
            Diagnostic::error(
                Code::H0207,
                each.span,
                words!("没有写是{set}的什么", "it does not say what of each item"),
            )
            .help(words!("写成 {zh}({set}.得分) 等", "write {en}({set_en}.mark), for one"))
        } else {
            Diagnostic::error(
                Code::H0207,
                each.span,
                words!("「{zh}」数的是几项，不读它们的数", "`{en}` counts the items and reads no figure of theirs"),
            )
            .help(words!("写成 {zh}({set} 其中 …)", "write {en}({set_en} where …)"))
        };
        self.refuse(error)
    }
}
