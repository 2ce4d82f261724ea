//! Rust as the compiler reads it: its tokens, without comments and documentation.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree, token_stream::IntoIter};

/// The tokens of a file, a line each; none of what is no Rust.
///
/// Groups are walked with a list of what is still to be done, so that no depth of parentheses overflows the stack.
pub(crate) fn of(bytes: &[u8]) -> Option<Vec<u8>> {
    let stream: TokenStream = std::str::from_utf8(bytes).ok()?.parse().ok()?;
    let mut text = String::new();
    let mut open: Vec<(IntoIter, &str)> = vec![(stream.into_iter(), "")];
    while let Some((tokens, end)) = open.last_mut() {
        let Some(token) = tokens.next() else {
            text.push_str(end);
            text.push('\n');
            open.pop();
            continue;
        };
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' && passes_documentation(tokens) => {}
            TokenTree::Group(group) => {
                let (begin, end) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(begin);
                text.push('\n');
                open.push((group.stream().into_iter(), end));
            }
            TokenTree::Punct(punct) if is_apart(&punct, tokens) => {
                text.push(punct.as_char());
                text.push_str(" \n");
            }
            other => {
                text.push_str(&other.to_string());
                text.push('\n');
            }
        }
    }
    Some(text.into_bytes())
}

/// Whether a sign stands apart from one with which it would be another operator: `a & &b` is not `a && b`. In all other pairs,
/// one of the two spellings is no Rust, or both say the same.
fn is_apart(punct: &Punct, tokens: &IntoIter) -> bool {
    let next = tokens.clone().next();
    let doubles = matches!(next, Some(TokenTree::Punct(next)) if next.as_char() == punct.as_char());
    doubles && punct.spacing() == Spacing::Alone && matches!(punct.as_char(), '&' | '|' | '<')
}

/// Whether an attribute that a `#` begins documents something; then it is passed.
fn passes_documentation(tokens: &mut IntoIter) -> bool {
    let mut ahead = tokens.clone();
    let mut token = ahead.next();
    if matches!(&token, Some(TokenTree::Punct(punct)) if punct.as_char() == '!') {
        token = ahead.next();
    }
    let Some(TokenTree::Group(group)) = token else { return false };
    let mut inside = group.stream().into_iter();
    let is_doc = matches!(inside.next(), Some(TokenTree::Ident(name)) if name == "doc");
    let is_text = matches!(inside.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    if is_doc && is_text {
        *tokens = ahead;
    }
    is_doc && is_text
}
