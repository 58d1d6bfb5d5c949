using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Scores the rows of a file with a stored clustering.</summary>
public static class ClusterFileScoring
{
    /// <summary>Reads a stored clustering.</summary>
    /// <param name="path">What <c>segml cluster --model-out</c> wrote.</param>
    public static StoredClusterModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return StoredClusterModel.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLUS-112", $"The model {path} cannot be read: {e.Message}", "Check the path."), e);
        }
    }

    /// <summary>Reads, prepares as the fit did, labels.</summary>
    /// <param name="engine">Reads the file.</param>
    /// <param name="model">The clustering.</param>
    /// <param name="path">CSV (plain or gzip), Parquet or JSON lines with the features of the fit, by name.</param>
    /// <param name="key">Column of the key; null to number the rows.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    public static ClusterFileScore Run(IQueryEngine engine, StoredClusterModel model, string path, string? key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(path);
        var (features, keys) = ClusterFileTable.Read(engine, path, key, model.Model.Preparation, cancellation);
        return new ClusterFileScore(model, model.Model.Score(features, cancellationToken: cancellation), keys, [.. Unseen(model.Model.Preparation, features)]);
    }

    private static IEnumerable<UnseenLevels> Unseen(FittedPreparation preparation, FeatureTable features)
    {
        for (var column = 0; column < preparation.Features.Count; column++)
        {
            var feature = preparation.Features[column];
            if (feature.Category is not { } category || features.Levels[feature.Name].Except(category.Levels, StringComparer.Ordinal).ToArray() is not { Length: > 0 } unseen)
            {
                continue;
            }

            var known = features.Levels[feature.Name].Select(level => category.Levels.Contains(level, StringComparer.Ordinal)).ToArray();
            yield return new UnseenLevels(feature.Name, unseen, Enumerable.Range(0, features.Rows).Count(row => features.Values[(row * features.Columns) + column] is var place && !double.IsNaN(place) && !known[(int)place]));
        }
    }
}
