package dev.sosia.study.identity.training;

/// Faces and whose they are, in host memory.
///
/// @param x `[B, 3, 64, 64]`, row-major
/// @param people `[B]`
public record IdentityBatch(float[] x, long[] people) {}
