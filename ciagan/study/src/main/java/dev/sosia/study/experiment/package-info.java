/// # Experiments
///
/// An experiment says what varies and what the judge says of each picture in each cell; the runner
/// does the rest: it keeps each cell under a hash of its settings, so that an interrupted
/// experiment goes on, and goes through them in an order that changes nothing. Read [Experiment],
/// then [ExperimentRunner]. docs/study.md shows an experiment of one's own in twenty lines.
@NullMarked
package dev.sosia.study.experiment;

import org.jspecify.annotations.NullMarked;
