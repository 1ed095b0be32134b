/// # Measures of a result
///
/// What is measured of each result beside its expression: whose face it is taken for, how well the
/// new face sits in the picture, whether anything else was touched. Read [ResultMeasures].
@NullMarked
package dev.sosia.study.measure;

import org.jspecify.annotations.NullMarked;
