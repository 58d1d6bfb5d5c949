namespace SegmentationML.Core.Segmentation;

/// <summary>Proposes merges of small segments until the budget is kept: the smallest goes into the segment that most of its entities would go to anyway.</summary>
/// <remarks>Of equally small segments the one that comes later in the matrix goes first; of equally near neighbours the larger one takes it, then the one further ahead. Segments of edge cases are left alone: they are provisional.</remarks>
public static class GranularityBudget
{
    /// <summary>Proposes merges, in the order in which they would be made; empty when the budget is kept.</summary>
    /// <param name="assignments">Segments and second-best segments.</param>
    /// <param name="options">The budget.</param>
    public static IReadOnlyList<MergeProposal> Propose(SegmentAssignments assignments, GranularityOptions options)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        var segments = assignments.Segments.Count;
        var (sizes, contacts) = Contacts(assignments);
        var proposals = new List<MergeProposal>();
        while (Smallest(sizes, options) is >= 0 and var small && Neighbour(sizes, contacts, small) is >= 0 and var into)
        {
            proposals.Add(new MergeProposal(assignments.Segments[small].Code, assignments.Segments[into].Code, sizes[small], contacts[(small * segments) + into]));
            sizes[into] += sizes[small];
            sizes[small] = 0;
            for (var other = 0; other < segments; other++)
            {
                contacts[(into * segments) + other] += contacts[(small * segments) + other];
                contacts[(other * segments) + into] += contacts[(other * segments) + small];
                contacts[(small * segments) + other] = contacts[(other * segments) + small] = 0;
            }

            contacts[(into * segments) + into] = 0;
        }

        return proposals;
    }

    private static (long[] Sizes, long[] Contacts) Contacts(SegmentAssignments assignments)
    {
        var segments = assignments.Segments.Count;
        var (sizes, contacts) = (new long[segments], new long[segments * segments]);
        for (var i = 0; i < assignments.Count; i++)
        {
            if (!assignments.Provisional[i])
            {
                sizes[assignments.Segment[i]]++;
                if (assignments.SecondSegment[i] is >= 0 and var second)
                {
                    contacts[(assignments.Segment[i] * segments) + second]++;
                }
            }
        }

        return (sizes, contacts);
    }

    /// <summary>The smallest segment, if the budget is broken by it; -1 otherwise.</summary>
    private static int Smallest(long[] sizes, GranularityOptions options)
    {
        var (smallest, held) = (-1, 0);
        for (var s = 0; s < sizes.Length; s++)
        {
            held += sizes[s] > 0 ? 1 : 0;
            smallest = sizes[s] > 0 && (smallest < 0 || sizes[s] <= sizes[smallest]) ? s : smallest;
        }

        return held > 1 && (held > (options.MaximumSegments ?? int.MaxValue) || sizes[smallest] < options.MinimumEntities) ? smallest : -1;
    }

    private static int Neighbour(long[] sizes, long[] contacts, int small)
    {
        var best = -1;
        for (var s = 0; s < sizes.Length; s++)
        {
            if (s != small && sizes[s] > 0 && (best < 0 || (contacts[(small * sizes.Length) + s], sizes[s]).CompareTo((contacts[(small * sizes.Length) + best], sizes[best])) > 0))
            {
                best = s;
            }
        }

        return best;
    }
}
