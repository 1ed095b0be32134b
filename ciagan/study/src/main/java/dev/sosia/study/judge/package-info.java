/// # Judges
///
/// Who says what a picture shows. Read [ExpressionJudge]; [DanJudge] is one. A judge is judged
/// before its word counts: on pictures that nothing was done to.
@NullMarked
package dev.sosia.study.judge;

import org.jspecify.annotations.NullMarked;
