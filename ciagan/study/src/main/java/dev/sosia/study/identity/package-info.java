/// # Whose face it is
///
/// The judge of identity: [IdentityNet] gives a face a point, near for one person and far for two,
/// and [IdentityJudge] looks at faces with it. It was trained on people of its own (package
/// `training`, weights in [DemoIdentityWeights]); the siamese network that a generator was trained
/// against is never the judge of that generator.
@NullMarked
package dev.sosia.study.identity;

import org.jspecify.annotations.NullMarked;
