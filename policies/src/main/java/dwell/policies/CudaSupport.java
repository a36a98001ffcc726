package dwell.policies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether ND4J's CUDA library can run here. It holds machine code for compute capability 3.7 to 8.6 and no PTX, so it runs on
 * GPUs up to 8.9 (Ada) and on none that came later.
 */
final class CudaSupport {
    private static final double OLDEST = 3.7;
    private static final double NEWEST = 8.9;
    private static final int PATIENCE_SECONDS = 20;

    private CudaSupport() {}

    /** What {@code nvidia-smi} lists, one "name, compute capability" to a line; empty where it cannot be run or fails. */
    static String listGpus() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            // A list of GPUs fits into the pipe, so the process can end before it is read; reading first could hang
            // with it.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String listed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? listed : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * Why CUDA cannot be used, as the end of a sentence; empty if nothing speaks against it.
     *
     * @param listed from {@link #listGpus}
     * @param compiledIn whether ND4J's CUDA backend is on the class path
     */
    static Optional<String> obstacle(String listed, boolean compiledIn) {
        String first = listed.strip().lines().findFirst().orElse("");
        int comma = first.lastIndexOf(',');
        if (comma < 0) {
            return Optional.of("no NVIDIA GPU was found (nvidia-smi is missing or lists none)");
        }
        String name = first.substring(0, comma).strip();
        double capability;
        try {
            capability = Double.parseDouble(first.substring(comma + 1).strip());
        } catch (NumberFormatException e) {
            return Optional.of("nvidia-smi does not tell the compute capability of %s".formatted(name));
        }
        if (!(capability >= OLDEST && capability <= NEWEST)) {
            return Optional.of("%s has compute capability %s, and ND4J's CUDA library runs on %s to %s"
                    .formatted(name, capability, OLDEST, NEWEST));
        }
        if (!compiledIn) {
            return Optional.of("this build has no CUDA in it; build with Maven profile cuda");
        }
        return Optional.empty();
    }
}
