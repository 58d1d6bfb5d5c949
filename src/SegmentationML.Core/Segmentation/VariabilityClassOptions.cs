namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by variability (XYZ).</summary>
public sealed record VariabilityClassOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default XYZ.</summary>
    public string Name { get; init; } = "XYZ";

    /// <summary>Name of the driver: which CV it is (raw, de-seasonalised, forecast error) and of which bucket. Default cv.</summary>
    public string Driver { get; init; } = "cv";

    /// <summary>Upper bounds of the classes, strictly ascending, positive; a value on a bound belongs to the class below it. Default 0.5, 1.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [0.5, 1.0];

    /// <summary>Class codes, steadiest first, one more than cuts. Default X, Y, Z.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ["X", "Y", "Z"];

    /// <summary>Code of entities that cannot be classed: no CV (mean not positive), or too few observed periods. Default U.</summary>
    public string Unclassifiable { get; init; } = "U";

    /// <summary>Observed periods below which an entity cannot be classed, at least 2. Default 4.</summary>
    public int MinimumPeriods { get; init; } = 4;

    /// <summary>The classes that these options make.</summary>
    public ClassScheme Scheme() => new(Name, Codes(), Classes.Count);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!CutRule.Ascending(Cuts) || Cuts[0] <= 0)
        {
            yield return SegmentationProblems.Cuts(Name, Cuts, "above zero");
        }

        if (Classes.Count != Cuts.Count + 1)
        {
            yield return SegmentationProblems.ClassCount(Name, Classes.Count, Cuts.Count);
        }

        if (MinimumPeriods < 2)
        {
            yield return SegmentationProblems.Option($"{Name}.minimum_periods", MinimumPeriods, "to 2 or more: one period has no variability");
        }

        foreach (var problem in ClassScheme.Problems(Name, Codes()))
        {
            yield return problem;
        }
    }

    private string[] Codes() => [.. Classes, Unclassifiable];
}
