/// # Photos of an experiment
///
/// Aligned photos with the points of their faces and what they show: [LabelledPhotos], drawn ones
/// in [ToyPhotos].
@NullMarked
package dev.sosia.study.photo;

import org.jspecify.annotations.NullMarked;
