//! The functions that every script may call.

/// Makes the enum and its tables from one list.
macro_rules! helpers {
    ($($variant:ident $name:literal $english:literal $least:literal $most:literal $signature:literal $doc:literal;)*) => {
        /// A function of the library.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Helper {
            $(#[doc = $doc] $variant,)*
        }

        impl Helper {
            /// All of them.
            pub const ALL: &[Helper] = &[$(Helper::$variant,)*];

            /// Its name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its English twin.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }

            /// How it is called, in Chinese.
            #[must_use]
            pub fn signature(self) -> &'static str {
                match self { $(Self::$variant => $signature,)* }
            }

            /// The helper of a Chinese or English name.
            #[must_use]
            pub fn of(name: &str) -> Option<Helper> {
                match name {
                    $($name | $english => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The least and the greatest number of arguments.
            pub(super) fn arity(self) -> (usize, usize) {
                match self { $(Self::$variant => ($least, $most),)* }
            }
        }
    };
}

helpers! {
    IsMissing "缺失" "is_missing" 1 1 "缺失(x)" "Whether x is missing.";
    Default "默认" "default_to" 2 2 "默认(x, d)" "x, or d where x is missing.";
    Absolute "绝对值" "abs" 1 1 "绝对值(x)" "The distance of x from 0.";
    Greatest "最大值" "greatest" 1 64 "最大值(a, b, …)" "The greatest of its arguments.";
    Least "最小值" "least" 1 64 "最小值(a, b, …)" "The least of its arguments.";
    Round "保留" "round" 2 2 "保留(x, 位数)" "x to so many decimals, ties away from zero.";
    RoundUp "进位" "round_up" 2 2 "进位(x, 位数)" "x to so many decimals, away from zero.";
    Truncate "去尾" "truncate" 2 2 "去尾(x, 位数)" "x to so many decimals, towards zero.";
    Root "方根" "root" 2 3 "方根(x, 次数[, 位数])" "The n-th root of x, rounded half up.";
    Power "幂" "power" 2 3 "幂(x, 指数[, 位数])" "x to a power: exact if the power is whole, else rounded half up.";
    Logarithm "对数" "log" 1 3 "对数(x[, 底[, 位数]])" "The natural logarithm or that to a base, rounded half up.";
    NaturalLogarithm "自然对数" "ln" 1 2 "自然对数(x[, 位数])" "The natural logarithm, rounded half up.";
    Exponential "指数" "exp" 1 2 "指数(x[, 位数])" "e to the power x, rounded half up.";
    Growth "增速" "growth" 2 2 "增速(本期, 基期)" "(now − base) ÷ base; outside the domain unless the base is above 0.";
    Sum "求和" "sum" 1 1 "求和(列)" "The sum of a list; 0 of none.";
    Mean "平均" "average" 1 1 "平均(列)" "The mean of a list.";
    Maximum "最大" "max" 1 1 "最大(列)" "The greatest of a list.";
    Minimum "最小" "min" 1 1 "最小(列)" "The least of a list.";
    Median "中位数" "median" 1 1 "中位数(列)" "The median of a list: the mean of the middle two of an even number.";
    Count "计数" "count" 1 1 "计数(列)" "How many items a list has, missing ones too.";
    TrimmedMean "去高去低平均" "trimmed_mean" 3 3 "去高去低平均(列, 去高, 去低)" "The mean without so many of the greatest and the least.";
    GeometricMean "几何平均" "geometric_mean" 1 2 "几何平均(列[, 位数])" "The geometric mean, rounded half up.";
    StandardDeviation "标准差" "standard_deviation" 1 2 "标准差(列[, 位数])" "The standard deviation of all, over n, rounded half up.";
    SampleDeviation "样本标准差" "sample_deviation" 1 2 "样本标准差(列[, 位数])" "The standard deviation of a sample, over n − 1, rounded half up.";
    Rank "名次" "rank" 2 2 "名次(x, 列)" "One more than how many of a list are above x.";
    RankUpward "升序名次" "rank_ascending" 2 2 "升序名次(x, 列)" "One more than how many of a list are below x.";
    Bands "分段" "bands" 3 3 "分段(x, [[线, 值], …], 其余)" "The value of the first line that x reaches, lines from high to low.";
    Interpolate "插值" "interpolate" 2 2 "插值(x, [[x1, y1], [x2, y2], …])" "Between the two nearest points in proportion, flat beyond the ends.";
    WorkingDayAfter "工作日后" "working_days_after" 2 2 "工作日后(日期, 天数)" "So many working days after a date.";
    NextWorkingDay "顺延" "next_working_day" 1 1 "顺延(日期)" "The date itself or the next working day.";
    DaysBetween "相隔天数" "days_between" 2 2 "相隔天数(甲, 乙)" "Calendar days from the first date to the second.";
    Year "年" "year" 1 1 "年(日期)" "The year of a date.";
    Month "月" "month" 1 1 "月(日期)" "The month of a date.";
    Day "日" "day" 1 1 "日(日期)" "The day of a date.";
}
