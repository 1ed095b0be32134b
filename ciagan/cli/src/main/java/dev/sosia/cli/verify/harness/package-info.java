/// # This build against recorded reference numbers
///
/// A folder of fixtures holds a `manifest.json`: cases of one kind, each with inputs, what a
/// reference computed from them, and how close we must come. Read [Verifier], which walks folders
/// and runs cases, then [CaseKind], which says how cases of one kind are run, then [Checks], which
/// compares.
///
/// **Invariants.** A field that nobody reads is an error that names the file and the field. A case
/// whose kind or op does not exist is skipped by name, never passed. NaN is equal to NaN only.
@NullMarked
package dev.sosia.cli.verify.harness;

import org.jspecify.annotations.NullMarked;
