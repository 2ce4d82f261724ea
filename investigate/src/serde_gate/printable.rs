//! Texts of a hostile file, for a terminal.

/// The longest message or name in the table; a hostile file can have any.
const LONGEST: usize = 160;

/// The text in one short line: a hostile file could otherwise steer the terminal through its own error message.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        // Format characters, such as those that turn the direction of writing, hide what follows.
        let hidden = character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if hidden {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_cannot_steer_the_terminal_or_fill_it() {
        assert_eq!(printable("a\u{1b}[2J\r\nb\u{202e}"), r"a\u{1b}[2J\u{d}\u{a}b\u{202e}");
        assert_eq!(printable(&"é".repeat(1_000)).chars().count(), LONGEST + 1);
    }
}
