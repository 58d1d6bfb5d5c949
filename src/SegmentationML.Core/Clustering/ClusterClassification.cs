using System.Globalization;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Clustering;

/// <summary>Clusters as a dimension of a segmentation: classes K1, K2, … by cluster number, with the second nearest cluster beyond the boundary; U for entities outside the clustering, and for noise.</summary>
public sealed class ClusterClassification : Classification
{
    private readonly ClusterAssignments _assignments;

    private readonly DriverReach? _reach;

    /// <summary>Takes scored rows.</summary>
    /// <param name="assignments">The clusters of all entities.</param>
    /// <param name="clusters">Number of clusters of the model, at most 249.</param>
    /// <param name="name">Name of the dimension. Default CLUSTER.</param>
    /// <param name="reach">Tells what single driver would move an entity; null when only the distance to the boundary is known.</param>
    /// <param name="deviations">By driver of the reach, standard deviation of each value in its own history; empty when not known.</param>
    public ClusterClassification(ClusterAssignments assignments, int clusters, string name = "CLUSTER", DriverReach? reach = null, IReadOnlyList<double[]?>? deviations = null)
        : base(SchemeOf(clusters, name), ClassesOf(assignments, clusters), DriversOf(assignments, reach, deviations ?? []))
        => (_assignments, _reach) = (assignments, reach);

    /// <summary>Name of the last driver: the distance to the boundary, all drivers taken together, in prepared units.</summary>
    public const string BoundaryDistance = "boundary_distance";

    /// <inheritdoc/>
    public override int MaximumCrossings => Math.Max(1, _reach?.MaximumCrossings ?? 1);

    /// <summary>The classes of a number of clusters: K1 to Kn, and U.</summary>
    public static ClassScheme SchemeOf(int clusters, string name = "CLUSTER")
        => new(name, [.. Enumerable.Range(1, clusters).Select(number => "K" + number.ToString(CultureInfo.InvariantCulture)), "U"], 0);

    /// <summary>The single drivers that would move an entity; where none does, the distance to the boundary itself, which lies at 0.</summary>
    public override int CrossingsOf(int entity, Span<Crossing> crossings)
    {
        var count = _reach?.CrossingsOf(entity, Classes[entity], crossings) ?? 0;
        if (count == 0 && Together(entity) is { } together)
        {
            crossings[count++] = together;
        }

        return count;
    }

    /// <summary>A cluster is held by the distance to its boundary, all drivers taken together.</summary>
    internal override Crossing? CrossingTowards(int entity, byte former, double band, Span<Crossing> crossings)
        => Together(entity) is { } together && together.ClassBeyond == former && together.RelativeMargin < band ? together : null;

    private Crossing? Together(int entity) => _assignments.SecondLabels[entity] < 0
        ? null
        : new Crossing(Drivers.Count - 1, (byte)_assignments.SecondLabels[entity], 0, _assignments.Margins[entity], _assignments.RelativeMargins[entity]);

    private static List<Driver> DriversOf(ClusterAssignments assignments, DriverReach? reach, IReadOnlyList<double[]?> deviations)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        var drivers = (reach?.Names ?? []).Select((name, d) => new Driver(name, reach!.Values(d), d < deviations.Count ? deviations[d] : null)).ToList();
        drivers.Add(new Driver(BoundaryDistance, assignments.Margins));
        return drivers;
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
