package dwell.trainer.compare;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.record.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One training with evaluation: everything that its result depends on, but the build of the JVM and the kind of processor. It can be
 * sent elsewhere as YAML, see {@link #toYaml}, and be run there by {@link dwell.trainer.TrialRun}. Immutable.
 *
 * @param config with every key resolved, the seed as {@code run.seed}
 */
public record Trial(RunConfig config) {
    private static final int KEY_BYTES = 16;

    /** The config with every key. */
    public String toYaml() {
        return ConfigLoader.toYaml(config);
    }

    /** What {@link #toYaml} wrote. */
    public static Trial parse(String yaml, Catalog catalog) {
        return new Trial(new ConfigLoader(catalog).parse(yaml, "trial"));
    }

    /** Name of the trial: a hash of its config and the version of Dwell, 32 hexadecimal digits. */
    public String key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash =
                    digest.digest(("dwell " + Manifest.version() + "\n" + toYaml()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
