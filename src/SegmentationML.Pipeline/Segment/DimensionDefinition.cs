using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>One dimension of a segmentation.</summary>
public sealed record DimensionDefinition
{
    /// <summary>How it divides.</summary>
    public required DimensionKind Kind { get; init; }

    /// <summary>The feature that it reads; for k-means see <see cref="Drivers"/>, for the demand class none.</summary>
    public string? Driver { get; init; }

    /// <summary>
    /// Classes with their upper bounds, in order. Cumulative share: the start share below which the class holds, the last one 1 (default A 0.8, B 0.95, C 1).
    /// Variability and threshold: the largest value of the class, the last one <c>.inf</c> (default of variability X 0.5, Y 1.0, Z .inf).
    /// Movement: N below, S from there up to, F above (default N 1, S 3, F .inf). Weighted score: the least score of the class, best first, the last one 0 (default A 0.8, B 0.5, C 0).
    /// </summary>
    public IReadOnlyDictionary<string, double>? Cuts { get; init; }

    /// <summary>Variability only: fewer buckets of history give the class U. Default 6.</summary>
    public int MinimumBuckets { get; init; } = 6;

    /// <summary>Cumulative share only: of value, or of items. Default value.</summary>
    public ShareBasis Basis { get; init; }

    /// <summary>Cumulative share only: an attribute, such as <c>products.level_1</c>, within whose values the shares are taken.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Movement only: so many buckets without demand make an entity non-moving. Default 52.</summary>
    public int NonMovingAfterBuckets { get; init; } = 52;

    /// <summary>Quantile score and RFM only: the best score. Default 5.</summary>
    public int Scores { get; init; } = 5;

    /// <summary>Quantile score only: true when a small value scores high. Default false.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>Weighted score only: the criteria by driver, with weights that sum to one (<c>{net_revenue: 0.6, line_count: 0.3, margin_rate: 0.1}</c>).</summary>
    public IReadOnlyDictionary<string, CriterionDefinition> Criteria { get; init; } = new Dictionary<string, CriterionDefinition>();

    /// <summary>Tag and segment-of: the classes that may come; of segment-of all that come when empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Tag and segment-of: the class of entities that have none. Default U.</summary>
    public string? Default { get; init; }

    /// <summary>Tag only: the tag's name in the table <c>entity_tags</c>. Default the dimension's name.</summary>
    public string? Tag { get; init; }

    /// <summary>Segment-of only: the pipeline whose version in use is read.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Segment-of only: the part of the entity's key that is the key there, such as <c>product_id</c>. Default the whole key.</summary>
    public string? Key { get; init; }

    /// <summary>Segment-of only: a dimension of that pipeline whose class is taken, such as <c>abc</c>. Default its segment.</summary>
    public string? Dimension { get; init; }

    /// <summary>K-means: the features to cluster on. RFM: days since the last order, orders, value (default recency_days, order_count, net_revenue).</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>Clusterings only: drivers to take the logarithm of first (log1p of what is above zero).</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Clusterings only: number of clusters; when null it is chosen between <see cref="MinimumClusters"/> and <see cref="MaximumClusters"/>: of k-means and of a named method by silhouette, with method auto as the method asks.</summary>
    public int? Clusters { get; init; }

    /// <summary>Clusterings only. Default 3.</summary>
    public int MinimumClusters { get; init; } = 3;

    /// <summary>Clusterings only. Default 8.</summary>
    public int MaximumClusters { get; init; } = 8;

    /// <summary>Clusterings only: share of values that is pulled in at each end. Default 0.01.</summary>
    public double Winsorise { get; init; } = 0.01;

    /// <summary>Clusterings only: the seed. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Kind cluster only: a method of the catalogue, or auto to have it chosen. Default auto.</summary>
    public string Method { get; init; } = "auto";

    /// <summary>Kind cluster only: least entities of a cluster, for methods that keep to one. Default 0: none.</summary>
    public int MinimumSize { get; init; }

    /// <summary>What classes are called, by code, in reports, explanations and the names of segments that are made of them: <c>{K1: Loyal}</c>. Clusters without a name get one from their drivers.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Clusterings only: how their stability is measured, and what an unstable one does.</summary>
    public StabilityDefinition Stability { get; init; } = new();

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    /// <param name="name">The dimension's name.</param>
    public IEnumerable<Problem> Validate(string name)
    {
        var needsDriver = Kind is DimensionKind.CumulativeShare or DimensionKind.Variability or DimensionKind.Threshold or DimensionKind.Movement or DimensionKind.QuantileScore;
        if (needsDriver && Driver is null)
        {
            yield return new Problem("SEG-SEGM-103", $"dimensions.{name} has no driver.", "Name the feature that it reads, such as driver: net_revenue.");
        }

        if (Kind == DimensionKind.Cluster && Method != "auto" && !ClustererCatalog.Methods.Any(known => known.Name == Method))
        {
            yield return new Problem("SEG-SEGM-113", $"dimensions.{name}.method is '{Method}'.", $"Known: auto, {string.Join(", ", ClustererCatalog.Methods.Select(known => known.Name))}.");
        }

        if (MinimumSize < 0)
        {
            yield return new Problem("SEG-SEGM-114", $"dimensions.{name}.minimum_size is {MinimumSize}.", "Set 0 for none, or a number of entities.");
        }

        if (Kind is DimensionKind.KMeans or DimensionKind.Cluster && Drivers.Count == 0)
        {
            yield return new Problem("SEG-SEGM-104", $"dimensions.{name} has no drivers.", "List the features to cluster on, such as drivers: [net_revenue, recency_days].");
        }

        foreach (var log in Log.Where(l => !Drivers.Contains(l, StringComparer.Ordinal)))
        {
            yield return new Problem("SEG-SEGM-105", $"dimensions.{name}.log names '{log}', which is not among its drivers.", $"Known here: {string.Join(", ", Drivers)}.");
        }

        if (Clusters is < 2 || MinimumClusters < 2 || MaximumClusters < MinimumClusters)
        {
            yield return new Problem("SEG-SEGM-106", $"dimensions.{name} asks for {Clusters?.ToString() ?? $"{MinimumClusters} to {MaximumClusters}"} clusters.", "Set at least 2, and a maximum that is not below the minimum.");
        }

        foreach (var problem in Bounds(name).Concat(Given(name)).Concat(Stability.Options(Seed).Validate()).Concat(GroupBy is null ? [] : EntityAttribute.Validate($"dimensions.{name}.group_by", GroupBy)))
        {
            yield return problem;
        }

        if (!(Winsorise >= 0 && Winsorise < 0.5))
        {
            yield return new Problem("SEG-SEGM-107", $"dimensions.{name}.winsorise is {Winsorise}.", "Set a share in [0, 0.5), such as 0.01.");
        }
    }

    /// <summary>The bounds leave no gap at their end, and are as many as the kind needs; that they ascend is checked where they are used.</summary>
    private IEnumerable<Problem> Bounds(string name)
    {
        double? end = Kind switch
        {
            DimensionKind.CumulativeShare => 1,
            DimensionKind.Variability or DimensionKind.Threshold or DimensionKind.Movement => double.PositiveInfinity,
            DimensionKind.WeightedScore => 0,
            _ => null,
        };
        if (Kind == DimensionKind.Threshold && Cuts is null or { Count: < 2 })
        {
            yield return new Problem("SEG-SEGM-128", $"dimensions.{name} has no bounds.", "Give at least two classes with their upper bounds, such as cuts: {L: 10, M: 100, H: .inf}.");
        }

        if (Cuts is { Count: > 0 } cuts && end is { } last && cuts.Values.Last() != last)
        {
            yield return new Problem("SEG-SEGM-128", $"dimensions.{name}.cuts end at {cuts.Values.Last()}: what lies beyond has no class.", $"Let the last class end at {(double.IsInfinity(last) ? ".inf" : last)}.");
        }

        if (Kind == DimensionKind.Movement && Cuts is not null && !Cuts.Keys.SequenceEqual(["N", "S", "F"], StringComparer.Ordinal))
        {
            yield return new Problem("SEG-SEGM-128", $"dimensions.{name}.cuts are {string.Join(", ", Cuts.Keys)}.", "Write them as cuts: {N: 1, S: 3, F: .inf}.");
        }

        foreach (var problem in Kind == DimensionKind.WeightedScore ? DimensionClassifier.ScoreOptions(name, this).Validate() : [])
        {
            yield return problem;
        }
    }

    private IEnumerable<Problem> Given(string name)
    {
        if (Kind == DimensionKind.Tag && Classes.Count == 0)
        {
            yield return new Problem("SEG-SEGM-127", $"dimensions.{name} has no classes.", "List the values that may come, such as classes: [V, E, D].");
        }

        if (Default is not null && !Classes.Contains(Default, StringComparer.Ordinal))
        {
            yield return new Problem("SEG-SEGM-127", $"dimensions.{name}.default is '{Default}', which is none of its classes.", $"Known here: {string.Join(", ", Classes)}.");
        }

        if (Kind == DimensionKind.SegmentOf && Pipeline is null)
        {
            yield return new Problem("SEG-SEGM-127", $"dimensions.{name} names no pipeline.", "Name the pipeline whose segments it takes, such as pipeline: online-retail-products.");
        }
    }
}
