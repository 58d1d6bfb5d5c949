using SegmentationML.Core;

namespace SegmentationML.Pipeline.Features;

/// <summary>The <c>features:</c> section of <c>pipeline.yaml</c>.</summary>
public sealed record FeaturesOptions : AlgorithmOptions
{
    /// <summary>The period of the demand series. Default week.</summary>
    public Bucket Bucket { get; init; } = Bucket.Week;

    /// <summary>Buckets in a season: by default 52 for weeks, 12 for months, 7 for days.</summary>
    public int? Season { get; init; }

    /// <summary>How returns count in the demand series. Default net.</summary>
    public ReturnsRule Returns { get; init; } = ReturnsRule.Net;

    /// <summary>Half-life of the time-decayed value, in days. Default 90.</summary>
    public double HalfLifeDays { get; init; } = 90;

    /// <summary>Buckets over which <c>forecast_error_cv</c> takes its error, such as the lead time. Default 1.</summary>
    public int ErrorHorizon { get; init; } = 1;

    /// <summary>Feature groups to compute, by name; the default is every built-in group and every file in the pipeline's <c>features</c> folder.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Buckets in a season, as given or by the bucket's default.</summary>
    internal int EffectiveSeason => Season ?? Bucket switch { Bucket.Week => 52, Bucket.Month => 12, _ => 7 };

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Season is < 1)
        {
            yield return new Problem("SEG-FEAT-001", $"features.season is {Season}.", "Set the number of buckets in a season: 52 for weeks in a year, 1 for none.");
        }

        if (ErrorHorizon < 1)
        {
            yield return new Problem("SEG-FEAT-001", $"features.error_horizon is {ErrorHorizon}.", "Set the number of buckets of a lead time, 1 or more.");
        }

        if (!(HalfLifeDays > 0 && double.IsFinite(HalfLifeDays)))
        {
            yield return new Problem("SEG-FEAT-002", $"features.half_life_days is {HalfLifeDays}.", "Set a positive number of days; 90 is usual.");
        }
    }
}
