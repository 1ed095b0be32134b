/// # NumPy's files
/// An `.npy` file (NEP 1, `numpy/lib/format.py`) is a magic number, a version, the length of a
/// header, the header, and one array. The header is a Python dictionary, and NumPy once evaluated
/// it; here [dev.sosia.weights.numpy.NpyHeader] knows its three keys and nothing else.
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
///
/// An `.npz` file is a zip archive of them, compressed or not.
@NullMarked
package dev.sosia.weights.numpy;

import org.jspecify.annotations.NullMarked;
