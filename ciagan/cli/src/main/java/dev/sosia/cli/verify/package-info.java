/// The command `verify`, and which kinds of cases it knows. To add a kind, implement
/// [dev.sosia.cli.verify.harness.CaseKind] in a package below this one and list it in [CaseKinds].
@NullMarked
package dev.sosia.cli.verify;

import org.jspecify.annotations.NullMarked;
