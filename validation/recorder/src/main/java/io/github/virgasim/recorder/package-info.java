// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Records the machine that it runs on as a testbed: profiles a model, serves it under load, and writes what happened in
 * Virga's own format. Only the classes Onnx* know ONNX Runtime.
 */
package io.github.virgasim.recorder;
