//! Changes to the statements of a block: clauses, columns, lines of 加分 and 扣分, grades.
//!
//! What stands there bare or behind 修改 changes what is there, 新增 and 删除 say so. A clause that every indicator has
//! once at most is a place that is filled: written bare, it holds whether the inherited file has one or not.

use super::super::grammar::Rule;
use super::super::skeleton::{Key, Kind, Member, Part, Row, Text, Verb};
use super::refusal;
use super::rows::Lists;
use crate::finding::{Diagnostic, Span};
use crate::invariant::entry;

/// The parts of a grade in the order in which they are written.
const GRADE_ORDER: &[Rule] = &[
    Rule::label,
    Rule::expression,
    Rule::quota_share,
    Rule::scope,
    Rule::quota_rounding,
    Rule::tie_break,
    Rule::still_tied,
];

/// The parts of a grade that go with its quota.
const OF_QUOTA: &[Rule] = &[Rule::quota_share, Rule::scope, Rule::quota_rounding, Rule::tie_break, Rule::still_tied];

/// A grade of which a change says only some parts: the others stay, but for a quota that 名额 无 takes away.
fn in_parts(known: &Member, member: Member) -> Member {
    let has = |rule: Rule| member.parts.iter().any(|said| said.rule == rule);
    let stays = |part: &&Part| !(has(part.rule) || has(Rule::no_quota) && OF_QUOTA.contains(&part.rule));
    let said = member.parts.iter().filter(|part| part.rule != Rule::no_quota);
    let mut parts: Vec<Part> = known.parts.iter().filter(stays).chain(said).copied().collect();
    parts.sort_by_key(|part| GRADE_ORDER.iter().position(|rule| *rule == part.rule));
    Member { parts, is_touched: true, ..member }
}

/// The block of an inherited item.
pub(super) struct Block<'b> {
    pub(super) members: &'b mut Vec<Member>,
    pub(super) kind: &'static Kind,
    pub(super) name: &'b str,
    pub(super) at: Span,
    pub(super) key: Key,
}

impl Block<'_> {
    /// Carries out changes one after the other. Gives back what cannot be carried out.
    pub(super) fn put(&mut self, members: Vec<Member>) -> Vec<Diagnostic> {
        let mut refused = Vec::new();
        let mut after: Option<usize> = None;
        let mut rows: Vec<Row> = Vec::new();
        let mut rest = members.into_iter();
        while let Some(member) = rest.next() {
            if let Some(row) = member.row {
                rows.push(row);
                continue;
            }
            let at = self.members.iter().position(|known| known.key == member.key);
            if let Some(changes) = member.inside.clone() {
                match at.and_then(|at| self.members.get_mut(at)) {
                    Some(known) => {
                        known.is_touched = true;
                        let of = refusal::shown_inside(self.kind, self.name, &member.key);
                        let mut lists = Lists { texts: vec![&mut known.text], of, at: known.span };
                        refused.extend(lists.apply(changes));
                    }
                    None => refused.push(refusal::no_member(self.kind, self.name, &member, &self.known(), self.at)),
                }
                continue;
            }
            if member.verb == Verb::Remove {
                // 删除 调整 takes all of them.
                let before = self.members.len();
                let all = format!("{} ", member.key);
                self.members.retain(|known| {
                    known.key != member.key
                        && !(self.key == Key::Word && known.item.is_none() && known.key.starts_with(&all))
                });
                if self.members.len() == before {
                    refused.push(refusal::no_member(self.kind, self.name, &member, &self.known(), self.at));
                }
                after = None;
                continue;
            }
            let is_new = matches!(member.verb, Verb::Insert(_));
            match at {
                Some(at) if is_new => {
                    let known = entry(self.members, at).span;
                    refused.push(refusal::member_is_there(self.kind, self.name, &member, known));
                    continue;
                }
                None if !is_new && !self.is_place(&member) => {
                    refused.push(refusal::no_member(self.kind, self.name, &member, &self.known(), self.at));
                }
                _ => {}
            }
            let known = at.and_then(|at| self.members.get(at));
            let has = |member: &Member, rule: Rule| member.parts.iter().any(|part| part.rule == rule);
            if has(&member, Rule::no_quota) && !known.is_some_and(|known| has(known, Rule::quota_share)) {
                let of = refusal::shown_inside(self.kind, self.name, &member.key);
                refused.push(refusal::no_part(&of, "名额", "quota", member.written));
                continue;
            }
            let member = match known {
                Some(known) if !known.parts.is_empty() && !member.parts.is_empty() => in_parts(known, member),
                _ => member,
            };
            self.members.retain(|known| known.key != member.key);
            let next = || rest.as_slice().first().filter(|next| next.verb != Verb::Remove);
            let before = || next().and_then(|next| self.members.iter().position(|known| known.key == next.key));
            let at = at.or(after).or_else(before);
            // 其余 stays last, and what is said of a head stands before its indicators.
            let is_clause = member.item.is_none();
            let last = |known: &Member| known.key == "其余" || is_clause && known.item.is_some();
            let end = self.members.iter().position(last).unwrap_or(self.members.len());
            let at = at.unwrap_or(end).min(self.members.len());
            self.members.insert(at, Member { verb: Verb::Plain, ..member });
            after = Some(at + 1);
        }
        if !rows.is_empty() {
            refused.extend(self.rows(rows));
        }
        refused
    }

    /// Rows of the lists in all clauses; where there is a 计分, a new one belongs to it.
    fn rows(&mut self, rows: Vec<Row>) -> Vec<Diagnostic> {
        let of = refusal::shown(self.kind, self.name);
        let wanted: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
        let is_read = |member: &Member| member.item.is_none();
        let mut texts: Vec<(&mut bool, &mut Text, bool)> = Vec::new();
        for member in self.members.iter_mut().filter(|member| is_read(member)) {
            let scores = member.key == "计分";
            texts.push((&mut member.is_touched, &mut member.text, scores));
        }
        // A list that only a clause beside 计分 has is looked at when 计分 has none of the rows.
        let in_scoring = texts.iter().any(|(_, text, scores)| *scores && super::rows::has_any(text, &wanted));
        let mut chosen: Vec<&mut Text> = Vec::new();
        for (touched, text, scores) in texts {
            if scores || !in_scoring {
                *touched |= super::rows::has_lists(text);
                chosen.push(text);
            }
        }
        Lists { texts: chosen, of, at: self.at }.apply(rows)
    }

    /// Whether a statement fills a place that is there once in every block of its kind.
    fn is_place(&self, member: &Member) -> bool {
        match self.key {
            Key::Word => !member.key.starts_with("调整"),
            Key::Name => matches!(
                member.key.as_str(),
                "缺失" | "展开" | "主键" | "其余列" | "工作表" | "表头行" | "缺失记号" | "不适用记号" | "零记号"
            ),
            Key::Title | Key::Line => false,
        }
    }

    fn known(&self) -> Vec<String> {
        self.members.iter().map(|member| member.key.clone()).collect()
    }
}
