//! The words that an expression is written in.

use std::iter::Peekable;
use std::str::CharIndices;

/// A word, and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) word: Word<'a>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word<'a> {
    Number(f64),
    /// What stands in quotes, double or single.
    Text(&'a str),
    Name(&'a str),
    /// An operator, a parenthesis, a comma, or what gives a name its text.
    Sign(&'static str),
    /// Anything else.
    Stray(&'a str),
    End,
}

/// Longer signs first, for some begin like others.
const SIGNS: [&str; 17] =
    ["&&", "||", "<=", ">=", "==", "!=", "<", ">", "=", "!", "+", "-", "*", "/", "(", ")", ","];

/// Reads one word after the other; after the last, always [`Word::End`].
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    letters: Peekable<CharIndices<'a>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, letters: text.char_indices().peekable() }
    }

    pub(super) fn next(&mut self) -> Token<'a> {
        self.skip(char::is_whitespace);
        let at = self.at();
        Token { at, word: self.word(at) }
    }

    fn word(&mut self, at: usize) -> Word<'a> {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return Word::End };
        if first.is_ascii_digit() {
            return self.number(at);
        }
        if first.is_alphabetic() || first == '_' {
            self.skip(|letter| letter.is_alphanumeric() || letter == '_');
            return Word::Name(&self.text[at..self.at()]);
        }
        if matches!(first, '"' | '\'') {
            self.letters.next();
            self.skip(|letter| letter != first);
            let end = self.at();
            return match self.letters.next() {
                Some(_) => Word::Text(&self.text[at + 1..end]),
                None => Word::Stray(rest),
            };
        }
        if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            for _ in sign.chars() {
                self.letters.next();
            }
            return Word::Sign(sign);
        }
        self.letters.next();
        Word::Stray(&self.text[at..self.at()])
    }

    /// `1_000`, `0.5`, `1e9`, `2.5E-3`.
    fn number(&mut self, at: usize) -> Word<'a> {
        let mut before = ' ';
        self.skip(|letter| {
            let goes_on = letter.is_alphanumeric()
                || matches!(letter, '_' | '.')
                || (matches!(letter, '+' | '-') && matches!(before, 'e' | 'E'));
            before = letter;
            goes_on
        });
        let written = &self.text[at..self.at()];
        match written.replace('_', "").parse::<f64>() {
            Ok(number) if number.is_finite() => Word::Number(number),
            _ => Word::Stray(written),
        }
    }

    fn at(&mut self) -> usize {
        self.letters.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn skip(&mut self, mut goes_on: impl FnMut(char) -> bool) {
        while self.letters.next_if(|(_, letter)| goes_on(*letter)).is_some() {}
    }
}
