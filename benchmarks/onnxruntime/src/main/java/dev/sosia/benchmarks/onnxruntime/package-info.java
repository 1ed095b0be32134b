/// ONNX Runtime as a peer.
@NullMarked
package dev.sosia.benchmarks.onnxruntime;

import org.jspecify.annotations.NullMarked;
