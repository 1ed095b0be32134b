/// # Anonymizing prepared faces
///
/// The use case: a face with landmarks and mask in, a picture with another face out, and a line in
/// the audit log. Read [Anonymizer], then [IdentityChoice], then [FaceReplacement], which the
/// generator is one of, then [PreparedRun], which walks over a folder in CIAGAN's layout.
@NullMarked
package dev.sosia.ciagan.anonymize;

import org.jspecify.annotations.NullMarked;
