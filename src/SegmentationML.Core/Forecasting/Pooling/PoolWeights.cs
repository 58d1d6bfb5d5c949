namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>The weights of a linear pool that have the least continuous ranked probability score on outcomes that came.</summary>
/// <remarks>
/// With weights w the score ∫ (Σ wₖ Fₖ − 1)² is wᵀ A w, A the mean over the outcomes of ∫ (Fₖ − 1)(Fₗ − 1): Gneiting and Raftery (2007), Journal of the American Statistical Association 102, 359-378.
/// It is drawn towards equal weights by a penalty, and the least is found on the simplex by exponentiated gradients: Kivinen and Warmuth (1997), Information and Computation 132(1), 1-63.
/// </remarks>
internal static class PoolWeights
{
    private const double Penalty = 0.02;
    private const double Negligible = 0.01;
    private const double Rate = 2;
    private const int Rounds = 4000;

    /// <summary>Solves.</summary>
    /// <param name="products">A, shape (k × k).</param>
    /// <returns>Weights, at least 0, together 1; those below 1 % are left out.</returns>
    public static double[] Solve(double[] products)
    {
        var count = (int)Math.Sqrt(products.Length);
        double trace = 0;
        for (var k = 0; k < count; k++)
        {
            trace += products[(k * count) + k];
        }

        double[] weights = Enumerable.Repeat(1.0 / count, count).ToArray(), slope = new double[count];
        for (var round = 0; round < Rounds && trace > 0; round++)
        {
            double mean = 0;
            for (var k = 0; k < count; k++)
            {
                slope[k] = Penalty * (weights[k] - (1.0 / count));
                for (var l = 0; l < count; l++)
                {
                    slope[k] += products[(k * count) + l] / trace * count * weights[l];
                }

                mean += slope[k] * weights[k];
            }

            for (var k = 0; k < count; k++)
            {
                weights[k] *= Math.Exp(-Rate * (slope[k] - mean));
            }

            Normalise(weights);
        }

        for (var k = 0; k < count; k++)
        {
            weights[k] = weights[k] < Negligible ? 0 : weights[k];
        }

        Normalise(weights);
        return weights;
    }

    private static void Normalise(double[] weights)
    {
        var sum = weights.Sum();
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] /= sum;
        }
    }
}
