//! What is said about things that scripts may not do.

use crate::script::Complaint;

/// Something forbidden and the way out.
#[derive(Clone, Copy)]
pub(in crate::script) struct Forbidden {
    pub(in crate::script) zh: &'static str,
    pub(in crate::script) en: &'static str,
    pub(in crate::script) help_zh: &'static str,
    pub(in crate::script) help_en: &'static str,
}

macro_rules! forbidden {
    ($($name:ident $zh:literal $en:literal $help_zh:literal $help_en:literal;)*) => {
        $(pub(super) const $name: Forbidden =
            Forbidden { zh: $zh, en: $en, help_zh: $help_zh, help_en: $help_en };)*
    };
}

forbidden! {
    OUTSIDE "函数以外不能有语句" "there may be no statements outside functions"
        "写进一个函数里：fn 名称(参数) { … }" "put it into a function: fn name(parameters) { … }";
    TRY "脚本里不能用 try … catch" "try … catch is not allowed"
        "用 缺失(x) 或 默认(x, d) 处理缺失的值" "use is_missing(x) or default_to(x, d) for missing values";
    THIS "脚本里不能用 this" "`this` is not allowed"
        "把它写成参数" "make it a parameter";
    COALESCE "脚本里不能用 ?? 、?. 和 ?[" "??, ?. and ?[ are not allowed"
        "用 默认(x, d) 代替缺失的值" "use default_to(x, d) for missing values";
    CLOSURE "闭包只能直接写在 map、filter、reduce、some、all、find 的括号里"
        "a closure may only be an argument of map, filter, reduce, some, all or find"
        "写成 private fn 并直接调用" "write a private fn and call it";
    NO_CLOSURE "这里要一个闭包，如 |x| x * 2" "a closure is wanted here, such as |x| x * 2"
        "写成 列.map(|x| …)" "write list.map(|x| …)";
    CAPTURED "闭包里不能改外面的变量" "a closure may not change a variable from outside"
        "改用 for 循环，或用 reduce 累计" "use a for loop, or reduce";
    CAPTURING_CALL "不能用 函数!(…) 的写法" "calls of the form f!(…) are not allowed"
        "把要用的值作为参数传入" "hand the values over as arguments";
    BITS "脚本里没有按位运算" "there are no operations on bits"
        "条件用 && 和 ||，乘方用 **" "use && and || for conditions, ** for powers";
    PLACE "只能给变量、列的某一项或记录的某一栏赋值" "only a variable, an item of a list or a field of a record can be assigned to"
        "先用 let 存进一个变量" "keep it in a variable with let first";
    CHANGE "这个方法会改变它的列，只能用在变量上" "this method changes its list and needs a variable"
        "先用 let 存进一个变量" "keep it in a variable with let first";
    CASE "switch 的分支只能写数、文本、true、false 或整数范围"
        "a case of `switch` must be a number, a text, true, false or a range of whole numbers"
        "改用 if … else if …；文本里不用反斜杠" "use if … else if …; no backslashes in the text";
    INTERPOLATED "脚本里不能在文本中嵌入算式" "texts with expressions inside are not allowed"
        "用 + 连接" "join them with +";
    RANGE "范围只能用在 for、in 和方括号里" "a range is only allowed in for, in and brackets"
        "列写成 [1, 2, 3]" "write a list as [1, 2, 3]";
    LARGE "这个数太长" "this number is too long"
        "最多 4096 位" "write at most 4096 digits";
    UNKNOWN "脚本里不能这样写" "this is not allowed in a script"
        "只用变量、四则运算、条件、循环和函数库" "use variables, arithmetic, conditions, loops and the library";
    OUTPUT "脚本不能输出" "a script cannot print"
        "把结果作为返回值" "return the result";
    CLOCK "脚本不能看时间，也不能等待" "a script has no clock and cannot wait"
        "把日期作为参数传入" "hand the date over as an argument";
    CHANCE "脚本不能用随机数" "a script has no random numbers"
        "把数据作为参数传入" "hand the data over as an argument";
    EVALUATE "脚本不能执行文本" "a script cannot run a text"
        "写成一个函数" "write a function";
    POINTER "脚本不能用函数指针" "pointers to functions are not allowed"
        "直接写函数名并加括号调用" "call the function by its name";
    FILES "脚本不能读写文件、环境或网络" "a script cannot reach files, the environment or the network"
        "把数据作为参数传入" "hand the data over as an argument";
    MODULES "脚本不能引用别的文件" "a script cannot import or export"
        "需要的函数写在同一个文件里" "write the functions that you need in the same file";
    REFLECT "脚本不能查询类型和名称" "a script cannot ask for types and names"
        "用 缺失(x) 判断有没有值" "use is_missing(x) to see whether there is a value";
}

/// What a name that rhai or another language knows would do here.
pub(in crate::script) fn of_name(name: &str) -> Option<Forbidden> {
    Some(match name {
        "print" | "debug" | "println" => OUTPUT,
        "timestamp" | "sleep" | "now" | "elapsed" => CLOCK,
        "rand" | "random" | "rand_float" | "rand_bool" | "shuffle" | "sample" => CHANCE,
        "eval" => EVALUATE,
        "Fn" | "call" | "curry" => POINTER,
        "open" | "open_file" | "read_file" | "write_file" | "env" | "getenv" | "exec" | "system" | "http" | "fetch" => {
            FILES
        }
        "import" | "export" | "module" | "as" => MODULES,
        "type_of" | "is_def_fn" | "is_def_var" | "is_shared" | "exit" => REFLECT,
        "this" => THIS,
        "try" | "catch" => TRY,
        _ => return None,
    })
}

pub(super) fn twice(name: &str) -> (String, String) {
    (format!("函数「{name}」写了两次"), format!("the function `{name}` is defined twice"))
}

pub(super) fn taken(name: &str) -> (String, String) {
    (format!("「{name}」是函数库里的名称，请换一个"), format!("`{name}` is a name of the library; choose another"))
}

pub(super) fn arity(name: &str, least: usize, most: usize, given: usize) -> (String, String) {
    let many = if least == most { least.to_string() } else { format!("{least}–{most}") };
    (
        format!("「{name}」要 {many} 个参数，这里写了 {given} 个"),
        format!("`{name}` takes {many} arguments, {given} are given"),
    )
}

pub(super) fn unknown_variable(name: &str) -> (String, String) {
    (format!("没有变量「{name}」"), format!("there is no variable `{name}`"))
}

pub(super) fn unknown_function(name: &str) -> (String, String) {
    (format!("没有函数「{name}」"), format!("there is no function `{name}`"))
}

/// What a function of other languages is called here; known under that name there.
pub(super) fn elsewhere(name: &str) -> Option<&'static str> {
    Some(match name {
        "sqrt" => "方根(x, 2)",
        "cbrt" => "方根(x, 3)",
        "pow" | "powi" | "powf" => "幂(x, 2)",
        "log10" | "log2" => "对数(x, 10)、对数(x, 2)",
        "floor" | "trunc" | "int" | "to_int" => "去尾(x, 0)",
        "ceil" | "ceiling" => "进位(x, 0)",
        "mean" | "avg" => "平均(列)",
        "std" | "stdev" | "stddev" => "标准差(列)、样本标准差(列)",
        "四舍五入" => "保留(x, 位数)",
        "is_null" | "isnan" | "is_nan" | "为空" => "缺失(x)",
        "coalesce" | "ifnull" | "nvl" => "默认(x, d)",
        "parse_int" | "parse_float" | "to_float" | "to_decimal" => "参数声明成数，脚本里就是数",
        _ => return None,
    })
}

pub(super) fn unknown_method(name: &str) -> (String, String) {
    (format!("没有方法「{name}」"), format!("there is no method `{name}`"))
}

pub(super) fn nearest(name: &str) -> (String, String) {
    (format!("是否要写「{name}」？"), format!("did you mean `{name}`?"))
}

/// A complaint that names what may have been meant.
pub(super) fn suggesting(complaint: Complaint, name: &str, known: &[&str]) -> Complaint {
    let most = (name.chars().count() / 2).max(1);
    let distances = || known.iter().map(|known| (strsim::osa_distance(name, known), *known));
    let Some((distance, closest)) = distances().min().filter(|(distance, _)| *distance <= most) else {
        return complaint;
    };
    let is_only = distances().all(|(other, known)| other > distance || known == closest);
    let instead = (is_only && complaint.at.len() == name.len()).then(|| closest.to_owned());
    let (zh, en) = nearest(closest);
    Complaint { instead, ..complaint.help(zh, en) }
}
