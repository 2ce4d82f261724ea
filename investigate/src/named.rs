//! Enums whose variants have names.

/// Declares an enum with the name of each variant beside it, as on the command line, in tables and in records.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $enum:ident { $($(#[$of:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        $vis enum $enum {
            $($(#[$of])* $variant,)+
        }

        impl $enum {
            /// As on the command line, in tables and in records.
            $vis fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}
pub(crate) use named;
