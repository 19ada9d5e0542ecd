// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Testbeds recorded in Virga's own format, which the site's page on validation describes: read, calibrated, replayed in the
 * engine, and compared with what was measured.
 */
package io.github.virgasim.validation.testbed;
