//! Edits that can be scored with some of the data alone.

use super::corners::Corners;
use super::folders::OneSide;
use crate::compare::{Corner, Kind, Lack, Which};
use crate::result::{Mark, Scores};

/// An edit that goes with the data, those that lack something for it, and what.
pub(super) type Tie = (usize, Which, Lack);

/// Finds the edits that cannot be scored with a folder: those that read what it lacks, and those with which it gives no
/// marks where there were some.
pub(super) fn tied(corners: &Corners<'_>, data: &OneSide, known: &mut Vec<Tie>) {
    let plan = corners.plan;
    let all = 0..plan.edits.len();
    let far = data.which.other();
    let lacks: Vec<String> = data.lacks.iter().cloned().chain(plan.fixed_to(data.which)).collect();
    for edit in all.clone() {
        let reached = plan.reached(edit, far);
        let names: Vec<String> = lacks.iter().filter(|name| reached.contains(*name)).cloned().collect();
        if !names.is_empty() {
            tie(known, (edit, data.which, Lack::Names { names }));
        }
    }
    let Some(own) = corners.corner(&|_| data.which == Which::New, data) else { return };
    let without = |known: &[Tie], also: Option<usize>| {
        // An edit stays as in the rules that the data were made for, or is as in the others.
        let stays = |edit: usize| Some(edit) == also || known.iter().any(|(tied, ..)| *tied == edit);
        corners.corner(&|edit| (data.which == Which::New) == stays(edit), data)
    };
    for _ in all.clone() {
        let others = |known: &[Tie]| {
            let free: Vec<usize> = all.clone().filter(|edit| !known.iter().any(|(tied, ..)| tied == edit)).collect();
            free
        };
        let whole = without(known, None);
        let found = match &whole {
            Some(whole) => {
                let bare = unmarked(corners, (&own, whole), data.which, &others(known));
                if bare.is_empty() && (given(&whole.scores) > 0 || given(&own.scores) == 0) {
                    return;
                }
                let helps = |edit: &usize| without(known, Some(*edit)).is_some_and(|less| given(&less.scores) > 0);
                if bare.is_empty() { others(known).into_iter().find(helps).into_iter().collect() } else { bare }
            }
            None => others(known).into_iter().find(|edit| without(known, Some(*edit)).is_some()).into_iter().collect(),
        };
        if found.is_empty() {
            break;
        }
        for edit in found {
            tie(known, (edit, data.which, Lack::Marks));
        }
    }
}

fn tie(known: &mut Vec<Tie>, tie: Tie) {
    if !known.iter().any(|(edit, which, _)| *edit == tie.0 && *which == tie.1) {
        known.push(tie);
    }
}

/// How many totals are given.
fn given(scores: &Scores) -> usize {
    scores.total.iter().filter(|mark| matches!(mark, Mark::Given { .. })).count()
}

/// The indicators of which nobody has a mark, though somebody would.
fn unmarked(corners: &Corners<'_>, (own, whole): (&Corner, &Corner), data: Which, free: &[usize]) -> Vec<usize> {
    let known = given(&own.scores);
    let is_bare = |edit: &&usize| {
        let is_indicator = corners.plan.edits.get(**edit).is_some_and(|edit| edit.kind == Kind::Indicator);
        let code = corners.plan.code(**edit, data.other()).filter(|_| is_indicator);
        let at = whole.program.rules.indicators.iter().position(|indicator| Some(&indicator.code) == code.as_ref());
        let Some(marks) = at.and_then(|at| whole.scores.indicators.get(at)) else { return false };
        let mut withheld = false;
        let mut some = false;
        for mark in marks.iter() {
            withheld |= mark == Mark::Withheld;
            some |= matches!(mark, Mark::Given { .. });
        }
        withheld && !some && known > 0
    };
    free.iter().filter(is_bare).copied().collect()
}
