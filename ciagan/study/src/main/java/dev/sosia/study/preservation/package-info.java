/// # What was kept of expressions
///
/// Labels before and after, compared: [PreservationRow] is a line of a table, [PreservationTables]
/// makes the tables, [Pairing] says which labels are compared with which, and [JudgeCheck] tells
/// whether the judge's word counts.
@NullMarked
package dev.sosia.study.preservation;

import org.jspecify.annotations.NullMarked;
