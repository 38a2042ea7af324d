//! The items of two rule sets, each beside the one that it was.

use std::collections::BTreeSet;

use super::item::{Kind, Label, Paired};
use super::view::{Clause, Item, Renamed};

/// Items that are one, and items without another.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// By their places in the two rule sets.
    pub(super) both: Vec<(usize, usize, Paired)>,
    /// Those that are gone.
    pub(super) gone: Vec<usize>,
    /// Those that are new.
    pub(super) new: Vec<usize>,
}

/// Pairs items: by code and title, then by a title that there is once, then by the code, then by what they say.
pub(super) fn pairs(old: &[Item], new: &[Item]) -> Pairs {
    let mut pairing = Pairing { old, new, taken: (BTreeSet::new(), BTreeSet::new()), both: Vec::new() };
    pairing.by(Paired::Code, |before, after| before.code == after.code && before.title == after.title);
    pairing.by(Paired::Title, |before, after| before.title.is_some() && before.title == after.title);
    pairing.by(Paired::Code, |before, after| before.code == after.code);
    pairing.by(Paired::Content, says_the_same);
    let Pairing { taken: (olds, news), mut both, .. } = pairing;
    both.sort_by_key(|(_, after, _)| *after);
    let gone = (0..old.len()).filter(|at| !olds.contains(at)).collect();
    let new = (0..new.len()).filter(|at| !news.contains(at)).collect();
    Pairs { both, gone, new }
}

struct Pairing<'i> {
    old: &'i [Item],
    new: &'i [Item],
    taken: (BTreeSet<usize>, BTreeSet<usize>),
    both: Vec<(usize, usize, Paired)>,
}

impl Pairing<'_> {
    /// Pairs what is not paired yet where exactly one of each side fits the other.
    fn by(&mut self, how: Paired, fits: impl Fn(&Item, &Item) -> bool) {
        let fits = |before: &Item, after: &Item| before.kind == after.kind && fits(before, after);
        let mut found = Vec::new();
        for (at, before) in self.old.iter().enumerate().filter(|(at, _)| !self.taken.0.contains(at)) {
            let open = self.new.iter().enumerate().filter(|(to, _)| !self.taken.1.contains(to));
            let mut fitting = open.filter(|(_, after)| fits(before, after)).map(|(to, _)| to);
            if let (Some(to), None) = (fitting.next(), fitting.next()) {
                found.push((at, to));
            }
        }
        for (at, to) in &found {
            let is_only = found.iter().filter(|(_, other)| other == to).count() == 1;
            if is_only && self.taken.0.insert(*at) && self.taken.1.insert(*to) {
                self.both.push((*at, *to, how));
            }
        }
    }
}

/// Whether two items that are called otherwise say the same.
fn says_the_same(old: &Item, new: &Item) -> bool {
    let tells: &[Label] = match old.kind {
        Kind::Indicator => &[Label::Value, Label::Scoring],
        Kind::Definition | Kind::Condition | Kind::Veto | Kind::Restriction | Kind::Demotion => {
            &[Label::Itself, Label::When]
        }
        Kind::Enumeration => &[Label::Itself],
        Kind::Table => &[Label::File],
        Kind::Script => &[Label::Text],
        _ => return false,
    };
    let said = |item: &Item| -> Vec<String> {
        let telling = item.clauses.iter().filter(|clause| tells.contains(&clause.label));
        telling.map(|clause: &Clause| clause.said(&Renamed::new())).collect()
    };
    let (before, after) = (said(old), said(new));
    !before.is_empty() && before == after
}

/// The names of definitions, parameters and tables that were changed.
pub(super) fn renamed(pairs: &Pairs, old: &[Item], new: &[Item]) -> Renamed {
    let names = |at: &usize, to: &usize| {
        let (before, after) = (old.get(*at)?, new.get(*to)?);
        let is_name = matches!(before.kind, Kind::Definition | Kind::Parameter | Kind::Table);
        let last = |code: &str| code.rsplit('.').next().unwrap_or(code).to_owned();
        (is_name && before.code != after.code).then(|| (last(&before.code), last(&after.code)))
    };
    pairs.both.iter().filter_map(|(at, to, _)| names(at, to)).collect()
}
