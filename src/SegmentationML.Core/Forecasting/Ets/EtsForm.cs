using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>One form of exponential smoothing: error, trend, season.</summary>
/// <param name="Error">Additive or multiplicative.</param>
/// <param name="Trended">Whether there is an additive trend.</param>
/// <param name="Damped">Whether the trend is damped; only with a trend.</param>
/// <param name="Season">None, additive or multiplicative.</param>
/// <remarks>Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, table 2.1. Multiplicative trends are left out: they explode, and R's automatic choice leaves them out too.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EtsForm(EtsComponent Error, bool Trended, bool Damped, EtsComponent Season)
{
    /// <summary>The form of a name such as <c>ANN</c>, <c>AAdN</c>, <c>MAM</c>: error, trend, season, a d after the trend when it is damped.</summary>
    /// <param name="name">The name.</param>
    /// <param name="form">The form.</param>
    /// <returns>False for a name that is none.</returns>
    public static bool TryParse(string name, out EtsForm form)
    {
        foreach (var error in (EtsComponent[])[EtsComponent.Additive, EtsComponent.Multiplicative])
        {
            foreach (var season in (EtsComponent[])[EtsComponent.None, EtsComponent.Additive, EtsComponent.Multiplicative])
            {
                foreach (var trend in (int[])[0, 1, 2])
                {
                    form = new EtsForm(error, trend > 0, trend > 1, season);
                    if (form.Name == name)
                    {
                        return true;
                    }
                }
            }
        }

        form = default;
        return false;
    }

    /// <summary>The form of a name that is valid; null for none.</summary>
    internal static EtsForm? Of(string? name) => name is not null && TryParse(name, out var form) ? form : null;

    /// <summary>The name, such as <c>MAdM</c>.</summary>
    public string Name => $"{Letter(Error)}{(Trended ? "A" : "N")}{(Damped ? "d" : string.Empty)}{Letter(Season)}";

    /// <summary>Whether demand has to be above zero in every bucket.</summary>
    public bool NeedsPositive => Error == EtsComponent.Multiplicative || Season == EtsComponent.Multiplicative;

    /// <summary>Whether the form can be trusted: an additive error around a multiplicative season has an infinite variance wherever the level comes near zero.</summary>
    /// <remarks>Hyndman et al. (2008), chapter 15.</remarks>
    public bool Stable => Error == EtsComponent.Multiplicative || Season != EtsComponent.Multiplicative;

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
