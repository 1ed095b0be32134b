/// # What attention looks at
///
/// [HeatMap] is a coarse grid of how much each place of a face counts, and how it is shown.
/// [GradCam] makes one from features and gradients; an attention head's own map is one already.
@NullMarked
package dev.sosia.dan.attention;

import org.jspecify.annotations.NullMarked;
