//! Who a move is shared among: groups of edits, and the data where there are two of them.

use std::collections::BTreeMap;

use crate::invariant::OrBroken;
use schemars::JsonSchema;
use serde::Serialize;

use super::item::{Group, Kind};
use super::plan::{Edit, Plan};

/// A move is shared among so many at most.
pub const MOST_PLAYERS: usize = 8;

/// What a group of edits is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlayerKind {
    /// One edit.
    Edit,
    /// All edits of a 方面 and its indicators.
    Head {
        /// Of the 方面.
        code: String,
    },
    /// 参评, 否决, 限制, 降等, 人工定等, 等次 and 条件.
    Grades,
    /// All others.
    Rest,
    /// The data, with what can be scored with one of the two alone.
    Data,
}

/// A group of edits that are made together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// What it is; several where one does not go without the other.
    pub kinds: Vec<PlayerKind>,
    /// Its edits.
    pub edits: Vec<usize>,
}

/// Groups edits, into so many at most: each by itself where they are few, else by 方面. Further edits go with the data,
/// which are one of the groups where there are two of them.
#[must_use]
pub fn players(plan: &Plan<'_>, free: &[usize], tied: Option<&[usize]>, most: usize) -> Vec<Player> {
    let most = most.saturating_sub(usize::from(tied.is_some())).max(1);
    let edit = |at: &usize| plan.edits.get(*at).map(|edit| (*at, edit));
    let mut found: Vec<Player> = if free.len() <= most {
        free.iter().map(|at| Player { kinds: vec![PlayerKind::Edit], edits: vec![*at] }).collect()
    } else {
        by_head(free.iter().filter_map(edit), most)
    };
    found.extend(tied.map(|tied| Player { kinds: vec![PlayerKind::Data], edits: tied.to_vec() }));
    found
}

fn by_head<'e>(edits: impl Iterator<Item = (usize, &'e Edit)>, most: usize) -> Vec<Player> {
    let mut groups: BTreeMap<PlayerKind, Vec<usize>> = BTreeMap::new();
    for (at, edit) in edits {
        groups.entry(home(edit)).or_default().push(at);
    }
    // The smallest 方面 go to the rest until all fit.
    while groups.len() > most {
        let is_head = |kind: &PlayerKind| matches!(kind, PlayerKind::Head { .. });
        let least = groups.iter().filter(|(kind, _)| is_head(kind)).min_by_key(|(_, edits)| edits.len());
        let least = least.map_or(PlayerKind::Grades, |(kind, _)| kind.clone());
        let Some(edits) = groups.remove(&least) else { break };
        groups.entry(PlayerKind::Rest).or_default().extend(edits);
    }
    groups.into_iter().map(|(kind, edits)| Player { kinds: vec![kind], edits }).collect()
}

fn home(edit: &Edit) -> PlayerKind {
    let is_of_grades = matches!(edit.kind.group(), Group::Grades | Group::Conditions);
    match &edit.head {
        Some(head) if !head.is_empty() => PlayerKind::Head { code: head.clone() },
        _ if is_of_grades && edit.kind != Kind::Total => PlayerKind::Grades,
        _ => PlayerKind::Rest,
    }
}

/// Puts players together until every set of them can be scored: each time those two that most sets miss which cannot.
/// Nobody and everybody can. A set is written by its bits.
#[must_use]
pub fn together(players: usize, can_be_scored: &dyn Fn(u32) -> bool) -> Vec<u32> {
    let mut groups: Vec<u32> =
        (0..players).map(|player| 1_u32.checked_shl(bits(player)).or_broken("players are few")).collect();
    loop {
        let sets = unions(&groups);
        let wrong: Vec<u32> = sets.into_iter().filter(|set| !can_be_scored(*set)).collect();
        if wrong.is_empty() {
            return groups;
        }
        let splits =
            |one: u32, other: u32| wrong.iter().filter(|set| (**set & one != 0) != (**set & other != 0)).count();
        let mut best: Option<(usize, usize, usize)> = None;
        for (at, one) in groups.iter().enumerate() {
            for (to, other) in groups.iter().enumerate().skip(at.saturating_add(1)) {
                let count = splits(*one, *other);
                if best.is_none_or(|(most, ..)| count > most) {
                    best = Some((count, at, to));
                }
            }
        }
        let Some((_, at, to)) = best else { return groups };
        let other = groups.remove(to);
        if let Some(one) = groups.get_mut(at) {
            *one |= other;
        }
    }
}

/// Every set of some groups.
#[must_use]
pub fn unions(groups: &[u32]) -> Vec<u32> {
    let mut sets = vec![0_u32];
    for group in groups {
        let with: Vec<u32> = sets.iter().map(|set| set | group).collect();
        sets.extend(with);
    }
    sets
}

fn bits(player: usize) -> u32 {
    crate::invariant::fit(player)
}
