//! The core: typed expressions over the tables of a schema, and the operators that they share with the syntax.

mod arena;
mod build;
mod by_hash;
mod children;
mod choices;
mod compute;
mod edit;
mod expr;
mod id;
mod key;
mod means;
mod operator;
mod ordered;
mod origin;
mod peers;
mod quick;
mod range;
mod runs;
mod schema;
mod script;
mod statistic;
mod text;
mod types;
mod verdict;
mod winsorising;

pub use arena::{Arena, MOST_NODES};
pub use by_hash::ByHash;
pub use choices::{ChoiceName, ChoiceOrder, Choices};
pub use compute::Undefined;
pub use edit::EditKind;
pub use expr::{Expr, ExprKind};
pub use id::{
    ChildId, ClassId, ConditionId, DefinitionId, DemotionId, ExprId, FigureId, FunctionId, GradeId, HeadId,
    IndicatorId, NodeId, OutputId, ParameterId, PartId, RestrictionId, ScriptId, Stage, Step, SubjectId, VetoId,
};
pub use key::{key_parts, key_text};
pub use means::{Means, Weighed};
pub use operator::{Comparison, DataWeights, Direction, Operator, StillTied, Ties};
pub use ordered::{Places, Term};
pub use origin::{Item, Origin, Role};
pub use peers::{Beside, Peers};
pub use quick::Quick;
pub use range::{End, Range};
pub use runs::Runs;
pub use schema::{DatabaseRows, Field, FieldId, InDatabase, KeyPart, Layout, Parent, Schema, Spread, Table, TableId};
pub use script::{Argument, ScriptCall};
pub use statistic::Statistic;
pub use text::{TextTest, text_length};
pub use types::{Constant, Type};
pub use verdict::Verdict;
pub use winsorising::{Moment, MomentTest, Tail, Winsorising};
