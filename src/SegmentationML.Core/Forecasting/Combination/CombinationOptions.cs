using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Ces;
using SegmentationML.Core.Forecasting.Ets;
using SegmentationML.Core.Forecasting.Theta;

namespace SegmentationML.Core.Forecasting.Combination;

/// <summary>Options of a combination of methods.</summary>
public sealed record CombinationOptions : AlgorithmOptions
{
    /// <summary>How the forecasts become one. Default the median.</summary>
    public CombinationRule Rule { get; init; } = CombinationRule.Median;

    /// <summary>The methods, two at least, each once. Default: automatic ETS, CES and ARIMA, and the dynamic optimised Theta, which came sixth in the M4 competition as a median.</summary>
    public IReadOnlyList<IForecaster> Members { get; init; } =
    [
        new EtsForecaster(new EtsOptions()), new CesForecaster(new CesOptions()), new ArimaForecaster(new ArimaOptions()),
        new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.DynamicOptimised }),
    ];

    /// <summary>Name in results and documents; null (the default) makes it from the rule.</summary>
    public string? Name { get; init; }

    /// <summary>Origins of the back-test that weighs, at least 1. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var names = Members.Select(static member => member.Name).ToArray();
        if (names.Length < 2 || names.Distinct().Count() < names.Length || Members.Any(static member => member is CombinationForecaster))
        {
            yield return new Problem("SEG-FCST-051", $"A combination has the members {string.Join(", ", names)}.", "Give two or more methods, each once, none of them a combination.");
        }

        if (Origins < 1 || !Enum.IsDefined(Rule))
        {
            yield return new Problem("SEG-FCST-052", $"A combination has {Origins} origins and the rule {Rule}.", $"Origins are at least 1; the rule is one of {string.Join(", ", Enum.GetNames<CombinationRule>())}.");
        }
    }
}
