using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Tests.Forecast;

public sealed class ChoiceWordsTests
{
    [Fact]
    public void EveryReasonStateAndBasis_HasWordsOfItsOwn()
    {
        string[] words =
        [
            .. Enum.GetValues<ForecastReason>().Select(ChoiceWords.Of), .. Enum.GetValues<CandidateState>().Select(ChoiceWords.Of),
            .. Enum.GetValues<DistributionBasis>().Select(static basis => ChoiceWords.Of(basis, DistributionFamily.Gamma)),
        ];
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        Assert.All(words, static w => Assert.False(string.IsNullOrWhiteSpace(w)));
    }
}
