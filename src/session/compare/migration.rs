//! What a change of rules does to marks and grades.

use super::Compared;
use super::cells::cells;
use super::corners::{Corners, NEW, OLD};
use super::folders::{Folder, OneSide, read};
use super::tied::{Tie, tied};
use crate::compare::{
    Cells, Corner, Effect, Ends, MOST_PLAYERS, Moved, Plan, Player, PlayerKind, ReadAs, Scored, Tied, Which, assembled,
    most_players, players, read_otherwise, together, unions,
};
use crate::cores;
use crate::finding::{Code, Diagnostic};
use crate::host::progress::{Progress, Stage};
use crate::invariant::{OrBroken, fit};
use crate::result::Mark;
use crate::syntax::ast;
use crate::words;

/// The folders that two rule sets are run over: one for both, or one for each.
#[derive(Clone, Copy)]
pub struct Folders<'f> {
    /// That of the older rules, or of both.
    pub old: Folder<'f>,
    /// That of the newer rules, where it is another.
    pub new: Option<Folder<'f>>,
}

/// Scores both rule sets, and shares each move among groups of edits.
///
/// # Errors
/// What is wrong with the data; that no edit can be scored with them.
pub fn migration(
    (old, new): (&Compared<'_>, &Compared<'_>),
    folders: Folders<'_>,
    with_cells: bool,
    progress: &Progress,
) -> Result<(Effect, Option<Cells>), Vec<Diagnostic>> {
    let trees = (old.tree(OLD), new.tree(NEW));
    let plan = Plan::of(old.side(), new.side(), (&trees.0, &trees.1));
    let corners = Corners { plan: &plan, old, new };
    let sides = sides(&corners, (&trees.0, &trees.1), folders, progress)?;
    progress.begin(Stage::Marks);
    let mut ties: Vec<Tie> = Vec::new();
    for side in &sides {
        tied(&corners, side, &mut ties);
    }
    let [first, .., last] = match sides.as_slice() {
        [one] => [one, one],
        [one, other] => [one, other],
        _ => return Err(Vec::new()),
    };
    let is_tied = |edit: &usize| ties.iter().any(|(tied, ..)| tied == edit);
    let (bound, free): (Vec<usize>, Vec<usize>) = (0..plan.edits.len()).partition(is_tied);
    let is_two = folders.new.is_some();
    if free.is_empty() && !bound.is_empty() && !is_two {
        return Err(vec![nothing_left(folders.old.reading.folder)]);
    }
    let rows = first.tables.subjects().rows.max(last.tables.subjects().rows);
    let most = most_players(rows).min(MOST_PLAYERS);
    let single = players(&plan, &free, is_two.then_some(bound.as_slice()), most);
    let game = Game { corners: &corners, players: &single, bound: &bound, first, last };
    let sets = unions(&bits(single.len()));
    let scored = cores::on_all_cores(sets, |set| game.corner(set));
    let (Some(Some(start)), Some(Some(end))) = (scored.first(), scored.last()) else {
        return Err(vec![nothing_left(folders.old.reading.folder)]);
    };
    let ends = Ends::of(start, end);
    let can_be_scored = |set: u32| {
        let corner = scored.get(fit::<usize>(set)).and_then(Option::as_ref);
        corner.is_some_and(|corner| ends.holds(corner, game.is_newer(set)))
    };
    let groups = together(single.len(), &can_be_scored);
    let joined: Vec<Player> = groups.iter().map(|group| joined(&single, *group)).collect();
    let corner = |set: usize| {
        let bits = groups.iter().enumerate().filter(|(at, _)| set & bit(*at) != 0).map(|(_, group)| group);
        let set: u32 = bits.fold(0, |set, group| set | group);
        let corner = scored.get(fit::<usize>(set)).and_then(Option::as_ref);
        (corner.or_broken("what is put together can be scored"), game.is_newer(set))
    };
    let cells = (with_cells && is_two).then(|| cells(&corners, (first, last), &bound, &ends));
    let scored = described(&plan, (first, last), folders, &ties, (&trees.0, &trees.1));
    Ok((assembled(&plan, scored, &joined, single.len() != joined.len(), &ends, &corner), cells))
}

/// The folders, read.
fn sides(
    corners: &Corners<'_>,
    (old, new): (&ast::File, &ast::File),
    folders: Folders<'_>,
    progress: &Progress,
) -> Result<Vec<OneSide>, Vec<Diagnostic>> {
    let as_old = || read((old, new), Which::Old, folders.old, progress);
    if let Some(folder) = folders.new {
        let (before, after) = (as_old(), read((new, old), Which::New, folder, progress));
        return match (before, after) {
            (Ok(before), Ok(after)) => Ok(vec![before, after]),
            (Err(mut found), Err(more)) => {
                found.extend(more);
                Err(found)
            }
            (Err(found), _) | (_, Err(found)) => Err(found),
        };
    }
    let as_new = read((new, old), Which::New, folders.old, progress);
    match (as_old(), as_new) {
        (Ok(before), Ok(after)) => {
            // Where both can be read, the data are of the cycle of which more can be scored.
            let given = |side: &OneSide| {
                let own = corners.corner(&|_| side.which == Which::New, side);
                own.map_or(0, |own: Corner| {
                    own.scores.total.iter().filter(|mark| matches!(mark, Mark::Given { .. })).count()
                })
            };
            let chosen = if given(&after) > given(&before) { after } else { before };
            Ok(vec![chosen])
        }
        (Ok(side), Err(_)) | (Err(_), Ok(side)) => Ok(vec![side]),
        (Err(found), Err(_)) => Err(found),
    }
}

/// Sets of players, scored.
struct Game<'g> {
    corners: &'g Corners<'g>,
    players: &'g [Player],
    bound: &'g [usize],
    first: &'g OneSide,
    last: &'g OneSide,
}

impl Game<'_> {
    /// Whether a set of players has the newer data.
    fn is_newer(&self, set: u32) -> bool {
        let has = |at: usize| fit::<usize>(set) & bit(at) != 0;
        let is_data = |player: &Player| player.kinds.contains(&PlayerKind::Data);
        let data = self.players.iter().position(is_data);
        data.map_or(self.first.which == Which::New, has)
    }

    fn corner(&self, set: u32) -> Option<Corner> {
        let newer = self.is_newer(set);
        let side = if newer { self.last } else { self.first };
        let has = |at: usize| fit::<usize>(set) & bit(at) != 0;
        let takes = |edit: usize| {
            if self.bound.contains(&edit) {
                return newer;
            }
            let player = self.players.iter().position(|player| player.edits.contains(&edit));
            player.is_some_and(has)
        };
        self.corners.corner(&takes, side)
    }
}

fn bit(at: usize) -> usize {
    1_usize.checked_shl(fit(at)).or_broken("there are few players")
}

fn bits(count: usize) -> Vec<u32> {
    (0..count).map(|at| fit(bit(at))).collect()
}

fn joined(players: &[Player], group: u32) -> Player {
    let mut joined = Player { kinds: Vec::new(), edits: Vec::new() };
    for (at, player) in players.iter().enumerate() {
        if fit::<usize>(group) & bit(at) != 0 {
            joined.kinds.extend(player.kinds.iter().cloned());
            joined.edits.extend(&player.edits);
        }
    }
    joined
}

fn described(
    plan: &Plan<'_>,
    (first, last): (&OneSide, &OneSide),
    folders: Folders<'_>,
    ties: &[Tie],
    trees: (&ast::File, &ast::File),
) -> Scored {
    let is_two = folders.new.is_some();
    let units = read_otherwise(trees).into_iter().filter(|_| !is_two);
    let read_as = units.map(|(table, column, [old, new])| {
        let unit = if first.which == Which::Old { old } else { new };
        ReadAs { table, column, unit }
    });
    let sides = if is_two { vec![first.which, last.which] } else { vec![first.which] };
    let moved = sides.iter().flat_map(|data| {
        let moved = plan.moved_to(*data).into_iter();
        moved.map(|(parameter, value)| Moved { parameter, value, data: *data })
    });
    let bound = ties.iter().filter_map(|(edit, data, lacks)| {
        let edit = plan.named(*edit)?;
        Some(Tied { edit, data: *data, lacks: lacks.clone() })
    });
    Scored {
        old: folders.old.reading.folder.to_owned(),
        new: folders.new.map_or(folders.old.reading.folder, |folder| folder.reading.folder).to_owned(),
        made_for: (!is_two).then_some(first.which),
        read_as: read_as.collect(),
        moved: moved.collect(),
        tied: bound.collect(),
    }
}

fn nothing_left(folder: &str) -> Diagnostic {
    Diagnostic::file(
        Code::H0931,
        folder,
        words!(
            "两份规则的差别没有一处能用这份数据算：缺的表、列或时间在另一份规则里才有",
            "no difference between the rule sets can be scored with these data: they lack the tables, columns or years of the other"
        ),
    )
    .help(words!(
        "给两份数据：--data 旧的文件夹 --data 新的文件夹",
        "give two folders: --data OLD --data NEW"
    ))
}
