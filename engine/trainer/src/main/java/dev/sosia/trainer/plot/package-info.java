/// # Curves as pictures
///
/// [LossPlot] draws [Curve]s with XChart, which nothing else here knows.
@NullMarked
package dev.sosia.trainer.plot;

import org.jspecify.annotations.NullMarked;
