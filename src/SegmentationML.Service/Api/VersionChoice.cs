using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Snapshots;

namespace SegmentationML.Service.Api;

/// <summary>Finds the version that a call names.</summary>
internal sealed class VersionChoice(ISnapshotStore snapshots, AssignmentIndexes indexes)
{
    /// <summary>What stands for the version in use.</summary>
    public const string Current = "current";

    /// <summary>A version by number, by <c>current</c>, by alias or tag, or by the day or time at which it was in use.</summary>
    /// <param name="pipeline">The pipeline's name, as the caller sent it.</param>
    /// <param name="text">The caller's words; null for the version in use.</param>
    /// <exception cref="ProblemException">There is none.</exception>
    public Snapshot Find(string pipeline, string? text)
    {
        if (text is null or Current)
        {
            return Known(pipeline, () => indexes.Current(pipeline)) ?? throw new ProblemException(ApiProblems.NotPublished(pipeline));
        }

        return Known(pipeline, () => snapshots.Resolve(pipeline, VersionSelector.Parse(text)));
    }

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<Snapshot> List(string pipeline) => Known(pipeline, () => snapshots.List(pipeline))!;

    /// <summary>A name that cannot be one of a pipeline is answered as an unknown one: it reaches no path.</summary>
    private static T Known<T>(string pipeline, Func<T> find)
    {
        if (pipeline.Length is 0 or > 63 || !pipeline.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || pipeline[0] == '-')
        {
            throw new ProblemException(Worker.PipelineCatalog.Unknown(pipeline.Length <= 63 ? pipeline : pipeline[..63] + "…"));
        }

        return find();
    }
}
