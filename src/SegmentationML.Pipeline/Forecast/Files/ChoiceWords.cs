using SegmentationML.Core.Forecasting;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Reasons, states and distributions in words.</summary>
public static class ChoiceWords
{
    /// <summary>What a code of a reason means, of a series that is refused too; the code itself where it is none.</summary>
    public static string OfReason(string code)
        => SeriesRefusals.Meanings.TryGetValue(code, out var meaning) ? meaning
            : Enum.GetValues<ForecastReason>().Where(reason => reason.Code() == code).Select(Of).DefaultIfEmpty(code).First();

    /// <summary>What a code of a state means; the code itself where it is none.</summary>
    public static string OfState(string code) => Enum.GetValues<CandidateState>().Where(state => state.Code() == code).Select(Of).DefaultIfEmpty(code).First();

    /// <summary>Why a series has its method.</summary>
    public static string Of(ForecastReason reason) => reason switch
    {
        ForecastReason.BackTest => "it has the least error in the back-test, clearly below that of the reference method",
        ForecastReason.Reference => "it is the reference method, and nothing was clearly better in the back-test",
        ForecastReason.OnlyCandidate => "it is the only method that may and can forecast the series",
        ForecastReason.NoDemand => "no bucket has demand",
        ForecastReason.Obsolete => "the demand has ended: so long a run of zeros is all but impossible at its past rate",
        ForecastReason.TooShort => "the history is too short to hold anything back, so the reference method is taken",
        ForecastReason.FewDemands => "a single bucket has demand, so the average is taken",
        ForecastReason.Constant => "every bucket holds the same, so the simplest method is taken",
        ForecastReason.NoCandidate => "none of the methods asked for can answer on this history, so the reference stands in",
        ForecastReason.NoHistory => "no bucket is known",
        ForecastReason.InvalidDemand => "a value is negative, infinite or no number",
        ForecastReason.Group => "it errs least over all series of the group",
        ForecastReason.Kept => "method and parameters of an earlier forecast were kept",
        ForecastReason.NotConverged => "the method that was chosen came to no number, so the reference stands in",
        ForecastReason.LikeItems => "it is new, so it is forecast by what like items did when they were new",
        ForecastReason.OutOfTime => "the time for the series was over before methods could be compared",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Every reason has words."),
    };

    /// <summary>What became of a candidate.</summary>
    public static string Of(CandidateState state) => state switch
    {
        CandidateState.NotTested => "not tested: nothing could be held back, or the choice needed no test",
        CandidateState.Tested => "another one was taken",
        CandidateState.Chosen => "chosen",
        CandidateState.Forbidden => "not among the methods asked for",
        CandidateState.TooShort => "the history is shorter than it needs",
        CandidateState.Zero => "for comparison only: it never competes",
        CandidateState.RepeatsBuckets => "it repeats single buckets, which are mostly empty on intermittent demand",
        CandidateState.Silent => "it forecast no demand at all, which is the zero forecast under another name",
        CandidateState.NotConverged => "it came to no number",
        CandidateState.OtherClass => "it is for series of the other demand class",
        CandidateState.OutOfTime => "the time for the series was over",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Every state has words."),
    };

    /// <summary>Where quantiles come from.</summary>
    public static string Of(DistributionBasis basis, DistributionFamily family) => basis switch
    {
        DistributionBasis.MeasuredErrors => $"{Name(family)}, with the spread of the errors measured along the history",
        DistributionBasis.Analytic => "the method's own distribution in closed form",
        DistributionBasis.Combined => "several distributions, weighed by what came after forecasts of the past of all intermittent series",
        DistributionBasis.Bootstrapped => "paths drawn from the demand of the past",
        DistributionBasis.LikeItems => $"{Name(family)}, with the spread of like items when they were new",
        DistributionBasis.Conformal => "quantiles of the errors made along the history, around the mean",
        DistributionBasis.Pooled => $"half {Name(family)} with the spread of the history, half the demand of the past itself",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Every basis has words."),
    };

    private static string Name(DistributionFamily family) => family switch
    {
        DistributionFamily.NegativeBinomial => "negative binomial (Poisson where the variance is not above the mean)",
        DistributionFamily.Gamma => "gamma",
        _ => "normal, cut at zero",
    };
}
