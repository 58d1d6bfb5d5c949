namespace SegmentationML.Core.Segmentation;

/// <summary>Recency, frequency and monetary value, each scored by rank.</summary>
public sealed record RfmOptions : AlgorithmOptions
{
    /// <summary>Name of the dimension. Default RFM.</summary>
    public string Name { get; init; } = "RFM";

    /// <summary>The best score, from 2 to 6: more would make more than 250 cells. Default 5.</summary>
    public int Scores { get; init; } = 5;

    /// <summary>Names of the three drivers: days since the last order, distinct orders, net value.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = ["recency_days", "order_count", "net_revenue"];

    /// <summary>Code of entities of which one of the three is not known. Default U.</summary>
    public string Unclassifiable { get; init; } = "U";

    /// <summary>The cells 555, 554, … 111.</summary>
    public ClassScheme Scheme()
    {
        var digits = Enumerable.Range(0, Scores).Select(s => $"{Scores - s}").ToArray();
        return new(Name, [.. digits.SelectMany(r => digits.SelectMany(f => digits.Select(m => r + f + m))), Unclassifiable], 0);
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Scores is < 2 or > 6)
        {
            yield return SegmentationProblems.Option($"{Name}.scores", Scores, "from 2 to 6; 5 is usual");
        }

        if (Drivers.Count != 3)
        {
            yield return SegmentationProblems.Option($"{Name}.drivers", Drivers.Count, "to three names: recency, frequency, monetary value");
        }
    }
}
