/// # CIAGAN's networks
///
/// Maximov, Elezi, Leal-Taixé: "CIAGAN: Conditional Identity Anonymization Generative Adversarial
/// Networks", CVPR 2020, as its published code computes them. Read [Generator] beside the paper's
/// figure 2, then its blocks [ConvLayer], [Down], [Up], [Res]; then [Critic], [SiameseResNet] and
/// [SiamesePatch].
///
/// Fields are called what their checkpoint keys are called (`in0_e`, `conv_r1`); a renamed field is
/// a broken checkpoint, and a test with the list of keys says so.
@NullMarked
package dev.sosia.ciagan.net;

import org.jspecify.annotations.NullMarked;
