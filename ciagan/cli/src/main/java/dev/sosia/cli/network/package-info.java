/// # The networks by name
///
/// What `NET` stands for on the command line and `network` in reference numbers: [Networks] builds
/// each from a [NetworkConfig], and [Network] runs it on tensors by name. A new network has its one
/// place here.
@NullMarked
package dev.sosia.cli.network;

import org.jspecify.annotations.NullMarked;
