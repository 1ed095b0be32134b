package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.Expectation;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.TensorSource;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A case of kind `ops` as it is in its manifest, in the arithmetic it shall be run in. Inputs and
/// what belongs to them are lists, of one tensor but for those of `cat` and `stack`; null stands
/// for a tensor that is not there.
///
/// @param second null where second derivatives are not asked for
record OpCase(
    String where,
    Map<String, List<Values>> inputs,
    Map<String, Layout> layouts,
    Fields attributes,
    List<@Nullable Values> gradOutput,
    Expected expected,
    @Nullable Second second,
    Tolerance tolerance) {

  /// What a run must give. `several` says that the output is a list.
  record Expected(
      List<Expectation> output,
      boolean several,
      Map<String, Expectation> updated,
      Map<String, List<@Nullable Expectation>> grad) {}

  /// The derivatives of the gradients along `directions`, by inputs and by the output's gradient.
  record Second(
      Map<String, List<@Nullable Values>> directions,
      Map<String, List<@Nullable Expectation>> expected) {}

  /// Reads all of a case.
  static OpCase read(Case c, Target target) {
    return new Reader(c.fields(), c.tensors(), target.arithmetic()).read();
  }

  private static final class Reader {
    private final Fields fields;
    private final TensorSource tensors;
    private final DType arithmetic;

    Reader(Fields fields, TensorSource tensors, DType arithmetic) {
      this.fields = fields;
      this.tensors = tensors;
      this.arithmetic = arithmetic;
    }

    OpCase read() {
      fields.text("name");
      fields.text("op");
      Map<String, List<Values>> inputs = inputs();
      Map<String, Layout> layouts = layouts(inputs);
      List<@Nullable Values> gradOutput =
          fields.isSet("grad_output")
              ? values(fields.at("grad_output"), fields.raw("grad_output"))
              : List.of();
      Fields attributes = fields.object("attributes");
      Tolerance tolerance = Tolerance.read(fields.object("tolerance"));
      Expected f32 = expected(fields.object("expect"));
      Second second = fields.isSet("second") ? second(fields.object("second")) : null;
      if (fields.isSet("expect_f64")) {
        Fields wide = fields.object("expect_f64");
        Map<String, List<@Nullable Expectation>> secondF64 =
            wide.isSet("second") ? lists(wide.object("second")) : null;
        Expected f64 = expected(wide);
        if (arithmetic == DType.F64) {
          f32 = f64;
          second =
              second == null || secondF64 == null ? null : new Second(second.directions, secondF64);
        }
      }
      fields.done();
      return new OpCase(
          fields.at("inputs"),
          inputs,
          layouts,
          attributes,
          gradOutput,
          f32,
          second,
          arithmetic == DType.F64 ? Tolerance.F64 : tolerance);
    }

    private Map<String, List<Values>> inputs() {
      Map<String, List<Values>> inputs = new LinkedHashMap<>();
      Fields f = fields.object("inputs");
      for (String name : f.names()) {
        List<Values> list = new ArrayList<>();
        for (Object node : nodes(f.raw(name))) {
          list.add(tensors.tensor(f.at(name), node).widened(arithmetic));
        }
        inputs.put(name, list);
      }
      return inputs;
    }

    private Map<String, Layout> layouts(Map<String, List<Values>> inputs) {
      Map<String, Layout> layouts = new LinkedHashMap<>();
      if (fields.isSet("layout")) {
        Fields f = fields.object("layout");
        for (String name : f.names()) {
          List<Values> input = inputs.get(name);
          if (input == null || input.size() != 1) {
            throw f.error(name, "the name of an input of one tensor");
          }
          layouts.put(name, Layout.read(f.object(name), input.getFirst().shape().rank()));
        }
      }
      return layouts;
    }

    private Expected expected(Fields f) {
      Object output = f.raw("output");
      List<Expectation> outputs = new ArrayList<>();
      for (Object node : nodes(output)) {
        outputs.add(tensors.expectation(f.at("output"), node));
      }
      Map<String, Expectation> updated = new LinkedHashMap<>();
      if (f.isSet("updated")) {
        Fields u = f.object("updated");
        for (String name : u.names()) {
          updated.put(name, tensors.expectation(u.at(name), u.raw(name)));
        }
      }
      Map<String, List<@Nullable Expectation>> grad =
          f.isSet("grad") ? lists(f.object("grad")) : Map.of();
      f.done();
      return new Expected(outputs, output instanceof List, updated, grad);
    }

    private Second second(Fields f) {
      Map<String, List<@Nullable Values>> directions = new LinkedHashMap<>();
      Fields d = f.object("directions");
      for (String name : d.names()) {
        directions.put(name, values(d.at(name), d.raw(name)));
      }
      Second second = new Second(directions, lists(f.object("expect")));
      f.done();
      return second;
    }

    private Map<String, List<@Nullable Expectation>> lists(Fields f) {
      Map<String, List<@Nullable Expectation>> all = new LinkedHashMap<>();
      for (String name : f.names()) {
        List<@Nullable Expectation> list = new ArrayList<>();
        for (Object node : nodes(f.raw(name))) {
          list.add(node == null ? null : tensors.expectation(f.at(name), node));
        }
        all.put(name, list);
      }
      return all;
    }

    private List<@Nullable Values> values(String where, @Nullable Object value) {
      List<@Nullable Values> list = new ArrayList<>();
      for (Object node : nodes(value)) {
        list.add(node == null ? null : tensors.tensor(where, node).widened(arithmetic));
      }
      return list;
    }

    private static List<@Nullable Object> nodes(@Nullable Object value) {
      if (value instanceof List<?> items) {
        return new ArrayList<>(items);
      }
      List<@Nullable Object> one = new ArrayList<>();
      one.add(value);
      return one;
    }
  }
}
