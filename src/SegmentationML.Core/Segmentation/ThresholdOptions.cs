namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by fixed cuts of one driver, such as HML by unit price or ABC by fixed values.</summary>
public sealed record ThresholdOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default HML.</summary>
    public string Name { get; init; } = "HML";

    /// <summary>Name of the driver. Default unit_price.</summary>
    public string Driver { get; init; } = "unit_price";

    /// <summary>Cuts between the classes, strictly ascending, in the driver's unit.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [10, 100];

    /// <summary>Class codes from the lowest values to the highest, one more than cuts. Default L, M, H.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ["L", "M", "H"];

    /// <summary>Where a value on a cut belongs: true to the class above it, false to the one below. Default true.</summary>
    public bool UpperOnCut { get; init; } = true;

    /// <summary>Code of entities whose driver is not known. Default U.</summary>
    public string Unclassifiable { get; init; } = "U";

    /// <summary>The classes that these options make.</summary>
    public ClassScheme Scheme() => new(Name, [.. Classes, Unclassifiable], Classes.Count);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!CutRule.Ascending(Cuts))
        {
            yield return SegmentationProblems.Cuts(Name, Cuts, "finite");
        }

        if (Classes.Count != Cuts.Count + 1)
        {
            yield return SegmentationProblems.ClassCount(Name, Classes.Count, Cuts.Count);
        }

        foreach (var problem in ClassScheme.Problems(Name, [.. Classes, Unclassifiable]))
        {
            yield return problem;
        }
    }
}
