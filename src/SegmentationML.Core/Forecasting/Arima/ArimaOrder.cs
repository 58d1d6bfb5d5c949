using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>The order of a seasonal ARIMA model.</summary>
/// <param name="P">Autoregressive terms.</param>
/// <param name="D">Differences.</param>
/// <param name="Q">Moving-average terms.</param>
/// <param name="SeasonalP">Seasonal autoregressive terms.</param>
/// <param name="SeasonalD">Seasonal differences.</param>
/// <param name="SeasonalQ">Seasonal moving-average terms.</param>
/// <param name="Constant">Whether a mean is fitted, or a drift where there is one difference; with two or more there is none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ArimaOrder(int P, int D, int Q, int SeasonalP = 0, int SeasonalD = 0, int SeasonalQ = 0, bool Constant = false)
{
    /// <summary>Number of terms of the four polynomials.</summary>
    public int Terms => P + Q + SeasonalP + SeasonalQ;

    /// <summary>Whether a mean or a drift is fitted.</summary>
    public bool HasConstant => Constant && D + SeasonalD < 2;

    /// <summary>Fitted numbers: terms, constant and variance.</summary>
    public int ParameterCount => Terms + (HasConstant ? 1 : 0) + 1;

    /// <summary>Buckets lost by differencing.</summary>
    /// <param name="season">Buckets in a season.</param>
    public int Lost(int season) => D + (SeasonalD * season);

    /// <inheritdoc/>
    public override string ToString() => $"({P},{D},{Q})({SeasonalP},{SeasonalD},{SeasonalQ}){(HasConstant ? D + SeasonalD == 0 ? " with mean" : " with drift" : string.Empty)}";
}
