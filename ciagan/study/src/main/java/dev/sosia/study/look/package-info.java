/// # Experiment 1: looking
///
/// Sheets of what goes in and what comes out, as the study's figures 15 to 21, in [LookReport].
@NullMarked
package dev.sosia.study.look;

import org.jspecify.annotations.NullMarked;
