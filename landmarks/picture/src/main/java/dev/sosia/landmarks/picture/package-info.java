/// 8-bit pictures, exactly as Pillow and torchvision compute them.
@NullMarked
package dev.sosia.landmarks.picture;

import org.jspecify.annotations.NullMarked;
