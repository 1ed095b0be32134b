package dev.sosia.cli.network;

import dev.sosia.engine.tensor.Graph;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A [Graph] for the eye: table, Graphviz, page, or JSON.
final class GraphView {
  private GraphView() {}

  /// A line an operation, then totals.
  static List<String> text(Graph graph) {
    List<String> lines = new ArrayList<>();
    lines.add(row("#", "operation", "layer", "from", "result", "bytes", "saved", "gradients"));
    for (Graph.Operation op : graph.operations()) {
      lines.add(
          row(
              Integer.toString(op.id()),
              op.name(),
              op.path(),
              from(op),
              types(op.outputs()),
              Long.toString(op.outputBytes()),
              Long.toString(op.savedBytes()),
              op.isLeaf() ? "collected" : op.gradients() + " of " + op.inputs().size()));
    }
    lines.add(summary(graph));
    return lines;
  }

  private static String summary(Graph graph) {
    long leaves = graph.operations().stream().filter(Graph.Operation::isLeaf).count();
    long bytes =
        graph.operations().stream()
            .filter(op -> !op.isLeaf())
            .mapToLong(Graph.Operation::outputBytes)
            .sum();
    return graph.operations().size()
        - leaves
        + " operations, "
        + leaves
        + " leaves, "
        + bytes
        + " bytes of results";
  }

  private static String row(
      String id,
      String name,
      String path,
      String from,
      String result,
      String bytes,
      String saved,
      String gradients) {
    return String.format(
        Locale.ROOT,
        "%5s  %-18s %-32s %-18s %-24s %12s %12s  %s",
        id,
        name,
        path,
        from,
        result,
        bytes,
        saved,
        gradients);
  }

  private static String from(Graph.Operation op) {
    return String.join(
        " ", op.inputs().stream().map(i -> i < 0 ? "const" : Integer.toString(i)).toList());
  }

  private static String types(List<TensorType> types) {
    return String.join(" ", types.stream().map(t -> t.shape().toString()).toList());
  }

  /// A Graphviz digraph, layers as clusters' labels in the nodes.
  static List<String> dot(String title, Graph graph) {
    List<String> lines = new ArrayList<>();
    lines.add("digraph \"" + title + "\" {");
    lines.add("  rankdir=TB; node [shape=box, fontname=\"sans-serif\", fontsize=10];");
    for (Graph.Operation op : graph.operations()) {
      String style = op.isLeaf() ? ", style=filled, fillcolor=lightgrey" : "";
      lines.add(
          "  n"
              + op.id()
              + " [label=\""
              + op.name()
              + "\\n"
              + op.path()
              + "\\n"
              + types(op.outputs())
              + "\""
              + style
              + "];");
    }
    for (Graph.Operation op : graph.operations()) {
      for (int from : op.inputs()) {
        if (from >= 0) {
          lines.add("  n" + from + " -> n" + op.id() + ";");
        }
      }
    }
    lines.add("}");
    return lines;
  }

  /// A self-contained page with the table; hovering over a row marks where its inputs come from.
  static List<String> html(String title, Graph graph) {
    List<String> lines = new ArrayList<>();
    lines.add("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    lines.add("<title>" + title + "</title><style>");
    lines.add("body{font:14px/1.4 sans-serif;margin:2em}table{border-collapse:collapse}");
    lines.add("td,th{padding:2px 10px;text-align:left;border-bottom:1px solid #ddd}");
    lines.add("td.n{text-align:right;font-variant-numeric:tabular-nums}tr.leaf{color:#777}");
    lines.add("tr:target{background:#ffe9a8}tr:hover{background:#eef4ff}");
    lines.add("</style></head><body><h1>" + title + "</h1><p>" + summary(graph) + "</p>");
    lines.add("<table><tr><th>#<th>operation<th>layer<th>from<th>inputs<th>result");
    lines.add("<th>bytes<th>saved for backward<th>saved bytes<th>gradients</tr>");
    for (Graph.Operation op : graph.operations()) {
      StringBuilder from = new StringBuilder();
      for (int i : op.inputs()) {
        from.append(i < 0 ? "const " : "<a href=\"#n" + i + "\">" + i + "</a> ");
      }
      lines.add(
          "<tr id=\"n"
              + op.id()
              + "\""
              + (op.isLeaf() ? " class=\"leaf\"" : "")
              + "><td class=\"n\">"
              + op.id()
              + "<td>"
              + op.name()
              + "<td>"
              + op.path()
              + "<td>"
              + from
              + "<td>"
              + types(op.inputTypes())
              + "<td>"
              + types(op.outputs())
              + "<td class=\"n\">"
              + op.outputBytes()
              + "<td>"
              + types(op.saved())
              + "<td class=\"n\">"
              + op.savedBytes()
              + "<td>"
              + (op.isLeaf() ? "collected" : op.gradients() + " of " + op.inputs().size())
              + "</tr>");
    }
    lines.add("</table></body></html>");
    return lines;
  }

  static Map<String, Object> json(String title, Graph graph) {
    List<Object> operations = new ArrayList<>();
    for (Graph.Operation op : graph.operations()) {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("id", op.id());
      o.put("name", op.name());
      o.put("layer", op.path());
      o.put("from", op.inputs());
      o.put("inputs", shapes(op.inputTypes()));
      o.put("outputs", shapes(op.outputs()));
      o.put("bytes", op.outputBytes());
      o.put("saved", shapes(op.saved()));
      o.put("saved_bytes", op.savedBytes());
      o.put("gradients", op.gradients());
      operations.add(o);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("network", title);
    document.put("operations", operations);
    return document;
  }

  private static List<Object> shapes(List<TensorType> types) {
    List<Object> shapes = new ArrayList<>();
    types.forEach(t -> shapes.add(t.shape().dims()));
    return shapes;
  }
}
