// Rules of every kind of figure, data and run of further examples in the documentation of the library.

pub(crate) const RULES: &str = r#"规则集 "学校" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
舍入 方面 2 位 四舍五入
舍入 总分 2 位 四舍五入
脚本 "level.rhai" {
  等级分(分数 : 数值) → 数值
}
数据 学校 "schools.csv" {
  编号 文本 主键
  学段 枚举 { 小学, 中学 }
  语文 数值
  数学 数值
  英语 数值
}
数据 荣誉 "honors.csv" 属于 学校 按 编号 {
  级别 枚举 { 国家级, 省级 }
  分值 分
}
总分 {
  汇总 平均
  赋权 层次分析法 { (1, 3), (1 / 3, 1) } 精确到 4 位
}
方面 A "质量" 100 分 {
  汇总 平均
  赋权 归一
  指标 A1 "均衡" 100 分 {
    依据 第一条
    权重 2
    取值 有序加权(语文, 数学, 英语 次序权重 0.2, 0.3, 0.5)
    计分 直接 封顶 满分 保底 0 分
    建议 "各科现为 {取值}"
  }
  指标 A2 "语文" 100 分 {
    依据 第二条
    权重 1
    取值 语文
    计分 算式 若 取值 不低于 平均(取值 范围 同 学段) 则 满分 否则 60 分
  }
}
方面 B "特色" 100 分 {
  指标 B1 "荣誉" 60 分 {
    依据 第三条
    取值 求和(荣誉.分值 其中 级别 是 国家级)
    计分 直接 封顶 满分 保底 0 分
  }
  指标 B2 "数学" 40 分 {
    依据 第四条
    取值 等级分(数学)
    计分 直接 封顶 满分 保底 0 分
  }
}
"#;

pub(crate) const SCRIPT: &str = "fn 等级分(分数) {
    if 分数 >= 85 { 40 } else { 20 }
}
";

pub(crate) const SCHOOLS: &str = "编号,学段,语文,数学,英语
S1,小学,90,80,70
S2,小学,80,95,85
S3,中学,75,60,
";

pub(crate) const HONORS: &str = "编号,级别,分值
S1,国家级,50
S1,国家级,20
S1,省级,5
";

/// S1 has the most honours and a cap cuts them; of S3 a cell is empty.
pub(crate) fn run() -> Result<heng::Run, heng::Error> {
    let texts = [("rules.heng".to_owned(), RULES.to_owned()), ("level.rhai".to_owned(), SCRIPT.to_owned())];
    let rules = heng::Rules::from_texts("rules.heng", texts)?;
    let tables = [("schools.csv".to_owned(), SCHOOLS.to_owned()), ("honors.csv".to_owned(), HONORS.to_owned())];
    heng::Run::of(&rules, &heng::Data::from_texts(&rules, tables)?)
}
