//! 第九条（一）第二款, or 3.2.5 of a standard, as numbers, so that ways of writing it are one.

/// A clause by its numbers from the article down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference(Vec<Part>);

/// A step into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 第九条
    Article(u32),
    /// 第二款
    Paragraph(u32),
    /// （三） or 第三项
    Item(u32),
    /// One of the numbers of 3.2.5
    Section(u32),
}

impl Reference {
    /// Reads 第九条（一）, 第9条(1), 第九条第一项, and 3.2.5 as standards number their clauses. `None` for anything
    /// else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains('.') {
            let sections = text.trim().split('.').map(|number| number.parse().ok().map(Part::Section));
            return sections.collect::<Option<_>>().map(Self);
        }
        let mut parts = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (part, after) = part(rest)?;
            // An article comes first, and only there.
            if matches!(part, Part::Article(_)) != parts.is_empty() {
                return None;
            }
            // The first paragraph is the clause itself.
            if part != Part::Paragraph(1) {
                parts.push(part);
            }
            rest = after;
        }
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// Whether it is numbered as in a standard: 3.2.5, which 依据 has in quotes.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.0.iter().all(|part| matches!(part, Part::Section(_)))
    }

    /// Whether a rule for this clause is one for `other`: the same, or a paragraph of it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let below = other.0.strip_prefix(self.0.as_slice());
        below.is_some_and(|below| below.iter().all(|part| matches!(part, Part::Paragraph(_))))
    }

    /// Whether `other` is this clause or one below it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

fn part(text: &str) -> Option<(Part, &str)> {
    if let Some(inside) = text.strip_prefix(['（', '(']) {
        let end = inside.find(['）', ')'])?;
        let (number, after) = inside.split_at_checked(end)?;
        let after = after.strip_prefix(['）', ')'])?;
        return Some((Part::Item(number_of(number)?), after));
    }
    let inside = text.strip_prefix('第')?;
    let end = inside.find(['条', '款', '项'])?;
    let (number, after) = inside.split_at_checked(end)?;
    let number = number_of(number)?;
    let mut letters = after.chars();
    let part = match letters.next()? {
        '条' => Part::Article(number),
        '款' => Part::Paragraph(number),
        _ => Part::Item(number),
    };
    Some((part, letters.as_str()))
}

/// 12 or 十二, up to 九千九百九十九.
fn number_of(text: &str) -> Option<u32> {
    const DIGITS: &str = "零一二三四五六七八九";
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut sum, mut digit) = (0_u32, None);
    for letter in text.chars() {
        let unit = match letter {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let place = DIGITS.chars().position(|known| known == letter)?;
                digit = Some(u32::try_from(place).ok()?);
                continue;
            }
        };
        sum = sum.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    let number = sum.checked_add(digit.unwrap_or(0))?;
    (number > 0).then_some(number)
}
