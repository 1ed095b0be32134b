/// # DAN's network
///
/// Wen, Lin, Wang, Xu: "Distract Your Attention: Multi-head Cross Attention Network for Facial
/// Expression Recognition", 2021/2023, as its published code computes it. Read [Dan], then [Head].
@NullMarked
package dev.sosia.dan.net;

import org.jspecify.annotations.NullMarked;
