//! How the rules say things, and what they call them.

use super::view::View;
use crate::core::{Constant, ExprId, ExprKind, FieldId, FigureId, NodeId, Peers, Role, TableId, Type};
use crate::finding::Span;
use crate::invariant::{OrBroken, broken, part_of};
use crate::program::Program;
use crate::result::{Call, CallFunction, Called, Clause, Gloss, Name};
use crate::words::one_line;

impl View<'_> {
    /// What a named figure is called.
    pub(super) fn name(&self, id: FigureId) -> Name {
        name(self.program, id)
    }

    /// How the rules declare a 参数 or a 定义, and the clauses of a 参数.
    pub(super) fn declared(&self, id: FigureId) -> (Option<String>, Vec<String>) {
        let rules = &self.program.rules;
        match id {
            FigureId::Parameter(id) => {
                let parameter = rules.parameter(id);
                (Some(self.text(parameter.span)), parameter.basis.clone())
            }
            FigureId::Definition(id) => (Some(self.text(rules.definition(id).span)), Vec::new()),
            _ => (None, Vec::new()),
        }
    }

    /// The conditions of a filter that are all to hold; those of a set of rows are among them.
    pub(super) fn conditions(&self, filter: ExprId) -> Vec<ExprId> {
        match self.kind(filter) {
            ExprKind::And(terms) => terms.iter().flat_map(|term| self.conditions(*term)).collect(),
            ExprKind::Figure(FigureId::Definition(id)) if self.program.rules.definition(*id).is_row_set => {
                self.conditions(self.figure(FigureId::Definition(*id)).expr)
            }
            _ => vec![filter],
        }
    }

    /// The 口径 that cite one of these clauses.
    pub(super) fn glosses(&self, cited: &[&str]) -> Vec<Gloss> {
        let is_cited = |gloss: &&crate::rules::Gloss| gloss.basis.iter().any(|clause| cited.contains(&clause.as_str()));
        let glosses = self.program.rules.glosses.iter().filter(is_cited);
        let glosses = glosses.map(|gloss| Gloss {
            code: gloss.code.clone(),
            text: gloss.text.clone(),
            basis: gloss.basis.clone(),
        });
        glosses.collect()
    }

    /// How the rule says an expression. A cohort figure is named by what it is: a scoring method implies figures that
    /// are not written.
    pub(super) fn source(&self, expr: ExprId) -> Clause {
        let node = &self.program.arena[self.shown(expr)];
        match &node.kind {
            ExprKind::Cohort { peers, statistic, filter, value } => {
                let function = CallFunction::Statistic(statistic.clone());
                Clause::Call(Box::new(self.call(function, *filter, *value, peers)))
            }
            ExprKind::Rank { peers, value, descending, ties } => {
                let function = CallFunction::Rank { descending: *descending, ties: *ties };
                Clause::Call(Box::new(self.call(function, None, Some(*value), peers)))
            }
            _ => Clause::Written(self.of_kinds(expr).unwrap_or_else(|| self.text(node.span()))),
        }
    }

    /// «类型 是 平原»: marks by kind say only the kinds, and under a header even these stand elsewhere.
    fn of_kinds(&self, expr: ExprId) -> Option<String> {
        let arena = &self.program.arena;
        let language = self.program.rules.schema.language;
        match &arena[expr].kind {
            ExprKind::Field { table, field } if arena[expr].origin.role.is_implied() => {
                Some(self.field(*table, *field).name.clone())
            }
            ExprKind::Compare { left, right, word: None, .. } => {
                let column = self.of_kinds(*left)?;
                let (ExprKind::Constant(Constant::Choice(kind)), Type::Choice(choices)) =
                    (&arena[*right].kind, &arena[*right].ty)
                else {
                    return None;
                };
                let kind = choices.get(*kind)?;
                Some(format!("{column} {} {kind}", language.either("是", "is")))
            }
            ExprKind::Or(terms) => {
                let said: Option<Vec<String>> = terms.iter().map(|term| self.of_kinds(*term)).collect();
                Some(said?.join(language.either(" 或 ", " or ")))
            }
            _ => None,
        }
    }

    /// How the rule says the last branch of a choice that has no condition of its own: 否则, 其余, or the band that is
    /// left. Nothing where a clause implies it.
    pub(super) fn last_branch(&self, case: ExprId) -> Option<Clause> {
        let arena = &self.program.arena;
        let ExprKind::Case { arms, otherwise } = &arena[case].kind else { return None };
        let otherwise = *otherwise;
        // 否则 若: the branches of that are told.
        let is_chain = arms.len() == 1 && matches!(self.kind(otherwise), ExprKind::Case { .. });
        let is_band = matches!(self.role(case), Role::Band(_));
        if self.role(otherwise).is_implied() || is_chain && !is_band {
            return None;
        }
        let (before, value) = (arena.span(arms.last()?.1), arena.span(otherwise));
        let source = self.sources.get(value.source).filter(|_| before.source == value.source)?;
        let between = source.text.get(before.end..value.start)?;
        // In a row under a header the branch is its first cell.
        let between = match between.rsplit('\n').next().and_then(|line| line.split_once('|')) {
            Some((key, _)) => key,
            None => between,
        };
        let said = one_line(&without_comments(between).replace('\n', " "));
        let said = said.trim_matches(|c: char| c.is_whitespace() || ":：;；()（）".contains(c));
        (!said.is_empty()).then(|| Clause::Written(said.to_owned()))
    }

    /// The text of the rule at a place, on one line.
    pub(super) fn text(&self, span: Span) -> String {
        one_line(&without_comments(self.sources.text(span)))
    }

    /// «取值 范围 同 园区类型»
    fn call(&self, function: CallFunction, filter: Option<ExprId>, value: Option<ExprId>, peers: &Peers) -> Call {
        let rules = &self.program.rules;
        let participating = self.is_of_participants(filter, value)
            || (rules.participation.is_some() && value.is_some_and(|value| self.is_earned(value)));
        let of = match value {
            Some(value) if matches!(self.kind(value), ExprKind::Figure(FigureId::Value(_))) => Called::Value,
            // 平均得分: the value is the mark that the whole 计分 gives.
            Some(value) if self.is_score(value) => Called::Score,
            Some(value) => Called::Clause(self.source(value)),
            None => Called::Subjects(
                rules.schema.table(peers.table).or_broken("a table that is read is declared").name.clone(),
            ),
        };
        let shared = |(table, field): &(TableId, FieldId)| {
            let name = &self.field(*table, *field).name;
            match rules.schema.table(*table).filter(|_| *table != peers.table) {
                Some(above) => format!("{}.{name}", above.name),
                None => name.clone(),
            }
        };
        let same = peers.same.iter().map(shared).collect();
        let filter = filter.map(|filter| self.chosen(filter)).unwrap_or_default();
        Call { function, of, participating, same, filter }
    }

    /// Whether only those who participate have a value, whatever it is compared with.
    fn is_earned(&self, value: ExprId) -> bool {
        matches!(
            self.kind(value),
            ExprKind::Figure(
                FigureId::Value(_) | FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total
            )
        )
    }

    /// Whether a value is the mark of an indicator on its way.
    fn is_score(&self, value: ExprId) -> bool {
        matches!(self.program.arena[self.of_member(value)].kind, ExprKind::Figure(FigureId::Stage(..)))
    }

    /// What follows 其中 of a cohort; 参评 is said by its 范围.
    fn chosen(&self, filter: ExprId) -> Vec<Clause> {
        let filters = [filter];
        let terms = match self.kind(filter) {
            ExprKind::And(terms) => terms.as_slice(),
            _ => &filters,
        };
        let terms = match terms {
            [first, others @ ..] if self.is_participation(*first) => others,
            // The whole filter stands in its own words.
            _ => &filters,
        };
        terms.iter().map(|term| self.source(*term)).collect()
    }

    /// Whether a cohort is that of the participants: its filter, or the value of its members, asks for it.
    fn is_of_participants(&self, filter: Option<ExprId>, value: Option<ExprId>) -> bool {
        let filtered = filter.is_some_and(|filter| match self.kind(filter) {
            ExprKind::And(terms) => terms.first().is_some_and(|first| self.is_participation(*first)),
            _ => self.is_participation(filter),
        });
        filtered || value.is_some_and(|value| self.of_member(value) != value)
    }

    fn is_participation(&self, expr: ExprId) -> bool {
        matches!(self.kind(expr), ExprKind::Figure(FigureId::Participates))
    }

    /// The value itself of one that only those who participate have.
    pub(super) fn of_member(&self, value: ExprId) -> ExprId {
        match self.kind(value) {
            ExprKind::Case { arms, .. } => match arms.first() {
                Some((condition, inner)) if self.is_participation(*condition) => *inner,
                _ => value,
            },
            _ => value,
        }
    }
}

/// A text without its comments.
fn without_comments(text: &str) -> String {
    text.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// What stands before a comment.
fn without_comment(line: &str) -> &str {
    let is_slash = |c: char| c == '/' || c == '／';
    let mut in_quotes = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        in_quotes = match c {
            '"' | '＂' => !in_quotes,
            '“' | '「' => true,
            '”' | '」' => false,
            _ => in_quotes,
        };
        if !in_quotes && is_slash(c) && is_slash(before) {
            return part_of(line, ..at - before.len_utf8());
        }
        before = c;
    }
    line
}

/// What a named figure of a program is called.
pub(super) fn name(program: &Program, id: FigureId) -> Name {
    let rules = &program.rules;
    let indicator = |id| rules.indicator(id).code.clone();
    let head = |id| rules.head(id).code.clone();
    let condition = |id| rules.condition(id).name.clone();
    let entry = |block: &Option<crate::rules::Block>, index: usize| {
        let entry = block.as_ref().and_then(|block| block.entries.get(index));
        entry.or_broken("an entry is one of its block").title.clone()
    };
    match id {
        FigureId::Parameter(id) => Name::Parameter { name: rules.parameter(id).name.clone() },
        FigureId::Definition(id) => Name::Definition { name: rules.definition(id).name.clone() },
        FigureId::Applies(id) => Name::Applies { code: indicator(id) },
        FigureId::Value(id) => Name::Value { code: indicator(id) },
        FigureId::Given(id) => Name::Given { code: indicator(id) },
        FigureId::Score(id) => Name::Score { code: indicator(id) },
        FigureId::Mark(id) => Name::Mark { code: indicator(id) },
        FigureId::HeadApplies(id) => Name::HeadApplies { code: head(id) },
        FigureId::Weight(node, child) => Name::Weight { code: code_of_child(program, node, child).to_owned() },
        FigureId::HeadFull(id) => Name::HeadFull { code: head(id) },
        FigureId::Head(id) => Name::Head { code: head(id) },
        FigureId::Base => Name::Base,
        FigureId::BonusEntry(index) => Name::BonusEntry { title: entry(&rules.bonus, index) },
        FigureId::Bonus => Name::Bonus,
        FigureId::DeductionEntry(index) => Name::DeductionEntry { title: entry(&rules.deduction, index) },
        FigureId::Deduction => Name::Deduction,
        FigureId::Total => Name::Total,
        FigureId::ConditionApplies(id) => Name::ConditionApplies { name: condition(id) },
        FigureId::Condition(id) => Name::Condition { name: condition(id) },
        FigureId::Veto(id) => Name::Veto { name: rules.veto(id).name.clone() },
        FigureId::Restriction(id) => Name::Restriction { name: rules.restriction(id).name.clone() },
        FigureId::Participates => Name::Participates,
        FigureId::Output(id) => Name::Output { title: rules.output(id).title.clone() },
        FigureId::Demotion(id) => Name::Demotion { name: rules.demotion(id).name.clone() },
        FigureId::Requirement(id) => Name::Requirement { name: rules.grade(id).name.clone() },
        FigureId::Stage(..) | FigureId::Step(..) | FigureId::Part(_) => {
            broken("a figure without a name is shown as what it stands for")
        }
    }
}

/// The code of a child of a node.
fn code_of_child(program: &Program, node: NodeId, child: usize) -> &str {
    let rules = &program.rules;
    rules.code(*rules.node(node).children.get(child).or_broken("a weight is that of a child of its node"))
}
