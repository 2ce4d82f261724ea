//! Which part of the crate is compiled.

use clap::{Args, ValueEnum};

use crate::named::named;

/// Which part of the crate is compiled.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct TargetSelection {
    /// Features of the crate to turn on, as cargo takes them
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    features: Vec<String>,

    /// Turn on every feature of the crate
    #[arg(long)]
    all_features: bool,

    /// Leave the crate's default features off
    #[arg(long)]
    no_default_features: bool,

    /// Compile only these, where other targets do not compile: lib, bins, examples, tests, benches
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true)]
    targets: Vec<TargetKind>,
}

named! {
    option
    /// Targets of one kind, as cargo selects them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
    enum TargetKind {
        /// The library, with its own tests.
        Lib = "lib",
        /// Programs.
        Bins = "bins",
        /// Examples.
        Examples = "examples",
        /// Every test.
        Tests = "tests",
        /// Benches.
        Benches = "benches",
    }
}

impl TargetSelection {
    /// As on a command line; empty when all targets are meant and the default features.
    pub(crate) fn as_option(&self) -> String {
        let targets: Vec<&str> = self.targets.iter().map(|targets| targets.name()).collect();
        let features = self.features.iter().map(String::as_str).collect();
        let lists = [("features", features), ("targets", targets)];
        let written = lists.iter().filter(|(_, list)| !list.is_empty());
        let lists = written.map(|(option, list)| format!(" --{option} {}", list.join(",")));
        lists.chain(self.switches().map(|switch| format!(" {switch}"))).collect()
    }

    /// As cargo takes them.
    pub(super) fn arguments(&self) -> Vec<String> {
        let targets = self.targets.iter().map(|targets| format!("--{}", targets.name()));
        let all = self.targets.is_empty().then(|| "--all-targets".to_owned());
        self.features().chain(targets).chain(all).collect()
    }

    /// The same without tests: unless told otherwise, cargo compiles a library and programs as they are. A library is compiled for
    /// everything else too.
    pub(super) fn arguments_without_tests(&self) -> Vec<String> {
        let lib_alone = !self.targets.is_empty() && !self.targets.contains(&TargetKind::Bins);
        self.features().chain(lib_alone.then(|| "--lib".to_owned())).collect()
    }

    fn features(&self) -> impl Iterator<Item = String> {
        let features = self.features.iter().map(|feature| format!("--features={feature}"));
        features.chain(self.switches().map(str::to_owned))
    }

    fn switches(&self) -> impl Iterator<Item = &'static str> {
        let switches =
            [(self.all_features, "--all-features"), (self.no_default_features, "--no-default-features")];
        switches.into_iter().filter(|(on, _)| *on).map(|(_, switch)| switch)
    }
}
