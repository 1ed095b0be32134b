/// # Protocols
///
/// The way of a photo through an experiment, step by step, each step a transform of its own that
/// can be used elsewhere. Read [Protocol], then [PublishedProtocol], the way of the study that is
/// to be repeated, and [CleanProtocol], one without its losses.
@NullMarked
package dev.sosia.study.protocol;

import org.jspecify.annotations.NullMarked;
