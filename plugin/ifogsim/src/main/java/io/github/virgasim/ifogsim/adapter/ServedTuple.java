// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import org.cloudbus.cloudsim.UtilizationModelFull;
import org.fog.entities.Tuple;
import org.fog.utils.FogUtils;

/** A query on its way to a worker, or its answer on the way back. */
final class ServedTuple extends Tuple {
    private static final UtilizationModelFull FULL = new UtilizationModelFull();

    /** The task, whose module works on it. */
    final String module;

    final int stream;
    final int site;
    final int streamClass;
    /** When the client sent the query [s]. */
    final double created;

    final boolean answer;
    /** Its number once the policy has been asked. */
    int query = -1;
    /** The device that works on it. */
    ServingFogDevice servedBy;

    ServedTuple(String module, int stream, int site, int streamClass, double created, double bytes, boolean answer) {
        super(
                StudyRun.APPLICATION,
                FogUtils.generateTupleId(),
                answer ? DOWN : UP,
                1,
                1,
                Math.round(bytes),
                0,
                FULL,
                FULL,
                FULL);
        this.module = module;
        this.stream = stream;
        this.site = site;
        this.streamClass = streamClass;
        this.created = created;
        this.answer = answer;
        setUserId(StudyRun.USER);
        setTupleType(module);
        setSrcModuleName(module);
        setDestModuleName(module);
        setDestinationDeviceId(-1);
    }
}
