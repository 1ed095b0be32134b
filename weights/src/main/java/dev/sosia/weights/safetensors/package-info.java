/// # Safetensors
/// The format of Hugging Face's safetensors library (its README is the specification): a 64-bit
/// length, a JSON object of that many bytes, and the data.
///
///     {"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [BEGIN, END]}, ..,
///      "__metadata__": {"text": "text"}}
///
/// Offsets count from the end of the header; the ranges cover the data without gap or overlap.
/// [dev.sosia.weights.safetensors.HeaderScanner] reads the JSON straight from the mapped file into
/// what the header must be, so there is no tree of what it might have been.
@NullMarked
package dev.sosia.weights.safetensors;

import org.jspecify.annotations.NullMarked;
