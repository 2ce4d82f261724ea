//! What a number is measured in, whatever the unit that it is written in.

use crate::unit::Unit;

/// How often a time and a number of bytes are factors of a number, negative where it is divided by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dimension {
    times: i32,
    bytes: i32,
}

impl Dimension {
    pub(crate) const PLAIN: Self = Self { times: 0, bytes: 0 };
    pub(crate) const TIME: Self = Self { times: 1, bytes: 0 };
    pub(crate) const BYTES: Self = Self { times: 0, bytes: 1 };

    pub(crate) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Nanoseconds => Self::TIME,
            Unit::Bytes => Self::BYTES,
            Unit::Ratio | Unit::Share | Unit::Count => Self::PLAIN,
        }
    }

    /// Multiplied with the other, or divided by it where `sign` is -1.
    pub(crate) fn by(self, other: Self, sign: i32) -> Self {
        Self { times: self.times + sign * other.times, bytes: self.bytes + sign * other.bytes }
    }

    /// In words; none where it is no unit's.
    pub(crate) fn said(self) -> Option<&'static str> {
        match self {
            Self::PLAIN => Some("a plain number"),
            Self::TIME => Some("a time"),
            Self::BYTES => Some("a number of bytes"),
            _ => None,
        }
    }
}

/// What is known of the unit of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// A number as it is written: a plain factor, or what it is added to.
    Number,
    /// Whatever it is taken for: nobody said it.
    Anything,
    Of(Dimension),
}
