package dev.sosia.dan.training;

/// Faces and their classes in host memory.
///
/// @param size side of the faces, S
/// @param x `[B, 3, S, S]`, normalised, row-major
/// @param labels `[B]`
public record ExpressionBatch(int size, float[] x, long[] labels) {}
