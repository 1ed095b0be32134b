/// # Experiment 1's second half: poor pictures
///
/// Photos are spoilt in a known way ([Damage]), labelled, anonymized and labelled again:
/// [RobustExperiment] gives the labels, [RobustReport] what they say.
@NullMarked
package dev.sosia.study.robust;

import org.jspecify.annotations.NullMarked;
