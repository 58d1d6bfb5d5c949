namespace SegmentationML.Core.Drift;

/// <summary>Conventions of the population stability index.</summary>
public sealed record PsiOptions : AlgorithmOptions
{
    /// <summary>Quantile bins of the reference, 2 to 1,000. Default 10; fewer result where quantiles coincide.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>What becomes of empty bins. Default: half a count is added to each bin.</summary>
    public ZeroShareRule ZeroShare { get; init; }

    /// <summary>The floor of <see cref="ZeroShareRule.Floor"/>, in (0, 0.01]. Default 0.0001.</summary>
    public double Floor { get; init; } = 1e-4;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Bins is < 2 or > 1_000)
        {
            yield return DriftProblems.Option("psi.bins", Bins, "from 2 to 1,000; 10 is the default");
        }

        if (!(Floor > 0 && Floor <= 0.01))
        {
            yield return DriftProblems.Option("psi.floor", Floor, "in (0, 0.01]; 0.0001 is the default");
        }

        if (!Enum.IsDefined(ZeroShare))
        {
            yield return DriftProblems.Option("psi.zero_share", (int)ZeroShare, "to one of the named rules");
        }
    }
}
