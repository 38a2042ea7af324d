//! How firm a grade is, in sentences.

use super::list::counted;
use crate::finding::Language;

/// What is said of how firm grades are.
#[derive(Debug, Clone, Copy)]
pub struct Firmness(pub Language);

macro_rules! said {
    ($($(#[$about:meta])* $name:ident $zh:literal $en:literal;)*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub fn $name(self) -> &'static str {
                self.0.either($zh, $en)
            }
        )*
    };
}

impl Firmness {
    said! {
        /// Above what was varied.
        tried "试过的改法（改变等次的家数）" "what was varied (and how many grades it changes)";
        /// Above what was not.
        left_out "没有试的" "left out";
        /// A grade that no variation changes.
        firm "各种改法下等次不变" "the grade is the same under all variations";
        /// Above the variations that change a grade.
        changes "改了等次会变的" "variations that change the grade";
        /// Above how far weights may move.
        moves "权重移到哪里等次会变（其余按比例；「到」是等于它就变，「过」是越过才变）" "where a weight that moves changes the grade (others scaled; `at`: as soon as it is that, `beyond`: just past it)";
        /// Instead of those that are not listed.
        more "其余各项离得更远，单看一家（--subject）时全列" "the others lie farther off; with --subject all are listed";
        /// A weight that may go anywhere.
        anywhere "其余各项怎样移动都不变" "all others may move anywhere";
        /// No weight changes the grade.
        no_weight "任何一项权重怎样移动等次都不变" "no single weight changes the grade, wherever it moves";
        /// Above the grades without an indicator.
        without "去掉一项（其余按比例）等次会变的" "leaving one out (others scaled) changes the grade";
        /// Above the shares of drawn weights.
        shares "随机权重下各等次的次数" "grades under drawn weights";
        /// No grade.
        no_grade "待定" "open";
        /// The grade changes at the weight itself.
        at "到" "at";
        /// It changes beyond it.
        beyond "过" "beyond";
    }

    /// How weights were drawn.
    #[must_use]
    pub fn drawn(self, count: u64, seed: u64, within: &str) -> String {
        match self.0 {
            Language::Zh => format!("权重随机取 {count} 次，各在自身 {within} 以内，再按比例凑回原来的和；种子 {seed}"),
            Language::En => {
                format!(
                    "weights drawn {count} times, each within {within} of its own, then scaled to their old sum; seed {seed}"
                )
            }
        }
    }

    /// How often.
    #[must_use]
    pub fn times(self, count: u64, all: u64, percent: &str) -> String {
        match self.0 {
            Language::Zh => format!("{count}/{all} 次，{percent}%"),
            Language::En => format!("{count} of {all}, {percent}%"),
        }
    }

    /// How many grades a variation changes.
    #[must_use]
    pub fn changed(self, changed: usize) -> String {
        match (self.0, changed) {
            (Language::Zh, 0) => "都不变".to_owned(),
            (Language::En, 0) => "none".to_owned(),
            (Language::Zh, changed) => format!("{changed} 家"),
            (Language::En, changed) => counted(changed, "subject"),
        }
    }

    /// A crossing of a weight: where, and the grade there.
    #[must_use]
    pub fn crossing(self, at: &str, about: &str, reached: bool, grade: &str) -> String {
        let is_long = at.contains('/');
        let place = match (self.0, is_long) {
            (_, false) => at.to_owned(),
            (Language::Zh, true) => format!("{at}（约 {about}）"),
            (Language::En, true) => format!("{at} (about {about})"),
        };
        let word = if reached { self.at() } else { self.beyond() };
        match self.0 {
            Language::Zh => format!("{word} {place} 变为 {grade}"),
            Language::En => format!("{grade} {word} {place}"),
        }
    }
}
