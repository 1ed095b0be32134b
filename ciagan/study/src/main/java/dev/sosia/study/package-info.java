/// # The study
///
/// What anonymization keeps of expressions and hides of people, measured with the controls without
/// which such numbers say little. Read [dev.sosia.study.statistics] first.
@NullMarked
package dev.sosia.study;

import org.jspecify.annotations.NullMarked;
