//! Which constructs of the language the pairs reach.

use std::collections::BTreeMap;

/// Words of a rule set that tell a construct. `*` stands for anything on the same line.
pub(crate) const CONSTRUCTS: &[&str] = &[
    // scoring methods
    "计分 分档*不低于",
    "计分 分档*超过",
    "计分 分档*不超过",
    "计分 分档*低于",
    "计分 累计",
    "否则*:",
    "每 2 家 得*封顶",
    "计分 比例 目标",
    "两端 持平",
    "两端 延伸",
    "计分 功效",
    "计分 极差",
    "极差*升序",
    "相等 得 满分",
    "相等 得 0 分",
    "计分 名次*升序",
    "计分 名次*降序",
    "首名*同名次",
    "首名*最低名次",
    "首名*连续",
    "首名*平均",
    "每低*减",
    "每高*减",
    "每低*加",
    "每高*加",
    "不足一步 按一步",
    "不足一步 按比例",
    "不足一步 不计",
    "每 1 家 减",
    "计分 自 满分 {",
    "计分 每*得",
    "计分 换算",
    "换算 百分制",
    "计分 直接",
    "计分 算式",
    "封顶 满分",
    "保底 0 分",
    "封顶 无",
    "保底 无",
    // clauses of an indicator
    "适用 类 是 甲",
    "适用 升",
    "调整*时 减半",
    "调整*时 乘",
    "调整*时 减",
    "调整*时 得",
    "调整 得分(",
    "缺失 得 ",
    "缺失 得 平均得分 范围",
    "缺失 得 中位得分 范围",
    "缺失 取值",
    "缺失 不适用",
    "缺失 报错",
    // rows, common clauses and figures of an item
    "表头 编号 | 名称 | 分值 | ",
    "表头*| 调整",
    "表头*| 自值",
    "  各指标 {",
    "定义 倍值 = 自值",
    "缺失 无",
    "舍入 无",
    "各方面 {",
    ".自值",
    "A.位次",
    // aggregates
    "汇总 求和",
    "汇总 平均",
    "汇总 几何平均",
    "汇总 调和平均",
    "汇总 幂平均 2",
    "汇总 幂平均 -1",
    "汇总 最大",
    "汇总 最小",
    "汇总 中位数",
    "汇总 截尾平均 去高 1 去低 0",
    "汇总 截尾平均 去高 0 去低 1",
    "汇总 截尾平均 去高 1 去低 1",
    "汇总 有序加权",
    "权重 60%",
    "权重 1 / 3",
    "权重 按 类",
    "赋权 归一",
    "赋权 等权",
    "赋权 熵权法",
    "赋权 熵权法 极差",
    "赋权 标准差法",
    "赋权 标准差法*样本",
    "赋权 CRITIC法",
    "赋权 层次分析法",
    "赋权*范围 同 类",
    "缺项 折算",
    "覆盖 不低于",
    "总分 {",
    // rounding
    "舍入 指标 不舍入",
    "舍入 指标*四舍五入",
    "舍入 指标*四舍六入五成双",
    "舍入 指标*进位",
    "舍入 指标*舍去",
    "舍入 方面 不舍入",
    "舍入 方面*四舍五入",
    "舍入 方面*四舍六入五成双",
    "舍入 方面*进位",
    "舍入 方面*舍去",
    "舍入 总分 不舍入",
    "舍入 总分*四舍五入",
    "舍入 总分*四舍六入五成双",
    "舍入 总分*进位",
    "舍入 总分*舍去",
    "舍入 0 位",
    "舍入 10 位",
    "舍入 不舍入",
    "保留*四舍五入",
    "保留*四舍六入五成双",
    "保留*进位",
    "保留*舍去",
    // standing
    "参评 ",
    "加分 封顶",
    "扣分 封顶",
    "加分 {",
    "扣分 {",
    "否决 ",
    "限制 ",
    "降等 ",
    "降 2 等",
    "人工定等",
    "名额*向下取整",
    "名额*向上取整",
    "名额*四舍五入",
    "名额*四舍六入五成双",
    "名额*进位",
    "名额*舍去",
    "名额*范围 同 类",
    "名额 参评园区的",
    "并列 比 A",
    "仍同 全进",
    "仍同 全退",
    "各方面得分率",
    "得分率(",
    "得分(",
    "平均(总分 范围",
    "名次(总分 范围",
    "百分位次(得分",
    "总分 保留",
    // outputs
    "列出 {",
    "各指标.取值",
    "名次(总分*\"第",
    "亿元 2 位 \"第",
    "亿元  \"第",
    "6 位 \"第",
    "类 \"第",
    // conditions
    "条件 唯一 范围",
    "条件*原则上",
    "条件*一般",
    "条件*适用",
    "条件 判 定性",
    "条件*至少",
    "  \"项0\"",
    "先0 符合",
    "先0 不符合",
    "先0 待说明",
    "先0 不适用",
    "条0 符合",
    "方向 越低越好",
    "  直通 ",
    "非 各方面得分率",
    // expressions
    "且",
    "或",
    "非",
    "若*则*否则",
    "按 类 { 甲",
    "至少成立",
    "为空",
    "不为空",
    "属于 {",
    "不属于 {",
    "是 \"",
    "等于",
    "不等于",
    "最大值(",
    "最小值(",
    "绝对值(",
    "增速(",
    "倍数(",
    "方根(",
    "幂(",
    "对数(",
    "指数(",
    "工作日后(",
    "顺延(",
    "最大(机构.退",
    "参数",
    "参数*{",
    "参数 按 类",
    "亿元",
    "公顷",
    "千人",
    "‰",
    "万元/平方米",
    "个百分点",
    // rows below
    "定义 集二 = 集一 其中",
    "定义 机构.",
    "定义 员工.",
    "求和(机构",
    "求和(员工",
    "求和(事件",
    "平均(机构",
    "最大(机构",
    "最小(机构",
    "中位数(机构",
    "分位数(机构",
    "截尾平均(机构",
    "标准差(机构*总体",
    "标准差(机构*样本",
    "方差(机构",
    "几何平均(机构",
    "调和平均(机构",
    "计数(机构",
    "计数(员工",
    "计数(不重复",
    "存在(机构",
    "不存在(机构",
    "取(机构.收入 其中",
    "同一*取最高",
    "求和(机构.收入) / 求和(机构.上年)",
    "取 收入 / 上年",
    "园区.类",
    "机构.级别",
    "存在(事件",
    // cohorts
    "范围 全部",
    "范围 同 类",
    "范围 同 县",
    "范围 同 类、县",
    "范围 同 升",
    "范围 同 收",
    "范围 同 率",
    "范围 参评 同 县、升",
    "按 级别",
    "取(机构.级别",
    "取(机构.退",
    "则 收 否则",
    "范围 参评",
    "范围 参评 同 类",
    "存在(园区 范围",
    "计数(园区 范围",
    "平均(取值 范围",
    "平均(*范围*其中",
    "求和(*范围",
    "最大(*范围",
    "最小(*范围",
    "中位数(*范围",
    "截尾平均(*范围",
    "标准差(*范围*总体",
    "标准差(*范围*样本",
    "方差(*范围",
    "几何平均(*范围",
    "调和平均(*范围",
    "分位数(*范围*类型 1",
    "分位数(*范围*类型 2",
    "分位数(*范围*类型 3",
    "分位数(*范围*类型 4",
    "分位数(*范围*类型 5",
    "分位数(*范围*类型 6",
    "分位数(*范围*类型 7",
    "分位数(*范围*类型 8",
    "分位数(*范围*类型 9",
    "名次(*范围*并列 同名次",
    "名次(*范围*并列 最低名次",
    "名次(*范围*并列 连续",
    "名次(*范围*并列 平均",
    "百分位次(*范围",
    "/ ( 标准差(",
    // means of several numbers
    "平均(*权重 30%",
    "平均(*权重 绝对值",
    "几何平均(*权重 0.5",
    "调和平均(*, ",
    "幂平均(",
    "中位数(*, ",
    "截尾平均(*, ",
    "有序加权(",
];

/// Pairs that reached each construct.
#[derive(Debug, Default)]
pub(crate) struct Coverage(BTreeMap<&'static str, u64>);

impl Coverage {
    /// The constructs of a rule set.
    pub(crate) fn constructs(text: &str) -> Vec<&'static str> {
        CONSTRUCTS.iter().copied().filter(|construct| holds(text, construct)).collect()
    }

    pub(crate) fn add(&mut self, constructs: &[&'static str]) {
        for construct in constructs {
            *self.0.entry(construct).or_default() += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (construct, count) in other.0 {
            *self.0.entry(construct).or_default() += count;
        }
    }

    /// Constructs that never occurred.
    pub(crate) fn unreached(&self) -> Vec<&'static str> {
        CONSTRUCTS.iter().copied().filter(|construct| !self.0.contains_key(construct)).collect()
    }

    /// The rarest constructs with their counts.
    pub(crate) fn rarest(&self, most: usize) -> Vec<(&'static str, u64)> {
        let mut all: Vec<(&'static str, u64)> =
            CONSTRUCTS.iter().map(|construct| (*construct, self.0.get(construct).copied().unwrap_or(0))).collect();
        all.sort_by_key(|(_, count)| *count);
        all.truncate(most);
        all
    }
}

/// Whether the parts of a construct follow one another in a line of a text.
fn holds(text: &str, construct: &str) -> bool {
    let (first, more) = construct.split_once('*').unwrap_or((construct, ""));
    text.match_indices(first).any(|(at, _)| {
        let mut rest = text[at + first.len()..].lines().next().unwrap_or_default();
        more.split('*').all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    })
}
