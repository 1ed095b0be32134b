/// # Conformance: what every backend must get right
///
/// [OpCases] and [KernelCases] list operations and kernels with inputs; [ConformanceSuite] runs all
/// of them on a backend and compares forward results, gradients and gradients of gradients with the
/// reference backend in F64. A backend is tested by a subclass of a few lines:
///
///     final class MyBackendConformanceTest extends ConformanceSuite {
///       @Override
///       protected Backend open(int threads) { return new MyBackend(threads); }
///     }
///
/// The reference itself is judged by finite differences ([FiniteDifferencesTest]).
///
/// Read [OpCase], then [Layout], then [ConformanceSuite]. **To add an operation:** one line in the
/// file of its family (`ElementwiseCases`, `ConvolutionCases`, ..); everything else follows.
@NullMarked
package dev.sosia.engine.conformance;

import org.jspecify.annotations.NullMarked;
