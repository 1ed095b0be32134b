package dev.sosia.weights.onnx;

/// `AttributeProto`: a node's setting. Field and type numbers are those of `onnx.proto`.
final class Attribute {
  private static final int NAME = 1;
  private static final int TYPE = 20;

  private Attribute() {}

  static Message real(String name, double value) {
    return named(name).real(2, (float) value).integer(TYPE, 1);
  }

  static Message integer(String name, long value) {
    return named(name).integer(3, value).integer(TYPE, 2);
  }

  static Message text(String name, String value) {
    return named(name).text(4, value).integer(TYPE, 3);
  }

  static Message tensor(String name, Message value) {
    return named(name).nested(5, value).integer(TYPE, 4);
  }

  static Message integers(String name, long... values) {
    return named(name).integers(8, values).integer(TYPE, 7);
  }

  private static Message named(String name) {
    return new Message().text(NAME, name);
  }
}
