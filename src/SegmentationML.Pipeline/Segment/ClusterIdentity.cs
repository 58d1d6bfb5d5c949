using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Gives the clusters of a fit their stable codes: those of the version before where they are the same by overlap, new ones otherwise.</summary>
internal sealed class ClusterIdentity
{
    private const int MostCodes = 249;

    private ClusterIdentity(int[] numbers, ClusterRegister register, ClusterLineage? lineage)
    {
        Numbers = numbers;
        Register = register;
        Lineage = lineage;
    }

    /// <summary>Number of the code by label of the fit.</summary>
    public int[] Numbers { get; }

    /// <summary>The codes to remember.</summary>
    public ClusterRegister Register { get; }

    /// <summary>What became of the former clusters; null without any.</summary>
    public ClusterLineage? Lineage { get; }

    /// <summary>How many codes were ever given out: retired ones stay known, so that rules and names that speak of them stay valid.</summary>
    public int EverUsed => Register.Next - 1;

    /// <summary>The code of a label.</summary>
    public string CodeOf(int label) => Code(Numbers[label]);

    /// <summary>Matches a fit.</summary>
    /// <param name="dimension">Name of the dimension, for messages.</param>
    /// <param name="options">When two clusters are the same.</param>
    /// <param name="labels">Label of the fit by entity.</param>
    /// <param name="former">Code in the version before by entity; null where there was none; null altogether without a version before.</param>
    /// <param name="weights">What each entity counts; empty to count entities.</param>
    /// <param name="register">The codes of the version before.</param>
    /// <param name="centres">Centres of the fit by label.</param>
    /// <param name="scale">Spread of each driver.</param>
    public static ClusterIdentity Match(
        string dimension, LabelMatchOptions options, int[] labels, string?[]? former, double[] weights, ClusterRegister? register, IReadOnlyList<RegisteredCluster> centres, IReadOnlyList<double> scale)
    {
        if (register is null || former is null)
        {
            int[] fresh = [.. Enumerable.Range(1, centres.Count)];
            return new ClusterIdentity(fresh, Registered(centres.Count + 1, fresh, centres, scale), null);
        }

        var indexOf = register.Clusters.Select((c, i) => (Code: Code(c.Number), i)).ToDictionary(p => p.Code, p => p.i, StringComparer.Ordinal);
        int[] previous = [.. former.Select(f => f is not null && indexOf.TryGetValue(f, out var index) ? index : -1)];
        var match = LabelMatching.Match(previous, labels, register.Clusters.Count, centres.Count, options, weights, Distances(register, centres));
        var next = register.Next;
        var numbers = match.Codes([.. register.Clusters.Select(c => c.Number)], ref next);
        if (next - 1 > MostCodes)
        {
            throw new ProblemException(new Problem("SEG-SEGM-124", $"Dimension {dimension} has used up its {MostCodes} codes.", "Codes are never given out twice. Rename the dimension, which starts them anew, and raise identity.threshold less often."));
        }

        return new ClusterIdentity(numbers, Registered(next, numbers, centres, scale), LineageOf(match, register, numbers));
    }

    /// <summary>The same assignments under the numbers of the codes.</summary>
    public ClusterAssignments Renumber(ClusterAssignments assignments) => assignments with
    {
        Labels = Array.ConvertAll(assignments.Labels, ToClass),
        SecondLabels = Array.ConvertAll(assignments.SecondLabels, ToClass),
    };

    private static string Code(int number) => "K" + number.ToString(CultureInfo.InvariantCulture);

    private int ToClass(int label) => label < 0 ? label : Numbers[label] - 1;

    private static ClusterRegister Registered(int next, int[] numbers, IReadOnlyList<RegisteredCluster> centres, IReadOnlyList<double> scale)
        => new(next, [.. centres.Select((c, label) => c with { Number = numbers[label] }).OrderBy(c => c.Number)], scale);

    /// <summary>Distances of old and new centres in the old fit's spread: they decide between pairings of equal overlap.</summary>
    private static double[] Distances(ClusterRegister register, IReadOnlyList<RegisteredCluster> centres)
        => [.. register.Clusters.SelectMany(old => centres.Select(current => old.Centre.Count != current.Centre.Count
            ? 0
            : Math.Sqrt(old.Centre.Zip(current.Centre, register.Scale).Where(p => !double.IsNaN(p.First) && !double.IsNaN(p.Second)).Sum(p => (p.First - p.Second) / p.Third * ((p.First - p.Second) / p.Third)))))];

    private static ClusterLineage LineageOf(LabelMatch match, ClusterRegister register, int[] numbers)
    {
        string Old(int index) => Code(register.Clusters[index].Number);
        string New(int label) => Code(numbers[label]);
        var kept = Enumerable.Range(0, numbers.Length).Where(l => match.PreviousOf[l] >= 0).OrderBy(l => numbers[l]).ToDictionary(New, l => match.Jaccard[l], StringComparer.Ordinal);
        return new ClusterLineage(
            kept,
            [.. Enumerable.Range(0, numbers.Length).Where(l => match.PreviousOf[l] < 0).OrderBy(l => numbers[l]).Select(New)],
            [.. match.Retired.Select(Old)],
            [.. match.Splits.Select(s => $"{Old(s.One)} into {string.Join(" and ", s.Many.OrderBy(l => numbers[l]).Select(New))}")],
            [.. match.Merges.Select(m => $"{New(m.One)} from {string.Join(" and ", m.Many.Select(Old))}")]);
    }
}
