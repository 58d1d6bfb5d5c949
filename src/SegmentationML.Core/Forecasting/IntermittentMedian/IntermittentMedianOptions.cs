using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Imapa;

namespace SegmentationML.Core.Forecasting.IntermittentMedian;

/// <summary>Options of the median of three intermittent methods.</summary>
public sealed record IntermittentMedianOptions : AlgorithmOptions
{
    /// <summary>Newest buckets of the moving average, at least 1; null (the default) takes the smallest number of whole seasons that is at least 12.</summary>
    public int? Window { get; init; }

    /// <summary>Options of IMAPA.</summary>
    public ImapaOptions Imapa { get; init; } = new();

    /// <summary>Options of ADIDA.</summary>
    public AdidaOptions Adida { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Window is < 1)
        {
            yield return new Problem("SEG-FCST-066", $"intermittent-median.window is {Window}.", "Set it to 1 or more, or leave it out to have it chosen.");
        }

        foreach (var problem in Imapa.Validate().Concat(Adida.Validate()))
        {
            yield return problem;
        }
    }
}
