namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Where every entity stood in the version before, one entry an entity.</summary>
/// <param name="Segment">Segment index; -1 when there is nothing to hold on to: it was not in the version, stood there provisionally or by an override or event, or the segment no longer exists.</param>
/// <param name="Classes">By dimension of the matrix: class index; <see cref="ClassScheme.NoClass"/> when not known.</param>
/// <param name="Dwell">Periods since the entity came to that segment.</param>
public sealed record PreviousSegments(int[] Segment, byte[][] Classes, double[] Dwell)
{
    /// <summary>A first version: nothing stood anywhere.</summary>
    /// <param name="count">Number of entities.</param>
    /// <param name="dimensions">Number of dimensions of the matrix.</param>
    public static PreviousSegments None(int count, int dimensions)
    {
        var segment = new int[count];
        Array.Fill(segment, SegmentAssignments.None);
        var classes = new byte[dimensions][];
        for (var d = 0; d < dimensions; d++)
        {
            classes[d] = new byte[count];
            Array.Fill(classes[d], ClassScheme.NoClass);
        }

        return new PreviousSegments(segment, classes, new double[count]);
    }
}
