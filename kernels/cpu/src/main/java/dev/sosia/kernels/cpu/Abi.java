package dev.sosia.kernels.cpu;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// The bindings as text, in the form in which the library describes its header (`abi.c`): one line
/// a function and a struct. Equal texts mean that every call passes what its function expects.
final class Abi {
  private Abi() {}

  static String text() {
    SkSteps.bindAll();
    String functions =
        Sk.descriptors().entrySet().stream().map(Abi::line).collect(Collectors.joining());
    return functions + Structs.all().stream().map(Abi::line).collect(Collectors.joining());
  }

  /// The library's `sk_abi_hash` of the same text: FNV-1a, 64 bits.
  static long hash() {
    long h = 0xcbf29ce484222325L;
    for (byte b : text().getBytes(StandardCharsets.US_ASCII)) {
      h = (h ^ b) * 0x100000001b3L;
    }
    return h;
  }

  private static String line(Map.Entry<String, FunctionDescriptor> function) {
    return line(function.getKey(), function.getValue());
  }

  /// A function's line.
  static String line(String name, FunctionDescriptor f) {
    String result = f.returnLayout().map(Abi::code).orElse("v");
    String parameters =
        f.argumentLayouts().isEmpty()
            ? "v"
            : f.argumentLayouts().stream().map(Abi::code).collect(Collectors.joining(" "));
    return "fn " + name + " " + result + " " + parameters + "\n";
  }

  /// A struct's line: its size, and its members with their places.
  static String line(StructLayout s) {
    return "struct "
        + s.name().orElseThrow()
        + " "
        + s.byteSize()
        + s.memberLayouts().stream()
            .map(m -> " " + name(m) + "@" + Structs.offset(s, name(m)) + ":" + code(m))
            .collect(Collectors.joining())
        + "\n";
  }

  private static String name(MemoryLayout member) {
    return member.name().orElseThrow();
  }

  private static String code(MemoryLayout layout) {
    return switch (layout) {
      case AddressLayout _ -> "p";
      case ValueLayout.OfInt _ -> "i";
      case ValueLayout.OfLong _ -> "l";
      case ValueLayout.OfFloat _ -> "f";
      case ValueLayout.OfDouble _ -> "d";
      case SequenceLayout s -> code(s.elementLayout()) + s.elementCount();
      default -> throw new IllegalArgumentException("not in the interface: " + layout);
    };
  }
}
