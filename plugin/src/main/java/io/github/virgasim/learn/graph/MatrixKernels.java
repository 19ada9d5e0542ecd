// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** The kernels at hand. */
public final class MatrixKernels {
    /** What a Java command line needs in front of {@code -jar} or the class for {@link #vector()} to work. */
    public static final String VECTOR_OPTION = "--add-modules=jdk.incubator.vector";

    private static final String MODULE = "jdk.incubator.vector";
    private static final MatrixKernel PLAIN = new PlainKernel();

    private MatrixKernels() {}

    /**
     * Returns the kernel of plain loops.
     *
     * @return works everywhere
     */
    public static MatrixKernel plain() {
        return PLAIN;
    }

    /**
     * Tells whether this Java was started with the module of the Vector API.
     *
     * @return true if {@link #vector()} works
     */
    public static boolean hasVector() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Returns the kernel on the JDK's Vector API, an incubating module that only a command line can add.
     *
     * @return up to ten times as fast as the plain one in products of matrices where the machine has wide vectors
     * @throws IllegalStateException if this Java was started without {@value #VECTOR_OPTION}
     */
    public static MatrixKernel vector() {
        if (!hasVector()) {
            throw new IllegalStateException("the vector kernel needs Java to be started with " + VECTOR_OPTION);
        }
        try {
            // By name, since the class cannot be compiled together with those that run without the module.
            return (MatrixKernel) Class.forName(MatrixKernels.class.getPackageName() + ".VectorKernel")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the vector kernel is missing from this build of Virga", e);
        }
    }

    /**
     * Returns the fastest kernel that this Java can run.
     *
     * @return the vector kernel where its module is present, else the plain one
     */
    public static MatrixKernel fastest() {
        return hasVector() ? vector() : PLAIN;
    }
}
