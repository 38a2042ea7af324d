//! The decision: the entries of 等次, the quota and its competitors, and what is in the way of the next grade.

use num_traits::Signed;
use serde_json::Value as Json;

use super::steps::Reader;
use super::value::{Fraction, Value, exact, rounded};

/// Holds the decision against the steps.
pub(super) fn hold(data: &Json, reader: &Reader<'_>, found: &mut Vec<String>) {
    let mut decision = Decision { data, reader, found };
    for asked in list(&data["ruling"]["grades"]) {
        decision.asked(asked);
    }
    decision.next(&data["next_grade"]);
}

fn list(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn size(json: &Json) -> usize {
    usize::try_from(json.as_u64().unwrap_or_default()).unwrap()
}

fn number(json: &Json) -> Option<Fraction> {
    Value::of(json).ok()?.number().cloned()
}

struct Decision<'a> {
    data: &'a Json,
    reader: &'a Reader<'a>,
    found: &'a mut Vec<String>,
}

impl Decision<'_> {
    fn is(&mut self, holds: bool, what: impl Fn() -> String) {
        if !holds {
            self.found.push(what());
        }
    }

    fn truth(&self, id: &Json) -> Option<Value> {
        self.reader.value(id).ok().cloned()
    }

    /// Whether the grade was given although something is missing.
    fn is_immaterial(&self) -> bool {
        list(&self.data["notes"]).iter().any(|note| note["kind"] == "immaterial")
    }

    /// A grade that was asked: its parts come to its requirement, and that to what came of it.
    fn asked(&mut self, asked: &Json) {
        let grade = &asked["grade"];
        let whole = self.truth(&asked["requirement"]);
        let terms: Vec<Option<bool>> = list(&asked["terms"]).iter().map(|term| term["holds"].as_bool()).collect();
        for term in list(&asked["terms"]) {
            self.term(term);
        }
        let wanted = if terms.contains(&Some(false)) {
            Value::Truth(false)
        } else if terms.contains(&None) {
            Value::Missing
        } else {
            Value::Truth(true)
        };
        self.is(whole.as_ref() == Some(&wanted), || format!("the terms of {grade} come to {wanted:?}, not {whole:?}"));
        let fate = asked["fate"].as_str().unwrap_or_default();
        let lowers = list(&self.data["above"]).iter().any(|above| above["what"]["kind"] == "demotion");
        let holds = match fate {
            "given" => self.data["grade"] == *grade && (lowers || wanted == Value::Truth(true)),
            "not_met" => wanted == Value::Truth(false) && self.data["grade"] != *grade,
            // 缺失 无碍 照定: whatever is open, the grade is the same.
            "open" | "vetoed" if self.is_immaterial() => wanted != Value::Truth(false),
            "open" => self.data["grade"].is_null(),
            "passed_over" => lowers && wanted == Value::Missing && self.data["grade"] != *grade,
            "vetoed" => {
                let vetoed = list(&self.data["above"]).iter().any(|above| above["what"]["kind"] == "veto");
                vetoed && wanted != Value::Truth(false)
            }
            _ => (lowers || wanted == Value::Truth(true)) && self.data["grade"] != *grade,
        };
        self.is(holds, || format!("{grade} is {fate} with {wanted:?}, and the grade is {}", self.data["grade"]));
        let placing = &asked["placing"];
        if placing.is_object() {
            self.placing(placing, fate);
        }
    }

    /// A part of a requirement holds as its step says, and as its numbers say.
    fn term(&mut self, term: &Json) {
        let step = self.truth(&term["step"]);
        let holds = term["holds"].as_bool();
        self.is(step == Some(holds.map_or(Value::Missing, Value::Truth)), || format!("{term} is {step:?}"));
        let says = &term["says"];
        let compare = &says["wanted"]["compare"];
        if let (Some(have), Some(want)) = (number(&says["value"]), number(&compare["value"])) {
            let order = have.cmp(&want);
            let wanted = match compare["comparison"].as_str() {
                Some("at_least") => order.is_ge(),
                Some("above") => order.is_gt(),
                Some("at_most") => order.is_le(),
                Some("below") => order.is_lt(),
                Some("equal") => order.is_eq(),
                _ => order.is_ne(),
            };
            self.is(holds == Some(wanted), || format!("{term} compares otherwise"));
        }
        self.lacks(says);
    }

    /// What is lacking is the difference, and in marks the same share of the full marks.
    fn lacks(&mut self, says: &Json) {
        let Some(gap) = number(&says["gap"]) else { return };
        let want = number(&says["wanted"]["compare"]["value"]);
        let difference = number(&says["value"]).zip(want).map(|(have, want)| (have - want).abs());
        self.is(difference.as_ref() == Some(&gap), || format!("{says} lacks {difference:?}"));
        let Some(marks) = number(&says["marks"]) else { return };
        let heads = list(&self.data["heads"]).iter();
        let head = heads.clone().find(|head| head["code"] == says["what"]["head_rate"]["code"]);
        let full = head.and_then(|head| self.reader.value(&head["full"]).ok()?.number().cloned());
        let wanted = full.map(|full| full * gap);
        // Of one part of an explanation alone the heads are not told.
        self.is(wanted.is_none() || wanted == Some(marks), || format!("{says} lacks {wanted:?} marks"));
    }

    /// The places are the share of the participants, rounded; competitors stand in their order.
    fn placing(&mut self, placing: &Json, fate: &str) {
        let share = exact(&placing["share"]).unwrap();
        let participants = Fraction::from_integer(placing["participants"].as_u64().unwrap().into());
        let places = rounded(&(share * participants), 0, placing["rounding"].as_str().unwrap_or_default());
        let told = Fraction::from_integer(placing["places"].as_u64().unwrap().into());
        self.is(places.as_ref() == Some(&told), || format!("{} has {places:?} places", placing["clause"]));
        let competitors = list(&placing["competitors"]);
        let (earned, kept) = (size(&placing["earned"]), size(&placing["kept"]));
        self.is(kept <= earned && competitors.len() <= earned, || format!("{placing} has too many"));
        let left = size(&placing["places"]).saturating_sub(size(&placing["by_people"]));
        let is_all_in = placing["still_tied"] == "all_in";
        self.is(is_all_in || kept <= left, || format!("{placing} gives more places than there are"));
        let values =
            |competitor: &Json| -> Vec<Option<Fraction>> { list(&competitor["values"]).iter().map(number).collect() };
        for pair in competitors.windows(2) {
            let (one, other) = (values(&pair[0]), values(&pair[1]));
            let falls = placing["falls"] == true;
            let in_order = if falls { one <= other || other.contains(&None) } else { one >= other };
            self.is(in_order, || format!("{} stands before {}", pair[0], pair[1]));
            let apart = one.iter().zip(&other).position(|(one, other)| one != other);
            let told = pair[0]["apart"].as_u64().map(|by| usize::try_from(by).unwrap());
            self.is(apart == told, || format!("{} and {} are told apart by {apart:?}", pair[0], pair[1]));
            let is_tied = apart.is_none();
            self.is((pair[0]["place"] == pair[1]["place"]) == is_tied, || format!("{} shares a place", pair[0]));
            let order = |has: &Json| match has.as_bool() {
                Some(true) => 0,
                None => 1,
                Some(false) => 2,
            };
            self.is(order(&pair[0]["has"]) <= order(&pair[1]["has"]), || {
                format!("{} comes after {}", pair[1], pair[0])
            });
        }
        if competitors.len() == earned {
            let had = competitors.iter().filter(|known| known["has"] == true).count();
            self.is(had == kept, || format!("{had} have places, not {kept}"));
            for (place, known) in competitors.iter().enumerate() {
                let before = competitors[..place].iter().filter(|other| values(other) != values(known)).count();
                self.is(size(&known["place"]) == before + 1, || format!("{known} stands in place {}", before + 1));
            }
        }
        let key = &self.data["subject"]["key"];
        let Some(own) = competitors.iter().find(|known| known["key"] == *key) else {
            return self.found.push(format!("{key} is no competitor"));
        };
        let has = match fate {
            "given" => Json::Bool(true),
            "beyond_quota" => Json::Bool(false),
            _ => Json::Null,
        };
        self.is(own["has"] == has, || format!("{key} is {fate} and {own}"));
        let total = self.reader.value(&self.data["total"]["total"]["step"]).ok().and_then(Value::number).cloned();
        self.is(values(own).first() == Some(&total), || format!("the total of {own} is {total:?}"));
        self.pass(placing, own, left);
    }

    /// Who is to be passed is the last that leaves a place.
    fn pass(&mut self, placing: &Json, own: &Json, left: usize) {
        let pass = &placing["pass"];
        if pass.is_null() {
            // No gap can be told where what tells two apart is missing.
            let lacks = list(&own["values"]).iter().any(|value| *value == "missing");
            return self.is(own["has"] != false || left == 0 || lacks, || format!("{own} has nobody to pass"));
        }
        let competitors = list(&placing["competitors"]);
        let Some(theirs) = competitors.iter().find(|known| known["key"] == pass["key"]) else {
            return self.found.push(format!("{pass} is no competitor"));
        };
        let by = size(&pass["by"]);
        let value = |of: &Json, place: usize| number(&of["values"][place]);
        let alike = (0..by).all(|place| value(theirs, place) == value(own, place));
        let gap = value(theirs, by).zip(value(own, by)).map(|(theirs, ours)| theirs - ours);
        let gap = gap.map(|gap| if placing["falls"] == true { -gap } else { gap });
        let right = alike && gap == number(&pass["gap"]) && gap.is_some_and(|gap| !gap.is_negative());
        self.is(right, || format!("{pass} of {own} and {theirs}"));
        if competitors.len() == size(&placing["earned"]) {
            let mut others = competitors.iter().filter(|known| known["key"] != own["key"]);
            let last = left.checked_sub(1).and_then(|last| others.nth(last));
            let same = last.is_some_and(|last| last["place"] == theirs["place"]);
            self.is(same, || format!("{pass} is not the last that leaves a place"));
        }
    }

    /// What is in the way of the next grade does apply, and what is lacking is a difference.
    fn next(&mut self, next: &Json) {
        for held in list(&next["held"]) {
            let applies = list(&self.data["above"]).iter().any(|above| above["what"] == held["what"]);
            self.is(applies, || format!("{held} does not apply"));
            for term in list(&held["lift"]) {
                self.lacks(term);
            }
        }
        for term in list(&next["unmet"]) {
            self.lacks(term);
        }
        let grade = &next["grade"];
        let asked = list(&self.data["ruling"]["grades"]).iter().find(|asked| asked["grade"] == *grade);
        if let (Some(asked), false) = (asked, next["pass"].is_null()) {
            self.is(asked["placing"]["pass"] == next["pass"], || format!("{grade} is passed otherwise"));
        }
    }
}
