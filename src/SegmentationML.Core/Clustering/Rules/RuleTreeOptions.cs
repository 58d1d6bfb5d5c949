namespace SegmentationML.Core.Clustering.Rules;

/// <summary>Settings of a shallow tree that states clusters as rules.</summary>
public sealed record RuleTreeOptions : AlgorithmOptions
{
    /// <summary>Questions one after another, from 1 to 8. Default 3.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Least rows of a leaf. Default 5.</summary>
    public int LeastRows { get; init; } = 5;

    /// <summary>Rows on which the tree is learnt; its fidelity is measured on all. Default 20,000.</summary>
    public int SampleRows { get; init; } = 20_000;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Depth is < 1 or > 8)
        {
            yield return ClusteringProblems.Option("rules.depth", Depth, "from 1 to 8; a person reads 3");
        }

        if (LeastRows < 1)
        {
            yield return ClusteringProblems.Option("rules.least_rows", LeastRows, "to 1 or more; 5 is the default");
        }

        if (SampleRows < 10)
        {
            yield return ClusteringProblems.Option("rules.sample_rows", SampleRows, "to 10 or more; 20,000 is the default");
        }
    }
}
