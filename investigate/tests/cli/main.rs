//! The command as its user meets it: what it prints, which code it exits with, and what it leaves on the disk.

mod fixture;
mod measure;
