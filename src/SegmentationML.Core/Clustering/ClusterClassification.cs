using System.Globalization;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Clustering;

/// <summary>Clusters as a dimension of a segmentation: classes K1, K2, … by cluster number, with the second nearest cluster beyond the boundary; U for entities outside the clustering, and for noise.</summary>
public sealed class ClusterClassification : Classification
{
    private readonly ClusterAssignments _assignments;

    /// <summary>Takes scored rows.</summary>
    /// <param name="assignments">The clusters of all entities.</param>
    /// <param name="clusters">Number of clusters of the model, at most 249.</param>
    /// <param name="name">Name of the dimension. Default CLUSTER.</param>
    public ClusterClassification(ClusterAssignments assignments, int clusters, string name = "CLUSTER")
        : base(SchemeOf(clusters, name), ClassesOf(assignments, clusters), [new Driver("boundary_distance", assignments.Margins)])
        => _assignments = assignments;

    /// <inheritdoc/>
    public override int MaximumCrossings => 1;

    /// <summary>The classes of a number of clusters: K1 to Kn, and U.</summary>
    public static ClassScheme SchemeOf(int clusters, string name = "CLUSTER")
        => new(name, [.. Enumerable.Range(1, clusters).Select(number => "K" + number.ToString(CultureInfo.InvariantCulture)), "U"], 0);

    /// <summary>The driver is the distance to the boundary itself, so the boundary lies at 0.</summary>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        if (_assignments.SecondLabels[entity] < 0)
        {
            return 0;
        }

        crossings[0] = new Crossing(0, (byte)_assignments.SecondLabels[entity], 0, _assignments.Margins[entity], _assignments.RelativeMargins[entity]);
        return 1;
    }

    private static byte[] ClassesOf(ClusterAssignments assignments, int clusters)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        var classes = new byte[assignments.Labels.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = checked((byte)(assignments.Labels[i] < 0 ? clusters : assignments.Labels[i]));
        }

        return classes;
    }
}
