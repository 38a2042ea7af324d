//! How a cell shows its number: as it is, as a percentage, as a date, or with a unit.

use super::unit::{Tail, Unit};

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Number,
    /// As a percentage.
    Percent,
    /// As a day, maybe with its time.
    Date,
    /// As a time of day.
    Time,
    /// As hours that may be more than a day has.
    Span,
    /// With a word behind it that changes what it means: `5.20亿元`.
    With(Unit),
}

impl Shown {
    /// By the number of a format that every program knows. Those from 27 on differ by language: these are the Chinese.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            46 => Self::Span,
            _ => Self::Number,
        }
    }

    /// By the code of a format: `0.00%`, `yyyy"年"m"月"d"日"`, `#,##0.00_);[Red]\(#,##0.00\)`.
    pub(super) fn by_code(code: &str) -> Self {
        let mut tail = Tail::default();
        // The fourth section is for texts.
        let mut sections = 1;
        let (mut has_percent, mut has_day, mut has_month, mut has_time, mut has_span) =
            (false, false, false, false, false);
        let mut rest = code;
        while let Some(letter) = rest.chars().next() {
            if let Some(after) = word(rest, "general").or_else(|| word(rest, "g/通用格式")) {
                tail.letter('0');
                rest = after;
                continue;
            }
            if let Some(after) = word(rest, "am/pm").or_else(|| word(rest, "a/p")) {
                (has_time, rest) = (true, after);
                continue;
            }
            let mut letters = rest.chars();
            letters.next();
            rest = letters.as_str();
            match letter {
                '"' => {
                    let (inside, after) = rest.split_once('"').unwrap_or((rest, ""));
                    inside.chars().for_each(|letter| tail.literal(letter));
                    rest = after;
                }
                // In Chinese programs `!` stands before a character that is shown as it is, too.
                '\\' | '!' => {
                    letters.next().into_iter().for_each(|letter| tail.literal(letter));
                    rest = letters.as_str();
                }
                '_' | '*' => {
                    letters.next();
                    rest = letters.as_str();
                }
                '[' => {
                    let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                    let is_span = !inside.is_empty()
                        && (inside.chars().all(|letter| matches!(letter, 'h' | 'H'))
                            || inside.chars().all(|letter| matches!(letter, 'm' | 'M'))
                            || inside.chars().all(|letter| matches!(letter, 's' | 'S')));
                    has_span |= is_span;
                    rest = after;
                }
                ';' if sections == 3 => break,
                ';' => {
                    sections += 1;
                    tail.close();
                }
                '%' => has_percent = true,
                'y' | 'Y' | 'd' | 'D' | 'a' | 'A' => has_day = true,
                'e' if !rest.starts_with(['+', '-']) => has_day = true,
                'm' | 'M' => has_month = true,
                'h' | 'H' | 's' | 'S' => has_time = true,
                _ => tail.letter(letter),
            }
        }
        match () {
            () if has_percent => Self::Percent,
            () if has_span => Self::Span,
            // Beside hours or seconds m stands for minutes.
            () if has_day || (has_month && !has_time) => Self::Date,
            () if has_time => Self::Time,
            () => tail.unit().map_or(Self::Number, Self::With),
        }
    }
}

/// What stands behind a word of ASCII letters, in whatever case.
fn word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, after) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_how_a_number_is_shown() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("G/通用格式", Shown::Number),
            ("G/通用格式\"万元\"", Shown::With(Unit { word: "万元", shift: 0 })),
            ("0.00_ ", Shown::Number),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Shown::Number),
            ("_ [$¥-804]* #,##0.00_ ;_ [$¥-804]* \\-#,##0.00_ ;_ [$¥-804]* \"-\"??_ ;_ @_ ", Shown::Number),
            ("0\"days\"", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("[DBNum1][$-804]General", Shown::Number),
            ("@", Shown::Number),
            ("0\"人\"", Shown::Number),
            ("0.00,\"万\"", Shown::Number),
            ("0%", Shown::Percent),
            ("0.00%;[Red]-0.00%", Shown::Percent),
            ("yyyy-mm-dd", Shown::Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Date),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown::Date),
            ("m/d/yy h:mm", Shown::Date),
            ("mmm\\-yy", Shown::Date),
            ("m\"月\"", Shown::Date),
            ("[$-804]aaaa;@", Shown::Date),
            ("h:mm:ss", Shown::Time),
            ("[$-409]h:mm AM/PM;@", Shown::Time),
            ("mm:ss.0", Shown::Time),
            ("[h]:mm:ss", Shown::Span),
        ] {
            assert_eq!(Shown::by_code(code), shown, "{code}");
        }
    }
}
