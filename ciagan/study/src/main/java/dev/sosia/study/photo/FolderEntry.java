package dev.sosia.study.photo;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.dan.label.Emotion;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A photo of a folder before it is read.
///
/// @param key its name in the layout, which is its name in a points file too
/// @param id whose it is; where nobody knows, a person of its own
/// @param truth what it shows, where the layout says it
record FolderEntry(String key, Path file, PictureId id, @Nullable Emotion truth) {}
