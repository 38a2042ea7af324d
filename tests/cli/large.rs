//! A folder whose scoring takes as long as wanted.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::folder::Folder;

/// Score it with `--engine exact`, which takes some microseconds for each park.
pub(crate) const SCORE: &str = "score rules.heng --data data --format csv --engine exact";

const RULES: &str = r#"规则集 "许多园区" 示例
周期 2024-01-01 至 2024-12-31
满分 40 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  园区编号 文本 主键
  入驻率   %
  营收     万元
}

方面 A "四项" 40 分 {
  指标 A1 "比例" 10 分 {
    依据 "办法"
    取值 营收
    计分 比例 目标 10 亿元 封顶 满分
  }
  指标 A2 "插值" 10 分 {
    依据 "办法"
    取值 入驻率
    计分 插值 { 60% : 0 分 ; 80% : 6 分 ; 90% : 满分 } 两端 持平
  }
  指标 A3 "功效" 10 分 {
    依据 "办法"
    取值 入驻率
    计分 功效 不允许 20% 满意 95% 底 60 幅 40 封顶 满分 保底 0 分
  }
  指标 A4 "过线加减" 10 分 {
    依据 "办法"
    取值 入驻率
    计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分
  }
}

等次 {
  优秀 总分 不低于 36 分
  良好 总分 不低于 30 分
  其余 "合格"
}
"#;

/// Rules and so many parks.
pub(crate) fn of_parks(parks: u32) -> Folder {
    folder().with("data/parks.csv", csv(parks))
}

static ALONE: Mutex<()> = Mutex::new(());

/// Rules and so many parks that [`SCORE`] takes at least so long on the machine at hand.
pub(crate) fn taking(wanted: Duration) -> Folder {
    // Whoever measures at the same time measures the others.
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut parks = 10_000;
    loop {
        let folder = of_parks(parks);
        let started = Instant::now();
        folder.heng(SCORE).succeeds();
        let taken = started.elapsed();
        if taken >= wanted {
            return folder;
        }
        parks *= 2;
    }
}

fn folder() -> Folder {
    Folder::empty().with("rules.heng", RULES).with_folder("data")
}

fn csv(parks: u32) -> String {
    let mut text = "园区编号,入驻率,营收\n".to_owned();
    for park in 0..u64::from(parks) {
        let (share, revenue) = (park * 37 % 10_001, park * 7919 % 20_000_000);
        writeln!(text, "P{park},{}.{:02},{revenue}", share / 100, share % 100).unwrap();
    }
    text
}
