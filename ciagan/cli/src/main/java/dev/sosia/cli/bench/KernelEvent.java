package dev.sosia.cli.bench;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A kernel that ran, for Java Flight Recorder.
@Name("dev.sosia.Kernel")
@Label("Kernel")
@Category("Sosia")
@Description("A kernel of a network, from its call to its end")
@StackTrace(false)
final class KernelEvent extends Event {
  @Label("Kernel")
  String kernel = "";

  @Label("Layer")
  String layer = "";

  @Label("Algorithm and Layout")
  String how = "";
}
