using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The version whose fitted methods a run goes on from.</summary>
/// <param name="Inputs">Digest of what this run's forecast is made from, the version left out.</param>
/// <param name="Base">The version; null when there is none.</param>
/// <param name="Record">How its forecasts were made; null without one.</param>
public sealed record ForecastHistory(string Inputs, Snapshot? Base, ForecastRecord? Record)
{
    /// <summary>Finds it: the version in use, or, when that was made from the very same inputs, the one that it went on from itself. So a rerun gives what the run gave.</summary>
    /// <param name="parent">The version in use; null before the first.</param>
    /// <param name="inputs">Digest of this run's inputs.</param>
    /// <param name="find">Finds a version by its number; null when it was expired: then the version in use stands in.</param>
    public static ForecastHistory Of(Snapshot? parent, string inputs, Func<long, Snapshot?> find)
    {
        var record = parent is null ? null : ForecastRecord.Read(parent.Folder);
        if (record is null)
        {
            return new ForecastHistory(inputs, null, null);
        }

        if (record.Inputs != inputs)
        {
            return new ForecastHistory(inputs, parent, record);
        }

        return record.Base is not { } number ? new ForecastHistory(inputs, null, null)
            : find(number) is { } former ? new ForecastHistory(inputs, former, ForecastRecord.Read(former.Folder))
            : new ForecastHistory(inputs, parent, record);
    }
}
