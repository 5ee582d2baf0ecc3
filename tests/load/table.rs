//! The table at the end.

/// Rows in the order in which they were measured, and notes below them.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 4]>,
    notes: Vec<String>,
}

impl Table {
    /// A measured value without a target.
    pub fn row(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.push([what.into(), value.into(), String::new(), String::new()]);
    }

    /// A measured value that must be at most `most`.
    pub fn at_most(&mut self, what: impl Into<String>, value: f64, most: f64, unit: &str) {
        self.judged(what.into(), value, format!("<= {most}{unit}"), value <= most, unit);
    }

    /// A measured value that must be at least `least`.
    pub fn at_least(&mut self, what: impl Into<String>, value: f64, least: f64) {
        self.judged(what.into(), value, format!(">= {least}"), value >= least, "");
    }

    fn judged(&mut self, what: String, value: f64, target: String, met: bool, unit: &str) {
        let met = if met { "met" } else { "MISSED" }.to_owned();
        let digits = if value < 10.0 { 3 } else { 1 };
        self.push([what, format!("{value:.digits$}{unit}"), target, met]);
    }

    /// A line below the table.
    pub fn note(&mut self, line: impl Into<String>) {
        self.notes.push(line.into());
    }

    fn push(&mut self, row: [String; 4]) {
        eprintln!("  {}", row.join("  "));
        self.rows.push(row);
    }

    /// Prints it.
    pub fn print(&self) {
        let width = |at: usize| self.rows.iter().map(|row| row[at].chars().count()).max().unwrap_or_default();
        let (what, value, target) = (width(0), width(1), width(2));
        println!();
        for [a, b, c, d] in &self.rows {
            println!("{}", format!("{a:what$}  {b:>value$}  {c:target$}  {d}").trim_end());
        }
        for note in &self.notes {
            println!("{note}");
        }
    }
}
