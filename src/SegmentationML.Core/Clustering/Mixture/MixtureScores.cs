namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>How well a mixture describes the points.</summary>
/// <param name="Covariance">Shape of the components.</param>
/// <param name="LogLikelihood">Sum over the points, in nats.</param>
/// <param name="Bic">-2 ln L + parameters x ln points: lower is better.</param>
/// <param name="Icl">BIC + 2 x entropy of the posteriors: lower is better.</param>
/// <param name="Parameters">Free numbers of the model.</param>
public readonly record struct MixtureScores(Covariance Covariance, double LogLikelihood, double Bic, double Icl, int Parameters)
{
    /// <summary>Mean entropy of a point's posteriors, in nats: 0 when each clearly has one component.</summary>
    /// <param name="rows">Number of points.</param>
    public double MeanEntropy(int rows) => (Icl - Bic) / 2 / rows;
}
