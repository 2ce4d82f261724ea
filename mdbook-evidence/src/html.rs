//! The little HTML that directives share.

use std::fmt::Write as _;

use evidence::{Basis, Estimate, FieldRecord, Record};

/// Escapes text for element content and for quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A figure with its interval, and where it came from.
pub(crate) fn quantity(estimate: &Estimate, record: &Record) -> String {
    shown(estimate, &origin(estimate, record))
}

/// A figure from elsewhere, and where that was.
pub(crate) fn field_quantity(estimate: &Estimate, record: &FieldRecord) -> String {
    let origin = format!(
        "{}: measured on {}, {}, {}; no interval was recorded",
        estimate.metric, record.source, record.machine, record.taken
    );
    shown(estimate, &origin)
}

fn shown(estimate: &Estimate, origin: &str) -> String {
    let interval = match estimate.basis {
        Basis::Counted | Basis::Field => String::new(),
        Basis::Rounds(_) => {
            let range = estimate.unit.show_range(estimate.low, estimate.high);
            format!(r#" <span class="interval">[{range}]</span>"#)
        }
    };
    let value = estimate.unit.show(estimate.value);
    format!(r#"<span class="evidence" title="{}">{value}{interval}</span>"#, escape(origin))
}

/// One sentence on where a figure came from.
pub(crate) fn origin(estimate: &Estimate, record: &Record) -> String {
    let (what, interval) = match estimate.basis {
        Basis::Rounds(rounds) => {
            let what = format!("{} of {}: median of {rounds} rounds", estimate.unit, estimate.metric);
            (what, "; brackets hold the 95 % interval")
        }
        Basis::Counted | Basis::Field => (format!("{}: counted exactly", estimate.metric), ""),
    };
    format!(
        "{what} on {} ({}), workload {}, {}{interval}",
        record.machine.name,
        record.machine.cpu,
        record.workload.name,
        record.run.started.get(..10).unwrap_or(&record.run.started),
    )
}

/// What a table's cells hold: numbers line up at the end and never wrap, words wrap.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cells {
    Numbers,
    Words,
}

/// A table that scrolls by itself on a narrow screen and can be reached by keyboard.
pub(crate) fn table(cells: Cells, caption: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let class = match cells {
        Cells::Numbers => "numbers",
        Cells::Words => "words",
    };
    let mut html = format!(
        "<div class=\"table-wrapper evidence-table {class}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
        escape(caption)
    );
    let _ = write!(html, "<caption>{}</caption><thead><tr>", escape(caption));
    for cell in head {
        let _ = write!(html, "<th scope=\"col\">{cell}</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            if column == 0 {
                let _ = write!(html, "<th scope=\"row\">{cell}</th>");
            } else {
                let _ = write!(html, "<td>{cell}</td>");
            }
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_attribute() {
        assert_eq!(escape(r#"a"b<c>&'d'"#), "a&quot;b&lt;c&gt;&amp;&#39;d&#39;");
    }
}
