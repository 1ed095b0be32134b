/// # Experiment 2: how many expressions survive?
///
/// Photos are labelled, anonymized by a protocol, and labelled again: [PreserveExperiment] gives
/// the labels, [PreserveReport] what they say.
@NullMarked
package dev.sosia.study.preserve;

import org.jspecify.annotations.NullMarked;
