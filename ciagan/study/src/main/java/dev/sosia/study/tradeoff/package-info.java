/// # Usefulness against de-identification
///
/// For each method how much of expressions it keeps and how often its people are found again, also
/// by an attacker who learns from its results. Read [TradeoffExperiment], then [TradeoffReport].
@NullMarked
package dev.sosia.study.tradeoff;

import org.jspecify.annotations.NullMarked;
