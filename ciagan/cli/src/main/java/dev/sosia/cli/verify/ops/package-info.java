/// # Cases of single operations
///
/// [OpCases] runs a case: inputs onto the device, the operation, its gradients and theirs.
/// [OpTable] says which operation a name stands for; the `..Ops` classes hold its rows, by family.
@NullMarked
package dev.sosia.cli.verify.ops;

import org.jspecify.annotations.NullMarked;
