package dwell.policies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackendTest {
    @Test
    void gpusThatTheLibraryHasCodeForAreAccepted() {
        assertThat(CudaSupport.obstacle("NVIDIA A100-SXM4-40GB, 8.0\n", true)).isEmpty();
        assertThat(CudaSupport.obstacle("NVIDIA GeForce RTX 4090, 8.9\n", true)).isEmpty();
        assertThat(CudaSupport.obstacle("Tesla K80, 3.7\n", true)).isEmpty();
    }

    @Test
    void gpusThatCameLaterAreRefusedByName() {
        assertThat(CudaSupport.obstacle("NVIDIA H200, 9.0\n", true))
                .contains("NVIDIA H200 has compute capability 9.0, and ND4J's CUDA library runs on 3.7 to 8.9");
        assertThat(CudaSupport.obstacle("Tesla K40, 3.5\n", true)).isPresent();
        assertThat(CudaSupport.obstacle("Odd, [N/A]\n", true))
                .contains("nvidia-smi does not tell the compute capability of Odd");
    }

    @Test
    void missingGpuAndMissingProfileAreSaid() {
        assertThat(CudaSupport.obstacle("", true))
                .contains("no NVIDIA GPU was found (nvidia-smi is missing or lists none)");
        assertThat(CudaSupport.obstacle("NVIDIA A100, 8.0\n", false))
                .contains("this build has no CUDA in it; build with Maven profile cuda");
    }

    @Test
    void cpuStartsWithoutNotice() {
        assertThat(Backend.CPU.start()).isEmpty();
    }
}
