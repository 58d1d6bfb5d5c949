using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Tests.Report;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.0 %")]
    [InlineData(0.00001, "< 0.01 %")]
    [InlineData(0.0004, "0.04 %")]
    [InlineData(0.1234, "12.3 %")]
    [InlineData(0.99984, "99.98 %")] // not 100.0 %: something is missing
    [InlineData(1, "100.0 %")]
    [InlineData(-0.05, "−5.0 %")]
    [InlineData(double.NaN, "–")]
    public void Share_NeverRoundsSomethingToNothing(double share, string expected) => Assert.Equal(expected, Figures.Share(share).Replace('\u202F', ' '));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(3, "3")]
    [InlineData(0.734, "0.73")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(12.34, "12.3")]
    [InlineData(123.4, "123")]
    [InlineData(-1234.5, "−1,234")]
    [InlineData(double.NaN, "–")]
    public void Number_HasThreeDigitsThatCount(double value, string expected) => Assert.Equal(expected, Figures.Number(value));

    [Theory]
    [InlineData(9_999, "9,999")]
    [InlineData(86_254, "86 k")]
    [InlineData(18_562_221, "18.6 M")]
    [InlineData(2_500_000_000, "2.50 bn")]
    public void Amount_IsShort(double value, string expected) => Assert.Equal(expected, Figures.Amount(value).Replace('\u202F', ' '));

    [Theory]
    [InlineData(0.0042, "4.2 ms")]
    [InlineData(3.42, "3.42 s")]
    [InlineData(85, "85 s")]
    [InlineData(200, "3 min 20 s")]
    public void Time_IsShort(double seconds, string expected) => Assert.Equal(expected, Figures.Time(TimeSpan.FromSeconds(seconds)).Replace('\u202F', ' '));

    [Theory]
    [InlineData(new[] { 1.0, 999_999 }, "", "999,999")]
    [InlineData(new[] { 41_200.0, 5_048_123 }, "k ", "5,048")]
    [InlineData(new[] { 1.0, 2e9, double.NaN }, "M ", "2,000")]
    public void ColumnScale_HasOneUnitForTheWholeColumn(double[] values, string prefix, string greatest)
    {
        var scale = ColumnScale.Of(values);
        Assert.Equal(prefix, scale.Prefix);
        Assert.Equal(greatest, scale.Show(values.Where(double.IsFinite).Max()));
    }

    [Fact]
    public void Markup_EscapesHolesAndKeepsMarkup()
    {
        var inner = Markup.Of($"<b>{"<&>"}</b>");
        Assert.Equal("<p><b>&lt;&amp;&gt;</b>1.50</p>", Markup.Of($"<p>{inner}{1.5:0.00}</p>").Text);
    }
}
