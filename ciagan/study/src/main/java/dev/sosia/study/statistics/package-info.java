/// # Paired statistics
///
/// What is said about labels before and after, about two methods on the same pictures, and about
/// embeddings of originals and results: rates with intervals, agreement beyond chance, exact tests.
/// Read [Confusion], then [Preservation], which is what a table of the study is made of.
///
/// **Nothing is defined by convention.** Where a statistic has no value (a rate of nothing, an
/// agreement beyond a chance of 1) the answer is [Statistic.Undefined] with the reason, never 0 and
/// never NaN.
///
/// Nothing here knows pictures or networks; numbers that are drawn come from a seed.
@NullMarked
package dev.sosia.study.statistics;

import org.jspecify.annotations.NullMarked;
