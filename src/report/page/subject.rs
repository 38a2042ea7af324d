//! The page of one subject, written from `templates/explanation.html`.

use askama::Template;

use super::line::{Forest, Item};
use super::marks::{Row, rows};
use super::reasons::{Part, block, condition, grading, head, outputs, with_items};
use super::ruling::grades;
use super::running::quoted;
use super::tree::{Tree, seen};
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::report::explanation::said;
use crate::report::explanation::told::told;
use crate::words::{Layout, Term, Told, conditions, not_official};

/// What stands around the page.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The page that leads to those of all subjects, beside this one.
    pub index: Option<&'a str>,
    /// Whether everything is listed, however long.
    pub full: bool,
    /// The language.
    pub language: Language,
}

#[derive(Template)]
#[template(path = "explanation.html")]
struct Page<'p> {
    lang: &'static str,
    index: Option<&'p str>,
    running_left: String,
    running_right: String,
    running_below: String,
    rule_set: String,
    name: String,
    standing: Vec<Named>,
    lead: Vec<String>,
    notes: Vec<String>,
    above: Vec<Item>,
    grades: Vec<Item>,
    how_graded: String,
    next: Option<Next>,
    rows: Vec<Vec<Row>>,
    parts: Vec<Part>,
    t: Titles,
}

/// A value under its name.
struct Named {
    name: String,
    value: String,
}

/// What the next grade takes.
struct Next {
    title: String,
    tree: Forest,
}

impl Page<'_> {
    fn has_reasons(&self) -> bool {
        let is_bare = self.lead.is_empty() && self.notes.is_empty() && self.above.is_empty() && self.grades.is_empty();
        self.next.is_some() || !is_bare
    }
}

/// The words of the page.
struct Titles {
    index: &'static str,
    reasons: &'static str,
    marks: &'static str,
    details: &'static str,
    indicator: &'static str,
    mark: &'static str,
    full: &'static str,
    lost: &'static str,
    rate: &'static str,
    basis: &'static str,
    made_by: &'static str,
}

impl Titles {
    fn of(language: Language) -> Self {
        let of = |zh, en| language.either(zh, en);
        Self {
            index: of("← 全部名次", "← all subjects"),
            reasons: of("等次的由来", "How the grade came about"),
            marks: of("各项得分", "Marks"),
            details: of("逐项说明", "Each indicator"),
            indicator: of("指标", "indicator"),
            mark: of("得分", "mark"),
            full: of("满分", "full"),
            lost: of("失分", "lost"),
            rate: of("得分率", "rate"),
            basis: of("依据", "basis"),
            made_by: of(
                "由衡（heng explain）按规则和数据算出；每个数由它下面各行得来，直到输入单元格（文件、行、列、原文）。",
                "Made by heng explain from the rules and the data; each number follows from the lines below it, down to the cells of the input.",
            ),
        }
    }
}

/// The page of one subject.
#[must_use]
pub fn page(explanation: &Told, around: Around<'_>) -> String {
    let Around { index, full, language } = around;
    let words = Layout(language);
    let on_page = told(explanation);
    let mut tree = Tree::new(&on_page, words, full);
    let rule_set = rule_set(explanation, language);
    let name = seen(format!("{} {}", explanation.key, explanation.name.as_deref().unwrap_or_default()).trim_end());
    let grade = grade(explanation, language);
    let mut lead: Vec<String> = explanation.addition.iter().map(|line| seen(line)).collect();
    let total = explanation.total_node.iter().flat_map(|node| said::node(node, &explanation.base, words));
    lead.extend(total.map(|line| seen(&line)));
    let above = explanation.vetoes.iter().map(|veto| condition(veto, words, &mut tree)).collect();
    let (ruling, next) = (explanation.ruling.as_ref(), explanation.next_grade.as_ref());
    let grades = ruling.map(|ruling| grades(ruling, next, full, words, &mut tree)).unwrap_or_default();
    let basis = ruling.map(|ruling| words.basis(&ruling.basis)).unwrap_or_default();
    let next = next
        .map(|of| Next { title: seen(&words.short_of(&of.grade)), tree: super::ruling::next(of, ruling, &mut tree) });
    let mut parts: Vec<Part> = Vec::new();
    let total = Part::of_total(explanation.total_node.as_ref(), &explanation.indicators, words, &mut tree);
    if !total.items.is_empty() {
        parts.push(total);
    }
    parts.extend(explanation.heads.iter().map(|of| head(of, words, &mut tree)));
    parts.extend(explanation.bonus.iter().map(|bonus| block(words.bonus(), bonus, words, &mut tree)));
    parts.extend(explanation.deduction.iter().map(|of| block(words.deduction(), of, words, &mut tree)));
    if !explanation.conditions.is_empty() {
        let items = explanation.conditions.iter().flat_map(|of| with_items(of, words, &mut tree)).collect();
        parts.push(Part { id: None, title: conditions(language).to_owned(), lines: Vec::new(), items });
    }
    for told in explanation.outputs.iter().filter(|output| output.is_grading) {
        parts.push(grading(told, words, &mut tree));
    }
    if explanation.outputs.iter().any(|output| !output.is_grading) {
        parts.push(outputs(&explanation.outputs, words, &mut tree));
    }
    let page = Page {
        lang: language.either("zh-CN", "en"),
        index,
        running_left: quoted(&rule_set),
        running_right: quoted(&[name.as_str(), grade.as_deref().unwrap_or_default()].join(" ")),
        running_below: quoted(Titles::of(language).made_by),
        standing: standing(explanation, grade, words),
        lead,
        notes: explanation.notes.iter().map(|note| seen(note)).collect(),
        above,
        grades,
        how_graded: seen(format!("{} {basis}", words.how_graded()).trim_end()),
        next,
        rows: rows(explanation, words),
        parts,
        t: Titles::of(language),
        rule_set,
        name,
    };
    page.render().or_broken("a page of texts can be written")
}

/// The title of the rule set, and whether it is official.
pub(super) fn rule_set(explanation: &Told, language: Language) -> String {
    let example = if explanation.is_example { not_official(language) } else { "" };
    seen(&format!("{}{example}", explanation.rule_set))
}

/// The grade, or why there is none; nothing of rules that give none.
pub(super) fn grade(explanation: &Told, language: Language) -> Option<String> {
    let not_applicable = Term::NotApplicable.word(language);
    let none = if explanation.total == not_applicable { not_applicable } else { Term::Open.word(language) };
    explanation.gives_outcomes.then(|| seen(explanation.grade.as_deref().unwrap_or(none)))
}

fn standing(explanation: &Told, grade: Option<String>, words: Layout) -> Vec<Named> {
    let named = |(name, value): (&str, Option<String>)| Some(Named { name: seen(name), value: value? });
    let gradings = explanation.outputs.iter().filter(|output| output.is_grading);
    let gradings = gradings.filter_map(|told| named((&told.title, Some(seen(&told.value)))));
    if !explanation.has_total {
        let graded = grade.filter(|_| explanation.ruling.is_some());
        return named((words.grade(), graded)).into_iter().chain(gradings).collect();
    }
    let total = if explanation.total.is_empty() { "—".to_owned() } else { seen(&explanation.total) };
    let rank = explanation.rank.map(|rank| format!("{rank}/{}", explanation.subjects));
    let grade = named((words.grade(), grade));
    let others = [(words.total(), Some(total)), (words.rank(), rank)];
    grade.into_iter().chain(gradings).chain(others.into_iter().filter_map(named)).collect()
}
