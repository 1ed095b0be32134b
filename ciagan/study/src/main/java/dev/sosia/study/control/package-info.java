/// # The controls
///
/// What is lost without anonymization, and what would be kept by luck: the ceiling and the floor
/// under which a rate of preserved expressions must be read. Read [ControlExperiment], what is
/// judged; [Pairing], which labels are compared; [ControlReport], what is written.
@NullMarked
package dev.sosia.study.control;

import org.jspecify.annotations.NullMarked;
