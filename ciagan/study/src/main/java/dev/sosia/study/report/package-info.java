/// # Reports
///
/// What an experiment found, once, and as what it is read: [StudyReport] is written as
/// `study.json`, a CSV file for each table, a PNG file for each figure and one `report.html` that
/// needs no network. Read [Section], which is what one experiment says, then [Table] and [Figure].
///
/// **Sources are never mixed silently.** Every table names its [Origin]: data, weights, seed and
/// the command that makes it again. What others published is a reference line, see [Published].
///
/// Nothing here depends on the time or the machine: equal results give equal bytes, except for PNG
/// files of charts, whose letters are the machine's.
@NullMarked
package dev.sosia.study.report;

import org.jspecify.annotations.NullMarked;
