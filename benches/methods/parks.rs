//! Parks as a file, the same bytes for the same seed.

use std::fmt::Write as _;

/// A linear congruential generator: enough to vary figures.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// What the file holds, in the words of a rule set.
pub(crate) const DECLARED: &str = "数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  园区类型 枚举 { 综合性, 专业性, 特色 }
  入驻率   %
  营收     万元
  平台     项
  评分     分
  通报     件
  已出台   是否
}
";

pub(crate) fn csv(parks: u32, seed: u64) -> String {
    let random = &mut Random(seed);
    let mut text = "园区编号,园区类型,入驻率,营收,平台,评分,通报,已出台\n".to_owned();
    for park in 0..parks {
        let kind = ["综合性", "专业性", "特色"].into_iter().nth(usize::try_from(random.below(3)).unwrap()).unwrap();
        let (share, revenue) = (random.below(10_001), random.below(20_000_000));
        let (platforms, marks, notices) = (random.below(13), random.below(1001), random.below(8));
        let issued = if random.below(3) == 0 { "否" } else { "是" };
        writeln!(
            text,
            "P{park},{kind},{}.{:02},{}.{:02},{platforms},{}.{:02},{notices},{issued}",
            share / 100,
            share % 100,
            revenue / 100,
            revenue % 100,
            marks / 100,
            marks % 100,
        )
        .unwrap();
    }
    text
}
