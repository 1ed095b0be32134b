package dev.sosia.cli.verify.harness;

import java.nio.file.Path;

/// One case of a manifest.
///
/// @param fields all its fields; the name has been read
/// @param tensors where its tensors come from
public record Case(Path manifest, String kind, String name, Fields fields, TensorSource tensors) {}
