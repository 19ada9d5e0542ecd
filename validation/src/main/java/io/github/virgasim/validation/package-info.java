// SPDX-License-Identifier: GPL-3.0-or-later
/** The list of all kinds of measurements that Virga reads, calibrates on, and validates its models with. */
package io.github.virgasim.validation;
