namespace SegmentationML.Core.Segmentation;

/// <summary>Scores from 1 to a number by the rank of one driver.</summary>
public sealed record QuantileScoreOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default SCORE.</summary>
    public string Name { get; init; } = "SCORE";

    /// <summary>Name of the driver. Default value.</summary>
    public string Driver { get; init; } = "value";

    /// <summary>The best score, from 2 to 100. Default 5.</summary>
    public int Scores { get; init; } = 5;

    /// <summary>True when less is better, as of days since the last order. Default false.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>Code of entities whose driver is not known. Default U.</summary>
    public string Unclassifiable { get; init; } = "U";

    /// <summary>The scores, best first.</summary>
    public ClassScheme Scheme() => new(Name, [.. Enumerable.Range(0, Scores).Select(s => $"{Scores - s}"), Unclassifiable], Scores);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Scores is < 2 or > 100)
        {
            yield return SegmentationProblems.Option($"{Name}.scores", Scores, "from 2 to 100; 5 is usual");
        }
    }
}
