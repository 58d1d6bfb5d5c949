namespace SegmentationML.Core.Segmentation;

/// <summary>The one segment of every entity, with its reasons, in flat arrays by entity.</summary>
public sealed class SegmentAssignments
{
    /// <summary>The index that stands for no segment, no driver or no dimension.</summary>
    public const int None = -1;

    internal SegmentAssignments(int count, IReadOnlyList<SegmentDefinition> segments, IReadOnlyList<string> reasons, IReadOnlyList<Driver> drivers)
    {
        Segments = segments;
        Reasons = reasons;
        Drivers = drivers;
        Segment = new int[count];
        SecondSegment = new int[count];
        Reason = new int[count];
        MarginDriver = new int[count];
        Boundary = new double[count];
        Margin = new double[count];
        RelativeMargin = new double[count];
        MarginDeviations = new double[count];
        Provisional = new bool[count];
    }

    /// <summary>The segments by index.</summary>
    public IReadOnlyList<SegmentDefinition> Segments { get; }

    /// <summary>The distinct reasons: reason codes joined by <c>;</c>, such as <c>ABC:A;XYZ:Y;DEMAND:SMOOTH</c> or <c>NEW</c>.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>All drivers, those of the first dimension first; last the active periods when edge cases were judged.</summary>
    public IReadOnlyList<Driver> Drivers { get; }

    /// <summary>Segment per entity, an index into <see cref="Segments"/>; never <see cref="None"/>.</summary>
    public int[] Segment { get; }

    /// <summary>
    /// The segment beyond the nearest boundary that leads to another segment; of an edge case the segment that the matrix would give, when it differs;
    /// <see cref="None"/> when no single crossing changes the segment.
    /// </summary>
    public int[] SecondSegment { get; }

    /// <summary>Reason per entity, an index into <see cref="Reasons"/>.</summary>
    public int[] Reason { get; }

    /// <summary>The driver whose boundary is nearest, an index into <see cref="Drivers"/>; <see cref="None"/> without a margin.</summary>
    public int[] MarginDriver { get; }

    /// <summary>Value that the driver would have to reach, in its unit; NaN without a margin.</summary>
    public double[] Boundary { get; }

    /// <summary>Distance to that boundary in the driver's unit, not negative; NaN without a margin.</summary>
    public double[] Margin { get; }

    /// <summary>Margin / boundary (of clusters: margin / half the distance of the two centres), by which the nearest boundary is chosen; NaN without a margin.</summary>
    public double[] RelativeMargin { get; }

    /// <summary>Margin in standard deviations of the entity's own history; NaN when they are not known.</summary>
    public double[] MarginDeviations { get; }

    /// <summary>True where an edge case gave the segment.</summary>
    public bool[] Provisional { get; }

    /// <summary>Number of entities.</summary>
    public int Count => Segment.Length;

    /// <summary>Number of entities by segment index.</summary>
    public long[] Counts()
    {
        var counts = new long[Segments.Count];
        foreach (var segment in Segment)
        {
            counts[segment]++;
        }

        return counts;
    }
}
