/// # Random changes to faces
///
/// As the published training makes them, by Pillow's and torchvision's arithmetic; only the random
/// numbers are ours. Read [Augmentation], then [RandomErasing].
@NullMarked
package dev.sosia.dan.augment;

import org.jspecify.annotations.NullMarked;
