/// # Photos to CIAGAN's layout
///
/// Which photos, and of whom ([dev.sosia.ciagan.prepare.Photos], read by
/// [dev.sosia.ciagan.prepare.CelebaPhotos] or [dev.sosia.ciagan.prepare.FolderPhotos]); where the
/// faces' points are ([dev.sosia.ciagan.prepare.PointSource]); and what is made of both
/// ([dev.sosia.ciagan.prepare.PhotoPlan]).
@NullMarked
package dev.sosia.ciagan.prepare;

import org.jspecify.annotations.NullMarked;
