//! 汇总, 缺项 and 舍入 of a 方面 or of 总分.

use super::Checker;
use super::context::Context;
use super::known::Sibling;
use crate::core::{Direction, Type};
use crate::finding::{Code, Diagnostic, Span, Spanned, Words};
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::{Aggregate, Gaps, Node, Precision, Total};
use crate::syntax::ast::{self, Level, StatementKind};
use crate::words;

/// The most decimals of a mark.
const MOST_PLACES: u32 = 10;

/// The precision of each level, as 舍入 states it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Levels {
    pub(super) indicator: Option<Precision>,
    pub(super) head: Option<Precision>,
    pub(super) total: Option<Precision>,
}

impl Checker<'_> {
    /// 舍入 of the three levels, each at most once.
    pub(super) fn levels(&mut self) -> Levels {
        let mut levels = Levels::default();
        let mut spans: [Vec<Span>; 3] = Default::default();
        for item in &self.file.items {
            let ast::Item::Rounding(clause) = item else { continue };
            let precision = self.precision(&clause.precision);
            let [indicators, heads, totals] = &mut spans;
            let (level, written) = match clause.level {
                Level::Indicator => (&mut levels.indicator, indicators),
                Level::Head => (&mut levels.head, heads),
                Level::Total => (&mut levels.total, totals),
            };
            *level = level.or(precision);
            written.push(clause.span);
        }
        for written in &spans {
            self.only_once(written);
        }
        levels
    }

    /// How a figure is rounded and printed.
    pub(super) fn precision(&mut self, source: &ast::Precision) -> Option<Precision> {
        let places = source.places.value;
        if places > MOST_PLACES {
            return self.refuse(Diagnostic::error(
                Code::H0105,
                source.places.span,
                words!("得分最多保留 10 位小数", "marks keep at most 10 decimals"),
            ));
        }
        Some(match source.mode {
            Some(mode) => Rounding { places, mode }.into(),
            None => Precision { rounding: Rounding { places, mode: RoundingMode::HalfUp }, exact: true },
        })
    }

    /// A node with its children; `None` when it has errors. `name` is how it is called, `full` its full
    /// marks when they are known, `level` the precision of its level.
    pub(super) fn node(
        &mut self,
        source: &ast::Node,
        (name, span): (&str, Span),
        full: Option<&Number>,
        siblings: &[Sibling<'_>],
        level: Option<Precision>,
    ) -> Option<Node> {
        let gaps = match &source.gaps {
            Some(written) => self.gaps(written).map(Some),
            None => Some(None),
        };
        let own = match &source.precision {
            Some(written) => self.precision(written).map(Some),
            None => Some(level),
        };
        let after = own.flatten().filter(|own| !own.exact).map(|own| (own.rounding, self.is_rounded_at_once(name)));
        let aggregate = match &source.aggregate {
            Some(written) => self.aggregate(written, siblings, after),
            None => Some(Aggregate::Sum),
        };
        let (aggregate, gaps, precision) = (aggregate?, gaps?, own?);
        let span = source.aggregate.as_ref().map_or(span, |written| written.span);
        if let (Some(full), true) = (full, aggregate != Aggregate::Sum) {
            self.alike_full_marks(name, &aggregate, full, siblings, span);
        }
        let weights = self.node_weights(source.weighting.as_ref(), (name, span), &aggregate, gaps.is_some(), siblings);
        let node = Node { children: Vec::new(), aggregate, weights: weights?, gaps, precision, span };
        if !node.is_sum() && precision.is_none() {
            let Words { zh: name, en: name_en } = called(name);
            let (way, way_en) = if name == "总分" { ("总分", "total") } else { ("方面", "head") };
            // 舍入 方面 is missing once for all of them.
            let is_told = |finding: &Diagnostic| {
                let help = finding.help.as_ref().map_or("", |help| help.zh.as_str());
                finding.code == Code::H0405 && help.starts_with(&format!("加一行：舍入 {way} "))
            };
            if self.file.may_lack(StatementKind::Rounding) || self.diagnostics.iter().any(is_told) {
                return None;
            }
            self.unstated(
                span,
                &words!(
                    "{name} 不是各项直接相加，没有写怎么舍入",
                    "{name_en} is no plain sum, and its rounding is not stated"
                ),
                &words!(
                    "加一行：舍入 {way} 2 位 四舍五入，或 舍入 {way} 不舍入 显示 3 位",
                    "add a line: rounding {way_en} 2 places half_up, or rounding {way_en} unrounded shown 3 places"
                ),
            );
            return None;
        }
        Some(node)
    }

    /// Whether what a node gives is rounded as it is: 加分 and 扣分 come between 基础分 and the rounding of 总分, and shares
    /// that give weights are taken before the rounding of a 方面.
    fn is_rounded_at_once(&self, name: &str) -> bool {
        let is_total = name == "总分";
        !self.file.items.iter().any(|item| match item {
            ast::Item::Bonus(_) | ast::Item::Deduction(_) => is_total,
            ast::Item::Total(total) => {
                let by_data = |weighting: &ast::Weighting| matches!(weighting.method, ast::WeightMethod::Data { .. });
                !is_total && total.node.weighting.as_ref().is_some_and(by_data)
            }
            _ => false,
        })
    }

    /// 缺项 折算
    pub(super) fn gaps(&mut self, source: &ast::Gaps) -> Option<Gaps> {
        let Some(written) = &source.coverage else {
            return Some(Gaps { coverage: None, span: source.span });
        };
        let coverage = self.infer_number(written, &Context::constant())?;
        let is_pure = matches!(&self.arena[coverage].ty, Type::Number(unit) if unit.dimension.is_pure());
        let coverage = self.constant_number(coverage);
        let fits = |share: &Number| is_pure && !share.is_negative() && *share <= Number::one();
        let Some(coverage) = coverage.filter(fits) else {
            return self.refuse(Diagnostic::error(
                Code::H0105,
                written.span,
                words!("覆盖须是 0% 到 100% 之间的固定比率", "the coverage is a fixed share from 0% to 100%"),
            ));
        };
        Some(Gaps { coverage: Some(coverage), span: source.span })
    }

    /// Of an aggregate other than a sum every part has the full marks of the whole.
    pub(super) fn alike_full_marks(
        &mut self,
        name: &str,
        aggregate: &Aggregate,
        full: &Number,
        siblings: &[Sibling<'_>],
        span: Span,
    ) {
        let own = self.heads.iter().find(|head| head.code == name).and_then(|head| head.kinds.as_ref());
        let differs = |sibling: &&Sibling<'_>| sibling.full != *full || sibling.kinds.as_ref() != own;
        let others = siblings.iter().filter(|sibling| !sibling.full_unknown).filter(differs);
        let list: Vec<String> =
            others.map(|sibling| format!("{} {}", sibling.code, sibling.full.to_readable(4))).collect();
        if list.is_empty() {
            return;
        }
        let (Words { zh, en }, full, word) = (Words::listed(&list), full.to_readable(4), aggregate.word());
        let Words { zh: name, en: name_en } = called(name);
        self.report(
            Diagnostic::error(
                Code::H0401,
                span,
                words!(
                    "{name} 汇总 {word}，各项的满分都要等于它的 {full} 分（{zh}）",
                    "with this aggregate every part of {name_en} has its full marks, {full} ({en})"
                ),
            )
            .help(words!(
                "改各项的满分；要各项分值相加的，写 汇总 求和",
                "change the full marks of the parts; to add marks up, write aggregate sum"
            )),
        );
    }

    /// 总分 { … }
    /// Whether the least total is the best: 总分 { 方向 越低越好 }.
    pub(super) fn total_falls(&self) -> bool {
        let mut totals = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Total(total) => Some(total),
            _ => None,
        });
        let direction = totals.next().and_then(|total| total.node.direction.as_ref());
        direction.is_some_and(|direction| direction.value == Direction::LowerIsBetter)
    }

    pub(super) fn total(&mut self, levels: Levels) -> Option<Total> {
        let file = self.file;
        let written: Vec<&ast::Total> = file
            .items
            .iter()
            .filter_map(|item| match item {
                ast::Item::Total(total) => Some(&**total),
                _ => None,
            })
            .collect();
        self.only_once(&written.iter().map(|total| total.span).collect::<Vec<_>>());
        let plain = ast::Node::default();
        let source = written.first().map_or(&plain, |total| &total.node);
        let span = written
            .first()
            .map_or_else(Span::default, |total| Span { end: total.span.start + "总分".len(), ..total.span });
        if self.children.is_empty() {
            if let Some(total) = written.first().filter(|_| !self.may_lack_children()) {
                self.report(Diagnostic::error(
                    Code::H0204,
                    total.span,
                    words!("写了总分而没有方面和指标", "there is a total but no heads and indicators"),
                ));
            }
            return Some(Total::default());
        }
        // A part that could not be read has full marks and a weight that nobody knows.
        let is_partial = self.may_lack_children()
            || self.file.may_lack(StatementKind::Total)
            || self.file.children().any(|child| ast::may_be(child.own_unread(), StatementKind::Weight))
            || written.iter().any(|total| !total.unread.is_empty());
        if is_partial {
            return None;
        }
        let children = self.children.clone();
        let siblings = self.siblings(&children, self.file.children().map(ast::TreeNode::weight).collect());
        let full = self.written_full_marks();
        let node = self.node(source, ("总分", span), full.as_ref(), &siblings, levels.total);
        let cap = match written.first().and_then(|total| total.node.cap.as_ref()) {
            Some(cap) => self.fixed_marks(cap).map(|marks| Some(Spanned::new(marks, cap.span))),
            None => Some(None),
        };
        Some(Total { node: Node { children, ..node? }, cap: cap?, falls: self.total_falls() })
    }
}

/// What a name of the tree is called: a keyword that stands for one is Chinese there.
pub(super) fn called(name: &str) -> Words {
    match name {
        "总分" => words!("总分", "total"),
        "等次" => words!("等次", "grades"),
        _ => Words::of(|_| name.to_owned()),
    }
}
