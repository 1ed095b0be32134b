/// # Reading an expression off a face
///
/// [Recognizer] holds a network and the meaning of its outputs; it gives a [Reading], and where
/// asked what the answer rests on, an [Explanation]. [AttentionSheet] shows explanations.
@NullMarked
package dev.sosia.dan.recognize;

import org.jspecify.annotations.NullMarked;
