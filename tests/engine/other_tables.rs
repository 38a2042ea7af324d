//! Data know by which tables they were read.

use heng::{Data, Error, Rules, Run};

const RULES: &str = "规则集 \"两列\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 家 \"d.csv\" {
  编号 文本 主键
  数   数值 不低于 0
  限   数值 不低于 0
}
方面 A \"甲\" 10 分 {
  指标 A1 \"数\" 10 分 {
    依据 第一条
    取值 数
    计分 换算 10 封顶 满分
  }
}
";

fn rules(text: &str) -> Rules {
    let rules = Rules::from_text(text).unwrap();
    assert!(rules.is_sound(), "{text}");
    rules
}

#[test]
fn data_are_run_by_rules_that_declare_their_tables_and_by_no_others() {
    let data = Data::from_texts(&rules(RULES), [("d.csv".into(), "编号,数,限\nP1,4,9\n".into())]).unwrap();
    for alike in [
        RULES.to_owned(),
        RULES.replace("换算 10 ", "换算 20 "),
        RULES.replace("  数   数值", "  个数 数值 列 \"数\"").replace("取值 数", "取值 个数"),
    ] {
        let run = Run::of(&rules(&alike), &data).unwrap();
        assert_eq!(run.score().unwrap().subjects.len(), 1);
    }
    for other in [
        // The cells of one column would be taken for those of the other.
        RULES.replace("  数   数值 不低于 0\n  限   数值 不低于 0\n", "  限   数值 不低于 0\n  数   数值 不低于 0\n"),
        RULES.replace("  限   数值 不低于 0\n", ""),
        RULES.replace("  限   数值 不低于 0\n", "  限   万元 不低于 0 万元\n"),
        RULES.replace("  限   数值 不低于 0\n", "  限   数值 不超过 5\n"),
        RULES.replace("方面 A", "数据 项 \"c.csv\" 属于 家 按 编号 {\n  值 数值\n}\n方面 A"),
    ] {
        assert_eq!(Run::of(&rules(&other), &data).err(), Some(Error::OtherTables), "{other}");
    }
}
