//! The SQL that is not the same on both engines, both versions side by side.

/// Which engine a statement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A condition on search tokens, as the search understood the words that were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Every one holds.
    All(Vec<Words>),
    /// At least one holds.
    Any(Vec<Words>),
    /// This token is there. Tokens are lower-case letters, digits and Han characters only.
    Token(String),
    /// A token that begins so is there.
    Prefix(String),
}

impl Dialect {
    /// The condition in the full-text index's own language.
    pub fn match_text(self, words: &Words) -> String {
        let (and, or) = match self {
            Self::Sqlite => (" AND ", " OR "),
            Self::Postgres => (" & ", " | "),
        };
        match words {
            Words::All(parts) => self.join(parts, and),
            Words::Any(parts) => self.join(parts, or),
            Words::Token(token) => match self {
                Self::Sqlite => format!("\"{token}\""),
                Self::Postgres => format!("'{token}'"),
            },
            Words::Prefix(token) => match self {
                Self::Sqlite => format!("\"{token}\"*"),
                Self::Postgres => format!("'{token}':*"),
            },
        }
    }

    fn join(self, parts: &[Words], between: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.match_text(part)).collect();
        format!("({})", parts.join(between))
    }

    /// Ids of at most `$2` postings whose tokens meet `$1`.
    pub const fn match_postings(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT p.id FROM (SELECT rowid AS n FROM posting_words WHERE posting_words MATCH $1 LIMIT $2) w \
                 JOIN posting p ON p.rowid = w.n"
            }
            Self::Postgres => "SELECT posting_id FROM posting_words WHERE words @@ $1::tsquery LIMIT $2",
        }
    }

    /// What stands before the columns, between them and the conditions, and after the conditions of a statement that
    /// reads `shift s` by the ranges `r (a, b)`, going by the index of `column`. SQLite takes a cross join in the order
    /// in which it is written; PostgreSQL would read the whole table once if there are many ranges, unless it is made
    /// to look up each by itself.
    pub fn by_ranges(self, column: &str) -> [String; 3] {
        match self {
            Self::Sqlite => {
                let from = format!(" FROM r CROSS JOIN shift s WHERE {column} >= r.a AND {column} <= r.b AND ");
                ["SELECT ".to_owned(), from, String::new()]
            }
            Self::Postgres => {
                let before = "SELECT s.* FROM r CROSS JOIN LATERAL (SELECT ".to_owned();
                let from = format!(" FROM shift s WHERE {column} >= r.a AND {column} <= r.b AND ");
                [before, from, format!(" ORDER BY {column} LIMIT 1000000) s")]
            }
        }
    }

    /// The same with their places.
    pub const fn match_places(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT p.id, p.lat, p.lng \
                 FROM (SELECT rowid AS n FROM posting_words WHERE posting_words MATCH $1 LIMIT $2) w \
                 CROSS JOIN posting p ON p.rowid = w.n"
            }
            Self::Postgres => {
                "SELECT p.id, p.lat, p.lng \
                 FROM (SELECT posting_id AS n FROM posting_words WHERE words @@ $1::tsquery LIMIT $2) w \
                 JOIN posting p ON p.id = w.n"
            }
        }
    }

    /// Takes the posting `$1` out of the full-text index.
    pub const fn unindex_posting(self) -> &'static str {
        match self {
            Self::Sqlite => "DELETE FROM posting_words WHERE rowid = (SELECT rowid FROM posting WHERE id = $1)",
            Self::Postgres => "DELETE FROM posting_words WHERE posting_id = $1",
        }
    }

    /// Puts the tokens `$2` of the posting `$1` into the full-text index.
    pub const fn index_posting(self) -> &'static str {
        match self {
            Self::Sqlite => "INSERT INTO posting_words (rowid, words) SELECT rowid, $2 FROM posting WHERE id = $1",
            Self::Postgres => {
                "INSERT INTO posting_words (posting_id, words) \
                 VALUES ($1, array_to_tsvector(string_to_array(trim($2), ' ')))"
            }
        }
    }

    /// Ids of at most `$2` revisions of policies whose tokens meet `$1`.
    pub const fn match_policies(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT p.id FROM (SELECT rowid AS n FROM policy_words WHERE policy_words MATCH $1 LIMIT $2) w \
                 JOIN policy_revision p ON p.rowid = w.n"
            }
            Self::Postgres => "SELECT revision_id FROM policy_words WHERE words @@ $1::tsquery LIMIT $2",
        }
    }

    /// Takes the revision `$1` of a policy out of the full-text index.
    pub const fn unindex_policy(self) -> &'static str {
        match self {
            Self::Sqlite => "DELETE FROM policy_words WHERE rowid = (SELECT rowid FROM policy_revision WHERE id = $1)",
            Self::Postgres => "DELETE FROM policy_words WHERE revision_id = $1",
        }
    }

    /// Puts the tokens `$2` of the revision `$1` of a policy into the full-text index.
    pub const fn index_policy(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "INSERT INTO policy_words (rowid, words) SELECT rowid, $2 FROM policy_revision WHERE id = $1"
            }
            Self::Postgres => {
                "INSERT INTO policy_words (revision_id, words) \
                 VALUES ($1, array_to_tsvector(string_to_array(trim($2), ' ')))"
            }
        }
    }
}

impl Words {
    /// The condition on a column that holds the tokens with a blank before and after each. Safe to put into a
    /// statement: tokens hold no quote, percent sign or underscore.
    pub fn condition(&self, column: &str) -> String {
        match self {
            Self::All(parts) => join(parts, column, " AND "),
            Self::Any(parts) => join(parts, column, " OR "),
            Self::Token(token) => format!("{column} LIKE '% {token} %'"),
            Self::Prefix(token) => format!("{column} LIKE '% {token}%'"),
        }
    }

    /// Whether they hold in such a text of tokens.
    pub fn hold_in(&self, tokens: &str) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.hold_in(tokens)),
            Self::Any(parts) => parts.iter().any(|part| part.hold_in(tokens)),
            Self::Token(token) => tokens.contains(&format!(" {token} ")),
            Self::Prefix(token) => tokens.contains(&format!(" {token}")),
        }
    }

    /// A token made of what may be in one; everything else is dropped.
    pub fn clean(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }
}

fn join(parts: &[Words], column: &str, between: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.condition(column)).collect();
    format!("({})", parts.join(between))
}
