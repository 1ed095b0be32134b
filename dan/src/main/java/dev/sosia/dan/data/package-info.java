/// # Faces with labels
///
/// RAF-DB's and AffectNet's folders and drawn people, all as [ExpressionData]: two [ExpressionSet]s
/// of pictures with class numbers of a named [dev.sosia.dan.label.LabelOrder]. [FaceLoader] brings
/// them to the network's size, [FaceInput] to its numbers.
@NullMarked
package dev.sosia.dan.data;

import org.jspecify.annotations.NullMarked;
