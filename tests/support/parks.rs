// The rules, data and run of the examples in the documentation of the library.

pub(crate) const RULES: &str = r#"规则集 "园区" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号 文本 主键
  园区名称 文本 名称
  满意率 % 不低于 0% 不超过 100%
  产值 万元
  停业 是否
}
方面 A "服务" 40 分 {
  指标 A1 "满意" 40 分 {
    依据 第一条
    取值 满意率
    计分 换算 100% 封顶 满分 保底 0 分
  }
}
方面 B "效益" 60 分 {
  指标 B1 "产值" 60 分 {
    依据 第二条
    取值 产值
    计分 名次 范围 全部 降序 首名 满分 每降一位 减 10 分 保底 0 分 并列 同名次
  }
}
加分 封顶 2 分 { "升级" 若 产值 不低于 500 万元 则 1 分 否则 0 分 }
条件 有产值 依据 第三条 { 产值 高于 0 万元 }
否决 停业 停业 则 不予评定
等次 {
  优秀 总分 不低于 90 分
  良好 总分 不低于 60 分
  其余 "合格"
}
"#;

pub(crate) const PARKS: &str = "编号,园区名称,满意率,产值,停业
P1,东园,95%,800,否
P2,西园,80%,300,否
P3,南园,,100,否
P4,北园,70%,200,是
";

/// P1 is 优秀, P2 良好; of P3 a cell is empty; P4 is closed.
pub(crate) fn run() -> Result<heng::Run, heng::Error> {
    let rules = heng::Rules::from_text(RULES)?;
    let data = heng::Data::from_texts(&rules, [("parks.csv".to_owned(), PARKS.to_owned())])?;
    heng::Run::of(&rules, &data)
}
