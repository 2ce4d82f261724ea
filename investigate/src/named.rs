//! Enums whose variants have names.

/// Declares an enum with the name of each variant beside it, as pages, records or the command line have it. `option` for one that
/// derives `ValueEnum`: it is given by the same names.
macro_rules! named {
    (option $(#[$meta:meta])* $vis:vis enum $enum:ident { $($(#[$of:meta])* $variant:ident = $name:literal,)+ }) => {
        $crate::named::named! {
            $(#[$meta])*
            $vis enum $enum { $($(#[$of])* #[value(name = $name)] $variant = $name,)+ }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $enum:ident { $($(#[$of:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        $vis enum $enum {
            $($(#[$of])* $variant,)+
        }

        impl $enum {
            /// As pages, records or the command line have it.
            $vis fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}
pub(crate) use named;
