package dwell.policies.network;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix product on ND4J whose operation is set up once: at these sizes {@code Nd4j.gemm} spends as long on building its
 * operation as on multiplying. Confined to one thread at a time.
 */
final class Product implements AutoCloseable {
    private final boolean transposeA;
    private final boolean transposeB;
    private final OpContext context = Nd4j.getExecutioner().buildContext();
    private Mmul operation;

    Product(boolean transposeA, boolean transposeB) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
    }

    /** Writes the product of two matrices, each as it is or transposed; all in 'f' order. */
    void into(INDArray out, INDArray a, INDArray b) {
        if (operation == null) {
            MMulTranspose transpose = MMulTranspose.builder()
                    .transposeA(transposeA)
                    .transposeB(transposeB)
                    .build();
            operation = new Mmul(a, b, out, 1.0, 0.0, transpose);
            context.setIArguments(operation.iArgs());
            context.setTArguments(operation.tArgs());
        }
        context.setInputArray(0, a);
        context.setInputArray(1, b);
        context.setOutputArray(0, out);
        Nd4j.getExecutioner().exec(operation, context);
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("ND4J could not release an operation: " + e.getMessage(), e);
        }
    }
}
