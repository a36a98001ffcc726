package dwell.policies;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Where ND4J computes. */
public enum Backend {
    /** The processor. */
    CPU,
    /** An NVIDIA GPU; needs a build with Maven profile {@code cuda} and a GPU that ND4J's library holds code for. */
    CUDA,
    /** The GPU where it can be used, otherwise the processor. */
    AUTO;

    private static final String CUDA_CLASS = "org.nd4j.linalg.jcublas.JCublasBackend";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Starts ND4J, quietly. Takes a second or two the first time; a process has one backend for its life. To be called before
     * anything else touches ND4J: it sets the system properties that silence it.
     *
     * @return what the user should know, in one sentence; empty if there is nothing
     * @throws IllegalArgumentException in one sentence, if the backend cannot be used
     */
    public Optional<String> start() {
        boolean compiledIn = onClassPath(CUDA_CLASS);
        Optional<String> obstacle =
                this == CPU ? Optional.empty() : CudaSupport.obstacle(CudaSupport.listGpus(), compiledIn);
        if (this == CUDA && obstacle.isPresent()) {
            throw new IllegalArgumentException("backend cuda cannot be used: " + obstacle.get());
        }
        initialise();
        boolean wantsCpu = this == CPU || obstacle.isPresent();
        boolean gotCpu = HostTransfer.onCpu();
        if (wantsCpu && !gotCpu) {
            throw new IllegalArgumentException(
                    "backend %s means the CPU here, but this build prefers CUDA;".formatted(this)
                            + " set the environment variable BACKEND_PRIORITY_CPU to 1000");
        }
        if (!wantsCpu && gotCpu) {
            if (this == CUDA) {
                throw new IllegalArgumentException(
                        "backend cuda cannot be used: ND4J found no working CUDA 11.6 libraries");
            }
            return Optional.of("computing on the CPU: ND4J found no working CUDA 11.6 libraries");
        }
        return obstacle.map(reason -> "computing on the CPU: " + reason);
    }

    private static boolean onClassPath(String className) {
        try {
            Class.forName(className, false, Backend.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void initialise() {
        setUnlessSet("org.nd4j.log.initialization", "false");
        setUnlessSet("org.slf4j.simpleLogger.log.org.nd4j", "warn");
        setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "warn");
        setUnlessSet("org.deeplearning4j.crash.reporting.enabled", "false");
        // Native code and some of ND4J's classes print; standard output belongs to the command.
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            Nd4j.getBackend();
        } finally {
            System.setOut(out);
        }
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
