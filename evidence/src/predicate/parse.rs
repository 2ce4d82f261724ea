//! Reads a predicate. The grammar and its precedence are Rust's, so that there is nothing to learn.

use syn::{BinOp, Expr, ExprCall, Lit, UnOp};
use thiserror::Error;

use super::{Condition, Fact, Operator, Quantity, Relation, Supposed};
use crate::decision::Parameter;
use crate::metric::{Measure, Metric};

/// What can stand in a predicate, for messages.
const FIGURES: &str = "time(\"…\"), ratio(\"…\"), count(\"what\", \"…\"), in_loop(\"…\"), wall(\"…\"), field(\"…\"), \
                       found(\"…\"), least(\"ratio\", \"push/*/92\"), greatest(\"ratio\", \"push/*/92\")";
const FACTS: &str = "gate(\"id\", \"representation\"), material(\"id\", \"representation\"), claim(\"id\"), \
                     decides(\"candidate\"), decides(\"candidate\", \"items\", \"10\")";

/// Why a text is not a predicate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParseError {
    /// It is no expression.
    #[error("`{text}` is not an expression: {message}")]
    Syntax {
        /// The predicate.
        text: String,
        /// What the parser expected.
        message: String,
    },
    /// A part is an expression of Rust, but means nothing here.
    #[error("`{text}` has {found} where {wanted} is wanted")]
    Meaning {
        /// The predicate.
        text: String,
        /// What is there.
        found: String,
        /// What could be.
        wanted: String,
    },
}

pub(super) fn condition(text: &str) -> Result<Condition, ParseError> {
    Reader { text }.condition(&tree(text)?)
}

pub(super) fn quantity(text: &str) -> Result<Quantity, ParseError> {
    Reader { text }.quantity(&tree(text)?)
}

fn tree(text: &str) -> Result<Expr, ParseError> {
    syn::parse_str(text)
        .map_err(|error| ParseError::Syntax { text: text.to_owned(), message: error.to_string() })
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn wanted(&self, found: impl Into<String>, wanted: impl Into<String>) -> ParseError {
        ParseError::Meaning { text: self.text.to_owned(), found: found.into(), wanted: wanted.into() }
    }

    fn condition(&self, tree: &Expr) -> Result<Condition, ParseError> {
        match tree {
            Expr::Paren(inner) => self.condition(&inner.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                Ok(Condition::Not(Box::new(self.condition(&unary.expr)?)))
            }
            Expr::Binary(binary) => {
                let both = || -> Result<_, ParseError> {
                    Ok((Box::new(self.condition(&binary.left)?), Box::new(self.condition(&binary.right)?)))
                };
                match binary.op {
                    BinOp::And(_) => both().map(|(left, right)| Condition::And(left, right)),
                    BinOp::Or(_) => both().map(|(left, right)| Condition::Or(left, right)),
                    ref operator => {
                        let relation = relation(operator)
                            .ok_or_else(|| self.wanted("a number", "a comparison such as `… > 1.1`"))?;
                        let (left, right) = (self.quantity(&binary.left)?, self.quantity(&binary.right)?);
                        Ok(Condition::Compare(left, relation, right))
                    }
                }
            }
            Expr::Call(call) => self.fact(call).map(Condition::Fact),
            _ => {
                Err(self
                    .wanted("something else", format!("a comparison, `&&`, `||`, `!`, or one of {FACTS}")))
            }
        }
    }

    fn quantity(&self, tree: &Expr) -> Result<Quantity, ParseError> {
        match tree {
            Expr::Paren(inner) => self.quantity(&inner.expr),
            Expr::Lit(literal) => {
                let number = match &literal.lit {
                    Lit::Float(number) => number.base10_parse().ok(),
                    Lit::Int(number) => number.base10_parse::<f64>().ok(),
                    _ => None,
                };
                number.map(Quantity::Number).ok_or_else(|| self.wanted("a literal", "a number"))
            }
            Expr::Binary(binary) => {
                let operator = match binary.op {
                    BinOp::Add(_) => Operator::Plus,
                    BinOp::Sub(_) => Operator::Minus,
                    BinOp::Mul(_) => Operator::By,
                    BinOp::Div(_) => Operator::Over,
                    _ => return Err(self.wanted("a condition", "a number: `+`, `-`, `*` or `/`")),
                };
                let (left, right) = (self.quantity(&binary.left)?, self.quantity(&binary.right)?);
                Ok(Quantity::Arithmetic(Box::new(left), operator, Box::new(right)))
            }
            Expr::Call(call) => self.figure(call),
            _ => Err(self.wanted("something else", format!("a number or one of {FIGURES}"))),
        }
    }

    fn figure(&self, call: &ExprCall) -> Result<Quantity, ParseError> {
        let (name, arguments) = self.call(call)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match (name.as_str(), arguments.as_slice()) {
            ("count", [what, path]) => {
                Ok(Quantity::Metric(Metric::new(Measure::Count((*what).to_owned()), *path)))
            }
            ("least", [which, path]) => Ok(Quantity::Least(self.pattern(which, path)?)),
            ("greatest", [which, path]) => Ok(Quantity::Greatest(self.pattern(which, path)?)),
            (_, [path]) => {
                let measure = measure(&name).ok_or_else(|| {
                    self.wanted(format!("`{name}(\"{path}\")`"), format!("one of {FIGURES}"))
                })?;
                Ok(Quantity::Metric(Metric::new(measure, *path)))
            }
            _ => Err(self.wanted(format!("`{name}`"), format!("one of {FIGURES}"))),
        }
    }

    fn pattern(&self, which: &str, path: &str) -> Result<Metric, ParseError> {
        let measure = measure(which).unwrap_or_else(|| Measure::Count(which.to_owned()));
        if path.contains(['*', '{']) {
            Ok(Metric::new(measure, path))
        } else {
            Err(self.wanted(
                format!("`{path}`"),
                "a path with `*` for the representation, or `{30,92}` for several",
            ))
        }
    }

    fn fact(&self, call: &ExprCall) -> Result<Fact, ParseError> {
        let (name, arguments) = self.call(call)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let owned = |text: &str| text.to_owned();
        Ok(match (name.as_str(), arguments.as_slice()) {
            ("gate", [gate, of]) => Fact::Gate { gate: owned(gate), representation: owned(of) },
            ("material", [gate, of]) => Fact::Material { gate: owned(gate), representation: owned(of) },
            ("claim", [id]) => Fact::Claim(owned(id)),
            ("decides", [candidate]) => Fact::Decides { candidate: owned(candidate), when: None },
            ("decides", [candidate, parameter, times]) => {
                let when = Some(self.supposed(parameter, times)?);
                Fact::Decides { candidate: owned(candidate), when }
            }
            _ => return Err(self.wanted(format!("`{name}(…)`"), format!("a comparison or one of {FACTS}"))),
        })
    }

    fn supposed(&self, parameter: &str, times: &str) -> Result<Supposed, ParseError> {
        let known = Parameter::ALL.into_iter().find(|known| known.id() == parameter);
        let parameter = known.ok_or_else(|| {
            let ids = Parameter::ALL.map(Parameter::id).join(", ");
            self.wanted(format!("`{parameter}`"), format!("one of {ids}"))
        })?;
        match times.parse::<f64>() {
            Ok(times) if times.is_finite() && times > 0.0 => Ok(Supposed { parameter, times }),
            _ => Err(self.wanted(format!("`{times}`"), "how many times, above zero")),
        }
    }

    fn call(&self, call: &ExprCall) -> Result<(String, Vec<String>), ParseError> {
        let name = match &*call.func {
            Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
            _ => None,
        };
        let name = name.ok_or_else(|| self.wanted("a call", "a name such as `ratio(\"…\")`"))?;
        let arguments = call.args.iter().map(|argument| match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Ok(text.value()),
                _ => Err(self.wanted(format!("an argument of `{name}`"), "a text in double quotes")),
            },
            _ => Err(self.wanted(format!("an argument of `{name}`"), "a text in double quotes")),
        });
        Ok((name.clone(), arguments.collect::<Result<_, _>>()?))
    }
}

fn measure(name: &str) -> Option<Measure> {
    Some(match name {
        "time" => Measure::Time,
        "ratio" => Measure::Ratio,
        "in_loop" => Measure::InLoop,
        "wall" => Measure::Wall,
        "field" => Measure::Field,
        "found" => Measure::Found,
        _ => return None,
    })
}

fn relation(operator: &BinOp) -> Option<Relation> {
    Some(match operator {
        BinOp::Lt(_) => Relation::Below,
        BinOp::Le(_) => Relation::AtMost,
        BinOp::Gt(_) => Relation::Above,
        BinOp::Ge(_) => Relation::AtLeast,
        BinOp::Eq(_) => Relation::Same,
        BinOp::Ne(_) => Relation::Different,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        condition(text).expect_err("this is no predicate").to_string()
    }

    #[test]
    fn what_is_no_condition_is_refused_with_what_can_be_written() {
        insta::assert_snapshot!(
            [
                "ratio(\"push/im/92\") >",
                "ratio(\"push/im/92\")",
                "1.1 + 2",
                "ratio(push/im/92) > 1.1",
                "speed(\"push/im/92\") > 1.1",
                "least(\"ratio\", \"push/im/92\") > 1.1",
                "gate(\"push\")",
                "\"a\" > 1",
            ]
            .map(refusal)
            .join("\n"),
        );
    }

    #[test]
    fn rusts_precedence_holds() {
        assert_eq!(
            condition("1 < 2 || 1 > 2 && 1 > 3").unwrap(),
            condition("1 < 2 || (1 > 2 && 1 > 3)").unwrap()
        );
        assert_eq!(condition("1 + 2 * 3 > 4").unwrap(), condition("(1 + (2 * 3)) > 4").unwrap());
    }
}
