namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by cumulative share (ABC).</summary>
public sealed record CumulativeShareOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default ABC.</summary>
    public string Name { get; init; } = "ABC";

    /// <summary>Name of the driver. Default value.</summary>
    public string Driver { get; init; } = "value";

    /// <summary>Share of what. Default: of the total value.</summary>
    public ShareBasis Basis { get; init; }

    /// <summary>Cut-offs of the start share, strictly ascending, each in (0, 1). Default 0.8, 0.95.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [0.8, 0.95];

    /// <summary>Class codes, best first, one more than cuts. Default A, B, C.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ["A", "B", "C"];

    /// <summary>Code of entities with a negative value: returns exceed sales. Default R.</summary>
    public string ReturnsOnly { get; init; } = "R";

    /// <summary>Code of entities with a value of zero. Default N.</summary>
    public string NoMovement { get; init; } = "N";

    /// <summary>Code of entities whose value is not known (NaN). Default U.</summary>
    public string Unmeasured { get; init; } = "U";

    /// <summary>The classes that these options make.</summary>
    public ClassScheme Scheme() => new(Name, Codes(), Classes.Count);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!CutRule.Ascending(Cuts) || Cuts[0] <= 0 || Cuts[^1] >= 1)
        {
            yield return SegmentationProblems.Cuts(Name, Cuts, "inside (0, 1)");
        }

        if (Classes.Count != Cuts.Count + 1)
        {
            yield return SegmentationProblems.ClassCount(Name, Classes.Count, Cuts.Count);
        }

        if (!Enum.IsDefined(Basis))
        {
            yield return SegmentationProblems.Option($"{Name}.basis", (int)Basis, "to one of the named bases");
        }

        foreach (var problem in ClassScheme.Problems(Name, Codes()))
        {
            yield return problem;
        }
    }

    private string[] Codes() => [.. Classes, ReturnsOnly, NoMovement, Unmeasured];
}
