namespace SegmentationML.Core.Segmentation;

/// <summary>Demand classes by ADI and CV².</summary>
/// <remarks>Cut-offs 1.32 and 0.49: Syntetos, Boylan and Croston (2005), JORS 56(5), 495-503.</remarks>
public sealed record DemandClassOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default DEMAND.</summary>
    public string Name { get; init; } = "DEMAND";

    /// <summary>Cut of the average demand interval, above 1; a value on it is intermittent or lumpy. Default 1.32.</summary>
    public double AdiCut { get; init; } = 1.32;

    /// <summary>Cut of CV², positive; a value on it is erratic or lumpy. Default 0.49.</summary>
    public double SquaredCvCut { get; init; } = 0.49;

    /// <summary>The classes: SMOOTH, ERRATIC, INTERMITTENT, LUMPY, and NONE without demand. They have no order.</summary>
    public ClassScheme Scheme() => new(Name, ["SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY", "NONE"], 0);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(AdiCut > 1 && double.IsFinite(AdiCut)))
        {
            yield return SegmentationProblems.Option($"{Name}.adi_cut", AdiCut, "above 1; 1.32 is usual");
        }

        if (!(SquaredCvCut > 0 && double.IsFinite(SquaredCvCut)))
        {
            yield return SegmentationProblems.Option($"{Name}.squared_cv_cut", SquaredCvCut, "above 0; 0.49 is usual");
        }

        foreach (var problem in ClassScheme.Problems(Name, ["SMOOTH"]))
        {
            yield return problem;
        }
    }
}
