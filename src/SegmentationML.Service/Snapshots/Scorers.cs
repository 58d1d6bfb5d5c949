using System.Collections.Concurrent;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Scoring;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Snapshots;

/// <summary>What versions learnt, of those that entities were scored by lately: one per pipeline stays in memory.</summary>
internal sealed class Scorers
{
    private readonly ConcurrentDictionary<(string Pipeline, long Version), Lazy<SegmentScorer>> _scorers = new();

    /// <summary>The scorer of a version, loaded once however many ask.</summary>
    public SegmentScorer Of(Snapshot version)
    {
        var key = (version.Pipeline, version.Commit.Version);
        var scorer = _scorers.GetOrAdd(key, _ => new Lazy<SegmentScorer>(() => Load(version)));
        try
        {
            _ = scorer.Value;
        }
        catch
        {
            _scorers.TryRemove(key, out _); // A damaged file may be restored.
            throw;
        }

        foreach (var other in _scorers.Keys.Where(k => k.Pipeline == version.Pipeline && k.Version != version.Commit.Version))
        {
            _scorers.TryRemove(other, out _);
        }

        return scorer.Value;
    }

    private static SegmentScorer Load(Snapshot version)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        return SegmentScorer.Load(engine, version);
    }
}
