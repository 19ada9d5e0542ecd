// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An input that is made up from a model's metadata.
 *
 * <p>The first axis, where it is dynamic, is the batch. Other dynamic axes: of four, the channels are 3 and height and width
 * are 224; of fewer, whole numbers are {@value #TOKENS} tokens long and others {@value #SAMPLES} samples; of more, {@value
 * #OTHER}. Whole numbers are token ids from 1 to 999, but 1 in inputs whose name has "mask" and 0 where it has "type"; other
 * numbers are uniform from 0 to 1, and truth values true.
 */
final class OnnxInput {
    static final int TOKENS = 32;
    static final int SAMPLES = 16_000;
    static final int OTHER = 16;
    private static final int CHANNELS = 3;
    private static final int PIXELS = 224;
    private static final int IDS = 1000;
    private static final int IMAGE = 4;
    /** The exponent of 1 in half precision; below it lie the fractions. */
    private static final int HALF_ONE = 0x3C00;

    private static final long MOST = 1L << 28;

    private final String name;
    private final OnnxJavaType type;
    private final long[] shape;
    private final boolean batched;

    /**
     * Describes an input.
     *
     * @param name of it
     * @param type of its numbers
     * @param declared its shape, below 1 where an axis is dynamic
     * @throws InvalidInputException if it holds what cannot be made up, or too much of it
     */
    OnnxInput(String name, OnnxJavaType type, long[] declared) {
        this.name = name;
        this.type = type;
        batched = declared.length > 0 && declared[0] < 1;
        shape = declared.clone();
        for (int axis = 0; axis < shape.length; axis++) {
            if (axis == 0 && batched) {
                shape[0] = 1;
            } else if (shape[axis] < 1) {
                shape[axis] = length(axis);
            }
        }
        boolean made = switch (type) {
            case FLOAT, DOUBLE, FLOAT16, INT8, UINT8, INT32, INT64, BOOL -> true;
            default -> false;
        };
        if (!made) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "input '%s' must hold numbers or truth values, holds %s, which cannot be made up",
                    name,
                    type));
        }
        if (elements() > MOST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "input '%s' must have at most %d elements, has shape %s", name, MOST, this));
        }
    }

    static OnnxInput of(String name, TensorInfo info) {
        return new OnnxInput(name, info.type, info.getShape());
    }

    private boolean isWhole() {
        return switch (type) {
            case INT8, UINT8, INT32, INT64 -> true;
            default -> false;
        };
    }

    private long length(int axis) {
        if (shape.length == IMAGE) {
            boolean channelsLast = shape[IMAGE - 1] == CHANNELS || shape[IMAGE - 1] == 1;
            return axis == 1 && !channelsLast ? CHANNELS : PIXELS;
        }
        if (shape.length > IMAGE) {
            return OTHER;
        }
        return isWhole() ? TOKENS : SAMPLES;
    }

    boolean batched() {
        return batched;
    }

    /** Returns the number of elements of one query. */
    long elements() {
        double product = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        return product > Long.MAX_VALUE ? Long.MAX_VALUE : (long) product;
    }

    /** Returns what a query is if this is the input that says it. */
    Inference.Query query() {
        String precision = type == OnnxJavaType.FLOAT16 ? "float16" : "float32";
        boolean image = shape.length == IMAGE
                && (shape[1] == CHANNELS && shape[2] == shape[IMAGE - 1]
                        || shape[IMAGE - 1] == CHANNELS && shape[1] == shape[2]);
        if (image) {
            return new Inference.Query(String.valueOf(shape[2]), "px", precision);
        }
        return new Inference.Query(String.valueOf(elements()), isWhole() ? "tokens" : "samples", precision);
    }

    /** Makes the input of a batch. */
    OnnxTensor tensor(OrtEnvironment environment, int batch) throws OrtException {
        long[] whole = shape.clone();
        if (batched) {
            whole[0] = batch;
        }
        long bytesOfAll = elements() * (batched ? batch : 1) * type.size;
        if (bytesOfAll > Integer.MAX_VALUE) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "input '%s' of a batch of %d must have at most %d bytes, has %d",
                    name,
                    batch,
                    Integer.MAX_VALUE,
                    bytesOfAll));
        }
        int count = (int) (bytesOfAll / type.size);
        UniformRandomProvider random = new RandomStreams(1).stream(name);
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) bytesOfAll).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            put(bytes, random);
        }
        bytes.flip();
        return OnnxTensor.createTensor(environment, bytes, whole, type);
    }

    private void put(ByteBuffer bytes, UniformRandomProvider random) {
        switch (type) {
            case FLOAT -> bytes.putFloat(random.nextFloat());
            case DOUBLE -> bytes.putDouble(random.nextDouble());
            case FLOAT16 -> bytes.putShort((short) random.nextInt(HALF_ONE));
            case INT64 -> bytes.putLong(whole(random));
            case INT32 -> bytes.putInt(whole(random));
            case BOOL -> bytes.put((byte) 1);
            default -> bytes.put((byte) (whole(random) % 128));
        }
    }

    private int whole(UniformRandomProvider random) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("mask")) {
            return 1;
        }
        return lower.contains("type") ? 0 : 1 + random.nextInt(IDS - 1);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape) + " " + type;
    }
}
