using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>One form of exponential smoothing: error, trend, season.</summary>
/// <param name="Error">Additive or multiplicative.</param>
/// <param name="Trend">None, additive or multiplicative: a growth by a factor a bucket.</param>
/// <param name="Damped">Whether the trend is damped; only with a trend.</param>
/// <param name="Season">None, additive or multiplicative.</param>
/// <remarks>Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, table 2.1.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EtsForm(EtsComponent Error, EtsComponent Trend, bool Damped, EtsComponent Season)
{
    private static readonly EtsComponent[] Components = [EtsComponent.None, EtsComponent.Additive, EtsComponent.Multiplicative];

    /// <summary>Trend and damping, the usual ones first.</summary>
    private static readonly (EtsComponent Trend, bool Damped)[][] Trends =
    [
        [(EtsComponent.None, false), (EtsComponent.Additive, false), (EtsComponent.Additive, true)],
        [(EtsComponent.Multiplicative, false), (EtsComponent.Multiplicative, true)],
    ];

    /// <summary>Every form that there is; those of a multiplicative trend come last, and only where they are <see cref="Stable"/>.</summary>
    internal static IReadOnlyList<EtsForm> All { get; } =
    [
        .. from trends in Trends
           from season in Components
           from trend in trends
           from error in Components[1..]
           let form = new EtsForm(error, trend.Trend, trend.Damped, season)
           where form.Stable || trend.Trend != EtsComponent.Multiplicative
           select form,
    ];

    /// <summary>The form of a name such as <c>ANN</c>, <c>AAdN</c>, <c>MAM</c>, <c>MMdM</c>: error, trend, season, a d after the trend when it is damped.</summary>
    /// <param name="name">The name.</param>
    /// <param name="form">The form.</param>
    /// <returns>False for a name that is none.</returns>
    public static bool TryParse(string name, out EtsForm form)
    {
        foreach (var one in All)
        {
            if (one.Name == name)
            {
                form = one;
                return true;
            }
        }

        form = default;
        return false;
    }

    /// <summary>The form of a name that is valid; null for none.</summary>
    internal static EtsForm? Of(string? name) => name is not null && TryParse(name, out var form) ? form : null;

    /// <summary>The name, such as <c>MAdM</c>.</summary>
    public string Name => $"{Letter(Error)}{Letter(Trend)}{(Damped ? "d" : string.Empty)}{Letter(Season)}";

    /// <summary>Whether there is a trend.</summary>
    public bool Trended => Trend != EtsComponent.None;

    /// <summary>Whether demand has to be above zero in every bucket.</summary>
    public bool NeedsPositive => Error == EtsComponent.Multiplicative || Trend == EtsComponent.Multiplicative || Season == EtsComponent.Multiplicative;

    /// <summary>Whether the form can be trusted: an additive error around a multiplicative season or trend has an infinite variance wherever the level comes near zero, and so has an additive season on a multiplicative trend.</summary>
    /// <remarks>Hyndman et al. (2008), chapter 15; the forms that R's <c>ets(restrict = TRUE)</c> admits.</remarks>
    public bool Stable => Trend == EtsComponent.Multiplicative
        ? Error == EtsComponent.Multiplicative && Season != EtsComponent.Additive
        : Error == EtsComponent.Multiplicative || Season != EtsComponent.Multiplicative;

    /// <summary>Number of fitted numbers: weights, starts (one season less one) and the variance.</summary>
    /// <param name="season">Buckets in a season.</param>
    public int ParameterCount(int season) => 3 + (Trended ? 2 : 0) + (Damped ? 1 : 0) + (Season == EtsComponent.None ? 0 : season);

    private static char Letter(EtsComponent component) => component switch
    {
        EtsComponent.Additive => 'A',
        EtsComponent.Multiplicative => 'M',
        _ => 'N',
    };
}
