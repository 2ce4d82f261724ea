//! What the brief's constraint on dependencies makes of an audit, as three rules:
//!
//! - **maintained**: no added crate has an `unmaintained` advisory or an archived repository, and each crate that the code
//!   names itself was released within [`RELEASED_WITHIN_DAYS`] of the audit. Crates beneath those may be finished.
//! - **no open advisory**: no vulnerability and no `unsound` advisory affects a version that is used.
//! - **licences allowed**: each added crate may be used under a licence of the project's list.

use evidence::predicate::Truth;

use super::facts::{Addition, AdvisoryKind, Audit, CrateFacts};

/// How old the last release of a maintained crate may be, in days. The database has no such number; two years without any release
/// is where this project calls a crate unmaintained even if nobody has reported it.
pub(super) const RELEASED_WITHIN_DAYS: u32 = 730;

/// One rule applied to one representation. An objection is what is certainly so.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// What breaks the rule, a sentence for each fact.
    pub(super) objections: Vec<String>,
    /// What could break it and is not known, a sentence for each fact.
    pub(super) unknown: Vec<String>,
}

impl Judged {
    /// Whether the rule holds.
    pub(super) fn truth(&self) -> Truth {
        match (self.objections.is_empty(), self.unknown.is_empty()) {
            (false, _) => Truth::False,
            (true, false) => Truth::Inconclusive,
            (true, true) => Truth::True,
        }
    }

    /// All that speaks against it.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &str> {
        self.objections.iter().chain(&self.unknown).map(String::as_str)
    }
}

/// The three rules applied to one representation, each with its name: `maintained`, `no open advisory` and `licences allowed`.
pub(super) type AuditVerdict = [(&'static str, Judged); 3];

impl Audit {
    /// What the rules make of a representation.
    pub(super) fn verdict(&self, addition: &Addition) -> AuditVerdict {
        let [mut maintained, mut advisories, mut licences] = [(); 3].map(|()| Judged::default());
        for it in self.added(addition) {
            look_for_maintainers(it, addition.names.contains(&it.id()), &mut maintained);
            advisories.objections.extend(open(it));
            licences.objections.extend(forbidden(it));
        }
        [("maintained", maintained), ("no open advisory", advisories), ("licences allowed", licences)]
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

fn look_for_maintainers(it: &CrateFacts, named: bool, judged: &mut Judged) {
    let unmaintained = it.open().filter(|advisory| advisory.kind == AdvisoryKind::Unmaintained);
    judged
        .objections
        .extend(unmaintained.map(|advisory| format!("{} is unmaintained: {}.", it.id(), advisory.id)));
    if let Some(archived) = &it.archived {
        let since = &archived.since;
        judged.objections.push(format!("The repository of {} is archived since {since}.", it.name));
    }
    match &it.newest {
        _ if !named => {}
        None => judged.unknown.push(format!("The day of the last release of {} is not known.", it.name)),
        Some(newest) if newest.age_days > RELEASED_WITHIN_DAYS => judged.objections.push(format!(
            "The last release of {} is of {}, {} days before the audit.",
            it.name, newest.date, newest.age_days
        )),
        Some(_) => {}
    }
}

fn open(it: &CrateFacts) -> impl Iterator<Item = String> {
    let counts = |kind| matches!(kind, AdvisoryKind::Vulnerability | AdvisoryKind::Unsound);
    it.open().filter(move |advisory| counts(advisory.kind)).map(|advisory| {
        let fix = match advisory.patched.as_slice() {
            [] => "no version fixes it".to_owned(),
            patched => format!("fixed in {}", patched.join(" or ")),
        };
        let (id, kind) = (&advisory.id, advisory.kind.name());
        format!("{} has {id} ({kind}), {fix}: {}.", it.id(), advisory.title)
    })
}

fn forbidden(it: &CrateFacts) -> Option<String> {
    let said = || match &it.licence {
        None => format!("{} states no licence.", it.id()),
        Some(licence) => format!("{} is licensed as {licence}, which the list does not allow.", it.id()),
    };
    (!it.licence_allowed).then(said)
}
