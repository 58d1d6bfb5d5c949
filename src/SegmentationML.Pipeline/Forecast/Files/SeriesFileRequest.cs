using SegmentationML.Core;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>A file of series in long form: one row a series and time.</summary>
public sealed record SeriesFileRequest : AlgorithmOptions
{
    /// <summary>The file: Parquet, or CSV, plain or gzip.</summary>
    public required string Path { get; init; }

    /// <summary>Column of the series' key.</summary>
    public required string Series { get; init; }

    /// <summary>Column of the time: dates, texts that are dates or months, or whole numbers.</summary>
    public required string Time { get; init; }

    /// <summary>Column of the demand, units per bucket.</summary>
    public required string Value { get; init; }

    /// <summary>Column that is true where the demand is not known (out of stock, not recorded); null for none.</summary>
    public string? Mask { get; init; }

    /// <summary>Distance of the buckets; null has it found.</summary>
    public Frequency? Frequency { get; init; }

    /// <summary>Whether a bucket without a row between the first and last row of its series is missing instead of zero. Default false.</summary>
    public bool GapsAreMissing { get; init; }

    /// <summary>Whether a bucket with several rows has their sum instead of refusing its series. Default false.</summary>
    public bool SumsRepeats { get; init; }

    /// <summary>Whether every series runs to the last bucket of the file, filled like a gap, instead of to its own last row. Default false.</summary>
    public bool EndsTogether { get; init; }

    /// <summary>Further columns to keep for each series, one value a series: those of a hierarchy or a profile.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        string[] endings = [".parquet", ".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt"];
        if (!endings.Any(e => Path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Problem("SEG-FCST-201", $"{Path} is of no known format.", $"Give a file that ends in {string.Join(", ", endings)}.");
        }
        else if (!File.Exists(Path) || new FileInfo(Path).Length == 0)
        {
            yield return new Problem("SEG-FCST-202", $"There is no file {Path}, or it is empty.", "Check the path.");
        }

        if (new[] { Series, Time, Value }.Concat(Mask is null ? [] : [Mask]).GroupBy(static c => c, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            yield return new Problem("SEG-FCST-203", $"Column '{twice.Key}' is named for two things.", "Series, time, value and mask are different columns.");
        }
    }
}
