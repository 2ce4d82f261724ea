//! What the brief's constraint on dependencies makes of an audit, as three rules:
//!
//! - **maintained**: no added crate has an `unmaintained` advisory or an archived repository, and each crate that the code
//!   names itself was released within [`RELEASED_WITHIN_DAYS`] of the audit. Crates beneath those may be finished.
//! - **no open advisory**: no vulnerability and no `unsound` advisory affects a version that is used.
//! - **licences allowed**: each added crate may be used under a licence of the project's list.

use evidence::predicate::Truth;

use super::facts::{AdvisoryKind, Audit, CrateFacts};

/// How old the last release of a maintained crate may be, in days. The database has no such number; two years without any release
/// is where this project calls a crate unmaintained even if nobody has reported it.
pub(super) const RELEASED_WITHIN_DAYS: u32 = 730;

/// One rule applied to one representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JudgedRepresentation {
    /// What breaks the rule, a sentence for each fact.
    pub(super) objections: Vec<String>,
    /// What could break it and is not known, a sentence for each fact.
    pub(super) unknown: Vec<String>,
}

/// The three rules applied to one representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AuditVerdict {
    /// Somebody looks after what it adds.
    pub(super) maintained: JudgedRepresentation,
    /// No vulnerability or unsoundness is open in the versions that are used.
    pub(super) no_open_advisory: JudgedRepresentation,
    /// Everything may be used under a licence of the list.
    pub(super) licences_allowed: JudgedRepresentation,
}

impl AuditVerdict {
    /// The three rules, each with its name.
    pub(super) fn rules(&self) -> [(&'static str, &JudgedRepresentation); 3] {
        [
            ("maintained", &self.maintained),
            ("no open advisory", &self.no_open_advisory),
            ("licences allowed", &self.licences_allowed),
        ]
    }
}

impl Audit {
    /// What the rules make of a representation; `None` when it is not in the record.
    pub(super) fn verdict(&self, representation: &str) -> Option<AuditVerdict> {
        let addition = self.addition(representation)?;
        let crates: Vec<&CrateFacts> = self.added(representation).collect();
        let named = |it: &CrateFacts| addition.names.contains(&it.id());
        let maintained = crates.iter().flat_map(|it| unmaintained(it, named(it)));
        let advisories = crates.iter().flat_map(|it| open(it));
        let licences = crates.iter().filter_map(|it| forbidden(it));
        Some(AuditVerdict {
            maintained: JudgedRepresentation::of(maintained),
            no_open_advisory: JudgedRepresentation::of(advisories),
            licences_allowed: JudgedRepresentation::of(licences),
        })
    }
}

impl JudgedRepresentation {
    /// Whether the rule holds.
    pub(super) fn truth(&self) -> Truth {
        match (self.objections.is_empty(), self.unknown.is_empty()) {
            (false, _) => Truth::False,
            (true, false) => Truth::Inconclusive,
            (true, true) => Truth::True,
        }
    }

    /// An objection is what is certainly so.
    fn of(findings: impl Iterator<Item = Finding>) -> Self {
        let mut judged = Self { objections: Vec::new(), unknown: Vec::new() };
        for finding in findings {
            match finding {
                Finding::Objection(reason) => judged.objections.push(reason),
                Finding::Unknown(reason) => judged.unknown.push(reason),
            }
        }
        judged
    }
}

/// Whether a rule holds, in a word.
pub(super) fn answer(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::Inconclusive => "not known",
        Truth::False => "no",
    }
}

enum Finding {
    Objection(String),
    Unknown(String),
}

fn unmaintained(it: &CrateFacts, named: bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> = it
        .open()
        .filter(|advisory| advisory.kind == AdvisoryKind::Unmaintained)
        .map(|advisory| Finding::Objection(format!("{} is unmaintained: {}.", it.id(), advisory.id)))
        .collect();
    if let Some(archived) = &it.archived {
        let reason = format!("The repository of {} is archived since {}.", it.name, archived.since);
        findings.push(Finding::Objection(reason));
    }
    if named {
        match &it.newest {
            None => {
                let reason = format!("The day of the last release of {} is not known.", it.name);
                findings.push(Finding::Unknown(reason));
            }
            Some(newest) if newest.age_days > RELEASED_WITHIN_DAYS => {
                let reason = format!(
                    "The last release of {} is of {}, {} days before the audit.",
                    it.name, newest.date, newest.age_days
                );
                findings.push(Finding::Objection(reason));
            }
            Some(_) => {}
        }
    }
    findings
}

fn open(it: &CrateFacts) -> Vec<Finding> {
    let counts = |kind| matches!(kind, AdvisoryKind::Vulnerability | AdvisoryKind::Unsound);
    it.open()
        .filter(|advisory| counts(advisory.kind))
        .map(|advisory| {
            let fix = match advisory.patched.as_slice() {
                [] => "no version fixes it".to_owned(),
                patched => format!("fixed in {}", patched.join(" or ")),
            };
            let (id, kind) = (&advisory.id, advisory.kind.name());
            Finding::Objection(format!("{} has {id} ({kind}), {fix}: {}.", it.id(), advisory.title))
        })
        .collect()
}

fn forbidden(it: &CrateFacts) -> Option<Finding> {
    if it.licence_allowed {
        return None;
    }
    let reason = it.licence.as_ref().map_or_else(
        || format!("{} states no licence.", it.id()),
        |licence| format!("{} is licensed as {licence}, which the list does not allow.", it.id()),
    );
    Some(Finding::Objection(reason))
}
