//! What some cells that say something else do to everyone.

use super::list::{counted, listed};
use super::summary::of_many;
use super::term::{Term, verdict};
use super::wording::Wording;
use crate::finding::Language;
use crate::result::Mark;
use crate::result::change::{Effect, Moved, Said, Was};
use crate::rules::ResultColumn;

/// So many of the others are named.
const MOST_NAMED: usize = 10;

impl Wording<'_> {
    /// Above the cells that say something else.
    #[must_use]
    pub fn supposed(&self) -> &'static str {
        self.say("设想的改动", "supposed")
    }

    /// Above those of whom something changes.
    #[must_use]
    pub fn then(&self) -> &'static str {
        self.say("各家的变动", "who changes")
    }

    /// The head of the column of what changes beside total, rank and grade.
    #[must_use]
    pub fn parts_changed(&self) -> &'static str {
        self.say("变动的得分和条件", "marks and conditions that change")
    }

    /// That no cell says something else than before.
    #[must_use]
    pub fn nothing_supposed(&self) -> &'static str {
        self.say("没有一格与原来不同", "no cell says something else than before")
    }

    /// A cell that says something else: «园区 P02「满意率」90% → 91%».
    #[must_use]
    pub fn cell_said(&self, said: &Said) -> String {
        let field = self.model.schema.field(said.table, said.field).map_or("", |field| field.name.as_str());
        let empty = self.say("（空）", "(empty)");
        let text = Was {
            before: said.text.before.as_deref().unwrap_or(empty),
            after: said.text.after.as_deref().unwrap_or(empty),
        };
        let (table, key) = (self.table(said.table), &said.key);
        let cell = match self.language {
            Language::Zh => format!("{table} {key}「{field}」{}", self.became(text.before, text.after)),
            Language::En => format!("{table} {key} `{field}` {}", self.became(text.before, text.after)),
        };
        let why: Vec<&str> =
            [said.reason.as_str(), said.document.as_str()].into_iter().filter(|why| !why.is_empty()).collect();
        match self.language {
            _ if why.is_empty() => cell,
            Language::Zh => format!("{cell}（{}）", why.join("，")),
            Language::En => format!("{cell} ({})", why.join(", ")),
        }
    }

    /// What something was, and what it becomes; said once where it stays.
    #[must_use]
    pub fn became(&self, before: &str, after: &str) -> String {
        if before == after { before.to_owned() } else { format!("{before} → {after}") }
    }

    /// A mark, or that there is none.
    #[must_use]
    pub fn mark_shown(&self, mark: Mark) -> String {
        let mark = self.mark(mark);
        if mark.is_empty() { "—".to_owned() } else { mark }
    }

    /// A mark that was one and becomes another.
    #[must_use]
    pub fn mark_became(&self, mark: Was<Mark>) -> String {
        self.became(&self.mark_shown(mark.before), &self.mark_shown(mark.after))
    }

    /// A grade, or that it is open, or that nothing applies.
    #[must_use]
    pub fn grade_became(&self, moved: &Moved) -> String {
        let shown = |grade: &Option<std::sync::Arc<str>>, total: Mark| match (grade, total) {
            (Some(grade), _) => grade.to_string(),
            (None, Mark::NotApplicable) => Term::NotApplicable.word(self.language).to_owned(),
            (None, _) => Term::Open.word(self.language).to_owned(),
        };
        let Moved { grade, total, .. } = moved;
        self.became(&shown(&grade.before, total.before), &shown(&grade.after, total.after))
    }

    /// A rank that was one and becomes another.
    #[must_use]
    pub fn rank_became(&self, rank: Was<Option<usize>>) -> String {
        let shown = |rank: Option<usize>| rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        self.became(&shown(rank.before), &shown(rank.after))
    }

    /// The marks and conditions of a subject that change: «C3 3.20 → 4.10».
    #[must_use]
    pub fn parts_became(&self, moved: &Moved) -> Vec<String> {
        let indicators = moved.indicators.iter();
        let mut parts: Vec<String> =
            indicators.map(|(id, was)| format!("{} {}", self.indicator(*id), self.mark_became(*was))).collect();
        let blocks = [(ResultColumn::Bonus, moved.bonus), (ResultColumn::Deduction, moved.deduction)];
        for (column, was) in blocks.into_iter().filter(|(_, was)| was.differs()) {
            parts.push(format!("{} {}", column.name(self.language), self.mark_became(was)));
        }
        for (id, was) in &moved.conditions {
            let [before, after] = [was.before, was.after].map(|of| verdict(of, self.language));
            parts.push(format!("{} {}", self.model.condition(*id).name, self.became(before, after)));
        }
        for (id, was) in &moved.gradings {
            let open = Term::Open.word(self.language);
            let [before, after] = [&was.before, &was.after].map(|label| label.as_deref().unwrap_or(open));
            parts.push(format!("{} {}", self.model.output(*id).title, self.became(before, after)));
        }
        parts
    }

    /// How many change in what: «共 11 家：等次变动 1 家，得分或总分变动 2 家，只有名次变动 1 家，其余 7 家不变».
    #[must_use]
    pub fn counts(&self, effect: &Effect) -> String {
        let grades = effect.moved.iter().filter(|moved| moved.grade.differs()).count();
        let is_rank_alone =
            |moved: &&Moved| !moved.grade.differs() && !moved.total.differs() && self.parts_became(moved).is_empty();
        let ranks = effect.moved.iter().filter(is_rank_alone).count();
        let marks = effect.moved.len().saturating_sub(grades).saturating_sub(ranks);
        let stay = effect.subjects.saturating_sub(effect.moved.len());
        let parts = [
            (grades, "等次变动", "whose grade changes"),
            (marks, "等次不变而得分、总分或条件变动", "with another mark, total or verdict and the same grade"),
            (ranks, "只有名次变动", "whose rank alone changes"),
            (stay, if stay == effect.subjects { "都不变" } else { "其余不变" }, "of whom nothing changes"),
        ];
        let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
        let parts: Vec<String> = match self.language {
            Language::Zh => parts.map(|(count, zh, _)| format!("{zh} {count} 家")).collect(),
            Language::En => parts.map(|(count, _, en)| format!("{count} {en}")).collect(),
        };
        match self.language {
            Language::Zh => format!("共 {} 家：{}。", effect.subjects, parts.join("，")),
            Language::En => format!("{}: {}.", counted(effect.subjects, "subject"), parts.join(", ")),
        }
    }

    /// Who is affected besides those whose cells they are; nothing when no cell says something else.
    #[must_use]
    pub fn besides(&self, effect: &Effect) -> Option<String> {
        let mut own: Vec<usize> = effect.said.iter().map(|said| said.subject.0).collect();
        own.sort_unstable();
        own.dedup();
        let own = self.some(&own);
        let others: Vec<usize> = effect.others().map(|moved| moved.subject.0).collect();
        if effect.said.is_empty() {
            return None;
        }
        Some(match (self.language, others.is_empty()) {
            (Language::Zh, true) => format!("除 {own} 外，没有影响到别家。"),
            (Language::En, true) => format!("Nobody besides {own} is touched."),
            (Language::Zh, false) => format!("除 {own} 外还影响 {}。", self.some(&others)),
            (Language::En, false) => format!("Besides {own}, it touches {}.", self.some(&others)),
        })
    }

    /// That a subject whose cells they are stays as it is.
    #[must_use]
    pub fn stays(&self, effect: &Effect) -> Option<String> {
        let unmoved: Vec<usize> = effect.unmoved.iter().map(|subject| subject.0).collect();
        if unmoved.is_empty() {
            return None;
        }
        let unmoved = self.some(&unmoved);
        Some(match self.language {
            Language::Zh => format!("{unmoved} 的得分、总分、名次、等次都不变。"),
            Language::En => format!("Mark, total, rank and grade of {unmoved} stay as they are."),
        })
    }

    /// That more stand in the list.
    #[must_use]
    pub fn more_moved(&self, count: usize) -> String {
        match self.language {
            Language::Zh => format!("… 另有 {count} 家（用 --all 全部列出）"),
            Language::En => format!("… {count} more (--all lists them)"),
        }
    }

    /// Some subjects by their keys.
    fn some(&self, rows: &[usize]) -> String {
        let named: Vec<std::borrow::Cow<'_, str>> =
            rows.iter().take(MOST_NAMED).map(|row| self.subjects.key(*row)).collect();
        if rows.len() > named.len() {
            of_many(&named, rows.len(), self.language)
        } else {
            listed(&named, self.language)
        }
    }
}
