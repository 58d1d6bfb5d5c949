namespace SegmentationML.Core.Clustering;

/// <summary>How one feature is prepared, in this order: missing values, zeros, transform, winsorising, scaling, weight.</summary>
public sealed record FeaturePreparation : AlgorithmOptions
{
    /// <summary>What is taken of the value first. Default none.</summary>
    public FeatureTransform Transform { get; init; }

    /// <summary>
    /// Hurdle: an indicator of being above zero, and all else learnt from the positive values only. An entity at which every such feature is zero or below is inactive: it stays outside the clustering.
    /// Default false.
    /// </summary>
    public bool ZeroInflated { get; init; }

    /// <summary>What becomes of levels, for a feature whose values are names. Default: kept as levels.</summary>
    public CategoryEncoding Categories { get; init; }

    /// <summary>What becomes, at scoring, of a level that the fit did not see. Default: it differs from all others.</summary>
    public UnseenLevelRule UnseenLevel { get; init; }

    /// <summary>Share of the rows clipped at each end, in [0, 0.5): values beyond the training quantiles p and 1 - p (type 7) are set to them. Default 0: none.</summary>
    public double Winsorise { get; init; }

    /// <summary>Scale. Default z-score.</summary>
    public FeatureScaling Scaling { get; init; }

    /// <summary>Weight of the feature's squared differences, positive. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What becomes of NaN, and of a level that is not known. Default: refused.</summary>
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

        if (!Enum.IsDefined(Transform))
        {
            yield return ClusteringProblems.Option("preparation.transform", (int)Transform, "to one of the named transforms");
        }

        if (!Enum.IsDefined(Categories))
        {
            yield return ClusteringProblems.Option("preparation.categories", (int)Categories, "to one of the named encodings");
        }

        if (!Enum.IsDefined(UnseenLevel))
        {
            yield return ClusteringProblems.Option("preparation.unseen_level", (int)UnseenLevel, "to one of the named rules");
        }

        if (!Enum.IsDefined(Missing))
        {
            yield return ClusteringProblems.Option("preparation.missing", (int)Missing, "to one of the named rules");
        }
    }
}
