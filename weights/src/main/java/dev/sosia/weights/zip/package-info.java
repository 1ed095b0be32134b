/// # Zip archives
/// PyTorch's `.pth` and NumPy's `.npz` are zip archives (PKWARE's APPNOTE.TXT, version 6.3). Java's
/// own reader is made for compressed files and forgives a lot; this one works on a mapped file,
/// hands out slices of it without copying, and takes nothing on trust: the central directory must
/// fill its place exactly, every local header must say what the directory says, no two entries may
/// share bytes, and every checksum is computed.
///
///     local header | name | extra | data | (data descriptor)      for each entry
///     central directory: one record for each entry
///     zip64 end record | zip64 locator | end record | comment     the zip64 part is optional
///
/// Read [dev.sosia.weights.zip.EndRecord], then [dev.sosia.weights.zip.ZipArchive], which finds
/// [dev.sosia.weights.zip.ZipEntry]s; [dev.sosia.weights.zip.ZipWriter] writes stored entries,
/// aligned as PyTorch aligns them.
@NullMarked
package dev.sosia.weights.zip;

import org.jspecify.annotations.NullMarked;
