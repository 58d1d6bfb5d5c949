using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>A file that is only joined to sources, such as order headers; its columns are then named <c>lookup.column</c>.</summary>
public sealed record LookupOptions : ReadOptions
{
    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="setting">Where these options stand, for messages.</param>
    public IEnumerable<Problem> Validate(string setting) => ValidateReading(setting);
}
