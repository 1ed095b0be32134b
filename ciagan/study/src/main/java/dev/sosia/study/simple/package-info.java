/// # Simple methods
///
/// What faces were hidden with before there were generators: a black patch, mosaics, blur, noise,
/// and the average of k faces. They are the floor that a generator is held against. Read
/// [SimpleMethod], which lists them, then [KSame].
///
/// All work on faces as CIAGAN takes them, replace what the mask covers and nothing else, and can
/// do nothing about what the mask leaves: its outline, hair, clothes and surroundings.
@NullMarked
package dev.sosia.study.simple;

import org.jspecify.annotations.NullMarked;
