namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>What came of forecasting a file.</summary>
public sealed record FileForecastReport
{
    /// <summary>The file written.</summary>
    public required string Out { get; init; }

    /// <summary>Series in the file.</summary>
    public required int Series { get; init; }

    /// <summary>Series that have a forecast.</summary>
    public required int Forecast { get; init; }

    /// <summary>Rows written.</summary>
    public required long RowsWritten { get; init; }

    /// <summary>The frequency used, as its letter.</summary>
    public required string Frequency { get; init; }

    /// <summary>Buckets in a season.</summary>
    public required int Season { get; init; }

    /// <summary>Buckets forecast.</summary>
    public required int Horizon { get; init; }

    /// <summary>What was seen while reading.</summary>
    public required SeriesFileCounts Counts { get; init; }

    /// <summary>Series by the method that forecasts them.</summary>
    public required IReadOnlyDictionary<string, int> Methods { get; init; }

    /// <summary>Series by the reason of their method, or of having none.</summary>
    public required IReadOnlyDictionary<string, int> Reasons { get; init; }

    /// <summary>The first series without a forecast, with their reasons; at most twenty.</summary>
    public required IReadOnlyDictionary<string, string> Refused { get; init; }

    /// <summary>What a reader of the numbers should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The report of a file that was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="file">The series that were read.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="tally">Series by method and reason.</param>
    /// <param name="rows">Rows written.</param>
    /// <param name="notes">What a reader of the numbers should know.</param>
    internal static FileForecastReport Of(string path, FileForecastRequest request, SeriesPanel file, int season, ForecastTally tally, long rows, IEnumerable<string> notes) => new()
    {
        Out = path,
        Series = tally.Series,
        Forecast = tally.Forecast,
        RowsWritten = rows,
        Frequency = $"{file.Grid.Frequency.Letter()}",
        Season = season,
        Horizon = request.Horizon,
        Counts = file.Counts,
        Methods = tally.Methods,
        Reasons = tally.Reasons,
        Refused = tally.Refused,
        Notes = [.. notes],
    };
}
