/// # Photos of an experiment
///
/// Aligned photos with the points of their faces and what they show: [LabelledPhotos], drawn ones
/// in [ToyPhotos], those of a data set on disk in [FolderPhotos].
@NullMarked
package dev.sosia.study.photo;

import org.jspecify.annotations.NullMarked;
