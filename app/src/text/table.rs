//! The table: one row per text, one column per language. A missing text does not compile.

/// Makes a struct with a field per row, and its two columns.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        pub struct $name { $(pub $field: &'static str),+ }

        impl $name {
            /// In Chinese.
            pub const ZH: Self = Self { $($field: $zh),+ };
            /// In English.
            pub const EN: Self = Self { $($field: $en),+ };
        }
    };
}
pub(super) use table;
