//! The HTML of pages, by the templates in `templates/`. What they are given is text, and is escaped where it is written, unless they say
//! `|safe`. Their line breaks and indentation are for who reads them: a blank line would end what Markdown takes for HTML.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};

use crate::page::html::{code, escape};

macro_rules! templates {
    ($($name:literal),*) => { [$(($name, include_str!(concat!("../../templates/", $name, ".html")))),*] };
}

/// Each by its name.
const TEMPLATES: [(&str, &str); 22] = templates![
    "assumptions",
    "breaks",
    "carrying",
    "chosen",
    "claim-cards",
    "claim-facts",
    "claim-mark",
    "claim-note",
    "comparisons",
    "figure",
    "judges",
    "notes",
    "number",
    "records",
    "rules-on-a-record",
    "source",
    "sources",
    "stale",
    "standing",
    "table",
    "verdict",
    "views"
];

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_formatter(|out, _, value| {
        let written = match value.as_str() {
            Some(text) if !value.is_safe() => out.write_str(&escape(text)),
            _ => write!(out, "{value}"),
        };
        written.map_err(Error::from)
    });
    pages.add_filter("code", |text: &str| Value::from_safe_string(code(text)));
    for (name, text) in TEMPLATES {
        let text: String = text.lines().map(str::trim).collect();
        pages
            .add_template_owned(name, text)
            .unwrap_or_else(|error| unreachable!("each template is rendered by a test: {error:#}"));
    }
    pages
});

/// What the template of that name makes of values.
pub(crate) fn html(template: &str, values: Value) -> String {
    let made = PAGES.get_template(template).and_then(|template| template.render(values));
    made.unwrap_or_else(|error| unreachable!("a template and what it is given belong together: {error:#}"))
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    #[test]
    fn what_a_template_is_given_is_text_and_cannot_leave_its_place() {
        let values = context! { drawing => "<svg>", note => "1", caption => "<b>\"|`", table => "<table>", button => "" };
        assert_eq!(
            html("figure", values),
            "<figure class=\"evidence-figure\"><svg><figcaption><span data-note=\"1\">&lt;b&gt;&quot;&#124;&#96;</span></figcaption>\
             <details><summary>The figure as a table</summary><table></details></figure>"
        );
    }
}
