/// # Training: from gradients to better parameters
///
/// Read [Optimizer], then [Adam] and [Sgd], which are one kernel a parameter, then [Schedule] for
/// rates that change and [Gradients] for gradients that are too long.
///
/// **Invariants.** Everything follows PyTorch's formulas and names of state. A parameter without a
/// gradient is left alone, and so is its state. Parameters are written in place.
@NullMarked
package dev.sosia.engine.optim;

import org.jspecify.annotations.NullMarked;
