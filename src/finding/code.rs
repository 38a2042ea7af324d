//! The table of diagnostic codes.

use std::fmt;

macro_rules! codes {
    ($($code:ident $title_zh:literal $title_en:literal;)*) => {
        /// Names a kind of finding. The first two digits are the stage: 01 text, 02 names and
        /// structure, 03 types and units, 04 proofs, 05 data, 06 calendar, 07 scoring, 08 examples,
        /// 09 files and usage, 10 packets.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each code is described by its titles and its page")]
        pub enum Code { $($code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The code as printed, such as `H0101`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// A short Chinese title.
            #[must_use]
            pub fn title_zh(self) -> &'static str {
                match self { $(Code::$code => $title_zh,)* }
            }

            /// A short English title.
            #[must_use]
            pub fn title_en(self) -> &'static str {
                match self { $(Code::$code => $title_en,)* }
            }

            /// The help page that `heng error CODE` prints (`docs/errors/`).
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$code => include_str!(concat!("../../docs/errors/", stringify!($code), ".md")),)*
                }
            }
        }
    };
}

codes! {
    H0101 "不认识的文字" "unreadable text";
    H0102 "不认识的条目" "unknown item";
    H0103 "括号没有配对" "unbalanced bracket";
    H0104 "嵌套过深" "nested too deeply";
    H0105 "此处写法不对" "misplaced text";
    H0106 "且和或混用须加括号" "and/or mixed without brackets";
    H0107 "文件过大或行过长" "file or line too long";
    H0108 "规则集过大" "the rule set is too large";
    H0201 "名称没有定义" "unknown name";
    H0202 "名称重复" "name declared twice";
    H0203 "循环定义" "cyclic definition";
    H0204 "缺少必要的条目或子句" "a required item or clause is missing";
    H0205 "条目或子句重复" "an item or clause is repeated";
    H0206 "不认识的函数" "unknown function";
    H0207 "函数或词用法不对" "wrong use of a function or a word";
    H0208 "枚举没有这一项" "no such choice in the enumeration";
    H0209 "列的范围不成立" "a column with an impossible range";
    H0211 "沿用的文件读不出" "the inherited file cannot be read";
    H0212 "沿用绕成一圈" "files inherit in a circle";
    H0213 "要改的对象不存在" "nothing there to change";
    H0214 "新增的对象已经存在" "what is inserted is there already";
    H0215 "改动的写法不对" "an ill-formed change";
    H0216 "改动没有写「沿用」" "changes without an inherited file";
    H0217 "没有写明是修改还是新增" "neither an amendment nor an insertion";
    H0218 "看起来一样的两个名称" "two names that look the same";
    H0219 "改动可能没有改全" "a change may not be all that is meant";
    H0221 "脚本文件读不出" "the script cannot be read";
    H0222 "脚本有语法错误" "a script with syntax errors";
    H0223 "声明的函数脚本里没有" "a declared function that the script lacks";
    H0224 "脚本里的函数没有声明" "a function of a script that is not declared";
    H0225 "脚本函数的参数个数不符" "a function of a script with other parameters than declared";
    H0226 "脚本里不能用的写法" "what a script must not use";
    H0227 "脚本里的名称没有定义" "an unknown name in a script";
    H0231 "行与表头不符" "a row that does not fit its header";
    H0232 "与规则语言的版次不符" "not of this edition of the language";
    H0301 "单位不合" "units clash";
    H0302 "类型不合" "types clash";
    H0303 "不认识的单位" "unknown unit";
    H0304 "数字缺少单位" "a number without its unit";
    H0312 "条件不只是成立或不成立" "a condition that does not just hold or fail";
    H0401 "分值相加不符" "marks do not add up";
    H0402 "分档重叠" "bands overlap";
    H0403 "分档有空档" "bands leave a gap";
    H0404 "等次线次序不对" "grades are out of order";
    H0405 "未写明边界情形" "a boundary case is not stated";
    H0407 "精确到几位没有写或写错了地方" "decimals of an irrational result are not stated or misplaced";
    H0408 "参数在函数的定义域之外" "an argument outside the domain of a function";
    H0409 "权重之和不是 1" "weights that do not add up to 1";
    H0411 "权重用不上或没有写全" "weights of no use, or not all of them";
    H0412 "汇总的写法不对" "an aggregate is not written right";
    H0413 "判断矩阵不成对" "a judgement matrix that is not reciprocal";
    H0414 "判断矩阵不一致" "inconsistent judgements";
    H0415 "分值是否相加相符不能断定" "whether marks add up cannot be told";
    H0416 "一步不大于 0" "a step that is not above 0";
    H0417 "封顶低于保底" "a cap below the floor";
    H0418 "舍入了两次" "rounded twice";
    H0419 "没有情形会到的其余或否则" "an otherwise that nothing reaches";
    H0421 "人工定等的记录有误" "a manual grade is not in order";
    H0431 "参数的时段没有盖住整个周期" "no dated value covers the whole cycle";
    H0432 "参数的时段重叠" "dated values overlap";
    H0441 "得分可能超出范围" "a mark that can leave its bounds";
    H0442 "得分与声明的方向相反" "a mark that goes against its direction";
    H0443 "等次达不到" "a grade out of reach";
    H0444 "否决、限制或降等没有作用" "a veto, restriction or demotion that decides nothing";
    H0445 "不会成立的条件" "a condition that can never hold";
    H0446 "没有用到的列" "a column that no rule reads";
    H0447 "备查的列被规则读取" "a rule reads a column kept for the record";
    H0448 "没有用到的定义或参数" "a definition or parameter that no rule reads";
    H0449 "没有写缺失时怎么办" "an indicator that does not say what missing data means";
    H0450 "同一个数计了两次分" "one figure is counted twice";
    H0451 "总是成立的条件" "a condition that always holds";
    H0452 "除数总是 0" "a divisor that is always 0";
    H0453 "界限在取值的范围之外" "a limit outside the range of the value";
    H0454 "得分总是一样" "a mark that is always the same";
    H0461 "条款表有误" "the list of clauses has errors";
    H0462 "依据不在条款表里" "a basis that the document does not have";
    H0463 "条款没有规则" "a clause without a rule";
    H0501 "数据文件不存在" "data file is missing";
    H0502 "列不符" "columns do not match";
    H0503 "单元格内容不合类型" "a cell does not fit its type";
    H0504 "主键重复" "duplicate key";
    H0505 "找不到上级行" "orphan row";
    H0506 "主键不是一行数据" "a key that names no row of data";
    H0507 "枚举外的取值" "a value outside the enumeration";
    H0508 "数据文件读不出" "data file cannot be read";
    H0509 "超出列的范围" "a value outside its column's range";
    H0510 "合计与各行不符" "a total that its rows do not add up to";
    H0511 "像是单位不对" "a unit that is probably wrong";
    H0512 "下面一行也没有" "no row below";
    H0513 "两张表对不上" "tables that do not agree";
    H0514 "评委打分有疑点" "doubtful marks of judges";
    H0515 "修整过的单元格" "a cell that was repaired";
    H0516 "没有显示的行或工作表" "rows or sheets that are not shown";
    H0517 "更正不能照办" "a correction that cannot be carried out";
    H0518 "同一个在两家下面" "one that stands below two";
    H0520 "数据库读不出" "a database that cannot be read";
    H0601 "日期不在日历范围内" "date outside the calendar";
    H0602 "日历文件有误" "calendar file has errors";
    H0701 "得分超出范围" "a mark outside its bounds";
    H0702 "应唯一的行有多行" "more than one row where one was meant";
    H0703 "不许缺失的数据缺失" "missing data that the rule does not allow";
    H0704 "适用的分值相加不符" "marks that apply do not add up";
    H0705 "数太大，打印不出" "a number too large to be printed";
    H0711 "脚本超出限度" "a script beyond its limits";
    H0712 "脚本运行出错" "a script that fails";
    H0713 "脚本返回的类型不符" "a script that returns another type";
    H0801 "示例不符" "an example does not hold";
    H0802 "示例写法有误" "an example is ill-formed";
    H0901 "规则文件读不出" "rule file cannot be read";
    H0902 "找不到这个对象" "no such subject";
    H0903 "规则和数据文件夹之外的文件" "a file outside of the folders of rules and data";
    H0911 "不知道分给哪个工作簿" "a row that belongs to no workbook";
    H0912 "装不进工作簿" "what no workbook can hold";
    H0913 "不能按这一列分" "a column that tells no groups";
    H0921 "找不到要改的格" "no such cell to change";
    H0931 "差别不能用这份数据算" "no difference can be scored with these data";
    H0932 "结果之间不能直接比" "results that are not compared by themselves";
    H0941 "另解不能照改" "an alternative that cannot be carried out";
    H0942 "有争议的单元格写得不对" "a disputed cell that cannot be made out";
    H1001 "不是合规的数据包" "no packet in its one form";
    H1002 "数据包被改动过" "a packet that was changed";
    H1003 "签名不对" "a signature that does not hold";
    H1004 "数据包里没有要用的数据" "a packet without the data that are needed";
    H1005 "装不进数据包" "what no packet can hold";
}

impl Code {
    /// The code of a name, in either case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
