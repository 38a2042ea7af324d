//! Figures down to their cells.

use super::list::counted;
use super::teller::Teller;
use super::traced::{Shared, Trace, TraceKind, holds_word};
use super::value::datum;
use crate::core::{Statistic, Tail};
use crate::finding::Language;
use crate::result::{
    Among, Argument, CellMark, Cohort, CohortId, LeftOut, Many, Member, Operation, Row, Script, StepId, Value,
};

/// So many of those whose values are moved are named.
const MOVED_TOLD: usize = 20;

/// Figures are followed at most so deep; those further down are told behind all others.
const DEEPEST: usize = 40;

impl Teller<'_> {
    /// A step and all that it was worked out from, as what stands under a title of its own.
    pub(super) fn whole(&self, label: String, id: StepId) -> Trace {
        self.begin();
        let mut trace = self.trace(label, id, 0);
        while let Some(deep) = self.next_below() {
            trace.from.push(self.named(deep, 1));
        }
        trace
    }

    /// A step, and all that it was worked out from.
    fn trace(&self, label: String, id: StepId, depth: usize) -> Trace {
        let step = self.step(id);
        let mut trace = Trace { label, value: self.wording.value(&step.value), ..Trace::default() };
        // Others may rest on the same rows, members or call.
        let shared = Shared::Step(id);
        let is_listed = matches!(
            step.operation,
            Operation::Rows { .. } | Operation::Cohort { .. } | Operation::Rank { .. } | Operation::Script(_)
        );
        if let Some(place) = self.told_above(shared).filter(|_| is_listed) {
            return Trace { refers: Some(shared), see: Some(place), ..trace };
        }
        match &step.operation {
            Operation::Constant | Operation::CohortWeight { .. } => {}
            Operation::Cell { cell, .. } => {
                let inapplicable = cell.as_ref().filter(|cell| cell.mark == Some(CellMark::Inapplicable));
                if let Some(cell) = inapplicable.filter(|_| step.value.is_missing()) {
                    trace.value = match self.wording.language {
                        Language::Zh => format!("未发生/不适用（记号 {}）", cell.text.trim()),
                        Language::En => format!("did not occur, or does not apply (mark {})", cell.text.trim()),
                    };
                }
                trace.cell.clone_from(cell);
            }
            Operation::IsEmpty { name, cell } => {
                trace.label.clone_from(name);
                trace.value = match cell {
                    Some(cell) if !cell.says().is_empty() => cell.says().to_owned(),
                    _ => self.wording.say("空", "empty").to_owned(),
                };
                trace.cell.clone_from(cell);
            }
            Operation::Script(script) => trace.from = self.script(script, depth),
            // Marks and totals are named, not followed: each has an explanation of its own.
            Operation::Figure { figure, .. } if figure.is_told_apart() => trace.label = self.wording.name(figure),
            Operation::Figure { .. } => return self.named(id, depth),
            Operation::Rows { rows, left_out, .. } => {
                trace.from = self.rows(rows, depth);
                trace.from.extend(left_out.iter().map(|left_out| self.left_out(left_out, depth)));
            }
            Operation::Cohort { cohort, statistic } => {
                if let Statistic::Winsorised { tail, .. } = statistic {
                    trace.branch = self.moved(*tail, &step.value, *cohort);
                }
                self.add_members(&mut trace, *cohort);
            }
            Operation::Copeland { own, weights, won, tied, lost, cohort } => {
                trace.branch = Some(match self.wording.language {
                    Language::Zh => format!("胜 {won} 家，平 {tied} 家，负 {lost} 家"),
                    Language::En => format!("{won} won, {tied} even, {lost} lost"),
                });
                let parts = own.iter().chain(weights);
                trace.from = parts.map(|part| self.trace(self.source(*part), *part, depth + 1)).collect();
                self.add_members(&mut trace, *cohort);
            }
            Operation::Rank { ranked, own, cohort, .. } => {
                trace.from = vec![self.trace(self.wording.clause(ranked), *own, depth + 1)];
                self.add_members(&mut trace, *cohort);
            }
            _ => {
                // What a branch leads to by name alone has its value beside it already.
                let whole = self.way(id);
                let name = Some(self.source(whole)).filter(|name| !name.is_empty());
                let is_named = whole != id && self.step(whole).operation.is_leaf();
                trace.formula = name.filter(|_| is_named).unwrap_or_else(|| self.formula(id));
                trace.branch = self.branch(id);
                let from = step.from.as_deref().unwrap_or_default();
                trace.from = from.iter().map(|leaf| self.trace(self.source(*leaf), *leaf, depth + 1)).collect();
                trace.from.extend(self.working_days(id));
            }
        }
        if is_listed && !trace.from.is_empty() {
            self.tell(shared);
            trace.tells.push(shared);
        }
        trace
    }

    /// A named figure under its own name. One that was told before is not told again.
    fn named(&self, id: StepId, depth: usize) -> Trace {
        let Operation::Figure { figure, of, declared, basis } = &self.step(id).operation else {
            return Trace::default();
        };
        let name = self.wording.name(figure);
        let shared = Shared::Step(*of);
        let above = self.told_above(shared);
        let is_below = above.is_none() && depth > DEEPEST && !self.is_told_at_once(*of);
        if above.is_some() || is_below {
            let value = self.wording.value(&self.step(*of).value);
            let see = above.or_else(|| Some(self.put_below(id)));
            return Trace { label: name, value, refers: Some(shared), is_below, see, ..Trace::default() };
        }
        let mut trace = self.trace(name.clone(), *of, depth + 1);
        if matches!(trace.refers, Some(Shared::Step(_))) && trace.label != name {
            // It was told by another name.
            trace.formula.clone_from(&trace.label);
        }
        if !trace.from.is_empty() {
            self.tell(shared);
            trace.tells.push(shared);
        }
        trace.label = name;
        trace.declared.clone_from(declared);
        trace.basis.clone_from(basis);
        if trace.cell.is_none() {
            trace.value = self.wording.value(&self.step(*of).value);
        }
        match &self.step(*of).operation {
            Operation::Rows { .. } | Operation::Cohort { .. } | Operation::Rank { .. } => {
                trace.formula = self.source(*of);
            }
            Operation::Figure { figure, .. } if figure.is_told_apart() => trace.formula = self.wording.name(figure),
            _ => {}
        }
        trace
    }

    /// Whether nothing more than a line is to be told of a step.
    fn is_told_at_once(&self, id: StepId) -> bool {
        match &self.step(id).operation {
            Operation::Constant | Operation::Cell { .. } | Operation::IsEmpty { .. } => true,
            Operation::Figure { figure, .. } => figure.is_told_apart(),
            _ => false,
        }
    }

    /// The rows that a figure over rows was worked out from.
    fn rows(&self, rows: &[Row], depth: usize) -> Vec<Trace> {
        let row = |row: &Row| {
            let trace = match row.value {
                Some(value) => self.trace(String::new(), value, depth + 1),
                None => Trace { value: self.counted(), from: self.read(&row.read, depth), ..Trace::default() },
            };
            let label = self.wording.line_of(&row.at.file, row.at.line);
            self.beside(Trace { label, kind: TraceKind::Row, ..trace })
        };
        rows.iter().map(row).collect()
    }

    /// A row that is worked out from others in its turn: what was left out of these stands on its line where it is only
    /// counted.
    fn beside(&self, mut trace: Trace) -> Trace {
        let is_brief = |part: &Trace| part.kind == TraceKind::LeftOut && part.from.is_empty();
        let said: Vec<String> = trace
            .from
            .iter()
            .filter(|part| is_brief(part))
            .map(|part| [Some(part.label.as_str()), part.branch.as_deref()].into_iter().flatten().collect::<Vec<_>>())
            .map(|parts| parts.join(self.wording.say("：", ", ")))
            .collect();
        if !said.is_empty() {
            trace.from.retain(|part| !is_brief(part));
            let said = trace.branch.into_iter().chain(said).collect::<Vec<_>>();
            trace.branch = Some(said.join(self.wording.say("；", "; ")));
        }
        trace
    }

    /// The rows that a condition leaves out: how many, and where they are told which.
    fn left_out(&self, left_out: &LeftOut, depth: usize) -> Trace {
        let LeftOut { condition, count, rows } = left_out;
        let condition = without_brackets(&self.wording.clause(condition)).to_owned();
        let not_counted = self.wording.say("未计入", "left out");
        let (label, branch) = match self.wording.language {
            Language::Zh => (format!("{not_counted} {count} 行"), format!("{condition} 不成立")),
            Language::En => {
                (format!("{not_counted}: {}", counted(*count, "row")), format!("{condition} does not hold"))
            }
        };
        let from = rows.iter().map(|row| Trace {
            label: self.wording.line_of(&row.at.file, row.at.line),
            value: not_counted.to_owned(),
            from: self.read(&row.read, depth),
            kind: TraceKind::Row,
            ..Trace::default()
        });
        Trace { label, branch: Some(branch), from: from.collect(), kind: TraceKind::LeftOut, ..Trace::default() }
    }

    /// The cells and figures that decided whether a row counts.
    fn read(&self, read: &[StepId], depth: usize) -> Vec<Trace> {
        let trace = |id: &StepId| match &self.step(*id).operation {
            Operation::Cell { cell: Some(cell), .. } => Trace::of_cell(cell),
            Operation::WorkingDayAfter { .. } | Operation::NextWorkingDay { .. } => {
                self.working_days(*id).into_iter().next().unwrap_or_default()
            }
            _ => self.named(*id, depth),
        };
        read.iter().map(trace).collect()
    }

    /// What is said of a row or member that a count took in.
    fn counted(&self) -> String {
        self.wording.say("计入", "counted").to_owned()
    }

    /// The members of a cohort, unless they were told before.
    fn add_members(&self, trace: &mut Trace, cohort: CohortId) {
        let shared = Shared::Cohort(cohort);
        if let Some(place) = self.told_above(shared) {
            (trace.refers, trace.see) = (Some(shared), Some(place));
            return;
        }
        let members = self.members(cohort);
        if !members.is_empty() {
            self.tell(shared);
            trace.tells.push(shared);
        }
        trace.from.extend(members);
    }

    /// Whose values 缩尾 moved at one end: «动了 2 家：P1、P7».
    fn moved(&self, tail: Tail, end: &Value, cohort: CohortId) -> Option<String> {
        let Value::Number { exact: end, .. } = end else { return None };
        let Cohort { members, many } = self.cohort(cohort);
        let is_moved = |member: &&Member| match member.values.first() {
            Some(Value::Number { exact, .. }) if tail == Tail::Lower => exact < end,
            Some(Value::Number { exact, .. }) => exact > end,
            _ => false,
        };
        let mut moved: Vec<&Member> = members.iter().filter(is_moved).collect();
        // From the outermost on; of many all beyond the one that is nearest to the end.
        if tail == Tail::Upper && many.is_some() {
            moved.reverse();
        }
        let count = match (many, moved.last().and_then(|member| member.among)) {
            (Some(many), Some(Among { above, .. })) if tail == Tail::Lower => many.with_value - above,
            (Some(many), Some(Among { below, .. })) => many.with_value - below,
            _ => moved.len(),
        };
        let keys: Vec<&str> = moved.iter().take(MOVED_TOLD).map(|member| member.key.as_str()).collect();
        let is_cut = keys.len() < count;
        Some(match (self.wording.language, count) {
            (Language::Zh, 0) => "没有动".to_owned(),
            (Language::Zh, _) => format!("动了 {count} 家：{}{}", keys.join("、"), if is_cut { "等" } else { "" }),
            (Language::En, 0) => "none is moved".to_owned(),
            (Language::En, _) => {
                format!(
                    "{} moved: {}{}",
                    counted(count, "value"),
                    keys.join(", "),
                    if is_cut { " and others" } else { "" }
                )
            }
        })
    }

    fn members(&self, cohort: CohortId) -> Vec<Trace> {
        let Cohort { members, many } = self.cohort(cohort);
        let all =
            many.iter().map(|many| Trace { label: self.in_all(many), kind: TraceKind::Member, ..Trace::default() });
        let members = members.iter().map(|member| {
            let values: Vec<String> = member.values.iter().map(|value| self.wording.value(value)).collect();
            let value = if values.is_empty() { self.counted() } else { values.join(self.wording.say("，", ", ")) };
            let among = member.among.map(|among| self.among(among));
            let rows = (member.rows > 0).then(|| match self.wording.language {
                Language::Zh => format!("出自下属 {} 行，见 --subject {}", member.rows, member.key),
                Language::En => format!("from {} below it, see --subject {}", counted(member.rows, "row"), member.key),
            });
            let branch: Vec<String> = among.into_iter().chain(rows).collect();
            let branch = (!branch.is_empty()).then(|| branch.join(self.wording.say("；", "; ")));
            let (label, cells) = (member.key.clone(), member.cells.clone());
            Trace { label, value, branch, cells, kind: TraceKind::Member, ..Trace::default() }
        });
        all.chain(members).collect()
    }

    /// «共 600 家，其中 2 家没有数，不计；合计 1234 万元»
    fn in_all(&self, Many { count, with_value, sum, .. }: &Many) -> String {
        let without = count - with_value;
        let sum = sum.as_ref().map(|sum| self.wording.value(sum));
        match self.wording.language {
            Language::Zh => {
                let without =
                    if without > 0 { format!("，其中 {without} 家没有数，不计") } else { String::new() };
                format!("共 {count} 家{without}{}", sum.map(|sum| format!("；合计 {sum}")).unwrap_or_default())
            }
            Language::En => {
                let without = if without > 0 { format!(", {without} without a value left out") } else { String::new() };
                let sum = sum.map(|sum| format!("; sum {sum}")).unwrap_or_default();
                format!("{}{without}{sum}", counted(*count, "member"))
            }
        }
    }

    /// How a member stands among all: «比它大的 12 家，小的 587 家».
    fn among(&self, Among { below, above }: Among) -> String {
        match (self.wording.language, below, above) {
            (Language::Zh, 0, _) => "最小".to_owned(),
            (Language::Zh, _, 0) => "最大".to_owned(),
            (Language::Zh, below, above) => format!("比它大的 {above} 家，比它小的 {below} 家"),
            (Language::En, 0, _) => "the least".to_owned(),
            (Language::En, _, 0) => "the greatest".to_owned(),
            (Language::En, below, above) => format!("{above} have more, {below} have less"),
        }
    }

    /// What a call was handed, and the lines that ran with what they did to the variables.
    fn script(&self, script: &Script, depth: usize) -> Vec<Trace> {
        let mut from: Vec<Trace> = Vec::new();
        for argument in &script.arguments {
            match argument {
                Argument::Value(value) if self.step(*value).operation == Operation::Constant => {}
                Argument::Value(value) => from.push(self.trace(self.source(*value), *value, depth + 1)),
                Argument::Rows(rows) => from.extend(self.rows(rows, depth + 1)),
                Argument::Cohort(cohort) => from.extend(self.members(*cohort)),
                Argument::Parts(values) => {
                    let of = |(place, value): (usize, &StepId)| {
                        let label = match self.wording.language {
                            Language::Zh => format!("第 {} 项", place + 1),
                            Language::En => format!("item {}", place + 1),
                        };
                        self.trace(label, *value, depth + 1)
                    };
                    from.extend(values.iter().enumerate().map(of));
                }
                // The first line that ran says what is in it.
                Argument::Record => {}
            }
        }
        let comma = self.wording.say("，", ", ");
        let last = script.lines.len().saturating_sub(1);
        from.extend(script.lines.iter().enumerate().map(|(place, line)| {
            let result = script.result.as_ref().filter(|_| place == last);
            let result = result
                .map(|value| format!("{} {}", self.wording.say("结果", "result"), datum(value, self.wording.language)));
            let variables =
                line.variables.iter().map(|(name, value)| format!("{name} = {}", datum(value, self.wording.language)));
            let branch = line.holds.map(|holds| holds_word(holds, self.wording.language).to_owned());
            Trace {
                label: self.wording.line_of(&script.path, line.line),
                formula: line.text.clone(),
                value: variables.chain(result).collect::<Vec<_>>().join(comma),
                branch,
                kind: TraceKind::Line,
                ..Trace::default()
            }
        }));
        from
    }
}

/// A condition without the brackets around the whole of it.
fn without_brackets(condition: &str) -> &str {
    let Some(inner) = condition.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return condition };
    let mut depth = 0_i32;
    let closes_early = inner.chars().any(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth < 0
    });
    if closes_early { condition } else { inner.trim() }
}
