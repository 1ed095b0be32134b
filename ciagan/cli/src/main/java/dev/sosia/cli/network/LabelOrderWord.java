package dev.sosia.cli.network;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of an order of labels: `rafdb`.
public final class LabelOrderWord implements ITypeConverter<LabelOrder> {
  @Override
  public LabelOrder convert(String word) {
    try {
      return LabelOrder.of(word);
    } catch (InputException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
