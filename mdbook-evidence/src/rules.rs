//! The rules that a book decides by.

use std::path::Path;

use evidence::Evidence;
use evidence::decision::{DecisionFile, Migration};
use evidence::gate::Gates;
use mdbook_preprocessor::errors::Result;

use crate::config::Config;

/// The rules that claims can name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    pub(crate) gates: Gates,
    pub(crate) decision: Option<DecisionFile>,
}

impl Rules {
    /// The gates and the decision file, where the book has them.
    pub(crate) fn load(root: &Path, config: &Config, evidence: &Evidence) -> Result<Self> {
        let gates =
            config.gates.as_deref().map(|file| Gates::load(root, file)).transpose()?.unwrap_or_default();
        let decision = config.decision.as_deref().map(|file| -> Result<_> {
            let decision = DecisionFile::load(root, file)?;
            decision.check_names(file, &gates, evidence.record(&config.reference)?)?;
            Ok(decision)
        });
        Ok(Self { decision: decision.transpose()?, gates })
    }

    /// How large each change is, where the book has a decision file.
    pub(crate) fn migration(&self) -> Option<&Migration> {
        self.decision.as_ref().map(|file| &file.migration)
    }
}
