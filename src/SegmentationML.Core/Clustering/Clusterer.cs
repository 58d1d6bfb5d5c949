namespace SegmentationML.Core.Clustering;

/// <summary>What every method does before it looks for groups: takes valid settings only, and refuses points that it cannot take.</summary>
/// <typeparam name="TOptions">The method's settings.</typeparam>
public abstract class Clusterer<TOptions> : IClusterer
    where TOptions : AlgorithmOptions
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    private protected Clusterer(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        Options = options;
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    private protected TOptions Options { get; }

    /// <summary>Number of clusters that the rows must at least allow; 1 for a method that finds its own.</summary>
    private protected virtual int LeastRows => 1;

    /// <summary>Whether the method takes levels beside numbers.</summary>
    private protected virtual bool TakesLevels => false;

    /// <inheritdoc/>
    public Partition Fit(PointTable points, CancellationToken cancellationToken = default)
    {
        Check(points);
        return Find(points, cancellationToken);
    }

    /// <summary>Finds the groups of points that have been checked.</summary>
    private protected abstract Partition Find(PointTable points, CancellationToken cancellationToken);

    /// <summary>Refuses what the method cannot take.</summary>
    private protected void Check(PointTable points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Categories is not null && !TakesLevels)
        {
            throw new ProblemException(ClusteringProblems.NumbersOnly(Name, $" of {points.Categories.Columns} features"));
        }

        if (LeastRows > points.Rows)
        {
            throw new ProblemException(ClusteringProblems.TooFewRows(LeastRows, points.Rows));
        }
    }
}
