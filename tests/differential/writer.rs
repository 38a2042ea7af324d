//! What a rule set being written knows of itself.

use std::collections::BTreeMap;

use crate::amount::{Amount, KINDS, Kind};
use crate::random::Random;
use crate::schema::{Place, columns_of, table};

/// Writes one rule set.
pub(crate) struct Writer {
    pub(crate) random: Random,
    /// Tables that the rule set declares.
    pub(crate) places: Vec<Place>,
    /// Amounts that the rules compare with: data are biased to them.
    pub(crate) amounts: BTreeMap<Kind, Vec<Amount>>,
    /// Dates that the rules compare with.
    pub(crate) dates: Vec<String>,
    /// Figures with a name, for rows of a place.
    pub(crate) numbers: Vec<(Place, Kind, String)>,
    pub(crate) truths: Vec<(Place, String)>,
    /// Named sets of rows.
    pub(crate) sets: Vec<(Place, String)>,
    /// Indicators and heads whose marks may be read here.
    pub(crate) marks: Vec<String>,
    /// 取值 of the indicator at hand.
    pub(crate) value: Option<Kind>,
    /// There is a 参评 item.
    pub(crate) participates: bool,
    /// The least total is the best.
    pub(crate) falls: bool,
    /// What can be asked of conditions where marks are read.
    pub(crate) asked: Vec<String>,
    /// Others may be looked at here.
    pub(crate) compares: bool,
}

impl Writer {
    pub(crate) fn chance(&mut self, times: usize) -> bool {
        self.random.percent(times)
    }

    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        self.random.of_all(all)
    }

    pub(crate) fn kind(&mut self) -> Kind {
        self.of(&KINDS)
    }

    /// An amount that data are biased to.
    pub(crate) fn amount(&mut self, kind: Kind) -> Amount {
        let amount = Amount::any(kind, &mut self.random);
        self.amounts.entry(kind).or_default().push(amount);
        amount
    }

    /// The same, written.
    pub(crate) fn literal(&mut self, kind: Kind) -> String {
        let amount = self.amount(kind);
        amount.written(kind, &mut self.random)
    }

    /// The same, of an amount that is not 0.
    pub(crate) fn positive(&mut self, kind: Kind) -> String {
        loop {
            let amount = self.amount(kind);
            if amount.digits != 0 {
                return amount.written(kind, &mut self.random);
            }
        }
    }

    /// Amounts that are all different, falling.
    pub(crate) fn falling(&mut self, kind: Kind, count: usize) -> Vec<Amount> {
        let mut amounts: Vec<Amount> = Vec::new();
        for _ in 0..20 {
            let amount = self.amount(kind);
            if amounts.len() < count && amounts.iter().all(|known| known.at(2) != amount.at(2)) {
                amounts.push(amount);
            }
        }
        amounts.sort_by_key(|amount| -amount.at(2));
        amounts
    }

    pub(crate) fn date_literal(&mut self) -> String {
        const DATES: [&str; 9] = [
            "2023-12-31",
            "2024-01-01",
            "2024-02-09",
            "2024-02-18",
            "2024-10-01",
            "2024年5月1日",
            "2022-01-26",
            "2023-09-29",
            "2025-01-26",
        ];
        let date = self.of(&DATES).to_owned();
        self.dates.push(date.clone());
        date
    }

    /// The cohort of a comparison.
    pub(crate) fn scope(&mut self) -> &'static str {
        let all = [
            "范围 全部",
            "范围 全部",
            "范围 全部",
            "范围 同 类",
            "范围 同 类",
            "范围 同 县",
            "范围 同 类、县",
            "范围 同 升",
            "范围 同 收",
            "范围 同 率",
            "范围 参评",
            "范围 参评",
            "范围 参评 同 类",
            "范围 参评 同 县、升",
        ];
        let last = if self.participates { all.len() } else { 10 };
        all[self.random.below(last)]
    }

    pub(crate) fn mode(&mut self) -> &'static str {
        self.of(&["四舍五入", "四舍六入五成双", "进位", "舍去"])
    }

    pub(crate) fn ties(&mut self) -> &'static str {
        self.of(&["同名次", "最低名次", "连续", "平均"])
    }

    /// Tables of rows below a place.
    pub(crate) fn below(&mut self, place: Place) -> Option<Place> {
        let mut below: Vec<Place> = match place {
            Place::Park => vec![Place::Firm, Place::Firm, Place::Firm, Place::Staff, Place::Event],
            Place::Firm => vec![Place::Staff],
            _ => Vec::new(),
        };
        below.retain(|below| self.places.contains(below));
        (!below.is_empty()).then(|| self.of(&below))
    }

    /// A column of a kind, of the row or of one above it.
    pub(crate) fn column(&mut self, place: Place, kind: Kind) -> Option<String> {
        let mut all: Vec<String> = columns_of(place, kind).into_iter().map(str::to_owned).collect();
        let mut above = table(place).parent;
        while let Some((parent, name, _)) = above {
            all.extend(columns_of(parent, kind).into_iter().map(|column| format!("{name}.{column}")));
            above = table(parent).parent;
        }
        (!all.is_empty()).then(|| all[self.random.below(all.len())].clone())
    }

    /// A name that was given to a figure of a kind.
    pub(crate) fn known(&mut self, place: Place, kind: Kind) -> Option<String> {
        let all: Vec<String> = self
            .numbers
            .iter()
            .filter(|(of, known, _)| *of == place && *known == kind)
            .map(|(_, _, name)| name.clone())
            .collect();
        (!all.is_empty()).then(|| all[self.random.below(all.len())].clone())
    }
}
