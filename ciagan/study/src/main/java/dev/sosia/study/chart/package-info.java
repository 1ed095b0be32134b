/// # Charts
///
/// A few kinds of charts, drawn once for two papers: [SvgCanvas] for pages, where colours follow
/// the reader's light or dark setting, and [BitmapCanvas] for PNG files. Read [Chart], then
/// [IntervalChart]. All are narrow enough for a telephone: 400 units wide, with letters of 12.
@NullMarked
package dev.sosia.study.chart;

import org.jspecify.annotations.NullMarked;
