/// # Pickles, without Python
///
/// A pickle (Python's `pickletools.py` is its specification) is a program for a small stack
/// machine: push this number, make a tuple of everything since the mark, put the top into the memo,
/// call this function. The danger is the last one, since Python finds the function by its name.
/// Here nothing is found by name: a [dev.sosia.weights.pickle.PickleHost] is asked, and knows a
/// handful of names that mean data.
///
/// [dev.sosia.weights.pickle.PickleMachine] runs the program and leaves a
/// [dev.sosia.weights.pickle.Pickled], which may still be shared, mutable or even cyclic;
/// [dev.sosia.weights.pickle.ValueBuilder] makes of it a [dev.sosia.weights.value.Value], which is
/// none of that. [dev.sosia.weights.pickle.PickleWriter] goes the other way.
///
/// **Limits**, so that a hostile file costs an error and not the memory: objects made while
/// running, bytes of text, memo places, nesting, and the size of the value written out in full
/// (sixty lists that hold the last one twice are a few hundred bytes and 2^60 values).
@NullMarked
package dev.sosia.weights.pickle;

import org.jspecify.annotations.NullMarked;
