/// # Layers: operations with state that has a name
///
/// A [Layer] registers parameters, buffers and children under the names they have in checkpoints;
/// its state dict lists them as PyTorch would: own parameters, own buffers, then each child's, in
/// the order of registration. Read [Layer], then [Conv2d], then [SpectralConv2d].
///
/// Java's habit of camelCase gives way here: a field is called what its checkpoint key is called
/// (`in0_e`, `conv_r1`, `weight_orig`), so that a key can be found by searching for it.
@NullMarked
package dev.sosia.engine.nn;

import org.jspecify.annotations.NullMarked;
