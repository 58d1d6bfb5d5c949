using SegmentationML.Core.Demand;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The series of a file on their buckets.</summary>
public sealed record SeriesPanel
{
    /// <summary>Keys of the series, in the order of the panel: as they first appear in the file, or in ordinal order when the file is not sorted by series.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The demand; a refused series is empty.</summary>
    public required DemandPanel Panel { get; init; }

    /// <summary>Why a series is refused, as a reason code; null when it is not. Shape (series).</summary>
    public required IReadOnlyList<string?> Refusals { get; init; }

    /// <summary>The buckets.</summary>
    public required TimeGrid Grid { get; init; }

    /// <summary>Where each series lies on the buckets: weekday or day of the month. Shape (series).</summary>
    public required IReadOnlyList<int> Anchors { get; init; }

    /// <summary>What was seen on the way.</summary>
    public required SeriesFileCounts Counts { get; init; }

    /// <summary>Values of the attribute columns, shape (series × attributes); empty without attributes.</summary>
    public IReadOnlyList<string[]> Attributes { get; init; } = [];
}
