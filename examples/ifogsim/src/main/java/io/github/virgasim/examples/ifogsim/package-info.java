// SPDX-License-Identifier: GPL-3.0-or-later
/** Studies in iFogSim2 that Virga takes part in, each with a main method; iFogSim2 itself is brought along by the user. */
package io.github.virgasim.examples.ifogsim;
