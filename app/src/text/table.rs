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

            /// In this language. Beside the great table, so that a part of the program brings its own words along.
            #[allow(dead_code, reason = "the tables that every page needs stand in the great one")]
            pub fn of(language: super::Language) -> &'static Self {
                static WORDS: [$name; 2] = [$name::ZH, $name::EN];
                &WORDS[usize::from(language == super::Language::En)]
            }
        }
    };
}
pub(super) use table;
