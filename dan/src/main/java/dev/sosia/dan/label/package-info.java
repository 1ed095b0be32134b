/// # What classes mean
///
/// A network answers with numbers by position; which expression stands where differs between data
/// sets and is no part of published checkpoints. Read [Emotion], then [LabelOrder].
@NullMarked
package dev.sosia.dan.label;

import org.jspecify.annotations.NullMarked;
