namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The order of a model's segments, best first; segments may stand outside it.</summary>
public sealed class SegmentOrder
{
    private readonly int[] _ranks;

    private SegmentOrder(int[] ranks, int[] segments)
    {
        _ranks = ranks;
        Segments = segments;
    }

    /// <summary>Segment indices, best first.</summary>
    public IReadOnlyList<int> Segments { get; }

    /// <summary>Makes an order.</summary>
    /// <param name="matrix">The matrix whose segments are ordered.</param>
    /// <param name="codes">Segment codes, best first, each once; empty for no order.</param>
    public static SegmentOrder Of(SegmentMatrix matrix, IReadOnlyList<string> codes)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(codes);
        ProblemException.ThrowIfAny(codes.Where(c => matrix.IndexOf(c) < 0).Select(ChainProblems.UnknownInOrder)
            .Concat(codes.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => ChainProblems.TwiceInOrder(g.Key))));
        var ranks = new int[matrix.Segments.Count];
        Array.Fill(ranks, -1);
        int[] segments = [.. codes.Select(matrix.IndexOf)];
        for (var rank = 0; rank < segments.Length; rank++)
        {
            ranks[segments[rank]] = rank;
        }

        return new SegmentOrder(ranks, segments);
    }

    /// <summary>Rank of a segment, 0 best; -1 outside the order.</summary>
    /// <param name="segment">Segment index.</param>
    public int RankOf(int segment) => _ranks[segment];
}
