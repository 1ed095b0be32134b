package dev.sosia.engine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives each test a device of its own, as a parameter of type [dev.sosia.engine.tensor.Device],
/// and a scope around the test; afterwards no byte may be in use any more.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoLeaksExtension.class)
public @interface NoLeaks {
  /// The device's name, as for `--device`.
  String device() default "reference";

  /// Whether a scope is open while the test runs; without one it opens its own.
  boolean scope() default true;
}
