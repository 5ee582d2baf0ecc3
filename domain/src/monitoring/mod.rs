//! What the rows of the other areas add up to: figures of a region and a time, and which of them may be said.

pub mod chart;
mod draft;
mod market;
mod model;
mod period;
mod service;
pub mod suppress;

pub use draft::{Asked, StatisticsQuery, has_parts};
pub use market::{AHEAD as MARKET_AHEAD, MarketBoard, MarketPart, ShortShift, Waiting};
pub use model::{
    Breakdown, Cell, ClaimFigure, Counts, Figures, Narrowed, OutcomeSums, Outcomes, Part, Statistics, Sums,
    TradeChoice, shown_parts,
};
pub use period::Period;
pub use service::MonitoringService;
