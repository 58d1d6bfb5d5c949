namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Checked labels with the rows of each cluster.</summary>
internal sealed class LabelGroups
{
    private readonly int[] _members;
    private readonly int[] _starts;

    private LabelGroups(int[] labels, int clusters, long[] sizes, int[] clustered, int[] members, int[] starts)
    {
        Labels = labels;
        Clusters = clusters;
        Sizes = sizes;
        Clustered = clustered;
        _members = members;
        _starts = starts;
    }

    public int[] Labels { get; }

    public int Clusters { get; }

    public long[] Sizes { get; }

    /// <summary>Rows that are no noise, ascending.</summary>
    public int[] Clustered { get; }

    public static LabelGroups Of(PointTable points, ReadOnlySpan<int> labels, int clusters)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (labels.Length != points.Rows)
        {
            throw new ProblemException(ClusteringProblems.Labels($"are {labels.Length} for {points.Rows} points"));
        }

        var sizes = new long[clusters];
        foreach (var label in labels)
        {
            if (label < Partition.Noise || label >= clusters)
            {
                throw new ProblemException(ClusteringProblems.Labels($"contain {label} with {clusters} clusters"));
            }

            if (label >= 0)
            {
                sizes[label]++;
            }
        }

        return sizes.Count(size => size > 0) >= 2
            ? Grouped(labels.ToArray(), clusters, sizes)
            : throw new ProblemException(ClusteringProblems.Labels("use less than two clusters"));
    }

    /// <summary>Rows of a cluster, ascending.</summary>
    public ReadOnlySpan<int> Members(int cluster) => _members.AsSpan(_starts[cluster], (int)Sizes[cluster]);

    /// <summary>Mean of each cluster, summed in the order of the rows.</summary>
    public double[] Centres(PointTable points)
    {
        var centres = new double[Clusters * points.Dimensions];
        foreach (var row in Clustered)
        {
            var point = points.Row(row);
            var target = centres.AsSpan(Labels[row] * points.Dimensions, points.Dimensions);
            for (var d = 0; d < point.Length; d++)
            {
                target[d] += point[d];
            }
        }

        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] /= Sizes[i / points.Dimensions];
        }

        return centres;
    }

    private static LabelGroups Grouped(int[] labels, int clusters, long[] sizes)
    {
        var starts = new int[clusters + 1];
        for (var c = 0; c < clusters; c++)
        {
            starts[c + 1] = starts[c] + (int)sizes[c];
        }

        var clustered = new int[starts[clusters]];
        var members = new int[starts[clusters]];
        var next = starts.ToArray();
        var count = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0)
            {
                clustered[count++] = row;
                members[next[labels[row]]++] = row;
            }
        }

        return new LabelGroups(labels, clusters, sizes, clustered, members, starts);
    }
}
