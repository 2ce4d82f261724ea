//! Every Rust snippet of the book, each named after its chapter and line.

#![expect(unused_extern_crates, reason = "skeptic generates one, as edition 2015 needed")]

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
