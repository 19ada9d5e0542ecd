// SPDX-License-Identifier: GPL-3.0-or-later
/** Complete serving scenarios, bundled or read from YAML files. */
package io.github.virgasim.scenario;
