//! Records as files: which are read, which are refused, and the schemas they satisfy.

#[expect(clippy::unwrap_used, reason = "a fixture that cannot be made must stop its test")]
mod fixture;
#[expect(clippy::unwrap_used, reason = "a figure that cannot be had must stop its test")]
mod point;
mod refusals;
mod rules;
#[expect(clippy::unwrap_used, reason = "a record that cannot be read must stop its test")]
mod schemas;
#[expect(clippy::unwrap_used, reason = "a rule that cannot be read must stop its test")]
mod slack;
