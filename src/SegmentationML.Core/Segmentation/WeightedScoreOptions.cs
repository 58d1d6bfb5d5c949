namespace SegmentationML.Core.Segmentation;

/// <summary>A weighted sum of criteria, cut into classes.</summary>
public sealed record WeightedScoreOptions : AlgorithmOptions
{
    private const double Rounding = 1e-9;

    /// <summary>Name of the dimension. Default SCORE.</summary>
    public string Name { get; init; } = "SCORE";

    /// <summary>The criteria, such as 60 % value, 30 % lines, 10 % margin.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>Cuts of the score, strictly descending, in (0, 1): a score at or above the first has the first class. Default 0.8, 0.5.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [0.8, 0.5];

    /// <summary>Class codes, best first, one more than cuts. Default A, B, C.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ["A", "B", "C"];

    /// <summary>Code of entities of which no criterion is known. Default U.</summary>
    public string Unclassifiable { get; init; } = "U";

    /// <summary>The classes that these options make.</summary>
    public ClassScheme Scheme() => new(Name, [.. Classes, Unclassifiable], Classes.Count);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var sum = Criteria.Sum(c => c.Weight);
        if (Criteria.Count == 0 || Criteria.Any(c => !(c.Weight > 0)) || !(Math.Abs(sum - 1) <= Rounding))
        {
            yield return new Problem("SEG-SEGM-030", $"{Name}: the weights {string.Join(" + ", Criteria.Select(c => $"{c.Weight:R}"))} make {sum:R}.", "Give every criterion a positive weight, and let all of them sum to 1.");
        }

        foreach (var twice in Criteria.GroupBy(c => c.Driver, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            yield return new Problem("SEG-SEGM-031", $"{Name}: the criterion '{twice.Key}' stands twice.", "Name each driver once, with the sum of its weights.");
        }

        foreach (var criterion in Criteria.Where(c => c.Prior is not null && !(c.Prior >= 0 && c.Prior <= 1)))
        {
            yield return SegmentationProblems.Option($"{Name}.{criterion.Driver}.prior", criterion.Prior!.Value, "in [0, 1]");
        }

        if (!CutRule.Ascending([.. Cuts.Reverse()]) || Cuts[0] >= 1 || Cuts[^1] <= 0)
        {
            yield return SegmentationProblems.Cuts(Name, Cuts, "in (0, 1), best first (descending)");
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
