using SegmentationML.Core;

namespace SegmentationML.Pipeline.Publish;

/// <summary>Which versions are kept. A version goes only when every rule lets it go; without <see cref="KeepLast"/> and <see cref="KeepDays"/> none does.</summary>
/// <remarks>Kept whatever is set here: the version in use and the one before it, candidates that wait, tagged and aliased versions, and those that someone reads.</remarks>
public sealed record RetentionOptions : AlgorithmOptions
{
    /// <summary>Keep so many of the newest versions that were in use, at least 1; null keeps all.</summary>
    public int? KeepLast { get; init; }

    /// <summary>Keep what was published in so many last days, at least 1; null sets no such rule.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Hours between marking a version and deleting its files, in [0, 8760]. Default 24.</summary>
    public double GraceHours { get; init; } = 24;

    /// <summary>Whether any version may go.</summary>
    public bool LetsGo => KeepLast is not null || KeepDays is not null;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (KeepLast < 1)
        {
            yield return new Problem("SEG-PUB-014", $"publish.retention.keep_last is {KeepLast}.", "Set it to 1 or more, or leave it out to keep every version.");
        }

        if (KeepDays < 1)
        {
            yield return new Problem("SEG-PUB-014", $"publish.retention.keep_days is {KeepDays}.", "Set it to 1 or more, or leave it out.");
        }

        if (!(GraceHours is >= 0 and <= 8760))
        {
            yield return new Problem("SEG-PUB-014", $"publish.retention.grace_hours is {GraceHours}.", "Set it in [0, 8760]; 24 leaves readers a day.");
        }
    }
}
