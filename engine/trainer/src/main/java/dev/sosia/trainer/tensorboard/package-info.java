/// # TensorBoard's event files
///
/// [EventFile] writes what TensorBoard reads: records in TensorFlow's framing, each an `Event`
/// message (`tensorflow/core/util/event.proto`, `framework/summary.proto`).
@NullMarked
package dev.sosia.trainer.tensorboard;

import org.jspecify.annotations.NullMarked;
