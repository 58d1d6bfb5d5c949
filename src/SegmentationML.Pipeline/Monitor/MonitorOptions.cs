using SegmentationML.Core;

namespace SegmentationML.Pipeline.Monitor;

/// <summary>The <c>monitor:</c> section of <c>pipeline.yaml</c>.</summary>
public sealed record MonitorOptions : AlgorithmOptions
{
    /// <summary>A driver's PSI from which on a significant drift is an alarm. Default 0.1.</summary>
    public double PsiThreshold { get; init; } = 0.1;

    /// <summary>Share of entities that changed their segment from which on churn is an alarm. Default 0.15.</summary>
    public double ChurnThreshold { get; init; } = 0.15;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(PsiThreshold > 0) || !(ChurnThreshold > 0 && ChurnThreshold <= 1))
        {
            yield return new Problem("SEG-MON-001", $"monitor has psi_threshold {PsiThreshold} and churn_threshold {ChurnThreshold}.", "Set a positive PSI such as 0.1 and a churn share in (0, 1].");
        }
    }
}
