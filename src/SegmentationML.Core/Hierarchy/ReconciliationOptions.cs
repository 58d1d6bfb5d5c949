namespace SegmentationML.Core.Hierarchy;

/// <summary>Options of making forecasts add up.</summary>
public sealed record ReconciliationOptions : AlgorithmOptions
{
    /// <summary>How. Default structural: good without any error known.</summary>
    public ReconciliationMethod Method { get; init; } = ReconciliationMethod.Structural;

    /// <summary>The level whose forecasts are shared out, by its place; 0 (the default) is the top. Only for the methods by shares.</summary>
    public int Level { get; init; }

    /// <summary>Whether no series may be forecast below zero: the least squares are then taken over such forecasts only. Default true.</summary>
    public bool NonNegative { get; init; } = true;

    /// <summary>Relative error at which the least squares end, in (0, 1e-3]. Default 1e-11.</summary>
    public double Tolerance { get; init; } = 1e-11;

    /// <summary>Least weight of the diagonal in the shrunk covariance, in (0, 1]. Default 0.001: below it the equations are too close to singular.</summary>
    public double LeastShrinkage { get; init; } = 0.001;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Level < 0)
        {
            yield return new Problem("SEG-HIER-002", $"The level to forecast at is number {Level}.", "Levels count from 0, the top.");
        }

        if (!(Tolerance > 0 && Tolerance <= 1e-3))
        {
            yield return new Problem("SEG-HIER-003", $"The tolerance of reconciliation is {Tolerance}.", "Set it in (0, 0.001]; 1e-11 is usual.");
        }

        if (!(LeastShrinkage > 0 && LeastShrinkage <= 1))
        {
            yield return new Problem("SEG-HIER-003", $"The least shrinkage is {LeastShrinkage}.", "Set it in (0, 1]; 0.001 is usual.");
        }
    }
}
