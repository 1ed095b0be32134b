/// # Generators trained to be compared
///
/// Small generators of one training budget that differ in one thing: what is drawn of a face and
/// how, what is replaced, what is cut out ([FigureStyle]), an optimiser's number, or whom they were
/// trained on. Read [FeaturesExperiment] and [BiasExperiment], which say what varies;
/// [VariantBench] trains and judges one; [EffectsReport] holds levels against each other.
@NullMarked
package dev.sosia.study.variant;

import org.jspecify.annotations.NullMarked;
