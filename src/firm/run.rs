//! All variations of a rule set over one population.

use std::sync::Arc;

use super::found::{Change, Draws, Firm, FirmSubject, LeftOut, Moves, Share, Tried, Weighed, Without};
use super::grading::{Grade, Grading};
use super::model::{Model, Part};
use super::moves::{exact, moves};
use super::variation::{Alternative, Source, Variation};
use super::{draws, edges, rounding, ties};
use crate::data::Tables;
use crate::engine::exact::Evaluator;
use crate::engine::{self, EngineKind, Reweighted};
use crate::finding::{Diagnostic, Language, Words};
use crate::host::progress::UNSEEN;
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::{Mark, Scores};
use crate::words;

/// What is asked.
pub struct Asked<'a> {
    /// The rule set.
    pub program: &'a Program,
    /// Its text.
    pub source: Source<'a>,
    /// What it comes to under each 另解.
    pub alternatives: Vec<Alternative>,
    /// The data.
    pub tables: &'a Tables,
    /// Reads the data again for a rule set that declares them otherwise.
    pub reread: &'a dyn Fn(&Program) -> Result<Tables, Vec<Diagnostic>>,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// What the data come to.
    pub scores: &'a Scores,
    /// Whom it is about; all when absent.
    pub subject: Option<usize>,
    /// How often weights are drawn, and the seed.
    pub draws: Option<(u64, u64)>,
    /// How far each weight may be drawn from its own: a share of it.
    pub within: Number,
    /// The language of what is told.
    pub language: Language,
}

/// What variations gave, by subject.
struct Gathered {
    tried: Vec<Tried>,
    left_out: Vec<LeftOut>,
    changes: Vec<Vec<Change>>,
}

/// What moved weights gave, by subject.
#[derive(Default)]
struct Moved {
    weights: Vec<Weighed>,
    moves: Vec<Vec<Moves>>,
    without: Vec<Vec<Without>>,
    shares: Vec<Vec<Share>>,
    draws: Option<Draws>,
}

/// Works out how firm grades are.
///
/// # Errors
/// As scoring.
pub fn firm(asked: &Asked<'_>) -> Result<Firm, Vec<Diagnostic>> {
    let Asked { program, scores, language, .. } = asked;
    let rows = scores.subjects.len();
    let now: Vec<Grade> = scores.grade.iter().cloned().collect();
    let mut gathered = Gathered { tried: Vec::new(), left_out: Vec::new(), changes: vec![Vec::new(); rows] };
    if program.rules.grades.is_none() {
        let what = words!("等次", "grades");
        gathered.leave_out(*language, &what, &words!("规则集没有等次", "the rule set has no grades"));
    } else {
        for variation in variations(asked) {
            gathered.take(asked, variation, &now);
        }
    }
    gathered.name_what_stays(program, *language);
    let known = Reweighted::new(program, asked.tables, asked.calendar)?;
    let moved = weights(asked, &known, &now, &mut gathered);
    let mut subjects = Vec::new();
    for row in (0..rows).filter(|row| asked.subject.is_none_or(|asked| asked == *row)) {
        let of = |all: &Vec<Vec<Moves>>| all.iter().filter_map(|each| each.get(row)).cloned().collect();
        subjects.push(FirmSubject {
            subject: scores.subjects.key(row).into_owned(),
            name: scores.subjects.name(row).map(str::to_owned),
            grade: now.get(row).cloned().flatten().map(|grade| grade.to_string()),
            total: scores.total.get(row).and_then(Mark::decimal),
            changes: gathered.changes.get(row).cloned().unwrap_or_default(),
            moves: of(&moved.moves),
            without: moved.without.get(row).cloned().unwrap_or_default(),
            shares: moved.shares.get(row).cloned().unwrap_or_default(),
        });
    }
    let Gathered { tried, left_out, .. } = gathered;
    Ok(Firm { tried, left_out, weights: moved.weights, draws: moved.draws, subjects })
}

fn variations(asked: &Asked<'_>) -> Vec<Variation> {
    let mut all = rounding::variations(asked.program);
    all.extend(ties::variations(asked.program, &asked.source));
    all.extend(edges::variations(asked.program, &asked.source));
    all.extend(asked.alternatives.iter().map(|known| {
        let Alternative { gloss, title, program } = known;
        let what = words!("口径 {gloss} 另解「{title}」", "gloss {gloss} read as `{title}`");
        Variation { what, program: Ok(Arc::clone(program)) }
    }));
    all
}

impl Gathered {
    fn leave_out(&mut self, language: Language, what: &Words, why: &Words) {
        self.left_out
            .push(LeftOut { what: what.in_language(language).to_owned(), why: why.in_language(language).to_owned() });
    }

    /// Scores a variation, and takes down whose grade changes.
    fn take(&mut self, asked: &Asked<'_>, variation: Variation, now: &[Grade]) {
        let Variation { what, program } = variation;
        let program = match program {
            Ok(program) => program,
            Err(why) => return self.leave_out(asked.language, &what, &why),
        };
        let refused = |findings: &[Diagnostic]| {
            let first = findings.first();
            let (code, zh, en) = first.map_or(("", "", ""), |found| {
                (found.code.name(), found.message.zh.as_str(), found.message.en.as_str())
            });
            words!("这样算没有结果 {code}：{zh}", "there are no results then, {code}: {en}")
        };
        let own;
        let tables = if program.rules.schema.reads_like(&asked.program.rules.schema) {
            asked.tables
        } else {
            match (asked.reread)(&program) {
                Ok(tables) => {
                    own = tables;
                    &own
                }
                Err(findings) => return self.leave_out(asked.language, &what, &refused(&findings)),
            }
        };
        let scores = match engine::score(&program, tables, asked.calendar, EngineKind::Columnar, &UNSEEN) {
            Ok(scores) => scores,
            Err(findings) => return self.leave_out(asked.language, &what, &refused(&findings)),
        };
        let what = what.in_language(asked.language).to_owned();
        let mut changed = 0;
        for ((changes, now), then) in self.changes.iter_mut().zip(now).zip(scores.grade.iter()) {
            if now != then {
                changed += 1;
                changes.push(Change { what: what.clone(), grade: then.as_ref().map(ToString::to_string) });
            }
        }
        self.tried.push(Tried { what, changed });
    }

    /// What of a rule set is not varied, where it has it.
    fn name_what_stays(&mut self, program: &Program, language: Language) {
        let rounds = program.figures().iter().any(|figure| {
            let walk = program.arena.walk(figure.expr);
            walk.into_iter().any(|(_, node)| {
                let written = matches!(node.kind, crate::core::ExprKind::Round { .. });
                written && node.origin.role == crate::core::Role::Written
            })
        });
        if rounds {
            let what = words!("取值和定义里的「保留」", "`rounded_to` in values and definitions");
            let why = words!(
                "是规则写明的值，不是得分的舍入",
                "it is part of a value that the rules state, not a rounding of marks"
            );
            self.leave_out(language, &what, &why);
        }
        if !program.rules.functions.is_empty() {
            let what = words!("脚本里的比较和舍入", "comparisons and rounding in scripts");
            let why = words!("脚本不逐处改写", "scripts are not rewritten");
            self.leave_out(language, &what, &why);
        }
    }
}

/// Moves and draws weights.
fn weights(asked: &Asked<'_>, known: &Reweighted<'_>, now: &[Grade], gathered: &mut Gathered) -> Moved {
    let Asked { program, language, .. } = asked;
    let mut moved = Moved::default();
    let what = words!("权重", "weights");
    if program.rules.grades.is_none() || !program.rules.has_marks() {
        gathered.leave_out(*language, &what, &words!("没有分数或等次", "there are no marks or no grades"));
        return moved;
    }
    let evaluator = Evaluator::new(program, asked.tables, asked.calendar);
    let model = match Model::of(program, known, &evaluator) {
        Ok((model, None)) => model,
        Ok((model, Some(why))) => {
            gathered.leave_out(*language, &words!("指标的权重", "the weights of indicators"), &why);
            model
        }
        Err(why) => {
            gathered.leave_out(*language, &what, &why);
            return moved;
        }
    };
    let grading = match Grading::new(known, &model) {
        Ok(grading) => grading,
        Err(why) => {
            gathered.leave_out(*language, &what, &why);
            return moved;
        }
    };
    moved.without = vec![Vec::new(); now.len()];
    moved.shares = vec![Vec::new(); now.len()];
    for (place, part) in model.parts.iter().enumerate() {
        let Part { code, title, weight, .. } = part;
        let (low, high) = model.range(place);
        moved.weights.push(Weighed {
            code: code.to_owned(),
            title: title.to_owned(),
            weight: exact(weight),
            least: exact(&(weight + &low)),
            most: exact(&(weight + &high)),
        });
        if let Some(found) = moves(&grading, place, now) {
            moved.moves.push(found);
        } else {
            let what = words!("权重 {code} 能移动多少", "how far the weight of {code} may move");
            let why = words!(
                "被评对象太多，名额里两两换位的点数不过来",
                "there are too many subjects to follow who passes whom within a quota"
            );
            gathered.leave_out(*language, &what, &why);
        }
        let gone = -weight.clone();
        let then = grading.grades(&|row| model.factors(row, place, &gone));
        for ((without, now), then) in moved.without.iter_mut().zip(now).zip(&then) {
            // Of a 方面 without indicators there is no rate to hold against a line.
            if now != then && (then.is_some() || !model.is_of_indicators()) {
                without.push(Without { code: code.to_owned(), grade: then.as_ref().map(ToString::to_string) });
            }
        }
    }
    if let Some((count, seed)) = asked.draws {
        let drawn = draws::draws(&grading, (count, seed), &asked.within);
        for (shares, counts) in moved.shares.iter_mut().zip(drawn) {
            shares.extend(counts.into_iter().map(|(grade, count)| Share { grade, count }));
            shares.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.grade.cmp(&other.grade)));
        }
        let percent = (&asked.within * &Number::from_integer(100)).to_readable(0);
        moved.draws = Some(Draws { count, seed, within: format!("±{percent}%") });
    }
    moved
}
