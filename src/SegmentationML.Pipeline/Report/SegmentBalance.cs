using SegmentationML.Core.Governance.Impact;
using SegmentationML.Pipeline.Publish.Diff;

namespace SegmentationML.Pipeline.Report;

/// <summary>How a segment's number of entities went from one version to the next: before - went - moved out + moved in + came = after.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Before">Entities before.</param>
/// <param name="Went">Those that the later version does not have.</param>
/// <param name="MovedOut">Those that are in another segment now.</param>
/// <param name="MovedIn">Those that were in another segment.</param>
/// <param name="Came">Those that the earlier version did not have.</param>
/// <param name="After">Entities after.</param>
/// <param name="ValueOut">Value of those that moved out; 0 where it is not known.</param>
/// <param name="ValueIn">Value of those that moved in; 0 where it is not known.</param>
internal sealed record SegmentBalance(string Segment, long Before, long Went, long MovedOut, long MovedIn, long Came, long After, double ValueOut, double ValueIn)
{
    /// <summary>Entities that left or entered it.</summary>
    public long Turnover => Went + MovedOut + MovedIn + Came;

    /// <summary>The balance of every segment of either version.</summary>
    /// <param name="diff">Both versions.</param>
    /// <param name="flows">The same moves with their value; empty when it is not known.</param>
    public static IEnumerable<SegmentBalance> Of(VersionDiff diff, IReadOnlyList<ImpactFlow> flows)
    {
        var moves = diff.Segments;
        return moves.SelectMany(m => new[] { m.From, m.To }).OfType<string>().Distinct(StringComparer.Ordinal).Select(segment => new SegmentBalance(
            segment,
            Sum(m => m.From == segment), Sum(m => m.From == segment && m.To is null), Sum(m => m.From == segment && m.To is not null && m.To != segment),
            Sum(m => m.To == segment && m.From is not null && m.From != segment), Sum(m => m.To == segment && m.From is null), Sum(m => m.To == segment),
            Value(f => f.From == segment && f.To is not null && f.To != segment), Value(f => f.To == segment && f.From is not null && f.From != segment)));

        long Sum(Func<SegmentMove, bool> which) => moves.Where(which).Sum(m => m.Entities);
        double Value(Func<ImpactFlow, bool> which) => flows.Where(which).Select(f => f.Value).Where(double.IsFinite).Sum();
    }
}
