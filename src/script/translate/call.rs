//! Calls and operators.

use rhai::{Expr, FnCallExpr, Position};

use super::words::suggesting;
use super::{Translator, node, words};
use crate::number::{Number, Rounding, RoundingMode};
use crate::script::tree::{Change, Kind, Method, Node, Operation};
use crate::script::{Complaint, ComplaintKind, Helper};

/// A rounding to more decimals is none that a root is worked out for.
const MOST_PLACES: u32 = 50;

impl Translator<'_> {
    pub(super) fn call(&mut self, call: &FnCallExpr, position: Position) -> Node {
        let start = self.at(position);
        // rhai makes a call of `in`.
        let inside = call.name == "contains" && matches!(self.tokens.text(self.tokens.index(start.start)), "in" | "!");
        if call.op_token.is_some() || inside {
            return self.operator(call, position);
        }
        let name = call.name.as_str();
        let open = self.tokens.index(start.end);
        let at = start.start..self.tokens.closed(open);
        if call.capture_parent_scope {
            return self.forbid(start, words::CAPTURING_CALL);
        }
        if let Some(words) = words::of_name(name) {
            return self.forbid(start, words);
        }
        let arguments: Vec<Node> = call.args.iter().map(|argument| self.expression(argument)).collect();
        if let Some((function, wanted)) = self.function(name) {
            self.counted(name, (wanted, wanted), arguments.len(), &at);
            self.frame.calls.push(function);
            return node(at, Kind::Call(function, arguments));
        }
        if let Some(helper) = Helper::of(name) {
            self.counted(name, helper.arity(), arguments.len(), &at);
            self.is_clear(helper, &arguments);
            return self.helper(helper, arguments, at);
        }
        let (zh, en) = words::unknown_function(name);
        let complaint = Complaint::new(ComplaintKind::UnknownName, start, zh, en);
        let complaint = if Method::of(name).is_some() || Change::of(name).is_some() {
            complaint.help(format!("写成 x.{name}(…)"), format!("write x.{name}(…)"))
        } else if let Some(here) = words::elsewhere(name) {
            complaint.help(format!("这里写 {here}"), format!("write {here}"))
        } else {
            let library = Helper::ALL.iter().flat_map(|helper| [helper.name(), helper.english()]);
            let known: Vec<&str> = self.named.iter().map(|head| head.name.as_str()).chain(library).collect();
            suggesting(complaint, name, &known)
        };
        self.complaints.push(complaint);
        node(at, Kind::Nothing)
    }

    /// 对数(x, 30): nobody sees whether 30 is the base or the decimals. 2 and 10 are bases to everyone.
    fn is_clear(&mut self, helper: Helper, arguments: &[Node]) {
        let (Helper::Logarithm, [_, second]) = (helper, arguments) else { return };
        let Kind::Number(number) = &second.kind else { return };
        if [2, 10].iter().any(|base| *number == Number::from_integer(*base)) {
            return;
        }
        let complaint = Complaint::new(
            ComplaintKind::UnknownName,
            second.bytes(),
            format!("对数的第二个数 {number} 是底还是位数，看不出来"),
            format!("whether {number} is the base of the logarithm or its decimals cannot be seen"),
        );
        self.complaints.push(complaint.help(
            format!("是位数，写 自然对数(x, {number})；是底，把位数也写上：对数(x, {number}, 6)"),
            format!("for decimals write ln(x, {number}); for a base write the decimals too: log(x, {number}, 6)"),
        ));
    }

    /// A function of the script by its name, and how many arguments it takes.
    pub(super) fn function(&self, name: &str) -> Option<(usize, usize)> {
        let (place, head) = self.named.iter().enumerate().find(|(_, head)| head.name == name)?;
        Some((place, head.parameters.len()))
    }

    /// Whether the number of arguments is right; complains if not.
    pub(super) fn counted(
        &mut self,
        name: &str,
        (least, most): (usize, usize),
        given: usize,
        at: &std::ops::Range<usize>,
    ) -> bool {
        if (least..=most).contains(&given) {
            return true;
        }
        let (zh, en) = words::arity(name, least, most, given);
        let mut complaint = Complaint::new(ComplaintKind::UnknownName, at.clone(), zh, en);
        if let Some(helper) = Helper::of(name) {
            let several = match helper {
                Helper::Maximum => "；几个数中最大的写 最大值(a, b)",
                Helper::Minimum => "；几个数中最小的写 最小值(a, b)",
                _ => "",
            };
            let signature = helper.signature();
            complaint = complaint.help(format!("写成 {signature}{several}"), format!("write {signature}{several}"));
        }
        self.complaints.push(complaint);
        false
    }

    fn operator(&mut self, call: &FnCallExpr, position: Position) -> Node {
        let at = self.at(position);
        match (call.name.as_str(), &*call.args) {
            (mark @ ("-" | "+" | "!"), [operand]) => {
                let operand = self.expression(operand);
                let whole = at.start..self.tokens.grouped(operand.bytes()).end;
                let kind = match (mark, operand.kind) {
                    ("-", Kind::Number(number)) => Kind::Number(-number),
                    ("-", kind) => Kind::Negate(Box::new(Node { kind, ..operand })),
                    ("+", kind) => Kind::Plus(Box::new(Node { kind, ..operand })),
                    // `a !in b` has its mark between both.
                    (_, kind @ Kind::Within(..)) => {
                        let inside = Node { kind, ..operand };
                        let bytes = inside.bytes();
                        return node(bytes, Kind::Not(Box::new(inside)));
                    }
                    (_, kind) => Kind::Not(Box::new(Node { kind, ..operand })),
                };
                node(whole, kind)
            }
            ("contains", [whole, part]) => {
                let (part, whole) = (Box::new(self.expression(part)), Box::new(self.countable(whole)));
                node(self.around(&part, &whole), Kind::Within(part, whole))
            }
            (".." | "..=", _) => self.forbid(at, words::RANGE),
            (mark, [left, right]) => match Operation::of(mark) {
                Some(operation) => self.operate(operation, left, right),
                None => self.forbid(at, words::BITS),
            },
            _ => self.forbid(at, words::UNKNOWN),
        }
    }

    /// A function of the library with its arguments; a root that is rounded as it is, is rounded once.
    pub(super) fn helper(&mut self, helper: Helper, mut arguments: Vec<Node>, at: std::ops::Range<usize>) -> Node {
        self.frame.irrational += usize::from(helper.states_no_places(&arguments));
        let own = helper.rounding(&arguments);
        if let (Some(own), Some(Node { kind: Kind::Helper(inner, given, rounding), .. })) = (own, arguments.first_mut())
            && inner.states_no_places(given)
        {
            *rounding = Some(own);
            self.frame.irrational -= 1;
        }
        node(at, Kind::Helper(helper, arguments, None))
    }

    fn operate(&mut self, operation: Operation, left: &Expr, right: &Expr) -> Node {
        let (left, right) = (Box::new(self.expression(left)), Box::new(self.expression(right)));
        self.frame.irrational += usize::from(operation == Operation::Power && !is_whole(&right));
        node(self.around(&left, &right), Kind::Operate(operation, left, right))
    }
}

impl Helper {
    /// How it rounds, to so many decimals as are written.
    fn rounding(self, arguments: &[Node]) -> Option<Rounding> {
        let mode = match self {
            Self::Round => RoundingMode::HalfUp,
            Self::RoundUp => RoundingMode::Up,
            Self::Truncate => RoundingMode::Down,
            _ => return None,
        };
        let places = match arguments {
            [_, Node { kind: Kind::Number(places), .. }] => u32::try_from(places.whole()?).ok()?,
            _ => return None,
        };
        (places <= MOST_PLACES).then_some(Rounding::new(places, mode))
    }

    /// Whether the result may have no last decimal, and how many are meant is not among the arguments.
    pub(super) fn states_no_places(self, arguments: &[Node]) -> bool {
        match self {
            Self::Power => arguments.len() < self.arity().1 && !arguments.get(1).is_some_and(is_whole),
            Self::Root
            | Self::Logarithm
            | Self::NaturalLogarithm
            | Self::Exponential
            | Self::GeometricMean
            | Self::StandardDeviation
            | Self::SampleDeviation => arguments.len() < self.arity().1,
            _ => false,
        }
    }
}

/// A fixed whole number.
fn is_whole(node: &Node) -> bool {
    matches!(&node.kind, Kind::Number(number) if number.is_integer())
}
