package dev.sosia.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `--device` asks for.
///
/// @param name `auto`, or the name of a backend: `reference`, `cpu`, `cuda`
/// @param index which of several devices of that kind, from 0
public record DeviceChoice(String name, int index) {
  /// The fastest backend that works on this machine.
  public static final DeviceChoice AUTO = new DeviceChoice("auto", 0);

  private static final Pattern SYNTAX = Pattern.compile("auto|cpu|reference|cuda(?::(\\d{1,4}))?");

  /// Whether the choice is left to the program.
  public boolean isAuto() {
    return name.equals(AUTO.name);
  }

  @Override
  public String toString() {
    return index == 0 ? name : name + ":" + index;
  }

  /// Reads `auto|cpu|reference|cuda[:N]`.
  static final class Converter implements ITypeConverter<DeviceChoice> {
    @Override
    public DeviceChoice convert(String value) {
      Matcher m = SYNTAX.matcher(value);
      if (!m.matches()) {
        throw new TypeConversionException(
            "'" + value + "' is no device, expected auto, cpu, reference, cuda or cuda:N");
      }
      int colon = value.indexOf(':');
      String name = colon < 0 ? value : value.substring(0, colon);
      return new DeviceChoice(name, m.group(1) == null ? 0 : Integer.parseInt(m.group(1)));
    }
  }
}
