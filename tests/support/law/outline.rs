//! The printed numbers, each from its step.

use num_traits::{Signed, Zero};
use serde_json::Value as Json;

use super::steps::Reader;
use super::value::{Fraction, Value, exact, rounded, rounded_by};

/// Holds the printed numbers against the steps.
pub(super) fn hold(document: &Json, data: &Json, reader: &Reader<'_>, found: &mut Vec<String>) {
    let mut outline = Outline { data, reader, found };
    outline.total(&document["total"], &document["base"]);
    let heads = list(&data["heads"]);
    for (place, head) in heads.iter().enumerate() {
        outline.head(head, &document["heads"][place]);
    }
    for name in ["bonus", "deduction"] {
        if data[name].is_object() {
            outline.block(name, &data[name], &document[name]);
        }
    }
    for condition in list(&data["conditions"]) {
        outline.condition(condition);
    }
    let next = list(&data["next_grade"]["unmet"]);
    let above = list(&data["above"]).iter().flat_map(|above| list(&above["unmet"]));
    for term in next.iter().chain(above) {
        outline.unmet(term);
    }
    for above in list(&data["above"]) {
        outline.above(above);
    }
}

fn list(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The share of a part.
fn share(shares: &Json, code: &Json) -> Option<Fraction> {
    let part = list(&shares["parts"]).iter().find(|part| part["code"] == *code)?;
    exact(&part["share"]).ok()
}

struct Outline<'a> {
    data: &'a Json,
    reader: &'a Reader<'a>,
    found: &'a mut Vec<String>,
}

impl Outline<'_> {
    fn break_of(&mut self, what: impl Into<String>) {
        self.found.push(what.into());
    }

    fn is(&mut self, holds: bool, what: impl Fn() -> String) {
        if !holds {
            self.found.push(what());
        }
    }

    fn number(&self, id: &Json) -> Option<Fraction> {
        self.reader.value(id).ok()?.number().cloned()
    }

    fn is_left_out(&self) -> bool {
        list(&self.data["above"]).iter().any(|above| above["what"]["kind"] == "not_participating")
    }

    /// A mark as printed is its step, rounded; there is none where the step has none, or it does not apply.
    fn printed(&mut self, what: &str, printed: &Json, applies: &Json, shown: &Json) {
        let applies = if applies.is_null() { None } else { self.reader.value(applies).ok().cloned() };
        let step = self.reader.value(&printed["step"]).cloned();
        match (&printed["mark"], step) {
            (Json::Null, Ok(step)) => {
                let open = step == Value::Missing || applies == Some(Value::Missing);
                self.is(open, || format!("{what} is withheld for no reason"));
                self.is(shown.is_null() || shown == "", || format!("{what} is told as {shown}"));
            }
            (Json::String(mark), _) if mark == "not_applicable" => {
                let mut heads = list(&self.data["heads"]).iter();
                let nothing = applies.is_none() && heads.all(|head| head["printed"]["mark"] == "not_applicable");
                let no = applies == Some(Value::Truth(false)) || self.is_left_out() || nothing;
                self.is(no, || format!("{what} does not apply for no reason"));
            }
            (Json::String(mark), Ok(Value::Number(number))) => {
                let places = mark.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let stated = printed["rounding"]["places"] == places;
                let wanted = rounded_by(&number, &printed["rounding"]);
                let right = stated && wanted.is_some() && wanted == super::value::fraction(mark);
                self.is(right, || format!("{what} {mark} is not {number} rounded"));
                self.is(shown.is_null() || shown == mark.as_str(), || format!("{what} {mark} is told as {shown}"));
            }
            (mark, step) => self.break_of(format!("{what} {mark} of {step:?}")),
        }
    }

    /// 总分 = 基础分 + 加分 − 扣分, capped and rounded.
    fn total(&mut self, shown: &Json, base: &Json) {
        let total = &self.data["total"];
        if total.is_null() {
            return;
        }
        self.printed("total", &total["total"], &Json::Null, shown);
        self.printed("base", &total["base"], &Json::Null, base);
        let part = |outline: &Self, name: &str| match &total[name] {
            Json::Null => Some(Fraction::zero()),
            part => outline.number(&part["step"]),
        };
        self.shares(&total["shares"]);
        if total["gross"].is_null() {
            // Of one indicator alone.
            return;
        }
        let gross = self.number(&total["gross"]);
        let parts = part(self, "base").zip(part(self, "bonus")).zip(part(self, "deduction"));
        let added = parts.map(|((base, bonus), deduction)| base + bonus - deduction);
        self.is(gross == added, || format!("base and bonus less deduction are {added:?}, not {gross:?}"));
        if let (Some(gross), Some(told)) = (gross, self.number(&total["total"]["step"])) {
            let capped = match exact(&total["cap"]) {
                Ok(cap) => gross.min(cap),
                Err(_) => gross,
            };
            let kept = rounded_by(&capped, &total["total"]["rounding"]);
            self.is(told == capped || Some(&told) == kept.as_ref(), || format!("the total {told} is not {capped}"));
        }
    }

    fn head(&mut self, head: &Json, shown: &Json) {
        let code = head["code"].to_string();
        self.printed(&code, &head["printed"], &head["applies"], &shown["mark"]);
        let full = self.number(&head["full"]).or_else(|| exact(&head["declared"]).ok());
        self.readable(&format!("full marks of {code}"), full.as_ref(), &shown["full"]);
        self.shares(&head["shares"]);
        if head["node"].is_object() {
            self.node(&head["node"], &head["shares"], &shown["node"]);
        }
        for (place, indicator) in list(&head["indicators"]).iter().enumerate() {
            self.indicator(head, indicator, &shown["indicators"][place]);
        }
    }

    fn indicator(&mut self, head: &Json, indicator: &Json, shown: &Json) {
        let code = indicator["code"].to_string();
        self.printed(&code, &indicator["printed"], &indicator["applies"], &Json::Null);
        let score = self.number(&indicator["score"]);
        self.readable(&format!("score of {code}"), score.as_ref(), &shown["unrounded"]);
        self.readable(&format!("full marks of {code}"), exact(&indicator["full"]).ok().as_ref(), &shown["full"]);
        let missing = !list(&indicator["missing"]).is_empty();
        self.is(missing != score.is_some(), || format!("the score of {code} is missing for no reason"));
        if let Ok(weight) = exact(&indicator["effective_weight"]) {
            let inner = share(&head["shares"], &indicator["code"]);
            let product = inner.zip(self.whole_share(&head["code"])).map(|(inner, outer)| inner * outer);
            self.is(product.as_ref() == Some(&weight), || format!("the weight of {code} is {product:?}"));
        }
    }

    /// The share of the whole that a head has: its share of what it stands below, of what that stands below, and so on.
    fn whole_share(&self, code: &Json) -> Option<Fraction> {
        if let Some(share) = share(&self.data["total"]["shares"], code) {
            return Some(share);
        }
        list(&self.data["heads"]).iter().find_map(|head| {
            let inner = share(&head["shares"], code)?;
            Some(inner * self.whole_share(&head["code"])?)
        })
    }

    /// Each share is the amount over the whole, which is what the amounts come to, or the full marks of a plain sum.
    fn shares(&mut self, shares: &Json) {
        let Ok(whole) = exact(&shares["whole"]) else { return };
        for part in list(&shares["parts"]) {
            let (amount, share) = (exact(&part["amount"]).ok(), exact(&part["share"]).ok());
            let wanted = amount.filter(|_| !whole.is_zero()).map(|amount| amount / &whole);
            self.is(wanted == share, || format!("the share of {} is {wanted:?}", part["code"]));
        }
    }

    fn node(&mut self, node: &Json, shares: &Json, shown: &Json) {
        self.readable("a mark before rounding", self.number(&node["unrounded"]).as_ref(), &shown["unrounded"]);
        self.rescaled(node);
        if !shares.is_object() {
            return;
        }
        for weight in list(&node["weights"]) {
            let part = list(&shares["parts"]).iter().find(|part| part["code"] == weight["code"]);
            let same = part.is_some_and(|part| part["share"] == weight["share"]);
            self.is(same, || format!("{weight} is no share of its node"));
        }
    }

    /// 缺项 折算: what applies, times the full marks over those that apply.
    fn rescaled(&mut self, node: &Json) {
        let rescaled = &node["rescaled"];
        if rescaled.is_null() {
            return;
        }
        let (sum, applicable) = (self.number(&rescaled["sum"]), self.number(&rescaled["applicable"]));
        let applicable = applicable.filter(|applicable| !applicable.is_zero());
        let factor = applicable.zip(exact(&rescaled["full"]).ok()).map(|(applicable, full)| full / applicable);
        let told = exact(&rescaled["factor"]).ok();
        self.is(factor == told, || format!("the factor of {rescaled} is {factor:?}"));
        let Some(mark) = self.number(&node["unrounded"]) else { return };
        let wanted = sum.zip(factor).map(|(sum, factor)| sum * factor);
        // A head that has 封顶 has at most that.
        let is_capped = wanted.as_ref().is_some_and(|wanted| self.is_cut(&node["unrounded"], wanted));
        self.is(is_capped || wanted.as_ref() == Some(&mark), || format!("{rescaled} comes to {wanted:?}, not {mark}"));
    }

    /// Whether a step is a number that was cut to a cap below it.
    fn is_cut(&self, step: &Json, whole: &Fraction) -> bool {
        let Some(at) = step.as_u64().and_then(|at| usize::try_from(at).ok()) else { return false };
        let step = &self.data["steps"][at];
        let of = |term: &Json| self.number(term).is_some_and(|number| number == *whole);
        step["operation"] == "least" && list(&step["terms"]).iter().any(of)
    }

    fn block(&mut self, name: &str, block: &Json, shown: &Json) {
        self.printed(name, &block["printed"], &Json::Null, &shown["mark"]);
        let entries: Option<Vec<Fraction>> =
            list(&block["entries"]).iter().map(|entry| self.number(&entry["step"])).collect();
        let (Some(entries), Some(told)) = (entries, self.number(&block["printed"]["step"])) else { return };
        let sum: Fraction = entries.iter().sum();
        let capped = match exact(&block["cap"]) {
            Ok(cap) => sum.min(cap),
            Err(_) => sum,
        };
        let kept = rounded_by(&capped, &block["printed"]["rounding"]);
        self.is(told == capped || Some(&told) == kept.as_ref(), || format!("{name} is {capped}, not {told}"));
    }

    /// A verdict follows from whether the condition counts and is met.
    fn condition(&mut self, condition: &Json) {
        let value = |id: &Json| self.reader.value(id).ok().cloned();
        let applies = if condition["applies"].is_null() { None } else { value(&condition["applies"]) };
        let met = value(&condition["requirement"]);
        let wanted = match (applies, met) {
            (Some(Value::Truth(false)), _) => "not_applicable",
            (Some(Value::Missing), _) | (_, Some(Value::Missing)) => "open",
            (_, Some(Value::Truth(true))) => "met",
            (_, Some(Value::Truth(false))) if condition["soft"] == true => "needs_reason",
            _ => "not_met",
        };
        self.is(condition["verdict"] == wanted, || format!("{} is {wanted}", condition["name"]));
        for term in list(&condition["unmet"]) {
            self.unmet(term);
        }
    }

    /// What is lacking is the difference between what is there and what is wanted.
    fn unmet(&mut self, term: &Json) {
        let Ok(gap) = exact(&term["gap"]["number"]["exact"]) else { return };
        let have = exact(&term["value"]["number"]["exact"]);
        let want = exact(&term["wanted"]["compare"]["value"]["number"]["exact"]);
        let difference = have.ok().zip(want.ok()).map(|(have, want)| (have - want).abs());
        self.is(difference.as_ref() == Some(&gap), || format!("{term} lacks {difference:?}"));
    }

    /// What stands above the marks does so because its step says so.
    fn above(&mut self, above: &Json) {
        if above["step"].is_null() {
            return self.is(!list(&above["cells"]).is_empty(), || format!("{above} rests on nothing"));
        }
        let holds = above["what"]["kind"] != "not_participating";
        let step = self.reader.value(&above["step"]).ok().cloned();
        self.is(step == Some(Value::Truth(holds)), || format!("{above} rests on {step:?}"));
    }

    /// A number as a reader sees it is the exact one, or its first decimals and «…».
    fn readable(&mut self, what: &str, number: Option<&Fraction>, shown: &Json) {
        let Some(text) = shown.as_str() else {
            let none = shown.is_null() && (number.is_none() || what.starts_with("full marks"));
            return self.is(none || number.is_none(), || format!("{what} {number:?} is told as {shown}"));
        };
        let Some(number) = number else { return self.break_of(format!("{what} {text} is told of nothing")) };
        let cut = text.strip_suffix('…');
        let plain = cut.unwrap_or(text);
        let Some(told) = super::value::fraction(plain) else { return self.break_of(format!("{what} {text}")) };
        let places = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let right = match cut {
            Some(_) => rounded(number, places, "down").as_ref() == Some(&told),
            None => told == *number,
        };
        self.is(right, || format!("{what} {number} is told as {text}"));
    }
}
