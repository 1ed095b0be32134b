@NullMarked
package dev.sosia.cli.network;

import org.jspecify.annotations.NullMarked;
