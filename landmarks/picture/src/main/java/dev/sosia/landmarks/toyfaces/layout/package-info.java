/// # Drawn people as the data sets that researchers have
///
/// RAF-DB's, AffectNet's and CelebA's folders, filled with drawn people, so that everything that
/// reads those can be tried without asking for them.
@NullMarked
package dev.sosia.landmarks.toyfaces.layout;

import org.jspecify.annotations.NullMarked;
