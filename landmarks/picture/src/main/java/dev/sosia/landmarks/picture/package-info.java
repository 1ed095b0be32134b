/// 8-bit pictures, exactly as Pillow and torchvision compute them.
///
/// Read [Picture] first (bytes, `[height, width, channels]`), then [PictureReader] and
/// [PictureWriter] (files), [Resize], [Crop], [Rotation] and [ColorMode] (pictures to pictures),
/// and [Planes] (numbers, `[channels, height, width]`, as networks take them). [ContactSheet] puts
/// many pictures on one.
///
/// **To the byte.** A network that was trained behind Pillow sees other pictures behind another
/// library's resize or JPEG decoder, and answers differently. So every result here equals Pillow's:
/// filters by its integer arithmetic ([FilterBank]), turned pictures by its fixed point ([Warp]),
/// and JPEG by libjpeg's inverse transform and colours.
///
/// **Codecs.** The JDK's ImageIO unpacks PNG and decodes JPEG, but sees only what pixels need:
/// [PngFile] and [JpegFile] walk the file first, check sizes and checksums, and leave everything
/// else behind. From JPEG it gives the components as they are; [JpegColors] makes colours of them.
/// That is why CMYK, odd colour profiles and broken metadata, which ImageIO alone stumbles over,
/// are read without a further library.
///
/// **Invariants.** Pictures and planes are never written to once they are handed out; everything
/// here may be used from any thread.
@NullMarked
package dev.sosia.landmarks.picture;

import org.jspecify.annotations.NullMarked;
