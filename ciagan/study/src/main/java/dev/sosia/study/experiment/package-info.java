/// # Experiments
///
/// An experiment says what varies and what the judge says of each picture in each cell; the runner
/// does the rest: it keeps each cell under a hash of its settings, so that an interrupted
/// experiment goes on, and goes through them in an order that changes nothing. Read [Experiment],
/// then [ExperimentRunner]. To add one:
///
/// ```java
/// record BlurStrength(LabelledPhotos photos, ExpressionJudge judge) implements Experiment {
///   public String name() {
///     return "blur-strength";
///   }
///
///   public List<Factor> factors() {
///     return List.of(new Factor("sigma", List.of("0", "0.02", "0.1")));
///   }
///
///   public int pictures() {
///     return photos.size();
///   }
///
///   public Labels run(Cell cell, Runnable each) {
///     return Labels.of(photos, each, i -> judge.label(blurred(i, cell.level("sigma")), photos.key(i)));
///   }
/// }
/// ```
@NullMarked
package dev.sosia.study.experiment;

import org.jspecify.annotations.NullMarked;
