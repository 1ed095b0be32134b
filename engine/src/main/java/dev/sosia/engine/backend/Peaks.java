package dev.sosia.engine.backend;

/// What a machine can do at most, all threads of a backend together.
///
/// @param operations floating-point operations a second; a multiply-add counts as two
/// @param bytes read from memory a second
public record Peaks(double operations, double bytes) {}
