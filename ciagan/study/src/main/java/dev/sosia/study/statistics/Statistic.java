package dev.sosia.study.statistics;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A number that was computed, or the reason why there is none.
///
/// @param <T> what it is when there is one
public sealed interface Statistic<T> {

  /// There is one.
  record Value<T>(T value) implements Statistic<T> {}

  /// There is none.
  ///
  /// @param why for a reader of the table: `all pictures have one class before and after`
  record Undefined<T>(String why) implements Statistic<T> {}

  static <T> Statistic<T> of(T value) {
    return new Value<>(value);
  }

  static <T> Statistic<T> undefined(String why) {
    return new Undefined<>(why);
  }

  /// `part / whole`, or undefined for this reason where `whole` is 0.
  static Statistic<Double> ratio(long part, long whole, String why) {
    return whole == 0 ? undefined(why) : of((double) part / whole);
  }

  /// The value, or null where there is none: what is written to JSON.
  default @Nullable T orNull() {
    return switch (this) {
      case Value<T> v -> v.value();
      case Undefined<T> _ -> null;
    };
  }

  /// The value, or another where there is none.
  default T orElse(T other) {
    return switch (this) {
      case Value<T> v -> v.value();
      case Undefined<T> _ -> other;
    };
  }

  /// The value.
  ///
  /// @throws IllegalStateException with the reason, if there is none
  default T orElseThrow() {
    return switch (this) {
      case Value<T> v -> v.value();
      case Undefined<T> u -> throw new IllegalStateException(u.why());
    };
  }

  /// Why there is none; empty where there is one.
  default String why() {
    return switch (this) {
      case Value<T> _ -> "";
      case Undefined<T> u -> u.why();
    };
  }

  /// The same of what is computed from the value.
  default <U> Statistic<U> map(Function<T, U> f) {
    return switch (this) {
      case Value<T> v -> of(f.apply(v.value()));
      case Undefined<T> u -> undefined(u.why());
    };
  }
}
