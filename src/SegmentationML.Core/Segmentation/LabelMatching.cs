using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Segmentation;

/// <summary>Matches the clusters of a new fit to those of the last one, so that segments keep their identity and churn is migration, not renumbering.</summary>
/// <remarks>Over the entities that both fits know: overlap of each pair, Jaccard = overlap / (both sizes - overlap), the pairing of the greatest sum of Jaccard (Hungarian method), and of it the pairs at or above the threshold.</remarks>
public static class LabelMatching
{
    private const double TieBreak = 1e-9;

    /// <summary>Matches by overlap.</summary>
    /// <param name="previous">Cluster in the last fit, one entry an entity; negative when it was not in it, or noise.</param>
    /// <param name="current">Cluster in the new fit, the same entities in the same order; negative when it is not in it, or noise.</param>
    /// <param name="previousClusters">Number of clusters of the last fit.</param>
    /// <param name="currentClusters">Number of clusters of the new fit.</param>
    /// <param name="options">Threshold.</param>
    /// <param name="weights">Value of each entity, not negative; empty to count entities.</param>
    /// <param name="distances">Distance of each pair of centres, shape (previous x current): of pairings with equal overlap the nearer one is taken; empty to take the first.</param>
    public static LabelMatch Match(
        ReadOnlySpan<int> previous,
        ReadOnlySpan<int> current,
        int previousClusters,
        int currentClusters,
        LabelMatchOptions options,
        ReadOnlySpan<double> weights = default,
        ReadOnlySpan<double> distances = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        if (previous.Length != current.Length || (!weights.IsEmpty && weights.Length != current.Length))
        {
            throw new ProblemException(SegmentationProblems.Lengths("Previous labels and current labels or weights", previous.Length, previous.Length != current.Length ? current.Length : weights.Length));
        }

        if (!distances.IsEmpty && distances.Length != previousClusters * currentClusters)
        {
            throw new ProblemException(SegmentationProblems.Lengths("Pairs of clusters and distances", previousClusters * currentClusters, distances.Length));
        }

        var overlap = Overlap(previous, current, previousClusters, currentClusters, weights);
        var rows = RowSums(overlap, previousClusters, currentClusters);
        var columns = ColumnSums(overlap, previousClusters, currentClusters);
        var (previousOf, jaccard) = Pair(overlap, rows, columns, options.Threshold, distances);
        return new LabelMatch(
            previousOf,
            jaccard,
            overlap,
            Parts(previousClusters, currentClusters, (one, part) => overlap[(one * currentClusters) + part], rows, options.PartShare),
            Parts(currentClusters, previousClusters, (one, part) => overlap[(part * currentClusters) + one], columns, options.PartShare),
            [.. Enumerable.Range(0, previousClusters).Except(previousOf)]);
    }

    private static double[] Overlap(ReadOnlySpan<int> previous, ReadOnlySpan<int> current, int previousClusters, int currentClusters, ReadOnlySpan<double> weights)
    {
        var overlap = new double[previousClusters * currentClusters];
        for (var i = 0; i < previous.Length; i++)
        {
            if (previous[i] >= previousClusters || current[i] >= currentClusters)
            {
                throw new ProblemException(SegmentationProblems.Option($"label of entity {i}", Math.Max(previous[i], current[i]), $"below {previousClusters} (previous) and {currentClusters} (current)"));
            }

            if (previous[i] >= 0 && current[i] >= 0)
            {
                overlap[(previous[i] * currentClusters) + current[i]] += weights.IsEmpty ? 1 : weights[i];
            }
        }

        return overlap;
    }

    private static (int[] PreviousOf, double[] Jaccard) Pair(double[] overlap, double[] rows, double[] columns, double threshold, ReadOnlySpan<double> distances)
    {
        var size = Math.Max(rows.Length, columns.Length);
        var cost = new double[size * size];
        Array.Fill(cost, 1);
        var farthest = Farthest(distances);
        for (var i = 0; i < overlap.Length; i++)
        {
            // The distance only decides between pairings whose overlaps are equal: all of it together weighs less than one entity in a billion.
            var nearness = distances.IsEmpty || farthest == 0 ? 0 : TieBreak * distances[i] / farthest;
            cost[(i / columns.Length * size) + (i % columns.Length)] = 1 - JaccardOf(overlap, rows, columns, i) + nearness;
        }

        var columnOfRow = AssignmentProblem.Solve(cost, size);
        var previousOf = new int[columns.Length];
        var jaccard = new double[columns.Length];
        Array.Fill(previousOf, -1);
        for (var row = 0; row < rows.Length; row++)
        {
            var column = columnOfRow[row];
            if (column < columns.Length)
            {
                jaccard[column] = JaccardOf(overlap, rows, columns, (row * columns.Length) + column);
                previousOf[column] = jaccard[column] >= threshold ? row : -1;
            }
        }

        return (previousOf, jaccard);
    }

    private static double Farthest(ReadOnlySpan<double> distances)
    {
        double farthest = 0;
        foreach (var distance in distances)
        {
            farthest = Math.Max(farthest, distance);
        }

        return farthest;
    }

    private static double JaccardOf(double[] overlap, double[] rows, double[] columns, int cell)
    {
        var union = rows[cell / columns.Length] + columns[cell % columns.Length] - overlap[cell];
        return union > 0 ? overlap[cell] / union : 0;
    }

    private static List<LabelChange> Parts(int ones, int parts, Func<int, int, double> overlap, double[] totals, double share)
    {
        var changes = new List<LabelChange>();
        for (var one = 0; one < ones; one++)
        {
            var total = totals[one];
            var single = one;
            int[] many = [.. Enumerable.Range(0, parts).Where(part => total > 0 && overlap(single, part) >= share * total)];
            if (many.Length >= 2)
            {
                changes.Add(new LabelChange(one, many));
            }
        }

        return changes;
    }

    private static double[] RowSums(double[] overlap, int rows, int columns)
    {
        var sums = new double[rows];
        for (var i = 0; i < overlap.Length; i++)
        {
            sums[i / columns] += overlap[i];
        }

        return sums;
    }

    private static double[] ColumnSums(double[] overlap, int rows, int columns)
    {
        var sums = new double[columns];
        for (var i = 0; i < rows * columns; i++)
        {
            sums[i % columns] += overlap[i];
        }

        return sums;
    }
}
