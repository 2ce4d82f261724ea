//! Reads an expression. Its precedence is Rust's, so that there is nothing to learn.
//!
//! Operators wait on a stack until one that binds less comes after them (E. W. Dijkstra's shunting yard, 1961), so that neither a long chain nor
//! deep parentheses nest calls of this reader. What is read is written in postfix order.

use thiserror::Error;

use super::call::{self, Argument, Arguments, Function, ValueKind};
use super::program::{Operator, Program, Step};
use super::refused::Refused;
use super::token::{Token, Tokens, Word};

/// No expression has more numbers, figures and operators, or more that wait for their end.
const MOST_STEPS: usize = 10_000;

/// Longer texts are cut in messages.
const MOST_SHOWN: usize = 200;

/// Why a text is not an expression of the wanted kind, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not an expression: line {line}, column {column} has {found} where {wanted} is wanted")]
pub struct ParseError {
    /// The text, cut where it is long.
    pub text: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The letter in that line, from 1.
    pub column: usize,
    /// What is there.
    pub found: String,
    /// What could be.
    pub wanted: String,
}

/// Reads a condition, or a formula for a number. O(length).
pub(super) fn read(text: &str, wanted: ValueKind) -> Result<Program, ParseError> {
    let tokens = Tokens::of(text);
    Reader { text, tokens, steps: Vec::new(), parts: Vec::new(), waiting: Vec::new() }.read(wanted)
}

/// Reads a number within another expression.
fn nested(text: &str) -> Result<Program, Refused> {
    read(text, ValueKind::Number)
        .map_err(|error| Refused::new(error.to_string(), "a name, or an expression in quotes"))
}

/// What waits for its right side or its end.
enum Waiting {
    Operator(Operator),
    Parenthesis,
    /// A function, with how many parts of it are read before the one that is being read.
    Function(Function, usize),
}

struct Reader<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    steps: Vec<Step>,
    /// Of each part that is read and not used yet: what it is, and where it begins.
    parts: Vec<(ValueKind, usize)>,
    waiting: Vec<(Waiting, usize)>,
}

impl<'a> Reader<'a> {
    fn read(mut self, wanted: ValueKind) -> Result<Program, ParseError> {
        loop {
            self.part()?;
            if self.after_part()? {
                break;
            }
        }
        match self.parts.as_slice() {
            [(found, at)] if *found != wanted => Err(self.refusal(*at, found.found(), wanted.wanted())),
            _ => Ok(Program(self.steps)),
        }
    }

    /// A number, a call, or a parenthesis that opens, with what stands before it.
    fn part(&mut self) -> Result<(), ParseError> {
        loop {
            let Token { at, word } = self.tokens.next();
            if self.steps.len() + self.waiting.len() >= MOST_STEPS {
                let found = format!("more than {MOST_STEPS} numbers, figures and operators");
                return Err(self.refusal(at, &found, "a shorter expression"));
            }
            let kind = match word {
                Word::Number(number) => {
                    self.steps.push(Step::Number(number));
                    ValueKind::Number
                }
                Word::Name(name) if self.next_is_open() => {
                    if let Some(function) = Function::named(name) {
                        self.tokens.next();
                        self.waiting.push((Waiting::Function(function, 0), at));
                        continue;
                    }
                    let arguments = self.arguments(name)?;
                    let called = call::read(name, &arguments);
                    let (kind, step) =
                        called.map_err(|Refused { found, wanted }| self.refusal(at, &found, wanted))?;
                    self.steps.push(step);
                    kind
                }
                Word::Name(name) => {
                    self.steps.push(Step::Name(name.to_owned()));
                    ValueKind::Number
                }
                Word::Sign("(") => {
                    self.waiting.push((Waiting::Parenthesis, at));
                    continue;
                }
                Word::Sign("!") => {
                    self.waiting.push((Waiting::Operator(Operator::Not), at));
                    continue;
                }
                word => {
                    let wanted = "a number, a figure such as `fig(\"…\")`, a name, a fact such as `gate(\"…\", \"…\")`, `!` or `(`";
                    return Err(self.refusal(at, &shown(&word), wanted));
                }
            };
            self.parts.push((kind, at));
            return Ok(());
        }
    }

    /// Operators up to the one that wants another part; true at the end.
    fn after_part(&mut self) -> Result<bool, ParseError> {
        loop {
            let Token { at, word } = self.tokens.next();
            match word {
                Word::End => {
                    self.finish(0)?;
                    return match self.waiting.pop() {
                        Some((_, opened)) => Err(self.refusal(opened, "`(`", "one that is closed")),
                        None => Ok(true),
                    };
                }
                Word::Sign(")") => {
                    self.finish(0)?;
                    match self.waiting.pop() {
                        None => return Err(self.refusal(at, "`)`", "an operator or the end")),
                        Some((Waiting::Function(function, before), opened)) => {
                            self.call(function, before, opened, true)?;
                        }
                        Some(_) => {}
                    }
                }
                Word::Sign(",") => {
                    self.finish(0)?;
                    let Some((Waiting::Function(function, before), opened)) = self.waiting.pop() else {
                        return Err(self.refusal(at, "`,`", "an operator or the end"));
                    };
                    self.call(function, before, opened, false)?;
                    self.waiting.push((Waiting::Function(function, before + 1), opened));
                    return Ok(false);
                }
                Word::Sign(sign) if Operator::between(sign).is_some() => {
                    let operator = Operator::between(sign).unwrap_or(Operator::And);
                    self.finish(operator.binds())?;
                    self.waiting.push((Waiting::Operator(operator), at));
                    return Ok(false);
                }
                word => {
                    return Err(self.refusal(
                        at,
                        &shown(&word),
                        "an operator such as `>` or `&&`, or the end",
                    ));
                }
            }
        }
    }

    /// Writes the operators that wait and bind at least so strongly, back to a parenthesis.
    fn finish(&mut self, strength: u8) -> Result<(), ParseError> {
        while let Some(&(Waiting::Operator(operator), at)) = self.waiting.last() {
            if operator.binds() < strength {
                break;
            }
            self.waiting.pop();
            let (takes, gives) = match operator {
                Operator::Plus | Operator::Minus | Operator::By | Operator::Over => {
                    (ValueKind::Number, ValueKind::Number)
                }
                Operator::And | Operator::Or | Operator::Not => (ValueKind::Condition, ValueKind::Condition),
                _ => (ValueKind::Number, ValueKind::Condition),
            };
            let of = self.parts.len() - if operator == Operator::Not { 1 } else { 2 };
            if let Some((found, at)) = self.parts[of..].iter().find(|(found, _)| *found != takes) {
                return Err(self.refusal(*at, found.found(), takes.wanted()));
            }
            let begins = if operator == Operator::Not { at } else { self.parts[of].1 };
            self.parts.truncate(of);
            self.parts.push((gives, begins));
            self.steps.push(Step::Operator(operator));
        }
        Ok(())
    }

    /// Takes one more part of a function, which may be its last.
    fn call(
        &mut self,
        function: Function,
        before: usize,
        opened: usize,
        last: bool,
    ) -> Result<(), ParseError> {
        if let Some((found, at)) = self.parts.last().filter(|(found, _)| *found != ValueKind::Number) {
            return Err(self.refusal(*at, found.found(), ValueKind::Number.wanted()));
        }
        match function {
            Function::Fold(_, operator) if before > 0 => {
                self.parts.pop();
                self.steps.push(Step::Operator(operator));
            }
            Function::Fold(..) if !last => {}
            Function::Of(_, part) if last && before == 0 => self.steps.push(Step::Part(part)),
            _ => {
                let found = if last { "one number" } else { "more than one" };
                return Err(self.refusal(opened, found, function.form()));
            }
        }
        if let (true, Some(part)) = (last, self.parts.last_mut()) {
            part.1 = opened;
        }
        Ok(())
    }

    fn next_is_open(&self) -> bool {
        self.tokens.clone().next().word == Word::Sign("(")
    }

    /// What stands in a call's parentheses.
    fn arguments(&mut self, call: &str) -> Result<Arguments<'a>, ParseError> {
        let mut arguments = Arguments { given: Vec::new(), named: Vec::new(), nested };
        self.tokens.next();
        loop {
            let argument = self.tokens.next();
            let is_named = self.tokens.clone().next().word == Word::Sign("=");
            match argument.word {
                Word::Name(axis) if is_named => {
                    self.tokens.next();
                    let Some(value) = argument_of(&self.tokens.next().word) else {
                        let wanted = format!("`{}=\"…\"`", cut(axis));
                        return Err(self.refusal(argument.at, &format!("`{}`", cut(axis)), wanted));
                    };
                    arguments.named.push((axis, value));
                }
                Word::Name(name) if call::takes_names(call) && arguments.named.is_empty() => {
                    arguments.given.push(Argument::Name(name));
                }
                Word::Text(text) if arguments.named.is_empty() => arguments.given.push(Argument::Text(text)),
                Word::Sign(")") if arguments.given.is_empty() && arguments.named.is_empty() => {
                    return Ok(arguments);
                }
                word => {
                    let wanted = format!("a text in quotes for `{}`", cut(call));
                    return Err(self.refusal(argument.at, &shown(&word), wanted));
                }
            }
            let after = self.tokens.next();
            match after.word {
                Word::Sign(",") => {}
                Word::Sign(")") => return Ok(arguments),
                word => return Err(self.refusal(after.at, &shown(&word), "`,` or `)`")),
            }
        }
    }

    fn refusal(&self, at: usize, found: &str, wanted: impl Into<String>) -> ParseError {
        let before = &self.text[..at];
        let line = before.rsplit('\n').next().unwrap_or(before);
        ParseError {
            text: cut(self.text),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            found: cut(found),
            wanted: wanted.into(),
        }
    }
}

fn argument_of<'a>(word: &Word<'a>) -> Option<Argument<'a>> {
    Some(match word {
        Word::Text(text) => Argument::Text(text),
        Word::Name(name) => Argument::Name(name),
        Word::Number(number) => Argument::Number(*number),
        _ => return None,
    })
}

/// The text on one line, and not all of it where it is long.
fn cut(text: &str) -> String {
    let end = text.char_indices().nth(MOST_SHOWN).map(|(end, _)| end);
    let shown = text[..end.unwrap_or(text.len())].replace(char::is_control, " ");
    if end.is_some() { shown + "…" } else { shown }
}

fn shown(word: &Word<'_>) -> String {
    match word {
        Word::Number(number) => format!("`{number}`"),
        Word::Text(text) => format!("`\"{}\"`", cut(text)),
        Word::Name(text) | Word::Stray(text) => format!("`{}`", cut(text)),
        Word::Sign(sign) => format!("`{sign}`"),
        Word::End => "the end".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(text: &str) -> Result<Program, ParseError> {
        read(text, ValueKind::Condition)
    }

    fn refusal(text: &str) -> String {
        condition(text).expect_err("this is no predicate").to_string()
    }

    #[test]
    fn what_is_no_condition_is_refused_with_what_can_be_written() {
        insta::assert_snapshot!(
            [
                "ratio(\"time/push/rope/92\") >",
                "ratio(\"time/push/rope/92\")",
                "1.1 + 2",
                "ratio(push/rope/92) > 1.1",
                "speed(\"push/rope/92\") > 1.1",
                "least(\"ratio\", \"time/push/rope/92\") > 1.1",
                "gate(\"push\")",
                "\"a\" > 1",
                "",
                "1 < 2 < 3",
                "1 <\n 2 && (3 > 4",
                "1 < 2) && 3 > 4",
                "1 < 2 3 > 4",
                "-1 < 2",
                "1 < 1e999",
                "1 + !(2 < 3) > 1",
                "claim(\"a\" \"b\")",
                "claim(\"a",
                "decides(\"vec\", \"size\", \"2\")",
                "decides(\"vec\", \"items\", \"-2\")",
                "1 < 2 && é",
            ]
            .map(refusal)
            .join("\n"),
        );
    }

    #[test]
    fn rusts_precedence_holds() {
        assert_eq!(
            condition("1 < 2 || 1 > 2 && !1 > 3").unwrap_err().column,
            20,
            "`!` binds more than `>`, and 1 is no condition"
        );
        let read = |text: &str| condition(text).unwrap();
        assert_eq!(read("1 < 2 || 1 > 2 && 1 > 3"), read("1 < 2 || (1 > 2 && 1 > 3)"));
        assert_eq!(read("1 + 2 * 3 > 4"), read("(1 + (2 * 3)) > 4"));
        assert_eq!(read("1 - 2 - 3 > 4"), read("((1 - 2) - 3) > 4"));
        assert_ne!(read("1 - 2 - 3 > 4"), read("1 - (2 - 3) > 4"));
    }

    #[test]
    fn a_hundred_thousand_bytes_of_anything_are_refused_in_one_sentence() {
        let size = 100_000;
        for part in
            ["(", "[", "!", "1+", "1<2&&", "\"", ")", "claim(", "1 ", "é", "least(\"a\",", "1_", "a", "- "]
        {
            let said = refusal(&part.repeat(size / part.len()));
            assert!(said.len() < 2000 && said.contains("line 1, column "), "{part}: {said}");
        }
        let closed = format!("{}1 < 2{}", "(".repeat(size), ")".repeat(size));
        assert!(refusal(&closed).contains("more than 10000"), "{}", refusal(&closed));
    }

    #[test]
    fn a_pattern_for_very_many_figures_is_refused() {
        let set = "{a,b,c,d,e,f,g,h,i,j}";
        let said = refusal(&format!("least(\"ratio\", \"time/{}\") > 1", set.repeat(5)));
        assert!(said.contains("100000 paths"), "{said}");
        assert!(refusal(&format!("least(\"ratio\", \"time/{}\") > 1", set.repeat(4000))).contains(" paths"));
    }
}
