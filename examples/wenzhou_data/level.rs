//! The four levels of parks of the synthetic set and the ranges their facts are drawn from.

/// Bounds of a drawn number, both included.
pub(crate) type Range = (i64, i64);

/// The ranges of a level. Names ending in `_pct` are per cent, in `_pml` per mille; amounts are in 万元.
pub(crate) struct Level {
    /// 建筑面积 against the standard of the type.
    pub(crate) area_pct: Range,
    /// Human resources institutions above the number required.
    pub(crate) hr_over: Range,
    /// 集中度: of human resources institutions, in a 专业性 park of the 专业性 ones.
    pub(crate) share_pct: Range,
    /// 营业收入 2023.
    pub(crate) revenue: Range,
    /// Growth against 2022.
    pub(crate) growth_pml: Range,
    /// 专职人员.
    pub(crate) staff: Range,
    /// How often there is a 管理机构.
    pub(crate) body_pct: i64,
    /// 重大事项 reported in time, late and never.
    pub(crate) changes: [Range; 3],
    /// 政策体系.
    pub(crate) policy: Range,
    /// 政策兑现率.
    pub(crate) paid_pml: Range,
    /// 兑现及时率.
    pub(crate) prompt_pct: Range,
    /// 服务事项.
    pub(crate) items: Range,
    /// 服务人次 of two years in a 综合性 park; half of it in a 专业性 one.
    pub(crate) served: Range,
    /// 活动场次.
    pub(crate) acts: Range,
    /// 满意率.
    pub(crate) satisfaction_pml: Range,
    /// 有效样本.
    pub(crate) sample: Range,
    /// C5 marks.
    pub(crate) digital: Range,
    /// E5 marks in tenths.
    pub(crate) novelty: Range,
    /// 税收 against 营业收入.
    pub(crate) tax_pml: Range,
    /// 促进就业 against the target of the type.
    pub(crate) jobs_pct: Range,
    /// 引进人才.
    pub(crate) talents: Range,
    /// 劳务联络站, 小微企业园 and 特色产业院校.
    pub(crate) partners: [Range; 3],
    /// 特色营收占比 of a 专业性 park.
    pub(crate) special_pct: Range,
    /// 入驻率.
    pub(crate) let_pct: Range,
    /// Quarterly reports late and missing, and wrong figures.
    pub(crate) reports: [Range; 3],
    /// Summaries in time.
    pub(crate) summaries: Range,
    /// 查实 违规案件.
    pub(crate) violations: Range,
    /// How often a 条款 is judged other than 符合.
    pub(crate) doubt_pct: i64,
}

/// Parks that come near every full mark.
pub(crate) const LEADING: Level = Level {
    area_pct: (102, 180),
    hr_over: (2, 36),
    share_pct: (72, 88),
    revenue: (96_000, 160_000),
    growth_pml: (120, 240),
    staff: (5, 9),
    body_pct: 100,
    changes: [(0, 3), (0, 0), (0, 0)],
    policy: (3, 3),
    paid_pml: (960, 1_000),
    prompt_pct: (95, 100),
    items: (10, 14),
    served: (34_000, 48_000),
    acts: (24, 45),
    satisfaction_pml: (950, 990),
    sample: (120, 400),
    digital: (86, 97),
    novelty: (24, 30),
    tax_pml: (28, 42),
    jobs_pct: (98, 160),
    talents: (10, 30),
    partners: [(2, 5), (3, 6), (2, 5)],
    special_pct: (52, 75),
    let_pct: (88, 99),
    reports: [(0, 1), (0, 0), (0, 1)],
    summaries: (2, 2),
    violations: (0, 0),
    doubt_pct: 3,
};

/// Parks that do most things well.
pub(crate) const STEADY: Level = Level {
    area_pct: (95, 150),
    hr_over: (0, 22),
    share_pct: (66, 84),
    revenue: (62_000, 105_000),
    growth_pml: (20, 150),
    staff: (3, 6),
    body_pct: 100,
    changes: [(0, 3), (0, 1), (0, 0)],
    policy: (2, 3),
    paid_pml: (850, 985),
    prompt_pct: (87, 98),
    items: (8, 12),
    served: (22_000, 40_000),
    acts: (14, 32),
    satisfaction_pml: (900, 970),
    sample: (95, 250),
    digital: (78, 91),
    novelty: (20, 28),
    tax_pml: (22, 34),
    jobs_pct: (70, 120),
    talents: (6, 14),
    partners: [(2, 4), (2, 5), (2, 3)],
    special_pct: (48, 65),
    let_pct: (78, 95),
    reports: [(0, 2), (0, 1), (0, 3)],
    summaries: (1, 2),
    violations: (0, 1),
    doubt_pct: 6,
};

/// Parks with clear gaps.
pub(crate) const MIDDLING: Level = Level {
    area_pct: (82, 125),
    hr_over: (-2, 10),
    share_pct: (60, 76),
    revenue: (46_000, 75_000),
    growth_pml: (-30, 90),
    staff: (2, 4),
    body_pct: 88,
    changes: [(0, 2), (0, 1), (0, 1)],
    policy: (1, 3),
    paid_pml: (740, 900),
    prompt_pct: (80, 95),
    items: (6, 9),
    served: (14_000, 27_000),
    acts: (9, 20),
    satisfaction_pml: (870, 940),
    sample: (70, 180),
    digital: (70, 84),
    novelty: (15, 23),
    tax_pml: (16, 26),
    jobs_pct: (55, 90),
    talents: (3, 9),
    partners: [(1, 3), (1, 4), (1, 3)],
    special_pct: (43, 58),
    let_pct: (72, 88),
    reports: [(1, 3), (0, 1), (1, 4)],
    summaries: (1, 2),
    violations: (0, 2),
    doubt_pct: 12,
};

/// Parks below the line.
pub(crate) const WEAK: Level = Level {
    area_pct: (70, 100),
    hr_over: (-4, 3),
    share_pct: (50, 68),
    revenue: (30_000, 50_000),
    growth_pml: (-80, 40),
    staff: (2, 3),
    body_pct: 60,
    changes: [(0, 1), (0, 1), (0, 1)],
    policy: (0, 1),
    paid_pml: (580, 760),
    prompt_pct: (72, 90),
    items: (3, 6),
    served: (8_000, 17_000),
    acts: (5, 12),
    satisfaction_pml: (800, 900),
    sample: (40, 130),
    digital: (58, 74),
    novelty: (10, 18),
    tax_pml: (10, 18),
    jobs_pct: (30, 65),
    talents: (1, 5),
    partners: [(0, 2), (0, 3), (0, 2)],
    special_pct: (30, 48),
    let_pct: (60, 76),
    reports: [(1, 3), (0, 2), (2, 7)],
    summaries: (0, 1),
    violations: (1, 3),
    doubt_pct: 25,
};
