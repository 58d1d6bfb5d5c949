namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>How many entities may change their segment in one cycle.</summary>
public sealed record ChangeBudgetOptions : AlgorithmOptions
{
    /// <summary>The largest share of the entities that stood in the version before, in [0, 1]. Default 1: no limit.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The largest number; null for no limit but the share.</summary>
    public int? Changes { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Share >= 0 && Share <= 1))
        {
            yield return ChainProblems.Option("budget.share", Share, "in [0, 1], such as 0.05");
        }

        if (Changes < 0)
        {
            yield return ChainProblems.Option("budget.changes", Changes.Value, "to 0 or more");
        }
    }
}
