namespace SegmentationML.Core.Clustering;

/// <summary>How one feature is prepared, in this order: missing values, logarithm, winsorising, scaling, weight.</summary>
public sealed record FeaturePreparation : AlgorithmOptions
{
    /// <summary>Takes sign(x) ln(1 + |x|), which is log1p for positive numbers and odd about zero. Default false.</summary>
    public bool Logarithm { get; init; }

    /// <summary>Share of the rows clipped at each end, in [0, 0.5): values beyond the training quantiles p and 1 - p (type 7) are set to them. Default 0: none.</summary>
    public double Winsorise { get; init; }

    /// <summary>Scale. Default z-score.</summary>
    public FeatureScaling Scaling { get; init; }

    /// <summary>Weight of the feature's squared differences, positive. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What becomes of NaN. Default: refused.</summary>
    public MissingRule Missing { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Winsorise >= 0 && Winsorise < 0.5))
        {
            yield return ClusteringProblems.Option("preparation.winsorise", Winsorise, "in [0, 0.5); 0.01 is usual");
        }

        if (!(Weight > 0 && double.IsFinite(Weight)))
        {
            yield return ClusteringProblems.Option("preparation.weight", Weight, "above zero; leave the feature out instead of weighing it with 0");
        }

        if (!Enum.IsDefined(Scaling))
        {
            yield return ClusteringProblems.Option("preparation.scaling", (int)Scaling, "to one of the named scalings");
        }

        if (!Enum.IsDefined(Missing))
        {
            yield return ClusteringProblems.Option("preparation.missing", (int)Missing, "to one of the named rules");
        }
    }
}
