//! Marks without bounds: 封顶 无 and 保底 无.

use super::Checker;
use crate::core::NodeId;
use crate::finding::{Code, Diagnostic, Words};
use crate::invariant::OrBroken;
use crate::rules::{Aggregate, Head, Indicator, Node, Total};
use crate::syntax::keyword::function_words;
use crate::words;

impl Checker<'_> {
    /// Marks beyond 0 and the full marks can be added up and averaged. Other aggregates hold what does not apply
    /// to be 0 or full, which is the least and the most only of marks within bounds.
    pub(super) fn open_marks(&mut self, indicators: &[Indicator], heads: &[Head], total: Option<&Total>) {
        for indicator in indicators.iter().filter(|indicator| indicator.uncapped || indicator.unfloored) {
            let mut within = indicator.within;
            let narrow = loop {
                let (node, above) = match within {
                    NodeId::Head(id) => {
                        let head = heads.get(id.0).or_broken("a node stands below one of the tree");
                        (Some(&head.node), Some(head.within))
                    }
                    NodeId::Total => (total.map(|total| &total.node), None),
                };
                match (node.filter(|node| needs_bounds(node)), above) {
                    (None, Some(above)) => within = above,
                    (found, _) => break found,
                }
            };
            let Some(node) = narrow else { continue };
            let (code, Words { zh, en }) = (&indicator.code, function_words(node.aggregate.word()));
            self.report(
                Diagnostic::error(
                    Code::H0412,
                    indicator.method_span,
                    words!(
                        "{code} 的得分没有上下限，不能用「{zh}」汇总",
                        "marks of {code} have no bounds and cannot be aggregated by `{en}`"
                    ),
                )
                .label(node.span, words!("在这里汇总", "aggregated here"))
                .help(words!(
                    "写 封顶 满分 保底 0 分，或用 求和、平均 汇总",
                    "write cap full_marks floor 0 分, or aggregate by a sum or mean"
                )),
            );
        }
    }
}

fn needs_bounds(node: &Node) -> bool {
    !matches!(node.aggregate, Aggregate::Sum | Aggregate::Mean)
}
