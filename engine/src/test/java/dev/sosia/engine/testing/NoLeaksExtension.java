package dev.sosia.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// What [NoLeaks] does before and after each test.
final class NoLeaksExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(NoLeaksExtension.class);

  /// Not closeable, so that JUnit does not close it before [#afterEach] has looked.
  private record Lent(Device device, @Nullable Scope scope) {}

  @Override
  public void beforeEach(ExtensionContext context) {
    NoLeaks wish = context.getRequiredTestClass().getAnnotation(NoLeaks.class);
    Device device = Device.open(wish.device(), 2);
    Scope scope = wish.scope() ? Scope.open() : null;
    context.getStore(OWN).put(Lent.class, new Lent(device, scope));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Lent lent = lent(context);
    try (Device device = lent.device) {
      if (lent.scope != null) {
        lent.scope.close();
      }
      if (context.getExecutionException().isEmpty()) {
        assertThat(device.liveBytes()).as("bytes in use after the test").isZero();
      }
    }
  }

  private static Lent lent(ExtensionContext context) {
    Lent lent = context.getStore(OWN).get(Lent.class, Lent.class);
    if (lent == null) {
      throw new IllegalStateException("no device was opened for " + context.getDisplayName());
    }
    return lent;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Device.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return lent(context).device;
  }
}
