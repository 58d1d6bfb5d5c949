namespace SegmentationML.Core.Drift;

/// <summary>When a change of a feature is an alarm: effect and significance and enough data.</summary>
public sealed record DriftOptions : AlgorithmOptions
{
    /// <summary>Index from which a change matters in practice. Default 0.1.</summary>
    public double PsiThreshold { get; init; } = 0.1;

    /// <summary>Greatest p-value of an alarm, adjusted for all features of the run, in (0, 1). Default 0.01.</summary>
    public double Significance { get; init; } = 0.01;

    /// <summary>Values that each sample must have. Default 50; below, the verdict is insufficient data.</summary>
    public int MinimumSize { get; init; } = 50;

    /// <summary>Conventions of the index.</summary>
    public PsiOptions Psi { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(PsiThreshold >= 0 && double.IsFinite(PsiThreshold)))
        {
            yield return DriftProblems.Option("drift.psi_threshold", PsiThreshold, "at or above zero; 0.1 is the default");
        }

        if (!(Significance > 0 && Significance < 1))
        {
            yield return DriftProblems.Option("drift.significance", Significance, "in (0, 1); 0.01 is the default");
        }

        if (MinimumSize < 1)
        {
            yield return DriftProblems.Option("drift.minimum_size", MinimumSize, "to 1 or more; 50 is the default");
        }

        foreach (var problem in Psi.Validate())
        {
            yield return problem;
        }
    }
}
