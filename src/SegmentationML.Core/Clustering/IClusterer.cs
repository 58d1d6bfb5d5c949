namespace SegmentationML.Core.Clustering;

/// <summary>A method that finds groups of points.</summary>
public interface IClusterer
{
    /// <summary>Name of the method, as in configuration and results: <c>kmeans</c>.</summary>
    string Name { get; }

    /// <summary>Finds the groups.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <returns>Labels in the order of the points, numbered by the rule of <see cref="ClusterOrder"/>. What cannot be clustered is refused with a problem.</returns>
    Partition Fit(PointTable points, CancellationToken cancellationToken = default);
}
