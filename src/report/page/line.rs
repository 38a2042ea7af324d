//! Parts of a page: figures with what they rest on, and what stands under a title with them.

use askama::Template;

/// A figure, and what it rests on.
#[derive(Debug, Default, Template)]
#[template(path = "explanation/line.html")]
pub(super) struct Line {
    /// What others refer to.
    pub(super) ids: Vec<String>,
    /// Its name, its formula and its value.
    pub(super) figures: Vec<String>,
    /// Whether it is a line of a script.
    pub(super) is_code: bool,
    /// The branch that was taken.
    pub(super) branch: Option<String>,
    /// Where it is told.
    pub(super) see: Option<See>,
    /// The cell that it is.
    pub(super) cell: Option<String>,
    /// Its clauses.
    pub(super) basis: Option<String>,
    /// How the rules declare it.
    pub(super) declared: Option<String>,
    /// What it rests on.
    pub(super) groups: Vec<Group>,
}

impl Line {
    /// Whether it rests on nothing but rows of which each is a line.
    pub(super) fn is_short(&self) -> bool {
        let is_short =
            |group: &Group| group.class == Some(ROWS) && group.lines.iter().all(|line| line.groups.is_empty());
        self.groups.iter().all(is_short)
    }
}

/// Where something is told.
#[derive(Debug)]
pub(super) struct See {
    pub(super) words: String,
    /// Its place on the page.
    pub(super) to: Option<String>,
}

/// Rows that stand side by side on paper.
pub(super) const ROWS: &str = "rows";

/// Figures of a kind.
#[derive(Debug, Template)]
#[template(path = "explanation/group.html")]
pub(super) struct Group {
    /// Members stand side by side; rows of which each is a line do so on paper.
    pub(super) class: Option<&'static str>,
    /// What stands for many until they are asked for.
    pub(super) folded: Option<String>,
    pub(super) lines: Vec<Line>,
}

/// All that stands under a title.
#[derive(Debug, Default, Template)]
#[template(path = "explanation/tree.html")]
pub(super) struct Forest {
    pub(super) groups: Vec<Group>,
}

/// What has a name and a mark or a verdict, and is unfolded to see why.
#[derive(Debug, Default, Template)]
#[template(path = "explanation/item.html")]
pub(super) struct Item {
    /// Its place on the page.
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) basis: String,
    pub(super) mark: String,
    /// What is said before the figures.
    pub(super) lines: Vec<String>,
    pub(super) tree: Forest,
    /// What is said behind them.
    pub(super) after: Vec<String>,
    /// Those who compete for places, in their order.
    pub(super) competitors: Vec<Competitor>,
    /// Whether it is unfolded from the start.
    pub(super) is_open: bool,
}

/// Someone who competes for a place.
#[derive(Debug)]
pub(super) struct Competitor {
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) values: Vec<String>,
    pub(super) verdict: String,
    /// Whether it is the subject itself.
    pub(super) is_own: bool,
    /// What stands above it: that others are left out, or that the places end.
    pub(super) above: Option<String>,
}

impl Item {
    /// Whether there is nothing to unfold.
    fn is_plain(&self) -> bool {
        self.lines.is_empty() && self.tree.groups.is_empty() && self.after.is_empty() && self.competitors.is_empty()
    }
}
